"""The window around the pages: notices, looks, keys, help, the start and the end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QColor, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core.catalog.faults import Fault
from app.gui.main_window import MainWindow
from app.gui.session import Session
from app.gui.shared.appearance import Appearance
from app.gui.shared.command_keys import CommandKeys
from app.gui.shared.crash import CrashHook
from app.gui.shared.icons import IconSet
from app.gui.shared.language import Language
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.paths import short_path
from app.gui.shared.preferences import Preferences
from app.gui.shared.theme import Theme, load_theme
from app.gui.shared.worker import Job, Worker
from app.services.error_desk import Desk
from tests.gui.desktop import CTRL, PATIENCE_MS, Answers, Desktop

ROOT = Path(__file__).resolve().parents[2]
THEMES = ROOT / "resources" / "themes"
READABLE = 4.5


def luminance(color: QColor) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(theme: Theme, ink: str, ground: str) -> float:
    brighter, darker = sorted((luminance(theme.color(ink)), luminance(theme.color(ground))), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_all_text_can_be_read(name: str) -> None:
    theme = load_theme(THEMES, name)
    pairs = [*product(("text", "muted", "link"), ("window", "surface", "sunken", "hover", "selection"))]
    pairs += [("on_accent", "accent"), ("text", "neutral")]
    pairs += [(f"on_{tone}", tone) for tone in ("info", "neutral", "good", "caution", "danger")]
    poor = {pair: round(contrast(theme, *pair), 2) for pair in pairs if contrast(theme, *pair) < READABLE}
    assert not poor


@pytest.mark.parametrize("name", ["light", "dark"])
def test_edges_that_mean_something_can_be_seen(name: str) -> None:
    theme = load_theme(THEMES, name)
    assert all(contrast(theme, "strong_border", ground) >= 3 for ground in ("window", "surface"))
    assert all(contrast(theme, "accent", ground) >= 3 for ground in ("window", "surface", "selection"))


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    folder = ROOT / "resources" / "icons"
    for drawing in folder.glob("*.svg"):
        image = IconSet(folder).icon(drawing.stem, "#ff0000").pixmap(24, 24).toImage()
        assert any(image.pixelColor(x, y).alpha() for x, y in product(range(24), repeat=2)), drawing.name


def test_the_theme_and_the_text_size_are_chosen_in_the_menu_and_remembered(desktop: Desktop, tmp_path: Path) -> None:
    before = desktop.window.font().pointSizeF()
    dark = next(action for action in desktop.window.menus.themes.actions() if action.data() == "dark")
    dark.trigger()
    assert desktop.appearance.name == "dark"
    assert QApplication.palette().window().color() == desktop.appearance.theme.color("window")
    desktop.press(Qt.Key.Key_Plus, CTRL)
    assert desktop.window.font().pointSizeF() > before
    desktop.press(Qt.Key.Key_0, CTRL)
    assert desktop.window.font().pointSizeF() == before
    desktop.press(Qt.Key.Key_Minus, CTRL)
    desktop.window.close()
    remembered = Preferences(tmp_path / "window.ini")
    assert (remembered.theme, remembered.zoom) == ("dark", 90)


def test_notices_wait_for_one_another_and_escape_closes_them(desktop: Desktop) -> None:
    bar = desktop.window.notices
    first, second = Notice(Kind.WARNING, "First.", "line 1"), Notice(Kind.ERROR, "Second.")
    for notice in (first, first, second):
        desktop.session.notify(notice)
    assert bar.text == "First."
    details = next(button for button in bar.findChildren(QAbstractButton) if button.text() == "Details")
    desktop.bot.mouseClick(details, Qt.MouseButton.LeftButton)
    assert bar.details == "line 1"
    desktop.window.search.setFocus()
    desktop.type("x")
    desktop.press(Qt.Key.Key_Escape)
    assert bar.text == "First.", "Esc empties the box first"
    desktop.press(Qt.Key.Key_Escape)
    assert bar.text == "Second."
    desktop.window.lookup.results.setFocus()
    desktop.press(Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_an_unforeseen_error_is_told_without_its_traceback(desktop: Desktop, tmp_path: Path) -> None:
    hook = CrashHook(tmp_path / "crashes")
    hook.noticed.connect(desktop.session.notify)
    try:
        raise ZeroDivisionError("no such luck")
    except ZeroDivisionError as problem:
        hook.report(type(problem), problem, problem.__traceback__)
    bar = desktop.window.notices
    assert bar.text.startswith("Something went wrong inside the program.")
    assert "Traceback" not in bar.text
    assert "ZeroDivisionError" in bar.details


def open_with(
    qtbot: QtBot, appearance: Appearance, language: Language, open_desk: object, tmp_path: Path
) -> MainWindow:
    window = MainWindow(appearance, language, Preferences(tmp_path / "window.ini"))
    session = Session(window, appearance, open_desk, Answers(), tmp_path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.notices.text != "")
    assert session.parent() is window
    return window


def test_faults_of_the_catalog_are_told_once(
    qtbot: QtBot, appearance: Appearance, language: Language, desk: Desk, tmp_path: Path
) -> None:
    faults = [Fault("catalog/x.yaml", line, "x.y", "title", "is empty") for line in (3, 9)]
    window = open_with(qtbot, appearance, language, lambda: Desk(desk.catalog, faults), tmp_path)
    assert window.notices.text == "2 faults in the catalog: the entries concerned were left out."
    assert "catalog/x.yaml:9: x.y: title: is empty" in window.notices.details


def test_a_missing_catalog_is_told_in_a_sentence(
    qtbot: QtBot, appearance: Appearance, language: Language, tmp_path: Path
) -> None:
    def fail() -> Desk:
        raise FileNotFoundError("there is no catalog")

    window = open_with(qtbot, appearance, language, fail, tmp_path)
    assert window.notices.text == "The catalog could not be opened: there is no catalog."


def test_every_key_is_given_once(desktop: Desktop) -> None:
    keys = Counter(key for action in desktop.window.findChildren(QAction) for key in action.shortcuts())
    assert {key for key, count in keys.items() if count > 1} == set()


def test_the_keyboard_reaches_every_control_and_each_has_a_name(desktop: Desktop, sync_log: Path) -> None:
    desktop.scan([sync_log])
    for page in (desktop.window.lookup, desktop.window.report):
        desktop.window.tabs.setCurrentWidget(page)
        wanted = {widget for widget in desktop.window.findChildren(QWidget) if reachable(widget)}
        desktop.window.search.setFocus()
        reached: set[QWidget] = set()
        for _ in range(40):
            reached.add(QApplication.focusWidget())
            desktop.press(Qt.Key.Key_Tab)
            if QApplication.focusWidget() is desktop.window.search:
                break  # once round; links in the texts are stops, too
        assert wanted <= reached, wanted - reached
        nameless = {widget for widget in reached if not (widget.accessibleName() or getattr(widget, "text", str)())}
        assert not nameless


def reachable(widget: QWidget) -> bool:
    is_inner = isinstance(widget.parentWidget(), QLineEdit) or widget.objectName().startswith("qt_")
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return widget.isVisible() and widget.isEnabled() and takes_tab and not is_inner and widget.focusProxy() is None


def test_jobs_report_results_failures_and_the_end(qtbot: QtBot) -> None:
    worker = Worker()
    heard: list[object] = []

    def divide(_job: Job) -> float:
        return 1 / 0

    fine, broken = Job(lambda job: threading.get_ident()), Job(divide)
    fine.succeeded.connect(heard.append)
    broken.failed.connect(heard.append)
    worker.submit(fine)
    worker.submit(broken)
    qtbot.waitUntil(lambda: not worker.busy)
    assert heard[0] != threading.get_ident()
    assert isinstance(heard[1], ZeroDivisionError)
    worker.stop()
    assert worker.threads == 0


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/a/b/c.log", "…/b/c.log"),
        (r"C:\logs\mon\sync.log", "…/mon/sync.log"),
        ("week.zip!mon.log", "week.zip!mon.log"),
    ],
)
def test_paths_are_shown_short(path: str, shown: str) -> None:
    assert short_path(path) == shown


PROGRAM = """
import sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
application = QApplication([])
import app.gui.application as program
heavy = {"app.core.lookup.lookup", "rapidfuzz", "msgspec", "yaml", "PySide6.QtNetwork"}
early = sorted(heavy & set(sys.modules))
window = lambda: next(each for each in application.topLevelWidgets() if type(each).__name__ == "MainWindow")
def look():
    if window().furnished and " failed for " in window().report.summary.text():
        print(window().report.summary.text(), early, flush=True)
        application.closeAllWindows()
    else:
        QTimer.singleShot(50, look)
