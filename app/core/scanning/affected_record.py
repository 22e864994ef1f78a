"""Which of the records that an occurrence names is the one that failed: one of the kind that the entry is about.

All identifiers beside it are kept with it. Whose a bare `id` is, the entry tells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

_PERSON: Final = ("email", "user", "student", "id", "person", "name")
_OWNER: Final = ("email", "user", "student", "teacher", "guardian")
_TAIL: Final = ("row", "school")
_MAIN_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "user": (*_PERSON, "teacher", "guardian"),
    "course": ("course", "id", "section", "name", *_OWNER),
    "attendance": ("attendance session", "session", "id", "course", "section", *_OWNER),
    "assignment": ("assignment", "id", "section", "course", "email", "user", "student", "person", "name"),
    "grading-category": ("assignment", "id", "section", "course", "email", "user", "student", "person", "name"),
    "section": ("section", "id", "course", "name", "assignment", "email", "user", "student"),
    "sync-job": ("section", "course", "assignment", "id", "email", "user", "student"),
}
"""The kinds of names that tell which record of a type failed, the best first. A teacher is not a student's score."""

_OTHERS: Final = (*_PERSON, "enrollment", "assignment", "section", "course")
_OWN_KIND: Final[Mapping[str, str]] = {
    "user": "user", "course": "course", "section": "section", "assignment": "assignment",
    "grading-category": "assignment", "attendance": "attendance session",
}  # fmt: skip
"""What the bare id of a record of each type is an id of."""

_OF_PEOPLE: Final = frozenset({"user", "enrollment", "score"})
_NAMED_TYPES: Final = frozenset({"course", "section", "assignment"})
_PEOPLE: Final = frozenset({"email", "user", "student", "person"})
_K = TypeVar("_K")


class _Named(NamedTuple):
    """One of some names, by its place, and its kind as the entry tells it."""

    place: int
    kind: str


def failed_first(names: Mapping[_K, str], record_type: str) -> dict[_K, str]:
    """The records that an occurrence of a type names, {identifier: kind}, the one that failed first.

    Empty where none of them can be the record that failed.
    """
    if not names:
        return {}
    every = tuple(names)
    return {every[one.place]: one.kind for one in _in_order(tuple(names.values()), record_type)}


def told_kinds(kinds: Sequence[str], record_types: Set[str]) -> Sequence[str]:
    """The kinds of a row's identifiers when its own column says what type of record it is.

    In a file of all sorts of records the column `Student ID` holds a course's id where the row is a course's.
    """
    if len(record_types) != 1:
        return kinds
    (record_type,) = record_types
    if record_type not in _NAMED_TYPES or any(kind in _NAMED_TYPES or kind == "id" for kind in kinds):
        return kinds
    place = next((place for place, kind in enumerate(kinds) if kind in {"student", "user"}), None)
    return kinds if place is None else [*kinds[:place], "id", *kinds[place + 1 :]]


@lru_cache(maxsize=8_000)
def _in_order(kinds: tuple[str, ...], record_type: str) -> tuple[_Named, ...]:
    ranks = {kind: rank for rank, kind in enumerate((*_MAIN_KINDS.get(record_type, _OTHERS), *_TAIL))}
    may_be = [place for place, kind in enumerate(kinds) if kind in ranks]
    if not may_be:
        return ()
    main = min(may_be, key=lambda place: ranks[kinds[place]])
    rest = sorted((place for place in range(len(kinds)) if place != main), key=lambda place: kinds[place] == "row")
    named = (_Named(place, _resolved(kinds[place], kinds, record_type)) for place in (main, *rest))
    return tuple([one for one in named if one.kind != "session"])


def _resolved(kind: str, kinds: Sequence[str], record_type: str) -> str:
    """The kind of a name; of a bare id or name the entry says whose it is."""
    if kind == "session":
        return "attendance session" if record_type == "attendance" else kind
    if kind == "name":
        return record_type if record_type in _NAMED_TYPES else "person" if record_type in _OF_PEOPLE else kind
    if kind != "id":
        return kind
    if record_type == "enrollment":
        # It has two ends: where one is named, the bare id is the other one's.
        return "user" if _PEOPLE.isdisjoint(kinds) else "enrollment" if "course" in kinds else "course"
    own = _OWN_KIND.get(record_type, kind)
    # Beside an id that says whose it is, a bare one may be the number of a row in a log's table.
    return kind if own in kinds or (own == "user" and "student" in kinds) else own
