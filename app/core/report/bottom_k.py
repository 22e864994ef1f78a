"""Counts of distinct names that stay small however many names come, and that can be put together exactly.

Kept are the `limit` names whose hash is smallest. Whether a name is kept depends on the names alone, not on their
order; a name that was dropped never comes back, since later names only push the bound down. So the count of every
kept name is exact, and putting parts together gives what one count of everything would have given.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import islice, repeat
from typing import Generic, NamedTuple, Self, TypeVar
from zlib import crc32

from msgspec import Struct, field
from msgspec.structs import replace

from app.core.report.place import Place

MAX_NAME = 500
"""Letters of a name that are kept; longer ones are cut."""

MAX_RECORDS = 20_000
"""Affected records kept for one finding, as long as all findings together keep no more than `MAX_ALL_RECORDS`."""

MAX_DETAILS = 12
"""Further names kept for an affected record: those first in the alphabet."""

_OTHERS = frozenset({"teacher", "guardian", "school", "term"})
"""The kinds of names beside a record that are another's."""

_ALL = 0xFFFFFFFF
_V = TypeVar("_V")


class Capped(Generic[_V]):  # noqa: PLW1641 - its content changes
    """The `limit` names with the smallest hashes, each with a value; base of the kinds of counts.

    Attributes:
        limit: How many names are kept.
        total: All additions, also of names that are not kept.
    """

    __slots__ = ("_bound", "_kept", "_most", "limit", "total")

    def __init__(self, limit: int) -> None:
        """Start empty; `limit` is at least 1."""
        if limit < 1:
            raise ValueError("At least one name must be kept.")
        self.limit = limit
        self.total = 0
        self._kept: dict[str, _V] = {}
        self._bound = _ALL
        # Sorting a quarter more names now and then costs less than keeping them in order all the time.
        self._most = limit + limit // 4

    def items(self) -> ItemsView[str, _V]:
        """The kept names with their values, in no particular order."""
        self._trim()
        return self._kept.items()

    def get(self, name: str) -> _V | None:
        """The value of a kept name, or None."""
        self._trim()
        return self._kept.get(name)

    def most_common(self, n: int | None = None) -> list[tuple[str, _V]]:
        """The kept names by count, largest first, then by name; all, or the first `n`."""
        self._trim()
        if n is None:
            return sorted(self._kept.items(), key=self._rank)
        return nsmallest(n, self._kept.items(), key=self._rank)

    def lower_limit(self, limit: int) -> None:
        """Keep only so many names from now on; a higher limit than the present one changes nothing."""
        if limit < self.limit:
            self.limit, self._most = limit, limit + limit // 4
            self._trim()

    @property
    def complete(self) -> bool:
        """Whether every name that came is kept."""
        return self._bound == _ALL and len(self._kept) <= self.limit

    @property
    def distinct(self) -> int:
        """How many different names came: exact while `complete`, else estimated from how densely hashes lie."""
        self._trim()
        if self._bound == _ALL:
            return len(self._kept)
        return max(len(self._kept), round((len(self._kept) - 1) * (_ALL + 1) / (self._bound + 1)))

    @property
    def memory_names(self) -> int:
        """How many names are in memory, a few more than are kept for good. Costs nothing."""
        return len(self._kept)

    def some(self, n: int) -> Self:
        """A small copy with at most `n` of the names and the right total, quick to make while counting goes on.

        For showing only: its names are those that came first, and it must not be merged.
        """
        raise NotImplementedError

    def __len__(self) -> int:
        return min(len(self._kept), self.limit)

    def __contains__(self, name: object) -> bool:
        self._trim()
        return name in self._kept

    def __getitem__(self, name: str) -> _V:
        self._trim()
        return self._kept[name]

    def __iter__(self) -> Iterator[str]:
        self._trim()
        return iter(self._kept)

    def __eq__(self, other: object) -> bool:
        """Equal to another with the same names, values, total and completeness, and to a plain {name: count}."""
        if isinstance(other, Mapping):
            return {name: self._count_of(value) for name, value in self.items()} == other
        if not isinstance(other, type(self)):
            return NotImplemented
        mine, its = (self.total, self.complete, self.distinct), (other.total, other.complete, other.distinct)
        return mine == its and self.items() == other.items()

    def __repr__(self) -> str:
        more = "" if self.complete else f", about {self.distinct} distinct"
        return f"{type(self).__name__}({dict(self.most_common(5))}, total {self.total}{more})"

    def _count_of(self, value: _V) -> int:
        raise NotImplementedError

    def _rank(self, item: tuple[str, _V]) -> tuple[int, str]:
        return -self._count_of(item[1]), item[0]

    def _admits(self, name: str) -> bool:
        # A name beside the bound with the same hash may be let in; the next trimming decides.
        return crc32(name.encode("utf-8", "surrogatepass")) <= self._bound

    def _join(self, other: Capped[_V]) -> None:
        """Take over another's limit and bound, before its names come."""
        self.total += other.total
        self._bound = min(self._bound, other._bound)
        if other.limit < self.limit:
            self.limit, self._most = other.limit, other._most

    def _trim(self) -> None:
        if len(self._kept) <= self.limit:
            return
        ranked = sorted((crc32(name.encode("utf-8", "surrogatepass")), name) for name in self._kept)
        kept = self._kept
        self._bound = min(self._bound, ranked[self.limit - 1][0])
        self._kept = {name: kept[name] for _, name in ranked[: self.limit]}

    def _fill_small(self, small: Self, kept: dict[str, _V]) -> Self:
        small.total = self.total
        small._kept = kept
        # With this bound the small copy estimates as many names as there are.
        small._bound = self._bound
        if len(kept) < len(self._kept):
            small._bound = max(1, int((self._bound + 1) * max(1, len(kept) - 1) / len(self._kept)) - 1)
        return small


