"""What the words of a query may stand for: forms, beginnings, misspellings and synonyms of the catalog's words."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.core.catalog.model import Vocabulary
from app.core.lookup.word_joints import Joints, Piece
from app.core.text.spelling import AlikeWords
from app.core.text.tokens import STOP_WORDS, WORD, allowed_typos, is_short, is_slip, said, stem, words_of

_TYPO_WEIGHTS = (1.0, 0.72, 0.5)
_BEGINNING_WEIGHT = 0.85
_SYNONYM_WEIGHT = 0.55
_MAX_READINGS = 8
_MAX_PHRASE = 4
_SHORT = 4
_MOST_MENDED = 400
"""Letters of a text whose words are mended; a longer one is a message, which is compared whole."""

_LINKING = frozenset(("a", "an", "the", "my", "our", "this", "that", "any"))
"""Words that phrases are said with or without: not in (the) class."""

Reading = tuple[str, float, str]
"""(stem, weight, how): 1 and "" for the word itself; else "typo", "synonym" or "beginning"."""


@dataclass(frozen=True, slots=True)
class Term:
    """A query word with the catalog's words that it may stand for."""

    word: str
    readings: tuple[Reading, ...]
    maybe_slip: bool = False
    """Whether it may be a slip all the same: too short to be read as another word, but one letter off one."""


