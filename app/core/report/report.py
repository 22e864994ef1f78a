"""What a scan found: findings grouped by entry, unknown error lines by shape, and a verdict for each file.

Everything here can be put together: parts of a log that were read apart merge, in any order and grouping, into
the report that reading all of it at once would have given. And everything is bounded, however large the log.
"""

from __future__ import annotations

import dataclasses
from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from app.core.report.bottom_k import either
from app.core.report.findings import Finding, by_count, keep_within_bounds
from app.core.report.unknown_groups import Unknown, UnknownShapes, grouped
from app.core.text.statement import Statement

SNAPSHOT_NAMES = 200
"""Records, values and unknown shapes in a snapshot; totals and estimates stay those of the whole."""


class FileVerdict(Struct):
    """One scanned file. `error` says why it could not be read, None when it was.

    `note` is a remark on a file that was read, such as that its content is not what its name says. `records` are those
    read, `known` those of them with known errors (`findings` counts these), `unknown` the other errors and warnings;
    `warnings` are among the unknown. `is_partly_read`: some of it could not be read, which `note` says.
    """

    path: str
    format: str = ""
    encoding: str = ""
    bytes: int = 0
    lines: int = 0
    findings: int = 0
    unknown: int = 0
    error: Statement | None = None
    note: str = ""
    records: int = 0
    known: int = 0
    warnings: int = 0
    is_partly_read: bool = False

    def merge(self, other: FileVerdict) -> None:
        """Add the verdict on another part of the same file."""
        self.bytes += other.bytes
        self.lines += other.lines
        self.findings += other.findings
        self.unknown += other.unknown
        self.records += other.records
        self.known += other.known
        self.warnings += other.warnings
        self.is_partly_read |= other.is_partly_read
        self.format = either(self.format, other.format)
        self.encoding = either(self.encoding, other.encoding)
        self.error = _either(self.error, other.error)
        self.note = either(self.note, other.note)


def _either(one: Statement | None, other: Statement | None) -> Statement | None:
    """The one that there is; of two different ones always the same, whichever came first."""
    return min(one, other, key=repr) if one and other else one or other


class Report(Struct):
    """The result of a scan. `findings` are sorted by count, largest first; `seconds` is the time it took.

    `unknown_dropped` counts the unknown lines whose shape is not in `unknown`, because there were too many shapes.
    """

    files: list[FileVerdict] = []
    findings: list[Finding] = []
    unknown: list[Unknown] = []
    lines: int = 0
    bytes: int = 0
    seconds: float = 0.0
    cancelled: bool = False
    unknown_dropped: int = 0

    @property
    def occurrences(self) -> int:
        """How many error lines were recognised."""
        return sum(finding.count for finding in self.findings)

    def merged(self, *others: Report) -> Report:
        """This report and others of other parts as one; associative and commutative, the parts stay as they are."""
        parts = (self, *others)
        files: dict[str, FileVerdict] = {}
        findings: dict[tuple[str, ...], Finding] = {}
        unknown = UnknownShapes()
        for part in parts:
            for file in part.files:
                files.setdefault(file.path, FileVerdict(file.path)).merge(file)
            for finding in part.findings:
                findings.setdefault(finding.ids, Finding(finding.entries)).merge(finding)
            unknown.merge(part.unknown, part.unknown_dropped)
        keep_within_bounds(findings.values(), exactly=True)
        return Report(
            files=sorted(files.values(), key=lambda file: file.path),
            findings=by_count(findings.values()),
            unknown=unknown.listed(),
            lines=sum(part.lines for part in parts),
            bytes=sum(part.bytes for part in parts),
            seconds=max(part.seconds for part in parts),
            cancelled=any(part.cancelled for part in parts),
            unknown_dropped=unknown.dropped,
        )


def snapshot(report: Report) -> Report:
    """A quick copy that another thread may show while counting goes on; it must not be merged or counted further."""
    return replace(
        report,
        files=[replace(file) for file in report.files],
        findings=[_shown(finding) for finding in report.findings],
        unknown=grouped(report.unknown[:SNAPSHOT_NAMES]),
    )


def _shown(finding: Finding) -> Finding:
    return dataclasses.replace(
        finding,
        files=Counter(finding.files),
        records=finding.records.some(SNAPSHOT_NAMES),
        values={name: counted.some(SNAPSHOT_NAMES) for name, counted in finding.values.items()},
        times=Counter(finding.times),
        samples=list(finding.samples),
    )
