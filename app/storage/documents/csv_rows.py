"""CSV files: rows by the meaning of their columns. What no row can be is a record as it stands; nothing is lost."""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from app.core.matching.clues import ClueReader
from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.log_record import AlikeRecords, LogRecord, Outcome
from app.core.scanning.row_groups import RowBatch, RowGroups
from app.core.scanning.table_columns import RowReader
from app.core.text.decoding import decode_line
from app.storage.documents.reader import TextReader
from app.storage.logs.csv_layout import LOOKED_AT, CsvLayout, is_row_by_itself, layout_of
from app.storage.logs.line_batches import LineBatch, line_batches

if TYPE_CHECKING:
    from _csv import Reader

MAX_ROW_LINES = 50
"""Lines that one row may take; with more, its quote is taken for a stray one."""
_BULK = 5_000
"""Rows that are split into cells at once: so many are held in memory, and so often others get a turn."""

_Line = tuple[int, str]
"""A line's number and its text."""


class CsvReader(TextReader):
    """Reads a CSV file. Record numbers are lines, those where rows begin.

    Titles above the header are looked at for known errors, but are no rows.
    """

    format = "csv"

    def __init__(self, encoding: str, layout: CsvLayout | None = None) -> None:
        """Read a file of an encoding that `log_text.encoding_of` knows, with its layout where that is known."""
        super().__init__(encoding)
        self._layout = layout

    def records(
        self, stream: BinaryIO, clue_reader: ClueReader, sieve: Sieve | None = None
    ) -> Iterator[LogRecord | AlikeRecords | None]:
        """A record for each row; nothing where there is no header. With a sieve: see DocumentReader."""
        batches = line_batches(stream, self._encoding)
        top = _top_of(batches)
        layout = self._layout or layout_of([decode_line(line) for batch in top for line in batch.lines][:LOOKED_AT])
        if layout is None:
            return
        rows = _Rows(layout, RowReader(layout.names, layout.columns, clue_reader, is_sure=layout.is_sure), sieve)
        seen = 0
        for batch in chain(top, batches):
            self.lines = batch.number + len(batch.lines) - 1
            if seen < layout.below:
                yield from self._titles(batch.lines[: max(layout.header - seen, 0)], batch.number)
                batch, seen = _behind(batch, layout.below - seen), seen + len(batch.lines)  # noqa: PLW2901
            yield from rows.of_batch(batch)
            self.left_out += rows.left_out()
            if sieve is not None:
                yield None
        yield from rows.ended()
        self.left_out += rows.left_out()

    def _titles(self, lines: Sequence[bytes], number: int) -> Iterator[LogRecord]:
        for place, line in enumerate(lines, number):
            text = decode_line(line)
            if text.strip():
                self.left_out -= 1
                yield LogRecord(text, place, outcome=Outcome.FINE)


def _top_of(batches: Iterator[LineBatch]) -> list[LineBatch]:
    """The first batches, with enough lines to find the header."""
    top: list[LineBatch] = []
    lines = 0
    for batch in batches:
        top.append(batch)
        lines += len(batch.lines)
        if lines >= LOOKED_AT:
            break
    return top


def _behind(batch: LineBatch, count: int) -> LineBatch:
    """A batch without its first lines."""
    first = batch.lines[:count]
    return LineBatch(batch.number + len(first), batch.lines[count:], batch.raw[sum(map(len, first)) + len(first) :])


