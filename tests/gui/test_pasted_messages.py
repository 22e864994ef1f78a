"""Twenty messages as they arrive at a help desk, pasted into the window: the right entry first, with its values."""

from __future__ import annotations

import pytest

from tests.gui.desktop import Desktop

MESSAGES = [
    (
        "coursekey.user.user-missing-the-following-fields",
        "2026-09-03 02:11:47,310 [sync-3] ERROR c.k.UserClient - POST /v2/users -> 400 Bad Request Response: {error: "
        '{code: 10005, message: "User missing the following fields: lastName, email", info: {}}}',
        ["lastName, email"],
    ),
    (
        "coursekey.user.account-missing-the-following-fields",
        '{"ts":"2026-09-03T02:11:48Z","svc":"roster","err":"{\\"error\\":{\\"code\\":10005,\\"message\\":'
        '\\"User missing the following fields: issuedID\\",\\"info\\":{}}}"}',
        ["issuedID"],
    ),
    (
        "coursekey.user.email-must-be-unique",
        "Good morning, two of our ninth graders did not come over, CourseKey answers “Email must be unique”. What now?",
        [],
    ),
    (
        "coursekey.course.admin-does-not-exist",
        "> 400 Bad Request Response: {error: {code: 10005, message: &quot;Admin\n"
        "> does not exist: p.adeyemi@lakeside.example&quot;, info: {}}}",
        ["p.adeyemi@lakeside.example"],
    ),
    ("coursekey.course.addcode-must-be-unique", 'course;"400";"addCode must be unique.";"BIO-101-03"', []),
    (
        "coursekey.course.invalid-time-zone",
        "INVALID TIMEZONE: EASTERN. USE THE IANA TZDB STANDARD",
        ["EASTERN"],
    ),
    (
        "coursekey.course.invalid-end-time",
        '400 Bad Request Response: {error: {code: 10005, message: "Invalid end time", info: {}}}',
        [],
    ),
    (
        "coursekey.attendance.invalid-end-time",
        '400 Bad Request Response: {error: {code: 10007, message: "Invalid end time", info: {}}}',
        [],
    ),
    (
        "coursekey.enrollment.course-not-found",
        '02:14 ERROR POST /enrollments {"error":{"code":2213,"message":"Course not found."}} student=20417',
        [],
    ),
    (
        "coursekey.attendance.attendance-does-not-exist",
        "DELETE /attendances/889134 failed: AttendanceID 889134 does not exist",
        ["889134"],
    ),
    (
        "coursekey.attendance.attendance-overlap",
        '400 Bad Reqest Response: {error: {code: 2109, message: "Atendance Overlap"',
        [],
    ),
    (
        "canvas.aeries.multiple-matches-found",
        'Multiple matches found for "Ch. 4 – Quiz" due on 10/14/2026 in OneRoster.',
        ["Ch. 4 - Quiz", "10/14/2026"],
    ),
    (
        "canvas.focus.grading-category-not-found",
        "Grading category [Bell Work] not found in OneRoster for [Warm-up 12]. Please ensure that your assignment "
        "categories/groups match between OneRoster and Canvas. Available grading categories for class [88213] are: "
        "[Tests, Labs]",
        ["Bell Work", "Warm-up 12", "88213", "Tests, Labs"],
    ),
    (
        "canvas.infinite-campus.unable-to-process-score",
        'Unable to process score for Jordan-2231; missing ""assignment_source_id"" attribute',
        ["Jordan-2231"],
    ),
    (
        "canvas.powerschool.assignment-already-exists",
        'Reason: HTTP/1.1 409 Conflict response: {"message":"An assignment already exists with this name '
        '[Lab 2: Enzymes] and due date [11/03/2026]"}',
        ["Lab 2: Enzymes", "11/03/2026"],
    ),
    (
        "canvas.powerschool.grade-exchange-job-failed",
        "Grade exchange job failed. Status in SIS: 5 - EXCHANGE_ERROR_NON_RETRYABLE - [8f1c-22] - Socket timeout, no "
        "response within 20 seconds",
        ["8f1c-22"],
    ),
    (
        "canvas.skyward.student-not-enrolled",
        "Sep 3 02:20:05 gpb[4411]: Student [100482] was not enrolled in Section for Assignment [55120.88]",
        ["100482", "55120.88"],
    ),
    (
        "canvas.skyward.section-does-not-have-a-gradebook",
        "Section [BIO1.2.004] does not have a gradeboook.",
        [],
    ),
    (
        "canvas.synergy.not-a-valid-score",
        "<td>Not a valid Score (27). Must be 0 to double Max Score (10)</td>",
        ["27", "10"],
    ),
    (
        "canvas.q-sis.grading-category-not-found",
        "Please help: every night we get Grading category Participation not found in Q",
        ["Participation"],
    ),
]


def test_there_are_twenty_of_them() -> None:
    assert len({entry for entry, _, _ in MESSAGES}) == len(MESSAGES) == 20


@pytest.mark.parametrize(("entry", "message", "values"), MESSAGES, ids=[entry for entry, _, _ in MESSAGES])
def test_a_pasted_message_shows_its_entry_first_with_its_values(
    desktop: Desktop, entry: str, message: str, values: list[str]
) -> None:
    desktop.paste(message)
    assert desktop.ids[0] == entry
    assert not desktop.headings[:1] or "meanings" not in desktop.headings[0]
    assert desktop.chosen == desktop.hits[0].match.entry.title
    assert desktop.hits[0].match.entry.title in desktop.detail
    for value in values:
        assert value in desktop.detail.split("What it means")[0]
