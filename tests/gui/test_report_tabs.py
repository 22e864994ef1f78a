"""Several reports: each drop in a tab of its own, waiting its turn, closed when the person closes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabBar, QToolButton

from app.core.report.report import Report
from app.gui.main_window import MainWindow
from app.gui.session import Session
from app.gui.shared.untrusted_text import tool_tip
from app.services.error_desk import Desk
from app.services.scanning.progress import Progress
from tests.gui.desktop import CTRL, PATIENCE_MS, Desktop

BIG_LINES = 300_000


@pytest.fixture
def big_log(tmp_path: Path, sync_log: Path) -> Path:
    """A log that takes seconds to read."""
    text = sync_log.read_bytes()
    path = tmp_path / "big.log"
    path.write_bytes(text * (BIG_LINES // text.count(b"\n")))
    return path


@pytest.fixture
def logs(tmp_path: Path, sync_log: Path) -> list[Path]:
    """Three logs with one, two and three times the errors."""
    paths = []
    for number, name in enumerate(("mon & tue.log", "wed.log", "thu.log"), 1):
        path = tmp_path / name
        path.write_bytes(sync_log.read_bytes() * number)
        paths.append(path)
    return paths


def titles(desktop: Desktop) -> list[str]:
    tabs = desktop.window.tabs
    return [tabs.tabText(index).replace("&&", "&") for index in range(tabs.count())]


def front(desktop: Desktop) -> str:
    return titles(desktop)[desktop.window.tabs.currentIndex()]


def close_button(desktop: Desktop, index: int) -> QToolButton | None:
    button = desktop.window.tabs.tabBar().tabButton(index, QTabBar.ButtonPosition.RightSide)
    assert button is None or isinstance(button, QToolButton)
    return button


def test_every_drop_has_a_tab_that_bears_its_name(desktop: Desktop, logs: list[Path]) -> None:
    assert titles(desktop) == ["Look-up", "Report"]
    for log in logs:
        desktop.scan([log])
    assert titles(desktop) == ["Look-up", "mon & tue.log", "wed.log", "thu.log"]
    assert front(desktop) == "thu.log"
    assert desktop.window.tabs.tabToolTip(2) == tool_tip(str(logs[1]))
    assert desktop.session.report.report.occurrences == 15
    desktop.window.tabs.setCurrentIndex(1)
    assert desktop.session.report.report.occurrences == 5
    assert desktop.column(desktop.window.report.findings, 0), "its table is as it was"


def test_a_drop_while_another_is_read_waits_and_leaves_the_reader_alone(
    desktop: Desktop, big_log: Path, logs: list[Path]
) -> None:
    desktop.scan([logs[0]])
    desktop.drop_files(big_log)
    desktop.window.tabs.setCurrentIndex(1)
    desktop.drop_files(logs[1])
    desktop.drop_files(logs[2])
    assert titles(desktop) == [
        "Look-up",
        "mon & tue.log",
        "big.log (reading)",
        "wed.log (waiting)",
        "thu.log (waiting)",
    ]
    assert front(desktop) == "mon & tue.log"
    assert "2" in desktop.window.progress.text.text()
    desktop.window.tabs.setCurrentIndex(3)
    assert "begins when the one before it is finished" in desktop.window.report.summary.text()
    desktop.bot.mouseClick(close_button(desktop, 3), Qt.MouseButton.LeftButton)
    assert titles(desktop)[3:] == ["thu.log (waiting)"]
    reports = []
    desktop.session.report.scan_ended.connect(reports.append)
    desktop.bot.mouseClick(desktop.window.progress.cancel_button, Qt.MouseButton.LeftButton)
    desktop.bot.waitUntil(lambda: len(reports) == 2)
    assert reports[0].cancelled
    assert reports[1].occurrences == 15
    assert titles(desktop) == ["Look-up", "mon & tue.log", "big.log", "thu.log"]


def test_closing_the_tab_of_a_scan_under_way_stops_it(desktop: Desktop, big_log: Path, logs: list[Path]) -> None:
    desktop.drop_files(big_log)
    desktop.drop_files(logs[1])
    with desktop.bot.waitSignals([desktop.session.report.scan_ended] * 2):
        desktop.press(Qt.Key.Key_W, CTRL)
    assert titles(desktop) == ["Look-up", "wed.log"]
    assert desktop.session.report.report.occurrences == 10
    assert not desktop.window.progress.isVisible()


def test_reports_are_closed_and_reached_by_key(desktop: Desktop, logs: list[Path]) -> None:
    for log in logs:
        desktop.scan([log])
    desktop.press(Qt.Key.Key_PageUp, CTRL)
    assert front(desktop) == "wed.log"
    desktop.press(Qt.Key.Key_W, CTRL)
    assert titles(desktop) == ["Look-up", "mon & tue.log", "thu.log"]
    assert front(desktop) == "thu.log", "the one that follows"
    desktop.press(Qt.Key.Key_PageDown, CTRL)
    assert front(desktop) == "Look-up"
    desktop.press(Qt.Key.Key_W, CTRL)
    assert len(titles(desktop)) == 3, "the look-up page stays"
    desktop.press(Qt.Key.Key_2, CTRL)
    assert front(desktop) == "thu.log"
    assert QApplication.focusWidget() is desktop.window.report.findings
    desktop.press(Qt.Key.Key_W, CTRL)
    desktop.press(Qt.Key.Key_W, CTRL)
    assert titles(desktop) == ["Look-up", "Report"]
    assert desktop.session.report.report is None
    desktop.scan([logs[0]])
    assert titles(desktop) == ["Look-up", "mon & tue.log"]
    assert desktop.column(desktop.window.report.findings, 0) == ["3", "2"]


def test_only_reports_can_be_closed_and_their_buttons_say_what(desktop: Desktop, logs: list[Path]) -> None:
    assert close_button(desktop, 0) is None
    assert close_button(desktop, 1) is None
    desktop.scan([logs[1]])
    button = close_button(desktop, 1)
    assert button is not None
    assert button.accessibleName() == "Close the report on wed.log"


def test_what_was_chosen_in_a_report_stays_while_another_is_read(desktop: Desktop, logs: list[Path]) -> None:
    desktop.scan([logs[0]])
    desktop.window.report.findings.selectRow(1)
    detail = desktop.detail
    desktop.scan([logs[1]])
    desktop.window.tabs.setCurrentIndex(1)
    assert desktop.detail == detail
    desktop.window.detail.copy_steps()
    assert desktop.clipboard


def test_a_new_window_opens_nothing_by_itself(desktop: Desktop, desk: Desk, logs: list[Path]) -> None:
    """Also after a crash: a file that made the program stop must not do so again at once."""
    desktop.scan([logs[0]])
    desktop.window.preferences.save()
    first = desktop.window
    again = MainWindow(desktop.appearance, first.language, first.preferences)
    desktop.bot.addWidget(again)
    session = Session(again, desktop.appearance, lambda: desk, desktop.answers, logs[0])
    with desktop.bot.waitSignal(session.opened):
        again.show()
    assert [again.tabs.tabText(index) for index in range(again.tabs.count())] == ["Look-up", "Report"]
    assert not session.report.scanning
    assert session.report.report is None


def test_a_closed_report_leaves_nothing_behind(desktop: Desktop, logs: list[Path]) -> None:
    desktop.scan([logs[0]])
    desktop.scan([logs[1]])
    page = desktop.window.report
    with desktop.bot.waitSignal(page.destroyed):
        desktop.press(Qt.Key.Key_W, CTRL)
    desktop.scan([logs[2]])
    assert titles(desktop) == ["Look-up", "mon & tue.log", "thu.log"]


def test_what_is_said_of_a_scan_is_never_cut_off_behind_a_long_name(desktop: Desktop) -> None:
    strip = desktop.window.progress
    desktop.window.resize(900, 600)
    long = Path("logs", "a" * 120, "b" * 120 + ".log")
    strip.begin("night", 2)
    strip.show_progress(Progress(10, 100, str(long), Report(), 21.0))
    shown = strip.text.text()
    assert "about 20 seconds left" in shown
    assert shown.endswith("(2 more scans waiting)")
    assert strip.text.fontMetrics().horizontalAdvance(shown) <= strip.text.width()
    assert str(long.name) in strip.text.toolTip()
    strip.finish()


def test_a_long_name_leaves_room_for_other_tabs(desktop: Desktop, sync_log: Path) -> None:
    log = sync_log.with_name("nightly roster sync of the whole district, all schools, 2026-03-02.log")
    log.write_bytes(sync_log.read_bytes())
    desktop.scan([log])
    title = titles(desktop)[1]
    assert len(title) <= 36
    assert title.startswith("nightly roster")
    assert title.endswith("2026-03-02.log")
    assert desktop.window.tabs.tabToolTip(1) == tool_tip(str(log))


def test_the_title_and_equal_tabs_name_log_and_folder(desktop: Desktop, tmp_path: Path) -> None:
    logs = []
    for day in ("monday", "tuesday"):
        (tmp_path / day).mkdir()
        logs.append(tmp_path / day / "nightly.log")
        logs[-1].write_text("ERROR Email must be unique\n", encoding="utf-8")
    assert desktop.window.windowTitle() == "SIS Error Desk"
    desktop.scan([logs[0]])
    assert desktop.window.windowTitle() == "nightly.log – SIS Error Desk"
    desktop.scan([logs[1]])
    assert desktop.window.windowTitle() == "nightly.log in tuesday – SIS Error Desk"
    assert [desktop.window.tabs.tabText(place) for place in (1, 2)] == [
        "nightly.log in monday", "nightly.log in tuesday",
    ]  # fmt: skip
    desktop.window.show_lookup()
    assert desktop.window.windowTitle() == "SIS Error Desk"


def test_an_empty_report_page_opens_a_log(desktop: Desktop, sync_log: Path) -> None:
    desktop.answers.logs = [sync_log]
    desktop.window.show_report()
    assert "Open a log…" in desktop.detail
    with desktop.bot.waitSignal(desktop.session.report.scan_ended, timeout=PATIENCE_MS):
        desktop.follow("log:open")
    assert desktop.reporting
