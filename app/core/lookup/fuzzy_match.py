"""Nearly exact texts: a pasted message with typos, or cut off, compared word by word with the templates."""

from __future__ import annotations

import heapq
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from rapidfuzz.distance import LCSseq

from app.core.catalog.template import runs_of
from app.core.lookup.alignment import Alignment, Runs, SpokenWord, align
from app.core.lookup.word_joints import Joints, Piece
from app.core.matching.certainty import TOKEN
from app.core.matching.pattern import Pattern
from app.core.text.spelling import AlikeWords

SHORTLIST = 24
MAX_OPENED = 400
"""Templates that one word may put on the shortlist."""
MIN_WORDS = 2
MIN_SCORE = 0.8
MAX_WORDS = 200
_UNKNOWN_SHARE = 0.12
_MAX_READINGS = 12
_ALIGNED, _BEGUN = 0.95, 0.9
"""Scores of a template that stands in the text word by word, and of one that a text cut off begins with."""
_LEAST_BEGUN, _LEAST_SHARE = 2, 0.6
# Nothing is tried twice: a text may consist of quotes or dots.
_CUT = re.compile(r"(?<![\s\[(\"'])[\s\[(\"']*+(?<!\.)\.{2,}+[\])\"'}\s]*+$")
_NO_READINGS: frozenset[str] = frozenset()
_SWAPS_ONLY, _ONE_TYPO_FROM, _TWO_TYPOS_FROM = 3, 4, 9

_MESSAGE_FIELD = re.compile(
    r"(?is)[{,\"']\s*[\"']?(?:error_?message|message|description|detail|msg)[\"']{0,4}\s*[:=]\s*[\"'\s]{0,4}(?=\w)(.+)"
)
_ENVELOPE_HEAD = re.compile(
    r"(?is)^.*?\b[1-5]\d\d\s+(?:\w+\s+){1,3}respon\w{2,3}\s*:?\W*error\W+(?:code\W+\d+\W+)?(?:message\W+)?(?=\w)"
)
_ENVELOPE_TAIL = re.compile(r"(?is)[\"']?\s*,\s*[\"']?info[\"']?\s*:.*$|\"\s*[,}\]].*$")


@dataclass(frozen=True, slots=True)
class NearHit:
    """A template that says nearly the same.

    `score` goes up to 1; `typos` are misspelled words, `missing` words that the text lacks;
    `repaired` is the text with the template's spelling put in place of each misspelled word.
    """

    pattern: Pattern
    score: float
    typos: int
    missing: int
    repaired: str
    reach: tuple[str, ...]
    """The template's words up to where the text ends: texts cut off alike cannot be told apart."""
    is_cut: bool = False
    """Whether the text ends within the template or with it, so that it may have been cut off."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A text's words, mended, with the template words that each may stand for; `mends` is how many were not whole."""

    text: str
    pieces: tuple[Piece, ...]
    readings: tuple[frozenset[str], ...]
    total: float
    last: float
    """What the last word could give at the most."""
    mends: int
    is_cut: bool
    seams: tuple[int, ...] = ()
    """Places of words that may be one with the next: "set up" in most templates, "setup" in one."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words alone."""
        return tuple(piece.word for piece in self.pieces)

    def joined_at(self, seams: Sequence[int]) -> _Asked:
        """The text with these words joined with the next ones."""
        pieces, readings = list(self.pieces), list(self.readings)
        for place in reversed(seams):
            one, other = pieces[place : place + 2]
            joined = Piece(one.word + other.word, one.start, other.end)
            pieces[place : place + 2] = [joined]
            readings[place : place + 2] = [frozenset((joined.word,))]
        return replace(self, pieces=tuple(pieces), readings=tuple(readings), mends=self.mends + len(seams))

    @property
    def ends_in_word(self) -> bool:
        """Whether its last word may go on."""
        return self.is_cut or self.text.rstrip()[-1:].isalnum()


