"""The work list of a report: one row for each record that failed, for each reason, in the order of the work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.core.report.bottom_k import Affected
from app.core.report.cascades import Cascade, Follower
from app.core.report.findings import Finding
from app.core.report.triage import Standing

_IN_WHAT = ("section", "course", "assignment", "attendance session")
"""The kinds of names that say in what a record is, unless the record is one of them itself."""

_Ids = tuple[str, ...]


class Root(NamedTuple):
    """The failure at the top of a cascade: the error, and the record that failed with it."""

    finding: Finding
    record: str

    def __str__(self) -> str:
        """Name both, for a cell of a table."""
        return f"{self.finding.title} ({self.record})"


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One record that failed for one reason.

    Attributes:
        record: The name it is known by best.
        makes_fail: How many other failures follow from it.
        follows_from: The failure that must be repaired first, None where this one follows from none.
    """

    record: str
    affected: Affected
    standing: Standing
    makes_fail: int = 0
    follows_from: Root | None = None

    @property
    def known_as(self) -> list[str]:
        """Its other names: e-mail, id, name."""
        named = self.affected.own_details.items()
        return [name for name, kind in named if kind != "row" and not self._is_place(kind)]

    @property
    def belongs_to(self) -> list[str]:
        """The section, course or assignment in which it failed."""
        return [name for name, kind in self.affected.details.items() if self._is_place(kind)]

    @property
    def values(self) -> Mapping[str, str]:
        """What its message says besides these names: the fields that are missing, the value that is wrong."""
        names = {self.record, *self.affected.details}
        return {name: value for name, value in self.affected.values.items() if value.strip() and value not in names}

    def _is_place(self, kind: str) -> bool:
        return kind in _IN_WHAT and kind != self.affected.kind


@dataclass(frozen=True, slots=True)
class Links:
    """What follows from what, record by record."""

    makes_fail: Mapping[_Ids, Mapping[str, int]] = field(default_factory=dict)
    follows_from: Mapping[_Ids, Mapping[str, Root]] = field(default_factory=dict)

    def row(self, record: str, affected: Affected, standing: Standing) -> WorkRow:
        """A record's row."""
        ids = standing.finding.ids
        makes_fail = self.makes_fail.get(ids, {}).get(record, 0)
        return WorkRow(record, affected, standing, makes_fail, self.follows_from.get(ids, {}).get(record))

    def rows(self, standing: Standing) -> list[WorkRow]:
        """The rows of one error, those first that make most others fail, then the most frequent."""
        rows = [self.row(record, affected, standing) for record, affected in standing.finding.records.items()]
        return sorted(rows, key=urgency)


def links_of(found: Sequence[Cascade]) -> Links:
    """Read from a report's cascades which record follows from which."""
    follows_from: dict[_Ids, dict[str, Root]] = {}

    def walk(top: Finding, followers: Sequence[Follower]) -> None:
        for one in followers:
            roots = {record: Root(top, root) for record, root in one.roots.items()}
            follows_from.setdefault(one.finding.ids, {}).update(roots)
            walk(top, one.followers)

    for cascade in found:
        walk(cascade.finding, cascade.followers)
    return Links({cascade.finding.ids: dict(cascade.causes) for cascade in found}, follows_from)


def urgency(row: WorkRow) -> tuple[int, int, str]:
    """Order the rows of one reason."""
    return -row.makes_fail, -row.affected.count, row.record
