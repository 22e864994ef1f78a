"""Look-up: any text in, ranked entries out, each able to say why.

The order is fixed: exact texts, then nearly exact texts, then codes, then words, then guesses.
Where several entries share the text found, clues beside the text decide between them; where
nothing decides, all come first together and the answer is ambiguous.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from app.core.catalog.model import Catalog, Entry
from app.core.lookup.outside_products import OutsideProducts
from app.core.matching.certainty import Certainty, contradicts, is_status_line, numbers_within
from app.core.matching.clues import Clues
from app.core.matching.disambiguation import Decision, decide
from app.core.matching.exact_match import ExactMatcher, Found
from app.core.matching.filters import NO_FILTERS, Filters
from app.core.matching.pattern import Owner
from app.core.matching.prepared_index import NO_GROUNDWORK, Groundwork
from app.core.text.statement import MatchCode, Statement
from app.core.text.unwrapping import unwrap

if TYPE_CHECKING:
    from app.core.lookup.fuzzy_match import NearHit, NearTexts
    from app.core.lookup.word_search import WordMatch, WordSearch

EXACT, CODE, WORDS, GUESS = "exact", "code", "words", "guess"

MAX_TEXT = 20_000
"""Letters of a query that are read as one message; of a longer one, the first line with a known text."""

_PASTED = 60
_BRIEF = 5
# Compiled when the first question comes: a scan asks none.
_BARE_CODE = (
    r"(?i)^\W*(?:(?:error|err|code|http|status|number|no|response|is|what)\W+)*(\d{1,6})\W*(?:error|code|status)?\W*$"
)
_REPLY_CODES = range(100, 600)
_COMMAND = r"(?i)\bsis-error-desk\s+(?:lookup|catalog\s+show)\s+[\"'`]?([\w.-]+)"
"""The command by which people share an entry, in whatever text around it."""


_WHY_UNSURE = {
    Certainty.BEGINS_LIKE: Statement("begins-like"),
    Certainty.COULD_BE: Statement("could-be"),
}


class Match(Struct, frozen=True):
    """An entry found: how (`kind`), how well (`score`, 0 to 100), its values here, and why.

    Where nothing was asked, there is no reason why.
    """

    entry: Entry
    kind: str
    score: float
    why: Statement | None
    values: dict[str, str] = field(default_factory=dict)
    found_text: str = ""
    stems: frozenset[str] = frozenset()
    """The stems of the entry's words that the query spoke of, for marking them; found by its words only."""
    fit: float = 1.0
    """The share of the query that the entry speaks of: less than all only where it was found by its words."""


