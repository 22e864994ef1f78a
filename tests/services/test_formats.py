"""Every format that a help desk drops gives the same report: right entries, counts, records and lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.scanning.sources import PathSource
from tests.fixtures.make_formats import FILES, FOLDER
from tests.sentences import said

EMAIL = "coursekey.user.email-must-be-unique"
MISSING = "coursekey.course.missing-required-parameter"

# For each file: the name of the member and its lines of the two users and the course.
LINES: dict[str, tuple[str, tuple[int, int, int]]] = {
    "report.log": ("", (1, 2, 3)),
    "utf16.txt": ("", (1, 2, 3)),
    "report.csv": ("", (2, 3, 4)),
    "report.tsv": ("", (2, 3, 4)),
    "semicolon.csv": ("", (2, 3, 4)),
    "report.jsonl": ("", (1, 2, 3)),
    "report.json": ("", (8, 14, 20)),
    "array.json": ("", (1, 1, 1)),
    "report.xlsx": ("", (4, 5, 6)),
    "report.xls": ("", (2, 3, 4)),
    "report.ods": ("", (2, 3, 4)),
    "report.html": ("", (6, 7, 8)),
    "page.xls": ("", (6, 7, 8)),
    "psql.txt": ("", (3, 4, 5)),
    "format-list.txt": ("", (3, 9, 15)),
    "report.yaml": ("", (6, 12, 18)),
    "report.sql": ("", (3, 4, 5)),
    "report.har": ("", (2, 3, 4)),
    "events.xml": ("", (3, 4, 5)),
    "spreadsheet.xls": ("", (2, 3, 4)),
    "transcript.txt": ("", (1, 8, 15)),
    "report.log.gz": ("!report.log", (1, 2, 3)),
    "report.log.bz2": ("!report.log", (1, 2, 3)),
    "report.log.xz": ("!report.log", (1, 2, 3)),
    "report.log.zst": ("!report.log", (1, 2, 3)),
    "report.tar": ("!logs/report.log", (1, 2, 3)),
    "report.tgz": ("!logs/report.log", (1, 2, 3)),
    "report.zip": ("!logs/report.log", (1, 2, 3)),
    "nested.zip": ("!week/inner.zip!logs/report.log.gz!report.log", (1, 2, 3)),
}


def places(report: Report) -> dict[str, tuple[int, tuple[str, int], tuple[str, int]]]:
    """{entry: (count, first place, last place)}."""
    found = {}
    for finding in report.findings:
        assert finding.first is not None
        assert finding.last is not None
        (name,) = finding.ids
        first, last = finding.first, finding.last
        found[name] = (finding.count, (first.path, first.line), (last.path, last.line))
    return found


def test_every_fixture_is_tested() -> None:
    assert {*LINES, "report.eml", "report.msg"} == set(FILES) == {path.name for path in FOLDER.iterdir()}


@pytest.mark.parametrize("name", LINES)
def test_entries_counts_and_lines(name: str, desk: Desk) -> None:
    path = FOLDER / name
    report = desk.scan([PathSource(path)])
    assert [said(file.error) for file in report.files] == [""]
    member, (first, second, third) = LINES[name]
    shown = f"{path}{member}"
    assert places(report) == {
        EMAIL: (2, (shown, first), (shown, second)),
        MISSING: (1, (shown, third), (shown, third)),
    }
    assert not report.unknown


@pytest.mark.parametrize("name", LINES)
def test_records_values_and_times(name: str, desk: Desk) -> None:
    report = desk.scan([PathSource(FOLDER / name)])
    by_id = {finding.ids[0]: finding for finding in report.findings}
    assert {record for record, _ in by_id[EMAIL].records.items()} == {"ana@x.example", "ben@x.example"}
    assert dict(by_id[MISSING].values["fields"].items()) == {"name, owner": 1}
    assert dict(by_id[EMAIL].times.items()) == {"2025-09-02T06:00": 2}


def test_a_mail_and_its_attachments(desk: Desk) -> None:
    path = FOLDER / "report.eml"
    report = desk.scan([PathSource(path)])
    assert [file.path for file in report.files] == [f"{path}", f"{path}!users.csv", f"{path}!more.zip!users.log"]
    assert places(report) == {
        EMAIL: (2, (f"{path}!users.csv", 2), (f"{path}!more.zip!users.log", 1)),
        MISSING: (1, (f"{path}", 3), (f"{path}", 3)),
    }


def test_a_mail_of_outlook_and_its_attachment(desk: Desk) -> None:
    path = FOLDER / "report.msg"
    report = desk.scan([PathSource(path)])
    assert [(file.path, said(file.error)) for file in report.files] == [(f"{path}", ""), (f"{path}!users.log", "")]
    assert places(report) == {
        EMAIL: (2, (f"{path}", 3), (f"{path}!users.log", 1)),
        MISSING: (1, (f"{path}!users.log", 2), (f"{path}!users.log", 2)),
    }


def test_the_whole_folder(desk: Desk) -> None:
    report = desk.scan([PathSource(FOLDER)])
    assert {finding.ids[0]: finding.count for finding in report.findings} == {
        EMAIL: 2 * len(FILES),
        MISSING: len(FILES),
    }


def test_what_a_name_says_wrong_and_what_is_no_log(tmp_path: Path, desk: Desk) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "b.log").write_bytes((FOLDER / "report.zip").read_bytes())
    report = desk.scan([PathSource(tmp_path)])
    assert said(report.files[0].error) == "This is a PDF; save or copy its text and drop that."
    assert said(report.files[1].error) == ""
    assert sum(finding.count for finding in report.findings) == 3
