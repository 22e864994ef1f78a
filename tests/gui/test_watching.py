"""A watched report: what is written to its logs comes into it by itself, and a person is told quietly."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.gui.report import watching
from tests.gui.desktop import CTRL, SHIFT, Desktop

MORE = (
    '2026-03-02T07:00:01Z ERROR POST /users 400 {"error":{"message":"Email must be unique","info":{}},'
    '"email":"eve@north.example"}\n'
)


@pytest.fixture(autouse=True)
def quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "PAUSE_MS", 20)


def add(log: Path, text: str) -> None:
    with log.open("a", encoding="utf-8") as stream:
        stream.write(text)


def errors(desktop: Desktop) -> int:
    report = desktop.session.report.report
    return report.occurrences if report else 0


def said(desktop: Desktop) -> str:
    return desktop.window.statusBar().currentMessage()


@pytest.fixture
def watched(desktop: Desktop, sync_log: Path) -> Desktop:
    """A report that is watched."""
    desktop.scan([sync_log])
    with desktop.bot.waitSignal(desktop.session.report.watchers.began):
        desktop.press(Qt.Key.Key_W, CTRL | SHIFT)
        assert desktop.window.tabs.tabText(1) == "nightly.log (watched)"
    return desktop


def test_new_lines_come_into_the_report_and_are_told_quietly(watched: Desktop, sync_log: Path) -> None:
    watched.window.report.findings.selectRow(1)
    add(sync_log, MORE * 3)
    watched.bot.waitUntil(lambda: errors(watched) == 8)
    assert said(watched).startswith("3 new errors in ")
    assert said(watched).endswith("nightly.log.")
    assert watched.window.notices.text == "", "nothing stands in the way"
    assert sorted(watched.column(watched.window.report.findings, 0)) == ["3", "5"]
    assert watched.detail.startswith("Email must be unique"), "what was chosen stays chosen"
    assert "eve@north.example" in watched.detail


def test_a_rotated_log_is_followed_on(watched: Desktop, sync_log: Path) -> None:
    sync_log.rename(sync_log.with_name("nightly.log.1"))
    sync_log.write_text(MORE, encoding="utf-8")
    watched.bot.waitUntil(lambda: errors(watched) == 6)
    add(sync_log, MORE)
    watched.bot.waitUntil(lambda: errors(watched) == 7)


def test_the_focus_stays_where_somebody_works(watched: Desktop, sync_log: Path) -> None:
    watched.press(Qt.Key.Key_1, CTRL)
    watched.type("email")
    add(sync_log, MORE)
    watched.bot.waitUntil(lambda: "1 new" in watched.window.tabs.tabText(1))
    assert watched.window.tabs.tabText(1) == "nightly.log (1 new)"
    assert QApplication.focusWidget() is watched.window.search
    watched.press(Qt.Key.Key_2, CTRL)
    assert watched.window.tabs.tabText(1) == "nightly.log (watched)", "seen"


def test_new_logs_in_a_folder_come_too(desktop: Desktop, sync_log: Path) -> None:
    folder = sync_log.parent / "logs"
    folder.mkdir()
    (folder / "mon.log").write_text(sync_log.read_text(encoding="utf-8"), encoding="utf-8")
    desktop.scan([folder])
    with desktop.bot.waitSignal(desktop.session.report.watchers.began):
        desktop.bot.mouseClick(desktop.window.report.parts.watch_button, Qt.MouseButton.LeftButton)
    assert desktop.window.report.parts.watch_button.isChecked()
    (folder / "tue.log").write_text("2026-03-03 INFO all is well\n", encoding="utf-8")
    desktop.bot.waitUntil(lambda: said(desktop).startswith("New log: "))
    assert len(desktop.column(desktop.window.report.files, 0)) == 2
    add(folder / "tue.log", MORE)
    desktop.bot.waitUntil(lambda: errors(desktop) == 6)


def test_a_chosen_time_stays_while_new_lines_come(watched: Desktop, sync_log: Path) -> None:
    add(sync_log, MORE)  # in another hour: now there is a time line
    page = watched.window.report
    watched.bot.waitUntil(page.time_line.isVisible)
    page.time_line.setFocus()
    watched.press(Qt.Key.Key_Right, SHIFT)
    watched.bot.waitUntil(lambda: page.range_chosen)
    before = said(watched)
    add(sync_log, MORE * 2)
    watched.bot.waitUntil(lambda: said(watched) not in {before, ""})
    assert page.range_chosen
    page.time_line.clear()
    assert errors(watched) == 8


def test_watching_ends_with_the_key_the_tab_and_the_window(watched: Desktop, sync_log: Path) -> None:
    watched.press(Qt.Key.Key_W, CTRL | SHIFT)
    assert watched.window.tabs.tabText(1) == "nightly.log"
    assert not watched.window.report.parts.watch_button.isChecked()
    add(sync_log, MORE)
    watched.bot.wait(150)
    assert errors(watched) == 5
    watched.press(Qt.Key.Key_W, CTRL | SHIFT)
    watched.bot.waitUntil(lambda: errors(watched) == 6)
    assert said(watched) == "1 new error in nightly.log.", "what came before the first look is told, too"
    watched.press(Qt.Key.Key_W, CTRL)
    watched.bot.waitUntil(lambda: not watched.session.report.watching.busy)
    watched.window.close()
    assert watched.session.report.watching.threads == 0


def test_only_files_can_be_watched(desktop: Desktop, sync_log: Path) -> None:
    desktop.press(Qt.Key.Key_W, CTRL | SHIFT)
    assert desktop.window.notices.text == "There is no report to watch yet. Open a log or a folder first."
    desktop.window.notices.close_notice()
    with desktop.bot.waitSignal(desktop.session.report.scan_ended):
        desktop.drop_text(sync_log.read_text(encoding="utf-8"))
    assert not desktop.window.report.parts.watch_button.isVisible()
