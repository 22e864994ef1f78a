"""CSV files: rows by the meaning of their columns. What no row can be is a record as it stands; nothing is lost."""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from app.core.clues import ClueReader
from app.core.decoding import decode_line
from app.core.log_record import LogRecord
from app.core.sieve import Sieve
from app.storage.columns import MIN_COLUMNS, RowReader, csv_columns
from app.storage.line_batches import LineBatch, line_batches

MAX_ROW_LINES = 50
"""Lines that one row may take; with more, its quote is taken for a stray one."""
_BULK = 1_000
"""Rows that are split into cells at once: so many are held in memory, and so often others get a turn."""

_Line = tuple[int, str]
"""A line's number and its text."""


class CsvReader:
    """Reads a CSV file. Record numbers are lines, those where rows begin."""

    format = "csv"

    def __init__(self, encoding: str) -> None:
        """Read a file of an encoding that `log_text.encoding_of` knows."""
        self.notes: list[str] = []
        self.lines = 0
        self._encoding = encoding

    def records(
        self, stream: BinaryIO, clue_reader: ClueReader, sieve: Sieve | None = None
    ) -> Iterator[LogRecord | None]:
        """A record for each row; nothing where the first line is no header. With a sieve: see DocumentReader."""
        rows: _Rows | None = None
        for batch in line_batches(stream, self._encoding):
            self.lines = batch.number + len(batch.lines) - 1
            if rows is None:
                header = decode_line(batch.lines[0])
                columns = csv_columns(header)
                if columns is None:
                    self.lines = batch.number
                    return
                width = len(next(csv.reader([header], delimiter=columns[0])))
                rows = _Rows(columns[0], RowReader(columns[1], width, clue_reader), width, sieve)
                batch = _behind_first(batch)  # noqa: PLW2901 - its other lines are rows
            yield from rows.of_batch(batch)
            if sieve is not None:
                yield None
        if rows is not None:
            yield from rows.ended()


def _behind_first(batch: LineBatch) -> LineBatch:
    lines = batch.lines[1:]
    return LineBatch(batch.number + 1, lines, batch.raw[len(batch.lines[0]) + 1 :])


class _Rows:
    """Reads the rows of one file. A row whose quotes are open goes on over the next lines.

    It ends with the next line that has an odd number of quotes. A line in between that is a row by itself, or too
    many lines, say that the first quote was a stray one.
    """

    def __init__(self, delimiter: str, reader: RowReader, width: int, sieve: Sieve | None) -> None:
        self._delimiter = delimiter
        self._mark = delimiter.encode()
        self._reader = reader
        self._width = width
        self._sieve = sieve
        self._open: list[_Line] = []

    def of_batch(self, batch: LineBatch) -> Iterator[LogRecord]:
        """The records of some more lines."""
        first, lines, _ = batch
        wanted = self._wanted(batch)
        count = len(lines)
        at = 0
        for stop in (*_odd_lines(batch), count):
            if self._open:
                room = MAX_ROW_LINES - len(self._open)
                reach = self._reach(lines, at, min(stop, at + room))
                self._open += [(first + place, decode_line(lines[place])) for place in range(at, reach)]
                if reach == stop == count:
                    return
                if reach == stop < at + room:
                    row = [*self._open, (first + stop, decode_line(lines[stop]))]
                    self._open = []
                    yield from self._row(row)
                    at = stop + 1
                    continue
                at = reach
                yield from self.ended()
            places = range(at, stop) if wanted is None else wanted[bisect_left(wanted, at) : bisect_left(wanted, stop)]
            rows = [(first + place, decode_line(lines[place])) for place in places]
            yield from self._rows(rows, looked_at=wanted is not None)
            if stop < count:
                self._open = [(first + stop, decode_line(lines[stop]))]
            at = stop + 1

    def ended(self) -> Iterator[LogRecord]:
        """The records of a row that was left open: its first line as it stands, each of the others as a row."""
        lines, self._open = self._open, []
        if lines:
            yield LogRecord(lines[0][1], lines[0][0])
            yield from self._rows(lines[1:])

    def _wanted(self, batch: LineBatch) -> list[int] | None:
        """The places of the lines that may matter as rows of one line; None: any of them."""
        if self._sieve is None or not self._reader.has_one_message:
            # What several cells say together is not seen in raw bytes.
            return None
        wanted: list[int] = []
        place = position = 0
        count = batch.raw.count
        for end in self._sieve.places(batch.raw):
            place += count(b"\n", position, end - 1)
            position = end - 1
            if not wanted or wanted[-1] != place:
                wanted.append(place)
        return wanted

    def _reach(self, lines: Sequence[bytes], start: int, stop: int) -> int:
        """Up to which line (of some with even numbers of quotes) they may be the inside of a cell."""
        return next((place for place in range(start, stop) if self._is_whole_row(lines[place])), stop)

    def _is_whole_row(self, line: bytes) -> bool:
        """Whether a line can hardly be the inside of a cell: it has as many cells as the header."""
        if self._width <= MIN_COLUMNS or line.count(self._mark) < self._width - 1:
            return False
        return len(next(csv.reader([decode_line(line)], delimiter=self._delimiter), [])) == self._width

    def _rows(self, lines: Sequence[_Line], *, looked_at: bool = False) -> Iterator[LogRecord]:
        """The records of rows of one line each. `looked_at`: the lines may matter, their bytes said."""
        for start in range(0, len(lines), _BULK):
            some = lines[start : start + _BULK]
            rows = self._split([text for _, text in some])
            if rows is None:
                for line in some:
                    yield from self._row([line])
                continue
            places: Sequence[int] = range(len(some))
            if self._sieve is not None and not looked_at:
                text_of = self._reader.text
                places = self._sieve.matter([text_of(row, line[1]) for row, line in zip(rows, some, strict=True)])
            for place in places:
                yield self._reader.record(rows[place], *some[place])

    def _split(self, texts: Sequence[str]) -> list[list[str]] | None:
        """The cells of rows of one line each; None where one of them would go on in the next, or is too long."""
        try:
            rows = list(csv.reader(texts, delimiter=self._delimiter))
        except csv.Error:
            return None
        return rows if len(rows) == len(texts) else None

    def _row(self, lines: Sequence[_Line]) -> Iterator[LogRecord]:
        """The records of lines that are one row (or several, where quotes stand otherwise than CSV asks)."""
        reader = csv.reader((f"{text}\n" for _, text in lines), delimiter=self._delimiter)
        start = 0
        try:
            for cells in reader:
                text = "\n".join([text for _, text in lines[start : reader.line_num]])
                yield self._reader.record(cells, lines[start][0], text)
                start = reader.line_num
        except csv.Error:
            yield from (LogRecord(text, number) for number, text in lines[start:])


def _odd_lines(batch: LineBatch) -> list[int]:
    """The places of the lines with an odd number of quotes: each opens a cell that goes on, or ends one."""
    if b'"' not in batch.raw:
        return []
    return [place for place, line in enumerate(batch.lines) if line.count(b'"') & 1]
