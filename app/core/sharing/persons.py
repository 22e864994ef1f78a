"""Which identities are one person's: what stands together in one record or row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.core.sharing.pii_spans import BY_FIELD, Kind, Mark


class Member(NamedTuple):
    """An identity in a record. A weak id (`id`, `sourcedId`) may be of anything, where a surer one stands beside it."""

    identity: str
    kind: Kind
    weak: bool = False


class Seen(NamedTuple):
    """That a mark of a text is one of the marks of a person; `place` counts the marks, `owner` tells people apart."""

    place: int
    owner: str
    weak: bool


_ROW = re.compile(r"[|\t;]|\"?,\"?")
_LEAST_CELLS, _MOST_NAMES = 3, 2


def seen_in(text: str, marks: Sequence[Mark]) -> list[Seen]:
    """Which marks of a line are of one person: by the names of their fields, or the only ones of their kinds."""
    fields = [mark for mark in marks if mark.sure >= BY_FIELD]
    cells = _is_row(text)
    # One unknown word may be no name at all, unless it fills the cell of a row.
    others = [
        mark
        for mark in marks
        if mark.sure < BY_FIELD
        and mark.owner is not None
        and (mark.kind is not Kind.PERSON or cells or " " in text[mark.start : mark.end])
    ]
    # Two names in one sentence are two people; beside a name in a field, others may be anybody.
    taken = {mark.kind for mark in fields if mark.owner == ""}
    most = {Kind.ID: 1, Kind.EMAIL: 1, Kind.PERSON: _MOST_NAMES if cells else 1}
    alone = [kind for kind in most.keys() - taken if 1 <= sum(one.kind is kind for one in others) <= most[kind]]
    seen: list[Seen] = []
    for place, mark in enumerate(marks):
        if mark.owner is None or (mark.sure < BY_FIELD and (mark.kind not in alone or mark not in others)):
            continue
        weak = mark.owner.endswith("?") or mark.sure < BY_FIELD
        seen.append(Seen(place, mark.owner.removesuffix("?"), weak))
    return seen


def _is_row(text: str) -> bool:
    return len(_ROW.findall(text)) >= _LEAST_CELLS and ": " not in text


def one_person(record: Iterable[Member]) -> list[Member]:
    """The members of a record that are surely one person's, the surest first; none where that is open."""
    found = dict.fromkeys(record)
    strong = [one for one in found if one.kind is Kind.ID and not one.weak]
    ids = strong or [one for one in found if one.kind is Kind.ID]
    emails = [one for one in found if one.kind is Kind.EMAIL]
    names = [one for one in found if one.kind is Kind.PERSON]
    members = [*ids, *emails, *names]
    if len(emails) > 1 or (len(ids) > 1 and not strong) or len(members) < 2 or members == names:
        return []
    return members


class Persons:
    """Ties identities together: an e-mail address to the id beside it, a name to either.

    An id is the surest, for siblings share their parent's address, and many people a name. What stands beside two
    ids that differ is nobody's in particular. The order in which records are met changes nothing.
    """

    def __init__(self) -> None:
        """Know nobody."""
        self._above: dict[str, set[str]] = {}
        self._tied: set[str] = set()
        self._roots: dict[str, str] = {}

    def tie(self, record: Iterable[Member]) -> None:
        """Tie what one record says of one person."""
        members = one_person(record)
        if not members:
            return
        top = members[0].identity
        self._roots.clear()
        self._tied.update(one.identity for one in members)
        for one in members[1:]:
            if one.identity != top:
                self._above.setdefault(one.identity, set()).add(top)

    def root(self, identity: str) -> str:
        """The identity by which a person is known: the same for all that is tied to it."""
        return self._root(identity, frozenset())

    def _root(self, identity: str, seen: frozenset[str]) -> str:
        known = self._roots.get(identity)
        if known is not None:
            return known
        above = {self._root(one, seen | {identity}) for one in self._above.get(identity, ()) if one not in seen}
        root = above.pop() if len(above) == 1 else identity
        if not seen:
            self._roots[identity] = root
        return root

    def is_tied(self, identity: str) -> bool:
        """Whether an identity is known to be one of several of a person."""
        return identity in self._tied
