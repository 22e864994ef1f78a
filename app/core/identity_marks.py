"""Kinds of identities, the marks that say where they stand, and which marks count where several overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """Kinds of identities; the value is the word of their stand-ins (`Student-01`)."""

    STUDENT = "Student"
    TEACHER = "Teacher"
    PERSON = "Person"
    EMAIL = "E-mail"
    ID = "ID"
    COURSE = "Course"
    SECTION = "Section"
    ASSIGNMENT = "Assignment"
    PHONE = "Phone"
    DATE = "Date"
    ADDRESS = "Address"
    SECRET = "Secret"  # noqa: S105 - a kind, no password
    DETAIL = "Detail"
    HIDDEN = "Name"
    """A word that a person wants hidden, such as the name of a school."""
    KEEP = "Keep"


Place = tuple[int, int]
"""Start and end."""

PEOPLE: Final = frozenset({Kind.STUDENT, Kind.TEACHER, Kind.PERSON})


class Mark(NamedTuple):
    """An identity's place in a text; of kind `KEEP`, a place that support needs as it is.

    `sure` ranks marks that overlap: the larger one decides the kind.
    """

    start: int
    end: int
    kind: Kind
    sure: int


BY_TEMPLATE: Final = 4
BY_FIELD: Final = 3
BY_PATTERN: Final = 2
BY_PROSE: Final = 1
KNOWN: Final = 0


def chosen_marks(marks: Iterable[Mark], own: Sequence[Place], stay: Sequence[Place]) -> list[Mark]:
    """The marks that count, in order and apart.

    The surest decide; out of the others what these cover is cut, and the messages' own words (`own`) and what must
    `stay`. An e-mail address goes even where support needs the field, and from between a message's words.
    """
    chosen: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (-one.sure, one.start - one.end, one.start)):
        is_email = mark.kind is Kind.EMAIL
        # A field's word is surer than the look of a time: a birth date is no time stamp.
        fixed = [] if mark.kind is Kind.DATE else [*stay] if is_email else [*stay, *own]
        fixed += [(other.start, other.end) for other in chosen if not (is_email and other.kind is Kind.KEEP)]
        chosen += [mark._replace(start=start, end=end) for start, end in _left_over(mark.start, mark.end, fixed)]
    replaced = [mark for mark in chosen if mark.kind is not Kind.KEEP]
    kept = [
        mark
        for mark in chosen
        if mark.kind is Kind.KEEP and all(one.end <= mark.start or mark.end <= one.start for one in replaced)
    ]
    return sorted([*replaced, *kept])


def _left_over(start: int, end: int, fixed: Iterable[Place]) -> list[Place]:
    """What remains of a place when others are cut out of it."""
    left = [(start, end)]
    for from_, to in fixed:
        if from_ < end and start < to:
            halves = [half for one, other in left for half in ((one, min(other, from_)), (max(one, to), other))]
            left = [half for half in halves if half[0] < half[1]]
    return left
