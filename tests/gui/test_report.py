"""Reports as a person gets them: drop, paste, open, cancel, save."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QThread, QUrl
from PySide6.QtWidgets import QApplication

from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.open_catalog import open_desk
from app.services.scanning.progress import Progress
from app.storage.places import Places
from tests.conftest import ROOT
from tests.gui.desktop import CTRL, Desktop

BIG_LINES = 300_000


@pytest.fixture
def big_log(tmp_path: Path, sync_log: Path) -> Path:
    """A log that takes seconds to read."""
    text = sync_log.read_bytes()
    path = tmp_path / "big.log"
    path.write_bytes(text * (BIG_LINES // text.count(b"\n")))
    return path


def test_a_dropped_file_becomes_a_report(desktop: Desktop, sync_log: Path) -> None:
    desktop.drop_files(sync_log)
    assert desktop.session.report.scanning, "the drop itself returns at once"
    desktop.bot.waitUntil(lambda: not desktop.session.report.scanning)
    page = desktop.window.report
    assert desktop.reporting
    assert page.summary.text() == "4 records failed for 2 reasons; 2 need you."
    assert page.remarks.text() == "5 errors in 1 file. 7 lines: 5 known errors, 1 unknown, 1 fine."
    assert desktop.column(page.findings, 0) == ["3", "2"]
    assert desktop.column(page.findings, 1) == ["User missing the following fields", "Email must be unique"]
    titles = ["Known errors (2)", "Affected records (4)", "Unknown lines (1)", "Files (1)"]
    assert [page.tabs.tabText(tab) for tab in range(4)] == titles


def test_a_finding_shows_its_values_and_records_with_the_steps(desktop: Desktop, sync_log: Path) -> None:
    desktop.scan([sync_log])
    assert "lastName (2); firstName (1)" in desktop.detail
    assert "How to fix it" in desktop.detail
    assert "ben@north.example" in desktop.detail
    desktop.follow("copy:records")
    assert "ben@north.example\t1" in desktop.clipboard
    desktop.window.detail.copy_ticket()
    assert "ben@north.example" not in desktop.clipboard, "a ticket names nobody"
    desktop.window.report.findings.selectRow(1)
    assert desktop.detail.startswith("Email must be unique")


def test_unknown_lines_offer_the_nearest_entries(desktop: Desktop, sync_log: Path) -> None:
    desktop.scan([sync_log])
    desktop.window.report.tabs.setCurrentWidget(desktop.window.report.unknown)
    assert desktop.detail.startswith("Not known")
    assert "cannot frobnicate" in desktop.detail
    desktop.follow("entry:coursekey.user.email-must-be-unique")
    assert desktop.detail.startswith("Email must be unique")
    desktop.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desktop.detail.startswith("Not known")


def test_an_unknown_line_of_json_shows_its_message(desktop: Desktop, tmp_path: Path) -> None:
    log = tmp_path / "bridge.log"
    line = '{"ts":"2026-03-02T06:15:00Z","level":"error","service":"b","message":"Disk \\"%s\\" is full, failed"}\n'
    log.write_text(line % "A" + line % "B", encoding="utf-8")
    desktop.scan([log])
    assert desktop.column(desktop.window.report.unknown, 1) == ['Disk "A" is full, failed']


def test_a_file_that_cannot_be_read_is_named_with_the_reason(desktop: Desktop, sync_log: Path) -> None:
    gone = sync_log.with_name("gone.log")
    desktop.scan([sync_log, gone])
    assert "5 errors" in desktop.report_said
    assert "gone.log could not be read:" in desktop.report_said
    verdicts = desktop.column(desktop.window.report.files, 1)
    assert sorted(verdict.split(":")[0] for verdict in verdicts) == ["Known errors", "Not read"]


def test_a_folder_is_read_with_all_its_files(desktop: Desktop, sync_log: Path) -> None:
    folder = sync_log.parent / "week"
    folder.mkdir()
    for day in ("mon", "tue"):
        (folder / f"{day}.log").write_bytes(sync_log.read_bytes())
    desktop.answers.folder = folder
    with desktop.bot.waitSignal(desktop.session.report.scan_ended):
        desktop.window.menus["open-folder"].trigger()
    assert desktop.window.report.remarks.text().startswith("10 errors in 2 files")


def test_the_menu_opens_logs_and_the_sample(desktop: Desktop, sync_log: Path) -> None:
    desktop.answers.logs = [sync_log]
    for command in ("open-log", "open-sample"):
        with desktop.bot.waitSignal(desktop.session.report.scan_ended):
            desktop.window.menus[command].trigger()
        assert desktop.session.report.report.occurrences == 5


def test_dropped_text_is_looked_up_and_a_dropped_log_is_scanned(desktop: Desktop, sync_log: Path) -> None:
    desktop.drop_text("addCode must be unique.")
    assert desktop.chosen == "addCode must be unique"
    with desktop.bot.waitSignal(desktop.session.report.scan_ended):
        desktop.drop_text(sync_log.read_text(encoding="utf-8"))
    assert "5 errors" in desktop.report_said


def test_a_drag_is_answered_with_a_hint_only_if_it_can_be_read(desktop: Desktop) -> None:
    address = QMimeData()
    address.setUrls([QUrl("https://example.org/a.log")])
    assert not desktop.drag(address).isAccepted()
    assert not desktop.window.drop_hint.isVisible()
    text = QMimeData()
    text.setText("anything")
    assert desktop.drag(text).isAccepted()
    assert desktop.window.drop_hint.isVisible()
    desktop.drop(text)
    assert not desktop.window.drop_hint.isVisible()


def test_files_dropped_before_the_catalog_is_there_are_read_when_it_is(unopened: Desktop, sync_log: Path) -> None:
    unopened.session.scan([sync_log])
    with unopened.bot.waitSignal(unopened.session.report.scan_ended):
        unopened.window.show()
    assert unopened.session.report.report.occurrences == 5


def test_several_drops_queue(desktop: Desktop, sync_log: Path) -> None:
    reports = []
    desktop.session.report.scan_ended.connect(reports.append)
    for _ in range(3):
        desktop.drop_files(sync_log)
    desktop.bot.waitUntil(lambda: len(reports) == 3)
    assert [report.occurrences for report in reports] == [5, 5, 5]


def test_a_scan_shows_its_progress_and_can_be_cancelled(desktop: Desktop, big_log: Path) -> None:
    strip = desktop.window.progress
    desktop.drop_files(big_log)
    assert strip.isVisible()
    desktop.bot.waitUntil(lambda: "errors so far" in strip.text.text())
    assert desktop.column(desktop.window.report.findings, 0), "the first groups are there while it reads"
    with desktop.bot.waitSignal(desktop.session.report.scan_ended):
        desktop.bot.mouseClick(strip.cancel_button, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    assert desktop.session.report.report.cancelled
    assert "The scan was canceled" in desktop.report_said


def test_the_time_left_is_said_in_words(desktop: Desktop) -> None:
    strip = desktop.window.progress
    strip.show_progress(Progress(10, 100, "night.log", Report(), 21.0))
    assert strip.text.text() == "night.log: 0 errors so far, about 20 seconds left"
    strip.show_progress(Progress(10, 100, "night.log", Report()))
    assert strip.text.text() == "night.log: 0 errors so far"


def test_a_log_is_read_in_a_process_of_its_own_and_the_window_only_shows(
    desktop: Desktop, big_log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = Places(ROOT / "catalog", ROOT / "resources", tmp_path / "cache", tmp_path / "settings")
    desk = open_desk(places)
    desk.start_host()
    assert desk.host_ready(30.0)
    monkeypatch.setattr(Desk, "scan", lambda *_, **__: pytest.fail("the window's own process scans"))
    desktop.session.report.use(desk)
    desktop.drop_files(big_log)
    desktop.bot.waitUntil(lambda: desktop.column(desktop.window.report.findings, 0) != [], timeout=20_000)
    with desktop.bot.waitSignal(desktop.session.report.scan_ended):
        desktop.bot.mouseClick(desktop.window.progress.cancel_button, Qt.MouseButton.LeftButton)
    assert desktop.session.report.report.cancelled
    assert desktop.session.report.report.occurrences > 0
    desk.close()
    assert not multiprocessing.active_children()


def test_closing_during_a_scan_leaves_nothing_behind(desktop: Desktop, big_log: Path, sync_log: Path) -> None:
    desktop.drop_files(big_log)
    desktop.drop_files(sync_log)
    desktop.bot.waitUntil(lambda: "so far" in desktop.window.progress.text.text())
    desktop.window.close()
    assert not desktop.session.worker.busy
    assert desktop.session.worker.threads == 0
    QApplication.processEvents()
    assert desktop.session.report.report is None
    assert QThread.currentThread() is desktop.window.thread()


def test_the_chosen_finding_stays_chosen_while_the_report_grows(desktop: Desktop, big_log: Path) -> None:
    findings = desktop.window.report.findings
    desktop.drop_files(big_log)
    desktop.bot.waitUntil(lambda: len(desktop.column(findings, 0)) == 2)
    findings.selectRow(1)
    before = findings.current_row().finding.ids
    desktop.bot.waitUntil(lambda: "errors so far" in desktop.window.progress.text.text())
    assert findings.current_row().finding.ids == before
    desktop.session.report.cancel()
    desktop.bot.waitUntil(lambda: not desktop.session.report.scanning)
    assert findings.current_row().finding.ids == before


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".html"])
def test_a_report_is_saved(desktop: Desktop, sync_log: Path, suffix: str) -> None:
    desktop.scan([sync_log])
    desktop.answers.target = sync_log.with_name(f"report{suffix}")
    button = next(button for button in desktop.window.report.export_buttons if button.property("suffix") == suffix)
    desktop.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    desktop.bot.waitUntil(lambda: desktop.window.notices.text != "")
    assert desktop.window.notices.text.startswith(f"Saved as report{suffix}")
    assert desktop.answers.target.stat().st_size > 100


def test_a_report_that_cannot_be_saved_is_told_in_a_sentence(desktop: Desktop, sync_log: Path) -> None:
    desktop.scan([sync_log])
    desktop.answers.target = sync_log / "not-a-folder.csv"
    desktop.press(Qt.Key.Key_S, CTRL)
    desktop.bot.waitUntil(lambda: desktop.window.notices.text != "")
    assert desktop.window.notices.text.startswith("It could not be saved:")


def test_without_a_report_there_is_nothing_to_save(desktop: Desktop) -> None:
    assert not any(button.isEnabled() for button in desktop.window.report.export_buttons)
    desktop.press(Qt.Key.Key_S, CTRL)
    assert desktop.window.notices.text == "There is no report to save yet. Open a log first."


def test_the_pages_change_by_key(desktop: Desktop, sync_log: Path) -> None:
    desktop.scan([sync_log])
    desktop.press(Qt.Key.Key_1, CTRL)
    assert QApplication.focusWidget() is desktop.window.search
    desktop.press(Qt.Key.Key_2, CTRL)
    assert desktop.reporting
    assert QApplication.focusWidget() is desktop.window.report.findings


CASCADE = """\
2026-03-02 01:30:38 ERROR POST /users userID=U1001 email=amy@x.example - 400 {error: {message: "Email must be unique"}}
2026-03-02 01:35:01 ERROR POST /courses/ALG-1/members userID=U1001 - 400 {error: {message: "User does not exist."}}
2026-03-02 01:35:02 ERROR POST /courses/BIO-2/members userID=U1001 - 400 {error: {message: "User does not exist."}}
2026-03-02 01:35:03 ERROR POST /courses/BIO-2/members userID=U2002 - 400 {error: {message: "User does not exist."}}
"""


def test_what_follows_from_a_cause_stands_indented_below_it_and_says_so(desktop: Desktop, tmp_path: Path) -> None:
    log = tmp_path / "night.log"
    log.write_text(CASCADE, encoding="utf-8")
    desktop.scan([log])
    page = desktop.window.report
    assert "Fix this one first: 2 other failures follow." in desktop.report_said
    assert desktop.column(page.findings, 0) == ["1", "3"], "the cause comes first, though it is rarer"
    assert desktop.column(page.findings, 1) == ["Email must be unique", "      User does not exist"]
    assert desktop.column(page.findings, 4) == [
        "Makes 2 others fail",
        "2 of 3 follow from Email must be unique",
    ]


def test_the_next_report_forgets_the_causes_of_the_last(desktop: Desktop, tmp_path: Path, sync_log: Path) -> None:
    log = tmp_path / "night.log"
    log.write_text(CASCADE, encoding="utf-8")
    desktop.scan([log])
    desktop.scan([sync_log])
    assert desktop.column(desktop.window.report.findings, 0) == ["3", "2"]
    assert desktop.column(desktop.window.report.findings, 4) == ["", ""]


NOTHING = {
    "clean.log": (b"2026-01-14 INFO started\n2026-01-14 INFO done\n", "Nothing is wrong.", "2 lines: 0 known errors"),
    "empty.log": (b"", "There is nothing in it to read.", ""),
    "shot.png": (
        b"\x89PNG\r\n\x1a\n" + bytes(99),
        "This is a picture; type or copy the error message that it shows.",
        "",
    ),
    "warned.csv": (
        b"id,status,message\n7,Warning,slow\n",
        "No known error, but",
        "1 unknown (1 of them a warning), 0 fine.",
    ),
}


@pytest.mark.parametrize("name", NOTHING)
def test_each_state_has_its_own_headline(name: str, desktop: Desktop, tmp_path: Path) -> None:
    data, summary, remarks = NOTHING[name]
    (tmp_path / name).write_bytes(data)
    desktop.drop_files(tmp_path / name)
    desktop.bot.waitUntil(lambda: not desktop.session.report.scanning)
    page = desktop.window.report
    assert page.summary.text().startswith(summary)
    assert remarks in page.remarks.text()
    saves = [button.isEnabled() for button in page.export_buttons]
    assert saves == [name == "warned.csv"] * len(saves)
