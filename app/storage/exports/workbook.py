"""Save a report as an Excel workbook: summary, work list, causes, unknown lines, files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.core.catalog.model import Vocabulary
from app.core.report.report import Report
from app.storage.exports.report_tables import Cell, ReportRows, Table, plain
from app.storage.files.atomic_file import replacing

MAX_ROWS = 1_048_576
"""Rows that Excel can hold in a sheet."""

MAX_LETTERS = 32_767
"""Letters that Excel can hold in a cell, counted in UTF-16."""

_MEASURED_ROWS = 200
_LEAST_WIDTH, _MOST_WIDTH = 8, 60

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "use_zip64": True,
}


def write_xlsx(report: Report, vocabulary: Vocabulary, path: Path) -> None:
    """Write the workbook. Raises OSError, with the file as it was, where it cannot be written."""
    rows = ReportRows(report, vocabulary)
    with replacing(path) as part, open_workbook(part) as workbook:
        writer = _SheetWriter(workbook)
        writer.summary(rows.facts(), rows.findings())
        for table in (rows.work_list(), rows.causes(), rows.unknown(), rows.files()):
            writer.table(table)


def write_rows_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], path: Path) -> None:
    """Write any rows as a workbook of one sheet. Raises OSError, with the file as it was, where that fails."""
    # Rows are written in order and forgotten, so the widths are judged by the first.
    ahead = iter(rows)
    first = list(islice(ahead, _MEASURED_ROWS))
    columns = tuple(
        (heading, max(_LEAST_WIDTH, min(_MOST_WIDTH, max(len(str(row[at])) for row in (headings, *first)) + 2)))
        for at, heading in enumerate(headings)
    )
    cells = (tuple(plain(cell) if isinstance(cell, str) else cell for cell in row) for row in chain(first, ahead))
    with replacing(path) as part, open_workbook(part) as workbook:
        _SheetWriter(workbook).table(Table(title, columns, lambda: cells))


@contextmanager
def open_workbook(path: Path) -> Iterator[Workbook]:
    """Give an empty workbook, which is written to the path at the end. Raises OSError where that fails."""
    try:
        with Workbook(str(path), _OPTIONS) as workbook:
            yield workbook
    except XlsxWriterException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, OSError):
            raise OSError(cause.errno, cause.strerror) from error
        raise OSError(0, f"Excel could not hold this report: {error}") from error


class _SheetWriter:
    """Adds sheets to a workbook. Rows are written in order and forgotten, so memory stays small."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._heading: Format = workbook.add_format(
            {"bold": True, "bg_color": "#E6EAEF", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self._text: Format = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._number: Format = workbook.add_format({"num_format": "#,##0", "valign": "top"})
        self._bold: Format = workbook.add_format({"bold": True})

    def summary(self, facts: list[tuple[str, Cell]], findings: Table) -> None:
        """Write the numbers, and below them the errors."""
        sheet = self._workbook.add_worksheet("Summary")
        self._widths(sheet, findings)
        for row, (name, value) in enumerate(facts):
            sheet.write_string(row, 0, name, self._bold)
            self._cell(sheet, row, 1, value)
        self._body(sheet, findings, len(facts) + 1)

    def table(self, table: Table) -> None:
        """Write a table on a sheet of its own, its heading always in sight."""
        sheet = self._workbook.add_worksheet(table.name)
        self._widths(sheet, table)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        self._body(sheet, table, 0)

    @staticmethod
    def _widths(sheet: Worksheet, table: Table) -> None:
        for column, (_, width) in enumerate(table.columns):
            sheet.set_column(column, column, width)

    def _body(self, sheet: Worksheet, table: Table, top: int) -> None:
        for column, (heading, _) in enumerate(table.columns):
            sheet.write_string(top, column, heading, self._heading)
        row = top
        rows = table.rows()
        for row, cells in enumerate(islice(rows, MAX_ROWS - top - 2), top + 1):
            for column, cell in enumerate(cells):
                self._cell(sheet, row, column, cell)
        if next(rows, None) is not None:
            row += 1
            self._cell(sheet, row, 0, "More rows than a sheet can hold: save the report as CSV to see them all.")
        sheet.autofilter(top, 0, max(row, top + 1), len(table.columns) - 1)

    def _cell(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, int):
            sheet.write_number(row, column, cell, self._number)
        elif cell:
            # Never `write`, which may see a formula or a link in a text.
            sheet.write_string(row, column, _fitting(cell), self._text)


def _fitting(text: str) -> str:
    # In UTF-16 a letter takes at most two units.
    return text if len(text) * 2 <= MAX_LETTERS else text[: MAX_LETTERS // 2 - 1] + "…"
