"""Which of the records named is the one that failed, and of what kind it is."""

from __future__ import annotations

import pytest

from app.core.scanning.affected_record import failed_first, told_kinds

ROW = {"row 7": "row", "t@x.org": "teacher", "Ana Lopez": "person", "4711": "student", "BIO-7": "course", "1": "school"}


@pytest.mark.parametrize(
    ("record_type", "main"), [("user", "4711"), ("score", "4711"), ("enrollment", "4711"), ("course", "BIO-7")]
)
def test_the_record_of_the_entry_s_own_kind_failed(record_type: str, main: str) -> None:
    names = failed_first(ROW, record_type)
    assert next(iter(names)) == main
    assert names == ROW


def test_a_teacher_s_address_is_no_student_s_score() -> None:
    assert failed_first({"t@x.org": "teacher"}, "score") == {}
    assert next(iter(failed_first({"t@x.org": "teacher", "row 7": "row"}, "score"))) == "row 7"
    assert failed_first({"t@x.org": "teacher"}, "user") == {"t@x.org": "teacher"}


@pytest.mark.parametrize(
    ("record_type", "names", "kind"),
    [
        ("user", {"S1": "id"}, "user"),
        ("course", {"S1": "id"}, "course"),
        ("section", {"S1": "id"}, "section"),
        ("assignment", {"S1": "id"}, "assignment"),
        ("attendance", {"S1": "id"}, "attendance session"),
        ("attendance", {"S1": "session"}, "attendance session"),
        ("enrollment", {"S1": "id"}, "user"),
        ("enrollment", {"S1": "id", "ana@x.org": "email"}, "course"),
        ("enrollment", {"S1": "id", "ana@x.org": "email", "BIO-7": "course"}, "enrollment"),
        ("course", {"S1": "name"}, "course"),
        ("user", {"S1": "name"}, "person"),
    ],
)
def test_the_entry_says_whose_a_bare_id_is(record_type: str, names: dict[str, str], kind: str) -> None:
    assert failed_first(names, record_type)["S1"] == kind


def test_the_id_names_a_course_before_its_name_does() -> None:
    assert list(failed_first({"Welding 1": "name", "CTE-2041": "id"}, "course")) == ["CTE-2041", "Welding 1"]


def test_the_session_of_a_web_server_names_nobody() -> None:
    assert failed_first({"9f9f": "session"}, "user") == {}
    assert failed_first({"9f9f": "session", "S1": "user"}, "user") == {"S1": "user"}


def test_a_row_that_says_it_is_a_course_names_a_course() -> None:
    course = frozenset({"course"})
    assert told_kinds(("student",), course) == ["id"]
    assert told_kinds(("student", "course"), course) == ("student", "course")
    assert told_kinds(("student",), frozenset({"user"})) == ("student",)
    assert told_kinds(("teacher",), course) == ("teacher",)
