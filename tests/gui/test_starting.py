"""The start: what is loaded before the first paint, and what a person does before everything is there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.session import Session
from app.gui.shared.appearance import Appearance
from app.gui.shared.crash import CrashHook
from app.gui.shared.language import Language
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.preferences import Preferences
from app.gui.startup import Starting
from app.services.error_desk import Desk
from app.storage.places import find_places
from tests.benchmarks.compare_starting import start
from tests.gui.desktop import CTRL, Answers, Desktop

# Each of these takes as long to load as the window may take longer than a bare one, or is of no use before the catalog.
HEAVY = (
    "app.core", "app.services", "app.cli", "app.gui.session", "app.gui.lookup.page", "app.gui.lookup.delegate",
    "app.gui.report.page", "app.gui.detail", "app.gui.settings", "app.gui.help", "yaml", "msgspec", "hyperscan",
    "rapidfuzz", "snowballstemmer", "jinja2", "xlsxwriter", "python_calamine", "isal", "multiprocessing", "concurrent",
    "asyncio", "sqlite3", "email", "html.parser", "PySide6.QtNetwork", "PySide6.QtPrintSupport",
)  # fmt: skip


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    started = start("program", tmp_path)
    assert "app.gui.main_window" in started.loaded
    early = [name for name in started.loaded if any(name == one or name.startswith(f"{one}.") for one in HEAVY)]
    assert not early
    assert started.ready is not None
    assert started.ready > started.painted, "the entries come after the window"


def test_what_is_typed_while_the_pages_are_built_is_answered(
    qtbot: QtBot, appearance: Appearance, language: Language, desk: Desk, tmp_path: Path, sync_log: Path
) -> None:
    window = MainWindow(appearance, language, Preferences(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    qtbot.keyClicks(window.search, "email must be unique")
    QGuiApplication.clipboard().setText(sync_log.read_text(encoding="utf-8"))
    window.search.selectAll()
    qtbot.keyClick(window.search, Qt.Key.Key_V, CTRL)
    session = Session(window, appearance, lambda: desk, Answers(), sync_log)
    with qtbot.waitSignals([session.opened, session.report.scan_ended]):
        pass
    desktop = Desktop(qtbot, window, session, appearance, Answers())
    assert desktop.ids[0] == "coursekey.user.email-must-be-unique"
    assert window.report.summary.text().startswith("4 records failed for 2 reasons"), "the pasted log was scanned too"


def test_the_window_is_furnished_step_by_step_and_takes_drops_only_then(
    qtbot: QtBot, appearance: Appearance, language: Language, tmp_path: Path, sync_log: Path
) -> None:
    window = MainWindow(appearance, language, Preferences(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    assert not window.acceptDrops()
    steps = 1
    while window.furnish_more():
        steps += 1
    assert steps > 4, "each step is short"
    assert window.acceptDrops()
    assert [window.tabs.widget(number) for number in range(2)] == [window.lookup, window.report]
    assert not window.furnish_more()


def test_the_program_starts_its_session_after_the_first_paint_and_scans_what_it_was_given(
    qtbot: QtBot, appearance: Appearance, language: Language, tmp_path: Path, sync_log: Path
) -> None:
    window = MainWindow(appearance, language, Preferences(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    crashes = CrashHook(tmp_path / "crashes")
    starting = Starting(window, appearance, find_places(), crashes, [sync_log])
    window.painted.connect(starting.begin)
    window.show()
    crashes.noticed.emit(Notice(Kind.ERROR, "Something went wrong."))
    assert window.notices.text == "Something went wrong.", "also before the window is complete"
    qtbot.waitUntil(lambda: window.report.summary.text().startswith("4 records failed for 2 reasons"), timeout=20_000)
    window.close()


def test_a_broken_file_of_the_desk_is_kept_and_the_person_is_told(whole: Desktop, tmp_path: Path) -> None:
    notes = tmp_path / "settings" / "notes.json"
    notes.parent.mkdir(exist_ok=True)
    notes.write_text("{ broken", encoding="utf-8")
    whole.window.search.show_text("email must be unique")
    whole.bot.waitUntil(lambda: bool(whole.hits))

    def is_said() -> bool:
        notices = whole.window.notices
        if notices.text and "Your notes could not be read" not in notices.text:
            notices.close_notice()  # such as what Windows cannot do for an administrator
        return "Your notes could not be read" in notices.text

    whole.bot.waitUntil(is_said)
    kept = list(notes.parent.glob("notes.broken-*.json"))
    assert [path.read_text(encoding="utf-8") for path in kept] == ["{ broken"]
    assert whole.window.notices.details == str(kept[0])
