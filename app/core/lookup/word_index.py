"""Search by words: any order, typos, synonyms, word forms, the last word unfinished.

Two steps. Postings of each query word are added up to a shortlist; the shortlist is then ranked
by how much of the query each entry covers, and how closely one of its phrases (title, message,
a way people say it) says the same.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from app.core.catalog.model import Vocabulary
from app.core.lookup.query_expansion import QueryWords, Term
from app.core.lookup.word_tables import WordTables

SHORTLIST = 16
MAX_OPENED = 160
"""Entries that one word may bring into play: those it says most about."""
ENOUGH = 100
"""Entries in play from which on further words only add to these."""
_BASE_WEIGHT = 0.12
_COVERAGE_WEIGHT = 0.9
_NONE: list[int] = []
_SLIP = 0.5
_EXPLAINED, _SPOKEN = 0.5, 0.9
_READ_AS = {"": 1.0, "typo": 0.95, "synonym": 0.8, "beginning": 0.9}


class _Reading(Struct, frozen=True):
    """An index word that a term may stand for: its weight, what it gives for each unit held, and who holds it."""

    stem: str
    weight: float
    how: str
    factor: float
    posting: dict[int, float]


class _Weighed(Struct, frozen=True):
    """A term with its weight in the query and what it gives each entry."""

    term: Term
    importance: float
    meant: float
    """What it would weigh if the catalog knew it: no less than its rarest words."""
    readings: tuple[_Reading, ...]
    gathered: dict[int, float]
    commonest: _Reading | None

    @property
    def spread(self) -> int:
        """How many entries hold its commonest reading."""
        return len(self.commonest.posting) if self.commonest else 0


class WordHit(Struct, frozen=True):
    """An entry found by words: `coverage` (0 to 1) is the share of the query's meaning it holds.

    `fit` is the share that its own sentences say (title, message, ways people say it), a word that nobody knows
    counted in full: the more of the query is about something else, the less it fits. `own` says that its title or a
    message holds a word of the query; `together` is the largest share that one of its sentences holds.
    """

    order: int
    score: float
    coverage: float
    fit: float
    own: bool
    together: float
    matched: tuple[tuple[str, str, str], ...]
    """(query word, index word, how: "" | "typo" | "synonym" | "beginning") for each word found."""


class _Phrases(Struct, frozen=True):
    """An entry's phrases (title, ways people say it, messages): the length of each, and which of them hold a stem.

    `spoken` are the numbers of those that people say: the other phrases are the error's own words.
    """

    lengths: list[float]
    holding: dict[str, list[int]]
    spoken: range


class _Tally:
    """What one entry holds of a query: words covered, and what each of its phrases shares with the query."""

    __slots__ = ("covered", "fitting", "matched", "own", "phrases", "shared")

    def __init__(self, phrases: _Phrases) -> None:
        self.phrases = phrases
        self.covered = self.fitting = 0.0
        self.own = False
        self.matched: list[tuple[str, str, str]] = []
        self.shared: dict[int, float] = {}

    def share(self, numbers: list[int], gained: float) -> None:
        shared = self.shared
        for number in numbers:
            shared[number] = shared.get(number, 0.0) + gained


class WordIndex:
    """Searches the words of a catalog's entries."""

    def __init__(self, tables: WordTables, vocabulary: Vocabulary) -> None:
        """Search these tables."""
        self._size = len(tables.spoken)
        self._spoken = [range(1, 1 + count) for count in tables.spoken]
        self._postings = tables.postings
        self._idf = {
            word: math.log(1 + (self._size - len(held) + 0.5) / (len(held) + 0.5))
            for word, held in self._postings.items()
        }
        self._phrase_words = tables.phrases
        self._phrases = lru_cache(maxsize=4096)(self._phrases_of)
        frequency = {word: len(held) for word, held in self._postings.items()}
        self.query_words = QueryWords(tables.forms, frequency, vocabulary)
        self._weigh = lru_cache(maxsize=512)(self._weighed)
        self._score = lru_cache(maxsize=32)(self._finished_scores)

    def _phrases_of(self, order: int) -> _Phrases:
        idf = self._idf
        holding: dict[str, list[int]] = {}
        lengths = []
        for number, stems in enumerate(self._phrase_words[order]):
            length = 0.0
            for word in stems:
                length += idf[word]
                holding.setdefault(word, []).append(number)
            lengths.append(length)
        return _Phrases(lengths, holding, self._spoken[order])

    def search(
        self, terms: Sequence[Term], keep: frozenset[int] | None, limit: int, context: Callable[[int], float] | None
    ) -> list[WordHit]:
        """The best entries for the terms, best first.

        `keep` limits the search to these entries; `context` is a factor for each by what else is known.
        """
        if not terms:
            return []
        weighed = [self._weigh(term) for term in terms]
        scores = self._shortlist(tuple(terms), keep)
        total = sum(term.importance for term in weighed) or 1.0
        meant = sum(term.meant for term in weighed) or 1.0
        factor = context or _no_context
        if context is None:
            raised = [(-score, order) for order, score in scores.items()]
        else:
            raised = [(-score * context(order), order) for order, score in scores.items()]
        ranked = heapq.nsmallest(max(limit, SHORTLIST), raised)
        tallies = self._tallies([order for _, order in ranked], weighed)
        hits = [
            self._rank(order, tally, total, meant, -score, factor(order))
            for (score, order), tally in zip(ranked, tallies, strict=True)
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.order))
        return hits[:limit]

    def _weighed(self, term: Term) -> _Weighed:
        readings = tuple(
            _Reading(reading, weight, how, weight * self._idf[reading], self._postings[reading])
            for reading, weight, how in sorted(term.readings, key=lambda reading: -reading[1])
        )
        gathered: dict[int, float] = {}
        for one in readings:
            # Of a very common word, the entries that it says most about.
            for order, held in islice(one.posting.items(), MAX_OPENED):
                gained = one.factor * held
                if gained > gathered.get(order, 0.0):
                    gathered[order] = gained
        commonest = max(readings, key=lambda one: len(one.posting), default=None)
        importance = self._importance(term)
        return _Weighed(term, importance, self._meant(term, importance), readings, gathered, commonest)

    def _importance(self, term: Term) -> float:
        """A word's weight in the query: rare words count more; a word nobody knows may be a name and counts little."""
        if not term.readings:
            return 0.35 * math.log(1 + self._size)
        return max(self._idf[reading] * weight for reading, weight, _ in term.readings) + 0.2

    def _meant(self, term: Term, importance: float) -> float:
        if term.word.isdigit():
            return 0.0
        if term.readings:
            return importance
        # Ids and numbers are nobody's words.
        return math.log(1 + self._size) * (_SLIP if term.maybe_slip else 1.0) if term.word.isalpha() else 0.0

    def _shortlist(self, terms: tuple[Term, ...], keep: frozenset[int] | None) -> dict[int, float]:
        """Scores by entry. While somebody types, all words but the last were weighed a moment ago."""
        scores = dict(self._score(terms[:-1], keep))
        *finished, last = map(self._weigh, terms)
        if len(scores) < ENOUGH or last.spread <= MAX_OPENED:
            new = [order for order in _opened(last, keep) if order not in scores]
            scores.update(dict.fromkeys(new, 0.0))
            for term in finished:
                _give(scores, term, new)
        _give(scores, last, scores)
        return scores

    def _finished_scores(self, terms: tuple[Term, ...], keep: frozenset[int] | None) -> dict[int, float]:
        """Scores by entry. Rare words bring entries into play; once there are enough, common words bring no more."""
        scores: dict[int, float] = {}
        weighed = sorted(map(self._weigh, terms), key=lambda term: term.spread)
        for term in weighed:
            if len(scores) < ENOUGH:
                scores.update((order, 0.0) for order in _opened(term, keep))
        for term in weighed:
            _give(scores, term, scores)
        return scores

    def _tallies(self, orders: list[int], weighed: list[_Weighed]) -> list[_Tally]:
        """What each entry holds of the query. Of several readings of a word, a phrase counts the likeliest."""
        tallies = [_Tally(self._phrases(order)) for order in orders]
        for term in weighed:
            beyond = term.spread > MAX_OPENED
            for order, tally in zip(orders, tallies, strict=True):
                if not beyond and order not in term.gathered:
                    continue
                taken: list[int] | None = None
                says = 0.0
                for one in term.readings:
                    if order not in one.posting:
                        continue
                    numbers = tally.phrases.holding.get(one.stem, _NONE)
                    sure = _says(tally.phrases, numbers, one.posting[order])
                    says = max(says, sure * _READ_AS[one.how])
                    tally.own = tally.own or sure == 1.0
                    if taken is None:
                        tally.covered += term.importance * one.weight
                        tally.matched.append((term.term.word, one.stem, one.how))
                        tally.share(numbers, one.factor)
                        taken = numbers
                    elif numbers:
                        tally.share([number for number in numbers if number not in taken], one.factor)
                        taken = taken + numbers
                tally.fitting += term.meant * says
        return tallies

    @staticmethod
    def _rank(order: int, tally: _Tally, total: float, meant: float, base: float, context: float) -> WordHit:
        lengths = tally.phrases.lengths
        closeness = 0.0
        for number, both in tally.shared.items():
            close = both / (lengths[number] + total)
            closeness = max(closeness, close)
        coverage = tally.covered / total
        together = max(tally.shared.values(), default=0.0) / meant
        score = base / total * _BASE_WEIGHT + context * (coverage * _COVERAGE_WEIGHT + 2 * closeness)
        return WordHit(order, score, coverage, tally.fitting / meant, tally.own, together, tuple(tally.matched))


def _opened(term: _Weighed, keep: frozenset[int] | None) -> Iterable[int]:
    """The entries that a term brings into play; behind a filter also those beyond the head of a long posting list."""
    if keep is None:
        return term.gathered
    return [order for order in keep if any(order in one.posting for one in term.readings)]


def _says(phrases: _Phrases, numbers: list[int], held: float) -> float:
    """How surely an entry speaks of a word: in its own words, in those of people, or only where it explains."""
    if not numbers:
        return min(_EXPLAINED, held / 3)
    return 1.0 if any(number not in phrases.spoken for number in numbers) else _SPOKEN


def _no_context(_order: int) -> float:
    return 1.0


def _give(scores: dict[int, float], term: _Weighed, orders: Iterable[int]) -> None:
    """Add a term's share to these entries, also to those beyond what was gathered."""
    if term.commonest is None:
        return
    gathered, factor, posting = term.gathered, term.commonest.factor, term.commonest.posting
    if len(posting) <= MAX_OPENED:
        for order in orders:
            if order in gathered:
                scores[order] += gathered[order]
        return
    for order in orders:
        gained = gathered.get(order)
        scores[order] += factor * posting.get(order, 0.0) if gained is None else gained
