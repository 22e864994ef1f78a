"""Lists as files: the records that a person chose, or every single failure of some logs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from app.core.catalog.model import Entry
from app.core.report.place import Place
from app.services.error_desk import Desk
from app.services.scanning.progress import Cancelled, OnProgress, ignore, never
from app.services.scanning.sources import Source

SUFFIXES = (".xlsx", ".csv")
"""The endings of lists."""


class NotListedError(Exception):
    """A list was not written; the sentence says why. A file that stood there before is as it was."""


def save_list(title: str, headings: Sequence[str], rows: Iterable[Sequence[str | int]], path: Path) -> None:
    """Save rows as a workbook or as CSV, as the path's ending says. Texts never become formulas.

    Raises:
        ValueError: Another ending.
        OSError: The file cannot be written; it is as it was.
    """
    _check(path)
    # Each writer loads when it is first needed: together their libraries take longer to load than the catalog.
    if path.suffix.casefold() == ".csv":
        from app.storage.exports.csv_file import write_rows_csv  # noqa: PLC0415

        write_rows_csv(headings, rows, path)
    else:
        from app.storage.exports.workbook import write_rows_xlsx  # noqa: PLC0415

        write_rows_xlsx(title, headings, rows, path)


def list_occurrences(
    desk: Desk,
    sources: Sequence[Source],
    path: Path,
    on_progress: OnProgress = ignore,
    cancelled: Cancelled = never,
) -> int:
    """Read logs once more and write every single failure, however many; returns how many there are.

    Raises:
        ValueError: Neither a workbook nor CSV.
        NotListedError: It was cancelled, or the file cannot be written.
    """
    from app.storage.exports.occurrence_writer import OccurrenceWriter  # noqa: PLC0415 - for those who want it

    _check(path)
    problem: OSError | None = None

    def write(entries: tuple[Entry, ...], place: Place, names: Mapping[str, str], values: Mapping[str, str]) -> None:
        nonlocal problem
        if problem is None:
            try:
                writer.on_occurrence(entries, place, names, values)
            except OSError as error:
                # Raised from here, the scan would take it for a fault of the log.
                problem = error

    try:
        with OccurrenceWriter(path) as writer:
            report = desk.scan(sources, on_progress=on_progress, cancelled=lambda: cancelled() or problem is not None,
                               on_occurrence=write)  # fmt: skip
            if problem is not None:
                raise problem
            if report.cancelled:
                raise NotListedError("it was canceled.")
            return writer.rows
    except OSError as error:
        raise NotListedError(f"{path} cannot be written ({error.strerror or error}).") from error


def _check(path: Path) -> None:
    if path.suffix.casefold() not in SUFFIXES:
        raise ValueError(f"A list cannot be saved as {path.name}: choose a name that ends with .xlsx or .csv.")