class CappedCounts(Capped[int]):
    """Distinct names with their counts."""

    __slots__ = ()

    def add(self, key: str, n: int = 1) -> None:
        """Count a name `n` times."""
        self.total += n
        kept = self._kept
        if key in kept:
            kept[key] += n
        elif crc32(key.encode("utf-8", "surrogatepass")) <= self._bound or len(key) > MAX_NAME:
            self._add_new(key, n)

    def _add_new(self, key: str, n: int) -> None:
        key = cut_name(key)
        if self._admits(key):
            self._kept[key] = self._kept.get(key, 0) + n
            if len(self._kept) > self._most:
                self._trim()

    def merge(self, other: CappedCounts) -> None:
        """Add all that another counted; the other stays as it is."""
        self._join(other)
        kept = self._kept
        for name, count in other._kept.items():
            if name in kept:
                kept[name] += count
            elif self._bound == _ALL or self._admits(name):
                kept[name] = count
        self._trim()

    def some(self, n: int) -> CappedCounts:
        """A small copy for showing, see `Capped.some`."""
        return self._fill_small(CappedCounts(self.limit), dict(islice(self._kept.items(), n)))

    def _count_of(self, value: int) -> int:
        return value


class AlikeOccurrences(NamedTuple):
    """Occurrences in one file that differ in their facts only: lines, times and values, one of each an occurrence."""

    path: str
    lines: Sequence[int]
    times: Sequence[str]
    values: Mapping[str, Sequence[str]]

    def at(self, row: int) -> tuple[Place, Mapping[str, str]]:
        """The place of an occurrence, and its values."""
        values = {name: column[row] for name, column in self.values.items()}
        return Place(self.path, self.lines[row], self.times[row]), values


class Affected(Struct):
    """How often a record was affected, what kind of name it is known by, what stood beside it, and where first.

    `details` maps further identifiers to their kinds (`{"U1001": "user"}`), at most `MAX_DETAILS`. `place` is where it
    failed first, by file and line, None where nobody said; `values` are the values of the message there, by name.
    """

    count: int
    kind: str
    details: dict[str, str] = field(default_factory=dict)
    place: Place | None = None
    values: dict[str, str] = field(default_factory=dict)

    def __format__(self, spec: str) -> str:
        """In texts a record stands with its count."""
        return format(self.count, spec)

    def note(self, kind: str, details: Mapping[str, str]) -> None:
        """Take in what another occurrence says of this record."""
        if kind != self.kind:
            self.kind = either(self.kind, kind)
        mine = self.details
        for name, what in details.items():
            if mine.get(name) != what:
                self.note_one(name, what)

    @property
    def own_details(self) -> dict[str, str]:
        """The further identifiers that name this record, and not its teacher or school."""
        return {name: kind for name, kind in self.details.items() if kind not in _OTHERS}

    def failed_at(self, place: Place, values: Mapping[str, str]) -> None:
        """Take in where an occurrence was and its values, which are kept if it is the first one."""
        if self.place is None or self.is_after(place.path, place.line):
            self.place = place
            self.values = {name: cut_name(value) for name, value in values.items()}

    def is_after(self, path: str, line: int) -> bool:
        """Whether this place comes before all that are known."""
        first = self.place
        return first is None or path < first.path or (path == first.path and line < first.line)

    def note_one(self, name: str, kind: str) -> None:
        """Take in one further identifier of this record."""
        mine = self.details
        if len(name) > MAX_NAME:
            name = cut_name(name)
        if name in mine:
            mine[name] = either(mine[name], kind)
        elif len(mine) < MAX_DETAILS:
            mine[name] = kind
        elif _detail_rank(name, kind) < (last := max((_detail_rank(*one), one[0]) for one in mine.items()))[0]:
            del mine[last[1]]
            mine[name] = kind


