"""Tables and lists in text are rows by their columns; logs that only look like them stay lines."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.scanning.log_record import LogRecord
from app.services.error_desk import Desk
from app.storage.documents.detect import document_reader
from app.storage.documents.layout_document import LayoutReader


def reader_of(text: str) -> LayoutReader | None:
    reader = document_reader("x", text.encode()[:65_536])
    return reader if isinstance(reader, LayoutReader) else None


def student(record: LogRecord) -> str:
    """The student that a record names."""
    return next(name for name, kind in record.names.items() if kind == "student")


def records(text: str, desk: Desk) -> list[LogRecord]:
    reader = reader_of(text)
    assert reader is not None
    found = reader.records(io.BytesIO(text.encode()), desk.matcher.exact.clue_reader)
    return [record for record in found if record is not None]


PSQL = """Nightly check
 id | created_at          | student | status | message
----+---------------------+---------+--------+----------------------
  1 | 2026-01-14 03:00:01 | S1      |    400 | Email must be unique
  2 | 2026-01-14 03:00:02 | S2      |    400 | Course not found:   +
    |                     |         |        | C1 | C2
(2 rows)

Time: 2 ms
"""
MYSQL = """mysql> select * from errors;
+----+---------------------+---------+----------------------+
| id | created_at          | student | message              |
+----+---------------------+---------+----------------------+
|  1 | 2026-01-14 03:00:01 | S1      | Email must be unique |
|  2 | 2026-01-14 03:00:02 | S2      | Course not found     |
+----+---------------------+---------+----------------------+
2 rows in set (0.00 sec)
"""
BOXES = """┌─────────────────────┬─────────┬──────────────────────┐
│     created_at      │ student │       message        │
├─────────────────────┼─────────┼──────────────────────┤
│ 2026-01-14 03:00:01 │ S1      │ Email must be unique │
│ 2026-01-14 03:00:02 │ S2      │ Course not found     │
└─────────────────────┴─────────┴──────────────────────┘
"""
MARKDOWN = """| Time | Student | Error message |
|:-----|---------|--------------:|
| 2026-01-14 03:00:01 | S1 | Email must be unique |
| 2026-01-14 03:00:02 | S2 | Course not found |
"""
FORMAT_TABLE = """
Time                 Student Status Message
----                 ------- ------ -------
1/14/2026 3:00:01 AM S1         400 Email must be unique
1/14/2026 3:00:02 AM S2       40012 Course not found and
                                    so on


Done.
"""
SQLCMD = """created_at              student    message
----------------------- ---------- ----------------------------------
2026-01-14 03:00:01.000 S1         Email must be unique
2026-01-14 03:00:02.000 S2         Course not found

(2 rows affected)
"""
TABLES = {"psql": PSQL, "mysql": MYSQL, "boxes": BOXES, "markdown": MARKDOWN, "gaps": FORMAT_TABLE, "sqlcmd": SQLCMD}


@pytest.mark.parametrize("name", TABLES)
def test_rows_of_tables(name: str, desk: Desk) -> None:
    found = [record for record in records(TABLES[name], desk) if record.names]
    assert [student(record) for record in found] == ["S1", "S2"]
    assert found[0].text == "Email must be unique"
    assert found[1].text.startswith("Course not found")
    assert all("3:00:0" in record.time for record in found)
    lines = TABLES[name].split("\n")
    assert all(student(record) in lines[record.number - 1] for record in found)


def test_what_stands_between_tables_is_read_as_lines(desk: Desk) -> None:
    text = f"2026-01-14 ERROR first\n   at Push()\n{PSQL}2026-01-14 ERROR last\n"
    assert [(one.number, one.text) for one in records(text, desk) if not one.names] == [
        (1, "2026-01-14 ERROR first\n   at Push()"),
        (3, "Nightly check"),
        (11, "Time: 2 ms"),
        (12, "2026-01-14 ERROR last"),
    ]


def test_a_cell_goes_on_in_its_column(desk: Desk) -> None:
    assert [one.text for one in records(PSQL, desk) if one.names][1] == "Course not found: C1 | C2"
    second = [one for one in records(FORMAT_TABLE, desk) if one.names][1]
    assert second.text == "Course not found and so on"
    assert second.clues.statuses == frozenset({"400"})


FORMAT_LIST = """

