"""Nearly exact texts: a pasted message with typos, or cut off, compared word by word with the templates."""

from __future__ import annotations

import heapq
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz.distance import LCSseq

from app.core.alike import AlikeWords
from app.core.certainty import TOKEN
from app.core.patterns import Pattern

SHORTLIST = 24
MAX_OPENED = 400
"""Templates that one word may put on the shortlist."""
MIN_WORDS = 2
MIN_SCORE = 0.8
MAX_WORDS = 200
_UNKNOWN_SHARE = 0.12
_MIN_SHARE = (MIN_SCORE - 0.45) / 0.55
_MAX_READINGS = 12
_ONE_TYPO_FROM, _TWO_TYPOS_FROM = 4, 9

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


@dataclass(frozen=True, slots=True)
class _Asked:
    """A text's words with the template words that each may stand for."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    readings: tuple[frozenset[str], ...]
    total: float
    last: float
    """What the last word could give at the most."""


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
        self._average = sum(self._idf.values()) / (len(self._idf) or 1)
        self._readings: dict[str, frozenset[str]] = {}

    def search(self, text: str) -> list[NearHit]:
        """The templates nearly found in the text, best first."""
        asked = self._ask(core_of(text))
        if sum(map(bool, asked.readings)) < MIN_WORDS and not any("_" in word for word in asked.words):
            return []
        hits = [self._compare(number, asked) for number in self._shortlist(asked)]
        near = [hit for hit in hits if hit is not None and hit.score >= MIN_SCORE]
        near.sort(key=lambda hit: -hit.score)
        return near

    def _ask(self, core: str) -> _Asked:
        found = list(TOKEN.finditer(core))[:MAX_WORDS]
        words = tuple(match.group().casefold() for match in found)
        readings = [self._read(word) for word in words]
        if words and words[-1] not in self._holding and core.rstrip()[-1:].isalnum():
            # The text may be cut off inside its last word.
            begun = bisect_left(self._vocabulary, words[-1])
            ended = bisect_left(self._vocabulary, words[-1] + "\uffff", begun)
            readings[-1] |= frozenset(self._vocabulary[begun:ended])
        unknown = sum(not reading for reading in readings)
        total = sum(min(self._idf[word] for word in reading) for reading in set(readings) if reading)
        spans = tuple(match.span() for match in found)
        total += unknown * self._average * _UNKNOWN_SHARE
        last = max((self._idf[word] for word in readings[-1]), default=0.0) if readings else 0.0
        return _Asked(core, words, spans, tuple(readings), total, last)

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
        # What holds too little of the text cannot reach the least score, whatever else agrees.
        least = _MIN_SHARE * asked.total - asked.last
        promising = [(-held, number) for number, held in gathered.items() if held >= least]
        return [number for _, number in heapq.nsmallest(SHORTLIST, promising)]

    def _compare(self, number: int, asked: _Asked) -> NearHit | None:
        pattern = self._patterns[number]
        words = pattern.template.words
        own = set(words)
        meant = [min(reading & own, default=word) for word, reading in zip(asked.words, asked.readings, strict=True)]
        shared = own & set(meant)
        if len(shared) < MIN_WORDS and not any("_" in word for word in shared):
            return None
        in_order = LCSseq.similarity(meant, words)
        counted = Counter(meant)
        order = min(1.0, in_order / sum(min(counted[word], count) for word, count in Counter(words).items()))
        covers_text = min(1.0, self._sum(shared) / asked.total)
        reach = _reach(words, meant)
        score = (0.55 * covers_text + 0.45 * self._covered(words, reach, shared)) * (0.5 + 0.5 * order)
        typos = sum(word != spoken for word, spoken in zip(meant, asked.words, strict=True))
        return NearHit(pattern, round(score, 4), typos, len(own) - len(shared), _repaired(asked, meant), reach)

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


def _repaired(asked: _Asked, meant: list[str]) -> str:
    pieces: list[str] = []
    end = 0
    for (start, stop), spoken, word in zip(asked.spans, asked.words, meant, strict=True):
        pieces.append(asked.text[end:start])
        pieces.append(asked.text[start:stop] if spoken == word else word)
        end = stop
    pieces.append(asked.text[end:])
    return "".join(pieces)
