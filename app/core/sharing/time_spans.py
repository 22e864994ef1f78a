"""Where time stamps stand in a line: what support needs of dates. A date by itself may be a birth date."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from app.core.sharing.pii_spans import Place

_CLOCK = r"\d\d?:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?: ?[AaPp]\.?[Mm]\b\.?)?"
# Earlier ones are birth years, also where a clock time follows.
_YEAR = r"(?:201[5-9]|20[2-9]\d)"
_ZONE = r"(?: ?Z\b| ?[+\-]\d\d:?\d\d\b| (?:UTC|GMT|[ECMP][SD]T)\b)?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}"

TIME: Final = re.compile(
    rf"(?<![\d]){_YEAR}[-/]\d\d[-/]\d\d(?:[T _]|, ?){_CLOCK}{_ZONE}"
    rf"|(?<!\d)\d\d?[/.\-]\d\d?[/.\-](?:{_YEAR}|\d\d),? {_CLOCK}{_ZONE}"
    rf"|(?<!\d)\d\d?/{_MONTH}/{_YEAR}(?::| ){_CLOCK}{_ZONE}"
    rf"|(?:\b{_DAY},? )?(?:\b{_MONTH} +\d\d?|\b\d\d? {_MONTH}),?(?: \d{{4}})?(?: at|,)? {_CLOCK}{_ZONE}(?: \d{{4}}\b)?"
    rf"|(?<!\d)20\d{{6}}T\d{{4,6}}Z?"
    rf"|^[\[(\"]?\d{{4}}[-/]\d\d[-/]\d\d(?=[\])]?\s+(?:[\[|]|- |\d\d:|(?:INFO|ERROR|WARN|DEBUG|FATAL|TRACE)))"
    rf"|(?<=[_\-a-z ])20[12]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[_\-T]?\d{{4,6}}(?!\w)|(?=[._\-]\D))"
    rf"|(?i:(?<=since)|(?<=until)|(?<=through)|(?<=due))(?:[ =:\"]|\\\"){{1,4}}\d{{4}}-\d\d-\d\d"
    rf"|(?<![\w:.\-]){_CLOCK}{_ZONE}(?![\d:])",
    re.MULTILINE,
)
"""A moment, or a date where only that of a log stands: at the beginning of a line, in a file's name."""

DATE: Final = re.compile(
    rf"(?<![\w\-/.])(?:\d{{4}}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:\d{{4}}|\d\d)|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    rf"|{_MONTH} \d\d?(?:st|nd|rd|th)?,? \d{{4}}|\d\d? (?:de )?{_MONTH},?(?: de)? \d{{4}})(?![\w]|[-/]\d)"
)

_FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\D|\d{4}\D)|(?<=[/.\- ])(?:19|20)\d\d(?!\d)")
_MIDNIGHT = re.compile(r"[T _,](?:00:00(?::00)?(?:[.,]0+)?(?! ?[Pp])|12:00(?::00)? ?[Aa]\.?[Mm])")
_CELL_BEGINS = re.compile(r"[,;|\t(]\s?[\"']?$")
_CELL_ENDS = re.compile(r"[\"']?\s?(?:[,;|\t)]|$)")
_DELIMITERS: Final = ",;|\t"
_LEAST_DELIMITERS: Final = 2
_LEAST_AGE: Final = 4
_OF_A_THING = re.compile(
    r"(?i)(?<![a-z])(?:created|updated|modified|started?|starts|began|begins|ended|ends?|until|since|due|date|at|on|time|after|before"
    r"|from|to|through|expires?|expired|expiry|opens?|closes?|closed|last|by|stamp|posted|received|sent)[\"']?\W{0,4}$"
)


class Moments(NamedTuple):
    """Where the time stamps of a line are, and dates with a clock time that are birth dates."""

    stamps: list[Place]
    births: list[Place]


def moments_of(line: str) -> Moments:
    """Tell birth dates from time stamps where no field does.

    A birth date comes from a database, which adds midnight to it: in a cell of a row that is not the first. Elsewhere
    it is years before the time stamp with which the line begins, and nothing before it says what was done then.
    """
    moments = Moments([], [])
    first_year = 0
    for found in TIME.finditer(line):
        start, end = found.span()
        year = _FULL_YEAR.search(found.group())
        is_first = not any(map(str.isalnum, line[:start]))
        if year is not None and not is_first and not _OF_A_THING.search(line, max(0, start - 16), start):
            in_cell = _CELL_BEGINS.search(line, max(0, start - 3), start) and _CELL_ENDS.match(line, end)
            in_row = in_cell and any(line.count(mark) >= _LEAST_DELIMITERS for mark in _DELIMITERS)
            if (in_row and _MIDNIGHT.search(found.group())) or first_year - int(year.group()) >= _LEAST_AGE:
                moments.births.append((start, end))
                continue
        if is_first and year is not None:
            first_year = int(year.group())
        moments.stamps.append((start, end))
    return moments
