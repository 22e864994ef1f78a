"""Composition root of the window: builds what is seen first; `Starting` builds the rest after the first paint."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from app import __version__
from app.gui.main_window import MainWindow
from app.gui.shared.appearance import Appearance
from app.gui.shared.crash import CrashHook, tell_failed_start
from app.gui.shared.language import Language
from app.gui.shared.preferences import Preferences
from app.gui.startup import Starting
from app.storage.places import Places, find_places
from app.storage.userdata.fault_log import keep_fault_log
from app.storage.userdata.policy import read_policy

# The usual 5 ms are a long wait for a window: Qt calls back into Python some hundred times for one repaint, and while
# the worker computes, each of those calls may wait that long for its turn. Measured during a scan of 60,000 lines:
# the longest standstill fell from 730 to 100 ms, the scan took about a tenth longer.
TURN_SECONDS: Final = 0.0005


def run(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed; the exit status."""
    wanted = _parser().parse_args(arguments)
    logs = [path.absolute() for path in (*wanted.paths, *wanted.open)]
    sys.setswitchinterval(TURN_SECONDS)
    # Said here and not by setStyle: the system's own style is never made then, nor the many names of QStyle.
    application = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "Fusion"])
    if not isinstance(application, QApplication):
        raise TypeError("another kind of Qt application is running already")
    application.setApplicationName("SIS Error Desk")
    application.setApplicationVersion(__version__)
    places = find_places()
    keep_fault_log(places.settings)
    crashes = CrashHook(places.settings / "crashes")
    crashes.install()
    try:
        window = _window(application, places)
    except Exception as error:
        tell_failed_start(crashes.keep(error))
        return 1
    starting = Starting(window, window.appearance, places, crashes, logs)
    window.painted.connect(starting.begin)
    window.show()
    try:
        status = application.exec()
    finally:
        crashes.end()
    if starting.hangs:
        # Python and Qt would wait for the thread, as long as a network share keeps it. All is written by now.
        os._exit(status)
    return status


def _window(application: QApplication, places: Places) -> MainWindow:
    preferences = Preferences(places.settings / "window.ini", read_policy(places.policy))
    language = Language(application, places.resources / "translations", preferences)
    return MainWindow(Appearance(application, places.resources, preferences), language, preferences)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sis-error-desk", description="Opens the window.")
    # Files dropped on the program's icon come as bare arguments.
    parser.add_argument("paths", metavar="PATH", type=Path, nargs="*", help="logs to scan at the start")
    parser.add_argument("--open", metavar="PATH", type=Path, nargs="+", default=[], help="logs to scan at the start")
    return parser
