"""Severities as numbers: whose scale a number is on, in lines, in objects, and in the bytes that are searched."""

from __future__ import annotations

import json

import pytest

from app.core.scanning.error_lines import ERROR_WORDS, outcome_of
from app.core.scanning.log_record import Outcome
from app.core.scanning.prefilter import Prefilter
from app.core.scanning.severity_numbers import outcome_by_number

FAILED = [
    {"name": "roster", "level": 50, "msg": "no teacher"},
    {"level": 60, "time": 1, "msg": "no teacher"},
    {"version": "1.1", "short_message": "no teacher", "level": 3},
    {"short_message": "no teacher", "level": 0},
    {"PRIORITY": "3", "MESSAGE": "no teacher"},
    {"MESSAGE": "no teacher", "PRIORITY": 2},
    {"levelno": 40, "msg": "no teacher"},
    {"severityNumber": 17, "body": "no teacher"},
    {"severity": 3, "facility": 1, "msg": "no teacher"},
    {"log.syslog.severity.code": 3, "msg": "no teacher"},
    {"syslog_severity_code": "2", "msg": "no teacher"},
]
WARNINGS = [
    {"level": 40, "msg": "two teachers"},
    {"short_message": "two teachers", "level": 4},
    {"PRIORITY": "4", "MESSAGE": "two teachers"},
    {"levelno": 30, "msg": "two teachers"},
    {"SeverityNumber": 13, "body": "two teachers"},
]
NEITHER = [
    {"level": 30, "msg": "loaded"},
    {"level": 3, "msg": "reading level"},
    {"short_message": "loaded", "level": 6},
    {"PRIORITY": "6", "MESSAGE": "loaded"},
    {"priority": 2, "message": "ticket"},
    {"severity": 3, "msg": "of five"},
    {"severityNumber": 9, "body": "loaded"},
    {"grade_level": 50, "msg": "loaded"},
    {"level": True, "msg": "loaded"},
    {"level": "3.5", "msg": "loaded", "short_message": "x"},
]


@pytest.mark.parametrize("fields", FAILED)
def test_a_number_that_says_failed(fields: dict[str, object]) -> None:
    assert outcome_by_number(fields) is Outcome.FAILED
    assert outcome_of(json.dumps(fields)) is Outcome.FAILED
    assert outcome_of(json.dumps(fields, separators=(",", ":"))) is Outcome.FAILED


@pytest.mark.parametrize("fields", WARNINGS)
def test_a_number_that_says_warning(fields: dict[str, object]) -> None:
    assert outcome_by_number(fields) is Outcome.WARNING
    assert not outcome_of(json.dumps(fields)).is_trouble  # as of a warning's level in any line, its words decide


@pytest.mark.parametrize("fields", NEITHER)
def test_a_number_that_says_nothing(fields: dict[str, object]) -> None:
    assert outcome_by_number(fields) is None
    assert not outcome_of(json.dumps(fields)).is_trouble


@pytest.mark.parametrize(
    ("line", "is_failed"),
    [
        ("<11>Jan 14 03:00:00 sync roster[1]: section SEC-1 has no teacher", True),
        ("<131>1 2026-01-14T03:00:00.123Z host app 44 ID47 - section SEC-1 has no teacher", True),
        ("<0>kernel: gone", True),
        ("<12>Jan 14 03:00:02 sync roster[1]: section SEC-3 has two teachers", False),
        ("<14>Jan 14 03:00:01 sync roster[1]: section SEC-2 loaded", False),
        ("<11>Jan 14 03:00:01 sync roster[1]: INFO section SEC-2 loaded", False),
        ("<195>section SEC-1 has no teacher", False),
        ("<p>section SEC-1 has no teacher", False),
    ],
)
def test_a_line_of_syslog_fails_by_its_priority(line: str, is_failed: bool) -> None:
    assert outcome_of(line).is_trouble is is_failed


@pytest.mark.parametrize(
    "line", [*map(json.dumps, FAILED), "<11>Jan 14 roster: x", "<131>1 2026-01-14T03:00:00Z h a 4 - - x"]
)
def test_what_fails_by_a_number_is_searched_for(line: str) -> None:
    search = Prefilter(["no such anchor"])
    for log in (line, f"first\n{line}\nlast\n"):
        assert search.hits(memoryview(log.encode())), ERROR_WORDS
