"""Look-up: any text in, ranked entries out, each able to say why.

The order is fixed: exact texts, then nearly exact texts, then codes, then words, then guesses.
Where several entries share the text found, clues beside the text decide between them; where
nothing decides, all come first together and the answer is ambiguous.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from app.core.clues import Clues
from app.core.decision import Decision, decide
from app.core.exact import ExactMatcher, Found
from app.core.filters import NO_FILTERS, Filters
from app.core.groundwork import NO_GROUNDWORK, Groundwork
from app.core.model import Catalog, Entry
from app.core.patterns import Owner
from app.core.unwrapping import unwrap

if TYPE_CHECKING:
    from app.core.near_text import NearHit, NearTexts
    from app.core.query_words import Term
    from app.core.word_index import WordHit, WordIndex

EXACT, CODE, WORDS, GUESS = "exact", "code", "words", "guess"

MAX_TEXT = 20_000
"""Letters of a query that are read as one message; of a longer one, the first line with a known text."""

MAX_TERMS = 40
_PASTED = 60
_BRIEF = 5
_SHORT = 5
_OTHER_VENDOR = 0.45
_AGREES = 1.1
_MIN_COVERAGE = 0.42
# Compiled when the first question comes: a scan asks none.
_BARE_CODE = (
    r"(?i)^\W*(?:(?:error|err|code|http|status|number|no|response|is|what)\W+)*(\d{1,6})\W*(?:error|code|status)?\W*$"
)
_REPLY_CODES = range(100, 600)
_COMMAND = r"(?i)\bsis-error-desk\s+(?:lookup|catalog\s+show)\s+[\"'`]?([\w.-]+)"
"""The command by which people share an entry, in whatever text around it."""


class Match(Struct, frozen=True):
    """An entry found: how (`kind`), how well (`score`, 0 to 100), its values here, and why in one sentence."""

    entry: Entry
    kind: str
    score: float
    why: str
    values: dict[str, str] = field(default_factory=dict)
    found_text: str = ""
    stems: frozenset[str] = frozenset()
    """The stems of the entry's words that the query spoke of, for marking them; found by its words only."""


class Answer(Struct, frozen=True):
    """The matches of a query, best first. `sharing` counts the first matches that share one text undecided (else 0)."""

    query: str
    matches: tuple[Match, ...]
    sharing: int = 0

    @property
    def ambiguous(self) -> bool:
        """Whether the first matches share the text and nothing decides between them."""
        return self.sharing > 1

    @property
    def known(self) -> bool:
        """Whether anything but guesses was found."""
        return any(match.kind != GUESS for match in self.matches)


