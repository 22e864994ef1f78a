"""Exact matches in one record of a log: which entries' messages stand there, their values and the records they name.

The same rules as for a pasted message (`exact`), with three additions: a message counts only with its anchor, generic
texts count only with their vendor known, and each occurrence counts, unless it repeats another word for word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from app.core.anchors import holds_anchor
from app.core.clues import Clues
from app.core.decision import decide
from app.core.exact import ExactMatcher, values_of
from app.core.filters import Filters
from app.core.log_record import names_in_values
from app.core.model import Entry
from app.core.patterns import Hit, Pattern, condition_holds, contradicts, counts
from app.core.sides import LONG_SIDE, MAX_LONG, MAX_SIDE, Side, SideReader

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
    """The hits that share one place and its words."""

    words: tuple[str, ...]
    start: int
    end: int
    hits: list[Hit]


class Target:
    """A template with what finding it in a log takes: its anchor, and the literal text of it that stands before.

    `lead` is None where a value comes before the anchor. `always`: every occurrence counts, whatever stands beside it.
    `asked`: which words in which values tell whose entry the text is. `further_words` are its words beside the anchor;
    `weight` is how much literal text it asks for, `order` its place in the catalog; `alone` holds nothing but it;
    `size` is how many values it has. `entry`: whose it surely is,
    whatever stands beside it; None where that must be weighed. `is_sure`: no status can speak against it either.
    `literal` is all of its text, lower case and up to its last word, if it has no values.
    """

    __slots__ = (
        "alone", "always", "anchor", "asked", "entry", "further_words", "is_sure", "lead", "literal",
        "order", "owners", "pattern", "size", "weight", "words",
    )  # fmt: skip

    def __init__(self, pattern: Pattern, anchor: str, filters: Filters) -> None:
        self.pattern = pattern
        self.anchor = anchor
        opening = pattern.template.text.split("{", 1)[0].casefold()
        place = opening.find(anchor)
        self.lead = opening[:place] if place >= 0 and WORD.match(opening) else None
        self.literal = _up_to_last_word(opening) if self.lead is not None and not pattern.template.placeholders else ""
        self.owners = tuple(owner for owner in pattern.owners if filters.admits(owner.entry))
        self.always = pattern.template.distinctive and not any(
            owner.message.generic or owner.message.wording == "inferred" for owner in self.owners
        )
        entries = {owner.entry.id: owner.entry for owner in self.owners}
        self.entry = self.owners[0].entry if self.always and len(entries) == 1 else None
        self.is_sure = self.entry is not None and not any(owner.message.status for owner in self.owners)
        asked = ((name, tuple(words)) for owner in self.owners for name, words in owner.message.when.items())
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
        self._filters = filters
        self.sides = SideReader(exact.clue_reader, remember=remember)
        self._remember = remember
        self._decisions: dict[tuple[object, ...], tuple[Entry, ...]] = {}
        self._known_clues: dict[tuple[object, ...], Clues] = {}
        self._long_clues: dict[tuple[object, ...], Clues] = {}
        patterns = exact.patterns.patterns
        targets = [
            Target(pattern, anchor, filters) for pattern, anchor in zip(patterns, exact.patterns.anchors, strict=True)
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
        folded = text.casefold()
        spelled = " ".join(folded.split())
        hits = [
            hit
            for target in candidates
            # Where its words stand but not its anchor, the expression would look at all of the text for nothing.
            if target.anchor in spelled
            for hit in self._hits(target, text, folded, context)
        ]
        if len(hits) < 2:
            return [_spot(hit) for hit in hits]
        return _spots(hits, lambda hit: self._clues(self.beside(text, hit.start, hit.end), context))

    def beside(self, text: str, start: int, end: int) -> _Beside:
        """The sides of a message. Asked for one message again and again: the last answer is kept."""
        asked = (text, start, end)
        if self._last_asked != asked:
            self._last_asked = asked
            self._last_beside = (self.sides.before(text, start), self.sides.after(text, end))
        return self._last_beside

    def contradicted(self, text: str, spot: Spot, context: Clues) -> bool:
        """Whether a status beside a message speaks against one of its templates, so that a shorter one may be meant."""
        clues = self.clues_beside(text, spot.start, spot.end, context)
        return any(contradicts(hit, lambda _: clues) for hit in spot.hits)

    def clues_beside(self, text: str, start: int, end: int, context: Clues) -> Clues:
        """What is known of a message at a place."""
        return self._clues(self.beside(text, start, end), context)

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

    def _hits(self, target: Target, text: str, folded: str, context: Clues) -> list[Hit]:
        pattern = target.pattern
        place = folded.find(target.anchor) if len(folded) == len(text) else -1
        if place >= 0 and target.lead is not None:
            # Found where its anchor says: nothing else of the line need be searched.
            start = place - len(target.lead)
            if start >= 0 and folded.startswith(target.lead, start):
                found = pattern.search.match(text, start)
                if found is not None and folded.find(target.anchor, found.end()) < 0:
                    hit = self._hit(target, text, found, context)
                    return [hit] if hit is not None else []
        hits: list[Hit] = []
        for found in pattern.search.finditer(text):
            if holds_anchor(found.group(), target.anchor):
                hit = self._hit(target, text, found, context)
                if hit is not None:
                    hits.append(hit)
        return hits

    def _hit(self, target: Target, text: str, found: re.Match[str], context: Clues) -> Hit | None:
        pattern = target.pattern
        values = pattern.template.values(found)
        owners = target.owners
        if not target.always:
            clues = self._clues(self.beside(text, *found.span()), context)
            owners = tuple(owner for owner in owners if counts(owner, pattern, found, values, clues, in_log=True))
        return Hit(pattern, owners, values, found.start(), found.end()) if owners else None

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
        owners = spot.hits[0].owners if len(spot.hits) == 1 else tuple(o for hit in spot.hits for o in hit.owners)
        first = owners[0].entry
        if len(owners) == 1 or all(owner.entry is first for owner in owners):
            return (first,), False
        clues = self._clues(own, context if own is whole else _clues_of(whole).or_else(context))
        conditions = tuple(condition_holds(owner.message, values) for owner in owners)
        # Owners live as long as the catalog does: their addresses name them.
        key = (*map(id, owners), conditions, clues.codes, clues.statuses, clues.vendors, clues.record_types)
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
    return Clues(
        one.codes | other.codes, one.statuses | other.statuses, before.plan.vendors | after.plan.vendors, kinds
    )


def _up_to_last_word(text: str) -> str:
    return text[: max((found.end() for found in WORD.finditer(text)), default=0)]


def _rank(target: Target) -> tuple[int, int, str]:
    return -target.weight, target.order, target.pattern.template.text


def _spot(hit: Hit) -> Spot:
    return Spot(hit.words, hit.start, hit.end, [hit])


def _spots(hits: list[Hit], clues_of: Callable[[Hit], Clues]) -> list[Spot]:
    """The places of messages in their order; none inside or across a more specific one of other words."""
    hits.sort(key=lambda hit: (contradicts(hit, clues_of), -hit.weight, hit.start, hit.owners[0].order, hit.end))
    spots: list[Spot] = []
    starts: list[int] = []
    for hit in hits:
        place = bisect_left(starts, hit.end)
        # Of spots that do not overlap, sorted by their starts, only the last to begin before its end may reach it.
        other = spots[place - 1] if place and spots[place - 1].end > hit.start else None
        if other is None:
            starts.insert(place, hit.start)
            spots.insert(place, _spot(hit))
        elif other.words == hit.words and all(each.pattern is not hit.pattern for each in other.hits):
            other.hits.append(hit)
    return spots
