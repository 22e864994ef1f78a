"""`scan` with several processes, with a list of all occurrences, interrupted, and with nowhere to write its answer."""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from app.cli.progress_line import ProgressLine
from app.core.report.findings import Finding
from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.scanning.progress import Progress
from app.storage.places import HOME_VARIABLE
from tests.cli.program import Program
from tests.conftest import ROOT
from tests.no_sockets import EVENTS, TOUCHED

FOUND, WRONG, FAULT = 0, 2, 3
KNOWN = "2026-03-02 06:00:14 ERROR POST /users 400 Email must be unique email=amy@x.example\n"
LOG = KNOWN + "2026-03-02 06:00:16 ERROR the moon is in the way\n" + KNOWN.replace("amy", "ben")
LARGE = 68 * 1024 * 1024
"""Just enough for several processes."""

HOOK = f"""
import os, sys
def end(event, arguments):
    if event in {sorted(EVENTS)}:
        os._exit({TOUCHED})
sys.addaudithook(end)
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "night.log"
    path.write_text(LOG, encoding="utf-8")
    return path


def test_json_is_the_same_for_any_number_of_processes_and_none_opens_a_socket(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "large.log"
    harmless = b"2026-03-02 06:00:15 INFO 1204 users of the north campus are as they were\n" * 20_000
    with path.open("wb") as file:
        while file.tell() < LARGE:
            file.write(harmless)
            file.write(LOG.encode())
    (tmp_path / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    hooked = {"PYTHONPATH": str(tmp_path)}
    one = program.run("scan", "--json", "--processes", "1", str(path), extra=hooked)
    several = program.run("scan", "--json", "--processes", "2", str(path), extra=hooked)
    assert (one.status, several.status) == (FOUND, FOUND)
    assert (one.errors, several.errors) == (b"", b"")
    assert one.json["bytes"] == path.stat().st_size
    assert {**one.json, "seconds": 0} == {**several.json, "seconds": 0}


@pytest.mark.parametrize("number", ["0", "-1", "many", "1000"])
def test_processes_are_a_number(program: Program, log: Path, number: str) -> None:
    result = program.inside("scan", f"--processes={number}", str(log))
    assert result.status == WRONG
    assert "is no number from 1 to 64" in result.sentence


def test_all_occurrences_as_csv(program: Program, log: Path) -> None:
    target = log.with_name("all.csv")
    result = program.inside("scan", "--json", "--occurrences", str(target), str(log))
    assert (result.status, result.errors) == (FOUND, b"")
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert [(row["Line"], row["Affected record"], row["Id"]) for row in rows] == [
        ("1", "amy@x.example", "coursekey.user.email-must-be-unique"),
        ("3", "ben@x.example", "coursekey.user.email-must-be-unique"),
    ]
    assert result.json["findings"][0]["count"] == len(rows)


def test_all_occurrences_as_a_workbook(program: Program, log: Path) -> None:
    target = log.with_name("all.XLSX")
    assert program.inside("scan", "--occurrences", str(target), str(log)).status == FOUND
    assert zipfile.is_zipfile(target)


def test_a_list_of_another_kind_is_refused(program: Program, log: Path) -> None:
    result = program.inside("scan", "--occurrences", str(log.with_name("all.pdf")), str(log))
    assert result.status == WRONG
    assert "a name that ends with .csv or .xlsx" in result.sentence


@pytest.mark.parametrize("option", ["csv", "xlsx", "html", "occurrences"])
def test_what_cannot_be_written_is_said_before_the_scan(
    program: Program, log: Path, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans: list[object] = []
    monkeypatch.setattr(Desk, "scan", lambda *_, **__: scans.append(1) or Report())
    before = sorted(log.parent.iterdir())
    result = program.inside("scan", f"--{option}", str(log.parent / "no folder" / "all.csv"), str(log))
    assert result.status == WRONG
    assert result.sentence.startswith(f"{log.parent / 'no folder' / 'all.csv'} cannot be written (")
    assert scans == []
    assert sorted(log.parent.iterdir()) == before


def test_a_disk_that_fills_up_is_no_fault_of_the_log(
    program: Program, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.storage.exports.occurrence_writer.OccurrenceWriter.on_occurrence", full)
    target = log.with_name("all.csv")
    result = program.inside("scan", "--occurrences", str(target), str(log))
    assert result.status == WRONG
    assert result.sentence.startswith(f"{target} cannot be written (No space left on device)")
    assert not target.exists()


def test_ctrl_c_prints_what_was_found_so_far(program: Program, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = Desk.scan

    def pressed_after_a_while(self: Desk, sources: object, *arguments: object, **options: object) -> Report:
        report = scan(self, sources, *arguments, **options)  # type: ignore[arg-type]
        signal.raise_signal(signal.SIGINT)
        cancelled = arguments[2]
        report.cancelled = cancelled()  # type: ignore[operator]
        return report

    monkeypatch.setattr(Desk, "scan", pressed_after_a_while)
    before = signal.getsignal(signal.SIGINT)
    result = program.inside("scan", str(log))
    assert result.status == WRONG
    assert "Email must be unique" in result.text
    assert result.sentence == "The scan was interrupted; the report holds what was found until then."
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_ctrl_c_ends_the_wait_for_a_pipe_that_says_nothing(program: Program) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "app", "scan", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=dict(program.environment),
    )
    assert started.stdin is not None
    try:
        started.stdin.write(LOG.encode() * 3_000)
        started.stdin.flush()
        # The program has taken all of it but what still fits in the pipe, so it is reading: more will not come.
        time.sleep(1.0)
        started.send_signal(signal.SIGINT)
        output, errors = started.communicate(timeout=60)
    finally:
        started.kill()
        started.wait()
    assert started.returncode == WRONG
    assert errors.decode() == (
        "sis-error-desk: The scan was interrupted; the report holds what was found until then.\n"
    )
    assert "Email must be unique" in output.decode()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def progress(done: int, seconds: float | None, total: int = 200) -> Progress:
    report = Report(findings=[Finding((), count=1_204)])
    return Progress(done, total, "/logs/night\x1b.log", report, seconds)


def test_progress_is_a_line_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "100")
    line = ProgressLine()
    line.show(progress(90, 20.0))
    line.show(progress(100, None))
    line.show(progress(100, None, total=0))
    line.clear()
    shown = terminal.getvalue().split("\r")
    assert [text.rstrip() for text in shown] == [
        "",
        "night?.log: 1,204 errors so far, 45 %, about 20 seconds left",
        "night?.log: 1,204 errors so far, 50 %",
        "night?.log: 1,204 errors so far",
        "",
        "",
    ]
    assert len({len(text) for text in shown[1:3]}) == 1, "what was longer before is written over"


def test_without_a_terminal_there_is_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    line = ProgressLine()
    line.show(progress(90, 20.0))
    line.clear()
    assert written.getvalue() == ""


def test_a_fault_of_the_program_is_a_sentence_with_a_status_of_its_own(
    program: Program, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise TypeError("ana@north.example")

    monkeypatch.setattr(Desk, "scan", fail)
    result = program.inside("scan", str(log))
    assert result.status == FAULT
    assert "TypeError" in result.sentence
    assert "ana" not in result.sentence, "the words of an error may be a student's"
    faults = Path(program.environment[HOME_VARIABLE]) / "settings" / "faults.log"
    assert str(faults) in result.sentence
    written = faults.read_text(encoding="utf-8")
    assert "TypeError" in written
    assert "app/cli/scan_command.py:" in written
    assert "ana" not in written
