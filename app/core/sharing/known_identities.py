"""The identities of a text: one spelling for each, which of them are one person's, and by which stand-in they go."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from app.core.sharing.persons import Persons
from app.core.sharing.pii_patterns import EMAIL
from app.core.sharing.pii_spans import Kind
from app.core.sharing.stand_ins import StandInNames
from app.core.text.unwrapping import unwrap

_WORD = re.compile(r"[^\W_]+")
_ESCAPED_AT = re.compile(r"(?i)%40|=40|&#0?64;|&commat;|\\{1,4}u0040")
_LEAST_ID: Final = 5
PEOPLE: Final = frozenset({Kind.PERSON, Kind.EMAIL, Kind.ID})
_LIGHT: Final = frozenset({Kind.WORD, Kind.KEEP, Kind.TITLE})
_WEIGHT: Final = {
    kind: weight
    for weight, kinds in enumerate((_LIGHT, set(Kind) - PEOPLE - _LIGHT, {Kind.ID}, {Kind.PERSON}, {Kind.EMAIL}))
    for kind in kinds
}
"""Of several kinds for one identity the heaviest counts, in whatever order they are met."""


class KnownIdentities:
    """What was found in the texts of one redaction. All are taken in first, then named: order changes nothing.

    `named` are words and ids that name somebody in these texts, even if they are everyday words elsewhere (Post).
    """

    def __init__(self, names: StandInNames, own: Set[str], codes: Set[str]) -> None:
        """Know nobody. `own` words and `codes` are the catalog's: they stay words even if somebody is called so."""
        self._names, self._own, self._codes = names, own, codes
        self.persons = Persons()
        self.named: set[str] = set()
        self.originals: dict[str, dict[str, str]] = {}
        self._kinds: dict[str, Kind] = {}
        self._holders: dict[str, set[str]] = {}
        self._given: dict[str, str] = {}

    def take_in(self, value: str, kind: Kind) -> str:
        """Take in what was found, and return its one spelling."""
        identity = identity_of(value, kind)
        before = self._kinds.get(identity)
        if before is None or _WEIGHT[kind] > _WEIGHT[before]:
            self._kinds[identity] = kind
        words = identity.split()
        if kind is Kind.EMAIL:
            local = [word.casefold() for word in _WORD.findall(plain_of(value).split("@")[0])]
            self._holders.setdefault(" ".join(sorted(local)), set()).add(identity)
        elif kind is Kind.PERSON:
            for word in words if len(words) > 1 else ():
                self._holders.setdefault(word, set()).add(identity)
            self.named.update(word for word in words if len(word) > 2 and word not in self._own)
        elif kind is Kind.ID and len(identity) >= _LEAST_ID and identity not in self._codes:
            self.named.add(identity)
        return identity

    def stand_in(self, value: str, kind: Kind, holder: str | None = None) -> str:
        """The stand-in of what was found; it is remembered that it stands for this. `holder`: whose name it is here."""
        identity = identity_of(value, kind)
        root = self._root(identity) if holder is None else self.persons.root(holder)
        word = self._kinds.get(identity, kind)
        if kind is Kind.EMAIL:
            word = Kind.EMAIL
        elif word is Kind.EMAIL or root != identity or self.persons.is_tied(root):
            word = Kind.PERSON
        name = self._unshared(word, root)
        self.originals.setdefault(name, {}).setdefault(identity, plain_of(value))
        return name

    def _root(self, identity: str) -> str:
        """The identity by which a person is known; a first name alone is the only one's who bears it."""
        root = self.persons.root(identity)
        if root == identity and not self.persons.is_tied(identity):
            roots = {self.persons.root(one) for one in self._holders.get(identity, ())}
            if len(roots) == 1:
                return roots.pop()
        return root

    def _unshared(self, word: Kind, root: str) -> str:
        """A name that no other identity of these texts has; of ten thousand people a few would share one."""
        name, turn = self._names.name(word, root), 1
        while self._given.setdefault(name, root) != root:
            name, turn = self._names.name(word, f"{root}#{turn}"), turn + 1
        return name


def plain_of(value: str) -> str:
    """An identity as people write it: without escapes and with single blanks."""
    value = _ESCAPED_AT.sub("@", value) if EMAIL.fullmatch(value) else unwrap(value)
    return " ".join(value.split())


def identity_of(value: str, kind: Kind | None = None) -> str:
    """The one spelling of an identity: `Lopez, Ana` and `ANA LOPEZ` are the same."""
    plain = plain_of(value).casefold()
    if kind is Kind.EMAIL or (kind is None and "@" in plain):
        return plain
    words = _WORD.findall(plain)
    return " ".join(words if any(map(str.isdigit, plain)) else sorted(words)) or plain
