"""The added catalog folders while the window is open, asked in threads of their own: no share can hold it up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDateTime, QLocale, QObject, QTimer, Signal

from app.gui.shared.notices import Kind, Notice
from app.gui.shared.preferences import Preferences

if TYPE_CHECKING:
    from app.core.catalog.faults import Fault
    from app.storage.catalog.folders import FolderCopy

PATIENCE_MS: Final = 10_000
"""A folder that has not answered for so long counts as away; its answer is welcome all the same."""

ASK_AGAIN_MS: Final = 5 * 60_000
"""A laptop may reach the school's share only some time after its start."""


class Reach(Enum):
    """How it stands with a folder."""

    ASKED = auto()
    THERE = auto()
    AWAY = auto()
    UNUSABLE = auto()


@dataclass(frozen=True, slots=True)
class FolderState:
    """What is known of a folder. `read_at` is in seconds since 1970, None while it was never read."""

    folder: str
    reach: Reach = Reach.ASKED
    entries: int = 0
    read_at: float | None = None
    problem: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderReading:
    """The means to read folders: both may be called in any thread, and `read` may take as long as the network wants."""

    read: Callable[[str], FolderCopy]
    remembered: Callable[[str], FolderCopy | None]


class FolderStates(QObject):
    """Asks the folders of the settings, and tells when entries changed.

    Signals:
        changed: The state of a folder is another.
        stale: The catalog should be opened anew, for what it was joined with is another now.
        noticed: A person should know that a folder cannot be used (a Notice).
    """

    changed = Signal()
    stale = Signal()
    noticed = Signal(object)
    _answered = Signal(str, object)

    def __init__(self, preferences: Preferences, reading: FolderReading, parent: QObject) -> None:
        """Nothing is asked before `begin`."""
        super().__init__(parent)
        self._preferences, self._reading = preferences, reading
        self._states: dict[str, FolderState] = {}
        self._threads: dict[str, threading.Thread] = {}
        self._copies: dict[str, FolderCopy | None] = {}
        self._told: set[str] = set()
        self._faults: tuple[Fault, ...] = ()
        self._begun = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._lose_patience)
        self._ask_again = QTimer(self, interval=ASK_AGAIN_MS)
        self._ask_again.timeout.connect(self._ask_those_away)
        self._answered.connect(self._hear)
        preferences.changed.connect(self._on_settings)

    @property
    def states(self) -> tuple[FolderState, ...]:
        """The folders in the order of the settings."""
        wanted = self._preferences.settings.catalog_folders
        return tuple(self._with_faults(self._states.get(folder) or FolderState(folder)) for folder in wanted)

    def _with_faults(self, state: FolderState) -> FolderState:
        inside = (state.folder, *(state.folder.rstrip("\\/") + separator for separator in "\\/"))
        return replace(state, faults=tuple(str(fault) for fault in self._faults if fault.file.startswith(inside)))

    def begin(self, faults: Sequence[Fault]) -> None:
        """The catalog was opened with what was remembered of the folders: see whether that is still so.

        `faults` are those met when it was opened.
        """
        self._faults = tuple(faults)
        self.changed.emit()
        if not self._begun:
            self._begun = True
            self.ask_all()

    def ask_all(self) -> None:
        """Ask every folder for what it holds now."""
        for folder in self._preferences.settings.catalog_folders:
            self._ask(folder)

    def _on_settings(self, names: frozenset[str]) -> None:
        if "catalog_folders" not in names or not self._begun:
            return
        wanted = self._preferences.settings.catalog_folders
        for folder in self._states.keys() - set(wanted):
            del self._states[folder]
            self._told.discard(folder)
        for folder in wanted:
            if folder not in self._states:
                self._ask(folder)
        # Also when folders merely changed places: of two entries with one id the first counts.
        self.stale.emit()
        self.changed.emit()

    def _ask(self, folder: str) -> None:
        known = self._states.get(folder) or FolderState(folder)
        self._states[folder] = replace(known, reach=Reach.ASKED, problem="")
        self._patience.start()
        if folder not in self._threads:  # a thread may be held up by a share for minutes
            # A daemon: the program may end while it waits.
            thread = threading.Thread(target=self._read, args=(folder,), name="catalog folder", daemon=True)
            self._threads[folder] = thread
            thread.start()
        self.changed.emit()

    def _read(self, folder: str) -> None:
        """In a thread of its own."""
        answer: object
        try:
            self._copies[folder] = self._reading.remembered(folder)
            answer = self._reading.read(folder)
        except Exception as problem:
            answer = problem
        try:
            self._answered.emit(folder, answer)
        except RuntimeError:
            return  # the window is gone

    def _hear(self, folder: str, now: FolderCopy | Exception) -> None:
        self._threads.pop(folder, None)
        if folder not in self._states:
            return  # removed meanwhile
        if isinstance(now, Exception):
            reach = Reach.AWAY if isinstance(now, OSError) else Reach.UNUSABLE
            self._fail(folder, reach, _words_of(now))
            return
        before = self._copies.get(folder)
        self._told.discard(folder)
        self._states[folder] = FolderState(folder, Reach.THERE, len(now.entries), now.read_at)
        if before is None or before.digest != now.digest:
            self.stale.emit()
        self.changed.emit()

    def _fail(self, folder: str, reach: Reach, problem: str) -> None:
        copy = self._copies.get(folder)
        entries, read_at = (len(copy.entries), copy.read_at) if copy else (0, None)
        self._states[folder] = FolderState(folder, reach, entries, read_at, problem)
        self._ask_again.start()
        if folder not in self._told:
            self._told.add(folder)
            self.noticed.emit(self._notice(self._states[folder]))
        self.changed.emit()

    def _lose_patience(self) -> None:
        for folder, state in self._states.items():
            if state.reach is Reach.ASKED:
                self._fail(folder, Reach.AWAY, self.tr("It does not answer."))

    def _ask_those_away(self) -> None:
        away = [state.folder for state in self._states.values() if state.reach is Reach.AWAY]
        for folder in away:
            self._ask(folder)
        if not away:
            self._ask_again.stop()

    def _notice(self, state: FolderState) -> Notice:
        if state.reach is Reach.UNUSABLE:
            text = self.tr("The catalog folder {folder} cannot be used. Choose another one in the settings.")
        elif state.read_at is None:
            text = self.tr(
                "The catalog folder {folder} cannot be reached, so its entries are missing. "
                "Check the network connection; the folder is asked again every few minutes."
            )
        else:
            text = self.tr(
                "The catalog folder {folder} cannot be reached. Its entries as read on {date} ({age}) are used."
            )
        shown = text.format(folder=state.folder, date=date_of(state.read_at), age=self.age_of(state.read_at))
        return Notice(Kind.WARNING, shown, state.problem)

    def age_of(self, read_at: float | None) -> str:
        """How long ago something was, in words."""
        days = int((time.time() - (read_at or 0)) // 86_400)
        return self.tr("less than a day ago") if days < 1 else self.tr("%Ln day(s) ago", "", days)


def date_of(moment: float | None) -> str:
    """A day as written in the language spoken."""
    day = QDateTime.fromSecsSinceEpoch(int(moment or 0)).date()
    return QLocale().toString(day, QLocale.FormatType.ShortFormat)


def _words_of(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror
    return str(problem) or type(problem).__name__
