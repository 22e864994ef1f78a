"""Exact matches in one record of a log: which entries' messages stand there, their values and the records they name.

The same rules as for a pasted message (`exact`), with three additions: a message counts only with its anchor, generic
texts count only with their vendor known, and each occurrence counts, unless it repeats another word for word.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from app.core.catalog.model import Entry
from app.core.matching.anchors import holds_anchor
from app.core.matching.certainty import Judge, values_speak_for
from app.core.matching.clues import Clues
from app.core.matching.disambiguation import decide
from app.core.matching.exact_match import ExactMatcher, values_of
from app.core.matching.filters import Filters
from app.core.matching.pattern import Owner, Pattern
from app.core.matching.pattern_index import Hit, judged, without_parts_of_guesses
from app.core.scanning.line_context import LONG_SIDE, MAX_LONG, MAX_SIDE, Side, SideReader
from app.core.scanning.log_record import names_in_values

MAX_TOLD_TWICE = 4_000
"""Letters of a record in which the same message with the same records and values counts once. Longer ones are many
records without line ends between them."""

WORD = re.compile(r"\w+")

_MAX_DECISIONS = 20_000


class Occurrence(NamedTuple):
    """One message found in a record.

    `names` are the records named in and beside it, {identifier: kind}. `undecided` says that several entries share
    the text and that nothing known speaks of a record type: a heading further up may.
    """

    entries: tuple[Entry, ...]
    values: Mapping[str, str]
    names: Mapping[str, str]
    time: str
    undecided: bool


_Beside = tuple[Side, Side]
"""What stands before and behind a message."""


@dataclass(slots=True)
class Spot:
    """The hits that share one place and its words. Those that are not certain only add their values."""

    words: tuple[str, ...]
    start: int
    end: int
    hits: list[Hit]

    @property
    def owners(self) -> tuple[Owner, ...]:
        """Whose message it is."""
        if len(self.hits) == 1:
            return self.hits[0].owners
        return tuple(owner for hit in self.hits if hit.is_certain for owner in hit.owners)


class _Places:
    """The places of texts in a record; a platform's text may stand beside any message and keeps nothing from it."""

    def __init__(self, found: Sequence[tuple[Target, re.Match[str]]]) -> None:
        spans = [one.span() for target, one in found if not target.pattern.is_generic]
        self._starts = sorted(start for start, _ in spans)
        self._ends = sorted(end for _, end in spans)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """From where to where a text has no neighbour."""
        above, below = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return self._ends[above - 1] if above else 0, self._starts[below] if below < len(self._starts) else sys.maxsize


class Target:
    """A template with what finding it in a log takes: its anchor, and the literal text of it that stands before.

    `lead` is None where a value comes before the anchor. `always`: every occurrence counts, unless a code, an HTTP
    status or another system beside it speaks against it.
    `asked`: which words in which values tell whose entry the text is. `further_words` are its words beside the anchor;
    `weight` is how much literal text it asks for, `order` its place in the catalog; `alone` holds nothing but it;
    `size` is how many values it has. `looks_inside`: whether it counts may hang on what its values say. `entry`: whose
    it surely is if it counts; None where that must be weighed. `is_sure`: no code or status can speak against it, too.
    `literal` is all of its text, lower case and up to its last word, if it has no values. `heeds_words`: whether it
    counts may hang on the very words beside it.
    """

    __slots__ = (
        "alone", "always", "anchor", "asked", "entry", "further_words", "heeds_words", "is_sure", "lead", "literal",
        "looks_inside", "order", "owners", "pattern", "size", "weight", "words",
    )  # fmt: skip

    def __init__(self, pattern: Pattern, anchor: str, filters: Filters, judge: Judge) -> None:
        self.pattern = pattern
        self.anchor = anchor
        opening = pattern.template.text.split("{", 1)[0].casefold()
        place = opening.find(anchor)
        self.lead = opening[:place] if place >= 0 and WORD.match(opening) else None
        self.literal = _up_to_last_word(opening) if self.lead is not None and not pattern.template.placeholders else ""
        self.owners = tuple(owner for owner in pattern.owners if filters.admits(owner.entry))
        messages = [owner.message for owner in self.owners]
        self.always = not pattern.template.rest and not any(
            message.generic or (message.wording == "inferred" and message.when) or judge.needs_sign(message, pattern)
            for message in messages
        )
        entries = {owner.entry.id: owner.entry for owner in self.owners}
        self.entry = self.owners[0].entry if self.always and len(entries) == 1 else None
        self.is_sure = self.entry is not None and not any(message.status or message.code for message in messages)
        self.heeds_words = not self.always and any(judge.heeds_words(message, pattern) for message in messages)
        self.looks_inside = pattern.names_numbers or bool(pattern.template.rest)
        asked = (
            (name, tuple(words))
            for owner in self.owners
            for name, words in chain(owner.message.when.items(), owner.message.decides.items())
        )
        self.asked = tuple(dict.fromkeys(asked))
        self.alone = (self,)
        self.size = len(pattern.template.placeholders)
        self.words = pattern.template.words
        self.weight = pattern.template.weight
        self.order = (self.owners or pattern.owners)[0].order
        # The longest first: it is the likeliest to be missing.
        self.further_words = tuple(sorted({word for word in self.words if word not in anchor}, key=len, reverse=True))


