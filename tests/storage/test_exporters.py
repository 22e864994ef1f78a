"""Reports saved as CSV, Excel workbook and page, read back as other programs would."""

from __future__ import annotations

import csv
import gc
import io
import re
import sys
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.cli.sentences import sentence_of
from app.core.report.findings import Finding
from app.core.report.place import Place
from app.core.report.report import Report
from app.core.text.statement import Statement
from app.storage.exports import workbook
from app.storage.exports.csv_file import write_csv
from app.storage.exports.html_page import write_html
from app.storage.exports.report_tables import plain
from app.storage.exports.workbook import write_xlsx
from tests.storage.sample_report import NASTY, ROOT, cascading_report, catalog, entry, sample_report

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Writer = Callable[[Report, Path], None]


def as_csv(report: Report, path: Path) -> None:
    write_csv(report, catalog().vocabulary, path)


def as_xlsx(report: Report, path: Path) -> None:
    write_xlsx(report, catalog().vocabulary, path, sentence_of)


def as_html(report: Report, path: Path) -> None:
    write_html(report, catalog().vocabulary, ROOT / "resources", path, sentence_of)


WRITERS = pytest.mark.parametrize("write", [as_csv, as_xlsx, as_html])


def csv_rows(report: Report, path: Path) -> list[dict[str, str]]:
    as_csv(report, path)
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def sheets(path: Path) -> dict[str, list[list[str | float]]]:
    """Read a workbook: the sheets' names and their cells, texts as str and numbers as float."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 (we wrote it)
        names = [sheet.attrib["name"] for sheet in book.iter(f"{SPREADSHEET}sheet")]
        return {
            name: cells(archive.read(f"xl/worksheets/sheet{number}.xml")) for number, name in enumerate(names, start=1)
        }


def cells(sheet: bytes) -> list[list[str | float]]:
    rows = []
    for row in ElementTree.fromstring(sheet).iter(f"{SPREADSHEET}row"):  # noqa: S314 (we wrote it)
        values: list[str | float] = []
        for cell in row:
            assert cell.find(f"{SPREADSHEET}f") is None, "a formula"
            if cell.attrib.get("t") == "inlineStr":
                values.append("".join(text.text or "" for text in cell.iter(f"{SPREADSHEET}t")))
            else:
                values.append(float(cell.findtext(f"{SPREADSHEET}v", "")))
        rows.append(values)
    return rows


class Page(HTMLParser):
    """Collects the text of a page, its tags, and whether each one is closed."""

    VOID = ("meta", "br", "link", "img", "hr")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_csv_is_a_work_list_with_one_row_for_each_record(tmp_path: Path) -> None:
    rows = csv_rows(sample_report(), tmp_path / "report.csv")
    first = rows[0]
    owner = entry("coursekey.course.owner-does-not-exist")
    step = owner.causes[0].steps[0]
    words = catalog().vocabulary
    assert first == {
        "Error": "Owner does not exist",
        "Vendor": "CourseKey",
        "Record type": "Course",
        "Affected record": "amy@school.example",
        "Kind": "email",
        "Also known as": "U-amy1, Amy Lopez",
        "What is wrong": "Value: amy(at)school.example",
        "Belongs to": "ALG-1",
        "Follows from": "",
        "Who acts first": words.actors[step.who].name,
        "First step": step.do,
        "Where": words.places[step.where].name if step.where in words.places else step.where,
        "Times": "3",
        "File": "logs/=night.log",
        "Line": "16",
        "Time": "2026-03-02 01:30:42",
        "Done": "",
    }
    assert len(rows) == len(NASTY) + 2


def test_csv_begins_with_a_byte_order_mark_for_excel(tmp_path: Path) -> None:
    as_csv(sample_report(), tmp_path / "report.csv")
    assert (tmp_path / "report.csv").read_bytes().startswith(b"\xef\xbb\xbfError,Vendor,")


def test_csv_cells_never_begin_like_a_formula(tmp_path: Path) -> None:
    rows = csv_rows(sample_report(), tmp_path / "report.csv")
    for row in rows:
        for cell in row.values():
            assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell
    records = [row["Affected record"] for row in rows]
    assert "'=1+1" in records
    assert "'@cmd" in records
    assert "' =1+1" in records  # a tab became a space
    assert "00123" in records


def test_csv_rows_stay_on_one_line(tmp_path: Path) -> None:
    as_csv(sample_report(), tmp_path / "report.csv")
    lines = (tmp_path / "report.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert len(lines) == 1 + len(NASTY) + 2 + 1


def test_errors_that_share_a_text_choose_nothing_in_silence(tmp_path: Path) -> None:
    last = csv_rows(sample_report(), tmp_path / "report.csv")[-1]
    sharing = sample_report().findings[1].entries
    assert len(sharing) > 1
    for each in sharing:
        assert each.title in last["Error"]
        assert each.causes[0].steps[0].do in last["First step"]
    assert last["Record type"] == "Course / Enrollment"
    assert (last["Affected record"], last["Times"]) == ("", "2")


def test_workbook_has_its_sheets(tmp_path: Path) -> None:
    as_xlsx(sample_report(), tmp_path / "report.xlsx")
    read = sheets(tmp_path / "report.xlsx")
    assert list(read) == ["Summary", "Work list", "Causes", "Unknown lines", "Files"]
    assert ["Known errors, lines in all", 22.0] in read["Summary"]
    assert any(row[:4] == ["Owner does not exist", "CourseKey", "Course", 20.0] for row in read["Summary"])
    assert read["Work list"][1][:7] == [
        "Owner does not exist",
        "CourseKey",
        "Course",
        "amy@school.example",
        "email",
        "U-amy1, Amy Lopez",
        "Value: amy(at)school.example",
    ]
    assert read["Files"][2][0] == "locked.log"
    assert read["Files"][2][-1] == sentence_of(Statement("file-locked"))


def test_workbook_keeps_every_text_a_text(tmp_path: Path) -> None:
    as_xlsx(sample_report(), tmp_path / "report.xlsx")
    texts = [row[0] for row in sheets(tmp_path / "report.xlsx")["Unknown lines"][1:]]
    assert texts == [plain(text) for text in NASTY]
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        for name in archive.namelist():
            assert "hyperlink" not in name
            assert b"<hyperlink" not in archive.read(name)


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_workbook_tables_are_frozen_and_filtered(tmp_path: Path, number: int) -> None:
    as_xlsx(sample_report(), tmp_path / "report.xlsx")
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        sheet = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
    assert 'ySplit="1"' in sheet
    assert "<autoFilter " in sheet
    assert "<cols>" in sheet


def test_workbook_says_when_a_sheet_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 10)
    as_xlsx(sample_report(), tmp_path / "report.xlsx")
    work = sheets(tmp_path / "report.xlsx")["Work list"]
    assert len(work) == 10
    assert "save the report as CSV" in str(work[-1][0])


def test_workbook_cuts_a_text_longer_than_a_cell(tmp_path: Path) -> None:
    report = sample_report()
    report.unknown[0].sample = "🎓" * 40_000
    as_xlsx(report, tmp_path / "report.xlsx")
    cell = str(sheets(tmp_path / "report.xlsx")["Unknown lines"][1][0])
    assert len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert cell.endswith("…")


def test_page_tells_what_to_do(tmp_path: Path) -> None:
    as_html(sample_report(), tmp_path / "report.html")
    page = " ".join(Page((tmp_path / "report.html").read_text(encoding="utf-8")).words)
    owner = entry("coursekey.course.owner-does-not-exist")
    for cause in owner.causes:
        for step in cause.steps:
            assert plain(step.do) in page
    for text in (owner.meaning, "amy@school.example", "locked.log", sentence_of(Statement("file-locked"))):
        assert plain(text) in page
    assert "errors share this text" in page


def test_page_shows_log_texts_as_texts(tmp_path: Path) -> None:
    as_html(sample_report(), tmp_path / "report.html")
    page = Page((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert "script" not in page.tags
    for text in NASTY:
        assert plain(text) in page.words, text


def test_page_stands_alone(tmp_path: Path) -> None:
    as_html(sample_report(), tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    page = Page(text)
    assert not page.tags & {"link", "img", "script", "iframe", "object", "a"}
    assert not page.attributes & {"src", "href", "background"}
    assert not re.search(r"url\(|@import", text)


def test_page_lists_so_many_records_and_counts_the_rest(tmp_path: Path) -> None:
    report = sample_report()
    for n in range(2_000):
        report.findings[0].records.add(f"u{n}@school.example", "email", {})
    as_html(report, tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert f"And {2_000 + 1 + len(NASTY) - 500:,} more." in text


@WRITERS
def test_empty_and_cancelled_reports_are_saved(write: Writer, tmp_path: Path) -> None:
    write(Report(), tmp_path / "empty")
    write(Report(cancelled=True), tmp_path / "cancelled")
    assert (tmp_path / "empty").stat().st_size
    assert (tmp_path / "cancelled").stat().st_size


@WRITERS
def test_finding_without_a_place_is_saved(write: Writer, tmp_path: Path) -> None:
    write(Report(findings=[Finding((catalog().entries[0],), count=1)]), tmp_path / "report")
    assert (tmp_path / "report").stat().st_size


@WRITERS
@pytest.mark.parametrize("entry_number", [0, 20, 40, 60, -1])
def test_any_entry_can_be_saved(write: Writer, entry_number: int, tmp_path: Path) -> None:
    found = Finding((catalog().entries[entry_number],), count=1, first=Place("a.log", 1), last=Place("a.log", 1))
    write(Report(findings=[found]), tmp_path / "report")
    assert (tmp_path / "report").stat().st_size


@WRITERS
def test_old_file_is_replaced_and_nothing_is_left_over(write: Writer, tmp_path: Path) -> None:
    path = tmp_path / "report"
    path.write_text("old")
    write(sample_report(), path)
    assert path.read_bytes() != b"old"
    assert list(tmp_path.iterdir()) == [path]


@WRITERS
def test_unwritable_target_stays_as_it_was(write: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report"
    path.write_text("old")

    def refuse(*args: object) -> None:
        raise PermissionError(13, "open in another program")

    monkeypatch.setattr(Path, "replace", refuse)  # as Windows does for a file that is open in Excel
    with pytest.raises(PermissionError):
        write(sample_report(), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@WRITERS
def test_missing_folder_raises(write: Writer, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write(sample_report(), tmp_path / "no" / "report")


def test_csv_says_what_follows_from_what(tmp_path: Path) -> None:
    rows = csv_rows(cascading_report(), tmp_path / "report.csv")
    follows = {row["Error"]: row["Follows from"] for row in rows}
    assert follows == {
        "User does not exist": "Email must be unique (ben@x.example)",
        "Email must be unique": "",
        "Course not found": "Email must be unique (amy@x.example)",
    }


def test_workbook_shows_causes_with_their_followers_below(tmp_path: Path) -> None:
    as_xlsx(cascading_report(), tmp_path / "report.xlsx")
    read = sheets(tmp_path / "report.xlsx")
    assert ["What to fix first", "Fix these 2 first; 7 other failures follow from them."] in read["Summary"]
    assert [[row[0], *row[3:]] for row in read["Causes"][1:]] == [
        ["Email must be unique", 2.0, 2.0, "amy@x.example, ben@x.example"],
        ["    follows: User does not exist", 2.0, 6.0],
        ["        follows: Course not found", 1.0, 1.0],
    ]
    assert read["Files"][1][-1] == "named .xlsx but is text"
    assert ["Lines of still other kinds", 4.0] in read["Unknown lines"]


def test_page_shows_what_to_fix_first(tmp_path: Path) -> None:
    as_html(cascading_report(), tmp_path / "report.html")
    page = " ".join(" ".join(Page((tmp_path / "report.html").read_text(encoding="utf-8")).words).split())
    assert "Fix these 2 first; 7 other failures follow from them." in page
    assert "Fix: amy@x.example (4), ben@x.example (3)" in page
    assert page.index("then 6 × User does not exist") < page.index("then 1 × Course not found")
    assert "named .xlsx but is text" in page
    assert "And 4 lines of still other kinds." in page


@WRITERS
def test_reports_say_how_many_records_they_left_out(write: Writer, tmp_path: Path) -> None:
    report = cascading_report()
    for number in range(3_000):
        report.findings[0].records.add(f"u{number}@x.example", "email", {})
    report.findings[0].records.lower_limit(1_000)
    write(report, tmp_path / "report")
    data = (tmp_path / "report").read_bytes()
    is_workbook = data.startswith(b"PK")
    texts = str(sheets(tmp_path / "report")["Work list"]) if is_workbook else data.decode("utf-8-sig")
    more = re.search(r"[Aa]nd about (\d),\d{3} more", texts)
    assert more is not None
    assert "--occurrences" in texts
    assert int(more[1]) in {1, 2}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    more: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", more.append)
    with pytest.raises(OSError, match="No space left"), workbook.open_workbook(Path("/dev/full")) as book:
        book.add_worksheet().write_string(0, 0, "x")
    gc.collect()
    assert not more, "the library cleans up without a word"
