"""The window over the repository's catalog, without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.comparison.controller import ComparisonController
from app.gui.handoff.controller import HandOffController
from app.gui.help.controller import HelpController
from app.gui.main_window import MainWindow
from app.gui.session import Session
from app.gui.settings.controller import SettingsController
from app.gui.shared.appearance import Appearance
from app.gui.shared.crash import CrashHook
from app.gui.shared.language import Language
from app.gui.shared.preferences import Preferences
from app.gui.startup import Starting, folder_reading
from app.services.error_desk import Desk
from app.services.user_data import open_keepsakes
from app.storage.places import Places
from tests.gui.desktop import PATIENCE_MS, Answers, Desktop
from tests.gui.left_over import left_over, running

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says at every window that it has no size hints; that is no warning of ours."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True))


@pytest.fixture(autouse=True)
def _nothing_left_over(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves something running: it would go on in the tests that follow, and in the program."""
    before = running()
    yield
    assert not left_over(before)


@pytest.fixture(scope="session")
def languages() -> Path:
    """The folder of the compiled languages, up to date."""
    subprocess.run([sys.executable, ROOT / "build_scripts" / "translating.py"], check=True)
    return RESOURCES / "translations"


@pytest.fixture(autouse=True)
def language(qapp: QApplication, _nothing_left_over: None, languages: Path, tmp_path: Path) -> Iterator[Language]:
    """The program's language: English, with its plurals."""
    preferences = Preferences(tmp_path / "language" / "window.ini")
    preferences.language = "en"
    language = Language(qapp, languages, preferences)
    yield language
    language.choose("en")
    language.deleteLater()
    preferences.deleteLater()


@pytest.fixture
def preferences(qapp: QApplication, tmp_path: Path) -> Iterator[Preferences]:
    """The settings of a person who likes it light."""
    preferences = Preferences(tmp_path / "window.ini")
    preferences.theme = "light"
    preferences.save()
    yield preferences
    preferences.deleteLater()


@pytest.fixture
def appearance(qapp: QApplication, preferences: Preferences) -> Iterator[Appearance]:
    """The program's looks, light, at the usual size."""
    appearance = Appearance(qapp, RESOURCES, preferences)
    yield appearance
    appearance.usual_size()
    appearance.deleteLater()  # or it would dress the windows of later tests too


@pytest.fixture
def sync_log(tmp_path: Path) -> Path:
    """A small log: three missing names, two shared addresses, one line nobody knows, the rest harmless."""
    lines = [
        '2026-03-02T06:00:01Z ERROR POST /users 400 {"error":{"code":10005,"message":'
        '"User missing the following fields: lastName","info":{}},"email":"amy@north.example"}',
        "2026-03-02T06:00:02Z INFO synced 12 users",
        '2026-03-02T06:00:03Z ERROR POST /users 400 {"error":{"code":10005,"message":'
        '"User missing the following fields: lastName","info":{}},"email":"ben@north.example"}',
        '2026-03-02T06:00:04Z ERROR POST /users 400 {"error":{"code":10005,"message":'
        '"User missing the following fields: firstName","info":{}},"email":"cara@north.example"}',
        '2026-03-02T06:00:05Z ERROR POST /users 400 {"error":{"message":"Email must be unique","info":{}},'
        '"email":"dan@north.example"}',
        '2026-03-02T06:00:06Z ERROR POST /users 400 {"error":{"message":"Email must be unique","info":{}},'
        '"email":"dan@north.example"}',
        "2026-03-02T06:00:07Z ERROR the roster gizmo cannot frobnicate record 17",
    ]
    path = tmp_path / "nightly.log"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def settings_folder(tmp_path: Path) -> Path:
    """Where the window keeps notes, marks and history."""
    return tmp_path / "settings"


@pytest.fixture
def unopened(
    qtbot: QtBot,
    appearance: Appearance,
    language: Language,
    preferences: Preferences,
    desk: Desk,
    sync_log: Path,
    settings_folder: Path,
) -> Desktop:
    """The window before it was ever shown: the catalog is not loaded yet."""
    window = MainWindow(appearance, language, preferences)
    window.resize(1180, 760)  # screens without a display are small
    answers = Answers()
    keepsakes = open_keepsakes(settings_folder, keep_history=preferences.settings.keep_history)
    session = Session(window, appearance, lambda: desk, answers, sync_log, keepsakes)
    places = Places(ROOT / "catalog", RESOURCES, settings_folder.with_name("cache"), settings_folder)
    HelpController(window, session, places)
    settings = SettingsController(window, preferences, appearance, language, folder_reading(places), answers)
    session.opened.connect(settings.use)
    session.offer_hand_offs(HandOffController(window, appearance, answers, session.worker, places, preferences))
    comparison = ComparisonController(window, appearance, window.reports)
    comparison.noticed.connect(session.notify)
    window.menus["compare"].triggered.connect(comparison.compare)
    qtbot.addWidget(window)
    return Desktop(qtbot, window, session, appearance, answers)


@pytest.fixture
def desktop(unopened: Desktop) -> Desktop:
    """The window in use."""
    with unopened.bot.waitSignal(unopened.session.opened):
        unopened.window.show()
    unopened.window.activateWindow()
    return unopened


@pytest.fixture
def whole(
    qtbot: QtBot,
    appearance: Appearance,
    language: Language,
    preferences: Preferences,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Desktop:
    """The window in use, put together as the program does it, with every feature; only file dialogs are answered."""
    monkeypatch.setattr("app.gui.shared.dialogs.FileDialogs", Answers)
    window = MainWindow(appearance, language, preferences)
    places = Places(ROOT / "catalog", RESOURCES, tmp_path / "cache", tmp_path / "settings")
    starting = Starting(window, appearance, places, CrashHook(tmp_path / "crashes"), [])
    window.painted.connect(starting.begin)
    window.resize(1180, 760)  # screens without a display are small
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.findChild(Session) is not None, timeout=PATIENCE_MS)
    session = window.findChild(Session)
    assert session is not None
    qtbot.waitUntil(lambda: window.lookup.model.rowCount() > 0, timeout=PATIENCE_MS)
    window.activateWindow()
    return Desktop(qtbot, window, session, appearance, Answers())
