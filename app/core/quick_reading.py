"""Reading the lines of a log, of which most are alike: see `line_memo` for what is remembered of them.

What is not surely alike is left to `LogMatcher`, which also is where everything is learned from.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import Final, NamedTuple

from app.core.affected import affected, main_of
from app.core.anchors import holds_anchor
from app.core.clues import Clues
from app.core.exact import may_be_a_row
from app.core.forms import Forms
from app.core.line_memo import MAX_READINGS, LineMemo, Reading
from app.core.line_rules import RULES
from app.core.log_matching import LogMatcher, Occurrence, Target
from app.core.patterns import condition_holds
from app.core.side_forms import SideForm, learn_side
from app.core.sides import MAX_SIDE
from app.core.wordings import meaningful_pieces

MAX_LETTERS = MAX_SIDE
"""Longer lines are always read by themselves."""

NOTHING: Final = "nothing"
"""The answer for a line in which surely no message stands."""

_MAX_MEMOS = 200
_UNKNOWN: Final = "not learned"

Facts = tuple[str, ...]
_Hit = tuple[Target, re.Match[str]]
_Side = tuple[SideForm, Facts]


class _Line(NamedTuple):
    """A line to learn from: its message by all templates of it (`alone`: no other matched), its sides and values."""

    text: str
    hits: list[_Hit]
    alone: bool
    before: _Side
    after: _Side
    values: Mapping[str, str]


class QuickReader:
    """Reads single lines by what was learned of lines alike. One thread uses it at a time."""

    def __init__(self, matcher: LogMatcher) -> None:
        """Learn from a matcher."""
        clue_reader = matcher.clue_reader
        self._matcher = matcher
        self._forms: Forms[SideForm] = Forms(meaningful_pieces([*clue_reader.names, *RULES]))
        # A name with digits would be a clue that a varying piece hides.
        self.usable = not clue_reader.reads_digits
        self._memos: dict[Clues, LineMemo] = {}
        self._context: Clues | None = None
        self._memo = LineMemo()
        self._generation = 0
        self._learned = 0

    def read(self, text: str, candidates: Sequence[Target], context: Clues) -> tuple[Reading, Facts] | str | None:
        """The reading and the facts of the one message in a line; NOTHING; or None: it must be read by itself."""
        if len(text) > MAX_LETTERS:
            return None
        folded = text.casefold()
        if len(folded) != len(text):
            return None
        hits: list[_Hit] = []
        for target in candidates:
            found = _found(target, text, folded)
            if found is None:
                continue
            if found is _SEVERAL:
                return None
            hits.append((target, found))
        if not hits:
            return NOTHING
        chosen = hits if len(hits) == 1 else _winners(hits)
        if chosen is None:
            return None
        return self._read_between(text, chosen, len(hits) == 1, context)

    def _read_between(
        self, text: str, hits: list[_Hit], alone: bool, context: Clues
    ) -> tuple[Reading, Facts] | str | None:
        """Read a line by its message, of which all hits are templates, and what stands beside it."""
        target, found = hits[0]
        values = _values(hits)
        if may_be_a_row(text) and any("," in value for value in values.values()):
            return None
        start, end = found.span()
        before = self._side(text[:start], text, start, before=True)
        after = self._side(text[end:], text, end, before=False)
        if before is None or after is None:
            return None
        if context is not self._context:
            self._change_context(context)
        size = len(target.pattern.template.placeholders)
        key = (
            target if len(hits) == 1 else tuple([one for one, _ in hits]),
            alone,
            before[0],
            after[0],
            len(values) if len(hits) == 1 and len(values) == size else tuple(values),
            None if target.always else text[start].isupper(),
            _answers(hits, values) if target.asks or len(hits) > 1 else None,
        )
        reading = self._memo.recall(key, _UNKNOWN)
        if reading is _UNKNOWN:
            reading = self._learn(key, _Line(text, hits, alone, before, after, values), context)
        if isinstance(reading, Reading):
            facts = reading.facts(before[1], after[1], tuple(values.values()))
            return None if facts is None else (reading, facts)
        return reading

    def _side(self, side: str, text: str, edge: int, *, before: bool) -> _Side | None:
        known = self._forms.find(side)
        if known is None:
            sides = self._matcher.sides
            read = sides.before(text, edge) if before else sides.after(text, edge)
            if not learn_side(self._forms, side, read):
                return None
            if self._forms.generation != self._generation:
                self._generation = self._forms.generation
                self._memos.clear()
                self._context = None
            known = self._forms.find(side)
        return known

    def _change_context(self, context: Clues) -> None:
        if len(self._memos) >= _MAX_MEMOS:
            self._memos.clear()
        self._context = context
        self._memo = self._memos.setdefault(context, LineMemo())

    def _learn(self, key: Hashable, line: _Line, context: Clues) -> Reading | str | None:
        """Read a line by itself, and remember how."""
        matcher, memo = self._matcher, self._memo
        spots = matcher.spots_in(line.text, [target for target, _ in line.hits], context)
        reading: Reading | str | None = None
        if not spots and line.alone:
            reading = NOTHING
        elif len(spots) == 1 and [hit.pattern for hit in spots[0].hits] == [target.pattern for target, _ in line.hits]:
            spot = spots[0]
            beside = matcher.beside(line.text, spot.start, spot.end)
            one = matcher.occurrence(line.text, spot, beside, beside, context)
            if line.alone or not matcher.contradicted(line.text, spot, context):
                known = memo.reading(one.entries, one.undecided, line.before[0], line.after[0], tuple(line.values))
                reading = known if known is not None and _agree(known, line, one) else None
        memo.learn(key, reading)
        self._learned += 1
        if self._learned >= MAX_READINGS:
            # Of all contexts together, so that many of them take no more memory than one.
            self._memos.clear()
            self._context = None
            self._learned = 0
        return reading


def _found(target: Target, text: str, folded: str) -> re.Match[str] | None:
    """The one place of a template in a line, None without one, `_SEVERAL` where it may stand more than once."""
    if not target.owners:
        return None
    anchor = target.anchor
    place = folded.find(anchor)
    if place < 0 or target.lead is None or folded.find(anchor, place + 1) >= 0:
        return _searched(target, text)
    start = place - len(target.lead)
    if start < 0 or not folded.startswith(target.lead, start):
        return _searched(target, text)
    # No other place has the anchor.
    return target.pattern.search.match(text, start)


def _searched(target: Target, text: str) -> re.Match[str] | None:
    found = None
    for each in target.pattern.search.finditer(text):
        if holds_anchor(each.group(), target.anchor):
            if found is not None:
                return _SEVERAL
            found = each
    return found


_SEVERAL: Final = re.match("", "")
"""Stands for more than one match."""


def _winners(hits: list[_Hit]) -> list[_Hit] | None:
    """Of templates that matched one line those that make its one message; None where that is not plain.

    The most specific one, with others of the same words at the same place; shorter ones within it do not count.
    """
    ranked = sorted(hits, key=lambda hit: (-hit[0].pattern.template.weight, hit[1].start(), hit[0].owners[0].order))
    words = ranked[0][0].pattern.template.words
    start, end = ranked[0][1].span()
    same: list[_Hit] = []
    for target, found in ranked:
        if found.start() >= end or found.end() <= start:
            return None
        if target.pattern.template.words == words:
            if found.span() != (start, end):
                return None
            same.append((target, found))
        elif target.pattern.template.weight == ranked[0][0].pattern.template.weight:
            return None
    return same


def _values(hits: list[_Hit]) -> dict[str, str]:
    target, found = hits[0]
    values = target.pattern.template.values(found)
    for other, place in hits[1:]:
        for name, value in other.pattern.template.values(place).items():
            values.setdefault(name, value)
    return values


def _answers(hits: list[_Hit], values: Mapping[str, str]) -> tuple[bool | None, ...]:
    """What the entries of these templates say of the values: it may decide which of them is meant."""
    return tuple([condition_holds(owner.message, values) for target, _ in hits for owner in target.owners])


def _agree(reading: Reading, line: _Line, one: Occurrence) -> bool:
    """Whether what a reading picks from the line that it was learned from is what reading it by itself gave."""
    facts = reading.facts(line.before[1], line.after[1], tuple(line.values.values()))
    if facts is None:
        # Two of its names are the same; it may do for other lines.
        return True
    names = affected(one.names)
    if names:
        main = main_of(names, one.entries[0].record_type)
        names = {main: names.pop(main), **names}
    return facts == (one.time, *names, *one.values.values()) and reading.sort.kinds == tuple(names.values())
