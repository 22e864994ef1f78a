"""Reading the lines of a log, of which most are alike: see `line_memo` for what is remembered of them.

What is not surely alike is left to `LogMatcher`, which also is where everything is learned from.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final

from app.core.affected import affected, main_of
from app.core.clues import Clues
from app.core.exact import may_be_a_row
from app.core.forms import Forms
from app.core.line_memo import MAX_READINGS, LineMemo, Reading, names_in
from app.core.line_messages import NOTHING, LineMessage, message_in
from app.core.line_rules import RULES
from app.core.log_matching import LogMatcher, Occurrence, Target
from app.core.patterns import Hit, counts_by_clues, names_one
from app.core.side_forms import Facts, SideForm, SideSort, SideSorts, facts_of, learn_side
from app.core.sides import MAX_PLANS, MAX_SIDE, Side
from app.core.wordings import meaningful_pieces

MAX_LETTERS = MAX_SIDE
"""Longer lines are always read by themselves."""

_MAX_MEMOS = 200
_COMMAS = 1
_URGENCY = 6
"""How much more a form is worth to lines that cannot be read without it."""

_UNKNOWN: Final = "not learned"
_WEIGHED: Final = "weighed"
"""Stands for a reading that hangs on the words of the sides, not on their sorts alone."""

_Side = tuple[SideSort, Facts, SideForm | None]
"""What a side is: its sort, its facts, and its form if that is known."""

Line = tuple[tuple[Hashable, ...], Facts, str, LineMessage, _Side, _Side]
"""A line between its sides: a key that says all that its reading depends on but the context, its values, its text, its
message, and what stands before and behind. A bare tuple, since one is made for each line."""


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
        self._readings = 0
        self._sorts = SideSorts()
        self._sorts_of_plans: dict[tuple[object, ...], SideSort] = {}
        self._count = 0
        self._weighed: set[tuple[Target, ...]] = set()

    def lines(self, texts: Sequence[str], candidates: Sequence[Sequence[Target]]) -> list[Line | str | None]:
        """Some lines taken apart; NOTHING where surely no message stands; None where one must be read by itself.

        `candidates` are the templates whose anchors stand in each, as `LogMatcher.ranked` gives them.
        """
        lines: list[Line | str | None] = [NOTHING] * len(texts)
        found: list[tuple[int, str, LineMessage]] = []
        for number, (text, targets) in enumerate(zip(texts, candidates, strict=True)):
            if targets:
                folded = text.casefold()
                # Unescaped, a text may be longer than it was.
                fits = len(folded) == len(text) <= MAX_LETTERS
                message = message_in(text, folded, targets) if fits else None
                if isinstance(message, tuple):
                    found.append((number, text, message))
                else:
                    lines[number] = message
        self._count = self._forms.count
        known_before = self._forms.find_all([text[: message[1]] for _, text, message in found])
        known_after = self._forms.find_all([text[message[2] :] for _, text, message in found])
        for (number, text, message), one, other in zip(found, known_before, known_after, strict=True):
            key = self._key(text, message)
            if key is None:
                lines[number] = None
                continue
            urgency = _URGENCY if message[0] in self._weighed or _has_commas(key) else 1
            before = _side(one) or self._read_side(text, 0, message[1], urgency)
            after = _side(other) or self._read_side(text, message[2], len(text), urgency)
            lines[number] = (key, before[0], after[0]), tuple(message[3].values()), text, message, before, after
        return lines

    def _read_side(self, text: str, start: int, end: int, urgency: int) -> _Side:
        """A side whose form is not known: its form is learned, or it is read by itself."""
        piece = text[start:end]
        known = _side(self._forms.find(piece)) if self._forms.count != self._count else None
        if known is not None:
            return known
        side = self._matcher.sides.before(text, end) if start == 0 else self._matcher.sides.after(text, start)
        sort = self._sort_of(side)
        if learn_side(self._forms, piece, side, sort, urgency):
            if self._forms.generation != self._generation:
                self._generation = self._forms.generation
                self._memos.clear()
                self._context = None
            known = _side(self._forms.find(piece))
        return known or (sort, facts_of(side), None)

    def _sort_of(self, side: Side) -> SideSort:
        asked = side.plan, side.spelled_numbers()
        sort = self._sorts_of_plans.get(asked)
        if sort is None:
            if len(self._sorts_of_plans) >= MAX_PLANS:
                self._sorts_of_plans.clear()
            sort = self._sorts_of_plans[asked] = self._sorts.of(side)
        return sort

    def _key(self, text: str, message: LineMessage) -> Hashable:
        """What a line's reading depends on beside its sides; None where it must be read by itself."""
        targets, start, _, values, alone, own = message
        first = targets[0]
        commas = False
        if values and may_be_a_row(text):
            commas = any([("," in value) for value in values.values()])  # noqa: C419 - half the time of a generator
            if commas and not _is_said_by_sides(text, values):
                return None
        if alone and not commas and first.always and not first.asked and len(values) == first.size:
            return first
        return (
            targets,
            commas,  # at _COMMAS
            alone,
            tuple([tuple(its) for its in own]) if own else tuple(values),
            None if all(target.always for target in targets) else text[start].isupper(),
            _answers(targets, values) if own or first.asked else None,
        )

    def read(self, line: Line, context: Clues) -> tuple[Reading, Facts] | str | None:
        """The reading and the facts of a line in a context; NOTHING; or None: it must be read by itself."""
        if context is not self._context:
            self._change_context(context)
        key, _, _, message, before, after = line
        reading = self._memo.recall(key, _UNKNOWN)
        if not isinstance(reading, Reading):
            if reading is _UNKNOWN:
                reading = self._recall(key, line, context)
            if reading is _WEIGHED:
                forms = before[2], after[2]
                reading = self._recall((key[0], *forms), line, context) if None not in forms else None
            if not isinstance(reading, Reading):
                return reading
        facts = _facts(reading, line)
        if facts is None and reading.part is None and not _has_commas(key[0]):
            # Some names are the same.
            names = names_in(before[1], after[1], message[3])
            same = tuple([names.index(name) for name in names])
            other = self._recall((*key, same), line, context, same)
            if isinstance(other, Reading):
                reading, facts = other, _facts(other, line)
        return None if facts is None else (reading, facts)

    def _recall(
        self, key: tuple[Hashable, ...], line: Line, context: Clues, same: tuple[int, ...] | None = None
    ) -> Reading | str | None:
        reading = self._memo.recall(key, _UNKNOWN)
        if reading is _UNKNOWN:
            by_forms = isinstance(key[1], SideForm)
            reading = (
                self._learned(line, context, same) if by_forms or not self._hangs_on_words(line, context) else _WEIGHED
            )
            self._memo.learn(key, reading)
            self._readings += 1
            if self._readings >= MAX_READINGS:
                # Of all contexts together, so that many of them take no more memory than one.
                self._memos.clear()
                self._context = None
                self._readings = 0
        return reading

    def _hangs_on_words(self, line: Line, context: Clues) -> bool:
        """Whether it is not only the sorts of the sides that say what is read of a line."""
        key, _, text, (targets, start, end, _, _, _), _, _ = line
        if _has_commas(key[0]):
            return True
        if all(target.always for target in targets):
            return False
        clues = self._matcher.clues_beside(text, start, end, context)
        if all(counts_by_clues(owner, target.pattern, clues) for target in targets for owner in target.owners):
            return False
        self._weighed.add(targets)
        return True

    def _change_context(self, context: Clues) -> None:
        if len(self._memos) >= _MAX_MEMOS:
            self._memos.clear()
        self._context = context
        self._memo = self._memos.setdefault(context, LineMemo())

    def _learned(self, line: Line, context: Clues, same: tuple[int, ...] | None) -> Reading | str | None:
        """How to read lines like this one, from reading it by itself. `same`: see `LineMemo.reading`."""
        matcher = self._matcher
        key, _, text, (targets, start, end, values, alone, own), before, after = line
        first = targets[0]
        if first.entry is not None and not own and (alone or first.is_sure) and not _has_commas(key[0]):
            # Whose it is, and what its values are, hangs on nothing.
            return self._memo.reading((first.entry,), False, before[0], after[0], tuple(values), same)
        spots = matcher.spots_in(text, targets, context)
        if not spots and alone:
            return NOTHING
        if len(spots) != 1 or (spots[0].start, spots[0].end) != (start, end):
            return None
        part = _part(targets, spots[0].hits)
        if part is None or (not alone and matcher.contradicted(text, spots[0], context)):
            return None
        beside = matcher.beside(text, start, end)
        one = matcher.occurrence(text, spots[0], beside, beside, context)
        names = tuple(values if len(part) == len(targets) else _values_of_part(own, part))
        reading = self._memo.reading(one.entries, one.undecided, before[0], after[0], names, same)
        if reading is None:
            return None
        if len(part) < len(targets):
            reading.part = part
        return reading if _agree(reading, line, one) else None


