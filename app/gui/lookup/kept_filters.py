"""Begins with the filters of the last time or of the settings, and keeps them if the person wants that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.gui.lookup.filter_panel import FilterPanel
from app.gui.shared.notices import Kind, Notice

if TYPE_CHECKING:
    from app.gui.shared.preferences import Preferences
    from app.storage.userdata.last_filters import LastFilters


class KeptFilters(QObject):
    """Stands between the filter panel, the setting and the file.

    Signals:
        noticed: The filters could not be kept (a Notice).
    """

    noticed = Signal(object)

    def __init__(self, panel: FilterPanel, last: LastFilters, preferences: Preferences | None, parent: QObject) -> None:
        """Without preferences nothing is kept, and the panel does not offer it."""
        super().__init__(parent)
        self._panel, self._last, self._preferences = panel, last, preferences
        panel.keep_box.setVisible(preferences is not None)
        if preferences is not None:
            self._show()
            preferences.changed.connect(self._follow)
            panel.keep_box.clicked.connect(self._on_clicked)
            panel.chosen.connect(self._write)

    def begin(self) -> None:
        """Choose what is to be chosen at the start; the choices are offered already."""
        if self._preferences is None:
            return
        settings = self._preferences.settings
        vendors, record_types = frozenset(settings.default_vendors), frozenset(settings.default_record_types)
        if settings.remember_filters:
            try:
                vendors, record_types = self._last.read()
            except OSError as problem:
                self._tell(problem)
        if vendors or record_types:
            self._panel.model.choose(vendors, record_types)

    def _on_clicked(self, wanted: bool) -> None:
        if self._preferences is not None:
            self._preferences.change(remember_filters=wanted)

    def _follow(self, names: frozenset[str]) -> None:
        if "remember_filters" in names:
            self._show()
            self._write()

    def _show(self) -> None:
        if self._preferences is not None:
            self._panel.keep_box.setChecked(self._preferences.settings.remember_filters)
            self._panel.keep_box.setEnabled("remember_filters" not in self._preferences.locked)

    def _write(self) -> None:
        try:
            if self._preferences is not None and self._preferences.settings.remember_filters:
                self._last.write(*map(sorted, self._panel.model.choices()))
            else:
                self._last.forget()
        except OSError as problem:
            self._tell(problem)

    def _tell(self, problem: OSError) -> None:
        words = self.tr("The filters cannot be remembered: {reason}")
        self.noticed.emit(Notice(Kind.WARNING, words.format(reason=problem.strerror), repr(problem)))
