"""A log scanned in parts: what each part found, and how the parts make one report.

Parts of different files merge in any order (`Report.merged`). Parts of one file are composed in their order first,
since two things pass from one to the next: the number of lines, and the heading under which a part begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from app.core.catalog.model import Entry
from app.core.report.findings import Finding
from app.core.report.report import Report
from app.core.report.unknown_groups import Unknown


class Part(Struct):
    """What a scan of files, or of a part of one file, found; lines of a part count from 1.

    `waiting` are findings of shared texts before the first heading of a part that begins within its file: which
    entry they are may depend on a heading in an earlier part. Each stands there once for every record type that the
    heading may name, and for none (""). `step` is the record type that the last heading named,
    "" when it named none, None without a heading. `file_kind` is the record type that the file's name says, or "".
    """

    report: Report
    waiting: list[tuple[str, Finding]] = field(default_factory=list)
    step: str | None = None
    file_kind: str = ""


def composed(parts: Sequence[Part]) -> Report:
    """The report of one file from all its parts, in their order."""
    step = ""
    lines = 0
    reports: list[Report] = []
    for part in parts:
        waiting = _settled(part.waiting, step or part.file_kind)
        whole = part.report.merged(Report(findings=waiting)) if waiting else part.report
        reports.append(_moved_down(whole, lines) if lines else whole)
        lines += part.report.lines
        step = step if part.step is None else part.step
    return reports[0].merged(*reports[1:]) if reports else Report()


def _settled(waiting: Iterable[tuple[str, Finding]], record_type: str) -> list[Finding]:
    """Findings that waited for a heading, now that the record type it names ("": none) is known."""
    kinds: dict[tuple[str, ...], dict[str, Finding]] = {}
    for kind, finding in waiting:
        kinds.setdefault(finding.ids, {})[kind] = finding
    decided: dict[tuple[str, ...], Finding] = {}
    for by_kind in kinds.values():
        same = (by_kind.get(record_type) or by_kind[""]).copy()
        if record_type:
            same.entries = narrowed(same.entries, record_type)
        decided.setdefault(same.ids, Finding(same.entries)).merge(same)
    return list(decided.values())


def _moved_down(report: Report, lines: int) -> Report:
    """The report with all places further down by some lines."""
    return replace(
        report,
        findings=[_finding_moved(finding, lines) for finding in report.findings],
        unknown=[_unknown_moved(unknown, lines) for unknown in report.unknown],
    )


def _finding_moved(finding: Finding, lines: int) -> Finding:
    moved = finding.copy()
    moved.move_down(lines)
    return moved


def _unknown_moved(unknown: Unknown, lines: int) -> Unknown:
    return replace(unknown, place=replace(unknown.place, line=unknown.place.line + lines))


def narrowed(entries: Sequence[Entry], record_type: str) -> tuple[Entry, ...]:
    """Of entries that share a text undecided those of a record type, all of them where none is of it."""
    return tuple(entry for entry in entries if record_type in entry.record_types) or tuple(entries)
