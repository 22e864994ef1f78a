"""Records of YAML, HAR and SQL dumps: each with its own names and times; what is broken is told and read as lines."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.scanning.log_record import LogRecord
from app.services.error_desk import Desk
from app.storage.documents.detect import document_reader


def _student(names: Mapping[str, str]) -> str:
    return next(name for name, kind in names.items() if kind == "student")


def read(text: str, desk: Desk, form: str) -> tuple[list[LogRecord], list[str]]:
    raw = text.encode()
    reader = document_reader("x", raw[:65_536])
    assert reader is not None
    assert reader.format == form
    found = [record for record in reader.records(io.BytesIO(raw), desk.matcher.exact.clue_reader) if record]
    return found, reader.notes


def seen(text: str, desk: Desk, form: str) -> list[tuple[int, str, dict[str, str], str]]:
    return [(one.number, one.text, dict(one.names), one.time) for one in read(text, desk, form)[0]]


FLAT = """# last night
- time: 2026-01-14T03:00:01Z
  student: S1
  status: 400
  message: Email must be unique
- time: 2026-01-14T03:00:02Z
  student: S2
  status: 404
  message: >-
    Course not
    found
"""
NAMED = """job: nightly
errors:
- time: 2026-01-14T03:00:01Z
  student: "S1"
  response: {status: 400, message: Email must be unique}

- {time: 2026-01-14T03:00:02Z, student: S2, status: 404, message: 'Course not found'}
"""
DOCUMENTS = """---
time: 2026-01-14T03:00:01Z
student: S1
status: 400
error:
  message: Email must be unique
---
time: 2026-01-14T03:00:02Z
student: S2
status: 404
error:
  message: Course not found
