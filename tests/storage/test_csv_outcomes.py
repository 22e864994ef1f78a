"""Which rows of a CSV file are errors by its columns, whatever they say; and files as people have them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.matching.filters import NO_FILTERS
from app.core.report.account import account_of
from app.core.report.report import Report
from app.core.scanning.log_record import Outcome
from app.core.scanning.table_columns import RowReader, columns_of_names
from app.services.error_desk import Desk
from app.services.scanning.file_scan import LogScanning
from app.storage.documents.csv_rows import CsvReader
from app.storage.inputs.log_file import LogFile
from app.storage.logs.csv_layout import layout_of


def scanned(text: str | bytes, desk: Desk) -> Report:
    data = text.encode() if isinstance(text, str) else text
    scanning = LogScanning(desk.matcher.exact, NO_FILTERS)
    scanning.scan(LogFile("results.csv", len(data), lambda: io.BytesIO(data)), lambda _: True)
    return scanning.scanner.report()


def outcomes(text: str, desk: Desk) -> list[Outcome]:
    found = CsvReader("utf-8").records(io.BytesIO(text.encode()), desk.matcher.exact.clue_reader)
    return [record.outcome for record in found if record is not None]


# A header, its rows, and how many of these are errors or warnings.
FILES = {
    "canvas": (
        "sis_import_id,file,message,row,row_info",
        ("7,users.csv,No last_name given,12,x", "7,u.csv,Bad,4,y"),
        2,
    ),
    "sds": ("entryType,errorCode,errorMessage,joiningValue", ("Student,E1,no match in the directory,7",), 1),
    "import": (
        "Row,Import Status,Errors",
        ("2,Failed,No Match:HomeRoom", "3,Success,", "4,Skipped,", "5,Imported,"),
        2,
    ),
    "flags": ("userId,success,details", ("7,false,duplicate", "8,true,created"), 1),
    "codes": ("id,statusCode,response", ("1,200,fine", "2,422,school year closed", "3,201,made"), 1),
    "levels": ("time,level,message", ("1,INFO,started", "2,ERROR,gave up", "3,WARN,slow", "4,info,done"), 2),
    "reasons": ("Student ID,Reason", ("7,Home school differs", "8,"), 1),
    "without messages": ("Student ID,Import Status", ("7,Not imported", "8,Imported", "9,Unmatched"), 2),
    "warnings": ("id,status,warnings", ("7,Success,e-mail left as it was", "8,Success,None"), 1),
    "results": ("User ID;Result", ("7;Rejected", "8;OK", "9;Skipped (no changes)"), 1),
    "spanish": ("Fila,Estado,Descripción", ("2,Fallido,grado", "3,Éxito,", "4,Omitido,aula"), 2),
    "flags without messages": ("Person ID,Success,Comment", ("7,FALSE,left out", "8,TRUE,fine"), 1),
    "duplicates": ("Student ID,Import Status", ("7,Duplicate record", "8,Imported"), 1),
    "silent": ("row,error", ("1,None", "2,-", "3,OK", "4,"), 0),
    "activity": ("time,user,message", ("1,amy,signed in", "2,bob,opened a page"), 0),
    "rows only": ("row,message", ("1,all is well with it", "2,read"), 0),
    "roster": ("user_id,login_id,status", ("7,amy,active", "8,bob,deleted"), 0),
    "short rows": ("Row,Import Status,Errors", ("2,Failed", "3,Success", "4"), 1),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("times", [1, 700])
def test_rows_are_errors_by_their_columns(name: str, end: str, times: int, desk: Desk) -> None:
    header, rows, wrong = FILES[name]
    text = end.join([header, *rows * times]) + end
    report = scanned(text, desk)
    assert report.files[0].format == "csv"
    assert report.files[0].unknown == wrong * times


def test_a_success_is_no_error_whatever_its_words(desk: Desk) -> None:
    assert (
        scanned("id,status,message\n7,Success,Error column cleared\n8,Completed,Error: gave up\n", desk)
        .files[0]
        .unknown
        == 1
    )


def test_no_row_of_a_large_error_file_is_lost(desk: Desk) -> None:
    rows = "".join(f"8801,users.csv,No last_name given for user S{n},{n},x\n" for n in range(20_000))
    report = scanned(f"sis_import_id,file,message,row,row_info\n{rows}", desk)
    assert report.files[0].unknown == 20_000
    assert sum(group.count for group in report.unknown) + report.unknown_dropped == 20_000


def test_a_cell_filled_up_with_blanks_is_empty(desk: Desk) -> None:
    blanks = " " * 80
    text = f"row,file,message,error\n1,users.csv,{blanks},{blanks}\n2,users.csv,{blanks},No name{blanks}\n"
    assert outcomes(text, desk) == [Outcome.UNSAID, Outcome.FAILED]


TABLE = "Date,Student ID,Status,Error Message\n01/12/2026,S7,400,Email must be unique\n"
ABOVE = (
    "Sync errors, week of 01/12/2026\n\n",
    "Exported by A. Moss\nLincoln High,,,\n,,,\n",
    "\n\n",
    '"Errors, and what to do"\n',
    "sep=,\n",
)


@pytest.mark.parametrize("above", ABOVE)
def test_titles_and_blank_lines_above_the_header(above: str, desk: Desk) -> None:
    report = scanned(above + TABLE, desk)
    assert [list(finding.records) for finding in report.findings] == [["S7"]]
    assert report.files[0].unknown == 0
    assert report.findings[0].first is not None
    assert report.findings[0].first.line == above.count("\n") + 2


def test_a_log_with_a_table_somewhere_below_is_a_log(desk: Desk) -> None:
    log = "2026-01-14 03:00:01 ERROR Course not found\n2026-01-14, 03:00:02, INFO, done\n"
    assert layout_of([*log.splitlines(), *TABLE.splitlines()]) is None


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_a_first_line_may_name_the_separator(separator: str, desk: Desk) -> None:
    text = f"sep={separator}\n" + TABLE.replace(",", separator)
    assert [list(finding.records) for finding in scanned(text, desk).findings] == [["S7"]]


@pytest.mark.parametrize(
    "row",
    [
        "S7 9,User missing the following fields: email,https://x",
        ",S7,9,User missing the following fields: email,https://x",
        "S7,,9,User missing the following fields: email,https://x",
        "9,User missing the following fields: email,https://x",
    ],
)
def test_no_name_is_read_from_a_cell_that_may_have_moved(row: str, desk: Desk) -> None:
    report = scanned(f"studentID,grade,message,URL\nS1,9,fine,\n{row}\n", desk)
    assert report.occurrences == 1
    assert list(report.findings[0].records) == []


@pytest.mark.parametrize(
    "row",
    [
        "S7,9,User missing the following fields: email,https://x,more",
        "S7,9,User missing the following fields: email",
        "S7,9,User missing the following fields: email, lastName,https://x",
    ],
)
def test_names_left_of_a_message_in_its_place_count(row: str, desk: Desk) -> None:
    report = scanned(f"studentID,grade,message,URL\nS1,9,fine,\n{row}\n", desk)
    assert [list(finding.records) for finding in report.findings] == [["S7"]]


def test_a_delimiter_at_the_end_of_every_row(desk: Desk) -> None:
    report = scanned("studentID,status,error\nS7,400,Email must be unique,\nS8,400,Some other text,\nS9,200,,\n", desk)
    assert [list(finding.records) for finding in report.findings] == [["S7"]]
    assert [group.said for group in report.unknown] == ["Some other text"]


def test_headings_over_several_lines_and_repeated_headers(desk: Desk) -> None:
    text = 'Row,"Error\nMessage"\n2,Some text\nRow,"Error\nMessage"\n3,Other text\n'
    report = scanned(text, desk)
    assert sorted(group.said for group in report.unknown) == ["Other text", "Some text"]


def test_event_viewer_leaves_out_a_heading(desk: Desk) -> None:
    text = (
        "Level,Date and Time,Source,Event ID,Task Category\n"
        'Error,1/14/2026 3:00:01 AM,Sync,1001,None,"The feed stopped\nat once"\n'
        "Information,1/14/2026 3:00:03 AM,Sync,1000,None,Sync finished well\n"
    )
    report = scanned(text, desk)
    assert [group.said for group in report.unknown] == ["The feed stopped at once"]


WORDS = st.sampled_from(
    ("", "OK", "None", "bad grade", "Email must be unique", "Failed", "Success", "400", "a,b", 'x"y', "p\nq")
)


@given(
    header=st.sampled_from(
        ("id,status,error,note", "row,file,message,value", "user,level,message,x", "a,Result,reason,b")
    ),
    rows=st.lists(st.lists(WORDS, min_size=4, max_size=4).filter(any), max_size=30),
    separator=st.sampled_from(",;\t|"),
)
def test_every_row_is_accounted_for(header: str, rows: list[list[str]], separator: str, desk: Desk) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\n")
    writer.writerows([header.split(","), *rows])
    data = file.getvalue().encode()
    report = scanned(data, desk)
    account = account_of(report.files)
    assert account.read == len(rows)
    assert account.unknown == sum(group.count for group in report.unknown)
    assert account.known == report.occurrences
    assert account.fine >= 0
    assert account.unit == "rows"


def test_a_message_in_the_last_column_counts_whatever_the_number_of_cells(desk: Desk) -> None:
    text = "grade,studentID,note,message\n9,7007,{0}\n9,7008,a,{0}\n9,7009,a,b,{0}\n".format("Email must be unique")
    (finding,) = scanned(text, desk).findings
    assert finding.count == 3
    assert list(finding.records) == ["7008"]


def test_a_stray_quote_is_no_part_of_an_id(desk: Desk) -> None:
    names = ["Student ID", "grade", "Error message"]
    columns = columns_of_names(names)
    assert columns is not None
    reader = RowReader(names, columns, desk.matcher.exact.clue_reader)
    assert list(reader.record(['"S88', "9", "Email must be unique"], 2, "").names) == ["S88"]
