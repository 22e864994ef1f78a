"""Rows of XML Spreadsheet 2003, which programs write as .xml or .xls: each sheet is a table."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.matching.clues import ClueReader
from app.core.scanning.log_record import LogRecord
from app.core.scanning.xml_records import Element
from app.storage.documents.table_rows import TableRows

_MAX_COLUMNS = 16_384


class SpreadsheetRows:
    """Takes the rows among the elements of an XML document, and reads them by the header of their sheet."""

    def __init__(self, clue_reader: ClueReader) -> None:
        """Begin a document."""
        self._clue_reader = clue_reader
        self._table: TableRows | None = None
        self._row = 0

    def record(self, element: Element, around: Sequence[Element]) -> list[LogRecord] | None:
        """What an element that ended is as a row, given those around it; None when it is no row of a spreadsheet."""
        if element.name == "Table" and any(one.name == "Worksheet" for one in around):
            self._table, self._row = None, 0
            return None
        if element.name != "Row" or len(around) < 2 or around[-1].name != "Table" or around[-2].name != "Worksheet":
            return None
        self._row = _number(element, self._row + 1)
        if self._table is None:
            self._table = TableRows(self._clue_reader)
        record = self._table.record(_cells(element), self._row)
        return [record] if record is not None else []


def _cells(row: Element) -> list[str]:
    cells: list[str] = []
    for cell in row.children:
        if cell.name != "Cell":
            continue
        place = min(_number(cell, len(cells) + 1), _MAX_COLUMNS)
        cells += [""] * (place - 1 - len(cells))
        data = cell.child("data")
        cells.append(data.whole_text() if data is not None else "")
    return cells


def _number(element: Element, otherwise: int) -> int:
    """The number that an element gives itself, where some before it are left out."""
    said = element.attributes.get("Index", "")
    return int(said) if said.isdecimal() and len(said) < 8 else otherwise