def _side(known: tuple[SideForm, tuple[str, ...]] | None) -> _Side | None:
    """A side by its form and the form's groups."""
    return None if known is None else (known[0].sort, known[0].facts(known[1]), known[0])


def _answers(targets: Sequence[Target], values: Mapping[str, str]) -> tuple[bool | None, ...]:
    """What the values say to all that these templates' entries ask of them: it decides which entries are meant.

    With the names of each template's own values it also says what those of one template would answer.
    """
    asked = (
        targets[0].asked if len(targets) == 1 else dict.fromkeys(each for target in targets for each in target.asked)
    )
    return tuple([names_one(values[name], words) if name in values else None for name, words in asked])


def _has_commas(key: Hashable) -> bool:
    """Whether a key (`_key`) is that of a line whose values may be cut by the cells of a row."""
    return isinstance(key, tuple) and bool(key[_COMMAS])


def _facts(reading: Reading, line: Line) -> Facts | None:
    """The facts of a line by its reading."""
    _, values, _, message, before, after = line
    if reading.part is not None:
        part = _values_of_part(message[5], reading.part)
        if tuple(part) != reading.sort.values:
            return None
        values = tuple(part.values())
    return reading.facts(before[1], after[1], values)


def _part(targets: Sequence[Target], hits: Sequence[Hit]) -> tuple[int, ...] | None:
    """Which of the templates count, by their places, if these hits are theirs in the same order."""
    patterns = [target.pattern for target in targets]
    if any(hit.pattern not in patterns for hit in hits):
        return None
    part = tuple([patterns.index(hit.pattern) for hit in hits])
    return part if part == tuple(sorted(part)) else None


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


def _agree(reading: Reading, line: Line, one: Occurrence) -> bool:
    """Whether what a reading picks from the line that it was learned from is what reading it by itself gave."""
    facts = _facts(reading, line)
    if facts is None:
        # Two of its names are the same; it may do for other lines.
        return True
    names = affected(one.names)
    if names:
        main = main_of(names, one.entries[0].record_type)
        names = {main: names.pop(main), **names}
    return facts == (one.time, *names, *one.values.values()) and reading.sort.kinds == tuple(names.values())
