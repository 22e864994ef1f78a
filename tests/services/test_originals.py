"""The original lines of an occurrence: from plain files, archives and documents, and when they are gone or changed."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from app.core.report.findings import Finding
from app.core.report.place import Place
from app.core.report.report import Report
from app.core.text.statement import Statement
from app.services import occurrences
from app.services.error_desk import Desk
from app.services.occurrences import Occurrences
from app.services.original_lines import CHANGED, GONE, OriginalReader, Originals
from app.services.scanning.sources import PathSource, Source, TextSource

MISSING = "coursekey.user.missing-fields"
LOG = """\
2026-03-02 06:00:00 INFO sync started
2026-03-02 06:00:01 ERROR POST /users 400 {"error":{"message":"User missing the following fields: lastName, email"}}
2026-03-02 06:00:02 INFO one user more
2026-03-02 06:00:03 ERROR request failed {
  "error": {
    "message": "Email must be unique",
  }
}
2026-03-02 06:00:04 INFO the end
"""


def finding_of(report: Report, title: str) -> Finding:
    return next(finding for finding in report.findings if title in finding.title)


def around(desk: Desk, source: Source, title: str, lines: int = 2) -> Originals:
    report = desk.scan([source])
    finding = finding_of(report, title)
    assert finding.first is not None
    return OriginalReader(desk.matcher, [source]).around(finding.entries, finding.first, lines)


def marked(originals: Originals) -> list[tuple[int, str, str]]:
    return [
        (line.line.number, mark.value, line.line.text[mark.start : mark.end])
        for line in originals.lines
        for mark in line.marks
    ]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "nightly.log"
    path.write_text(LOG, encoding="utf-8")
    return path


def test_the_line_is_shown_with_its_neighbors_and_its_values_marked(desk: Desk, log: Path) -> None:
    originals = around(desk, PathSource(log), "missing the following")
    assert originals.problem is None
    assert originals.file == log
    assert [line.line.number for line in originals.lines] == [1, 2, 3, 4]
    assert [line.of_occurrence for line in originals.lines] == [False, True, False, False]
    marks = marked(originals)
    assert marks[0][1:] == ("", "User missing the following fields: lastName, email")
    assert [text for _, name, text in marks if name] == ["lastName, email"]


def test_all_lines_of_a_record_belong_to_the_occurrence(desk: Desk, log: Path) -> None:
    originals = around(desk, PathSource(log), "Email must be unique", 5)
    assert [line.line.number for line in originals.lines if line.of_occurrence] == [4, 5, 6, 7, 8]
    assert marked(originals) == [(6, "", "Email must be unique")]


def test_lines_come_from_archives_and_pasted_texts_as_well(desk: Desk, log: Path, tmp_path: Path) -> None:
    expected = around(desk, PathSource(log), "Email must be unique").lines
    week = tmp_path / "week.zip"
    with zipfile.ZipFile(week, "w") as archive:
        archive.writestr("other.log", "nothing\n")
        archive.writestr("logs/mon.log", LOG)
    packed = tmp_path / "nightly.log.gz"
    packed.write_bytes(gzip.compress(LOG.encode()))
    for source, file in (
        (PathSource(week), week),
        (PathSource(packed), packed),
        (TextSource("pasted text", LOG), None),
    ):
        originals = around(desk, source, "Email must be unique")
        assert originals.lines == expected
        assert originals.file == file
        assert originals.problem is None


def test_lines_of_wide_letters_are_shown_too(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "powershell.log"
    path.write_bytes(LOG.encode("utf-16"))
    originals = around(desk, PathSource(path), "missing the following")
    assert [text for _, name, text in marked(originals) if name] == ["lastName, email"]
    assert originals.lines[0].line.text == "2026-03-02 06:00:00 INFO sync started"


def test_documents_show_their_records(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(
        '[\n {"message": "fine"},\n {"message": "Email must be unique"},\n {"message": "fine, too"}\n]\n',
        encoding="utf-8",
    )
    originals = around(desk, PathSource(path), "Email must be unique")
    assert [line.line.text for line in originals.lines if line.of_occurrence]
    assert "Email must be unique" in [text for _, _, text in marked(originals)]


def test_a_message_that_is_escaped_is_marked_by_its_values(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "nightly.log"
    path.write_text(
        '2026-03-02 06:00:01 ERROR {"body":"{\\"message\\":\\"User missing the following fields:\\\\nlastName\\"}"}\n',
        encoding="utf-8",
    )
    originals = around(desk, PathSource(path), "missing the following")
    assert originals.problem is None
    assert any("lastName" in text for _, _, text in marked(originals))


def test_what_vanished_or_changed_is_said_in_a_sentence(desk: Desk, log: Path) -> None:
    source = PathSource(log)
    finding = finding_of(desk.scan([source]), "missing the following")
    assert finding.first is not None
    reader = OriginalReader(desk.matcher, [source])
    assert reader.around(finding.entries, finding.first).problem is None
    log.write_text("2026-03-03 06:00:00 INFO begun\n2026-03-03 06:00:00 INFO anew\n", encoding="utf-8")
    changed = reader.around(finding.entries, finding.first)
    assert changed.problem == CHANGED
    assert [line.line.number for line in changed.lines] == [1, 2]
    assert not any(line.of_occurrence for line in changed.lines)
    log.write_text("short\n", encoding="utf-8")
    assert reader.around(finding.entries, finding.first).problem == CHANGED
    log.unlink()
    assert reader.around(finding.entries, finding.first) == Originals(finding.first, problem=Statement("file-gone"))
    kept = reader.around(finding.entries, finding.first, kept=finding.samples[0][1])
    assert kept.problem == GONE
    assert [text for _, name, text in marked(kept) if name] == ["lastName, email"]


def test_any_line_can_be_shown_without_an_error_in_it(desk: Desk, log: Path) -> None:
    originals = OriginalReader(desk.matcher, [PathSource(log)]).around((), Place(str(log), 3), 1)
    assert originals.problem is None
    assert [line.line.number for line in originals.lines if line.of_occurrence] == [3]


def test_all_places_of_a_finding_are_gone_through(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occurrences, "LEAST_AT_ONCE", 30)
    line = '2026-03-02 06:00:00 ERROR POST /users 400 "Email must be unique" email=u{}@x.example\n'
    other = "2026-03-02 06:00:00 ERROR POST /users 400 User missing the following fields: email\n"
    truth: list[tuple[str, int]] = []
    for name in ("b.log", "a.log", "c.log"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8") as stream:
            for number in range(1, 501):
                hit = number % 3 == 0 and name != "c.log"
                stream.write(line.format(number) if hit else other)
                if hit:
                    truth.append((str(path), number))
    truth.sort()
    source = PathSource(tmp_path)
    finding = finding_of(desk.scan([source]), "Email must be unique")
    places = Occurrences(desk.matcher, [source], finding)
    assert places.total is None
    found = []
    while (place := places.place(len(found))) is not None:
        found.append((place.path, place.line))
    assert found == truth
    assert places.total == len(truth)
    assert places.place(25) is not None, "and back again"


def test_the_few_places_that_a_report_keeps_need_no_file(desk: Desk, log: Path) -> None:
    source = PathSource(log)
    finding = finding_of(desk.scan([source]), "Email must be unique")
    log.unlink()
    places = Occurrences(desk.matcher, [source], finding)
    assert places.total == 1
    assert places.place(0) == Place(str(log), 4, "2026-03-02 06:00:03")
    assert places.place(1) is None


def test_places_in_a_file_that_is_gone_are_those_known(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "nightly.log"
    path.write_text('ERROR 400 "Email must be unique"\n' * 50, encoding="utf-8")
    finding = finding_of(desk.scan([PathSource(path)]), "Email must be unique")
    path.unlink()
    places = Occurrences(desk.matcher, [PathSource(path)], finding)
    assert places.place(20) is None
    assert places.total == 20


def test_looking_for_places_can_be_cancelled(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "nightly.log"
    path.write_text('ERROR 400 "Email must be unique"\n' * 50, encoding="utf-8")
    finding = finding_of(desk.scan([PathSource(path)]), "Email must be unique")
    places = Occurrences(desk.matcher, [PathSource(path)], finding)
    assert places.place(30, lambda: True) is None
    assert places.total is None
    place = places.place(30)
    assert place is not None
    assert place.line == 31
