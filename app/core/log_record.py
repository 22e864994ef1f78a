"""One record of a log (a line, a CSV row), and what can be read from it: its time and the records it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from app.core.clues import NO_CLUES, Clues


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


_TIME = re.compile(
    r"\b(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)"
    r"|\b(\d{1,2}/\d{1,2}/\d{4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?)"
    r"|\b(\d{1,2}/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4})?)"
    r"|^<?\d*>?([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)"
)
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?|$)")
_US_FORMATS = ("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M")

_ROSTER_KINDS = frozenset({"student", "course", "section", "assignment", "attendance session"})
_VALUE_KINDS = {
    "email": "email", "user_id": "user", "student": "student", "student_id": "student", "course_id": "course",
    "add_code": "course", "section": "section", "section_id": "section", "class_id": "section",
    "assignment": "assignment", "assignment_id": "assignment", "line_item": "assignment",
    "attendance_id": "attendance session", "school_id": "school",
}  # fmt: skip


def time_place(text: str) -> tuple[int, int] | None:
    """Where the first time stamp of a line stands."""
    found = _TIME.search(text, 0, 400)
    return found.span(found.lastindex or 0) if found else None


def time_in(text: str) -> str:
    """The first time stamp of a line as it is written, or ""."""
    place = time_place(text)
    return text[place[0] : place[1]] if place else ""


def sortable_time(time: str) -> str:
    """A time stamp in a form that sorts by time (`2026-03-02T06:15:00`), or "" when it cannot be told."""
    if not time:
        return ""
    iso = _ISO.match(time)
    if iso is not None:
        return f"{iso[1]}T{iso[2] or '00:00'}{iso[3] or ':00'}"
    if "/" in time and ":" in time and not time[3:6].isalpha():
        for pattern in _US_FORMATS:
            try:
                return datetime.strptime(
                    time.replace(",", "").upper().replace("AM", " AM").replace("PM", " PM").replace("  ", " "), pattern
                ).isoformat()
            except ValueError:
                continue
    try:
        return datetime.strptime(time[:20], "%d/%b/%Y:%H:%M:%S").isoformat()
    except ValueError:
        return ""


def is_of_a_roster(kind: str, name: str) -> bool:
    """Whether a record named is one of a roster: any program names a user, but hardly by an ID with digits."""
    return kind in _ROSTER_KINDS or (kind == "user" and any(map(str.isdigit, name)))


def names_in_values(values: Mapping[str, str]) -> dict[str, str]:
    """The records that a message's own values name: {value: kind}."""
    return {value: kind for name, value in values.items() if (kind := _VALUE_KINDS.get(name)) is not None}


def kind_of_value(name: str) -> str | None:
    """What kind of record a placeholder's value names, or None."""
    return _VALUE_KINDS.get(name)
