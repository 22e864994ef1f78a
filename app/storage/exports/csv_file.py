"""Save a report's work list as CSV, for any spreadsheet program."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.core.catalog.model import Vocabulary
from app.core.report.report import Report
from app.storage.exports.report_tables import FORMULA_STARTS, Cell, ReportRows, plain
from app.storage.files.atomic_file import replacing


def write_csv(report: Report, vocabulary: Vocabulary, path: Path) -> None:
    """Write one row for each error and record. Raises OSError, with the file as it was, where it cannot be written."""
    table = ReportRows(report, vocabulary).work_list()
    write_rows_csv([heading for heading, _ in table.columns], table.rows(), path)


def write_rows_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]], path: Path) -> None:
    """Write any rows under these headings. Raises OSError, with the file as it was, where it cannot be written."""
    # Excel takes a file for UTF-8 only by its byte order mark.
    with replacing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(map(_harmless, row) for row in rows)


def _harmless(cell: Cell) -> Cell:
    """Keep spreadsheet programs from running a text out of a log as a formula."""
    if isinstance(cell, int):
        return cell
    text = plain(cell)
    return "'" + text if text.lstrip().startswith(FORMULA_STARTS) else text