class Answer(Struct, frozen=True):
    """The matches of a query, best first. `sharing` counts the first matches that share one text undecided (else 0).

    `unlisted` says that the query is a text that some program printed and that is not in the catalog; its matches are
    guesses. `outside` names the products in the query that the catalog has no entries on.
    """

    query: str
    matches: tuple[Match, ...]
    sharing: int = 0
    unlisted: bool = False
    outside: tuple[str, ...] = ()

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
        self._packed_words = groundwork.words
        self._by_id = {entry.id.casefold(): entry for entry in catalog.entries}
        self._by_code: dict[str, list[int]] = {}
        for order, entry in enumerate(catalog.entries):
            for number in dict.fromkeys(n for message in entry.messages for n in (message.code, message.status) if n):
                self._by_code.setdefault(number, []).append(order)

    @cached_property
    def _outside(self) -> OutsideProducts:
        return OutsideProducts(self.catalog.vocabulary)

    @cached_property
    def _near(self) -> NearTexts:
        from app.core.lookup.fuzzy_match import NearTexts  # noqa: PLC0415 - a scan without unknown lines needs none of it

        return NearTexts(self.exact.patterns.patterns)

    @cached_property
    def _words(self) -> WordSearch:
        from app.core.lookup.word_search import WordSearch  # noqa: PLC0415 - see `_near`

        # A scan without unknown lines never asks for it; several threads at once would only build it twice.
        return WordSearch(self.catalog, self._packed_words)

    def prepare(self) -> None:
        """Build now what the first question would wait for."""
        _ = self._near, self._words, self._outside

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
        every = self.exact.find_all(text, filters)
        found = [each for each in every if each.is_certain]
        unsure = [] if found else every
        # A few words being typed are no message yet.
        brief = typing and text.count(" ") < _BRIEF
        near = [] if brief or (found and not found[0].weak) else self._near_hits(text, filters)
        if near and every:
            near = [hit for hit in near if self._says_more(hit[0], every[0], filters)]
        if near:
            matches, sharing = self._nearly(near, filters, clues)
        elif found:
            matches, sharing = self._exact(text, found)
        elif unsure:
            matches, sharing = self._unsure(unsure)
        if found and not near and len(text) > _PASTED:
            # A pasted message found exactly needs no search by its words; its relatives say more.
            rest = self._related(found[0], filters)
            outside: tuple[str, ...] = ()
            unlisted = False
        else:
            sure = any(match.kind != GUESS for match in matches)
            by_number = self._by_number(text, filters)
            outside = () if sure else self._outside.named_in(text)
            unlisted = not sure and not by_number and self._words.looks_printed(text)
            # Where the text is there and is not surely the entry's, what only speaks of the same is none the more.
            surely = not (outside or unlisted or (unsure and not near))
            # Guesses about a product of which the catalog says nothing would only mislead.
            words = [] if outside else self._words.search(text, filters, clues, limit, typing=typing)
            rest = [*by_number, *(self._words_match(match, surely=surely) for match in words)]
        best = _first_of_each((*matches, *rest), limit, at_least=sharing)
        return Answer(query, best, sharing if sharing > 1 else 0, unlisted, outside)

    def _named(self, query: str, entry: Entry, filters: Filters, limit: int) -> Answer:
        """The entry whose id was given, also when a filter would hide it: nobody asks for an id by chance."""
        matches = [Match(entry, EXACT, 100.0, Statement("entry-id")), *self._relatives([entry], filters)]
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
        told_apart = Statement("told-apart", {"reasons": _listed(decision.reasons)})
        matches += [Match(owner.entry, EXACT, 90.0, told_apart, first.values, matched) for owner in decision.others]
        for other in also:
            matched = text[other.start : other.end]
            matches += [
                Match(owner.entry, EXACT, 80.0, Statement("also-in-text"), other.values, matched)
                for owner in other.decision.chosen
            ]
        return matches, len(decision.chosen)

    def _unsure(self, found: Sequence[Found]) -> tuple[list[Match], int]:
        """The matches of texts that only begin like an entry's, or that many programs print: guesses."""
        matches = [
            Match(owner.entry, GUESS, 60.0, _WHY_UNSURE[each.certainty], each.values)
            for each in found
            for owner in each.decision.chosen
        ]
        return matches, len(found[0].decision.chosen)

    def _related(self, found: Found, filters: Filters) -> list[Match]:
        """The relatives of the entries chosen."""
        return self._relatives([owner.entry for owner in found.decision.chosen], filters)

    def _relatives(self, entries: Sequence[Entry], filters: Filters) -> list[Match]:
        """The entries that these name as related."""
        named = dict.fromkeys(other for entry in entries for other in entry.related)
        related = [self._by_id[other.casefold()] for other in named if other.casefold() in self._by_id]
        return [Match(entry, WORDS, 30.0, Statement("related")) for entry in related if filters.admits(entry)]

    def _near_hits(self, text: str, filters: Filters) -> list[tuple[NearHit, tuple[Owner, ...]]]:
        admitted = []
        clues = self.exact.clue_reader.read(text)
        within = numbers_within(text)
        for hit in self._near.search(text):
            short = not (hit.missing or hit.is_cut) and len(hit.pattern.template.words) < _BRIEF
            if short and not self._holds(hit, filters):
                # With its spelling repaired it would not count as this text either.
                continue
            owners = tuple(
                owner
                for owner in hit.pattern.owners
                if filters.admits(owner.entry)
                and not contradicts(owner.message, within, clues)
                # Spelled as it is in the catalog, and still not found exactly: nothing names its vendor.
                and not (owner.message.generic and not hit.typos and not hit.missing)
                # A server's status line without the words that make it this message.
                and not (hit.missing and is_status_line(" ".join(hit.pattern.template.words)))
            )
            if owners:
                admitted.append((hit, owners))
        return admitted

    def _holds(self, hit: NearHit, filters: Filters) -> bool:
        """Whether the text, repaired, is what the hit says."""
        return any(found.words == hit.pattern.template.words for found in self.exact.find(hit.repaired, filters))

    def _says_more(self, near: NearHit, found: Found, filters: Filters) -> bool:
        """Whether a misspelled or cut text around a short one is the real message (a rate limit, not bare HTTP)."""
        if near.is_cut and near.missing and len(near.reach) > len(found.words):
            return True
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
        why = Statement("has-status" if int(number) in _REPLY_CODES else "has-code", {"number": number})
        entries = [self.catalog.entries[order] for order in self._by_code.get(number, ())]
        return [Match(entry, CODE, 70.0, why) for entry in entries if filters.admits(entry)]

    def _words_match(self, match: WordMatch, *, surely: bool) -> Match:
        kind = WORDS if match.known and surely else GUESS
        score = 79 * (1 - math.exp(-match.score)) * (1.0 if kind == WORDS else 0.4)
        return Match(
            self.catalog.entries[match.order], kind, round(score, 1), match.why, stems=match.stems, fit=match.fit
        )


def _asked_id(text: str) -> str:
    """What would be an entry's id if the text asks for one."""
    command = re.search(_COMMAND, text)
    return (command.group(1) if command else text).strip("\"'`.: ").casefold()


def _first_of_each(matches: Sequence[Match], limit: int, at_least: int) -> tuple[Match, ...]:
    """The matches without repeats, at most `limit`, but never cutting into those that share one text."""
    by_id: dict[str, Match] = {}
    for match in matches:
        by_id.setdefault(match.entry.id, match)
    return tuple(by_id.values())[: max(limit, at_least)]


def _listed(reasons: Sequence[MatchCode]) -> tuple[Statement, ...]:
    return tuple(map(Statement, reasons or ("by-nothing",)))


def _why_exact(decision: Decision, owner: Owner) -> Statement:
    if len(decision.chosen) > 1:
        return Statement("exact-shared", {"n": len(decision.chosen)})
    if decision.reasons:
        return Statement("exact-decided", {"reasons": _listed(decision.reasons)})
    return Statement("exact-inferred" if owner.message.wording == "inferred" else "exact")


def _why_near(hit: NearHit) -> Statement:
    differences = []
    if hit.typos:
        differences.append(Statement("misspelled", {"n": hit.typos}))
    if hit.missing:
        differences.append(Statement("missing", {"n": hit.missing}))
    counted = tuple(differences) or (Statement("other-words"),)
    return Statement("nearly", {"differences": counted, "n": len(hit.pattern.template.words)})
