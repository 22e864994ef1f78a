"""The vendors that a question names, also by the nicknames that only people use."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from app.core.catalog.model import Vocabulary

_JOINT = re.compile(r"\\[ \-]")
"""A blank or hyphen in an escaped name."""


class NamedVendors(Struct, frozen=True):
    """The vendors named, and the text without their names: whose error it is does not say which."""

    vendors: frozenset[str]
    rest: str


class VendorNames:
    """Finds names of vendors in questions. Immutable; logs are read by `ClueReader`, which knows no nicknames."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Prepare the search for the vocabulary's vendors."""
        self._keys: dict[str, str] = {}
        any_case, as_written = [], []
        for key, term in vocabulary.vendors.items():
            self._keys |= {_bare(name): key for name in (key, *term.aliases, *term.nicknames)}
            short = [name for name in term.nicknames if name.isupper()]
            any_case += [key, *term.aliases, *short]
            as_written += [name for name in term.nicknames if not name.isupper()]
        # Without vendors nothing is found: the empty class matches nowhere.
        written = _any_of(as_written) or r"[^\s\S]"
        names = rf"{_any_of(any_case) or written}|(?-i:{written})"
        self._pattern = re.compile(rf"(?i)(?<!\w)({names})(?:'s)?(?!\w)")

    def read(self, text: str) -> NamedVendors:
        """The vendors that a text names."""
        # Some letters count as one in a search and are two when folded: the dotless i of Turkish.
        found = {key for name in self._pattern.findall(text) if (key := self._keys.get(_bare(name))) is not None}
        return NamedVendors(frozenset(found), self._pattern.sub(" ", text) if found else text)


def _any_of(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(_JOINT.sub(r"[\\s_\\-]?", re.escape(name)) for name in longest_first)


def _bare(name: str) -> str:
    return re.sub(r"[\s_\-]+", "", name.casefold())
