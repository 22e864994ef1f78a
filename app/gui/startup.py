"""The second half of the composition root: what is built after the first paint, a part at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QAction

from app.gui.main_window import MainWindow
from app.gui.shared.appearance import Appearance
from app.gui.shared.crash import CrashHook
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.preferences import Preferences
from app.storage.places import Places

if TYPE_CHECKING:
    from app.gui.session import Session
    from app.gui.settings.folder_states import FolderReading
    from app.services.error_desk import Desk
    from app.storage.catalog.folders import FolderCopy

translate = QCoreApplication.translate


class Starting(QObject):
    """Furnishes the window and begins the session."""

    def __init__(
        self, window: MainWindow, appearance: Appearance, places: Places, crashes: CrashHook, logs: Sequence[Path]
    ) -> None:
        """Prepare to start with these logs; nothing happens before `begin`."""
        super().__init__(window)
        self._window, self._appearance, self._places, self._logs = window, appearance, places, logs
        self._crashes = crashes
        self._session: Session | None = None
        crashes.noticed.connect(self._tell)
        self._next = QTimer(self)
        self._next.timeout.connect(self._step)

    def begin(self) -> None:
        """Build everything else, a part at each turn of the event loop."""
        self._next.start()

    @property
    def hangs(self) -> bool:
        """Whether the window was closed while a thread could not be ended."""
        return self._session is not None and self._session.hangs

    def _step(self) -> None:
        try:
            if not self._window.furnish_more():
                self._next.stop()
                self._begin_session()
        except BaseException:
            self._next.stop()
            raise

    def _begin_session(self) -> None:
        from app.gui.comparison.controller import ComparisonController  # noqa: PLC0415 - as all here
        from app.gui.handoff.controller import HandOffController  # noqa: PLC0415 - as all here, after the first paint
        from app.gui.help.controller import HelpController  # noqa: PLC0415
        from app.gui.session import Session  # noqa: PLC0415
        from app.gui.settings.controller import SettingsController  # noqa: PLC0415
        from app.gui.shared.dialogs import FileDialogs  # noqa: PLC0415
        from app.gui.shared.elevation import elevation_notices  # noqa: PLC0415
        from app.gui.shared.garbage_collection import RubbishCollection  # noqa: PLC0415
        from app.services.user_data import open_keepsakes  # noqa: PLC0415
        from app.storage.files.atomic_file import sweep_parts  # noqa: PLC0415

        RubbishCollection(self)
        window, appearance, places = self._window, self._appearance, self._places
        preferences, dialogs = window.preferences, FileDialogs()
        sample_log = places.resources / "samples" / "nightly-sync.log"
        open_catalog = partial(open_desk, places, preferences)
        for folder in (places.settings, places.hand_off_keys, places.cache):
            sweep_parts(folder)
        keep_history = preferences.settings.keep_history
        keepsakes = open_keepsakes(
            places.settings,
            keep_history=keep_history,
            on_set_aside=lambda aside: self._tell(_set_aside_notice(aside)),
        )
        self._session = session = Session(window, appearance, open_catalog, dialogs, sample_log, keepsakes)
        settings = SettingsController(window, preferences, appearance, window.language, folder_reading(places), dialogs)
        HelpController(window, session, places)
        hand_off = HandOffController(window, appearance, dialogs, session.worker, places, preferences)
        session.offer_hand_offs(hand_off)
        comparison = ComparisonController(window, appearance, window.reports)
        comparison.noticed.connect(session.notify)
        window.menus["compare"].triggered.connect(comparison.compare)
        session.opened.connect(settings.use)
        settings.folders.stale.connect(session.reopen)
        settings.folders.noticed.connect(session.notify)
        preferences.noticed.connect(session.notify)
        for notice in (*self._crashes.offer_last(), *preferences.take_notices(), *elevation_notices()):
            session.notify(notice)
        self._note_actions(session)
        session.scan(self._logs)

    def _note_actions(self, session: Session) -> None:
        """Have the last actions noted for a report, each by nothing but its name."""
        window, crashes = self._window, self._crashes
        session.worker.failed.connect(crashes.report_job)
        for action in window.menus.findChildren(QAction):
            if action.objectName():
                action.triggered.connect(crashes.noting(action.objectName()))
        window.dropped.connect(crashes.noting("drop"))
        window.search.many_lines_pasted.connect(crashes.noting("paste-lines"))
        session.report.scan_started.connect(crashes.noting("scan"))
        session.report.scan_ended.connect(crashes.noting("scan-ended"))

    def _tell(self, notice: Notice) -> None:
        self._window.furnish()
        self._window.notices.add(notice)


def _set_aside_notice(aside: Path) -> Notice:
    """Say which of the desk's own files was broken, and where it is now."""
    name = aside.name.partition(".")[0]
    words = {
        "notes": translate(
            "Starting", "Your notes could not be read. The broken file was kept; new notes begin empty."
        ),
        "cases": translate(
            "Starting", "The marks on done steps could not be read. The broken file was kept; no step is marked now."
        ),
        "history": translate("Starting", "Your recent searches could not be read. The broken file was kept."),
        "filters": translate("Starting", "Your last filters could not be read. The broken file was kept."),
    }
    return Notice(Kind.WARNING, words[name], str(aside))


def open_desk(places: Places, preferences: Preferences) -> Desk:
    """The desk over the program's catalog and the added folders; called in the worker."""
    from app.services.open_catalog import open_desk as opened  # noqa: PLC0415 - loads in the worker, after the first paint

    desk = opened(places, preferences.settings.catalog_folders)
    # The first key would have to wait for it.
    desk.prepare()
    return desk


def folder_reading(places: Places) -> FolderReading:
    """The means to read catalog folders, which load in the thread that uses them."""
    from app.gui.settings.folder_states import FolderReading  # noqa: PLC0415 - after the first paint

    def read(folder: str) -> FolderCopy:
        from app.services.open_catalog import remember_folder  # noqa: PLC0415 - loads in a thread, after the first paint

        return remember_folder(places, folder)

    def remembered(folder: str) -> FolderCopy | None:
        from app.services.open_catalog import remembered_folder  # noqa: PLC0415 - loads in a thread, after the first paint

        return remembered_folder(places, folder)

    return FolderReading(read, remembered)
