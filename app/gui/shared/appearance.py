"""The application's looks at run time: theme, text size, and icons that follow both."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QIcon, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication
from shiboken6 import isValid

from app.gui.shared.icons import IconSet
from app.gui.shared.preferences import Preferences
from app.gui.shared.theme import OUTLINED, Theme, load_theme, style_sheet, theme_of

SYSTEM, LIGHT, DARK, CONTRAST = "system", "light", "dark", "contrast"
CHOICES: Final = (SYSTEM, LIGHT, DARK, CONTRAST)
_SYSTEM_CONTRAST: Final = "system contrast"
_SCHEMES: Final = {
    SYSTEM: Qt.ColorScheme.Unknown,
    LIGHT: Qt.ColorScheme.Light,
    DARK: Qt.ColorScheme.Dark,
    CONTRAST: Qt.ColorScheme.Dark,
}
_ICON: Final = 16
ZOOM_STEPS: Final = (80, 90, 100, 110, 125, 150, 175, 200, 250, 300)


class Appearance(QObject):
    """Dresses the application and tells when it changed.

    Signals:
        changed: The theme or the text size is another; whatever paints by itself paints again.
    """

    changed = Signal()

    def __init__(self, application: QApplication, resources: Path, preferences: Preferences) -> None:
        """Put on the remembered theme and text size."""
        super().__init__()
        self._application = application
        self._themes = resources / "themes"
        self._preferences = preferences
        self._icons = IconSet(resources / "icons")
        self._plain_font = application.font()
        self._icon_owners: list[tuple[QAction | QAbstractButton, str]] = []
        self.choice = preferences.theme if preferences.theme in CHOICES else SYSTEM
        self.zoom = preferences.zoom
        self._hints = application.styleHints()
        application.setWindowIcon(self._icons.icon("application", ""))
        self._hints.setColorScheme(_SCHEMES[self.choice])
        self._apply_zoom()
        self._dress()
        self._hints.colorSchemeChanged.connect(self._follow_system)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
        preferences.changed.connect(self._follow_settings)

    def choose(self, choice: str) -> None:
        """Follow the system, or stay light, dark or of high contrast."""
        self._preferences.theme = choice

    def larger(self) -> None:
        """Make all text one step larger."""
        self._preferences.zoom = next((step for step in ZOOM_STEPS if step > self.zoom), self.zoom)

    def smaller(self) -> None:
        """Make all text one step smaller."""
        self._preferences.zoom = next((step for step in reversed(ZOOM_STEPS) if step < self.zoom), self.zoom)

    def usual_size(self) -> None:
        """Go back to the system's text size."""
        self._preferences.zoom = 100

    def icon(self, name: str, role: str = "text") -> QIcon:
        """An icon in a color of the theme at hand."""
        return self._icons.icon(name, self.theme.roles()[role])

    def give_icon(self, owner: QAction | QAbstractButton, name: str) -> None:
        """Set an action's or button's icon now and, as long as it lives, whenever the theme changes."""
        self._icon_owners = [(one, called) for one, called in self._icon_owners if isValid(one)]
        self._icon_owners.append((owner, name))
        self._put_icon(owner, name)

    @property
    def wanted(self) -> str:
        """The theme wanted now: the one chosen, or the system's."""
        if self.choice != SYSTEM:
            return self.choice
        if self._hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return _SYSTEM_CONTRAST
        return DARK if self._hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _follow_system(self) -> None:
        if (
            self.name != self.wanted or self.wanted == _SYSTEM_CONTRAST
        ):  # dressing styles every widget anew, which takes a while
            self._dress()

    def _dress(self) -> None:
        self.name = self.wanted
        self.theme = self._theme()
        self._application.setPalette(self.theme.palette())
        for kind in OUTLINED:
            self._application.setPalette(self.theme.outline_palette(), kind)  # type: ignore[arg-type]  # wants text
        self._application.setStyleSheet(style_sheet(self._themes, self.theme))
        for owner, icon_name in self._icon_owners:
            if isValid(owner):
                self._put_icon(owner, icon_name)
        self.changed.emit()

    def _put_icon(self, owner: QAction | QAbstractButton, name: str) -> None:
        owner.setIcon(self.icon(name))
        if isinstance(owner, QAbstractButton):  # as large as the text beside it
            owner.setIconSize(QSize(_ICON, _ICON) * (self.zoom / 100))

    def _theme(self) -> Theme:
        if self.name != _SYSTEM_CONTRAST:
            return load_theme(self._themes, self.name)
        self._application.setPalette(QPalette())  # ours put aside, so that the system's own is seen
        return theme_of(self._application.palette())

    def _follow_settings(self, names: frozenset[str]) -> None:
        """The settings are other now: chosen here, in the dialog, or in another window."""
        if "theme" in names:
            self.choice = self._preferences.theme if self._preferences.theme in CHOICES else SYSTEM
            self._hints.setColorScheme(_SCHEMES[self.choice])  # reaches the title bar too, on Windows and macOS
            self._follow_system()
        if "text_size" in names:
            self.zoom = self._preferences.zoom
            self._apply_zoom()
            self._dress()  # widgets under a style sheet take the application's font only when they are styled anew

    def _apply_zoom(self) -> None:
        zoomed = QFont(self._plain_font)
        zoomed.setPointSizeF(self._plain_font.pointSizeF() * self.zoom / 100)
        self._application.setFont(zoomed)
