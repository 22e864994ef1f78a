"""Reading one log line: the message by its template, the text on both sides by plans of their wording.

Most lines of a log are alike, so how to read a line is learned once for each combination of template and kinds of
sides (`line_memo`); later lines only have their values cut out. Every reading is learned from `LogMatcher`, which also
reads whatever is not surely alike.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from app.core.matching.certainty import Certainty, is_as_printed, is_no_end, names_one, numbers_within
from app.core.matching.clues import Clues
from app.core.matching.exact_match import may_be_a_row
from app.core.matching.pattern_index import Hit
from app.core.scanning.affected_record import failed_first
from app.core.scanning.context_words import WordsBefore, WordsBehind, words_before, words_behind
from app.core.scanning.line_context import MAX_PLANS, MAX_SIDE, Plan, Side
from app.core.scanning.line_matcher import LogMatcher, Occurrence, Target, spots_of
from app.core.scanning.message_finder import LineMessage, NoMessage, message_in
from app.core.scanning.reading_plans import (
    MAX_READINGS,
    Facts,
    LineMemo,
    Reading,
    SideSort,
    SideSorts,
    facts_of,
    names_in,
)

MAX_LETTERS = MAX_SIDE
"""Letters of a line; longer ones are always read by `LogMatcher`."""

_MAX_MEMOS = 200


class LineFacts(NamedTuple):
    """A line that was read: how, and its facts, which are the time, the records named and the values."""

    reading: Reading
    facts: Facts


class _SideFacts(NamedTuple):
    """One side of a message: its sort, and its time and names."""

    sort: SideSort
    facts: Facts


class _Line(NamedTuple):
    """A line taken apart. `has_commas`: a value may be cut by the cells of a row."""

    text: str
    message: LineMessage
    key: Hashable
    has_commas: bool
    before: _SideFacts
    after: _SideFacts


class LineReader:
    """Reads single lines. One thread uses it at a time."""

    def __init__(self, matcher: LogMatcher) -> None:
        """Learn from a matcher."""
        self._matcher = matcher
        # A vendor's name with digits would be a clue that masking the digits hides.
        self.usable = not matcher.clue_reader.reads_digits
        self._memos: dict[Clues, LineMemo] = {}
        self._context: Clues | None = None
        self._memo = LineMemo()
        self._readings = 0
        self._sorts = SideSorts()
        self._words_before: dict[Plan, WordsBefore | None] = {}
        self._words_behind: dict[Plan, WordsBehind | None] = {}
        self._sorts_of_plans: dict[tuple[object, ...], SideSort] = {}

    def read(self, text: str, targets: Sequence[Target], context: Clues) -> LineFacts | NoMessage:
        """Read an unescaped line in a context.

        `targets` are the templates whose anchors the line holds, as `LogMatcher.ranked` gives them. UNSURE means that
        `LogMatcher` must read the line.
        """
        if not targets:
            return NoMessage.NOTHING
        folded = text.casefold()
        # Unescaped, a text may be longer than it was; folded, too.
        if not len(folded) == len(text) <= MAX_LETTERS:
            return NoMessage.UNSURE
        if context is not self._context:
            self._change_context(context)
        while True:
            message = message_in(text, folded, targets)
            if isinstance(message, NoMessage):
                return message
            line = self._taken_apart(text, message)
            read = NoMessage.UNSURE if line is None else self._read(line, context)
            if read is not NoMessage.LESSER:
                return read
            targets = [target for target in targets if target.weight < message.targets[0].weight]

    def _taken_apart(self, text: str, message: LineMessage) -> _Line | None:
        """The line between its sides; None where its cells say what its values are."""
        targets, start, end, values, alone, own = message
        first = targets[0]
        has_commas = False
        if values and may_be_a_row(text):
            has_commas = any([("," in value) for value in values.values()])  # noqa: C419 - half the time of a generator
            if has_commas and not _is_said_by_sides(text, values):
                return None
        sides = self._matcher.sides
        one, other = sides.before(text, start), sides.after(text, end)
        before, after = self._facts_of(one), self._facts_of(other)
        is_plain = first.always and not first.asked and not first.looks_inside
        if alone and not has_commas and is_plain and len(values) == first.size:
            return _Line(text, message, (first, before.sort, after.sort), has_commas, before, after)
        words: tuple[object, ...] | None = None
        if any([target.heeds_words for target in targets]):  # noqa: C419 - as above
            words = self._words_beside(one, other)
            if None in words:
                return None
            words += self._words_of(message, text[start:end])
        key = (
            targets,
            has_commas,
            alone,
            tuple([tuple(its) for its in own]) if own else tuple(values),
            None if all(target.always for target in targets) else text[start].isupper(),
            _answers(targets, values) if own or first.asked else None,
            _said_within(targets, message, text),
            words,
            before.sort,
            after.sort,
        )
        return _Line(text, message, key, has_commas, before, after)

    def _facts_of(self, side: Side) -> _SideFacts:
        asked = side.plan, side.spelled_numbers()
        sort = self._sorts_of_plans.get(asked)
        if sort is None:
            if len(self._sorts_of_plans) >= MAX_PLANS:
                self._sorts_of_plans.clear()
            sort = self._sorts_of_plans[asked] = self._sorts.of(side)
        return _SideFacts(sort, facts_of(side))

    def _words_beside(self, before: Side, after: Side) -> tuple[WordsBefore | WordsBehind | None, ...]:
        if len(self._words_before) + len(self._words_behind) >= MAX_PLANS:
            self._words_before.clear()
            self._words_behind.clear()
        judge = self._matcher.judge
        if before.plan not in self._words_before:
            self._words_before[before.plan] = words_before(before.text, judge)
        if after.plan not in self._words_behind:
            self._words_behind[after.plan] = words_behind(after.text, judge)
        return self._words_before[before.plan], self._words_behind[after.plan]

    def _words_of(self, message: LineMessage, text: str) -> tuple[bool, ...]:
        """What a message's own words say of its certainty: its capitals, and its values."""
        judge = self._matcher.judge
        values = message.own or (message.values,)
        printed = [is_as_printed(target.pattern, text) for target in message.targets]
        return *printed, *[bool(own) and judge.has_foreign_values(own) for own in values]

    def _read(self, line: _Line, context: Clues) -> LineFacts | NoMessage:
        reading = self._recall(line.key, line, context)
        if not isinstance(reading, Reading):
            return reading
        facts = _facts(reading, line)
        if facts is None and reading.part is None and not line.has_commas:
            # Some names are the same.
            names = names_in(line.before.facts, line.after.facts, line.message.values)
            same = tuple([names.index(name) for name in names])
            other = self._recall((line.key, same), line, context, same)
            if isinstance(other, Reading):
                reading, facts = other, _facts(other, line)
        return NoMessage.UNSURE if facts is None else LineFacts(reading, facts)

    def _recall(
        self, key: Hashable, line: _Line, context: Clues, same: tuple[int, ...] | None = None
    ) -> Reading | NoMessage:
        reading = self._memo.recall(key)
        if reading is None:
            reading = self._learned(line, context, same)
            self._memo.learn(key, reading)
            self._readings += 1
            if self._readings >= MAX_READINGS:
                # Of all contexts together, so that many of them take no more memory than one.
                self._memos.clear()
                self._context = None
                self._readings = 0
        return reading

    def _change_context(self, context: Clues) -> None:
        if len(self._memos) >= _MAX_MEMOS:
            self._memos.clear()
        self._context = context
        self._memo = self._memos.setdefault(context, LineMemo())

    def _learned(self, line: _Line, context: Clues, same: tuple[int, ...] | None) -> Reading | NoMessage:
        """How to read lines like this one, from reading it by itself. `same`: see `LineMemo.reading`."""
        targets, _, _, values, _, own = line.message
        first = targets[0]
        is_another = context.foreign or any(side.sort.is_foreign for side in (line.before, line.after))
        if first.entry is not None and first.is_sure and not (own or line.has_commas or is_another):
            # Neither the entry nor the values depend on anything beside the message.
            reading = self._memo.reading((first.entry,), False, line.before.sort, line.after.sort, tuple(values), same)
            return reading or NoMessage.UNSURE
        if line.has_commas:
            # The very words count.
            return NoMessage.UNSURE
        return self._learned_from_matcher(line, context, same)

    def _learned_from_matcher(self, line: _Line, context: Clues, same: tuple[int, ...] | None) -> Reading | NoMessage:
        matcher = self._matcher
        text, (targets, start, end, values, alone, own) = line.text, line.message
        hits = matcher.hits_in(text, targets, context)
        spots = spots_of(hits)
        if not spots:
            # Within what could be another program's text, nothing else counts.
            is_last = alone or any(hit.certainty is Certainty.COULD_BE for hit in hits)
            return NoMessage.NOTHING if is_last else NoMessage.LESSER
        if len(spots) != 1 or (spots[0].start, spots[0].end) != (start, end):
            return NoMessage.UNSURE
        part = _part(targets, spots[0].hits)
        if part is None:
            return NoMessage.UNSURE
        beside = matcher.beside(text, start, end)
        one = matcher.occurrence(text, spots[0], beside, beside, context)
        is_all = part == tuple(range(len(targets)))
        names = tuple(values if is_all else _values_of_part(own, part))
        reading = self._memo.reading(one.entries, one.undecided, line.before.sort, line.after.sort, names, same)
        if reading is None:
            return NoMessage.UNSURE
        if not is_all:
            reading.part = part
        return reading if _agree(reading, line, one) else NoMessage.UNSURE


