"""Workbooks (xlsx, xlsb, xls, ods): the rows of every sheet, by the meaning of their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from app.core.matching.clues import ClueReader
from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.log_record import LogRecord
from app.core.scanning.table_columns import RowReader, columns_of_names
from app.storage.documents.reader import DocumentReader
from app.storage.documents.sheets import Opened, Rows, Sheet, SheetMessage, Unread
from app.storage.documents.workbook_process import WorkbookProcess
from app.storage.files.read_errors import RefusedError

_HEADER_ROWS = 30
"""Rows from a sheet's top among which its header is looked for; titles may stand above it."""


class WorkbookReader(DocumentReader):
    """Reads a workbook. Record numbers are row numbers as Excel shows them."""

    is_text = False

    def __init__(self, kind: str, process: WorkbookProcess | None = None) -> None:
        """Read a workbook of a kind ("xlsx", "xls" or "ods") in this process, or in one for it alone."""
        self.format = kind
        self._process = process
        super().__init__()

    def records(
        self,
        stream: BinaryIO,
        clue_reader: ClueReader,
        sieve: Sieve | None = None,
    ) -> Iterator[LogRecord | None]:
        """The rows of all sheets, one sheet after the other. Raises RefusedError with the reason."""
        process = self._process or WorkbookProcess()
        try:
            yield from self._records(process.sheets(self.format, stream), clue_reader, sieve)
        finally:
            if process is not self._process:
                process.close()

    def _records(
        self, messages: Iterator[SheetMessage | None], clue_reader: ClueReader, sieve: Sieve | None
    ) -> Iterator[LogRecord | None]:
        table = _Table(clue_reader)
        number = 0
        unread = ""
        for message in messages:
            if isinstance(message, Opened):
                self.format = message.kind
            elif isinstance(message, Sheet):
                table, number = _Table(clue_reader), 0
            elif isinstance(message, Unread):
                unread = unread or message.sentence
            elif isinstance(message, Rows):
                yield from self._rows(table, message.rows, number, sieve)
                number += len(message.rows)
            elif sieve is not None:
                yield None
        if unread:
            # Behind what could be read: a sheet that was not is no mere remark.
            raise RefusedError(unread)

    def _rows(
        self, table: _Table, rows: list[list[str]], above: int, sieve: Sieve | None
    ) -> Iterator[LogRecord | None]:
        """The records of some rows; so many rows of their sheet are above them."""
        found = [row for place, cells in enumerate(rows, above + 1) if (row := table.row(cells, place)) is not None]
        if found:
            self.lines = max(self.lines, found[-1].number)
        wanted: Sequence[int] = range(len(found))
        if sieve is not None:
            matter = set(sieve.matter([row.text for row in found]))
            wanted = sorted(matter.union(place for place, row in enumerate(found) if row.is_trouble))
        self.left_out += len(found) - len(wanted)
        yield from (found[place].record() for place in wanted)
        if sieve is not None:
            yield None


class _Row(NamedTuple):
    """A row: its cells, its record's text, and who reads it by its columns (nobody where no header was found)."""

    cells: list[str]
    number: int
    text: str
    reader: RowReader | None

    @property
    def is_trouble(self) -> bool:
        """Whether its columns say that it is an error or a warning."""
        return self.reader is not None and self.reader.outcome(self.cells).is_trouble

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
            self._reader = RowReader(cells, columns, self._clue_reader)
            return None
        return _Row(cells, number, whole, reader) if cells != self._header else None


def _header(cells: list[str]) -> tuple[list[str], dict[int, str]] | None:
    names = [" ".join(cell.split()) for cell in cells]
    columns = columns_of_names(names)
    return None if columns is None else (cells, columns)
