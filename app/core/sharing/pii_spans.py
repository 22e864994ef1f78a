"""Kinds of identities, the marks that say where they stand, and the ground on which they are put."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """Kinds of identities; the value is the word of their stand-ins (`Person-K7Q2MXB`)."""

    PERSON = "Person"
    EMAIL = "E-mail"
    ID = "ID"
    COURSE = "Course"
    SECTION = "Section"
    ASSIGNMENT = "Assignment"
    PHONE = "Phone"
    DATE = "Date"
    ADDRESS = "Address"
    HOST = "Host"
    IP = "IP"
    ACCOUNT = "Account"
    """A bank's: cards and IBANs."""
    SECRET = "Secret"  # noqa: S105 - a kind, no password
    DETAIL = "Detail"
    WORD = "Word"
    """A word that is not known to be harmless, and does not look like a name either."""
    HIDDEN = "Name"
    """A word that a person wants hidden, such as the name of a school."""
    TITLE = "Title"
    """The name of a section or an assignment: no identity, its words stay as far as they are known."""
    KEEP = "Keep"


Place = tuple[int, int]
"""Start and end."""


class Mark(NamedTuple):
    """An identity's place in a text; of kind `KEEP`, a place that support needs as it is.

    `sure` ranks marks that overlap: the larger one decides the kind. `owner` tells the people of one record apart:
    a student, a teacher; None where the identity is nobody's (an enrollment, a phone number).
    """

    start: int
    end: int
    kind: Kind
    sure: int
    owner: str | None = None


BY_TEMPLATE: Final = 4
BY_FIELD: Final = 3
BY_SHAPE: Final = 2
UNKNOWN: Final = 1
KNOWN: Final = 0


_FREE, _WORDS, _TIME, _KEPT, _TAKEN = range(5)
_YIELDS_TO: Final = {
    # An e-mail address goes even where support needs the field, and from between a message's words. A field's word is
    # surer than the look of a time: a birth date is no time stamp.
    Kind.EMAIL: bytes(int(state in {_TIME, _TAKEN}) for state in range(256)),
    Kind.DATE: bytes(int(state in {_KEPT, _TAKEN}) for state in range(256)),
}
_YIELDS_TO_ALL: Final = bytes(int(state != _FREE) for state in range(256))


class Grounds:
    """A text as ground on which marks are put: what is taken once, no other mark gets."""

    def __init__(self, length: int) -> None:
        """All of it is free."""
        self._state = bytearray(length)

    def reserve_words(self, places: Iterable[Place]) -> None:
        """The words of known messages stay, whatever looks like an identity there."""
        self._fill(places, _WORDS)

    def reserve_times(self, places: Iterable[Place]) -> None:
        """Time stamps stay, unless a field says that they are birth dates."""
        self._fill(places, _TIME)

    def reserve(self, places: Iterable[Place]) -> None:
        """These stay in any case."""
        self._fill(places, _TAKEN)

    def put(self, marks: Iterable[Mark]) -> list[Mark]:
        """The marks that count, in order and apart: the surest decide, out of the others what these cover is cut."""
        chosen: list[Mark] = []
        for mark in sorted(marks, key=lambda one: (-one.sure, one.start - one.end, one.start)):
            state = _KEPT if mark.kind is Kind.KEEP else _TAKEN
            for start, end in self._free(mark):
                chosen.append(mark._replace(start=start, end=end))
                self._fill([(start, end)], state)
        return sorted(
            (mark for mark in chosen if mark.kind is not Kind.KEEP or _TAKEN not in self._state[mark.start : mark.end]),
            key=lambda mark: mark.start,
        )

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing was put or reserved anywhere in a place."""
        return not any(self._state[start:end])

    def _fill(self, places: Iterable[Place], state: int) -> None:
        for start, end in places:
            self._state[start:end] = bytes([state]) * (end - start)

    def _free(self, mark: Mark) -> list[Place]:
        """What of a mark's place is free for its kind."""
        yields_to = _YIELDS_TO_ALL
        if mark.kind is Kind.EMAIL or (mark.kind is Kind.DATE and mark.sure >= BY_FIELD):
            yields_to = _YIELDS_TO[mark.kind]
        blocked = self._state[mark.start : mark.end].translate(yields_to)
        free: list[Place] = []
        start = blocked.find(0)
        while start >= 0:
            end = blocked.find(1, start)
            end = len(blocked) if end < 0 else end
            free.append((mark.start + start, mark.start + end))
            start = blocked.find(0, end)
        return free