Time    : 1/14/2026 3:00:01 AM
Student : S1
Status  : 400
Message : Email must be
          unique

Time    : 1/14/2026 3:00:02 AM
Student : S2
Status  : 404
Message : Course not found

"""
VERTICAL = """*************************** 1. row ***************************
        id: 1
created_at: 2026-01-14 03:00:01
   student: S1
   message: Email must be unique
*************************** 2. row ***************************
        id: 2
created_at: 2026-01-14 03:00:02
   student: S2
   message: Course not found
2 rows in set (0.00 sec)
"""
EXPANDED = """-[ RECORD 1 ]-------------------
created_at | 2026-01-14 03:00:01
student    | S1
message    | Email must be unique
-[ RECORD 2 ]-------------------
created_at | 2026-01-14 03:00:02
student    | S2
message    | Course not found

"""
FIELDS = """Failed records

Date: 2026-01-14 03:00:01
Student: S1
Error: Email must be unique

Date: 2026-01-14 03:00:02
Student: S2
Error: Course not found
"""
LISTS = {"Format-List": FORMAT_LIST, "vertical": VERTICAL, "expanded": EXPANDED, "fields": FIELDS}


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_fields(name: str, desk: Desk) -> None:
    found = [record for record in records(LISTS[name], desk) if record.names]
    assert [(student(record), record.text) for record in found] == [
        ("S1", "Email must be unique"),
        ("S2", "Course not found"),
    ]
    assert all("3:00:0" in record.time for record in found)


PLAIN_LOGS = [
    "ERROR: Email must be unique\nERROR: Course not found\n",
    "Error: Email must be unique\nWarning: Course not found\n",
    "-----------\n2026-01-14 ERROR Email must be unique\n-----------\n",
    "Sync errors\n-----------\nEmail must be unique\n",
    "student grade\n------- -----\nS1      9\n",
    "+------+\n| Sync |\n+------+\nEmail must be unique\n",
    "Date: 1/14/2026\nStatus: completed\nErrors: 3\n",
    "INFO : started\nERROR: Email must be unique\n",
    "2026-01-14 INFO a | b\n2026-01-14 ERROR message | Email must be unique\n",
]


@pytest.mark.parametrize("text", PLAIN_LOGS)
def test_logs_that_look_like_tables_stay_logs(text: str) -> None:
    assert document_reader("x", text.encode()) is None


def test_a_large_log_with_a_table_stays_a_log() -> None:
    log = "2026-01-14 03:00:00 INFO user S1 updated\n" * 3_000
    assert document_reader("x", (PSQL + log).encode()[:65_536]) is None
    row = PSQL.split("\n")[3]
    assert reader_of(PSQL.replace(row, "\n".join([row] * 3_000))) is not None


def test_no_line_is_lost(desk: Desk) -> None:
    text = "a: b\nc\n\n-[ RECORD 1 ]-\n\nstudent | message\n---\n+--+\nlast\n" + PSQL
    whole = "\n".join(one.text for one in records(text, desk) if not one.names)
    for line in ("a: b", "c", "-[ RECORD 1 ]-", "student | message", "---", "+--+", "last", "Nightly check"):
        assert line in whole


@given(text=st.text(st.sampled_from("ab:|+- \n*.")))
def test_other_lines_come_out_as_they_are(text: str, desk: Desk) -> None:
    found = records(f"{PSQL}\n{text}\n", desk)
    whole = "".join(one.text for one in found)
    assert "Email must be unique" in whole
    kept = [line for line in text.split("\n") if "a" in line or "b" in line]
    assert all(line.strip() in whole for line in kept)


def test_a_last_cell_may_be_longer_than_its_column(desk: Desk) -> None:
    text = MYSQL.replace("| Course not found     |", "| User missing the following fields: email |")
    assert [record.text for record in records(text, desk)][-1] == "User missing the following fields: email"
