"""Findings: the occurrences of one known error, counted by file, record, value and minute within fixed bounds.

Findings of parts that were read apart merge, in any order and grouping, into those of the whole.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from app.core.catalog.model import Entry
from app.core.report.bottom_k import AffectedRecords, Capped, CappedCounts
from app.core.report.place import Place
from app.core.text.timestamps import sortable_time

MAX_ALL_RECORDS = 20_000
"""Affected records kept for all findings of a report together; see `keep_within_bounds`."""

MAX_ALL_VALUES = 40_000
"""Distinct values kept for all findings of a report together."""

MAX_VALUES = 2_000
"""Distinct values kept for each placeholder of a finding, as far as `MAX_ALL_VALUES` goes."""

MAX_SAMPLES = 20
"""Original lines kept for each finding: those first by file and line."""

MAX_SAMPLE = 2_000
"""Letters kept of a sample."""

MAX_TIMES = 750
"""Minutes counted for a finding, those of a long night. Beyond, it counts by hour, then day, then month, then year."""

_GRAINS = (16, 13, 10, 7, 4, 2, 0)
"""Letters of `2026-03-02T06:15` that say minute, hour, day, month, year, century, nothing."""

_Order = tuple[bool, str, str, int, str]


@dataclass(slots=True)
class Finding:
    """All occurrences of one entry, or of one text that several entries share undecided.

    `values` counts each placeholder's values; `times` counts occurrences by minute (`2026-03-02T06:15`), over longer
    times by hour, day or month. `samples` are original lines, those first by file and line.
    """

    entries: tuple[Entry, ...]
    count: int = 0
    files: Counter[str] = field(default_factory=Counter)
    records: AffectedRecords = field(default_factory=AffectedRecords)
    values: dict[str, CappedCounts] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    first: Place | None = None
    last: Place | None = None
    samples: list[tuple[Place, str]] = field(default_factory=list)
    _grain: int = field(default=0, init=False, repr=False)
    _first_order: _Order | None = field(default=None, init=False, repr=False, compare=False)
    _last_order: _Order | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def ids(self) -> tuple[str, ...]:
        """The entries' ids, in catalog order."""
        return tuple(entry.id for entry in self.entries)

    @property
    def shared(self) -> bool:
        """Whether several entries share the text and nothing decided."""
        return len(self.entries) > 1

    @property
    def vendor(self) -> str:
        """The vendor, or all of them where the entries differ."""
        return ", ".join(dict.fromkeys(entry.vendor for entry in self.entries))

    @property
    def record_type(self) -> str:
        """The main record type, or all of them where the entries differ."""
        return ", ".join(dict.fromkeys(entry.record_type for entry in self.entries))

    @property
    def title(self) -> str:
        """The title, or all of them where the entries differ."""
        return " / ".join(dict.fromkeys(entry.title for entry in self.entries))

    @property
    def record_details(self) -> Mapping[str, tuple[str, ...]]:
        """The identifiers that stood beside each record, looked up one by one."""
        return _DetailNames(self.records)

    def described(self, record: str) -> str:
        """A record with what stood beside it: `amy@school.example (U1001, ALG-1)`."""
        details = self.record_details.get(record, ())
        return f"{record} ({', '.join(details)})" if details else record

    def see(self, place: Place, moment: str) -> None:
        """Take in where an occurrence stood; `moment` is its `sortable_time`, or ""."""
        if moment:
            self.count_times({moment: 1})
        self.span(place, moment)

    def count_times(self, moments: Mapping[str, int]) -> None:
        """Count occurrences at some times (`sortable_time`, or its minute), {time: how many}."""
        letters = _GRAINS[self._grain]
        times = self.times
        for moment, count in moments.items():
            times[moment[:letters]] += count
        if len(times) > MAX_TIMES:
            self._coarsen(self._grain + 1)

    def span(self, place: Place, moment: str) -> None:
        """Take in where one of several occurrences stood that `count_times` has counted; else as `see`."""
        # Occurrences with a time come before and after those without: anything else would be no order.
        self._move_first(place, (not moment, moment, place.path, place.line, place.time))
        self._move_last(place, (bool(moment), moment, place.path, place.line, place.time))

    def keep_sample(self, place: Place, text: str) -> None:
        """Keep an original line, if it is among the first by file and line."""
        samples = self.samples
        if len(samples) >= MAX_SAMPLES:
            last = samples[-1][0]
            if (place.path, place.line) > (last.path, last.line):
                return
        sample = (place, text[:MAX_SAMPLE])
        if sample not in samples:
            insort(samples, sample, key=_sample_order)
            del samples[MAX_SAMPLES:]

    def count_value(self, name: str, value: str, n: int = 1) -> None:
        """Count a placeholder's value."""
        counted = self.values.get(name)
        if counted is None:
            counted = self.values[name] = CappedCounts(MAX_VALUES)
        counted.add(value, n)

    def merge(self, other: Finding) -> None:
        """Add the occurrences of another part; the other stays as it is.

        Raises:
            ValueError: The other is about other entries.
        """
        if other.ids != self.ids:
            raise ValueError(f"{', '.join(other.ids)} cannot be counted as {', '.join(self.ids)}.")
        self.count += other.count
        self.files.update(other.files)
        self.records.merge(other.records)
        for name, counted in other.values.items():
            self.values.setdefault(name, CappedCounts(counted.limit)).merge(counted)
        self._coarsen(other._grain)
        self.count_times(other.times)
        if other.first is not None:
            self._move_first(other.first, other._first_order or _first_order(other.first))
        if other.last is not None:
            self._move_last(other.last, other._last_order or _last_order(other.last))
        for place, text in other.samples:
            self.keep_sample(place, text)

    def move_down(self, lines: int) -> None:
        """Put lines in above all places."""
        self.records.move_down(lines)
        self.samples = [(replace(place, line=place.line + lines), text) for place, text in self.samples]
        if self.first is not None and self.last is not None:
            self.first = replace(self.first, line=self.first.line + lines)
            self.last = replace(self.last, line=self.last.line + lines)
            self._first_order = self._last_order = None

    def copy(self) -> Finding:
        """An independent copy."""
        same = Finding(self.entries)
        same.merge(self)
        return same

    def _move_first(self, place: Place, order: _Order) -> None:
        if self.first is None or order < (self._first_order or _first_order(self.first)):
            self.first, self._first_order = place, order

    def _move_last(self, place: Place, order: _Order) -> None:
        if self.last is None or order > (self._last_order or _last_order(self.last)):
            self.last, self._last_order = place, order

    def _coarsen(self, grain: int) -> None:
        while grain > self._grain:
            self._grain += 1
            coarser: Counter[str] = Counter()
            for moment, count in self.times.items():
                coarser[moment[: _GRAINS[self._grain]]] += count
            self.times = coarser
            if len(coarser) > MAX_TIMES:
                grain = self._grain + 1