def core_of(text: str) -> str:
    """The message inside a log line or error body: what stands in its message field, else the text itself."""
    for envelope in (_MESSAGE_FIELD, _ENVELOPE_HEAD):
        found = envelope.search(text)
        if found is not None:
            inner = found.group(1) if found.re.groups else text[found.end() :]
            inner = _ENVELOPE_TAIL.sub("", inner)
            if len(TOKEN.findall(inner)) > 1 or "_" in inner:
                return inner
    return text


@dataclass(frozen=True, slots=True)
class _Ways:
    """The ways in which a template may stand in a text: in runs of words, any two of which may be run together."""

    runs: Runs
    joined: dict[str, str]
    before_values: tuple[str, ...]

    def with_value(self, word: str, printed: str) -> str:
        """A word that has a value run together with it (findLab), as the two; any other as it is."""
        for own in self.before_values:
            if word.startswith(own) and printed[len(own) : len(own) + 1].isupper():
                return f"{own} {word[len(own) :]}"
        return word


class NearTexts:
    """Compares a message with all templates, allowing typos and a missing end."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        """Index the templates' words."""
        self._patterns = patterns
        self._holding: dict[str, dict[int, None]] = defaultdict(dict)
        for number, pattern in enumerate(patterns):
            for word in set(pattern.template.words):
                self._holding[word][number] = None
        self._idf = {word: math.log(1 + len(patterns) / len(held)) for word, held in self._holding.items()}
        self._vocabulary = sorted(self._holding)
        self._alike = AlikeWords(self._vocabulary)
        pairs = {pair for pattern in patterns for pair in pairwise(pattern.template.words)}
        self._joints = Joints(self._holding.__contains__, lambda word: bool(self._read(word)), pairs)
        self._ways: dict[int, _Ways] = {}
        self._average = sum(self._idf.values()) / (len(self._idf) or 1)
        self._readings: dict[str, frozenset[str]] = {}

    def search(self, text: str) -> list[NearHit]:
        """The templates nearly found in the text, best first."""
        asked = self._ask(core_of(text))
        if sum(map(bool, asked.readings)) < MIN_WORDS and not any("_" in word for word in asked.words):
            return []
        spoken = _spoken(asked.words, asked)
        hits = [self._compare(number, asked, spoken) for number in self._shortlist(asked)]
        near = [hit for hit in hits if hit is not None and hit.score >= MIN_SCORE]
        near.sort(key=lambda hit: (-hit.score, -len(hit.reach)))
        return near

    def _ask(self, core: str) -> _Asked:
        cut = _CUT.search(core)
        if cut is not None:
            core = core[: cut.start()]
        found = [
            Piece(match[0].casefold(), match.start(), match.end()) for match in islice(TOKEN.finditer(core), MAX_WORDS)
        ]
        pieces = tuple(self._joints.mended(found))
        readings = [self._read(piece.word) for piece in pieces]
        if pieces and (cut is not None or core.rstrip()[-1:].isalnum()) and pieces[-1].word not in self._holding:
            # The text may be cut off inside its last word.
            begun = bisect_left(self._vocabulary, pieces[-1].word)
            ended = bisect_left(self._vocabulary, pieces[-1].word + "\uffff", begun)
            readings[-1] |= frozenset(self._vocabulary[begun:ended])
        unknown = sum(not reading for reading in readings)
        total = sum(min(self._idf[word] for word in reading) for reading in set(readings) if reading)
        total += unknown * self._average * _UNKNOWN_SHARE
        last = max((self._idf[word] for word in readings[-1]), default=0.0) if readings else 0.0
        mends = _mends(found, pieces)
        return _Asked(core, pieces, tuple(readings), total, last, mends, cut is not None, self._seams(pieces))

    def _seams(self, pieces: Sequence[Piece]) -> tuple[int, ...]:
        return tuple(
            place
            for place, (one, other) in enumerate(pairwise(pieces))
            if other.start - one.end == 1 and one.word + other.word in self._holding
        )

    def _shortlist(self, asked: _Asked) -> list[int]:
        """The templates that hold most of the text. Rare words open the list, common ones only add to it."""
        gathered: dict[int, float] = {}
        # The last word may be the beginning of many; those open the list only when little else does.
        opening = {word for reading in asked.readings[:-1] for word in reading}
        words = opening if len(opening) > 3 else opening.union(*asked.readings[-1:])
        for word in sorted(words, key=lambda word: (len(self._holding[word]), word)):
            weight = self._idf[word]
            holding = self._holding[word]
            if len(gathered) >= MAX_OPENED:
                for number in gathered.keys() & holding.keys():
                    gathered[number] += weight
                continue
            for number in islice(holding, MAX_OPENED):
                gathered[number] = gathered.get(number, 0.0) + weight
        return [number for _, number in heapq.nsmallest(SHORTLIST, ((-held, n) for n, held in gathered.items()))]

    def _compare(self, number: int, asked: _Asked, spoken: Sequence[SpokenWord]) -> NearHit | None:
        pattern, ways = self._patterns[number], self._ways_of(number)
        words = pattern.template.words
        own = set(words)
        seams = [at for at in asked.seams if asked.pieces[at].word + asked.pieces[at + 1].word in own]
        if seams and not all(asked.pieces[at].word in own for at in seams):
            asked = asked.joined_at(seams)
            spoken = _spoken(asked.words, asked)
        meant = [
            ways.joined.get(piece.word)
            or min(reading & own, default="")
            or ways.with_value(piece.word, asked.text[piece.start : piece.end])
            for piece, reading in zip(asked.pieces, asked.readings, strict=True)
        ]
        parted = [word for meaning in meant for word in meaning.split()]
        if len(parted) > len(meant):
            spoken = _spoken(parted, asked)
        shared = own & set(parted)
        if len(shared) < MIN_WORDS and not any("_" in word for word in shared):
            return None
        in_order = LCSseq.similarity(parted, words)
        counted = Counter(parted)
        order = min(1.0, in_order / sum(min(counted[word], count) for word, count in Counter(words).items()))
        covers_text = min(1.0, self._sum(shared) / asked.total)
        reach = _reach(words, parted)
        score = (0.55 * covers_text + 0.45 * self._covered(words, reach, shared)) * (0.5 + 0.5 * order)
        typos = asked.mends + sum(word != piece.word for word, piece in zip(meant, asked.pieces, strict=True))
        missing = len(own) - len(shared)
        aligned = align(ways.runs, spoken)
        is_cut = aligned is not None and aligned.at_end
        if aligned is not None and aligned.complete and typos:
            score, missing = max(score, _ALIGNED), 0
        elif aligned is not None and not aligned.complete and self._tells(words, aligned, asked):
            score, missing = max(score, _BEGUN), len(words) - aligned.words
            reach = words[: aligned.words]
        elif missing:
            return None
        return NearHit(pattern, round(score, 4), typos, missing, _repaired(asked, meant), reach, is_cut)

    def _tells(self, words: tuple[str, ...], aligned: Alignment, asked: _Asked) -> bool:
        """Whether enough of a template stands at the end of a text: less where the text shows that it was cut off."""
        whole = aligned.words - aligned.begun
        if asked.is_cut or aligned.begun:
            return whole >= _LEAST_BEGUN or (whole > 0 and aligned.words >= _LEAST_SHARE * len(words))
        return whole > _LEAST_BEGUN and self._sum(set(words[:whole])) >= _LEAST_SHARE * self._sum(set(words))

    def _ways_of(self, number: int) -> _Ways:
        ways = self._ways.get(number)
        if ways is None:
            runs = runs_of(self._patterns[number].template)
            own = {word for run in runs for word in run}
            pairs = {one + other: f"{one} {other}" for run in runs for one, other in pairwise(run)}
            joined = {word: pair for word, pair in pairs.items() if word not in own}
            before_values = tuple(run[-1] for run in runs[: len(runs) - 1 + self._patterns[number].template.open_end])
            ways = self._ways[number] = _Ways(runs, joined, before_values)
        return ways

    def _covered(self, words: tuple[str, ...], reach: tuple[str, ...], shared: set[str]) -> float:
        """The share of the template that the text holds; of a text cut off, the share up to its end counts most."""
        whole, so_far = set(words), set(reach)
        covered = self._sum(shared) / self._sum(whole)
        return max(covered, 0.9 * self._sum(shared & so_far) / self._sum(so_far) + 0.1 * covered)

    def _sum(self, words: set[str]) -> float:
        idf = self._idf
        total = 0.0
        for word in words:
            total += idf[word]
        return total

    def _read(self, word: str) -> frozenset[str]:
        """The template words that a word may stand for: itself, or those within a typo or two."""
        if word in self._holding:
            return frozenset((word,))
        # Another thread may clear what is kept between two steps, so nothing is asked of it twice.
        reading = self._readings.get(word)
        if reading is None:
            if len(self._readings) > 20_000:
                self._readings.clear()
            reading = self._readings[word] = self._near(word)
        return reading

    def _near(self, word: str) -> frozenset[str]:
        if len(word) == _SWAPS_ONLY:
            # Of the short words one may be a slip of the fingers, never another letter: nto, deu.
            swapped = (word[1] + word[0] + word[2], word[0] + word[2] + word[1])
            return frozenset(meant for meant in swapped if meant in self._holding)
        if len(word) < _ONE_TYPO_FROM or any(character.isdigit() for character in word):
            return frozenset()
        allowed = 1 if len(word) < _TWO_TYPOS_FROM else 2
        return frozenset(near for near, _ in self._alike.nearest(word, allowed, _MAX_READINGS))