class LogMatcher:
    """Finds messages in records. One thread uses it at a time."""

    def __init__(self, exact: ExactMatcher, filters: Filters, *, remember: bool = True) -> None:
        """Look for the matcher's templates, only of entries that the filters admit. `remember`: see SideReader."""
        self.clue_reader = exact.clue_reader
        self._index = exact.patterns
        self.judge = exact.judge
        self._filters = filters
        self.sides = SideReader(exact.clue_reader, remember=remember)
        self._remember = remember
        self._decisions: dict[tuple[object, ...], tuple[Entry, ...]] = {}
        self._known_clues: dict[tuple[object, ...], Clues] = {}
        self._long_clues: dict[tuple[object, ...], Clues] = {}
        patterns = exact.patterns.patterns
        targets = [
            Target(pattern, anchor, filters, exact.judge)
            for pattern, anchor in zip(patterns, exact.patterns.anchors, strict=True)
        ]
        self._targets = {id(target.pattern): target for target in targets}
        by_anchor: dict[str, list[Target]] = {}
        for target in targets:
            by_anchor.setdefault(target.anchor, []).append(target)
        self._last_asked = ("", 0, 0)
        self._last_beside = (self.sides.read(""), self.sides.read(""))
        self.anchors = tuple(by_anchor)
        self.by_anchor = tuple(by_anchor.values())
        self._ranked: dict[tuple[int, ...], tuple[Target, ...]] = {(): ()}

    def candidates(self, text: str) -> list[Target]:
        """The templates worth trying on a text, by its words."""
        return [self._targets[id(pattern)] for pattern in self._index.candidates(self._index.words_in(text))]

    def ranked(self, anchors: tuple[int, ...]) -> tuple[Target, ...]:
        """The templates of some anchors (by their places in `anchors`), the most specific first."""
        targets = self._ranked.get(anchors)
        if targets is None:
            targets = tuple(sorted({target for anchor in anchors for target in self.by_anchor[anchor]}, key=_rank))
            if len(self._ranked) >= _MAX_DECISIONS:
                self._ranked.clear()
            self._ranked[anchors] = targets
        return targets

    def read(self, text: str, candidates: Iterable[Target], context: Clues) -> list[Occurrence]:
        """The messages in an unescaped record, in their order; `context` is what the file says."""
        spots = self.spots_in(text, candidates, context)
        if len(spots) != 1:
            return self._several(text, spots, context) if spots else []
        beside = self.beside(text, spots[0].start, spots[0].end)
        return [self.occurrence(text, spots[0], beside, beside, context)]

    def spots_in(self, text: str, candidates: Iterable[Target], context: Clues) -> list[Spot]:
        """Where messages stand, in their order."""
        hits = self.hits_in(text, candidates, context)
        return spots_of(hits) if hits else []

    def hits_in(self, text: str, candidates: Iterable[Target], context: Clues) -> list[Hit]:
        """Each text found, certain or not."""
        folded = text.casefold()
        spelled = " ".join(folded.split())
        found = [
            (target, one)
            for target in candidates
            # Where its words stand but not its anchor, the expression would look at all of the text for nothing.
            if target.anchor in spelled
            for one in self._places(target, text, folded)
        ]
        if not found:
            return []
        places = _Places(found) if len(found) > 1 else None
        hits: list[Hit] = []
        for target, one in found:
            clues = self._clues(self.beside(text, *one.span()), context)
            if places is not None and (clues.statuses or clues.codes):
                clues = self._with_own_numbers(clues, text, places.around(*one.span()), one, context)
            hit = judged(target.pattern, target.owners, one, self.judge, clues, in_log=True)
            if hit is not None:
                hits.append(hit)
        return hits

    def _with_own_numbers(
        self, clues: Clues, text: str, around: tuple[int, int], found: re.Match[str], context: Clues
    ) -> Clues:
        """Clues with only those codes and statuses that stand between a message and its neighbours."""
        start, end = found.span()
        before = self.sides.read(text[max(around[0], start - MAX_SIDE) : start]).numbers
        after = self.sides.read(text[end : min(around[1], end + MAX_SIDE)]).numbers
        codes, statuses = before.codes | after.codes, before.statuses | after.statuses
        return replace(clues, codes=codes or context.codes, statuses=statuses or context.statuses)

    def beside(self, text: str, start: int, end: int) -> _Beside:
        """The sides of a message. Asked for one message again and again: the last answer is kept."""
        asked = (text, start, end)
        if self._last_asked != asked:
            self._last_asked = asked
            self._last_beside = (self.sides.before(text, start), self.sides.after(text, end))
        return self._last_beside

    def _clues(self, beside: _Beside, context: Clues) -> Clues:
        """What is known beside a message: what the person chose, else what its sides say, else the context."""
        before, after = beside
        long = len(before.text) > LONG_SIDE or len(after.text) > LONG_SIDE
        known, most = (self._long_clues, MAX_LONG) if long else (self._known_clues, _MAX_DECISIONS)
        key = (before.plan, after.plan, before.spelled_numbers(), after.spelled_numbers(), context)
        clues = known.get(key) if self._remember else None
        if clues is None:
            clues = self._filters.clues.or_else(_clues_of(beside).or_else(context))
            if len(known) >= most:
                known.clear()
            known[key] = clues
        return clues

    def _several(self, text: str, spots: list[Spot], context: Clues) -> list[Occurrence]:
        """The occurrences of a record that holds several: beside each is what stands between it and its neighbours."""
        found: list[Occurrence] = []
        seen: set[tuple[object, ...]] = set()
        whole = (self.sides.before(text, spots[0].start), self.sides.after(text, spots[-1].end))
        edges = [0, *(edge for spot in spots for edge in (spot.start, spot.end)), len(text)]
        for number, spot in enumerate(spots):
            above, below = edges[2 * number], edges[2 * number + 3]
            own = (
                self.sides.read(text[max(above, spot.start - MAX_SIDE) : spot.start]),
                self.sides.read(text[spot.end : min(below, spot.end + MAX_SIDE)]),
            )
            one = self.occurrence(text, spot, own, whole, context)
            # A program that prints an error and then the answer that it had from another one tells it twice.
            same = (*(entry.id for entry in one.entries), *sorted(one.values.items()), *sorted(one.names.items()))
            if same not in seen or len(text) > MAX_TOLD_TWICE:
                seen.add(same)
                found.append(one)
        return found

    def _places(self, target: Target, text: str, folded: str) -> Iterable[re.Match[str]]:
        """Where a template's text stands with its anchor."""
        pattern = target.pattern
        place = folded.find(target.anchor) if len(folded) == len(text) else -1
        if place >= 0 and target.lead is not None:
            # Found where its anchor says: nothing else of the line need be searched.
            start = place - len(target.lead)
            if start >= 0 and folded.startswith(target.lead, start):
                found = pattern.search.match(text, start)
                if found is not None and folded.find(target.anchor, found.end()) < 0:
                    return (found,)
        return [found for found in pattern.search.finditer(text) if holds_anchor(found.group(), target.anchor)]

    def occurrence(self, text: str, spot: Spot, own: _Beside, whole: _Beside, context: Clues) -> Occurrence:
        """What is read of a message: `own` is what stands beside it alone, `whole` beside all of its record."""
        values = values_of(text, spot.hits)
        names = names_in_values(values) if values else {}
        beside = own[0].names() + own[1].names()
        if not beside and own is not whole:
            beside = whole[0].names() + whole[1].names()
        for name, kind in beside:
            names.setdefault(name, kind)
        entries, undecided = self._decided(spot, own, whole, values, context)
        return Occurrence(entries, values, names, whole[0].time or whole[1].time, undecided)

    def _decided(
        self, spot: Spot, own: _Beside, whole: _Beside, values: dict[str, str], context: Clues
    ) -> tuple[tuple[Entry, ...], bool]:
        owners = spot.owners
        first = owners[0].entry
        if len(owners) == 1 or all(owner.entry is first for owner in owners):
            return (first,), False
        clues = self._clues(own, context if own is whole else _clues_of(whole).or_else(context))
        conditions = tuple(values_speak_for(owner.message, values) for owner in owners)
        # Owners live as long as the catalog does: their addresses name them.
        key = (
            *map(id, owners),
            conditions,
            clues.codes,
            clues.statuses,
            clues.vendors,
            clues.record_types,
            clues.endpoints,
        )
        chosen = self._decisions.get(key) if self._remember else None
        if chosen is None:
            chosen = tuple(owner.entry for owner in decide(owners, clues, values).chosen)
            if len(self._decisions) >= _MAX_DECISIONS:
                self._decisions.clear()
            self._decisions[key] = chosen
        return chosen, len(chosen) > 1 and not clues.record_types


