"""What belongs to several findings at once: their order, the room they share, and a picture of them for showing."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from app.core.report.bottom_k import Capped
from app.core.report.unknown_groups import grouped

if TYPE_CHECKING:
    from app.core.report.report import Finding, Report

MAX_ALL_RECORDS = 20_000
"""Affected records kept for all findings of a report together; see `keep_within_bounds`."""

MAX_ALL_VALUES = 40_000
"""Distinct values kept for all findings of a report together."""

SNAPSHOT_NAMES = 200
"""Records, values and unknown shapes in a snapshot; totals and estimates stay those of the whole."""


def by_count(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of a report: largest first, then by id."""
    return sorted(findings, key=lambda finding: (-finding.count, finding.ids))


def keep_within_bounds(findings: Iterable[Finding], *, exactly: bool = False) -> None:
    """Drop records and values where all findings together hold more than a report may.

    Every finding keeps what it has up to one level, and the level falls as findings grow; so the small ones stay
    complete, and a report of parts keeps what a report of the whole keeps. Costs next to nothing while there is room:
    to be called after every batch, and `exactly` for a finished report, which otherwise may hold a quarter more.
    """
    all_of = list(findings)
    _lower([finding.records for finding in all_of], MAX_ALL_RECORDS, exactly)
    _lower([counted for finding in all_of for counted in finding.values.values()], MAX_ALL_VALUES, exactly)


def _lower(counts: Sequence[Capped[Any]], most: int, exactly: bool) -> None:
    if not counts or (not exactly and sum(counted.memory_names for counted in counts) <= most + most // 4):
        return
    level = min(counted.limit for counted in counts)
    sizes = sorted(len(counted) for counted in counts)
    if sum(min(size, level) for size in sizes) > most:
        level = _water_level(sizes, most)
    for counted in counts:
        counted.lower_limit(max(level, 1))


def _water_level(sizes: Sequence[int], most: int) -> int:
    """The highest level up to which all sizes, sorted and together larger than `most`, may be filled."""
    level, room = 0, most
    for number, size in enumerate(sizes):
        level = room // (len(sizes) - number)
        if size > level:
            break
        room -= size
    return level


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
