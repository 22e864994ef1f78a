"""What the window remembers from one time to the next: the settings, and its own size and place."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from app.gui.shared.notices import Kind, Notice
from app.storage.files.file_lock import FileBusyError
from app.storage.userdata.policy import NO_POLICY, Policy
from app.storage.userdata.settings import Settings
from app.storage.userdata.settings_store import SETTINGS_FILE, SettingsStore

_SAVE_AFTER_MS: Final = 200
_PATIENCE_SECONDS: Final = 0.03
"""How long the window waits for another one that writes just now, before it tries again later."""
_LAST_PATIENCE_SECONDS: Final = 2.0
_FORMER_KEYS: Final = {"looks/theme": "theme", "looks/zoom": "text_size"}
"""Settings that the INI file held in earlier versions."""


class Preferences(QObject):
    """The settings at work, and the shapes of windows and splitters.

    Shapes are of no use to anybody else and stay in an INI file; QSettings locks it and writes it whole. The settings
    lie beside it. They count at once and are written a moment later; those that another window wrote are read when
    this one comes to the front.

    Signals:
        changed: Settings are different now (a frozenset of their names).
        noticed: A person should know something about their settings (a Notice).
    """

    changed = Signal(object)
    noticed = Signal(object)

    def __init__(self, path: Path, policy: Policy = NO_POLICY) -> None:
        """Read the settings beside the INI file of this path; both files are made when something is remembered."""
        # With a parent, so that the garbage collector never ends its timer in the worker's thread.
        super().__init__(QCoreApplication.instance())
        self._shapes = QSettings(str(path), QSettings.Format.IniFormat)
        self._store = SettingsStore(path.with_name(SETTINGS_FILE), policy)
        self._early_notices: list[Notice] = []
        self._told_failure = ""
        self._save_later = QTimer(self)
        self._save_later.setSingleShot(True)
        self._save_later.setInterval(_SAVE_AFTER_MS)
        self._save_later.timeout.connect(self._save_soon)
        self._load()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state)

    @property
    def settings(self) -> Settings:
        """The settings that count now."""
        return self._store.settings

    @property
    def locked(self) -> frozenset[str]:
        """The names of the settings that only the administrator changes."""
        return self._store.locked

    def change(self, **values: object) -> None:
        """Let settings count from now on, by name; locked ones stay. Raises ValueError for a value that cannot be."""
        self._announce(self._store.change(**values))
        if self._store.unsaved:
            self._save_later.start()

    @property
    def theme(self) -> str:
        """`system`, `light`, `dark` or `contrast`."""
        return self.settings.theme

    @theme.setter
    def theme(self, choice: str) -> None:
        self.change(theme=choice)

    @property
    def language(self) -> str:
        """`system` or the code of a language."""
        return self.settings.language

    @language.setter
    def language(self, choice: str) -> None:
        self.change(language=choice)

    @property
    def zoom(self) -> int:
        """The text size in percent of the system's."""
        return self.settings.text_size

    @zoom.setter
    def zoom(self, percent: int) -> None:
        self.change(text_size=percent)

    def shape(self, name: str) -> QByteArray:
        """The remembered geometry or state of a window or splitter, empty when there is none."""
        value = self._shapes.value(f"shape/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def remember_shape(self, name: str, shape: QByteArray) -> None:
        """Keep a window's or splitter's geometry or state."""
        self._shapes.setValue(f"shape/{name}", shape)

    def save(self) -> None:
        """Write to disk now."""
        self._save_later.stop()
        self._save(_LAST_PATIENCE_SECONDS)
        self._shapes.sync()

    def refresh(self) -> None:
        """Take over what another window changed meanwhile."""
        try:
            different = self._store.refresh()
        except OSError as error:
            self._tell_failure("read", error)
            return
        self._tell_of_broken_file()
        self._announce(different)

    def take_notices(self) -> list[Notice]:
        """What was to be told before anybody listened."""
        notices, self._early_notices = self._early_notices, []
        return notices

    # Reading and writing

    def _load(self) -> None:
        try:
            self._store.load()
        except OSError as error:
            self._early_notices.append(_failure("read", error))
        else:
            self._take_over_former()
        self._early_notices += self._broken_file_notices()
        if self._store.policy_faults:
            text = QCoreApplication.translate(
                "Preferences", "Some of your administrator's settings are wrong and were left out. Please tell them."
            )
            self._early_notices.append(Notice(Kind.WARNING, text, "\n".join(self._store.policy_faults)))

    def _take_over_former(self) -> None:
        """Settings of an earlier version, once: where there is a settings file already, it knows better."""
        for key, name in _FORMER_KEYS.items():
            former = str(self._shapes.value(key, ""))
            if former and not self._store.exists:
                try:
                    self._store.change(**{name: int(former) if former.isdecimal() else former})
                except ValueError:
                    continue
        if self._store.unsaved:
            self._save_later.start()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.refresh()

    def _save_soon(self) -> None:
        self._save(_PATIENCE_SECONDS)

    def _save(self, patience: float) -> None:
        before = self._store.settings
        try:
            self._store.save(patience)
        except FileBusyError:
            self._save_later.start()
        except OSError as error:
            self._tell_failure("save", error)
        else:
            for key in _FORMER_KEYS:
                self._shapes.remove(key)
            self._tell_of_broken_file()
            self._announce(self._store.different_from(before))

    def _announce(self, names: frozenset[str]) -> None:
        if names:
            self.changed.emit(names)

    # Telling

    def _broken_file_notices(self) -> list[Notice]:
        aside, self._store.kept_aside = self._store.kept_aside, None
        if aside is None:
            return []
        if self._store.bad_values:
            text = QCoreApplication.translate(
                "Preferences",
                "Some of your settings could not be read; the usual ones are used instead. The old file was kept.",
            )
        else:
            text = QCoreApplication.translate(
                "Preferences",
                "Your settings could not be read, so the usual ones are used. The broken file was kept.",
            )
        return [Notice(Kind.WARNING, text, "\n".join([str(aside), *map(str, self._store.bad_values)]))]

    def _tell_of_broken_file(self) -> None:
        for notice in self._broken_file_notices():
            self.noticed.emit(notice)

    def _tell_failure(self, what: str, error: OSError) -> None:
        notice = _failure(what, error)
        if notice.text + notice.details != self._told_failure:  # a full disk stays full: said once is enough
            self._told_failure = notice.text + notice.details
            self.noticed.emit(notice)


def _failure(what: str, error: OSError) -> Notice:
    if what == "read":
        text = QCoreApplication.translate(
            "Preferences", "Your settings could not be read, so the usual ones are used until you close the program."
        )
    else:
        text = QCoreApplication.translate(
            "Preferences", "Your settings could not be saved. They count until you close the program."
        )
    return Notice(Kind.WARNING, text, str(error))
