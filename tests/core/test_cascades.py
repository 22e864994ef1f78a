"""Failures that follow from others, as a registrar would sort them: what to fix first, and what then repairs itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.core.catalog.model import Entry, Relations
from app.core.report.cascades import Cascade, Follower, cascades, summary
from app.core.report.findings import Finding, by_count
from app.core.report.place import Place
from app.core.report.report import Report
from app.storage.catalog.reader import read_catalog

ENTRIES = {entry.id: entry for entry in read_catalog(Path(__file__).resolve().parents[2] / "catalog").catalog.entries}
USER = "coursekey.user.email-must-be-unique"
OTHER_USER = "coursekey.user.user-missing-the-following-fields"
COURSE = "coursekey.course.owner-does-not-exist"
ENROLLMENT = "coursekey.enrollment.user-does-not-exist"
MISSING = "coursekey.enrollment.missing-required-parameter"
NO_COURSE = "coursekey.enrollment.course-not-found"
ATTENDANCE = "coursekey.attendance.course-not-found"
SECTION = "canvas.skyward.section-does-not-have-a-gradebook"
ASSIGNMENT = "canvas.focus.assignment-not-found"
SCORE = "canvas.skyward.student-not-enrolled"
JOB = "canvas.infinite-campus.data-sync-job-timed-out"

# Relations that no entry of the catalog has yet: an error about one who is not in a class, a section that is missing.
for _one, _from in {
    ATTENDANCE: ("course", "enrollment"),
    SECTION: (COURSE,),
    ASSIGNMENT: (SECTION,),
    SCORE: (ASSIGNMENT,),
}.items():
    ENTRIES[_one] = replace(ENTRIES[_one], relations=Relations(follows_from=_from))

Named = Mapping[str, str]
AMY = {"amy@x.example": "email", "U1001": "user"}


def found(ids: str | tuple[str, ...], *occurrences: Named) -> Finding:
    """A finding whose occurrences name these records, the affected one first."""
    entries: tuple[Entry, ...] = tuple(ENTRIES[one] for one in ((ids,) if isinstance(ids, str) else ids))
    finding = Finding(entries)
    for names in occurrences:
        finding.count += 1
        (record, kind), *further = names.items()
        finding.records.add(record, kind, dict(further))
    return finding


def sort_out(*findings: Finding) -> tuple[Cascade, ...]:
    return cascades(Report(findings=by_count(findings)))


def tree(found: tuple[Cascade, ...]) -> list:
    def below(followers: tuple[Follower, ...]) -> list:
        return [(one.finding.ids[0], one.records, one.count, below(one.followers)) for one in followers]

    return [(one.finding.ids[0], one.records, below(one.followers)) for one in found]


def test_a_user_that_was_not_created_fails_its_enrollments_and_those_its_attendance() -> None:
    classes = [{"U1001": "user", f"ALG-{number}": "course"} for number in range(5)]
    sessions = [{f"90{number}": "attendance session", "U1001": "user", "ALG-2": "course"} for number in range(3)]
    result = sort_out(found(USER, AMY), found(ENROLLMENT, *classes), found(ATTENDANCE, *sessions))
    assert tree(result) == [(USER, 1, [(ENROLLMENT, 1, 5, [(ATTENDANCE, 3, 3, [])])])]
    assert summary(result) == "Fix this one first; 8 other failures follow from it."
    assert result[0].causes == (("amy@x.example", 8),)


def test_nothing_in_common_is_no_cascade() -> None:
    result = sort_out(found(USER, AMY), found(ENROLLMENT, {"ben@x.example": "email", "ALG-1": "course"}))
    assert result == ()
    assert summary(result) == ""


def test_two_causes_have_their_own_followers() -> None:
    result = sort_out(
        found(USER, AMY, {"dee@x.example": "email"}),
        found(OTHER_USER, {"ben@x.example": "email"}, {"cat@x.example": "email"}),
        found(
            ENROLLMENT,
            {"AMY@x.example ": "email", "ALG-1": "course"},
            {"ben@x.example": "email", "ALG-1": "course"},
            {"ben@x.example": "email", "BIO-2": "course"},
            {"eve@x.example": "email", "BIO-2": "course"},
        ),
    )
    assert tree(result) == [(OTHER_USER, 1, [(ENROLLMENT, 1, 2, [])]), (USER, 1, [(ENROLLMENT, 1, 1, [])])]
    assert summary(result) == "Fix these 2 first; 3 other failures follow from them."


def test_an_owner_that_was_not_created_fails_the_course_and_that_its_enrollments() -> None:
    result = sort_out(
        found(USER, {"grace@x.example": "email", "T2207": "user"}),
        found(COURSE, {"CTE-1": "course", "grace@x.example": "email"}, {"CTE-2": "course", "grace@x.example": "email"}),
        found(NO_COURSE, {"amy@x.example": "email", "CTE-1": "course"}, {"ben@x.example": "email", "CTE-2": "course"}),
    )
    assert tree(result) == [(USER, 1, [(COURSE, 2, 2, [(NO_COURSE, 2, 2, [])])])]
    assert summary(result) == "Fix this one first; 4 other failures follow from it."


def test_an_occurrence_follows_from_one_cause_only_the_highest() -> None:
    result = sort_out(
        found(USER, AMY, AMY, AMY),
        found(COURSE, {"ALG-1": "course"}),
        found(ENROLLMENT, {"amy@x.example": "email", "ALG-1": "course"}),
    )
    assert tree(result) == [(USER, 1, [(ENROLLMENT, 1, 1, [])])]


def test_the_highest_cause_counts_and_the_nearest_one_shows_above_it() -> None:
    result = sort_out(
        found(COURSE, {"ALG-1": "course"}),
        found(SECTION, {"S77": "section", "ALG-1": "course"}),
        found(ASSIGNMENT, {"A901": "assignment", "S77": "section"}),
        found(SCORE, {"40131": "student", "A901": "assignment"}, {"40132": "student", "A901": "assignment"}),
    )
    assert tree(result) == [(COURSE, 1, [(SECTION, 1, 1, [(ASSIGNMENT, 1, 1, [(SCORE, 2, 2, [])])])])]
    assert result[0].count == 4


def test_the_course_named_beside_a_failing_user_is_not_a_cause() -> None:
    result = sort_out(
        found(USER, AMY | {"ALG-1": "course"}), found(NO_COURSE, {"ben@x.example": "email", "ALG-1": "course"})
    )
    assert result == ()


def test_of_a_student_in_six_courses_only_the_failed_one_follows() -> None:
    courses = [{"amy@x.example": "email", f"ALG-{number}": "course"} for number in range(6)]
    result = sort_out(found(COURSE, {"ALG-3": "course"}), found(NO_COURSE, *courses, *courses))
    assert tree(result) == [(COURSE, 1, [(NO_COURSE, 1, 2, [])])]
    assert summary(result) == "Fix this one first; about 2 other failures follow from it."


def test_two_courses_of_one_student_each_take_their_share() -> None:
    courses = [{"amy@x.example": "email", f"ALG-{number}": "course"} for number in range(4)]
    result = sort_out(found(COURSE, {"ALG-1": "course"}, {"ALG-2": "course"}), found(NO_COURSE, *courses))
    assert tree(result) == [(COURSE, 2, [(NO_COURSE, 1, 2, [])])]
    assert result[0].causes == (("ALG-1", 1), ("ALG-2", 1))


def test_a_course_that_fails_each_night_is_one_record() -> None:
    result = sort_out(
        found(COURSE, *[{"ALG-1": "course"}] * 30),
        found(NO_COURSE, {"amy@x.example": "email", "ALG-1": "course"}, {"ben@x.example": "email", "ALG-1": "course"}),
    )
    assert result[0].records == 1
    assert summary(result) == "Fix this one first; 2 other failures follow from it."


def test_a_cause_may_fail_later_than_what_follows() -> None:
    user, enrollment = found(USER, AMY), found(ENROLLMENT, {"U1001": "user", "ALG-1": "course"})
    user.see(Place("a.log", 90, "2026-03-02 03:00:00"), "2026-03-02T03:00:00")
    enrollment.see(Place("a.log", 10, "2026-03-02 01:00:00"), "2026-03-02T01:00:00")
    assert tree(sort_out(user, enrollment)) == [(USER, 1, [(ENROLLMENT, 1, 1, [])])]


@pytest.mark.parametrize(
    ("cause", "follower"),
    [
        ({"1001": "user"}, {"1001": "student"}),  # numbers of another kind
        ({"row 18": "row"}, {"row 18": "row"}),
        ({"12": "school"}, {"12": "school"}),
        ({"already": "user"}, {"already": "user"}),
        ({"Missing": "user"}, {"Missing": "user"}),
        ({"Amy Miller": "student"}, {"Amy Miller": "student"}),  # a name that two may have
    ],
)
def test_what_is_no_identifier_joins_nothing(cause: Named, follower: Named) -> None:
    assert sort_out(found(USER, cause), found(ENROLLMENT, follower)) == ()


def test_an_id_with_letters_is_the_same_whoever_calls_it_by_which_name() -> None:
    result = sort_out(found(USER, {"S1001": "student"}), found(ENROLLMENT, {"s1001": "user", "ALG-1": "course"}))
    assert tree(result) == [(USER, 1, [(ENROLLMENT, 1, 1, [])])]


def test_every_identifier_of_a_course_joins() -> None:
    course = {"22": "course", "Welding 1": "course", "CTE-2041": "course"}
    result = sort_out(found(COURSE, course), found(NO_COURSE, {"amy@x.example": "email", "CTE-2041": "course"}))
    assert tree(result) == [(COURSE, 1, [(NO_COURSE, 1, 1, [])])]


def test_nothing_follows_from_what_it_cannot_follow_from() -> None:
    both = {"amy@x.example": "email", "ALG-1": "course"}
    assert sort_out(found(COURSE, {"ALG-1": "course"}), found(ENROLLMENT, both)) == ()
    assert sort_out(found(USER, AMY), found(NO_COURSE, both)) == ()
    assert sort_out(found(USER, AMY), found(MISSING, both)) == ()


def test_a_student_does_not_follow_from_the_teacher_nor_a_course_from_the_student() -> None:
    student = {"amy@x.example": "email", "4711": "student", "T2207": "teacher"}
    assert sort_out(found(USER, {"T2207": "teacher"}), found(ENROLLMENT, student)) == ()
    assert sort_out(found(USER, student), found(COURSE, {"ALG-1": "course", "T2207": "teacher"})) == ()
    result = sort_out(found(USER, {"T2207": "teacher"}), found(COURSE, {"ALG-1": "course", "T2207": "teacher"}))
    assert tree(result) == [(USER, 1, [(COURSE, 1, 1, [])])]


def test_a_change_of_a_course_follows_from_its_not_being_made() -> None:
    late = found("coursekey.course.course-does-not-exist", {"ALG-1": "course"})
    enrollment = found(NO_COURSE, {"amy@x.example": "email", "ALG-1": "course"})
    result = sort_out(enrollment, late, found(COURSE, {"ALG-1": "course"}))
    assert tree(result) == [(COURSE, 1, [(late.ids[0], 1, 1, [(NO_COURSE, 1, 1, [])])])]


def test_the_account_that_runs_the_sync_is_nobodys_identifier() -> None:
    result = sort_out(
        found(USER, {"amy@x.example": "email", "svc-1": "user"}, {"ben@x.example": "email", "svc-1": "user"}),
        found(ENROLLMENT, {"eve@x.example": "email", "svc-1": "user"}),
    )
    assert result == ()


def test_two_mails_beside_each_other_leave_open_whose_they_are() -> None:
    result = sort_out(
        found(USER, {"U1001": "user", "amy@x.example": "email", "admin@x.example": "email"}),
        found(ENROLLMENT, {"admin@x.example": "email", "ALG-1": "course"}),
    )
    assert result == ()


def test_records_without_names_follow_nothing() -> None:
    assert sort_out(found(USER, AMY), Finding((ENTRIES[ENROLLMENT],), count=40)) == ()


def test_users_do_not_follow_from_enrollments_nor_jobs_from_anything() -> None:
    assert sort_out(found(ENROLLMENT, AMY), found(JOB, AMY), found(SECTION, {"S1": "section", **AMY})) == ()


def test_an_enrollment_of_another_class_is_not_the_cause() -> None:
    session = {"9001": "attendance session", "amy@x.example": "email", "BIO-2": "course"}
    place = {"amy@x.example": "email", "ALG-1": "course"}
    assert sort_out(found(ENROLLMENT, place), found(ATTENDANCE, session)) == ()
    same = {"9002": "attendance session", "amy@x.example": "email", "ALG-1": "course"}
    assert tree(sort_out(found(ENROLLMENT, place), found(ATTENDANCE, session, same))) == [
        (ENROLLMENT, 1, [(ATTENDANCE, 1, 1, [])])
    ]


def test_assignments_with_the_same_title_must_be_of_the_same_section() -> None:
    quiz = {"Quiz 1": "assignment", "S77": "section"}
    other = {"40131": "student", "Quiz 1": "assignment", "S78": "section"}
    unplaced = {"40133": "student", "Quiz 1": "assignment"}
    same = {"40132": "student", "Quiz 1": "assignment", "S77": "section"}
    assert sort_out(found(ASSIGNMENT, quiz), found(SCORE, other, unplaced)) == ()
    assert tree(sort_out(found(ASSIGNMENT, quiz), found(SCORE, other, unplaced, same))) == [
        (ASSIGNMENT, 1, [(SCORE, 1, 1, [])])
    ]


def test_a_text_of_two_meanings_follows_but_causes_nothing_uncertain() -> None:
    both = ("coursekey.course.course-does-not-exist", "coursekey.enrollment.course-does-not-exist")
    course = {"ALG-1": "course"}
    assert tree(sort_out(found(COURSE, course), found(both, course))) == [(COURSE, 1, [(both[0], 1, 1, [])])]
    assert sort_out(found(both, course), found(ATTENDANCE, {"9": "attendance session", **course})) == ()


def test_numbers_are_least_ones_where_not_all_records_are_kept() -> None:
    enrollment = found(ENROLLMENT, *({f"u{number}@x.example": "email"} for number in range(400)))
    enrollment.records.lower_limit(100)
    users = found(USER, *({f"u{number}@x.example": "email"} for number in range(400)))
    result = sort_out(users, enrollment)
    assert tree(result) == [(USER, 100, [(ENROLLMENT, 100, 100, [])])]
    assert summary(result) == "Fix these 100 first; at least 100 other failures follow from them."


def test_only_some_causes_are_named_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.report.cascades.MAX_CAUSES", 50)
    people = [{f"u{number}@x.example": "email"} for number in range(80)]
    (one,) = sort_out(found(USER, *people), found(ENROLLMENT, *people, people[7]))
    assert (one.records, len(one.causes), one.causes[0]) == (80, 50, ("u7@x.example", 2))


def test_order_and_grouping_of_the_findings_do_not_matter() -> None:
    findings = [
        found(USER, AMY), found(OTHER_USER, AMY), found(COURSE, {"ALG-1": "course"}),
        found(ENROLLMENT, {"U1001": "user", "ALG-1": "course"}), found(NO_COURSE, {"U1001": "user", "ALG-1": "course"}),
        found(ATTENDANCE, {"9001": "attendance session", "ALG-1": "course", "U1001": "user"}),
    ]  # fmt: skip
    expected = tree(cascades(Report(findings=findings)))
    assert sum(cascade[1] for cascade in expected) == 2, "the user and the course"
    assert tree(cascades(Report(findings=findings[::-1]))) == expected


def test_many_records_that_all_follow_take_time_in_proportion() -> None:
    def steps(number: int) -> int:
        """How often identifiers are compared: counted, since a clock would depend on the machine."""
        people = [{f"u{n}@x.example": "email", f"C{n % 7}": "course"} for n in range(number)]
        report = Report(findings=[found(USER, *people), found(ENROLLMENT, *people), found(ATTENDANCE, *people)])
        counted = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event == "call"

        import sys

        sys.setprofile(count)
        try:
            cascades(report)
        finally:
            sys.setprofile(None)
        return counted

    assert steps(800) < 8.5 * steps(100)


def test_of_two_causes_of_one_height_the_larger_counts() -> None:
    few, many = found(USER, AMY), found(OTHER_USER, AMY, AMY, {"zoe@x.example": "email"})
    for findings in ((few, many), (many, few)):
        result = cascades(Report(findings=[*findings, found(ENROLLMENT, {"U1001": "user", "ALG-1": "course"})]))
        assert tree(result) == [(OTHER_USER, 1, [(ENROLLMENT, 1, 1, [])])]
