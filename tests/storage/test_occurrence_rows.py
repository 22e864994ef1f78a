"""Every occurrence of a scan in a file, written while the scan runs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.report.place import Place
from app.storage.exports import occurrence_writer
from app.storage.exports.occurrence_writer import OccurrenceWriter
from app.storage.exports.report_tables import plain
from tests.storage.sample_report import NASTY, entry
from tests.storage.test_exporters import sheets

PLACE = Place("logs/night.log", 12, "2026-03-02 01:30:31")


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_a_row_says_where_what_and_who(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    owner = entry("coursekey.course.owner-does-not-exist")
    names = {"ALG-1": "course", "amy@x.example": "email", "U1": "user"}
    with OccurrenceWriter(path) as writer:
        writer.on_occurrence((owner,), PLACE, names, {"email": "amy@x.example", "code": '1,"2"'})
        writer.on_occurrence((owner,), Place("b.log", 2), {}, {})
    first, second = rows(path)
    assert first == {
        "File": "logs/night.log",
        "Line": "12",
        "Time": "2026-03-02 01:30:31",
        "Affected record": "ALG-1",
        "Kind": "course",
        "Named with": "amy@x.example, U1",
        "Id": owner.id,
        "Error": "Owner does not exist",
        "Values": 'email=amy@x.example; code=1,"2"',
    }
    assert (second["File"], second["Line"], second["Affected record"], second["Values"]) == ("b.log", "2", "", "")


def test_texts_of_a_log_never_become_formulas_and_stay_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    with OccurrenceWriter(path) as writer:
        for text in NASTY:
            writer.write(("id",), text, Place(text, 1, text), {text: "user", f"{text}2": "user"}, {text: text})
    read = rows(path)
    assert len(read) == len(NASTY)
    for row, text in zip(read, NASTY, strict=True):
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row.values())
        assert row["Affected record"].removeprefix("'") == plain(text)
        assert row["Error"] == row["Affected record"] == row["File"] == row["Time"]


TEXTS = st.text(max_size=12)


@given(TEXTS, TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=3), st.dictionaries(TEXTS, TEXTS, max_size=2))
def test_any_text_comes_back_as_a_cell(
    tmp_path_factory: pytest.TempPathFactory, path: str, time: str, names: dict[str, str], values: dict[str, str]
) -> None:
    file = tmp_path_factory.mktemp("any") / "all.csv"
    with OccurrenceWriter(file) as writer:
        writer.write(("a", "b"), "Title, with a comma", Place(path, 3, time), names, values)
    (row,) = rows(file)
    assert (row["Id"], row["Error"], row["Line"]) == ("a, b", "Title, with a comma", "3")
    assert row["File"].removeprefix("'") == plain(path).removeprefix("'")
    record = next(iter(names), "")
    assert row["Affected record"].removeprefix("'") == plain(record).removeprefix("'")


def test_a_workbook_has_them_on_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "all.XLSX"
    with OccurrenceWriter(path) as writer:
        for text in NASTY:
            writer.write(("id",), "Title", PLACE, {text: "user"}, {})
    read = sheets(path)
    assert list(read) == ["Occurrences"]
    assert read["Occurrences"][0][:4] == ["File", "Line", "Time", "Affected record"]
    assert [row[3] for row in read["Occurrences"][1:]] == [plain(text) for text in NASTY]
    assert read["Occurrences"][1][1] == 12.0


def test_a_full_sheet_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occurrence_writer, "MAX_SHEET_ROWS", 3)
    with OccurrenceWriter(tmp_path / "all.xlsx") as writer:
        for _ in range(10):
            writer.write(("id",), "Title", PLACE, {}, {})
    read = sheets(tmp_path / "all.xlsx")["Occurrences"]
    assert len(read) == 5
    assert "save the occurrences as CSV" in str(read[-1][0])
    assert writer.rows == 10


def test_a_very_long_value_is_cut_to_a_cell(tmp_path: Path) -> None:
    with OccurrenceWriter(tmp_path / "all.csv") as writer:
        writer.write(("id",), "Title", PLACE, {}, {"detail": "🎓" * 40_000})
    (row,) = rows(tmp_path / "all.csv")
    assert len(row["Values"].encode("utf-16-le")) // 2 <= 32_767
    assert row["Values"].endswith("…")


@pytest.mark.parametrize("name", ["all.csv", "all.xlsx"])
def test_after_an_error_the_old_file_stays(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("old")

    def fail() -> None:
        with OccurrenceWriter(path) as writer:
            writer.write(("id",), "Title", PLACE, {}, {})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    with OccurrenceWriter(path) as writer:
        writer.write(("id",), "Title", PLACE, {}, {})
        assert not path.exists()
    assert len(rows(path)) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), OccurrenceWriter(tmp_path / "no" / "all.csv"):
        pytest.fail("the block must not begin")


def test_outside_its_block_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="inside the `with` block"):
        OccurrenceWriter(tmp_path / "all.csv").write(("id",), "Title", PLACE, {}, {})