class Matcher:
    """Answers queries over one catalog. Immutable once built; safe to share between threads."""

    def __init__(self, catalog: Catalog, groundwork: Groundwork = NO_GROUNDWORK) -> None:
        """Build the index of exact texts; the others are built when the first question needs them.

        `groundwork` is what is known of this catalog already.
        """
        self.catalog = catalog
        self.exact = ExactMatcher(catalog, groundwork)
        self._stems = groundwork.stems
        self._by_id = {entry.id.casefold(): entry for entry in catalog.entries}
        self._by_code: dict[str, list[int]] = {}
        for order, entry in enumerate(catalog.entries):
            for number in dict.fromkeys(n for message in entry.messages for n in (message.code, message.status) if n):
                self._by_code.setdefault(number, []).append(order)

    @cached_property
    def _near(self) -> NearTexts:
        from app.core.near_text import NearTexts  # noqa: PLC0415 - a scan without unknown lines needs none of it

        return NearTexts(self.exact.patterns.patterns)

    @cached_property
    def _words(self) -> WordIndex:
        from app.core.word_index import WordIndex  # noqa: PLC0415 - see `_near`

        # A scan without unknown lines never asks for it; several threads at once would only build it twice.
        return WordIndex(self.catalog.entries, self.catalog.vocabulary, self._stems)

    def prepare(self) -> None:
        """Build now what the first question would wait for."""
        _ = self._near, self._words

    def look_up(self, query: str, filters: Filters = NO_FILTERS, limit: int = 10, *, typing: bool = False) -> Answer:
        """Find the entries for a text. `typing` says that its last word may be unfinished."""
        text = unwrap(query if len(query) <= MAX_TEXT else self._telling_line(query)).strip()
        if not text:
            return Answer(query, ())
        named = self._by_id.get(_asked_id(text))
        if named is not None:
            return self._named(query, named, filters, limit)
        clues = filters.clues.or_else(self.exact.clue_reader.read(text))
        matches: list[Match] = []
        sharing = 0
        found = self.exact.find(text, filters)
        # A few words being typed are no message yet.
        brief = typing and text.count(" ") < _BRIEF
        near = [] if brief or (found and not found[0].weak) else self._near_hits(text, filters)
        if near and found and not self._says_more(near[0][0], found[0], filters):
            near = []
        if near:
            matches, sharing = self._nearly(near, filters, clues)
        elif found:
            matches, sharing = self._exact(text, found)
        if found and not near and len(text) > _PASTED:
            # A pasted message found exactly needs no search by its words; its relatives say more.
            rest = self._related(found[0], filters)
        else:
            rest = [*self._by_number(text, filters), *self._by_words(text, filters, clues, typing, limit)]
        return Answer(query, _first_of_each((*matches, *rest), limit, at_least=sharing), sharing if sharing > 1 else 0)

    def _named(self, query: str, entry: Entry, filters: Filters, limit: int) -> Answer:
        """The entry whose id was given, also when a filter would hide it: nobody asks for an id by chance."""
        matches = [Match(entry, EXACT, 100.0, "This is the entry's ID."), *self._relatives([entry], filters)]
        return Answer(query, _first_of_each(matches, limit, at_least=1))

    def _telling_line(self, query: str) -> str:
        """The first line of a very long query that holds a known text, else its beginning."""
        for line in query.split("\n"):
            if self.exact.find(unwrap(line[:MAX_TEXT])):
                return line[:MAX_TEXT]
        return query[:MAX_TEXT]

    def _exact(self, text: str, found: Sequence[Found]) -> tuple[list[Match], int]:
        """The matches of exact texts: the owners of the most specific one, decided; then the other texts' owners."""
        first, *also = found
        decision = first.decision
        matched = text[first.start : first.end]
        matches = [
            Match(owner.entry, EXACT, 100.0, _why_exact(decision, owner), first.values, matched)
            for owner in decision.chosen
        ]
        told_apart = f"Shares this text; told apart by {_listed(decision.reasons)}."
        matches += [Match(owner.entry, EXACT, 90.0, told_apart, first.values, matched) for owner in decision.others]
        for other in also:
            matched = text[other.start : other.end]
            matches += [
                Match(owner.entry, EXACT, 80.0, "Also found in this text.", other.values, matched)
                for owner in other.decision.chosen
            ]
        return matches, len(decision.chosen)

    def _related(self, found: Found, filters: Filters) -> list[Match]:
        """The relatives of the entries chosen."""
        return self._relatives([owner.entry for owner in found.decision.chosen], filters)

    def _relatives(self, entries: Sequence[Entry], filters: Filters) -> list[Match]:
        """The entries that these name as related."""
        named = dict.fromkeys(other for entry in entries for other in entry.related)
        related = [self._by_id[other.casefold()] for other in named if other.casefold() in self._by_id]
        return [Match(entry, WORDS, 30.0, "Related to the entry found.") for entry in related if filters.admits(entry)]

    def _near_hits(self, text: str, filters: Filters) -> list[tuple[NearHit, tuple[Owner, ...]]]:
        admitted = []
        for hit in self._near.search(text):
            owners = tuple(owner for owner in hit.pattern.owners if filters.admits(owner.entry))
            if owners:
                admitted.append((hit, owners))
        return admitted

    def _says_more(self, near: NearHit, found: Found, filters: Filters) -> bool:
        """Whether a misspelled text around a short exact one is the real message (a rate limit, not bare HTTP)."""
        if not near.typos or near.pattern.template.words == found.words:
            return False
        whole = self.exact.find(near.repaired, filters)
        return bool(whole) and len(whole[0].words) > len(found.words)

    def _nearly(
        self, hits: Sequence[tuple[NearHit, tuple[Owner, ...]]], filters: Filters, clues: Clues
    ) -> tuple[list[Match], int]:
        """The matches of nearly exact texts. With its spelling repaired, the best may be found whole, with values."""
        best = hits[0][0]
        why = _why_near(best)
        whole = self.exact.find(best.repaired, filters, clues) if best.typos or not best.missing else []
        if whole and best.pattern.template.words == whole[0].words:
            decision, values = whole[0].decision, whole[0].values
        else:
            tied = [owner for hit, owners in hits if hit.reach == best.reach for owner in owners]
            # Of a text cut short, what a source printed goes before what was only inferred.
            printed = [owner for owner in tied if owner.message.wording != "inferred"]
            decision, values = decide(printed or tied, clues, {}), {}
        matches = [Match(owner.entry, WORDS, round(95 * best.score, 1), why, values) for owner in decision.chosen]
        matches += [Match(owner.entry, WORDS, round(90 * best.score, 1), why, values) for owner in decision.others]
        for hit, owners in hits:
            if hit.reach != best.reach:
                matches += [Match(owner.entry, WORDS, round(90 * hit.score, 1), _why_near(hit)) for owner in owners]
        return matches, len(decision.chosen)

    def _by_number(self, text: str, filters: Filters) -> list[Match]:
        """Entries of a bare code or HTTP status. A code alone narrows; it does not identify."""
        asked = re.match(_BARE_CODE, text)
        if asked is None:
            return []
        number = asked.group(1)
        what = "HTTP status" if int(number) in _REPLY_CODES else "code"
        entries = [self.catalog.entries[order] for order in self._by_code.get(number, ())]
        return [Match(entry, CODE, 70.0, f"Has the {what} {number}.") for entry in entries if filters.admits(entry)]

    def _by_words(self, text: str, filters: Filters, clues: Clues, typing: bool, limit: int) -> list[Match]:
        from app.core.near_text import core_of  # noqa: PLC0415 - see `_near`

        entries = self.catalog.entries
        keep = None
        if filters:
            keep = frozenset(order for order, entry in enumerate(entries) if filters.admits(entry))
        terms = self._words.query_words.terms(core_of(text)[:2000], last_is_open=typing and not text[-1:].isspace())[
            :MAX_TERMS
        ]
        vendors, others = self._words.query_words.vendors_among(terms)
        if others:
            # A vendor's name says whose error it is, not which: it weighs on the entries, not as a word.
            terms = others
            clues = clues.or_else(Clues(vendors=vendors))
        context = _context(entries, clues) if clues.vendors or clues.record_types or clues.codes else None
        hits = self._words.search(terms, keep, limit, context)
        # What ranks above a match that is no guess is none either.
        sure = max((place for place, hit in enumerate(hits) if _is_known(hit, terms)), default=-1)
        return [self._words_match(hit, terms, WORDS if place <= sure else GUESS) for place, hit in enumerate(hits)]

    def _words_match(self, hit: WordHit, terms: Sequence[Term], kind: str) -> Match:
        score = 79 * (1 - math.exp(-hit.score)) * (1.0 if kind == WORDS else 0.4)
        stems = frozenset(index for _, index, _ in hit.matched)
        return Match(self.catalog.entries[hit.order], kind, round(score, 1), _why_words(hit, terms), stems=stems)


