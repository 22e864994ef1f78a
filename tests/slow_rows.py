"""Rows of CSV read in the slow and obvious way, line by line, to compare the quick way with."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from app.core.clues import ClueReader
from app.core.log_record import LogRecord
from app.storage.columns import MIN_COLUMNS, RowReader, csv_columns
from app.storage.log_text import Line

MAX_ROW_LINES = 50
"""Lines that one row may take; with more, its quote is taken for a stray one."""


def records_of(lines: Iterator[Line], clue_reader: ClueReader) -> Iterator[LogRecord]:
    """The records of a CSV file's lines."""
    header = next(lines, None)
    columns = csv_columns(header[1]) if header else None
    if header is None or columns is None:
        return
    width = len(next(csv.reader([header[1]], delimiter=columns[0])))
    yield from _CsvRows(columns[0], columns[1], width, clue_reader).records(lines)


def _next(waiting: deque[Line], lines: Iterator[Line]) -> Line | None:
    return waiting.popleft() if waiting else next(lines, None)


class _CsvRows:
    """Reads rows by their columns' meanings. A row that does not fit the header is taken as a plain line."""

    def __init__(self, delimiter: str, columns: dict[int, str], width: int, clue_reader: ClueReader) -> None:
        self._delimiter = delimiter
        self._width = width
        self._rows = RowReader(columns, width, clue_reader)

    def records(self, lines: Iterator[Line]) -> Iterator[LogRecord]:
        """A record for each row. A row whose quotes are open goes on over the next lines."""
        waiting: deque[Line] = deque()
        while (line := _next(waiting, lines)) is not None:
            rows = self._gathered(line, waiting, lines)
            if not rows:
                yield LogRecord(line[1], line[0])
                continue
            reader = csv.reader((f"{text}\n" for _, text in rows), delimiter=self._delimiter)
            start = 0
            try:
                for cells in reader:
                    text = "\n".join(text for _, text in rows[start : reader.line_num])
                    yield self._rows.record(cells, rows[start][0], text)
                    start = reader.line_num
            except csv.Error:
                yield from (LogRecord(text, number) for number, text in rows[start:])

    def _gathered(self, line: Line, waiting: deque[Line], lines: Iterator[Line]) -> list[Line]:
        """The lines of the row that begins here; none when a quote never closes (the lines below wait to be read)."""
        rows = [line]
        while sum(text.count('"') for _, text in rows) % 2:
            more = _next(waiting, lines) if len(rows) < MAX_ROW_LINES else None
            if more is not None:
                rows.append(more)
            if more is None or self._is_whole_row(more[1]):
                waiting.extendleft(reversed(rows[1:]))
                return []
        return rows

    def _is_whole_row(self, text: str) -> bool:
        """Whether a line can hardly be the inside of a cell: it has as many cells as the header."""
        if self._width <= MIN_COLUMNS or text.count('"') % 2 or text.count(self._delimiter) < self._width - 1:
            return False
        return len(next(csv.reader([text], delimiter=self._delimiter), [])) == self._width
