"""Text in which tables or lists of records stand: their rows by the meaning of the columns, all else as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from app.core.matching.clues import ClueReader
from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.log_record import LogRecord
from app.storage.documents.plain_lines import PlainLines
from app.storage.documents.reader import TextReader
from app.storage.documents.table_rows import TableRows
from app.storage.documents.text_layouts import Row, layouts_in
from app.storage.logs.text_lines import lines_of

_MAX_LAYOUTS = 200
_TURN = 500


class LayoutReader(TextReader):
    """Reads text with tables. Record numbers are lines."""

    format = "table in text"

    def __init__(self, encoding: str) -> None:
        """Read a file of an encoding that `log_text.encoding_of` knows."""
        super().__init__(encoding)
        self._tables: dict[tuple[str, ...], TableRows] = {}

    def records(
        self,
        stream: BinaryIO,
        clue_reader: ClueReader,
        sieve: Sieve | None = None,  # noqa: ARG002 - finding rows costs more than making records of them
    ) -> Iterator[LogRecord | None]:
        """A record for each row, and for what stands between tables as in a log of lines."""
        plain = PlainLines()
        for count, piece in enumerate(layouts_in(lines_of(stream, self._encoding))):
            if count % _TURN == 0:
                yield None
            self.lines = max(self.lines, piece.number)
            if isinstance(piece, Row):
                yield from plain.ended()
                if (record := self._row(piece, clue_reader)) is not None:
                    yield record
            else:
                yield from plain.add(piece.number, piece.text)
        yield from plain.ended()

    def _row(self, row: Row, clue_reader: ClueReader) -> LogRecord | None:
        table = self._tables.get(row.headings)
        if table is None:
            if len(self._tables) >= _MAX_LAYOUTS:
                self._tables.clear()
            table = self._tables[row.headings] = TableRows(clue_reader)
            table.has_header(row.headings)
        return table.record(row.cells, row.number)
