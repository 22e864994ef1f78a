"""Redaction on made-up people of many origins: nobody is left in a shared text, and few good texts are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.sharing.leak_check import leaks
from app.services.error_desk import Desk
from tests.benchmarks.measure_redaction import SOURCES, measure, readable_words, shared
from tests.benchmarks.planted_people import planted

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize("source", SOURCES)
def test_nobody_is_left_in_what_is_shared(desk: Desk, source: str, wrapped: bool) -> None:
    result = measure(desk.error_words, SOURCES[source](400, 11), seed=11, wrapped=wrapped)
    assert not result.written
    assert not result.refused
    assert result.refused_good.total() <= 2


def test_the_second_look_refuses_what_the_first_let_through(desk: Desk) -> None:
    """Each planted piece, put back into a text that was redacted well, is found."""
    errors = desk.error_words
    missed = []
    for one in planted(200, seed=5):
        redacted = shared(errors, one.text, ()).text
        missed += [piece for piece in one.pieces if not leaks(f"{redacted}\nfailed for {piece}", errors.dictionary)]
    assert not missed


@pytest.mark.parametrize("name", ["resources/samples/nightly-sync.log", "catalog/harmless.txt"])
def test_log_lines_stay_readable(desk: Desk, name: str) -> None:
    assert readable_words(desk.error_words, (ROOT / name).read_text(encoding="utf-8")) >= 0.9


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("user: Sue Day, id 40131", "Day"),
        ("Cc: Joy Weeks; Ben Ode", "Weeks"),
        ("40131;Day;Gene;2009-03-04", "Day"),
        ("40131  Best        Gene     FAILED", "Best"),
        ("PID|1||40131^^^SIS||POWER^ANA", "POWER"),
        ("('40131', 'Ana', 'House', '2009-03-04')", "House"),
        ("(House Ana, 40131) failed", "House"),
        ("Summer Keys <skeys@lakeview.org> wrote", "Keys"),
        ("Mrs. Fields called", "Fields"),
        ("Hi Skip, is it done?", "Skip"),
        ("could not add J. Street to the section", "Street"),
        ("meeting for Skip B. on file", "Skip"),
        ("Min-jun was not enrolled", "Min-jun"),
        (r"D:\2031\PostA\report.docx", "PostA"),
        (r"D:\Students\KimS\report.docx", "KimS"),
        ("Cannot read brown_jordan_transcript.pdf", "jordan"),
        ("Summer was skipped", "Summer"),
    ],
)
def test_names_that_are_everyday_words_go_where_a_name_is(desk: Desk, text: str, gone: str) -> None:
    assert gone not in shared(desk.error_words, text, ()).text


@pytest.mark.parametrize(
    "text",
    [
        "Summer School has no term",
        "Summer 2026 was closed, and the art class with it",
        "the summer school fees were not sent",
        "Dear Team,",
        "Hello everyone,",
        "Unit B. was graded, and Group A. was not",
        "Sign-in and Add-on were not found, Set-up and Log-in failed",
        "Course,Section,Status",
        "typeName is not valid, maxScore is missing",
    ],
)
def test_words_stay_where_no_name_is(desk: Desk, text: str) -> None:
    assert shared(desk.error_words, text, ()).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Student ID,Birth Date,Message\n40131,2016-03-04 08:00,failed",
        '{"dob": "2016-03-04T00:00:00Z", "id": "40131"}',
        "dob=2016-03-04 00:00:00 is not valid",
        "<birthDate>2016-03-04T08:00:00</birthDate>",
        "40131,Ana,Lopez,2016-03-04 00:00:00,Email must be unique",
        "40131|Ana|3/4/2016 12:00:00 AM|failed",
        "INSERT INTO students VALUES (40131, 'Ana', '2016-03-04 00:00:00.000')",
        "2026-03-02 06:00:14 ERROR Ana Lopez 2016-03-04 05:00 Email must be unique",
    ],
)
def test_birth_dates_with_a_clock_time_go(desk: Desk, text: str) -> None:
    redacted = shared(desk.error_words, text, ()).text
    assert "2016" not in redacted
    assert ("2026-03-02 06:00:14" in text) == ("2026-03-02 06:00:14" in redacted)


@pytest.mark.parametrize(
    "text",
    [
        "2016-03-04 00:00:00 ERROR Email must be unique",
        "ERROR 2016-03-04 08:00:00 Email must be unique",
        "run started 2026-03-02 00:00:00, ended 2026-03-02 00:04:00",
        "2026-03-02 06:00:14 WARN token valid until 2018-03-02 00:00:00",
        "2026-03-02 06:00:14 ERROR due date 2018-05-01 00:00:00 is outside the term",
        '{"created_at": "2018-05-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}',
        "time,level,message\n2018-03-04 00:00:00,ERROR,Email must be unique",
        "2026-03-02 06:00:14,ERROR,2026-03-02 05:00:00,Email must be unique",
    ],
)
def test_time_stamps_stay(desk: Desk, text: str) -> None:
    assert shared(desk.error_words, text, ()).text == text


@pytest.mark.parametrize(
    "text", ["row 1\u00b96 failed", "\u00b2\u00b3\u00b9 not found", "HTTP 40\u2074 - x", "\u0664\u0660\u0664 Not Found"]
)
def test_odd_digits_are_no_error(desk: Desk, text: str) -> None:
    shared(desk.error_words, text, ())
