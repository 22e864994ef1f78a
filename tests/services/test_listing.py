"""Lists as files: chosen rows, and every single failure."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app.services.error_desk import Desk
from app.services.list_export import NotListedError, list_occurrences, save_list
from app.services.scanning.sources import TextSource

HEADINGS = ("Record", "Times")
ROWS = [("amy@x.example", 2), ("=cmd|' /C calc'!A0", 1), ("two\nlines", 3)]
LINE = '2026-03-02T04:00:00Z ERROR /users email=kid{}@x.example 400 "User missing the following fields: lastName"\n'
LOG = TextSource("night.log", "".join(LINE.format(n) for n in range(40)))


def test_a_workbook_holds_texts_and_numbers_as_they_are(tmp_path: Path) -> None:
    save_list("Records", HEADINGS, iter(ROWS), tmp_path / "list.xlsx")
    sheet = CalamineWorkbook.from_path(tmp_path / "list.xlsx").get_sheet_by_name("Records")
    assert sheet.to_python() == [list(HEADINGS), ["amy@x.example", 2], [ROWS[1][0], 1], ["two lines", 3]]


def test_csv_runs_no_formula_and_opens_in_excel(tmp_path: Path) -> None:
    save_list("Records", HEADINGS, iter(ROWS), tmp_path / "list.csv")
    assert (tmp_path / "list.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    lines = (tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["Record,Times", "amy@x.example,2", "'=cmd|' /C calc'!A0,1", "two lines,3"]


def test_another_ending_is_refused_in_a_sentence(tmp_path: Path, desk: Desk) -> None:
    for wanted in (
        lambda path: save_list("Records", HEADINGS, ROWS, path),
        lambda path: list_occurrences(desk, [LOG], path),
    ):
        with pytest.raises(ValueError, match=r"list\.html: choose a name that ends with \.xlsx or \.csv"):
            wanted(tmp_path / "list.html")


def test_every_single_failure_is_written(tmp_path: Path, desk: Desk) -> None:
    assert list_occurrences(desk, [LOG], tmp_path / "all.csv") == 40
    lines = (tmp_path / "all.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 41
    assert "kid39@x.example" in lines[-1]


def test_a_list_that_is_cancelled_or_cannot_be_written_leaves_the_old_file(tmp_path: Path, desk: Desk) -> None:
    old = tmp_path / "all.csv"
    old.write_text("old")
    with pytest.raises(NotListedError, match="canceled"):
        list_occurrences(desk, [LOG], old, cancelled=lambda: True)
    assert old.read_text() == "old"
    assert list(tmp_path.iterdir()) == [old]
    with pytest.raises(NotListedError, match="cannot be written"):
        list_occurrences(desk, [LOG], tmp_path / "gone" / "all.csv")