def _clues_of(around: _Beside) -> Clues:
    """What both sides say together."""
    before, after = around
    kinds = next((a | b for a, b in zip(before.plan.kinds, after.plan.kinds, strict=True) if a or b), frozenset[str]())
    one, other = before.numbers, after.numbers
    vendors = before.plan.vendors | after.plan.vendors
    signs, others = before.plan.signs, after.plan.signs
    return Clues(
        codes=one.codes | other.codes,
        statuses=one.statuses | other.statuses,
        vendors=vendors,
        record_types=kinds,
        nearby=vendors,
        systems=signs.systems | others.systems,
        envelopes=signs.envelopes,
        foreign=signs.foreign | others.foreign,
        names_record=before.plan.names_record or after.plan.names_record,
        endpoints=before.plan.kinds[0] | after.plan.kinds[0],
    )


def _up_to_last_word(text: str) -> str:
    return text[: max((found.end() for found in WORD.finditer(text)), default=0)]


def _rank(target: Target) -> tuple[int, int, str]:
    return -target.weight, target.order, target.pattern.template.text


def _spot(hit: Hit) -> Spot:
    return Spot(hit.words, hit.start, hit.end, [hit])


def spots_of(hits: list[Hit]) -> list[Spot]:
    """The places of messages in their order; none inside or across a more specific one of other words."""
    hits = without_parts_of_guesses(hits)
    hits.sort(key=lambda hit: (not hit.is_certain, -hit.weight, hit.start, hit.owners[0].order, hit.end))
    spots: list[Spot] = []
    starts: list[int] = []
    for hit in hits:
        place = bisect_left(starts, hit.end)
        # Of spots that do not overlap, sorted by their starts, only the last to begin before its end may reach it.
        other = spots[place - 1] if place and spots[place - 1].end > hit.start else None
        if other is None and hit.is_certain:
            starts.insert(place, hit.start)
            spots.insert(place, _spot(hit))
        elif (
            other is not None
            and other.words == hit.words
            and all(each.pattern is not hit.pattern for each in other.hits)
        ):
            other.hits.append(hit)
    return spots
