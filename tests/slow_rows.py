"""Rows of CSV read in the slow and obvious way, line by line, to compare the quick way with."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from app.core.matching.clues import ClueReader
from app.core.scanning.log_record import LogRecord, Outcome
from app.core.scanning.table_columns import RowReader
from app.storage.documents.csv_rows import bare
from app.storage.logs.csv_layout import LOOKED_AT, CsvLayout, is_row_by_itself, layout_of
from app.storage.logs.text_lines import Line

MAX_ROW_LINES = 50
"""Lines that one row may take; with more, its quote is taken for a stray one."""


def records_of(lines: Iterator[Line], clue_reader: ClueReader) -> Iterator[LogRecord]:
    """The records of a CSV file's lines."""
    waiting = deque(lines)
    layout = layout_of([text for _, text in list(waiting)[:LOOKED_AT]])
    if layout is None:
        return
    for place in range(layout.below):
        number, text = waiting.popleft()
        if place < layout.header and text.strip():
            yield LogRecord(text, number, outcome=Outcome.FINE)
    yield from _CsvRows(layout, clue_reader).records(waiting)


class _CsvRows:
    """Reads rows by their columns' meanings. A row that does not fit the header is taken as a plain line."""

    def __init__(self, layout: CsvLayout, clue_reader: ClueReader) -> None:
        self._layout = layout
        self._rows = RowReader(layout.names, layout.columns, clue_reader, is_sure=layout.is_sure)

    def records(self, waiting: deque[Line]) -> Iterator[LogRecord]:
        """A record for each row. A row whose quotes are open goes on over the next lines."""
        while waiting:
            line = waiting.popleft()
            rows = self._gathered(line, waiting)
            if not rows:
                yield from self._line(line)
                continue
            reader = self._cells(iter([*(f"{text}\n" for _, text in rows[:-1]), rows[-1][1]]))
            start = 0
            try:
                for cells in reader:
                    text = "\n".join(text for _, text in rows[start : reader.line_num])
                    is_header = bare(cells) == bare(self._layout.names)
                    if text and not is_header:
                        yield self._rows.record(cells, rows[start][0], text)
                    start = reader.line_num
            except csv.Error:
                for one in rows[start:]:
                    yield from self._line(one)

    def _line(self, line: Line) -> Iterator[LogRecord]:
        if line[1]:
            yield LogRecord(line[1], line[0], outcome=self._rows.outcome([line[1]]))

    def _cells(self, texts: Iterator[str]) -> csv._reader:
        layout = self._layout
        return csv.reader(texts, delimiter=layout.delimiter, quotechar=layout.quote, skipinitialspace=True)

    def _gathered(self, line: Line, waiting: deque[Line]) -> list[Line]:
        """The lines of the row that begins here; none when a quote never closes (the lines below wait to be read)."""
        rows = [line]
        while sum(text.count(self._layout.quote) for _, text in rows) % 2:
            more = waiting.popleft() if waiting and len(rows) < MAX_ROW_LINES else None
            if more is not None:
                rows.append(more)
            if more is None or (more[1].count(self._layout.quote) % 2 == 0 and is_row_by_itself(more[1], self._layout)):
                waiting.extendleft(reversed(rows[1:]))
                return []
        return rows