class QueryWords:
    """Reads queries against the words of one catalog."""

    def __init__(self, forms: Mapping[str, str], frequency: Mapping[str, int], vocabulary: Vocabulary) -> None:
        """`forms` maps each word of the catalog to its stem; `frequency` says how many entries hold a stem."""
        own = {word: stem(word) for group in vocabulary.synonyms for phrase in group for word in words_of(phrase)}
        self._forms = {**own, **forms}
        self._frequency = frequency
        self._sorted_forms = sorted(self._forms)
        self._alike = AlikeWords(self._sorted_forms)
        self._joints = Joints(lambda word: word in self._forms or word in STOP_WORDS, self._is_slip)
        self._synonyms = _synonyms(vocabulary)
        self._vendor_stems = {
            vendor: frozenset(stem(word) for word in words_of(vendor)) for vendor in vocabulary.vendors
        }
        self._read = lru_cache(maxsize=4096)(self._reading)

    def terms(self, text: str, *, last_is_open: bool) -> list[Term]:
        """The query's words with their readings; stop words are left out unless nothing else is there."""
        words = self._words_of(text, last_is_open=last_is_open)
        if not words:
            # Only marks so far: the first key of a pasted brace or quote.
            return []
        kept = [word for word in words if word not in STOP_WORDS] or words
        open_word = words[-1] if last_is_open and kept[-1:] == words[-1:] else None
        readings = {word: list(self._read(word, word == open_word)) for word in kept}
        # A misspelled word has the synonyms of the word that was meant.
        spoken = [word for word in words if word not in _LINKING]
        meant = [readings[word][0][0] if readings.get(word) else _phrase_stem(word) for word in spoken]
        for phrase, others in self._synonyms_in(meant):
            carrier = next(
                (word for word, own in zip(spoken, meant, strict=True) if own in phrase and word in readings), None
            )
            if carrier is None and len(phrase) > 1:
                # Little words together may say something: isn't there.
                readings[" ".join(phrase)] = [(other, weight, "synonym") for other, weight in others]
            elif carrier is not None:
                known = {reading for reading, _, _ in readings[carrier]}
                readings[carrier] += [(other, weight, "synonym") for other, weight in others if other not in known]
        return [self._term(word, found) for word, found in readings.items()]

    def _term(self, word: str, found: Sequence[Reading]) -> Term:
        readings = tuple(reading for reading in found if reading[0] in self._frequency)
        short = not readings and len(word) <= _SHORT and word.isalpha()
        return Term(word, readings, short and bool(self._alike.nearest(word, 1, 1, same_start=True)))

    def is_known(self, word: str) -> bool:
        """Whether a word (lower case) stands in the catalog as it is."""
        return word in self._forms

    def _is_slip(self, word: str) -> bool:
        return any(typos == 1 for _, typos in self._near(word))

    def _words_of(self, text: str, *, last_is_open: bool) -> list[str]:
        """The words of a question, as they were meant where they are run together or torn apart."""
        pieces = [Piece(said(found[0].casefold()), found.start(), found.end()) for found in WORD.finditer(text)]
        if len(text) <= _MOST_MENDED:
            finished = len(pieces) - last_is_open
            pieces = [*self._joints.mended(pieces[:finished]), *pieces[finished:]]
        return [piece.word for piece in pieces]

    def _synonyms_in(self, stems: list[str]) -> list[tuple[tuple[str, ...], tuple[tuple[str, float], ...]]]:
        return [
            (phrase, self._synonyms[phrase])
            for length in range(_MAX_PHRASE, 0, -1)
            for start in range(len(stems) - length + 1)
            if (phrase := tuple(stems[start : start + length])) in self._synonyms
        ]

    def _reading(self, word: str, is_open: bool) -> tuple[Reading, ...]:
        readings: dict[str, tuple[float, str]] = {}
        own = stem(word)
        known = own in self._frequency or word in self._forms
        if known:
            readings[own] = (1.0, "")
        if is_open and len(word) > 1:
            for form in self._beginning(word):
                readings.setdefault(self._forms[form], (_BEGINNING_WEIGHT, "beginning"))
        if not readings:
            for near, typos in self._near(word):
                readings.setdefault(self._forms[near], (_TYPO_WEIGHTS[typos], "typo"))
        return tuple((reading, weight, how) for reading, (weight, how) in readings.items())

    def _beginning(self, word: str) -> list[str]:
        """The commonest forms that begin so."""
        start = bisect_left(self._sorted_forms, word)
        end = bisect_left(self._sorted_forms, word + "\uffff", start)
        return heapq.nsmallest(_MAX_READINGS, self._sorted_forms[start:end], key=self._rarity)

    def _rarity(self, form: str) -> int:
        return -self._frequency.get(self._forms[form], 0)

    def _near(self, word: str) -> list[tuple[str, int]]:
        """Index words within the allowed typos; a wrong first letter counts as two."""
        allowed = allowed_typos(word)
        if not allowed and not is_short(word):
            return []
        edits = allowed or 1
        near = []
        for form, distance in self._alike.nearest(word, edits, _MAX_READINGS, same_start=edits == 1):
            typos = distance + (form[0] != word[0])
            if form[0].isdigit() or not (typos <= allowed or (distance == 1 and is_slip(word, form))):
                continue
            near.append((form, min(typos, 2)))
        best = min((typos for _, typos in near), default=0)
        return [(form, typos) for form, typos in near if typos == best]

    def vendors_among(self, terms: Sequence[Term]) -> tuple[frozenset[str], list[Term]]:
        """The vendors that the terms name, misspelled or not, and the terms that name none."""
        read = {reading for term in terms for reading, _, how in term.readings if how != "synonym"}
        vendors = frozenset(vendor for vendor, stems in self._vendor_stems.items() if stems <= read)
        naming = {stem_ for vendor in vendors for stem_ in self._vendor_stems[vendor]}
        return vendors, [
            term
            for term in terms
            if naming.isdisjoint(reading for reading, _, how in term.readings if how != "synonym")
        ]


def _phrase_stem(word: str) -> str:
    """A word as a part of a phrase: isn't, doesn't and not say the same."""
    return "not" if word.endswith("n't") else stem(word)


def _synonyms(vocabulary: Vocabulary) -> dict[tuple[str, ...], tuple[tuple[str, float], ...]]:
    """Each phrase of a synonym group, as stems, with the other phrases' stems; a stem of a long phrase weighs less."""
    meant: dict[tuple[str, ...], dict[str, float]] = {}
    for group in vocabulary.synonyms:
        phrases = [tuple(_phrase_stem(word) for word in words_of(phrase) if word not in _LINKING) for phrase in group]
        for phrase in phrases:
            others = meant.setdefault(phrase, {})
            for other in phrases:
                telling = [word for word in other if word not in STOP_WORDS and word not in phrase]
                for word in telling:
                    others[word] = max(others.get(word, 0.0), _SYNONYM_WEIGHT / len(telling))
    return {phrase: tuple(others.items()) for phrase, others in meant.items()}
