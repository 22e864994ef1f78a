"""Severities that programs write as numbers: syslog's and GELF's, journald's, bunyan's and pino's, Python's, OTel's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from app.core.scanning.log_record import Outcome
from app.core.text.lazy_pattern import lazy_pattern


class _Scale(NamedTuple):
    """Which numbers of a field mean trouble. `sign` is another field that shows whose scale it is; "" needs none."""

    field: re.Pattern[str]
    failed: frozenset[int]
    warning: frozenset[int]
    sign: str = ""


_SYSLOG = frozenset(range(4)), frozenset({4})
_SCALES = (
    _Scale(re.compile("level"), frozenset({50, 60}), frozenset({40})),
    _Scale(re.compile("level"), *_SYSLOG, sign="short_message"),
    _Scale(re.compile("levelno"), frozenset({40, 50}), frozenset({30})),
    _Scale(re.compile("PRIORITY"), *_SYSLOG, sign="MESSAGE"),
    _Scale(re.compile(r"(?:log[._])?syslog[._]?severity(?:[._]?code)?|severity_code"), *_SYSLOG),
    _Scale(re.compile("severity"), *_SYSLOG, sign="facility"),
    _Scale(re.compile("severity_?[nN]umber|SeverityNumber"), frozenset(range(17, 25)), frozenset(range(13, 17))),
)
_FIELD = lazy_pattern(
    r"\"([\w.]{0,20}(?:level|severity|Severity|PRIORITY)[\w.]{0,10})\"[ \t]*:[ \t]*\"?(\d{1,2})(?![\w.])"
)
_PRIORITY = lazy_pattern(r"<(\d{1,3})>")
_MOST_PRIORITY = 191
_ERROR = 3
_IN_PRIORITY = "|".join(str(facility * 8 + severity) for facility in range(24) for severity in range(_ERROR + 1))

FAILED_NUMBERS = (
    rf"(?:^|\n)<(?:{_IN_PRIORITY})>",
    r"\"(?:level|priority|(?:log[._])?(?:syslog[._]?)?severity(?:[._]?code)?)\"[ \t]*:[ \t]*\"?[0-3](?:[^\w.]|$)",
    r"\"levelno\"[ \t]*:[ \t]*\"?40(?:[^\w.]|$)",
    r"\"severity_?number\"[ \t]*:[ \t]*\"?(?:1[7-9]|2[0-4])(?:[^\w.]|$)",
)
"""What stands in the bytes of a line that failed by such a number, in any case."""

TROUBLE_NUMBERS = (
    r"\"[\w.]*(?:level|severity|priority)[\w.]*\"\s*:\s*\"?(?:[0-4]|[456]0|1[3-9]|2[0-4])(?:[^\w.]|$)",
    r"\"levelno\"\s*:\s*\"?30(?:[^\w.]|$)",
)
"""The same of JSON, also for warnings, on any number of lines."""


def outcome_by_number(fields: Mapping[str, object]) -> Outcome | None:
    """What numbers among an object's fields say of it: trouble or nothing."""
    numbers = (
        (name, int(held))
        for name, held in fields.items()
        if (isinstance(held, int) and not isinstance(held, bool)) or (isinstance(held, str) and _is_number(held))
    )
    return _outcome(numbers, lambda sign: any(name.startswith(sign) for name in fields))


def is_failed_by_number(line: str) -> bool:
    """Whether a line fails by its priority (syslog), or by a number in its JSON."""
    if line[:1] == "<" and (priority := _PRIORITY.match(line)):
        return int(priority[1]) <= _MOST_PRIORITY and int(priority[1]) % 8 <= _ERROR
    if '"' not in line:
        return False
    numbers = ((name, int(number)) for name, number in _FIELD.findall(line))
    return _outcome(numbers, lambda sign: f'"{sign}' in line) is Outcome.FAILED


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2


def _outcome(numbers: Iterable[tuple[str, int]], holds: Callable[[str], bool]) -> Outcome | None:
    said: Outcome | None = None
    for name, number in numbers:
        for scale in _SCALES:
            if scale.field.fullmatch(name) is None or (scale.sign and not holds(scale.sign)):
                continue
            if number in scale.failed:
                return Outcome.FAILED
            if number in scale.warning:
                said = Outcome.WARNING
    return said
