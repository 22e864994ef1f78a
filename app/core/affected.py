"""Which of the records that an occurrence names is the one that failed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

_PEOPLE = ("email", "user", "student", "assignment", "section", "course")
_MAIN_KINDS = {
    "course": ("course", "section", "email"),
    "attendance": ("attendance session", "course", "section", "email"),
    "assignment": ("assignment", "section", "course", "student"),
    "grading-category": ("assignment", "section", "course"),
    "section": ("section", "course", "assignment"),
    "sync-job": ("section", "course", "assignment"),
}
_K = TypeVar("_K")


def affected(names: Mapping[str, str]) -> dict[str, str]:
    """The records an occurrence affects, {identifier: kind}; a row number counts only where nothing else is named."""
    if "row" not in names.values():
        return dict(names)
    records = {name: kind for name, kind in names.items() if kind != "row"}
    return records or {f"row {name}": kind for name, kind in names.items()}


def main_of(kinds: Mapping[_K, str], record_type: str) -> _K:
    """Of some names with their kinds the one that tells best which record of a type failed; the first of equals."""
    if len(kinds) == 1:
        return next(iter(kinds))
    ranks = _ranks(record_type)
    return min(kinds, key=lambda name: ranks[kinds[name]])


class _Ranks(dict[str, int]):
    """How well each kind of name tells which record failed: a person for a user, the class for a course."""

    def __missing__(self, kind: str) -> int:
        return len(self)


@cache
def _ranks(record_type: str) -> _Ranks:
    return _Ranks({kind: rank for rank, kind in enumerate(_MAIN_KINDS.get(record_type, _PEOPLE))})
