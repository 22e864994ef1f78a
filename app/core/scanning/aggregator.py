"""Counts occurrences in batches: what a block of a log holds is put together first and then counted at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import gt
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


class _Sample(NamedTuple):
    """A place within a file, and the line itself."""

    line: int
    time: str
    raw: str


class _AlikeRows:
    """Occurrences of one sort: their lines and facts, one by one and in columns, and the first of the lines themselves.

    Of those one by one as many lines are kept as samples may be needed, and as many of each that came in columns.
    """

    __slots__ = ("_columns", "_lines", "rows", "samples")

    def __init__(self) -> None:
        self.rows: list[tuple[int, Sequence[str]]] = []
        self.samples: list[_Sample] = []
        self._lines: list[int] = []
        self._columns: list[list[str]] = []

    def add_columns(self, lines: Sequence[int], columns: Sequence[Sequence[str]]) -> None:
        """Take occurrences in columns."""
        self._lines += lines
        if not self._columns:
            self._columns = [[] for _ in columns]
        for column, more in zip(self._columns, columns, strict=True):
            column.extend(more)

    def in_order(self) -> _Columns:
        """All occurrences by their lines."""
        if self.rows:
            lines, facts = zip(*self.rows, strict=True)
            self.add_columns(lines, list(zip(*facts, strict=True)))
            self.rows.clear()
        if any(map(gt, self._lines, self._lines[1:])):
            places = sorted(range(len(self._lines)), key=self._lines.__getitem__)
            self._lines = [self._lines[place] for place in places]
            self._columns = [[column[place] for place in places] for column in self._columns]
        return _Columns(self._lines, self._columns)


class _Columns(NamedTuple):
    """The lines of some occurrences and their facts, a column each: times, records named, values."""

    lines: Sequence[int]
    facts: Sequence[Sequence[str]]


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
            alike = self._alike[sort] = _AlikeRows()
        # Behind as many lines as are kept as samples, no other one of this batch will be.
        if len(alike.rows) < MAX_SAMPLES:
            alike.samples.append(_Sample(line, facts[0], raw))
        alike.rows.append((line, facts))
        self._waiting_rows += 1
        if self._waiting_rows >= MAX_ROWS:
            self.settle()

    def add_columns(self, sort: Sort, lines: Sequence[int], columns: Sequence[Sequence[str]], raw: str) -> None:
        """Take occurrences of a sort that all have the same text: their lines in order, and their facts in columns."""
        alike = self._alike.get(sort)
        if alike is None:
            alike = self._alike[sort] = _AlikeRows()
        alike.add_columns(lines, columns)
        alike.samples += [_Sample(line, time, raw) for line, time in zip(lines[:MAX_SAMPLES], columns[0], strict=False)]
        self._waiting_rows += len(lines)
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
            row = min(rows, key=_line_of)
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
        rows.sort(key=_line_of)
        moments = [moment_of(row.time) for row in rows]
        self._place(finding, moments, [row.line for row in rows], [row.time for row in rows])
        self._keep_samples(finding, (_Sample(row.line, row.time, row.raw) for row in rows))
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
        lines, (times, *columns) = alike.in_order()
        moments = [time[:19] for time in times] if sort.iso_times else list(map(moment_of, times))
        self._place(finding, moments, lines, times)
        self._keep_samples(finding, sorted(alike.samples, key=_line_of))
        names = len(sort.kinds)
        values = dict(zip(sort.values, columns[names:], strict=True))
        if names:
            occurrences = AlikeOccurrences(self._path, lines, times, values)
            finding.records.add_alike(columns[:names], sort.kinds, occurrences)
        for name, column in values.items():
            for value, number in Counter(column).items():
                finding.count_value(name, value, number)

    def _place(self, finding: Finding, moments: list[str], lines: Sequence[int], times: Sequence[str]) -> None:
        """Count occurrences by file and minute, and take in where the first and the last of them are."""
        path = self._path
        finding.count += len(lines)
        finding.files[path] += len(lines)
        finding.count_times(Counter([moment[:16] for moment in moments if moment]))
        for number in _ends(moments):
            finding.span(Place(path, lines[number], times[number]), moments[number])

    def _keep_samples(self, finding: Finding, samples: Iterable[_Sample]) -> None:
        """Keep some of the lines themselves; they come in order."""
        path = self._path
        for line, time, raw in samples:
            if len(finding.samples) >= MAX_SAMPLES:
                last = finding.samples[-1][0]
                if (path, line) >= (last.path, last.line):
                    break
            finding.keep_sample(Place(path, line, time), raw)

    def _tell(self, batches: list[tuple[Finding, list[Row], str]]) -> None:
        told = [
            (row.line, finding.entries, row.time, failed_first(row.names, record_type), row.values)
            for finding, rows, record_type in batches
            for row in rows
        ]
        for sort, alike in self._alike.items():
            names, columns = len(sort.kinds) + 1, alike.in_order()
            told += [
                (
                    line,
                    sort.entries,
                    facts[0],
                    dict(zip(facts[1:names], sort.kinds, strict=True)),
                    dict(zip(sort.values, facts[names:], strict=True)),
                )
                for line, *facts in zip(columns.lines, *columns.facts, strict=True)
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


def _line_of(row: Row | _Sample) -> int:
    return row.line


def moment_of(time: str) -> str:
    """`sortable_time`, at once for the usual way of writing a time."""
    if len(time) >= 19 and time[4] == "-" and time[10] in "T ":
        return f"{time[:10]}T{time[11:19]}"
    return sortable_time(time)
