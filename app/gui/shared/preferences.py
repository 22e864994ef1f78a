"""What the window remembers from one time to the next: looks, size and place. Nothing of what was searched."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class Preferences:
    """Typed access to one INI file. QSettings locks it and writes it whole, so two windows cannot spoil it."""

    def __init__(self, path: Path) -> None:
        """Open the file; it is made when something is first remembered."""
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """`system`, `light` or `dark`."""
        return str(self._settings.value("looks/theme", "system"))

    @theme.setter
    def theme(self, choice: str) -> None:
        self._settings.setValue("looks/theme", choice)

    @property
    def zoom(self) -> int:
        """The text size in percent of the system's."""
        written = str(self._settings.value("looks/zoom", "100"))
        return int(written) if written.isdecimal() else 100

    @zoom.setter
    def zoom(self, percent: int) -> None:
        self._settings.setValue("looks/zoom", percent)

    def shape(self, name: str) -> QByteArray:
        """The remembered geometry or state of a window or splitter, empty when there is none."""
        value = self._settings.value(f"shape/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def remember_shape(self, name: str, shape: QByteArray) -> None:
        """Keep a window's or splitter's geometry or state."""
        self._settings.setValue(f"shape/{name}", shape)

    def save(self) -> None:
        """Write to disk now."""
        self._settings.sync()
