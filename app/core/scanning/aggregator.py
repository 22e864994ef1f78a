"""Counts occurrences in batches: what a block of a log holds is put together first and then counted at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from app.core.catalog.model import Entry
from app.core.report.bottom_k import AlikeOccurrences
from app.core.report.findings import MAX_SAMPLES, Finding, keep_within_bounds
from app.core.report.partial_report import narrowed
from app.core.report.place import Place
from app.core.report.unknown_groups import UnknownShapes
from app.core.scanning.affected_record import failed_first
from app.core.scanning.reading_plans import Sort
from app.core.text.timestamps import sortable_time, time_in

OnOccurrence = Callable[[tuple[Entry, ...], Place, Mapping[str, str], Mapping[str, str]], None]
"""Told of every occurrence, for a complete list: its entries, place, records named ({identifier: kind}, the one that
failed first) and values."""


class Row(NamedTuple):
    """One occurrence that waits to be counted, in the record that starts at a line."""

    line: int
    time: str
    names: Mapping[str, str]
    values: Mapping[str, str]
    raw: str
    is_warning: bool = False


class _AlikeRows(NamedTuple):
    """Occurrences of one sort: their lines and facts, and the first of the lines themselves."""

    rows: list[tuple[int, tuple[str, ...]]]
    raws: list[str]


MAX_ROWS = 12_000
"""Occurrences that wait; counting many of one sort at once takes less time than one by one."""


class _Batch:
    """The rows of one finding in the block at hand."""

    __slots__ = ("entries", "rows", "waits")

    def __init__(self, entries: tuple[Entry, ...], waits: bool) -> None:
        self.entries = entries
        self.waits = waits
        self.rows: list[Row] = []


class Tally:
    """The findings of a scan, and the rows of the block at hand."""

    def __init__(self, on_occurrence: OnOccurrence | None = None) -> None:
        """Start empty; `on_occurrence` is told of each occurrence in the order of the log."""
        self.findings: dict[tuple[str, ...], Finding] = {}
        self.waiting: dict[tuple[str, tuple[str, ...]], Finding] = {}
        self.unknown = UnknownShapes()
        self._on_occurrence = on_occurrence
        self._path = ""
        self._batches: dict[tuple[str, ...] | str, _Batch] = {}
        self._alike: dict[Sort, _AlikeRows] = {}
        self._strange: dict[str, list[Row]] = {}
        self._waiting_rows = 0

    def begin_file(self, path: str) -> None:
        """What comes now is of this file."""
        self.settle()
        self._path = path

    def add(self, entries: tuple[Entry, ...], row: Row, *, waits: bool) -> None:
        """Take an occurrence; `waits`: which of the entries it is depends on a heading further up."""
        # Waiting rows are told apart by their key's type, so that the usual key needs no second part.
        if len(entries) == 1 and not waits:
            key: tuple[str, ...] | str = (entries[0].id,)
        else:
            key = " ".join(entry.id for entry in entries) if waits else tuple(entry.id for entry in entries)
        batch = self._batches.get(key)
        if batch is None:
            batch = self._batches[key] = _Batch(entries, waits)
        batch.rows.append(row)
        self._waiting_rows += 1
        if self._waiting_rows >= MAX_ROWS:
            self.settle()

    def add_alike(self, sort: Sort, line: int, facts: tuple[str, ...], raw: str) -> None:
        """Take an occurrence of a sort; its facts are the time, the records named and the values."""
        alike = self._alike.get(sort)
        if alike is None:
            alike = self._alike[sort] = _AlikeRows([], [])
        alike.rows.append((line, facts))
        # Behind as many lines as are kept as samples, no other one of this batch will be.
        if len(alike.raws) < MAX_SAMPLES:
            alike.raws.append(raw)
        self._waiting_rows += 1
        if self._waiting_rows >= MAX_ROWS:
            self.settle()

    def add_unknown(self, shape: str, row: Row) -> None:
        """Take a line that looks like an error and is none we know."""
        rows = self._strange.get(shape)
        if rows is None:
            self._strange[shape] = [row]
        else:
            rows.append(row)
        self._waiting_rows += 1
        if self._waiting_rows >= MAX_ROWS:
            self.settle()

    def settle(self) -> None:
        """Count the rows that wait."""
        if not self._waiting_rows:
            return
        batches = [pair for batch in self._batches.values() for pair in self._findings_of(batch)]
        for finding, rows, record_type in batches:
            self._count(finding, rows, record_type)
        for sort, alike in self._alike.items():
            self._count_alike(sort, alike)
        for shape, rows in self._strange.items():
            row = rows[0]
            place = Place(self._path, row.line, row.time or time_in(row.raw))
            self.unknown.add(shape, row.raw.strip(), place, len(rows), sum(row.is_warning for row in rows))
        if self._on_occurrence is not None:
            self._tell(batches)
        self._batches.clear()
        self._alike.clear()
        self._strange.clear()
        self._waiting_rows = 0
        keep_within_bounds(self.findings.values())

    def _findings_of(self, batch: _Batch) -> Iterator[tuple[Finding, list[Row], str]]:
        """The findings that a batch counts for, with the record type whose records are meant."""
        ids = tuple(entry.id for entry in batch.entries)
        if not batch.waits:
            yield self._finding(batch.entries), batch.rows, batch.entries[0].record_type
            return
        # Which entry it will be says which of the named records failed: counted for each that it may be.
        for kind in ("", *dict.fromkeys(kind for entry in batch.entries for kind in entry.record_types)):
            finding = self.waiting.get((kind, ids))
            if finding is None:
                finding = self.waiting[kind, ids] = Finding(batch.entries)
            yield finding, batch.rows, narrowed(batch.entries, kind)[0].record_type

    def _finding(self, entries: tuple[Entry, ...]) -> Finding:
        ids = tuple([entry.id for entry in entries])
        finding = self.findings.get(ids)
        if finding is None:
            finding = self.findings[ids] = Finding(entries)
        return finding

    def _count(self, finding: Finding, rows: list[Row], record_type: str) -> None:
        """Count occurrences that each name records and values of their own."""
        moments = [moment_of(row.time) for row in rows]
        self._place(finding, moments, [(row.line, row.time) for row in rows], [row.raw for row in rows])
        add_record, add_value = finding.records.add, finding.count_value
        for row in rows:
            names = failed_first(row.names, record_type)
            if names:
                main = next(iter(names))
                known = add_record(main, names.pop(main), names)
                if known is not None and known.is_after(self._path, row.line):
                    known.failed_at(Place(self._path, row.line, row.time), row.values)
            for name, value in row.values.items():
                add_value(name, value)

    def _count_alike(self, sort: Sort, alike: _AlikeRows) -> None:
        """Count occurrences of one sort: column by column."""
        finding = self._finding(sort.entries)
        lines, facts = zip(*alike.rows, strict=True)
        times, *columns = zip(*facts, strict=True)
        moments = [time[:19] for time in times] if sort.iso_times else list(map(moment_of, times))
        self._place(finding, moments, list(zip(lines, times, strict=True)), alike.raws)
        names = len(sort.kinds)
        values = dict(zip(sort.values, columns[names:], strict=True))
        if names:
            occurrences = AlikeOccurrences(self._path, lines, times, values)
            finding.records.add_alike(columns[:names], sort.kinds, occurrences)
        for name, column in values.items():
            for value, number in Counter(column).items():
                finding.count_value(name, value, number)

    def _place(self, finding: Finding, moments: list[str], places: list[tuple[int, str]], raws: Sequence[str]) -> None:
        """Count occurrences by file and minute, and keep the first and the last of them and some lines.

        `raws` are the lines themselves, of the first places at least.
        """
        path = self._path
        finding.count += len(places)
        finding.files[path] += len(places)
        finding.count_times(Counter([moment[:16] for moment in moments if moment]))
        for (line, time), raw in zip(places, raws, strict=False):
            if len(finding.samples) >= MAX_SAMPLES:
                last = finding.samples[-1][0]
                if (path, line) >= (last.path, last.line):
                    break
            finding.keep_sample(Place(path, line, time), raw)
        for number in _ends(moments):
            finding.span(Place(path, *places[number]), moments[number])

    def _tell(self, batches: list[tuple[Finding, list[Row], str]]) -> None:
        told = [
            (row.line, finding.entries, row.time, failed_first(row.names, record_type), row.values)
            for finding, rows, record_type in batches
            for row in rows
        ]
        for sort, alike in self._alike.items():
            names = len(sort.kinds) + 1
            told += [
                (
                    line,
                    sort.entries,
                    facts[0],
                    dict(zip(facts[1:names], sort.kinds, strict=True)),
                    dict(zip(sort.values, facts[names:], strict=True)),
                )
                for line, facts in alike.rows
            ]
        told.sort(key=lambda each: each[0])
        for line, entries, time, named, values in told:
            if self._on_occurrence is not None:
                self._on_occurrence(entries, Place(self._path, line, time), named, values)


def _ends(moments: list[str]) -> set[int]:
    """Which rows may be the first and last of their finding: the outermost, by order and by time."""
    last = len(moments) - 1
    ends = {0, last}
    known = list(filter(None, moments))
    if known:
        ends.add(moments.index(min(known)))
        ends.add(last - moments[::-1].index(max(known)))
    return ends


def moment_of(time: str) -> str:
    """`sortable_time`, at once for the usual way of writing a time."""
    if len(time) >= 19 and time[4] == "-" and time[10] in "T ":
        return f"{time[:10]}T{time[11:19]}"
    return sortable_time(time)
