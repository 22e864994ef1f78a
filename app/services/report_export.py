"""Save a report as a file for other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.core.report.report import Report
from app.core.text.statement import Statement
from app.services.error_desk import Desk
from app.storage.places import find_places

Say = Callable[[Statement], str]
KINDS = ("xlsx", "csv", "html")


def export(report: Report, path: Path, desk: Desk, say: Say, kind: str | None = None) -> None:
    """Save a report as `kind`, or as the path's ending says. An existing file is replaced whole or stays as it was.

    `say` puts statements in words.

    Raises ValueError with a sentence for another ending, and OSError where the file cannot be written.
    """
    wanted = (path.suffix if kind is None else kind).removeprefix(".").casefold()
    words = desk.catalog.vocabulary
    # Each writer loads when it is first needed: together their libraries take longer to load than the catalog.
    if wanted == "csv":
        from app.storage.exports.csv_file import write_csv  # noqa: PLC0415

        write_csv(report, words, path)
    elif wanted == "xlsx":
        from app.storage.exports.workbook import write_xlsx  # noqa: PLC0415

        write_xlsx(report, words, path, say)
    elif wanted == "html":
        from app.storage.exports.html_page import write_html  # noqa: PLC0415

        write_html(report, words, find_places().resources, path, say)
    else:
        endings = ", ".join(f".{each}" for each in KINDS)
        raise ValueError(f"A report cannot be saved as {path.name}: choose a name that ends with one of {endings}.")
