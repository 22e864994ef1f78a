"""Where each finding stands among causes and what follows from them: its order, its indent and a few words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.gui.report.wording import counted

if TYPE_CHECKING:
    from app.core.cascades import Cascade, Follower
    from app.core.report import Finding


@dataclass(slots=True)
class _Standing:
    """A finding's place: how deep it is indented, what makes it fail, and how many others it makes fail."""

    depth: int
    parents: dict[str, int]
    makes_fail: int = 0


class CauseTree:
    """Puts findings below the finding they follow from. Empty, it orders them by count."""

    def __init__(self) -> None:
        """Start empty."""
        self._ranks: dict[tuple[str, ...], int] = {}
        self._standings: dict[tuple[str, ...], _Standing] = {}

    def show(self, findings: Sequence[Finding], cascades: Sequence[Cascade]) -> None:
        """Learn what follows from what. A finding with several causes stands below the one most of it follows from."""
        self._standings = {}
        children: dict[tuple[str, ...], dict[tuple[str, ...], int]] = {}
        below: set[tuple[str, ...]] = set()

        def walk(parent: Finding, followers: Sequence[Follower]) -> None:
            for one in followers:
                standing = self._standing(one.finding)
                standing.parents[parent.title] = standing.parents.get(parent.title, 0) + one.count
                self._standing(parent).makes_fail += one.count
                siblings = children.setdefault(parent.ids, {})
                siblings[one.finding.ids] = siblings.get(one.finding.ids, 0) + one.count
                walk(one.finding, one.followers)

        for cascade in cascades:
            walk(cascade.finding, cascade.followers)
        parents: dict[tuple[str, ...], tuple[int, tuple[str, ...]]] = {}
        for parent, followers in children.items():
            for ids, count in followers.items():
                parents[ids] = max(parents.get(ids, (0, ())), (count, parent))
                below.add(ids)
        order = [f.ids for f in sorted(findings, key=self._weight) if f.ids not in below]
        self._ranks = {}
        while order:
            ids = order.pop(0)
            if ids in self._ranks:
                continue
            self._ranks[ids] = -len(self._ranks)
            own = sorted(children.get(ids, {}).items(), key=lambda item: (-item[1], item[0]))
            mine = [child for child, _ in own if parents[child][1] == ids]
            for child in mine:
                self._standings[child].depth = self._depth(ids) + 1
            order = mine + order

    def rank(self, finding: Finding) -> int:
        """A number that is larger for what comes first."""
        return self._ranks.get(finding.ids, finding.count)

    def indented(self, finding: Finding, title: str) -> str:
        """The title, moved to the right below its cause."""
        return "      " * self._depth(finding.ids) + title

    def words(self, finding: Finding) -> str:
        """`Makes 400 others fail`, `395 of 400 follow from Email must be unique`, or nothing."""
        standing = self._standings.get(finding.ids)
        if standing is None:
            return ""
        words = []
        if standing.parents:
            first, *others = sorted(standing.parents, key=lambda title: (-standing.parents[title], title))
            follow = sum(standing.parents.values())
            share = "Follows" if follow >= finding.count else f"{follow:,} of {finding.count:,} follow"
            words.append(f"{share} from {first}{f' and {len(others)} more' if others else ''}")
        if standing.makes_fail:
            words.append(f"Makes {counted(standing.makes_fail, 'other')} fail")
        return "; ".join(words)

    def _standing(self, finding: Finding) -> _Standing:
        return self._standings.setdefault(finding.ids, _Standing(0, {}))

    def _depth(self, ids: tuple[str, ...]) -> int:
        standing = self._standings.get(ids)
        return standing.depth if standing else 0

    def _weight(self, finding: Finding) -> tuple[int, tuple[str, ...]]:
        standing = self._standings.get(finding.ids)
        return -finding.count - (standing.makes_fail if standing else 0), finding.ids
