"""Workbooks, web pages and mails: every row and paragraph with a message is a record on its own line."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from app.core.scanning.log_record import LogRecord
from app.services.error_desk import Desk
from app.storage.documents import sheets
from app.storage.documents.detect import document_reader
from app.storage.documents.reader import DocumentReader
from app.storage.documents.workbooks import Workbooks
from app.storage.inputs.discovery import RefusedError, read_errors, reason
from tests.fixtures.make_formats import FILES, ole, zipped
from tests.sentences import said

WORKBOOKS = Workbooks()
"""One process for the workbooks of all these tests; it ends by itself."""


def reader_of(data: bytes, name: str = "x") -> DocumentReader:
    reader = document_reader(name, data[:65_536], WORKBOOKS)
    assert reader is not None
    return reader


def records(data: bytes, desk: Desk) -> list[LogRecord]:
    return list(reader_of(data).records(io.BytesIO(data), desk.matcher.exact.clue_reader))


def refusal(data: bytes, desk: Desk) -> str:
    """Why a document is not read, or not to its end; "" when it is."""
    try:
        records(data, desk)
    except read_errors() as error:
        return said(reason(error))
    return ""


def seen(data: bytes, desk: Desk) -> list[tuple[int, str]]:
    return [(record.number, record.text) for record in records(data, desk)]


def book(*sheets: list[list[object]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}) as made:
        for rows in sheets:
            sheet = made.add_worksheet()
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, column, cell)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("report.xlsx", "xlsx"),
        ("report.xls", "xls"),
        ("report.ods", "ods"),
        ("report.html", "web page"),
        ("page.xls", "web page"),
        ("report.eml", "mail"),
        ("report.json", "json"),
        ("array.json", "json"),
    ],
)
def test_a_document_is_known_by_its_bytes(name: str, kind: str) -> None:
    assert reader_of(FILES[name](), "no.name").format == kind


@pytest.mark.parametrize(
    "name", ["report.log", "report.csv", "report.tsv", "utf16.txt", "report.jsonl", "report.log.gz"]
)
def test_lines_and_packed_files_are_no_documents(name: str) -> None:
    assert document_reader(name, FILES[name]()) is None


@pytest.mark.parametrize(
    ("name", "first"), [("report.xlsx", 4), ("report.xls", 2), ("report.ods", 2), ("report.html", 6)]
)
def test_rows_of_tables_are_read_by_their_columns(name: str, first: int, desk: Desk) -> None:
    found = [record for record in records(FILES[name](), desk) if record.names]
    assert [(record.number, record.text) for record in found] == [
        (first, "Email must be unique"),
        (first + 1, "Email must be unique"),
        (first + 2, "Missing required parameter: name, owner"),
    ]
    assert found[0].names == {"row 7": "row", "ana@x.example": "email"}
    assert found[0].time == "2025-09-02 06:00:14"
    assert [record.clues.record_types for record in found] == [{"user"}, {"user"}, {"course"}]


def test_every_sheet_is_read_and_titles_above_a_header_are_rows(desk: Desk) -> None:
    data = book([["a title"], [], ["Row", "Message"], [2.0, "x"]], [["no header", 3.0, True], [None, 4.5]])
    assert seen(data, desk) == [(1, "a title"), (4, "x"), (1, "no header | 3 | TRUE"), (2, "4.5")]
    assert records(data, desk)[1].names == {"row 2": "row"}


def test_a_sheet_that_begins_further_down_keeps_its_row_numbers(desk: Desk) -> None:
    data = book([[], [], [], [None, None, "Row", "Message"], [], [None, None, 7, "x"]])
    assert seen(data, desk) == [(6, "x")]


def test_dates_are_written_in_iso_form(desk: Desk) -> None:
    data = book([["Date", "Message"], [datetime(2025, 9, 2, 6, 0, 14), "x"], [date(2025, 9, 3), "y"]])
    assert [record.time for record in records(data, desk)] == ["2025-09-02T06:00:14", "2025-09-03"]


def test_a_severity_is_kept_with_its_message(desk: Desk) -> None:
    data = book([["Severity", "Message"], ["Warning", "Course not found"], ["", "y"]])
    assert seen(data, desk) == [(2, "Warning: Course not found"), (3, "y")]


def test_a_workbook_with_a_password_is_refused(desk: Desk) -> None:
    with pytest.raises(RefusedError, match="workbook-locked"):
        records(ole({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"x" * 5000}), desk)


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        ("__properties_version1.0", "is-outlook-mail"),
        ("WordDocument", "is-word"),
        ("Strange", "is-office-file"),
    ],
)
def test_other_old_office_files_are_refused(stream: str, code: str, desk: Desk) -> None:
    with pytest.raises(RefusedError, match=code):
        records(ole({stream: b"x"}), desk)


def test_a_workbook_that_unpacks_to_too_much_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 1000)
    with pytest.raises(RefusedError, match="archive-bomb"):
        list(sheets.sheets_of("xlsx", io.BytesIO(book([["x"]])), 5_000))


def test_a_workbook_that_lies_about_its_size_is_refused(desk: Desk) -> None:
    file = io.BytesIO(book([["x"]]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b"a" * 3_000_000)
    real = (3_000_000).to_bytes(4, "little")
    data = file.getvalue()
    assert real in data
    with pytest.raises(read_errors()):
        records(data.replace(real, (100).to_bytes(4, "little")), desk)


def test_a_cell_far_out_does_not_fill_the_memory(desk: Desk) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "x")
        sheet.write(1_048_575, 16_383, "y")
    with pytest.raises(RefusedError, match="sheet-too-far"):
        records(file.getvalue(), desk)


@given(
    cut=st.integers(0, 8_000),
    flip=st.integers(0, 8_000),
    name=st.sampled_from(["report.xlsx", "report.xls", "report.ods"]),
)
def test_a_damaged_workbook_is_refused_in_a_sentence(cut: int, flip: int, name: str, desk: Desk) -> None:
    data = bytearray(FILES[name]())
    data[8 + flip % (len(data) - 8)] ^= 0x41
    whole = bytes(data[: max(600, len(data) - cut)])
    assert refusal(whole, desk)[-1:] in {"", "."}


def page(body: str) -> bytes:
    return f"<!DOCTYPE html>\n<html><body>\n{body}\n</body></html>".encode()


def test_the_text_of_a_page_without_its_scripts(desk: Desk) -> None:
    data = page(
        "<style>p { x: y }</style><script>if (a < b) { 'Email must be unique' }</script>\n"
        "<h1>Errors &amp; more</h1>\n<ul><li>one<li>two &lt;b&gt;</ul>\n<p>three\nand <b>fo</b>ur<br>five\n"
        "<pre>six\n  seven\n</pre><div>eight<div>nine</div></div>"
    )
    assert seen(data, desk) == [
        (4, "Errors & more"),
        (5, "one"),
        (5, "two <b>"),
        (6, "three and four\nfive"),
        (8, "six"),
        (9, "  seven"),
        (10, "eight"),
        (10, "nine"),
    ]


def test_tables_without_a_header_and_in_tables(desk: Desk) -> None:
    data = page(
        "<table><tr><td>outer\n<table><tr><th>Row<th>Message\n<tr><td>1<td>first\n<tr><td>2<td></table>\n"
        "<tr><td>a</td><td></td><td>b</td></tr></table>after"
    )
    texts = [text for _, text in seen(data, desk)]
    assert texts[-3:] == ["2", "a | b", "after"]
    assert "first" in texts


@pytest.mark.parametrize(
    "body",
    [
        "<p>Email must be unique",
        "<p>Email must be unique</div></p></table></tr>",
        "<table><td>Email must be unique",
        "<tr><td>Email must be unique</td>",
        "<p <b>Email must be unique</b>",
        "<p>Email must be unique<!-- never closed",
        "<p>Email must be unique</p><script>never closed",
        "<b><i><u>Email must be unique</p>",
        "<p>&nbsp;Email&#32;must&nbsp;be unique&bogus;",
    ],
)
def test_broken_pages_are_read(body: str, desk: Desk) -> None:
    assert any("Email must be unique" in text.replace("\xa0", " ") for _, text in seen(page(body), desk))


@given(body=st.text(alphabet="<>/ab&;!-\"'= \ntdrp", max_size=120))
def test_no_page_is_too_broken(body: str, desk: Desk) -> None:
    found = seen(page(f"{body}<p>Course not found</p>"), desk)
    numbers = [number for number, _ in found]
    assert all(1 <= number <= body.count("\n") + 5 for number in numbers)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<html><body><p>Peña".encode("utf-16"), "Peña"),
        ("<html><body><p>Peña".encode("windows-1252"), "Peña"),
        ('<html><meta charset="windows-1250"><body><p>Dvořák'.encode("windows-1250"), "Dvořák"),
        ('<html><meta charset="windows-1250"><body><p>Dvořák'.encode(), "Dvořák"),
    ],
)
def test_pages_in_other_encodings(data: bytes, text: str, desk: Desk) -> None:
    assert seen(data, desk) == [(1, text)]


def mail(body: str, headers: str = "Content-Type: text/plain; charset=utf-8") -> bytes:
    return f"From: a@x.example\nTo: b@x.example\nSubject: Sync\nMIME-Version: 1.0\n{headers}\n\n{body}".encode()


def test_a_message_that_the_mail_program_wrapped_is_one_text(desk: Desk) -> None:
    data = mail(
        "Hello,\n\nthe sync said for the course last night that it was refused: Missing required\n"
        "parameter: name, owner\n- Course not found\n- User not found.\n\nBye\n"
    )
    assert seen(data, desk) == [
        (1, "Sync"),
        (1, "Hello,"),
        (3, "the sync said for the course last night that it was refused: Missing required\rparameter: name, owner"),
        (5, "- Course not found"),
        (6, "- User not found."),
        (8, "Bye"),
    ]


def test_quoted_printable_base64_and_flowed_bodies(desk: Desk) -> None:
    packed = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
    assert seen(mail("Pe=C3=B1a must be=\n unique", f"{packed}quoted-printable"), desk)[1:] == [
        (1, "Peña must be unique")
    ]
    assert seen(mail("UGXDsWE=", f"{packed}base64"), desk)[1:] == [(1, "Peña")]
    flowed = seen(mail("Email must \nbe unique\nnext one", "Content-Type: text/plain; format=flowed"), desk)[1:]
    assert [" ".join(text.split()) for _, text in flowed] == ["Email must be unique", "next one"]
    assert [number for number, _ in flowed] == [1, 3]


def test_a_mail_in_html_only(desk: Desk) -> None:
    data = mail("<p>Email must <b>be</b> unique</p>", "Content-Type: text/html")
    assert seen(data, desk) == [(1, "Sync"), (1, "Email must be unique")]


@given(junk=st.text(alphabet='abc:;=/"<>\n -_?', max_size=150))
def test_no_mail_is_too_broken(junk: str, desk: Desk) -> None:
    data = b"From: a\nTo: b\nMIME-Version: 1.0\n" + junk.encode() + b"\n\nCourse not found\n"
    assert document_reader("x", data) is None or refusal(data, desk)[-1:] in {"", "."}


def test_a_zip_that_is_no_workbook(desk: Desk) -> None:
    with pytest.raises(read_errors()):
        records(zipped({"a.log": "x"}), desk)
