"""One record of a log (a line, a CSV row) or many alike, and the records that its values name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import repeat

from msgspec import Struct, field
from msgspec.structs import replace

from app.core.matching.clues import NO_CLUES, Clues


class Outcome(StrEnum):
    """What the structure of a file says of a record, whatever the record's words: a status cell, a file of errors."""

    UNSAID = ""
    FINE = "fine"
    WARNING = "warning"
    FAILED = "failed"

    @property
    def is_trouble(self) -> bool:
        """Whether a record must be reported even if none of its words tells of an error."""
        return self in {Outcome.FAILED, Outcome.WARNING}


class InPlace(Struct, frozen=True):
    """How a row reads if its cells up to its message stand under their headings, though they may have moved.

    That is so where a known message begins in the message's own column; `text` is that cell, `behind` what follows it.
    `likely`: it is most likely so in any case, where the row holds no known message at all.
    `at_end`: the last cell of a row whose message is in the last column, where no other cell is sure to be in its own.
    """

    text: str
    behind: str
    likely: bool = False
    at_end: str = ""
    clues: Clues = NO_CLUES
    time: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


class LogRecord(Struct, frozen=True):
    """A record as a reader hands it to the scanner.

    `text` is the message to look at (a whole line, or a row's message cells); `number` its
    1-based line. `clues` is what columns say; `time` and `names` what columns give as time and
    affected records ({identifier: kind}); readers of plain lines leave them empty. `outcome` is what
    the structure around the text says of the record. `in_place`: another way to read it, which is tried first.
    """

    text: str
    number: int
    clues: Clues = NO_CLUES
    time: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    outcome: Outcome = Outcome.UNSAID
    in_place: InPlace | None = None


class AlikeRecords(Struct, frozen=True):
    """Records that differ in nothing but their numbers, times and the names that they give, in columns.

    Attributes:
        first: The first of them; all name records of the kinds that it names, and have a time if it has one.
        numbers: Their numbers, in order.
        times: Their times.
        names: For each kind the identifiers of all. No two of one record are the same.
    """

    first: LogRecord
    numbers: Sequence[int]
    times: Sequence[str]
    names: Sequence[Sequence[str]]

    def __iter__(self) -> Iterator[LogRecord]:
        """The records one by one."""
        kinds = tuple(self.first.names.values())
        rows = zip(*self.names, strict=True) if kinds else repeat(())
        for number, time, names in zip(self.numbers, self.times, rows, strict=False):
            yield replace(self.first, number=number, time=time, names=dict(zip(names, kinds, strict=True)))


_ROSTER_KINDS = frozenset({"student", "course", "section", "assignment", "attendance session"})
_VALUE_KINDS = {
    "email": "email", "user_id": "user", "student": "student", "student_id": "student", "course_id": "course",
    "add_code": "course", "section": "section", "section_id": "section", "class_id": "section",
    "assignment": "assignment", "assignment_id": "assignment", "line_item": "assignment",
    "attendance_id": "attendance session", "school_id": "school",
}  # fmt: skip


def is_of_a_roster(kind: str, name: str) -> bool:
    """Whether a record named is one of a roster: any program names a user, but hardly by an ID with digits."""
    return kind in _ROSTER_KINDS or (kind == "user" and any(map(str.isdigit, name)))


def names_in_values(values: Mapping[str, str]) -> dict[str, str]:
    """The records that a message's own values name: {value: kind}."""
    return {value: kind for name, value in values.items() if (kind := _VALUE_KINDS.get(name)) is not None}


def kind_of_value(name: str) -> str | None:
    """What kind of record a placeholder's value names, or None."""
    return _VALUE_KINDS.get(name)
