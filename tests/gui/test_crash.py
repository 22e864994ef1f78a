"""Errors inside the program as a person meets them: a sentence, a report that names nobody, and a next start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton

from app.gui.shared.crash import CrashHook, sentence_of, trace_of
from app.gui.shared.notices import Notice
from app.gui.shared.worker import Job
from app.storage.catalog.files import CatalogError
from tests.gui.desktop import Desktop

ROOT = Path(__file__).resolve().parents[2]
STUDENT = "amy.adams@north.example"


@pytest.fixture
def hook(tmp_path: Path) -> CrashHook:
    return CrashHook(tmp_path / "crashes")


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


def told(hook: CrashHook, error: Exception) -> list[Notice]:
    notices: list[Notice] = []
    hook.noticed.connect(notices.append)
    hook.report(type(error), error, error.__traceback__)
    return notices


def test_the_report_says_where_and_what_was_done_but_nothing_of_what_was_read(hook: CrashHook) -> None:
    for action in ("open-log", "scan", "search"):
        hook.did(action)
    try:
        try:
            {}[STUDENT]
        except KeyError as error:
            raise ValueError(f"no such student: {STUDENT}") from error
    except ValueError as error:
        report = told(hook, error)[0].details
    assert "Done last: open-log, scan, search" in report
    assert "tests" in report or "test_crash.py" in report
    assert "in test_the_report_says_where" in report
    assert report.index("KeyError") < report.index("ValueError")
    assert "PySide6" in report
    assert STUDENT not in report
    assert str(Path.home()) not in report


def test_words_of_the_code_and_of_the_system_are_kept() -> None:
    assert trace_of(raised(AttributeError("no attribute 'x'"))).endswith("AttributeError: no attribute 'x'")
    missing = trace_of(raised(FileNotFoundError(2, "No such file", f"/logs/{STUDENT}.log")))
    assert missing.endswith("FileNotFoundError: No such file (2)")


def test_an_error_that_comes_again_and_again_is_told_once(hook: CrashHook) -> None:
    error = raised(ZeroDivisionError())
    assert len(told(hook, error)) == 1
    assert told(hook, error) == []


def test_the_report_is_copied_by_a_button(desktop: Desktop, hook: CrashHook) -> None:
    hook.noticed.connect(desktop.session.notify)
    told(hook, raised(ZeroDivisionError()))
    bar = desktop.window.notices
    buttons = {button.text(): button for button in bar.findChildren(QAbstractButton)}
    desktop.bot.mouseClick(buttons["Details"], Qt.MouseButton.LeftButton)
    desktop.bot.mouseClick(buttons["Copy details"], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == bar.details
    assert buttons["Copy details"].text() == "Copied"


def test_an_error_in_the_worker_is_kept_as_a_report(desktop: Desktop, hook: CrashHook, tmp_path: Path) -> None:
    desktop.session.worker.failed.connect(hook.report_job)

    def fail(_job: Job) -> None:
        raise ValueError(STUDENT)

    for work in (fail, lambda job: (tmp_path / "missing").read_bytes()):
        job = Job(work)
        with desktop.bot.waitSignal(job.ended):
            desktop.session.worker.submit(job)
    reports = list((tmp_path / "crashes").glob("report-*"))
    assert len(reports) == 1, "a missing file is no error of the program"
    assert STUDENT not in reports[0].read_text(encoding="utf-8")


def test_only_words_meant_for_people_are_shown_to_them() -> None:
    assert sentence_of(CatalogError("There is no vocabulary")) == "There is no vocabulary."
    assert sentence_of(KeyError(STUDENT)) == "something went wrong inside the program (KeyError)."


PROGRAM = """
import faulthandler, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
application = QApplication([])
import app.gui.application as program
way, log = sys.argv[1], sys.argv[2]
window = lambda: next(each for each in application.topLevelWidgets() if type(each).__name__ == "MainWindow")
def crash():
    if not window().furnished or " failed for " not in window().report.summary.text():
        QTimer.singleShot(50, crash)
        return
    window().search.show_text("amy.adams@north.example")
    window().menus["find"].trigger()
    faulthandler._sigsegv()
def look():
    if window().furnished and (window().notices.text or window().lookup.model.rowCount()):
        print(window().notices.text, "|", window().notices.details, "|", window().report.summary.text(), flush=True)
        application.closeAllWindows()
    else:
        QTimer.singleShot(50, look)
def read_box():
    box = application.activeModalWidget()
    if isinstance(box, QMessageBox):
        print(box.text(), "|", box.detailedText(), flush=True)
        box.reject()
    else:
        QTimer.singleShot(50, read_box)
QTimer.singleShot(50, {"crash": crash, "look": look, "broken": read_box}[way])
if way == "broken":
    def fail(*arguments):
        raise ValueError("amy.adams@north.example")
    program.MainWindow = fail
sys.exit(program.run(["--open", log] if way == "crash" else []))
"""


def run(way: str, log: Path, environment: dict[str, str]) -> tuple[int, str]:
    environment = {**environment, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.fspath(ROOT), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, way, log],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_after_a_crash_the_next_start_works_and_offers_the_report(
    sync_log: Path, program_environment: dict[str, str]
) -> None:
    assert run("crash", sync_log, program_environment)[0] != 0
    status, said = run("look", sync_log, program_environment)
    assert status == 0
    text, report, summary = said.split(" | ")
    assert text.startswith("The program ended unexpectedly the last time. Nothing was sent")
    assert "Done last: scan, scan-ended, find" in report
    assert "Segmentation fault" in report
    for secret in ("amy", "north.example", sync_log.name, str(sync_log.parent), "lastName"):
        assert secret not in report
    assert " failed for " not in summary, "the log of the crash is not opened again"
    assert run("look", sync_log, program_environment)[1].startswith(" | "), "told once"


def test_a_failed_start_is_told_in_a_box(sync_log: Path, program_environment: dict[str, str]) -> None:
    status, said = run("broken", sync_log, program_environment)
    assert status == 1
    assert said.startswith("SIS Error Desk could not start.")
    assert "ValueError" in said
    assert "amy" not in said