def _asked_id(text: str) -> str:
    """What would be an entry's id if the text asks for one."""
    command = re.search(_COMMAND, text)
    return (command.group(1) if command else text).strip("\"'`.: ").casefold()


def _is_known(hit: WordHit, terms: Sequence[Term]) -> bool:
    """Whether enough of the query is known here. Ids and numbers are nobody's words; a short slip is no proof."""
    asked = [term for term in terms if term.readings or term.word.isalpha()]
    sure = [word for word, _, how in hit.matched if how != "typo" or len(word) > _SHORT]
    return hit.coverage >= _MIN_COVERAGE and 2 * len(sure) >= len(asked)


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


def _first_of_each(matches: Sequence[Match], limit: int, at_least: int) -> tuple[Match, ...]:
    """The matches without repeats, at most `limit`, but never cutting into those that share one text."""
    by_id: dict[str, Match] = {}
    for match in matches:
        by_id.setdefault(match.entry.id, match)
    return tuple(by_id.values())[: max(limit, at_least)]


def _listed(reasons: Sequence[str]) -> str:
    return " and ".join(reasons) if reasons else "nothing here"


def _why_exact(decision: Decision, owner: Owner) -> str:
    if len(decision.chosen) > 1:
        return f"Exactly this text, which {len(decision.chosen)} entries share; nothing here decides between them."
    if decision.reasons:
        return f"Exactly this text; the {_listed(decision.reasons)} decided between entries that share it."
    wording = " (its wording is inferred)" if owner.message.wording == "inferred" else ""
    return f"Exactly this text{wording}."


def _why_near(hit: NearHit) -> str:
    differences = []
    if hit.typos:
        differences.append(f"{hit.typos} misspelled")
    if hit.missing:
        differences.append(f"{hit.missing} missing")
    return f"Almost this text: {', '.join(differences) or 'other words'} of {len(hit.pattern.template.words)} words."


def _why_words(hit: WordHit, terms: Sequence[Term]) -> str:
    spoken = [f"{word} ({how} of {index})" if how in {"typo", "synonym"} else word for word, index, how in hit.matched]
    return f"{len(hit.matched)} of {len(terms)} words: {', '.join(spoken)}." if spoken else "Resembles these words."