def _answers(targets: Sequence[Target], values: Mapping[str, str]) -> tuple[bool | None, ...]:
    """What the values say to all that these templates' entries ask of them: it decides which entries are meant.

    With the names of each template's own values it also says what those of one template would answer.
    """
    asked = (
        targets[0].asked if len(targets) == 1 else dict.fromkeys(each for target in targets for each in target.asked)
    )
    return tuple([names_one(values[name], words) if name in values else None for name, words in asked])


def _said_within(targets: Sequence[Target], message: LineMessage, text: str) -> tuple[object, ...] | None:
    """What the message itself says that may exclude an entry: its codes and statuses, and how it ends."""
    looking = [target for target in targets if target.looks_inside]
    if not looking:
        return None
    numbers = numbers_within(text[message.start : message.end])
    rests = [values.get(target.pattern.template.rest, "") for target, values in _values_by_target(looking, message)]
    return numbers, tuple(map(is_no_end, rests))


def _values_by_target(targets: Sequence[Target], message: LineMessage) -> Sequence[tuple[Target, Mapping[str, str]]]:
    own = message.own or (message.values,)
    return [(target, values) for target, values in zip(message.targets, own, strict=True) if target in targets]


def _facts(reading: Reading, line: _Line) -> Facts | None:
    """The facts of a line by its reading; None where two names are the same."""
    values = line.message.values
    if reading.part is not None:
        values = _values_of_part(line.message.own, reading.part)
        if tuple(values) != reading.sort.values:
            return None
    return reading.facts(line.before.facts, line.after.facts, tuple(values.values()))


