"""Save a report's work list as CSV, for any spreadsheet program."""

from __future__ import annotations

import csv
from pathlib import Path

from app.core.model import Vocabulary
from app.core.report import Report
from app.storage.atomic_file import replacing
from app.storage.report_rows import FORMULA_STARTS, Cell, ReportRows


def write_csv(report: Report, vocabulary: Vocabulary, path: Path) -> None:
    """Write one row for each error and record. Raises OSError, with the file as it was, where it cannot be written."""
    table = ReportRows(report, vocabulary).work_list()
    # Excel takes a file for UTF-8 only by its byte order mark.
    with replacing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading for heading, _ in table.columns)
        writer.writerows(map(_harmless, row) for row in table.rows())


def _harmless(cell: Cell) -> Cell:
    """Keep spreadsheet programs from running a text out of a log as a formula."""
    if isinstance(cell, str) and cell.lstrip().startswith(FORMULA_STARTS):
        return "'" + cell
    return cell
