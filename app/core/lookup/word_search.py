"""Questions in people's own words: nicknames, other languages and misspelled words are read, then entries ranked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from app.core.catalog.model import Catalog, Entry
from app.core.lookup.fuzzy_match import core_of
from app.core.lookup.printed_text import looks_printed
from app.core.lookup.query_expansion import Term
from app.core.lookup.query_translation import SearchLanguage
from app.core.lookup.vendor_names import VendorNames
from app.core.lookup.word_index import WordHit, WordIndex
from app.core.lookup.word_tables import unpacked_words, word_tables
from app.core.matching.clues import Clues
from app.core.matching.filters import Filters
from app.core.text.statement import Statement

MAX_TERMS = 40
MOST_GUESSES = 10
_MOST_READ = 2000
_SHORT = 5
_OTHER_VENDOR = 0.45
_AGREES = 1.1
_MIN_COVERAGE = 0.42
_MIN_FIT, _MIN_FIT_WITH_UNKNOWN = 0.45, 0.55
_MIN_TOGETHER = 0.6


class WordMatch(Struct, frozen=True):
    """An entry found by words, by its place in the catalog; `known` says that it is no mere guess.

    `fit` is the share of the query that the entry speaks of, see `WordHit`.
    """

    order: int
    score: float
    known: bool
    fit: float
    why: Statement
    stems: frozenset[str]


class WordSearch:
    """Answers questions by words over one catalog. Immutable once built."""

    def __init__(self, catalog: Catalog, packed: bytes = b"") -> None:
        """Search the catalog. `packed` are the tables of its words where they are kept; else they are made."""
        vocabulary = catalog.vocabulary
        self._entries = catalog.entries
        tables = unpacked_words(packed) if packed else word_tables(catalog.entries, vocabulary)
        self._index = WordIndex(tables, vocabulary)
        self._vendor_names = VendorNames(vocabulary)
        is_english = self._index.query_words.is_known
        self._languages = [SearchLanguage(words, is_english) for words in vocabulary.search_words.values()]

    def search(self, text: str, filters: Filters, clues: Clues, limit: int, *, typing: bool = False) -> list[WordMatch]:
        """The entries that hold the words of a text, best first."""
        keep = None
        if filters:
            keep = frozenset(order for order, entry in enumerate(self._entries) if filters.admits(entry))
        named = self._vendor_names.read(core_of(text)[:_MOST_READ])
        last_is_open = typing and not text[-1:].isspace()
        terms = self._terms(named.rest, last_is_open) or self._terms(" ".join(sorted(named.vendors)), False)
        misspelled, others = self._index.query_words.vendors_among(terms)
        if others:
            # A vendor's name says whose error it is, not which: it weighs on the entries, not as a word.
            terms = others
        clues = clues.or_else(Clues(vendors=named.vendors or misspelled))
        context = _context(self._entries, clues) if clues.vendors or clues.record_types or clues.codes else None
        hits = self._index.search(terms, keep, limit, context)
        # What ranks above a match that is no guess is none either.
        sure = max((place for place, hit in enumerate(hits) if _is_known(hit, terms)), default=-1)
        shown = hits[: sure + 1 + MOST_GUESSES]
        return [_match(hit, terms, known=place <= sure) for place, hit in enumerate(shown)]

    def looks_printed(self, text: str) -> bool:
        """Whether a program printed the text, and nobody typed it as a question."""
        return looks_printed(self._vendor_names.read(text).rest, self._index.query_words.is_known)

    def _terms(self, text: str, last_is_open: bool) -> list[Term]:
        for language in self._languages:
            english = language.in_english(text, last_is_open=last_is_open)
            if english is not None:
                text, last_is_open = english, False
                break
        return self._index.query_words.terms(text, last_is_open=last_is_open)[:MAX_TERMS]


def _match(hit: WordHit, terms: Sequence[Term], *, known: bool) -> WordMatch:
    stems = frozenset(index for _, index, _ in hit.matched)
    return WordMatch(hit.order, hit.score, known, hit.fit, _why(hit, terms), stems)


def _is_known(hit: WordHit, terms: Sequence[Term]) -> bool:
    """Whether enough of the query is known here. Ids and numbers are nobody's words; a short slip is no proof."""
    asked = [term for term in terms if term.readings or term.word.isalpha()]
    least = _MIN_FIT if all(term.readings for term in asked) else _MIN_FIT_WITH_UNKNOWN
    # One word of a sentence that somebody may say is not what the sentence is about.
    speaks = hit.own or (len(asked) > 1 and hit.together >= _MIN_TOGETHER)
    # "Bus routes": half of it is nobody's word here.
    strange = not all(term.readings for term in asked)
    sure = [word for word, _, how in hit.matched if how != "typo" or len(word) > _SHORT]
    return hit.coverage >= _MIN_COVERAGE and speaks and hit.fit >= least and 2 * len(sure) >= len(asked) + strange


def _context(entries: Sequence[Entry], clues: Clues) -> Callable[[int], float]:
    """How much the vendor, record type and code named in the query speak for an entry (a factor by its place)."""

    def factor(order: int) -> float:
        entry = entries[order]
        weight = 1.0 if not clues.vendors or entry.vendor in clues.vendors else _OTHER_VENDOR
        if clues.record_types and not clues.record_types.isdisjoint(entry.record_types):
            weight *= _AGREES
        if clues.codes and any(message.code in clues.codes for message in entry.messages):
            weight *= _AGREES
        return weight

    return factor


def _why(hit: WordHit, terms: Sequence[Term]) -> Statement:
    if not hit.matched:
        return Statement("resembles")
    words = tuple(_found_word(word, stem, how) for word, stem, how in hit.matched)
    return Statement("has-words", {"found": len(words), "all": len(terms), "words": words})


def _found_word(word: str, stem: str, how: str) -> str | Statement:
    if how == "typo":
        return Statement("typo", {"word": word, "other": stem})
    if how == "synonym":
        return Statement("synonym", {"word": word, "other": stem})
    return word
