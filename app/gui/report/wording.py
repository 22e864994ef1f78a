"""The sentences of the report page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.gui.shared.paths import short_path

if TYPE_CHECKING:
    from app.core.cascades import Cascade
    from app.core.report import FileVerdict, Report


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 file`, `2 files`, `1,204 entries`."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def summary(report: Report, cascades: Sequence[Cascade] = ()) -> str:
    """What a scan found and what to fix first, in a few sentences."""
    unread = [file for file in report.files if file.error]
    files = counted(len(report.files) - len(unread), "file")
    if report.findings:
        records = len({name for finding in report.findings for name in finding.records})
        complete = all(finding.records.complete for finding in report.findings)
        affected = f", {'' if complete else 'at least '}{counted(records, 'record')} affected" if records else ""
        reasons = counted(len(report.findings), "reason")
        sentences = [f"{counted(report.occurrences, 'error')} for {reasons} in {files}{affected}."]
    else:
        sentences = [f"No known error in {files} ({counted(report.lines, 'line')} read)."]
    if cascades:
        from app.core.cascades import summary as what_to_fix_first  # noqa: PLC0415 - loads after the first paint

        sentences.append(what_to_fix_first(cascades))
    unknown = sum(group.count for group in report.unknown) + report.unknown_dropped
    if unknown:
        looks = "looks like an error but matches" if unknown == 1 else "look like errors but match"
        sentences.append(f"{counted(unknown, 'more line')} {looks} nothing known.")
    if len(unread) == 1:
        sentences.append(f"{short_path(unread[0].path)} could not be read: {unread[0].error}")
    elif unread:
        sentences.append(f"{len(unread):,} files could not be read; the Files tab names them.")
    if report.cancelled:
        sentences.append("The scan was cancelled; this is what was found until then.")
    return " ".join(sentences)


def name_of_sources(names: list[str]) -> str:
    """`nightly.log`, or `nightly.log and 3 more`."""
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1:,} more"


def verdict(file: FileVerdict) -> str:
    """A file's result in a few words."""
    if file.error:
        return f"Not read: {file.error}"
    if file.findings:
        return "Known errors"
    return "Only unknown errors" if file.unknown else "No errors"
