"""The settings dialog at work: what is chosen there counts at once, here and in the menus."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QActionGroup

from app.gui.main_window import MainWindow
from app.gui.settings.dialog import SettingsDialog
from app.gui.settings.folder_states import FolderReading, FolderStates
from app.gui.shared.appearance import Appearance
from app.gui.shared.dialogs import FileDialogs
from app.gui.shared.language import Language
from app.gui.shared.preferences import Preferences
from app.storage.userdata.settings import Settings

if TYPE_CHECKING:
    from app.services.error_desk import Desk

_SIZE_COMMANDS = ("larger", "smaller", "usual-size")


class SettingsController(QObject):
    """Opens the dialog and does what is chosen there."""

    def __init__(
        self,
        window: MainWindow,
        preferences: Preferences,
        appearance: Appearance,
        language: Language,
        reading: FolderReading,
        dialogs: FileDialogs,
    ) -> None:
        """Serve a window."""
        super().__init__(window)
        self._window, self._preferences, self._dialogs = window, preferences, dialogs
        self._appearance, self._language = appearance, language
        self._vendors: dict[str, str] = {}
        self._record_types: dict[str, str] = {}
        self._dialog: SettingsDialog | None = None
        self.folders = FolderStates(preferences, reading, self)
        self.folders.changed.connect(self._show_folders)
        preferences.changed.connect(self._on_changed)
        window.menus["settings"].triggered.connect(self.open)
        self._lock_menus()

    def use(self, desk: Desk) -> None:
        """Take over the vendors and record types of a catalog, and see whether its folders are still as they were."""
        words = desk.catalog.vocabulary
        self._vendors = {key: term.name or key for key, term in words.vendors.items()}
        self._record_types = {key: term.name or key for key, term in words.record_types.items()}
        if self._dialog is not None:
            self._dialog.offer_filters(self._vendors, self._record_types)
        self.folders.begin(desk.faults)

    def open(self) -> None:
        """Show the dialog."""
        dialog = self._dialog = SettingsDialog(self._preferences.locked, self._appearance, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.offer_filters(self._vendors, self._record_types)
        dialog.show_settings(self._preferences.settings)
        dialog.chosen.connect(self._change)
        dialog.defaults_wanted.connect(self._restore_defaults)
        dialog.catalog_folders.browse_wanted.connect(self._browse)
        dialog.catalog_folders.ask_wanted.connect(self.folders.ask_all)
        dialog.finished.connect(self._on_finished)
        self._show_folders()
        dialog.open()

    def _on_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.hidden_words.take()
        self._dialog = None

    def _change(self, name: str, value: object) -> None:
        self._preferences.change(**{name: value})

    def _restore_defaults(self) -> None:
        self._preferences.change(**asdict(Settings()))

    def _browse(self) -> None:
        if self._dialog is not None:
            folder = self._dialogs.catalog_folder_to_add(self._dialog)
            if folder is not None:
                self._dialog.catalog_folders.add(str(folder))

    def _show_folders(self) -> None:
        if self._dialog is not None:
            self._dialog.catalog_folders.show_states(self.folders.states)

    def _on_changed(self, names: frozenset[str]) -> None:
        """Settings are different: chosen in the dialog or a menu, or in another window."""
        settings = self._preferences.settings
        if "language" in names:
            self._language.choose(settings.language)
        _check(self._window.menus.themes, settings.theme)
        _check(self._window.menus.languages, settings.language)
        if self._dialog is not None:
            self._dialog.show_settings(settings)
            self._show_folders()

    def _lock_menus(self) -> None:
        locked, menus = self._preferences.locked, self._window.menus
        menus.themes.setEnabled("theme" not in locked)
        menus.languages.setEnabled("language" not in locked)
        for command in _SIZE_COMMANDS:
            menus[command].setEnabled("text_size" not in locked)


def _check(group: QActionGroup, choice: str) -> None:
    for action in group.actions():
        if action.data() == choice:
            action.setChecked(True)
