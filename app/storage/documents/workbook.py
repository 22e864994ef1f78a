"""Workbooks (xlsx, xlsb, xls, ods): the rows of every sheet, by the meaning of their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from app.core.matching.clues import ClueReader
from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.log_record import AlikeRecords, LogRecord
from app.core.scanning.row_groups import RowBatch, RowGroups
from app.core.scanning.table_columns import RowReader, columns_of_names
from app.core.text.statement import Statement
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
    ) -> Iterator[LogRecord | AlikeRecords | None]:
        """The rows of all sheets, one sheet after the other. Raises RefusedError with the reason."""
        process = self._process or WorkbookProcess()
        try:
            yield from self._records(process.sheets(self.format, stream), clue_reader, sieve)
        finally:
            if process is not self._process:
                process.close()

    def _records(
        self, messages: Iterator[SheetMessage | None], clue_reader: ClueReader, sieve: Sieve | None
    ) -> Iterator[LogRecord | AlikeRecords | None]:
        table = _Table(clue_reader, sieve)
        number = 0
        unread: Statement | None = None
        for message in messages:
            if isinstance(message, Opened):
                self.format = message.kind
            elif isinstance(message, Sheet):
                table, number = _Table(clue_reader, sieve), 0
            elif isinstance(message, Unread):
                unread = unread or message.why
            elif isinstance(message, Rows):
                yield from table.records(message.rows, number)
                self.lines, self.left_out = max(self.lines, table.last), self.left_out + table.left_out()
                number += len(message.rows)
                if sieve is not None:
                    yield None
            elif sieve is not None:
                yield None
        if unread:
            # Behind what could be read: a sheet that was not is no mere remark.
            raise RefusedError(unread)


class _Table:
    """Reads the rows of a sheet.

    A header among the first rows gives the columns their meaning; without one each row is its cells joined by " | ".
    Titles above the header and rows that do not fit it are rows of their own. `last` is the number of the last row.
    """

    def __init__(self, clue_reader: ClueReader, sieve: Sieve | None) -> None:
        self._clue_reader = clue_reader
        self._sieve = sieve
        self._reader: RowReader | None = None
        self._groups: RowGroups | None = None
        self._header: list[str] = []
        self._seen = 0
        self._left_out = 0
        self.last = 0

    def left_out(self) -> int:
        """How many rows were left out since this was asked last."""
        count, self._left_out = self._left_out, 0
        if self._groups is not None:
            count, self._groups.left_out = count + self._groups.left_out, 0
        return count

    def records(self, rows: list[list[str]], above: int) -> Iterator[LogRecord | AlikeRecords]:
        """The records of some rows; so many rows of the sheet are above them. Empty rows and headers are none."""
        filled = [_Row(number, cells) for number, cells in enumerate(rows, above + 1) if "".join(cells).strip()]
        below = self._below_header(filled)
        yield from self._plain([row for row in filled[:below] if row.cells is not self._header])
        if self._reader is None:
            return
        some = [row for row in filled[below:] if row.cells != self._header]
        if some:
            self.last = some[-1].number
        if self._groups is None:
            for row in some:
                yield self._reader.record(row.cells, row.number, row.text)
            return
        cells, numbers = [row.cells for row in some], [row.number for row in some]
        yield from self._groups.records(RowBatch(cells, numbers, lambda place: some[place].text))

    def _below_header(self, rows: list[_Row]) -> int:
        """How many of some rows are not below a header; it is looked for among the first rows."""
        if self._reader is not None:
            return 0
        for place, row in enumerate(rows):
            self._seen += 1
            if self._seen > _HEADER_ROWS:
                break
            names = [" ".join(cell.split()) for cell in row.cells]
            columns = columns_of_names(names)
            if columns is not None:
                self._header = row.cells
                self._reader = RowReader(row.cells, columns, self._clue_reader)
                if self._sieve is not None:
                    self._groups = RowGroups(self._reader, self._sieve, self._is_header)
                return place + 1
        return len(rows)

    def _plain(self, rows: list[_Row]) -> Iterator[LogRecord]:
        """The records of rows that are not below a header."""
        if rows:
            self.last = rows[-1].number
        wanted: Sequence[int] = range(len(rows))
        if self._sieve is not None:
            wanted = self._sieve.matter([row.text for row in rows])
        self._left_out += len(rows) - len(wanted)
        yield from (LogRecord(rows[place].text, rows[place].number) for place in wanted)

    def _is_header(self, cells: Sequence[str]) -> bool:
        return cells == self._header


class _Row(NamedTuple):
    """A row that holds something."""

    number: int
    cells: list[str]

    @property
    def text(self) -> str:
        """The row as one text."""
        return " | ".join([cell for text in self.cells if (cell := text.strip())])
