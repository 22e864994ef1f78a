"""Composition root of the window: builds every part once and hands each what it needs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from app import __version__
from app.gui.handoff.controller import HandOffController
from app.gui.main_window import MainWindow
from app.gui.session import Session
from app.gui.settings.controller import SettingsController
from app.gui.settings.folder_states import FolderReading
from app.gui.shared.appearance import Appearance
from app.gui.shared.crash import CrashHook
from app.gui.shared.dialogs import FileDialogs
from app.gui.shared.language import Language
from app.gui.shared.preferences import Preferences
from app.storage.places import Places, find_places
from app.storage.policy import read_policy

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.storage.added_folders import FolderCopy


# The usual 5 ms are a long wait for a window: Qt calls back into Python some hundred times for one repaint, and while
# the worker computes, each of those calls may wait that long for its turn. Measured during a scan of 60,000 lines:
# the longest standstill fell from 730 to 100 ms, the scan took about a tenth longer.
_TURN_SECONDS: Final = 0.0005


def run(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed; the exit status."""
    wanted = _parser().parse_args(arguments)
    logs = [*wanted.paths, *wanted.open]
    sys.setswitchinterval(_TURN_SECONDS)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("another kind of Qt application is running already")
    application.setApplicationName("SIS Error Desk")
    application.setApplicationVersion(__version__)
    places = find_places()
    preferences = Preferences(places.settings / "window.ini", read_policy(places.policy))
    language = Language(application, places.resources / "translations", preferences)
    appearance = Appearance(application, places.resources, preferences)
    window = MainWindow(appearance, language, preferences)
    dialogs = FileDialogs()
    sample_log = places.resources / "samples" / "nightly-sync.log"
    session = Session(window, appearance, partial(_open_desk, places, preferences), dialogs, sample_log)
    settings = SettingsController(window, preferences, appearance, language, _folder_reading(places), dialogs)
    session.opened.connect(settings.use)
    settings.folders.stale.connect(session.reopen)
    settings.folders.noticed.connect(session.notify)
    session.offer_hand_offs(HandOffController(window, appearance, dialogs, session.worker, places))
    crashes = CrashHook()
    crashes.noticed.connect(session.notify)
    crashes.install()
    preferences.noticed.connect(session.notify)
    for notice in preferences.take_notices():
        session.notify(notice)
    window.show()
    session.scan([path.absolute() for path in logs])
    return application.exec()


def _open_desk(places: Places, preferences: Preferences) -> Desk:
    from app.services.opening import open_desk  # noqa: PLC0415 - loads in the worker, after the first paint

    return open_desk(places, preferences.settings.catalog_folders)


def _folder_reading(places: Places) -> FolderReading:
    def read(folder: str) -> FolderCopy:
        from app.services.opening import remember_folder  # noqa: PLC0415 - loads in a thread, after the first paint

        return remember_folder(places, folder)

    def remembered(folder: str) -> FolderCopy | None:
        from app.services.opening import remembered_folder  # noqa: PLC0415 - loads in a thread, after the first paint

        return remembered_folder(places, folder)

    return FolderReading(read, remembered)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sis-error-desk", description="Opens the window.")
    # Files dropped on the program's icon come as bare arguments.
    parser.add_argument("paths", metavar="PATH", type=Path, nargs="*", help="logs to scan at the start")
    parser.add_argument("--open", metavar="PATH", type=Path, nargs="+", default=[], help="logs to scan at the start")
    return parser
