"""What became of every record that was read: with a known error, unknown, or fine. And what that says of a report."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from typing import Literal, NamedTuple

from app.core.report.report import FileVerdict, Report

Unit = Literal["rows", "lines", "records"]

_ROWS = frozenset({"csv", "xlsx", "xlsb", "xls", "ods"})
_LINES = frozenset({"text", "json lines"})


class Account(NamedTuple):
    """How many records were read, and how many of them hold known errors or are unknown errors or warnings.

    `warnings` are among the unknown. Records of several lines count once, also where the unit is lines.
    """

    unit: Unit
    read: int
    known: int
    unknown: int
    warnings: int

    @property
    def fine(self) -> int:
        """How many records tell of no error."""
        return self.read - self.known - self.unknown


class Upshot(Enum):
    """What a report says as a whole. Only CLEAN says that nothing is wrong."""

    KNOWN = auto()
    """There are known errors."""
    UNKNOWN = auto()
    """There are only errors or warnings that match nothing known."""
    CLEAN = auto()
    """All was read, and nothing is wrong in it."""
    PARTLY_READ = auto()
    """Nothing is wrong in what was read, but not all was."""
    UNREAD = auto()
    """Nothing could be read."""
    EMPTY = auto()
    """There was nothing to read."""


def account_of(files: Iterable[FileVerdict]) -> Account:
    """The account of some files together."""
    read = known = unknown = warnings = 0
    formats: set[str] = set()
    for file in files:
        if file.format != "empty" and not (file.error and not file.records):
            formats.add(file.format)
        read += max(file.records, file.known + file.unknown)
        known += file.known
        unknown += file.unknown
        warnings += file.warnings
    unit: Unit = "rows" if formats and formats <= _ROWS else "lines" if formats <= _LINES else "records"
    return Account(unit, read, known, unknown, warnings)


def summary_of(account: Account) -> str:
    """Say what became of every record: `1,204 rows: 37 known errors, 12 unknown, 1,155 fine.`."""
    unit = account.unit if account.read != 1 else account.unit[:-1]
    known = f"{account.known:,} known error{'s' if account.known != 1 else ''}"
    warnings = f" ({account.warnings:,} of them warnings)" if account.warnings else ""
    return f"{account.read:,} {unit}: {known}, {account.unknown:,} unknown{warnings}, {account.fine:,} fine."


def holds_errors(report: Report) -> bool:
    """Whether a report holds known or unknown errors, or warnings: something that is worth keeping."""
    return upshot_of(report) in {Upshot.KNOWN, Upshot.UNKNOWN}


def upshot_of(report: Report) -> Upshot:
    """What a report says as a whole."""
    if report.findings:
        return Upshot.KNOWN
    if report.unknown or report.unknown_dropped:
        return Upshot.UNKNOWN
    unread = [file for file in report.files if file.error]
    if unread and len(unread) == len(report.files):
        return Upshot.UNREAD
    if unread or report.cancelled or any(file.is_partly_read for file in report.files):
        return Upshot.PARTLY_READ
    return Upshot.CLEAN if account_of(report.files).read else Upshot.EMPTY
