"""Last night and tonight: which errors and records are new, gone, or still there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct, field

from app.core.report.findings import Finding
from app.core.report.report import Report


class Fate(StrEnum):
    """What became of an error between two runs."""

    NEW = "new"
    STILL = "still there"
    GONE = "gone"


class RunFinding(Struct, frozen=True):
    """An error in one run.

    `records` are the affected ones by what names each best; `known` are all names of theirs, since another run may
    have named a record by another. `complete` says that these are all, and not a part of very many.
    """

    title: str
    count: int
    records: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    complete: bool = True


class Run(Struct, frozen=True):
    """What one scan found, by the entries' ids."""

    findings: Mapping[tuple[str, ...], RunFinding] = field(default_factory=dict)


class Change(Struct, frozen=True):
    """An error in two runs. Where not all records are known, `compared` is False, and `new` and `gone` are empty."""

    ids: tuple[str, ...]
    title: str
    fate: Fate
    before: int
    after: int
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    still: int = 0
    compared: bool = True


class Comparison(Struct, frozen=True):
    """The changes between two runs: what is new, then what is still there, then what is gone; most frequent first."""

    changes: tuple[Change, ...]

    def count(self, fate: Fate) -> int:
        """How many errors met a fate."""
        return sum(change.fate is fate for change in self.changes)


def run_of(report: Report) -> Run:
    """A report as a run to compare."""
    return Run({finding.ids: _run_finding(finding) for finding in report.findings})


def _run_finding(finding: Finding) -> RunFinding:
    records = frozenset(finding.records)
    known = records.union(*(affected.details for _, affected in finding.records.items()))
    return RunFinding(finding.title, finding.count, records, known, finding.records.complete)


def compare(before: Run, after: Run) -> Comparison:
    """What changed from one run to the next."""
    ids = dict.fromkeys((*after.findings, *before.findings))
    changes = [_change(each, before.findings.get(each), after.findings.get(each)) for each in ids]
    order = {fate: place for place, fate in enumerate(Fate)}
    changes.sort(key=lambda one: (order[one.fate], -(one.after or one.before), one.ids))
    return Comparison(tuple(changes))


def _change(ids: tuple[str, ...], before: RunFinding | None, after: RunFinding | None) -> Change:
    if before is None and after is not None:
        return Change(ids, after.title, Fate.NEW, 0, after.count, _listed(after.records))
    if after is None and before is not None:
        return Change(ids, before.title, Fate.GONE, before.count, 0, (), _listed(before.records))
    if before is None or after is None:
        raise ValueError(f"{', '.join(ids)} is in neither run.")
    if not (before.complete and after.complete):
        return Change(ids, after.title, Fate.STILL, before.count, after.count, compared=False)
    new, gone = after.records - before.known, before.records - after.known
    still = len(after.records) - len(new)
    return Change(ids, after.title, Fate.STILL, before.count, after.count, _listed(new), _listed(gone), still)


def _listed(records: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(records))