def _reach(words: tuple[str, ...], meant: list[str]) -> tuple[str, ...]:
    """The template's words up to the text's last word, where that is one of them; else all words."""
    last = meant[-1]
    positions = [position for position, word in enumerate(words) if word == last]
    if not positions:
        return words
    before = meant[-2] if len(meant) > 1 else ""
    following = [position for position in positions if position and words[position - 1] == before]
    return words[: (following or positions[-1:])[0] + 1]


def _spoken(words: Sequence[str], asked: _Asked) -> list[SpokenWord]:
    """The words for laying a template along them."""
    readings = dict(zip(asked.words, asked.readings, strict=True))
    spoken = [SpokenWord(word, readings.get(word, _NO_READINGS)) for word in words]
    if spoken and asked.ends_in_word:
        spoken[-1] = SpokenWord(spoken[-1].word, spoken[-1].readings, open_end=True)
    return spoken


def _mends(found: Sequence[Piece], pieces: Sequence[Piece]) -> int:
    """How many words had to be parted or joined."""
    whole = {(piece.start, piece.end) for piece in found}
    return sum((piece.start, piece.end) not in whole for piece in pieces)


def _repaired(asked: _Asked, meant: list[str]) -> str:
    pieces: list[str] = []
    end = 0
    for piece, word in zip(asked.pieces, meant, strict=True):
        between = asked.text[end : piece.start]
        # Parted words have nothing between them yet.
        pieces.append(between if between or not end else " ")
        pieces.append(_spelled(asked.text[piece.start : piece.end], word))
        end = piece.end
    pieces.append(asked.text[end:])
    return "".join(pieces)


def _spelled(printed: str, meant: str) -> str:
    """A word as it was meant, in the text's own letters where these are right."""
    first = meant.find(" ")
    if printed.casefold() == meant.replace(" ", ""):
        return f"{printed[:first]} {printed[first:]}" if first > 0 else printed
    return meant
