"""Rows of CSV logs by the meaning of their columns; what does not fit is read as a plain line, nothing is lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.scanning.log_record import LogRecord
from app.services.error_desk import Desk
from app.storage.documents.csv_rows import CsvReader
from app.storage.logs.csv_layout import layout_of
from app.storage.logs.log_formats import format_of


def records(text: str, desk: Desk) -> list[LogRecord]:
    found = CsvReader("utf-8").records(io.BytesIO(text.encode()), desk.matcher.exact.clue_reader)
    return [record for record in found if record is not None]


# The headers of real reports.
HEADERS = {
    "sis_import_id,file,message,row": {"kind", "message", "row"},
    "Clever ID,sis_id,field,status,message": {"id", "status", "message"},
    "SourcedId,Field,Status,Error Message": {"id", "status", "message"},
    "rowNumber,sourceId,field,status,message": {"row", "id", "status", "message"},
    "Row Number,sourcedId,Column Name,Error": {"row", "id", "message"},
    "enrollment_id,grade_publishing_status,message": {"message"},
    "entryType,errorCode,errorMessage,joiningValue,recordedDateTime,reportableIdentifier,id": {
        "kind",
        "code",
        "message",
        "id",
        "time",
    },
    "created_at;file;row;detail": {"time", "kind", "row", "message"},
    "@timestamp\tlevel\tDetailed_Message": {"time", "message"},
    "line|type|description": {"row", "kind", "message"},
    '"Row","Record Type","Error Message"': {"row", "kind", "message"},
}


@pytest.mark.parametrize("header", HEADERS)
def test_headers_of_real_reports(header: str) -> None:
    layout = layout_of([header])
    assert layout is not None
    assert HEADERS[header] <= set(layout.columns.values())
    assert format_of([header]) == "csv"


@pytest.mark.parametrize(
    ("line", "log_format"),
    [
        ("2025-09-02 06:00:14 ERROR Course not found", "text"),
        ("Error, the message was: Course not found", "text"),
        ("name,age,colour", "text"),
        ("ERROR | Course not found", "text"),
        ("ERROR|user|Course not found", "text"),
        ("message", "text"),
        ("", "text"),
        ('{"level":"error","message":"x"}', "json lines"),
        ('{"level":50,"time":1768359600000,"pid":1,"msg":"x"}', "json lines"),
        ('{"@t":"2026-01-14T03:00:00Z","@mt":"x, y","@l":"Error"}', "json lines"),
        ('{"time":"03:00","status":400,"message":"x"}', "json lines"),
        ('[{"message":"x"}]', "text"),
        ('{"errors": [', "text"),
        ("row,message", "csv"),
    ],
)
def test_format_by_the_first_line(line: str, log_format: str) -> None:
    assert format_of([line]) == log_format


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_row_is_read_by_its_columns(separator: str, desk: Desk) -> None:
    header = separator.join(("row", "file", "HTTP status", "code", "email", "time", "message", "vendor"))
    row = separator.join(
        ("118", "users.csv", "400", "10005", "a@b.example", "2025-09-02 06:00", '"Say ""hi"""', "CourseKey")
    )
    (record,) = records(f"{header}\n{row}", desk)
    assert record.text == 'Say "hi"'
    assert record.number == 2
    assert record.time == "2025-09-02 06:00"
    assert record.names == {"row 118": "row", "a@b.example": "email"}
    assert record.clues.record_types == {"user"}
    assert record.clues.statuses == {"400"}
    assert record.clues.codes == {"10005"}
    assert record.clues.vendors == {"CourseKey"}


def test_several_message_columns_are_looked_at_together(desk: Desk) -> None:
    (record,) = records("row,error,details\n7,400 Bad Request,Course not found", desk)
    assert record.text == "400 Bad Request\nCourse not found"


def test_cells_over_several_lines_keep_the_number_of_their_first_line(desk: Desk) -> None:
    text = 'row,message\n1,"first\nsecond ""quoted""\nthird"\n2,plain\n3,"again\ntwo"\n4,last'
    assert [(record.number, record.text) for record in records(text, desk)] == [
        (2, 'first\nsecond "quoted"\nthird'),
        (5, "plain"),
        (6, "again\ntwo"),
        (8, "last"),
    ]


@pytest.mark.parametrize(
    "faulty",
    [
        '1,users.csv,"Course not found',
        '1,"users.csv,Course not found',
        '"1,users.csv,Course not found',
        '1,users.csv,Course "not found',
        '1,users.csv,Course not found"',
    ],
)
@pytest.mark.parametrize("below", [0, 1, 10, 300])
def test_a_quote_that_never_closes_loses_nothing(faulty: str, below: int, desk: Desk) -> None:
    rows = [f"{number},users.csv,Email must be unique" for number in range(2, 2 + below)]
    found = records("\n".join(["row,file,message", faulty, *rows]), desk)
    assert [record.number for record in found] == list(range(2, 3 + below))
    assert "Course" in found[0].text
    assert "not found" in found[0].text
    assert all(record.text == "Email must be unique" for record in found[1:])


def test_a_stray_quote_in_one_row_and_another_below(desk: Desk) -> None:
    text = 'row,message\n1,2" pipe\n2,Course not found\n3,3" pipe\n4,User not found.'
    found = records(text, desk)
    seen = "\n".join(record.text for record in found)
    assert "Course not found" in seen
    assert "User not found." in seen
    assert [record.number for record in found] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("7", ["7"]),
        ("7,users.csv", ["7", "users.csv"]),
        ("7,users.csv,", ["users.csv"]),
        ("7,users.csv,Missing required parameter: name, email", ["Missing required parameter: name, email"]),
        ("7,users.csv,a,b,c,d", ["a,b,c,d"]),
        ("Traceback (most recent call last):", ["Traceback (most recent call last):"]),
    ],
)
def test_a_row_with_other_cells_than_the_header_is_taken_whole(row: str, parts: list[str], desk: Desk) -> None:
    found = records(f"row,file,message\n{row}\n8,users.csv,Course not found", desk)
    assert [record.number for record in found] == [2, 3]
    assert all(part in found[0].text for part in parts)
    assert found[1].text == "Course not found"


def test_blank_lines_between_rows(desk: Desk) -> None:
    found = records("row,message\n\n1,a\n\n\n2,b\n", desk)
    assert [(record.number, record.text) for record in found if record.text.strip()] == [(3, "a"), (6, "b")]


CELL = st.text(alphabet="ab ,;\"\n'é", max_size=12)


@given(rows=st.lists(st.tuples(CELL, CELL.filter(str.strip)), max_size=12), separator=st.sampled_from(",;\t|"))
def test_messages_of_well_formed_rows_come_back(rows: list[tuple[str, str]], separator: str, desk: Desk) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\n")
    writer.writerow(["note", "message"])
    writer.writerows(rows)
    found = records(file.getvalue(), desk)
    assert [record.text for record in found] == [message.strip() for _, message in rows]


@given(body=st.text(alphabet='a1,;|"\t \n', max_size=200))
def test_every_word_of_a_broken_csv_is_seen(body: str, desk: Desk) -> None:
    lines = list(enumerate(f"row,message\n{body}".split("\n"), 1))
    found = records(f"row,message\n{body}", desk)
    numbers = [record.number for record in found]
    assert numbers == sorted(numbers)
    # Nothing but the first column (a row number) may be missing from the texts.
    for number, line in lines[1:]:
        if line.count(",") == 0 and '"' not in body and "a" in line:
            assert any(record.number == number and "a" in record.text for record in found)