QTimer.singleShot(50, look)
status = program.run(["--open", sys.argv[1]])
main = threading.main_thread()
print("ended", status, [each.name for each in threading.enumerate() if not each.daemon and each is not main])
sys.exit(status)
"""


def test_the_program_opens_scans_closes_and_says_nothing_else(
    sync_log: Path, program_environment: dict[str, str]
) -> None:
    environment = {**program_environment, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.fspath(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, sync_log],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"4 records failed for 2 reasons.*\[\]\nended 0 \[\]\n", done.stdout), done.stdout
    warnings = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert not warnings


def test_a_drop_is_always_a_copy(desktop: Desktop, sync_log: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(sync_log))])
    offered = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, shift = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    entering = QDragEnterEvent(QPoint(200, 200), offered, mime, left, shift)
    entering.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(desktop.window, entering)
    assert entering.dropAction() == Qt.DropAction.CopyAction
    dropping = QDropEvent(QPointF(200, 200), offered, mime, left, shift)
    dropping.setDropAction(Qt.DropAction.MoveAction)
    with desktop.bot.waitSignal(desktop.session.report.scan_ended, timeout=PATIENCE_MS):
        QApplication.sendEvent(desktop.window, dropping)
    assert dropping.isAccepted()
    assert dropping.dropAction() == Qt.DropAction.CopyAction


def test_escape_with_nothing_to_close_does_nothing(desktop: Desktop, sync_log: Path) -> None:
    desktop.scan([sync_log])
    desktop.window.report.findings.setFocus()
    desktop.press(Qt.Key.Key_F3)
    assert not desktop.window.report.originals.isHidden()
    desktop.press(Qt.Key.Key_Escape)
    assert desktop.window.report.originals.isHidden(), "also from the table"
    desktop.press(Qt.Key.Key_Escape)
    assert desktop.reporting
    assert QApplication.focusWidget() is desktop.window.report.findings


@pytest.mark.parametrize("key", ["E", "K"])
def test_text_fields_leave_the_keys_of_commands_alone(qtbot: QtBot, key: str) -> None:
    """On X11, Qt's text fields would take them to move in the line."""
    field = QLineEdit()
    qtbot.addWidget(field)
    CommandKeys(field)
    for pressed, is_left in ((f"Key_{key}", True), ("Key_C", False)):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key[pressed], CTRL, "")
        event.accept()
        QApplication.sendEvent(field, event)
        assert event.isAccepted() is not is_left


def test_the_window_is_no_larger_than_its_screen(
    qtbot: QtBot, appearance: Appearance, language: Language, preferences: Preferences
) -> None:
    window = MainWindow(appearance, language, preferences)
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert window.width() <= room.width()
    assert window.height() < room.height()


def test_each_part_of_a_report_has_a_key(desktop: Desktop, sync_log: Path) -> None:
    desktop.scan([sync_log])
    page = desktop.window.report
    desktop.window.show_lookup()
    for key, part in (
        (Qt.Key.Key_4, page.unknown),
        (Qt.Key.Key_5, page.files),
        (Qt.Key.Key_3, page.records),
        (Qt.Key.Key_2, page.findings),
    ):
        desktop.press(key, CTRL)
        assert desktop.reporting
        assert page.tabs.currentWidget() is part
