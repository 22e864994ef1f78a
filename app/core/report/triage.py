"""What must be done first, and by whom: the findings of a report in the order of work.

First come the findings that make others fail, each with what follows from it below it; then by who must act, by how
much is blocked, and by how often.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.core.catalog.model import Vocabulary
from app.core.report.cascades import Bound, Cascade, Follower
from app.core.report.findings import Finding
from app.core.report.report import Report

NOBODY = ""
"""The owner of a finding that repairs itself."""

_REPAIRS_ITSELF = "repairs-itself"
_MOST_BLOCKED_FIRST = ("blocks-run", "blocks-course", "blocks-assignment", "blocks-record", "unknown", "harmless")

_Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One finding's place in the work.

    `owner` is the actor who does the first step, or `NOBODY`. `depth` says how many causes stand above it. Of its
    occurrences `follows` come from the findings titled `causes`, the largest first; `makes_fail` others come from it.
    """

    finding: Finding
    owner: str
    depth: int = 0
    causes: tuple[str, ...] = ()
    follows: int = 0
    makes_fail: int = 0


@dataclass(frozen=True, slots=True)
class Triage:
    """A report's findings in the order of work, and the numbers of its summary.

    `owners` counts the findings of each owner, in the vocabulary's order, `NOBODY` last. `records` is the number of
    affected records, a lower bound unless `complete`. `fix_first` records make `follow` occurrences fail
    (see `Cascade.bound`).
    """

    standings: tuple[Standing, ...] = ()
    owners: tuple[tuple[str, int], ...] = ()
    records: int = 0
    complete: bool = True
    fix_first: int = 0
    follow: int = 0
    bound: Bound = ""


def triage(report: Report, vocabulary: Vocabulary, found: Sequence[Cascade] = ()) -> Triage:
    """Put a report's findings in the order of work. `found` are its cascades, none while it is not complete."""
    tree = _Tree(found)
    actors = list(vocabulary.actors)
    owners = {finding.ids: owner_of(finding) for finding in report.findings}

    def weight(finding: Finding) -> tuple[int, int, int, int, _Ids]:
        owner = owners[finding.ids]
        last = len(actors)
        rank = last if owner == NOBODY else actors.index(owner) if owner in actors else last - 1
        return -tree.makes_fail[finding.ids], rank, _blocked(finding), -finding.count, finding.ids

    by_ids = {finding.ids: finding for finding in sorted(report.findings, key=weight)}
    standings = tuple(
        Standing(by_ids[ids], owners[ids], depth, *tree.causes_of(ids), tree.makes_fail[ids])
        for ids, depth in tree.walk(by_ids)
    )
    counts = Counter(owners.values())
    bounds = {cascade.bound for cascade in found}
    return Triage(
        standings,
        tuple((owner, counts[owner]) for owner in _in_order(actors, counts)),
        len(set[str]().union(*(finding.records for finding in report.findings))),
        all(finding.records.complete for finding in report.findings),
        sum(cascade.records for cascade in found),
        sum(cascade.count for cascade in found),
        "at least" if "at least" in bounds else "about" if "about" in bounds else "",
    )


def owner_of(finding: Finding) -> str:
    """Who must act first on a finding: the actor of the first step of its first entry that does not repair itself."""
    for entry in finding.entries:
        if entry.next_run != _REPAIRS_ITSELF:
            return next((step.who for cause in entry.causes for step in cause.steps), NOBODY)
    return NOBODY


def _blocked(finding: Finding) -> int:
    ranks = (
        _MOST_BLOCKED_FIRST.index(entry.consequence) if entry.consequence in _MOST_BLOCKED_FIRST else 0
        for entry in finding.entries
    )
    return min(ranks)


def _in_order(actors: Sequence[str], counts: Mapping[str, int]) -> Iterator[str]:
    yield from (actor for actor in actors if actor in counts)
    yield from (owner for owner in sorted(counts) if owner not in actors and owner != NOBODY)
    if NOBODY in counts:
        yield NOBODY


@dataclass(slots=True)
class _Tree:
    """What follows from what, as one tree: a finding with several causes stands below the one most of it follows."""

    cascades: Sequence[Cascade]
    makes_fail: Counter[_Ids] = field(default_factory=Counter)
    _titles: dict[_Ids, str] = field(default_factory=dict)
    _parents: dict[_Ids, Counter[_Ids]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cascade in self.cascades:
            self._learn(cascade.finding, cascade.followers)

    def _learn(self, parent: Finding, followers: Sequence[Follower]) -> int:
        """Enter what follows from a finding; returns how many occurrences that are, on all levels."""
        self._titles[parent.ids] = parent.title
        below = 0
        for one in followers:
            self._parents.setdefault(one.finding.ids, Counter())[parent.ids] += one.count
            below += one.count + self._learn(one.finding, one.followers)
        self.makes_fail[parent.ids] += below
        return below

    def causes_of(self, ids: _Ids) -> tuple[tuple[str, ...], int]:
        """The titles of what a finding follows from, largest first, and how many of its occurrences do."""
        parents = self._parents.get(ids, Counter())
        ranked = sorted(parents, key=lambda parent: (-parents[parent], self._titles[parent]))
        return tuple(self._titles[parent] for parent in ranked), parents.total()

    def walk(self, known: Mapping[_Ids, Finding]) -> Iterator[tuple[_Ids, int]]:
        """The findings, given in the order of those at the top, each with those below it and its depth."""
        children: dict[_Ids, list[_Ids]] = {}
        for ids, parents in self._parents.items():
            above = max(parents, key=lambda parent: (parents[parent], parent))
            children.setdefault(above, []).append(ids)
        seen: set[_Ids] = set()
        waiting = [(ids, 0) for ids in reversed(list(known)) if ids not in self._parents]
        while waiting:
            ids, depth = waiting.pop()
            if ids in seen or ids not in known:
                continue
            seen.add(ids)
            yield ids, depth
            below = sorted(children.get(ids, ()), key=lambda one: (self._parents[one].total(), one))
            waiting += [(one, depth + 1) for one in below]
        # Whatever is its own cause somewhere above still is a finding.
        yield from ((ids, 0) for ids in known if ids not in seen)
