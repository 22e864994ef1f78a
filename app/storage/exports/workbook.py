"""Save a report as an Excel workbook: summary, work list, causes, unknown lines, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.core.catalog.model import Vocabulary
from app.core.report.report import Report
from app.core.text.statement import Statement
from app.storage.exports.report_tables import Cell, ReportRows, Table, plain
from app.storage.files.atomic_file import replacing

T = TypeVar("T")

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


def write_xlsx(report: Report, vocabulary: Vocabulary, path: Path, say: Callable[[Statement], str]) -> None:
    """Write the workbook. Raises OSError, with the file as it was, where it cannot be written."""
    rows = ReportRows(report, vocabulary)
    with replacing(path) as part, open_workbook(part) as workbook:
        writer = _SheetWriter(workbook)
        writer.summary(rows.facts(), rows.findings())
        for table in (rows.work_list(), rows.causes(), rows.unknown(), rows.files(say)):
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
    target = _Target(path)
    try:
        with Workbook(target, _OPTIONS) as workbook:
            yield workbook
        target.close()
    except XlsxWriterException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, OSError):
            raise OSError(cause.errno, cause.strerror) from error
        raise OSError(0, f"Excel could not hold this report: {error}") from error
    finally:
        with suppress(OSError):
            target.close()


class _Target:
    """A file that says once that it cannot be written, and then takes everything.

    The library leaves its archive to the collector after an error, which would try again and print a traceback.
    """

    def __init__(self, path: Path) -> None:
        """Begin the file. Raises OSError."""
        self._file = path.open("w+b")
        self._failed = False
        self._place = 0

    def write(self, data: bytes) -> int:
        """Write bytes. Raises OSError the first time that it fails."""
        self._place += len(data)
        return len(data) if self._failed else self._tried(lambda: self._file.write(data))

    def flush(self) -> None:
        """Hand to the system what was written. Raises OSError the first time that it fails."""
        if not self._failed:
            self._tried(self._file.flush)

    def seek(self, place: int, whence: int = 0) -> int:
        """Go to a place. Raises OSError the first time that it fails."""
        self._place = place if self._failed else self._tried(lambda: self._file.seek(place, whence))
        return self._place

    def tell(self) -> int:
        """Say where it is."""
        return self._place

    def close(self) -> None:
        """Write all there is. Raises OSError where that fails."""
        failed, self._failed = self._failed, True
        try:
            self._file.close()
        except OSError:
            if not failed:
                raise

    def _tried(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except OSError:
            self._failed = True
            raise


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
