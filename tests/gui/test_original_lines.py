"""The original lines of an error: shown by key, gone through from place to place, and honest about changed files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.gui.report.originals_view import OriginalsView
from app.gui.shared.file_opening import FileOpener
from tests.gui.desktop import CTRL, SHIFT, Desktop


def view(desktop: Desktop) -> OriginalsView:
    return desktop.window.report.originals


def look(
    desktop: Desktop, key: Qt.Key = Qt.Key.Key_F3, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key and wait for the lines it brings."""
    before = view(desktop).place.text()
    desktop.press(key, modifiers)
    desktop.bot.waitUntil(lambda: view(desktop).place.text() not in {before, "Reading…", ""})


def marked(desktop: Desktop) -> list[str]:
    """What is underlined: the values of the message."""
    return [
        selection.cursor.selectedText()
        for selection in view(desktop).lines.extraSelections()
        if selection.format.fontUnderline()
    ]


@pytest.fixture
def report(desktop: Desktop, sync_log: Path) -> Desktop:
    desktop.scan([sync_log])
    return desktop


def test_a_key_shows_the_lines_and_the_next_and_the_place_before(report: Desktop) -> None:
    assert not view(report).isVisible()
    look(report)
    assert view(report).isVisible()
    assert view(report).place.text().startswith("Place 1 of 3: ")
    assert view(report).place.text().endswith("nightly.log, line 1")
    assert view(report).lines.toPlainText().count("\n") == 6, "the neighbors are there, too"
    assert marked(report) == ["lastName"]
    look(report)
    assert view(report).place.text().endswith("line 3")
    look(report)
    assert view(report).place.text().endswith("line 4")
    assert marked(report) == ["firstName"]
    look(report, Qt.Key.Key_F3, SHIFT)
    assert view(report).place.text().endswith("line 3")
    assert QApplication.focusWidget() is report.window.report.findings, "the keys work from the table"


def test_behind_the_last_place_it_says_so_and_stays(report: Desktop) -> None:
    report.window.report.findings.selectRow(1)
    look(report)
    look(report)
    last = view(report).place.text()
    report.press(Qt.Key.Key_F3)
    report.bot.waitUntil(lambda: report.window.statusBar().currentMessage() == "This is the last place.")
    report.bot.waitUntil(lambda: view(report).place.text() == last)
    look(report, Qt.Key.Key_F3, SHIFT)
    report.press(Qt.Key.Key_F3, SHIFT)
    assert report.window.statusBar().currentMessage() == "This is the first place."


def test_another_error_brings_its_own_lines(report: Desktop) -> None:
    look(report)
    before = view(report).place.text()
    report.window.report.findings.selectRow(1)
    report.bot.waitUntil(lambda: view(report).place.text() not in {before, "Reading…"})
    assert view(report).place.text().endswith("line 5")
    report.window.report.tabs.setCurrentWidget(report.window.report.unknown)
    report.bot.waitUntil(lambda: view(report).place.text().endswith("line 7"))
    assert view(report).place.text().startswith("…/"), "an unknown line has one place"


def test_escape_closes_the_lines_and_leads_back_to_the_table(report: Desktop) -> None:
    look(report)
    view(report).lines.setFocus()
    report.press(Qt.Key.Key_Escape)
    assert not view(report).isVisible()
    assert QApplication.focusWidget() is report.window.report.findings


def test_a_file_that_changed_or_vanished_is_said_in_a_sentence(report: Desktop, sync_log: Path) -> None:
    sync_log.write_text("2026-03-03 INFO another night\n", encoding="utf-8")
    look(report)
    assert view(report).problem.text().startswith("The file has changed since it was read")
    sync_log.unlink()
    look(report)
    assert view(report).problem.text() == "The file is not there any more; this is what the report kept of it."
    assert "lastName" in view(report).lines.toPlainText()
    assert not view(report).folder_button.isEnabled()


def test_without_a_report_there_is_nothing_to_show(desktop: Desktop) -> None:
    desktop.press(Qt.Key.Key_F3)
    assert not view(desktop).isVisible()


def test_a_pasted_log_shows_its_lines(desktop: Desktop, sync_log: Path) -> None:
    with desktop.bot.waitSignal(desktop.session.report.scan_ended):
        desktop.drop_text(sync_log.read_text(encoding="utf-8"))
    look(desktop)
    assert marked(desktop) == ["lastName"]
    assert not view(desktop).open_button.isEnabled()


def test_the_file_is_opened_at_home_but_never_run(
    report: Desktop, sync_log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, Path]] = []
    monkeypatch.setattr(FileOpener, "open", lambda self, path: opened.append(("open", path)) or True)
    monkeypatch.setattr(FileOpener, "show_in_folder", lambda self, path: opened.append(("folder", path)) or True)
    look(report)
    report.bot.mouseClick(view(report).open_button, Qt.MouseButton.LeftButton)
    report.bot.mouseClick(view(report).folder_button, Qt.MouseButton.LeftButton)
    assert opened == [("open", sync_log), ("folder", sync_log)]
    assert not FileOpener().can_open(Path("sync.bat"))
    assert not FileOpener().can_open(Path("sync.js"))


def test_lines_show_while_another_scan_runs(report: Desktop, tmp_path: Path, sync_log: Path) -> None:
    big = tmp_path / "big.log"
    big.write_bytes(sync_log.read_bytes() * 40_000)
    report.drop_files(big)
    report.window.tabs.setCurrentIndex(1)
    look(report)
    assert report.session.report.scanning
    report.session.report.cancel()
    report.bot.waitUntil(lambda: not report.session.report.scanning)


def test_a_large_text_keeps_marks_in_place_behind_rare_letters(desktop: Desktop, tmp_path: Path) -> None:
    log = tmp_path / "emoji.log"
    log.write_text(
        '😀😀 fine\n2026-03-02 06:00:01 ERROR 😀 400 "User missing the following fields: lastName"\n', encoding="utf-8"
    )
    desktop.scan([log])
    look(desktop)
    assert marked(desktop) == ["lastName"]


def test_closing_the_window_ends_the_reading_thread(report: Desktop) -> None:
    look(report)
    report.press(Qt.Key.Key_W, CTRL)
    report.window.close()
    assert report.session.report.reading.threads == 0