def _part(targets: Sequence[Target], hits: Sequence[Hit]) -> tuple[int, ...] | None:
    """Which of the templates count, by their places in the order of their hits; None if one is another's."""
    patterns = [target.pattern for target in targets]
    if any(hit.pattern not in patterns for hit in hits):
        return None
    return tuple([patterns.index(hit.pattern) for hit in hits])


def _values_of_part(own: Sequence[Mapping[str, str]], part: Sequence[int]) -> dict[str, str]:
    """The values by some of a message's templates."""
    values: dict[str, str] = {}
    for number in part:
        for name, value in own[number].items():
            values.setdefault(name, value)
    return values


def _is_said_by_sides(text: str, values: Mapping[str, str]) -> bool:
    """Whether it is the sides of a message that say where its cell ends, if its line is a row of cells."""
    return '"' in text and not any('"' in value for value in values.values())


def _agree(reading: Reading, line: _Line, one: Occurrence) -> bool:
    """Whether what a reading picks from the line that it was learned from is what reading it by itself gave."""
    facts = _facts(reading, line)
    if facts is None:
        # Two of its names are the same; it may do for other lines.
        return True
    names = failed_first(one.names, one.entries[0].record_type)
    return facts == (one.time, *names, *one.values.values()) and reading.sort.kinds == tuple(names.values())
