"""Lines alike: what a message between two sides says is worked out once, then only facts are picked.

A line is read in three parts: its message by the template's own pattern, and the two sides by their forms
(`side_forms`). Which entries are meant, which of the names is the record that failed, and where each fact stands,
depends on these three alone, and on what the template's entries ask of the values. That is a `Reading`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from app.core.affected import main_of
from app.core.log_record import kind_of_value
from app.core.model import Entry
from app.core.side_forms import Fact, SideForm

MAX_READINGS = 24_000
"""Readings kept; beyond, all are dropped and learned again as they are met."""


@dataclass(frozen=True, slots=True, eq=False)
class Sort:
    """What occurrences have in common that are counted together. There is one of each (`LineMemo.sort`).

    Attributes:
        entries: The entries meant.
        kinds: The kinds of the records named, the one that failed first.
        values: The names of the message's values.
        iso_times: Whether all times are written like 2026-03-02T06:15:00.
    """

    entries: tuple[Entry, ...]
    kinds: tuple[str, ...]
    values: tuple[str, ...]
    iso_times: bool


class Reading:
    """How to read a line: its facts are the time, the records named (as in `sort.kinds`) and the values, in this order.

    `undecided`: several entries share the text, and a heading further up may tell which is meant.
    """

    __slots__ = ("_constants", "_names", "_pick", "sort", "undecided")

    def __init__(
        self, sort: Sort, undecided: bool, pick: Callable[[Sequence[str]], tuple[str, ...]], constants: tuple[str, ...]
    ) -> None:
        self.sort = sort
        self.undecided = undecided
        self._pick = pick
        self._constants = constants
        self._names = len(sort.kinds) if len(sort.kinds) > 1 else 0

    def facts(self, before: tuple[str, ...], after: tuple[str, ...], values: tuple[str, ...]) -> tuple[str, ...] | None:
        """The facts of a line from the groups of its sides and its values; None where two names are the same."""
        facts = self._pick(before + after + values + self._constants)
        names = self._names
        if names and len(set(facts[1 : names + 1])) != names:
            return None
        return facts


class _Places:
    """Numbers the places of facts in all groups, values and constants put one behind the other."""

    def __init__(self, before: SideForm, after: SideForm, values: int) -> None:
        self._after = before.groups
        self._values = before.groups + after.groups
        self._constants = self._values + values
        self.constants: list[str] = []

    def before(self, fact: Fact) -> Fact:
        return fact

    def after(self, fact: Fact) -> Fact:
        return self._after + fact if isinstance(fact, int) else fact

    def value(self, number: int) -> int:
        return self._values + number

    def number(self, fact: Fact) -> int:
        """A fact's place; a constant gets one."""
        if isinstance(fact, int):
            return fact
        self.constants.append(fact)
        return self._constants + len(self.constants) - 1


class LineMemo:
    """Remembers readings, for one context. None stands for a line that must be read by itself."""

    def __init__(self) -> None:
        """Start empty."""
        self._readings: dict[Hashable, Reading | str | None] = {}
        self._sorts: dict[tuple[Hashable, ...], Sort] = {}

    def recall(self, key: Hashable, default: str) -> Reading | str | None:
        """The reading learned for a key, or the default."""
        return self._readings.get(key, default)

    def learn(self, key: Hashable, reading: Reading | str | None) -> None:
        """Remember a reading."""
        if len(self._readings) >= MAX_READINGS:
            self._readings.clear()
        self._readings[key] = reading

    def reading(
        self, entries: tuple[Entry, ...], undecided: bool, before: SideForm, after: SideForm, values: Sequence[str]
    ) -> Reading | None:
        """The reading for a message with these values between such sides; None where it must be read by itself."""
        places = _Places(before, after, len(values))
        named: dict[Fact, str] = {}
        for number, name in enumerate(values):
            if kind := kind_of_value(name):
                named.setdefault(places.value(number), kind)
        for form, place in ((before, places.before), (after, places.after)):
            for fact, kind in form.names:
                named.setdefault(place(fact), kind)
        if "row" in named.values():
            return None
        facts = list(named)
        kinds = list(named.values())
        if facts:
            main = main_of(dict(enumerate(kinds)), entries[0].record_type)
            facts.insert(0, facts.pop(main))
            kinds.insert(0, kinds.pop(main))
        time = places.before(before.time) if before.time != "" else places.after(after.time)
        iso_time = (before if before.time != "" else after).iso_time
        numbers = [places.number(fact) for fact in (time, *facts)] + [places.value(n) for n in range(len(values))]
        # Of one place only, itemgetter would give a bare text.
        pick = itemgetter(*numbers) if len(numbers) > 1 else itemgetter(slice(numbers[0], numbers[0] + 1))
        sort = self._sort(entries, tuple(kinds), tuple(values), iso_time)
        return Reading(sort, undecided, pick, tuple(places.constants))

    def _sort(
        self, entries: tuple[Entry, ...], kinds: tuple[str, ...], values: tuple[str, ...], iso_times: bool
    ) -> Sort:
        key = (tuple(entry.id for entry in entries), kinds, values, iso_times)
        return self._sorts.setdefault(key, Sort(entries, kinds, values, iso_times))
