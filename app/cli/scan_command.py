"""The command `scan`: reports the known errors in logs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.interrupting import Interruption
from app.cli.progress_line import ProgressLine
from app.cli.sentences import sentence_of
from app.cli.usage import (
    FOUND,
    NOTHING,
    WRONG,
    UsageError,
    add_filters,
    as_json,
    chosen_filters,
    printable,
    standard_input,
)
from app.core.catalog.model import Entry
from app.core.matching.filters import Filters
from app.core.report.place import Place
from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.open_catalog import open_own_desk
from app.services.scanning.sources import PathSource, Source, StreamSource
from app.storage.files.atomic_file import replacing
from app.storage.places import find_places

if TYPE_CHECKING:
    from app.core.report.comparison import Comparison
    from app.core.scanning.aggregator import OnOccurrence

MAX_PROCESSES = 64
_MAX_UNREAD = 20
_LISTS = (".csv", ".xlsx")


class _OnlyTried(Exception):  # noqa: N818 - no error: it ends a trial
    """Ends a trial to write a file, so that nothing is written."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `scan` understands."""
    add_filters(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="answer as JSON")
    for suffix in ("csv", "xlsx", "html"):
        form.add_argument(f"--{suffix}", metavar="FILE", help=f"write the report as {suffix.upper()} to a file")
    parser.add_argument(
        "--occurrences", metavar="FILE", help="write every single occurrence to a file, .csv or .xlsx (one process)"
    )
    parser.add_argument(
        "--compare", metavar="OLD.json", help="say what is new, gone or still there since an earlier scan --json"
    )
    parser.add_argument(
        "--hand-off",
        metavar="DIR",
        help="write a redacted mail to the vendor's support for each error (.eml, to open in a mail program)",
    )
    parser.add_argument(
        "--processes",
        metavar="N",
        type=_processes,
        help="how many processes scan large logs at once (default: as many as they are worth)",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, archives, or '-' for standard input")
    parser.set_defaults(run=run_scan)


def run_scan(options: argparse.Namespace) -> int:
    """Scan, print the report or write it to a file, and return the exit status. Raises UsageError."""
    target = next((name for name in (options.csv, options.xlsx, options.html) if name is not None), None)
    if "" in (*options.paths, target, options.occurrences, options.hand_off, options.compare):
        raise UsageError("A file name is empty. Try: sis-error-desk scan --help")
    if options.occurrences and Path(options.occurrences).suffix.casefold() not in _LISTS:
        raise UsageError(f"{options.occurrences}: give --occurrences a name that ends with .csv or .xlsx.")
    # Before the scan: after an hour of reading nobody wants to learn that a folder's name was misspelled.
    for name in (target, options.occurrences):
        if name:
            _try_to_write(name)
    changes_since = _changes_since(options.compare) if options.compare else None
    desk = open_own_desk(find_places())
    filters = chosen_filters(desk.catalog.vocabulary, options.vendor, options.record_type)
    problems: list[UsageError] = []
    with Interruption() as interruption:
        report = _scanned(desk, filters, options, interruption, problems)
    _print(report, desk, options, changes_since(report) if changes_since else None)
    if target:
        suffix = "csv" if options.csv else "xlsx" if options.xlsx else "html"
        from app.services.report_export import export  # noqa: PLC0415 - for those who want it

        try:
            export(report, Path(target), desk, sentence_of, suffix)
        except OSError as error:
            raise _not_written(target, error) from error
    if options.hand_off:
        _hand_off(report, desk, Path(options.hand_off))
    if problems:
        raise problems[0]
    if report.cancelled:
        raise UsageError("The scan was interrupted; the report holds what was found until then.")
    return _status(report)


def _changes_since(name: str) -> Callable[[Report], Comparison]:
    """What compares a report with the answer of an earlier scan. Raises UsageError where that cannot be read."""
    from app.cli.comparing import read_run  # noqa: PLC0415 - for those who want it
    from app.core.report.comparison import compare, run_of  # noqa: PLC0415

    earlier = read_run(name)
    return lambda report: compare(earlier, run_of(report))


def _print(report: Report, desk: Desk, options: argparse.Namespace, changes: Comparison | None) -> None:
    # The words of the answer load only now, and only those that are wanted.
    if options.json:
        from app.cli.json_answers import report_json  # noqa: PLC0415

        answer = report_json(report)
        if changes is not None:
            from app.cli.comparing import comparison_json  # noqa: PLC0415

            answer["comparison"] = comparison_json(changes)
        print(as_json(answer))
        return
    from app.cli.text_answers import report_text  # noqa: PLC0415

    print(printable(report_text(report, desk.catalog.vocabulary)))
    if changes is not None:
        from app.cli.comparing import comparison_text  # noqa: PLC0415

        print(printable(comparison_text(changes, options.compare)))


def _hand_off(report: Report, desk: Desk, folder: Path) -> None:
    """Write a mail for each finding into a folder, and keep their keys on this computer."""
    from app.services.support_mail import write_mails  # noqa: PLC0415 - for those who want it

    try:
        refused = write_mails(report, desk, folder, find_places())
    except OSError as error:
        # It may be the mail that cannot be written, or its key, which lies elsewhere.
        path = Path(error.filename or folder)
        raise _not_written(str(path.parent if path.suffix == ".part" else path), error) from error
    for title in refused:
        print(printable(f"sis-error-desk: No mail about {title!r}: it would still name somebody."), file=sys.stderr)


def _status(report: Report) -> int:
    unread = [(file.path, file.error) for file in report.files if file.error]
    for path, why in unread[:_MAX_UNREAD]:
        print(printable(f"sis-error-desk: {path}: {sentence_of(why)}"), file=sys.stderr)
    if len(unread) > _MAX_UNREAD:
        print(
            printable(f"sis-error-desk: {len(unread) - _MAX_UNREAD:,} more files could not be read."), file=sys.stderr
        )
    if unread:
        return WRONG
    return FOUND if report.findings else NOTHING


def _scanned(
    desk: Desk, filters: Filters, options: argparse.Namespace, interruption: Interruption, problems: list[UsageError]
) -> Report:
    """Scan. Where the list of occurrences cannot be written, that is a problem; the report comes all the same."""
    sources: list[Source] = [
        StreamSource("-", interruption.reading(standard_input())) if path == "-" else PathSource(Path(path))
        for path in dict.fromkeys(options.paths)
    ]
    line = ProgressLine()
    report: Report | None = None
    try:
        with ExitStack() as writing:
            on_occurrence = _written_to(options.occurrences, writing, problems) if options.occurrences else None
            try:
                report = desk.scan(
                    sources, filters, line.on_progress, interruption.pressed, on_occurrence, processes=options.processes
                )
            finally:
                line.clear()
            if problems:
                # Out of the block by an error: what was written so far is dropped.
                raise problems[0]
    except UsageError:
        if report is None:
            raise
    except OSError as error:
        if report is None:
            raise
        problems.append(_not_written(options.occurrences, error))
    return report


def _written_to(name: str, writing: ExitStack, problems: list[UsageError]) -> OnOccurrence:
    """Open a file for all occurrences; the function that writes one notes a problem, and then writes no more."""
    from app.storage.exports.occurrence_writer import OccurrenceWriter  # noqa: PLC0415 - for those who want it

    try:
        writer = writing.enter_context(OccurrenceWriter(Path(name)))
    except OSError as error:
        raise _not_written(name, error) from error

    def write(entries: tuple[Entry, ...], place: Place, names: Mapping[str, str], values: Mapping[str, str]) -> None:
        if problems:
            return
        try:
            writer.on_occurrence(entries, place, names, values)
        except OSError as error:
            problems.append(_not_written(name, error))

    return write


def _try_to_write(name: str) -> None:
    """Raise UsageError where a file cannot be written; nothing is left behind."""
    try:
        with replacing(Path(name)):
            raise _OnlyTried  # noqa: TRY301 - leaves the block as an error would
    except _OnlyTried:
        return
    except (OSError, ValueError) as error:
        raise _not_written(name, error) from error


def _not_written(name: str, error: Exception) -> UsageError:
    why = getattr(error, "strerror", None) or error
    return UsageError(f"{name} cannot be written ({why}). Check its folder; close it elsewhere.")


def _processes(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= MAX_PROCESSES:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {MAX_PROCESSES}")
    return number
