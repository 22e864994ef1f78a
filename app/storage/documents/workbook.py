"""Workbooks (xlsx, xlsb, xls, ods): the rows of every sheet, by the meaning of their columns."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import BinaryIO, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from app.core.clues import ClueReader
from app.core.log_record import LogRecord
from app.core.sieve import Sieve
from app.storage.bounds import BOMB
from app.storage.columns import RowReader, columns_of_names
from app.storage.file_kinds import LOCKED_WORKBOOK, ole_kind, refusal_of
from app.storage.refusal import DAMAGED, RefusedError
from app.storage.shelf import spooled

MAX_UNPACKED = 512 * 1024**2
"""The reader holds a sheet in memory, so what a workbook unpacks to is bounded."""
MAX_CELLS = 20_000_000
_HEADER_ROWS = 30
"""Rows from a sheet's top among which its header is looked for; titles may stand above it."""
_BUNCH = 1_000
_OLE_LOOK = 64 * 1024**2
_BLOCK = 1024 * 1024
_CELL_COLUMN = re.compile(rb"\sr=[\"']([A-Z]{1,3})\d{1,7}[\"']")
_ROW_NUMBER = re.compile(rb"<(?:\w{1,10}:)?row\s(?:[^>]{0,100}?\s)?r=[\"'](\d{1,7})")

Cell = int | float | str | bool | time | date | datetime | timedelta


class WorkbookReader:
    """Reads a workbook. Record numbers are row numbers as Excel shows them."""

    def __init__(self, kind: str) -> None:
        """Read a workbook of a kind: "xlsx", "xls" or "ods"."""
        self.format = kind
        self.notes: list[str] = []
        self.lines = 0

    def records(
        self,
        stream: BinaryIO,
        clue_reader: ClueReader,
        sieve: Sieve | None = None,
    ) -> Iterator[LogRecord | None]:
        """The rows of all sheets, one sheet after the other. Raises RefusedError with the reason."""
        with spooled(stream) as copy:
            self._check(copy)
            try:
                book = CalamineWorkbook.from_filelike(copy)
            except PasswordError as error:
                raise RefusedError(LOCKED_WORKBOOK) from error
            except CalamineError as error:
                raise RefusedError(DAMAGED) from error
            with book:
                for name in book.sheet_names:
                    yield from self._sheet(book, name, clue_reader, sieve)

    def _check(self, copy: BinaryIO) -> None:
        """Refuse what is no readable workbook, before it is read into memory."""
        if self.format == "xls":
            kind = ole_kind(copy.read(_OLE_LOOK))
            if kind == "locked workbook":
                raise RefusedError(LOCKED_WORKBOOK)
            if kind != "xls":
                raise RefusedError(refusal_of(kind))
        else:
            with zipfile.ZipFile(copy) as parts:
                if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
                    raise RefusedError(BOMB)
                if "xl/workbook.bin" in parts.NameToInfo:
                    self.format = "xlsb"
                for part in parts.infolist():
                    _check_part(parts, part)
        copy.seek(0)

    def _sheet(
        self, book: CalamineWorkbook, name: str, clue_reader: ClueReader, sieve: Sieve | None
    ) -> Iterator[LogRecord | None]:
        try:
            sheet = book.get_sheet_by_name(name)
        except CalamineError as error:
            self.notes.append(f"The sheet {name!r} could not be read: {error}.")
            return
        if sheet.height * sheet.width > MAX_CELLS:
            self.notes.append(f"The sheet {name!r} is too large to be read; save it as CSV.")
            return
        # The first of these rows is row 1, also where the sheet begins further down.
        table = _Table(clue_reader)
        number = 0
        for rows in _bunches(map(texts, sheet.iter_rows())):
            found = [
                row for place, cells in enumerate(rows, number + 1) if (row := table.row(cells, place)) is not None
            ]
            number += len(rows)
            if found:
                self.lines = max(self.lines, found[-1].number)
            wanted = range(len(found)) if sieve is None else sieve.matter([row.text for row in found])
            yield from (found[place].record() for place in wanted)
            if sieve is not None:
                yield None


def _check_part(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part that unpacks to more than it says, or a sheet with cells so far out that memory would not do.

    The library makes room for every cell from the first to the last; it would end this program.
    """
    if part.flag_bits & 1:
        raise RefusedError(LOCKED_WORKBOOK)
    is_sheet = "sheet" in part.filename and part.filename.endswith(".xml")
    columns: set[bytes] = set()
    rows = 0
    tail = b""
    with parts.open(part) as stream:
        # Reading it all compares its size and checksum with what it says.
        while block := stream.read(_BLOCK):
            if is_sheet:
                # A cell that two blocks share is seen with the second.
                columns.update(_CELL_COLUMN.findall(tail + block))
                rows = max(rows, max(map(int, _ROW_NUMBER.findall(tail + block)), default=0))
                tail = block[-200:]
    if rows * max(map(_column_number, columns), default=0) > MAX_CELLS:
        raise RefusedError("A sheet of this workbook reaches too far to be read; save it as CSV and drop that.")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def texts(row: Sequence[Cell]) -> list[str]:
    """A row's cells as they would stand in a CSV: whole numbers without ".0", dates in ISO form."""
    return [cell if type(cell) is str else _text(cell) for cell in row]


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)


class _Row(NamedTuple):
    """A row: its cells, its record's text, and who reads it by its columns (nobody where no header was found)."""

    cells: list[str]
    number: int
    text: str
    reader: RowReader | None

    def record(self) -> LogRecord:
        """The row's record."""
        if self.reader is None:
            return LogRecord(self.text, self.number)
        return self.reader.record(self.cells, self.number, self.text)


class _Table:
    """Reads the rows of a sheet.

    A header among the first rows gives the columns their meaning; without one each row is its
    cells joined by " | ". Titles above the header and rows that do not fit it are rows of their own.
    """

    def __init__(self, clue_reader: ClueReader) -> None:
        self._clue_reader = clue_reader
        self._reader: RowReader | None = None
        self._header: list[str] = []
        self._seen = 0

    def row(self, cells: list[str], number: int) -> _Row | None:
        """A row; None for one without texts and for a header."""
        reader = self._reader
        if reader is not None and (text := reader.text(cells, "")):
            return _Row(cells, number, text, reader) if cells != self._header else None
        whole = " | ".join([cell for text in cells if (cell := text.strip())])
        if not whole:
            return None
        self._seen += 1
        if reader is None and self._seen <= _HEADER_ROWS and (names := _header(cells)) is not None:
            self._header, columns = names
            self._reader = RowReader(columns, len(cells), self._clue_reader)
            return None
        return _Row(cells, number, whole, reader) if cells != self._header else None


def _bunches(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while some := list(islice(rows, _BUNCH)):
        yield some


def _header(cells: list[str]) -> tuple[list[str], dict[int, str]] | None:
    names = [" ".join(cell.split()) for cell in cells]
    columns = columns_of_names(names)
    return None if columns is None else (cells, columns)
