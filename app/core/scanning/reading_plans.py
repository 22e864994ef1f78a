"""Lines alike: what a message between two sides says is worked out once, then only facts are picked.

A line is read in three parts: its message by the template's own pattern, and the two sides by their plans (`sides`).
Which entries are meant, and which of the names is the record that failed, depends on the template, on the sorts of the
sides, and on what the template's entries ask of the values. That is a `Reading`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from app.core.catalog.model import Entry
from app.core.scanning.affected_record import failed_first
from app.core.scanning.line_context import Side
from app.core.scanning.log_record import kind_of_value
from app.core.scanning.message_finder import NoMessage

MAX_READINGS = 24_000
"""Readings kept; beyond, all are dropped and learned again as they are met."""


MAX_SORTS = 4_000
"""Sorts of sides kept; beyond, all are dropped: a log may name another code in each line."""

Facts = tuple[str, ...]
"""What is read of a side: the time or "", then the records named. Of a line: these, then its values."""

_ISO_LETTERS = len("2026-03-02T06:15:00")


class SideSort:
    """What sides have in common that give the same clues and name records of the same kinds.

    Attributes:
        kinds: The kinds of the records named, in the order in which they were looked for.
        has_time: Whether there is a time.
        iso_time: Whether it is written like 2026-03-02T06:15:00.
        is_foreign: Whether another system shows.
    """

    __slots__ = ("has_time", "is_foreign", "iso_time", "kinds")

    def __init__(self, kinds: tuple[str, ...], has_time: bool, iso_time: bool, *, is_foreign: bool = False) -> None:
        self.kinds = kinds
        self.has_time = has_time
        self.iso_time = iso_time
        self.is_foreign = is_foreign


class SideSorts:
    """The sorts of sides met."""

    def __init__(self) -> None:
        """Start empty."""
        self._sorts: dict[Hashable, SideSort] = {}

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._sorts)

    def of(self, side: Side) -> SideSort:
        """The sort of a side."""
        plan, time = side.plan, side.time
        kinds = tuple([kind for _, _, kind in plan.names])
        iso_time = len(time) >= _ISO_LETTERS and time[4] == "-" and time[10] == "T"
        numbers = side.numbers
        key = (
            kinds,
            bool(time),
            iso_time,
            plan.vendors,
            plan.kinds,
            plan.signs,
            plan.names_record,
            numbers.codes,
            numbers.statuses,
        )
        sort = self._sorts.get(key)
        if sort is None:
            if len(self._sorts) >= MAX_SORTS:
                self._sorts.clear()
            sort = self._sorts[key] = SideSort(kinds, bool(time), iso_time, is_foreign=bool(plan.signs.foreign))
        return sort


def facts_of(side: Side) -> Facts:
    """The facts of a side."""
    return (side.time, *[name for name, _ in side.names()]) if side.plan.names else (side.time,)


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

    `undecided`: several entries share the text, and a heading further up may tell which is meant. `part`: which of the
    message's templates count, by their places; None for all. `is_plain`: nothing or one record is named, of a kind that
    does not depend on others.
    """

    __slots__ = ("_names", "_pick", "is_plain", "part", "sort", "undecided")

    def __init__(
        self, sort: Sort, undecided: bool, is_plain: bool, pick: Callable[[Sequence[str]], tuple[str, ...]]
    ) -> None:
        self.sort = sort
        self.undecided = undecided
        self.is_plain = is_plain
        self.part: tuple[int, ...] | None = None
        self._pick = pick
        self._names = len(sort.kinds) if len(sort.kinds) > 1 else 0

    def facts(self, before: tuple[str, ...], after: tuple[str, ...], values: tuple[str, ...]) -> tuple[str, ...] | None:
        """The facts of a line from those of its sides and its values; None where two names are the same."""
        facts = self._pick(before + after + values)
        names = self._names
        if names and len(set(facts[1 : names + 1])) != names:
            return None
        return facts


class LineMemo:
    """Remembers readings, for one context."""

    def __init__(self) -> None:
        """Start empty."""
        self._readings: dict[Hashable, Reading | NoMessage] = {}
        self._sorts: dict[tuple[Hashable, ...], Sort] = {}

    def recall(self, key: Hashable) -> Reading | NoMessage | None:
        """The reading learned for a key, or None."""
        return self._readings.get(key)

    def learn(self, key: Hashable, reading: Reading | NoMessage) -> None:
        """Remember a reading."""
        if len(self._readings) >= MAX_READINGS:
            self._readings.clear()
        self._readings[key] = reading

    def reading(
        self,
        entries: tuple[Entry, ...],
        undecided: bool,
        before: SideSort,
        after: SideSort,
        values: Sequence[str],
        same: Sequence[int] | None = None,
    ) -> Reading | None:
        """The reading for a message with these values between such sides; None where it must be read by itself.

        `same` says for each name in a line (`names_in`) which one is the first of its spelling, if some are the same.
        """
        behind = 1 + len(before.kinds)
        first_value = behind + 1 + len(after.kinds)
        named = [(first_value + n, kind) for n, name in enumerate(values) if (kind := kind_of_value(name))]
        of_values = len(named)
        named += enumerate(before.kinds, 1)
        named += enumerate(after.kinds, behind + 1)
        kinds: dict[int, str] = {}
        for number, (_, kind) in enumerate(named):
            first = number if same is None else same[number]
            # As names are read: of values with one spelling the last kind stays, else the first.
            if first not in kinds or number < of_values:
                kinds[first] = kind
        order = failed_first(kinds, entries[0].record_type)
        time, iso_time = (0, before.iso_time) if before.has_time else (behind, after.iso_time)
        numbers = [time, *[named[name][0] for name in order], *range(first_value, first_value + len(values))]
        # Of one place only, itemgetter would give a bare text.
        pick = itemgetter(*numbers) if len(numbers) > 1 else itemgetter(slice(time, time + 1))
        told = tuple(kinds.values())
        is_plain = len(told) < 2 and told == tuple(order.values())
        return Reading(self._sort(entries, tuple(order.values()), tuple(values), iso_time), undecided, is_plain, pick)

    def _sort(
        self, entries: tuple[Entry, ...], kinds: tuple[str, ...], values: tuple[str, ...], iso_times: bool
    ) -> Sort:
        key = (tuple(entry.id for entry in entries), kinds, values, iso_times)
        return self._sorts.setdefault(key, Sort(entries, kinds, values, iso_times))


def names_in(before: Sequence[str], after: Sequence[str], values: Mapping[str, str]) -> list[str]:
    """The names in a line, in the order in which they count: those of values, then those of the sides' facts."""
    return [value for name, value in values.items() if kind_of_value(name)] + [*before[1:], *after[1:]]