...
"""


@pytest.mark.parametrize(("text", "lines"), [(FLAT, (2, 6)), (NAMED, (5, 7)), (DOCUMENTS, (6, 12))])
def test_yaml_records(text: str, lines: tuple[int, int], desk: Desk) -> None:
    found = [one for one in seen(text, desk, "yaml") if one[2]]
    assert [(body.split("\n")[-1], names, time) for _, body, names, time in found] == [
        ("Email must be unique", {"S1": "student"}, "2026-01-14T03:00:01Z"),
        ("Course not found", {"S2": "student"}, "2026-01-14T03:00:02Z"),
    ]
    assert all(abs(number - line) <= 1 for (number, *_), line in zip(found, lines, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "- Email must be unique\n- Course not found\n",
        "- error: Email must be unique\n- error: Course not found\n",
        "Hello,\n- student: S1\n  message: Email must be unique\n",
        "ERROR: Email must be unique\n- a: b\n  c: d\n2026-01-14 ERROR x\n",
        "---------- sync ----------\n2026-01-14 ERROR Email must be unique\n",
        "name: push\nsteps:\n- uses: x\n  with: y\n",
        "---\nsync\nEmail must be unique\n",
    ],
)
def test_text_that_only_looks_like_yaml_stays_lines(text: str) -> None:
    reader = document_reader("x.yaml", text.encode())
    assert reader is None or reader.format != "yaml"


def test_yaml_that_is_keyed_by_the_id(desk: Desk) -> None:
    text = "S1:\n  status: failed\n  error: Email must be unique\nS2:\n  status: failed\n  error: Home room is full\n"
    found = seen(text, desk, "yaml")
    assert [(number, dict(names)) for number, _, names, _ in found] == [(2, {"S1": "id"}), (5, {"S2": "id"})]


def test_broken_yaml_is_read_up_to_the_break(desk: Desk) -> None:
    found, notes = read(f"{FLAT}- time: 'never closed\n  a: [\n2026-01-14 ERROR last\n", desk, "yaml")
    assert [one.text.split("\n")[-1] for one in found[:2]] == ["Email must be unique", "Course not found"]
    assert any("2026-01-14 ERROR last" in one.text for one in found)
    assert len(notes) == 1
    assert "plain lines" in notes[0]


def test_aliases_are_not_followed(desk: Desk) -> None:
    bomb = "".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    found, _ = read(f"{FLAT}{bomb}", desk, "yaml")
    assert len(found) < 40
    deep, notes = read(f"{FLAT}- {'[' * 5_000}\n", desk, "yaml")
    assert len(deep) >= 2
    assert "nested too deep" in notes[0]


def test_a_large_list_is_read_piece_by_piece(desk: Desk) -> None:
    item = "- student: S{0}\n  message: Email must be unique\n"
    found = seen("".join(map(item.format, range(5_000))), desk, "yaml")
    assert [(number, _student(names)) for number, _, names, _ in found] == [
        (2 * number + 1, f"S{number}") for number in range(5_000)
    ]


def entry(student: str, status: int, body: str, **more: object) -> dict[str, object]:
    sent = {"mimeType": "application/json", "text": json.dumps({"studentID": student, "description": "x y z"})}
    return {
        "startedDateTime": "2026-01-14T03:00:01.1Z",
        "time": 120,
        "request": {"method": "POST", "url": "https://api.example.org/v2/users?x=1", "postData": sent} | more,
        "response": {"status": status, "statusText": "", "content": {"mimeType": "application/json", "text": body}},
    }


def har(*entries: dict[str, object], indent: int | None = 1) -> str:
    log = {"version": "1.2", "creator": {"name": "WebInspector"}, "pages": [], "entries": entries}
    return json.dumps({"log": log}, indent=indent)


BODY = json.dumps({"error": {"message": "Email must be unique"}})


@pytest.mark.parametrize("indent", [None, 1])
def test_a_call_and_its_answer_are_one_record(indent: int | None, desk: Desk) -> None:
    text = har(entry("S1", 400, BODY), entry("S2", 200, BODY), entry("S3", 400, BODY), indent=indent)
    found, notes = read(text, desk, "har")
    assert notes == []
    assert [(dict(one.names), one.outcome, "unique" in one.text) for one in found] == [
        ({"S1": "student"}, "failed", True),
        ({}, "fine", False),
        ({"S3": "student"}, "failed", True),
    ]
    assert {one.time for one in found} == {"2026-01-14T03:00:01.1Z"}
    assert found[0].clues.record_types == {"user"}
    assert found[0].clues.statuses == {"400"}


def test_forms_addresses_and_packed_answers(desk: Desk) -> None:
    form = {"postData": {"mimeType": "x-www-form", "params": [{"name": "studentID", "value": "S1"}]}}
    query = {"postData": {}, "queryString": [{"name": "courseID", "value": "C1"}]}
    packed = entry("S9", 400, base64.b64encode(BODY.encode()).decode())
    packed["response"]["content"]["encoding"] = "base64"  # type: ignore[index]
    blocked = entry("S8", 0, "") | {"response": {"status": 0, "_error": "net::ERR_FAILED", "content": {}}}
    found, _ = read(har(entry("", 500, "x", **form), entry("", 404, "x", **query), packed, blocked), desk, "har")
    assert [dict(one.names) for one in found] == [
        {"S1": "student"},
        {"C1": "course"},
        {"S9": "student"},
        {"S8": "student"},
    ]
    assert "Email must be unique" in found[2].text
    assert "net::ERR_FAILED" in found[3].text


def test_a_large_answer_hides_no_other(desk: Desk) -> None:
    text = har(entry("S1", 200, "x" * 3_000_000), entry("S2", 400, BODY))
    assert [dict(one.names) for one in read(text, desk, "har")[0]] == [{}, {"S2": "student"}]


def test_a_har_that_is_cut_off(desk: Desk) -> None:
    text = har(entry("S1", 400, BODY), entry("S2", 400, BODY))
    found, notes = read(text[: text.rindex("studentID")], desk, "har")
    assert dict(found[0].names) == {"S1": "student"}
    assert "plain lines" in notes[0]


MYSQL = """-- MySQL dump 10.13
DROP TABLE IF EXISTS `errors`;
CREATE TABLE `errors` (
  `id` int NOT NULL,
  `created_at` datetime,
  `student` varchar(20) DEFAULT '',
  `message` text,
  PRIMARY KEY (`id`)
);
LOCK TABLES `errors` WRITE;
INSERT INTO `errors` VALUES (1,'2026-01-14 03:00:01','S1','Email must be unique'),\
(2,'2026-01-14 03:00:02','S2','It\\'s (not; \\"there\\"): Course not found');
UNLOCK TABLES;
-- Dump completed
"""
COLUMNS = """INSERT INTO dbo.errors (created_at, student, message)
VALUES
  ('2026-01-14 03:00:01', N'S1', N'Email must be unique'),
  (CAST('2026-01-14 03:00:02' AS datetime), 'S2', 'It''s (not; "there"): Course not found');
GO
"""
POSTGRES = """SET client_encoding = 'UTF8';
COPY public.errors (created_at, student, message) FROM stdin;
2026-01-14 03:00:01\tS1\tEmail must be unique
2026-01-14 03:00:02\tS2\tIt's (not; "there"): Course not found
\\.

SELECT pg_catalog.setval('errors_id_seq', 2, true);
"""


@pytest.mark.parametrize("text", [MYSQL, COLUMNS, POSTGRES])
def test_rows_of_dumps(text: str, desk: Desk) -> None:
    found = seen(text, desk, "sql")
    assert [(body, _student(names)) for _, body, names, _ in found] == [
        ("Email must be unique", "S1"),
        ('It\'s (not; "there"): Course not found', "S2"),
    ]
    assert found[0][3] == "2026-01-14 03:00:01"
    lines = text.split("\n")
    assert all(_student(names) in lines[number - 1] for number, _, names, _ in found)


@pytest.mark.parametrize(
    ("table", "is_list"),
    [
        ("sync_errors", True),
        ("dbo.[ImportFailures]", True),
        ("public.error_log", True),
        ("`rejects`", True),
        ("rejected_rows", True),
        ("students", False),
        ("error_codes", False),
        ("error_types", False),
        ("messages", False),
    ],
)
def test_rows_of_a_table_of_errors_are_errors_whatever_they_say(table: str, is_list: bool, desk: Desk) -> None:
    text = "INSERT INTO ? (student_id, message) VALUES ('S1', 'Home room 12 is full'), ('S2', '');\n".replace(
        "?", table
    )
    reader = document_reader("dump.sql", text.encode())
    assert reader is not None
    found = [one for one in reader.records(io.BytesIO(text.encode()), desk.matcher.exact.clue_reader) if one]
    assert [record.outcome.is_trouble for record in found] == [is_list, False]


def test_a_table_made_on_one_line_names_its_columns(desk: Desk) -> None:
    text = (
        'CREATE TABLE IF NOT EXISTS "errors" (id INTEGER PRIMARY KEY, "student" VARCHAR(20) DEFAULT (1), message TEXT,'
        " UNIQUE (id, student));\nINSERT INTO errors VALUES(1,'S1','Email must be unique');\n"
    )
    assert [(body, _student(names)) for _, body, names, _ in seen(text, desk, "sql")] == [
        ("Email must be unique", "S1")
    ]


def test_rows_without_columns_are_their_cells(desk: Desk) -> None:
    first = "INSERT INTO errors VALUES (1,'2026-01-14','S1','Email must be unique');"
    text = f"{first}\nINSERT INTO errors VALUES (2,NULL,'','x');\n"
    assert [(number, body) for number, body, *_ in seen(text, desk, "sql")] == [
        (1, "1 | 2026-01-14 | S1 | Email must be unique"),
        (2, "2 | x"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-14 ERROR statement failed:\nINSERT INTO errors VALUES (1,'x');\n",
        "Insert into the list failed: Email must be unique\n",
        "-- sync --\nInsert into users of S1: Email must be unique\n",
        "SELECT 1;\nEmail must be unique\n",
    ],
)
def test_logs_with_statements_stay_lines(text: str) -> None:
    assert document_reader("x.sql", text.encode()) is None


def test_other_lines_in_a_dump_are_not_lost(desk: Desk) -> None:
    text = f"{MYSQL}Begin of sync\nSet of users failed\n2026-01-14 ERROR last\nINSERT INTO x (a\n"
    texts = [body for _, body, *_ in seen(text, desk, "sql")]
    assert texts[2:] == ["Begin of sync", "Set of users failed", "2026-01-14 ERROR last", "INSERT INTO x (a"]


@given(row=st.text(st.sampled_from("(),';\\ab\n `"), max_size=60))
def test_no_row_stalls_or_breaks_the_reader(row: str, desk: Desk) -> None:
    text = "".join((COLUMNS, "INSERT INTO x VALUES (", row, "\n2026-01-14 ERROR last\n"))
    found = seen(text, desk, "sql")
    assert found[0][1] == "Email must be unique"


@pytest.mark.parametrize("row", ["(" * 60_000, "('" * 60_000, "(" + "''" * 60_000, "a," * 60_000])
def test_hostile_rows_take_little_time(row: str, desk: Desk) -> None:
    text = "".join((COLUMNS, "INSERT INTO x VALUES (", row, "\nlast line\n"))
    assert len(seen(text, desk, "sql")) >= 2