def by_count(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of a report: largest first, then by id."""
    return sorted(findings, key=lambda finding: (-finding.count, finding.ids))


def keep_within_bounds(findings: Iterable[Finding], *, exactly: bool = False) -> None:
    """Drop records and values where all findings together hold more than a report may.

    Every finding keeps what it has up to one level, and the level falls as findings grow; so the small ones stay
    complete, and a report of parts keeps what a report of the whole keeps. Costs next to nothing while there is room:
    to be called after every batch, and `exactly` for a finished report, which otherwise may hold a quarter more.
    """
    all_of = list(findings)
    _lower([finding.records for finding in all_of], MAX_ALL_RECORDS, exactly)
    _lower([counted for finding in all_of for counted in finding.values.values()], MAX_ALL_VALUES, exactly)


def _lower(counts: Sequence[Capped[Any]], most: int, exactly: bool) -> None:
    if not counts or (not exactly and sum(counted.memory_names for counted in counts) <= most + most // 4):
        return
    level = min(counted.limit for counted in counts)
    sizes = sorted(len(counted) for counted in counts)
    if sum(min(size, level) for size in sizes) > most:
        level = _water_level(sizes, most)
    for counted in counts:
        counted.lower_limit(max(level, 1))


def _water_level(sizes: Sequence[int], most: int) -> int:
    """The highest level up to which all sizes, sorted and together larger than `most`, may be filled."""
    level, room = 0, most
    for number, size in enumerate(sizes):
        level = room // (len(sizes) - number)
        if size > level:
            break
        room -= size
    return level


class _DetailNames(Mapping[str, tuple[str, ...]]):
    """The details of affected records, made when one is asked for."""

    def __init__(self, records: AffectedRecords) -> None:
        self._records = records

    def __getitem__(self, record: str) -> tuple[str, ...]:
        return tuple(self._records[record].details)

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


def _first_order(place: Place) -> _Order:
    moment = sortable_time(place.time)
    return (not moment, moment, place.path, place.line, place.time)


def _last_order(place: Place) -> _Order:
    moment = sortable_time(place.time)
    return (bool(moment), moment, place.path, place.line, place.time)


def _sample_order(sample: tuple[Place, str]) -> tuple[str, int, str, str]:
    place, text = sample
    return place.path, place.line, place.time, text
