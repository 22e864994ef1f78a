"""Which identities are one person's: what stands together in one record or row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from app.core.identity_marks import Kind


class Member(NamedTuple):
    """An identity in a record. A weak id (`id`, `sourcedId`) may be of anything, where a surer one stands beside it."""

    identity: str
    kind: Kind
    weak: bool = False


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
        found = dict.fromkeys(record)
        strong = [one for one in found if one.kind is Kind.ID and not one.weak]
        ids = strong or [one for one in found if one.kind is Kind.ID]
        emails = [one for one in found if one.kind is Kind.EMAIL]
        names = [one for one in found if one.kind is Kind.PERSON]
        members = [*ids, *emails, *names]
        if len(emails) > 1 or (len(ids) > 1 and not strong) or len(members) < 2 or members == names:
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