class _Rows:
    """Reads the rows of one file. A row whose quotes are open goes on over the next lines.

    It ends with the next line that has an odd number of quotes. A line in between that is a row by itself, or too
    many lines, say that the first quote was a stray one.
    """

    def __init__(self, layout: CsvLayout, reader: RowReader, sieve: Sieve | None) -> None:
        self._layout = layout
        self._mark = layout.delimiter.encode()
        self._quote = layout.quote.encode()
        self._reader = reader
        self._header = bare(layout.names)
        self._first = layout.names[0][:1]
        self._sieve = sieve
        self._groups = RowGroups(reader, sieve, self._is_header) if sieve is not None else None
        self._open: list[_Line] = []
        self._left_out = 0

    def left_out(self) -> int:
        """How many rows were left out since this was asked last."""
        count, self._left_out = self._left_out, 0
        if self._groups is not None:
            count, self._groups.left_out = count + self._groups.left_out, 0
        return count

    def of_batch(self, batch: LineBatch) -> Iterator[LogRecord | AlikeRecords]:
        """The records of some more lines."""
        first, lines, _ = batch
        wanted = self._wanted(batch)
        count = len(lines)
        at = 0
        for stop in (*_odd_lines(batch, self._quote), count):
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
            places: Sequence[int] = range(at, stop)
            if wanted is not None:
                places = wanted[bisect_left(wanted, at) : bisect_left(wanted, stop)]
                self._left_out += stop - at - lines[at:stop].count(b"") - len(places)
            for start in range(0, len(places), _BULK):
                some = [place for place in places[start : start + _BULK] if lines[place]]
                yield from self._rows([first + place for place in some], [decode_line(lines[place]) for place in some])
            if stop < count:
                self._open = [(first + stop, decode_line(lines[stop]))]
            at = stop + 1

    def ended(self) -> Iterator[LogRecord | AlikeRecords]:
        """The records of a row that was left open: its first line as it stands, each of the others as a row."""
        lines, self._open = self._open, []
        if lines:
            yield from self._as_they_stand(lines[:1])
            rows = [line for line in lines[1:] if line[1]]
            yield from self._rows([number for number, _ in rows], [text for _, text in rows])

    def _wanted(self, batch: LineBatch) -> list[int] | None:
        """The places of the lines that may matter as rows of one line; None: any of them."""
        if self._sieve is None or not self._reader.may_leave_out:
            # What several cells say together, or a cell whatever its words, is not seen in raw bytes.
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
        least = len(self._layout.names) - 1
        for place in range(start, stop):
            line = lines[place]
            if line.count(self._mark) >= least and is_row_by_itself(decode_line(line), self._layout):
                return place
        return stop

    def _rows(self, numbers: Sequence[int], texts: Sequence[str]) -> Iterator[LogRecord | AlikeRecords]:
        """The records of rows of one line each, none of them empty."""
        rows = self._split(texts)
        if rows is None:
            for line in zip(numbers, texts, strict=True):
                yield from self._row([line])
        elif self._groups is not None:
            yield from self._groups.records(RowBatch(rows, numbers, texts.__getitem__))
        else:
            for cells, number, text in zip(rows, numbers, texts, strict=True):
                yield from self._record(cells, number, text)

    def _record(self, cells: Sequence[str], number: int, text: str) -> Iterator[LogRecord]:
        """The record of a row; none of a header that is repeated."""
        if not self._is_header(cells):
            yield self._reader.record(cells, number, text)

    def _is_header(self, cells: Sequence[str]) -> bool:
        # A look at the first cell is quick.
        return bool(cells) and cells[0][:1] == self._first and bare(cells) == self._header

    def _cells(self, texts: Iterable[str]) -> Reader:
        layout = self._layout
        return csv.reader(texts, delimiter=layout.delimiter, quotechar=layout.quote, skipinitialspace=True)

    def _split(self, texts: Sequence[str]) -> list[list[str]] | None:
        """The cells of rows of one line each; None where one of them would go on in the next, or is too long."""
        try:
            rows = list(self._cells(texts))
        except csv.Error:
            return None
        return rows if len(rows) == len(texts) else None

    def _row(self, lines: Sequence[_Line]) -> Iterator[LogRecord]:
        """The records of lines that are one row (or several, where quotes stand otherwise than CSV asks)."""
        # The last line ends the row, also where a quote in it is open: a line end there would be in the last cell.
        reader = self._cells([*(f"{text}\n" for _, text in lines[:-1]), lines[-1][1]])
        start = 0
        try:
            for cells in reader:
                text = "\n".join([text for _, text in lines[start : reader.line_num]])
                if text:
                    yield from self._record(cells, lines[start][0], text)
                start = reader.line_num
        except csv.Error:
            yield from self._as_they_stand(lines[start:])

    def _as_they_stand(self, lines: Sequence[_Line]) -> Iterator[LogRecord]:
        """The records of lines that are no rows."""
        for number, text in lines:
            if text:
                yield LogRecord(text, number, outcome=self._reader.outcome([text]))


def _odd_lines(batch: LineBatch, quote: bytes) -> list[int]:
    """The places of the lines with an odd number of quotes: each opens a cell that goes on, or ends one."""
    if quote not in batch.raw:
        return []
    return [place for place, line in enumerate(batch.lines) if line.count(quote) & 1]


def bare(cells: Sequence[str]) -> list[str]:
    """The cells of a header as they are compared: without blanks around them, and those at its end without a name."""
    names = [" ".join(cell.split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names
