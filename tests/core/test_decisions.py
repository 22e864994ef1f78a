"""Entries that share a text: what stands beside it decides, and where nothing does, all are offered together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pytest

from app.core.catalog.model import Entry
from app.core.lookup.lookup import EXACT, Answer
from app.core.matching.filters import Filters
from app.core.scanning.json_records import records_of_value
from app.core.text.statement import Statement
from app.services.error_desk import Desk
from app.services.scanning.sources import TextSource
from tests.catalog_texts import filled_plainly

CK = "coursekey"


def first_ids(answer: Answer) -> set[str]:
    """The ids that come first: one, or all that share the text."""
    assert answer.matches
    assert answer.matches[0].kind == EXACT
    return {match.entry.id for match in answer.matches[: answer.sharing or 1]}


def reasons(answer: Answer) -> tuple[object, ...]:
    """What decided for the first match."""
    why = answer.matches[0].why
    decided = why.values.get("reasons") if why else None
    return decided if isinstance(decided, tuple) else ()


def shared_texts(desk: Desk) -> dict[str, list[Entry]]:
    """Each text that several entries own without any condition, filled plainly, with its owners."""
    owners: dict[str, list[Entry]] = defaultdict(list)
    for entry in desk.catalog.entries:
        for message in entry.messages:
            if not message.generic and not message.when and entry not in owners[message.text]:
                owners[message.text].append(entry)
    return {filled_plainly(text)[0]: entries for text, entries in owners.items() if len(entries) > 1}


def test_about_thirty_entries_share_a_text(desk: Desk) -> None:
    assert len({entry.id for entries in shared_texts(desk).values() for entry in entries}) >= 30


def test_where_nothing_decides_all_come_first_together(desk: Desk) -> None:
    wrong = []
    for text, entries in shared_texts(desk).items():
        answer = desk.look_up(text)
        if first_ids(answer) != {entry.id for entry in entries} or not answer.ambiguous:
            wrong.append(f"{text!r}: {first_ids(answer)}, ambiguous {answer.ambiguous}")
    assert not wrong, "\n".join(wrong)


def test_a_limit_never_cuts_a_shared_group(desk: Desk) -> None:
    for text, entries in shared_texts(desk).items():
        answer = desk.look_up(text, limit=1)
        assert answer.ambiguous
        assert [match.entry.id for match in answer.matches] == [entry.id for entry in entries]


ENDPOINTS = {"user": "/users", "course": "/courses", "enrollment": "/course-members", "attendance": "/attendance"}
FILES = {"user": "users", "course": "courses", "enrollment": "enrollments", "attendance": "attendance"}
RECORD_TYPE_SHOWN: dict[str, Callable[[str, str], str]] = {
    "endpoint": lambda text, kind: f"2025-09-02 06:00:14 ERROR POST {ENDPOINTS[kind]} failed: {text}",
    "endpoint with an id": lambda text, kind: f"PUT {ENDPOINTS[kind]}/4711: {text}",
    "endpoint in JSON": lambda text, kind: f'{{"endpoint":"/api/v2{ENDPOINTS[kind]}","error":{{"message":"{text}"}}}}',
    "file name": lambda text, kind: f"{FILES[kind]}.csv:118 - {text}",
    "field": lambda text, kind: f"level=error record_type={kind} msg={text}",
    "field in JSON": lambda text, kind: f'{{"recordType":"{kind}","message":"{text}"}}',
    "tag": lambda text, kind: f"06:00:14 [{kind}] ERROR {text}",
    "named work": lambda text, kind: f"06:00:14 ERROR {kind} sync: {text}",
    "cell": lambda text, kind: f'118,{kind},"{text}",failed',
}


@pytest.mark.parametrize("way", RECORD_TYPE_SHOWN)
def test_the_record_type_shown_beside_the_text_decides(way: str, desk: Desk) -> None:
    wrong = []
    for text, entries in shared_texts(desk).items():
        for kind in ENDPOINTS:
            expected = {entry.id for entry in entries if kind in entry.record_types}
            if not expected or len(expected) == len(entries):
                continue
            line = RECORD_TYPE_SHOWN[way](text, kind)
            answer = desk.look_up(line)
            if first_ids(answer) != expected:
                wrong.append(f"{line!r}: {first_ids(answer)}")
            elif Statement("by-record-type") not in reasons(answer):
                wrong.append(f"{line!r}: {answer.matches[0].why}")
    assert not wrong, "\n".join(wrong)


def test_the_record_type_filter_decides_and_leaves_the_others_out(desk: Desk) -> None:
    for text, entries in shared_texts(desk).items():
        for kind in {kind for entry in entries for kind in entry.record_types}:
            answer = desk.look_up(text, Filters(record_types=frozenset({kind})))
            assert first_ids(answer) == {entry.id for entry in entries if kind in entry.record_types}
            assert all(kind in match.entry.record_types for match in answer.matches)


def test_the_vendor_filter_decides_and_leaves_the_others_out(desk: Desk) -> None:
    for text, entries in shared_texts(desk).items():
        for vendor in {entry.vendor for entry in entries}:
            answer = desk.look_up(text, Filters(vendors=frozenset({vendor})))
            assert first_ids(answer) == {entry.id for entry in entries if entry.vendor == vendor}
            assert all(match.entry.vendor == vendor for match in answer.matches)


def test_the_vendor_named_beside_the_text_decides(desk: Desk) -> None:
    decided = 0
    for text, entries in shared_texts(desk).items():
        for vendor in {entry.vendor for entry in entries}:
            expected = {entry.id for entry in entries if entry.vendor == vendor}
            if len(expected) < len(entries):
                decided += 1
                assert first_ids(desk.look_up(f"{vendor} grade passback: {text}")) == expected
    assert decided >= 8


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        # The code.
        ('{error: {code: 10007, message: "Invalid end time", info: {}}}', [f"{CK}.attendance.invalid-end-time"]),
        ('{error: {code: 10005, message: "Invalid end time", info: {}}}', [f"{CK}.course.invalid-end-time"]),
        ('{"code":"10006","message":"Invalid start time"}', [f"{CK}.attendance.invalid-start-time"]),
        ("Invalid start time (error code 10005)", [f"{CK}.course.invalid-start-time"]),
        # The HTTP status.
        ("403 Forbidden Response: Unauthorized school: 5821", [f"{CK}.user.unauthorized-school"]),
        ('{"status":400,"message":"Unauthorized school: 5821"}', [f"{CK}.course.unauthorized-school"]),
        # The code comes before the endpoint, the endpoint decides what the code leaves open.
        ("POST /attendance code 10005 Invalid end time", [f"{CK}.course.invalid-end-time"]),
        ("POST /users code 2019 Missing required parameter: x", [f"{CK}.user.missing-required-parameter"]),
        # The people of a course are its members.
        ("POST /courses/C1/users: Course does not exist.", [f"{CK}.enrollment.course-does-not-exist"]),
        # The values.
        (
            "User missing the following fields: schoolID",
            [f"{CK}.user.account-missing-the-following-fields"],
        ),
        (
            "User missing the following fields:lastName, email",
            [f"{CK}.user.user-missing-the-following-fields"],
        ),
        # Values that fit neither condition, or none at all, decide nothing.
        (
            "User missing the following fields: shoeSize",
            [f"{CK}.user.account-missing-the-following-fields", f"{CK}.user.user-missing-the-following-fields"],
        ),
        # Two record types in one line decide only between those two.
        (
            "users.csv, courses.csv: Course not found",
            [f"{CK}.attendance.course-not-found", f"{CK}.enrollment.course-not-found"],
        ),
        # The message's own words are no context.
        ("User not found.", [f"{CK}.user.user-not-found"]),
        ("Course not found", [f"{CK}.attendance.course-not-found", f"{CK}.enrollment.course-not-found"]),
    ],
)  # fmt: skip
def test_what_decides(text: str, ids: list[str], desk: Desk) -> None:
    answer = desk.look_up(text)
    assert sorted(first_ids(answer)) == sorted(ids)
    assert answer.ambiguous == (len(ids) > 1)


def test_those_told_apart_follow_as_alternatives(desk: Desk) -> None:
    answer = desk.look_up("Invalid end time (code 10007)")
    assert [match.entry.id for match in answer.matches[:2]] == [
        f"{CK}.attendance.invalid-end-time",
        f"{CK}.course.invalid-end-time",
    ]
    assert answer.matches[0].score > answer.matches[1].score
    assert answer.matches[0].why == Statement("exact-decided", {"reasons": (Statement("by-code"),)})
    assert answer.matches[1].why == Statement("told-apart", {"reasons": (Statement("by-code"),)})


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_columns_of_a_csv_log_decide(separator: str, desk: Desk) -> None:
    for text, entries in shared_texts(desk).items():
        if "," in text or ";" in text:
            continue
        for kind in ENDPOINTS:
            expected = {entry.id for entry in entries if kind in entry.record_types}
            if expected and len(expected) < len(entries):
                rows = [["row", "recordType", "message"], ["7", kind, text]]
                report = desk.scan([TextSource("log", "\n".join(separator.join(row) for row in rows))])
                assert [set(finding.ids) for finding in report.findings] == [expected], (text, kind)


@pytest.mark.parametrize(
    ("header", "row", "entry"),
    [
        ("code,message", "10007,Invalid end time", f"{CK}.attendance.invalid-end-time"),
        ("error code,error message", "10005,Invalid end time", f"{CK}.course.invalid-end-time"),
        ("HTTP Status,detail", "403,Unauthorized school: 7", f"{CK}.user.unauthorized-school"),
        ("Status,detail", "400,Unauthorized school: 7", f"{CK}.course.unauthorized-school"),
        ("endpoint,message", "/users/7,Missing required parameter: x", f"{CK}.user.missing-required-parameter"),
        ("file,message", "courses.csv,Missing required parameter: x", f"{CK}.course.missing-required-parameter"),
        ("entryType,errorMessage", "Enrollment,Course does not exist.", f"{CK}.enrollment.course-does-not-exist"),
        ("system,message", "Aeries,Internal Server Error", "canvas.aeries.internal-server-error"),
    ],
)
def test_each_column_decides(header: str, row: str, entry: str, desk: Desk) -> None:
    report = desk.scan([TextSource("log", f"{header}\n{row}\n")])
    assert [finding.ids for finding in report.findings] == [(entry,)]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("users.log", {f"{CK}.user.missing-required-parameter"}),
        ("2025-09-02_course_export.txt", {f"{CK}.course.missing-required-parameter"}),
        ("logs/coursekey-enrollments.csv", {f"{CK}.enrollment.missing-required-parameter"}),
        ("week.zip!attendance.log", {f"{CK}.attendance.missing-required-parameter"}),
        ("users-and-courses.log", None),
        ("nightly.log", None),
    ],
)
def test_the_file_name_decides(name: str, ids: set[str] | None, desk: Desk) -> None:
    report = desk.scan([TextSource(name, "06:00 ERROR Missing required parameter: name\n")])
    everyone = {f"{CK}.{kind}.missing-required-parameter" for kind in ENDPOINTS}
    assert [set(finding.ids) for finding in report.findings] == [ids or everyone]


UNAUTHORIZED = '{"error": {"code": 10005, "message": "Unauthorized school: 9917"}}'


@pytest.mark.parametrize(
    "endpoint",
    [
        "/users",
        "/v2/users",
        "/api/v1/users/batch",
        "https://api.example.org/v2/users",
        "https://api.example.org:8443/users?limit=5",
        "http://localhost/users.json",
        "/v2/Users:batch",
    ],
)
def test_an_endpoint_is_surer_than_a_status(endpoint: str, desk: Desk) -> None:
    # The dictionary prints 403 for users and 400 for courses.
    pasted = f"POST {endpoint} 400 {UNAUTHORIZED}"
    assert desk.look_up(pasted).matches[0].entry.id == "coursekey.user.unauthorized-school"
    (finding,) = desk.scan([TextSource("a.log", pasted)]).findings
    assert finding.ids == ("coursekey.user.unauthorized-school",)
    (finding,) = desk.scan([TextSource("a.log", f"POST /courses 400 {UNAUTHORIZED}")]).findings
    assert finding.ids == ("coursekey.course.unauthorized-school",)


@pytest.mark.parametrize(
    ("endpoint", "kind"),
    [
        ("/course-attendance-sessions", "attendance"),
        ("/api/v1/courses/7/users", "enrollment"),
        ("/v1/student_enrollments/17", "enrollment"),
        ("/users/login-sessions", "user"),
        ("/ims/oneroster/v1p1/classes", "course"),
    ],
)
def test_record_types_of_endpoints(endpoint: str, kind: str, desk: Desk) -> None:
    assert desk.matcher.exact.clue_reader.record_types_in(f"POST {endpoint} 400") == {kind}


def test_the_type_of_an_answer_does_not_hide_the_endpoint(desk: Desk) -> None:
    answer = {"type": "error", "error": {"message": "Email must be unique"}}
    value = {"type": "http", "url": "https://h/v2/users", "response": answer}
    (record,) = records_of_value(value, 1, desk.matcher.exact.clue_reader)
    assert record.clues.record_types == {"user"}


def test_a_value_that_only_one_entry_has_decides(desk: Desk) -> None:
    attendance = f"{CK}.attendance.missing-required-parameter"
    assert first_ids(desk.look_up("Missing required parameter: attendanceID")) == {attendance}
    assert len(first_ids(desk.look_up("Missing required parameter: timeZone"))) == 4


def test_a_value_decides_each_line_by_itself_in_a_log(desk: Desk) -> None:
    fields = ("attendanceID", "email", "session", "firstName", "attendanceID")
    line = "2025-10-21 05:30:11 ERROR coursekey 400 Missing required parameter: {}\n"
    report = desk.scan([TextSource("a.log", "".join(map(line.format, fields)))])
    counts = {finding.ids: finding.count for finding in report.findings}
    assert counts[(f"{CK}.attendance.missing-required-parameter",)] == 3
    assert sorted(counts.values()) == [2, 3]