def _detail_rank(name: str, kind: str) -> tuple[bool, str]:
    """Which details are kept: a record may fail in any number of rows, whose numbers come last."""
    return kind == "row", name


class AffectedRecords(Capped[Affected]):
    """Affected records by what names them best (an e-mail, an id): see `Capped` for which are kept."""

    __slots__ = ()

    def __init__(self, limit: int = MAX_RECORDS) -> None:
        """Start empty."""
        super().__init__(limit)

    def add(self, name: str, kind: str, details: Mapping[str, str], n: int = 1) -> Affected | None:
        """Count a record `n` times; `details` are the other identifiers that stood beside it ({name: kind}).

        Returns what is known of the record, None where it is not kept.
        """
        self.total += n
        known = self._kept.get(name)
        if known is None:
            name = cut_name(name)
            if not self._admits(name):
                return None
            known = self._kept.setdefault(name, Affected(0, kind))
        known.count += n
        known.note(kind, details)
        if len(self._kept) > self._most:
            self._trim()
        return known

    def add_alike(self, columns: Sequence[Sequence[str]], kinds: Sequence[str], rows: AlikeOccurrences) -> None:
        """Count many records at once, each once: columns of names, the records' own first, each of one kind.

        No record's own name is among its details. `rows` are the occurrences, as many as there are names.
        """
        kind, what = kinds[0], kinds[1:]
        kept = self._kept
        self.total += len(columns[0])
        path, lines = rows.path, rows.lines
        beside = zip(*columns[1:], strict=True) if what else repeat(())
        for row, (name, details) in enumerate(zip(columns[0], beside, strict=False)):
            known = kept.get(name)
            if known is None:
                name = cut_name(name)  # noqa: PLW2901 - the name it is kept by
                if not self._admits(name):
                    continue
                known = kept.setdefault(name, Affected(0, kind))
                if len(kept) > self._most:
                    self._trim()
                    kept = self._kept
            known.count += 1
            first = known.place
            # Most are further down in the same file, which is seen without a call.
            if (first is None or first.line > lines[row] or first.path != path) and known.is_after(path, lines[row]):
                known.failed_at(*rows.at(row))
            mine = known.details
            # Asked one by one: a set of them takes twice as long.
            for detail, its in zip(details, what, strict=True):
                if mine.get(detail) != its:
                    known.note_one(detail, its)
            if known.kind != kind:
                known.kind = either(known.kind, kind)

    def merge(self, other: AffectedRecords) -> None:
        """Add all that another counted; the other stays as it is."""
        self._join(other)
        for name, affected in other._kept.items():
            known = self._kept.get(name)
            if known is not None:
                known.count += affected.count
                known.note(affected.kind, affected.details)
                if affected.place is not None:
                    known.failed_at(affected.place, affected.values)
            elif self._admits(name):
                self._kept[name] = replace(affected, details=dict(affected.details))
        self._trim()

    def move_down(self, lines: int) -> None:
        """Put lines in above all places."""
        for affected in self._kept.values():
            if affected.place is not None:
                affected.place = replace(affected.place, line=affected.place.line + lines)

    def some(self, n: int) -> AffectedRecords:
        """A small copy for showing, see `Capped.some`."""
        kept = {name: Affected(one.count, one.kind) for name, one in islice(self._kept.items(), n)}
        return self._fill_small(AffectedRecords(self.limit), kept)

    def _count_of(self, value: Affected) -> int:
        return value.count


def cut_name(name: str) -> str:
    """The name, cut where it is longer than anybody reads."""
    return name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 1]}…"


def either(one: str, other: str) -> str:
    """The one that is not empty; of two different ones always the same, whichever came first."""
    return min(one, other) if one and other else one or other
