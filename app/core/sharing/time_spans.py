"""Where time stamps stand in a line: what support needs of dates. A date by itself may be a birth date."""

from __future__ import annotations

import re
from typing import Final

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
