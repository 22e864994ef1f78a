"""Rows of a table in a document: a header among the first gives the columns their meaning."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.matching.clues import ClueReader
from app.core.scanning.log_record import LogRecord
from app.core.scanning.table_columns import RowReader, columns_of_names

_HEADER_ROWS = 30
"""Rows from a table's top among which its header is looked for; titles may stand above it."""


class TableRows:
    """Reads the rows of one table. Without a header each row is its cells joined by " | "."""

    def __init__(self, clue_reader: ClueReader, *, lists_errors: bool = False) -> None:
        """Begin a table. `lists_errors`: its name says that its rows are errors."""
        self._clue_reader = clue_reader
        self._lists_errors = lists_errors
        self._reader: RowReader | None = None
        self._header: list[str] = []
        self._seen = 0

    def has_header(self, cells: Sequence[str]) -> bool:
        """Take names for the header; False when they are those of no table with messages."""
        columns = columns_of_names(cells)
        if columns is None:
            return False
        self._header = list(cells)
        self._reader = RowReader(cells, columns, self._clue_reader, lists_errors=self._lists_errors)
        return True

    def record(self, cells: Sequence[str], number: int) -> LogRecord | None:
        """A row's record; None for an empty row and for a header."""
        cells = [" ".join(cell.split()) for cell in cells]
        whole = " | ".join(cell for cell in cells if cell)
        if not whole or cells == self._header:
            return None
        self._seen += 1
        if self._reader is None and self._seen <= _HEADER_ROWS and self.has_header(cells):
            return None
        return LogRecord(whole, number) if self._reader is None else self._reader.record(cells, number, whole)
