"""Lets the keys of the menus work while a text field has the focus."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

_TAKEN: Final = ("Ctrl+E", "Ctrl+K")
"""Our keys that Qt's text fields take on X11 for "end of the line" and "delete to the end of the line", as Emacs does.
See QPlatformTheme's key bindings: https://doc.qt.io/qt-6/qkeysequence.html#standard-shortcuts."""


class CommandKeys(QObject):
    """Keeps a text field from taking the keys of commands."""

    def __init__(self, field: QWidget) -> None:
        """Watch a field for as long as it lives."""
        super().__init__(field)
        self._keys = [QKeySequence(key) for key in _TAKEN]
        field.installEventFilter(self)

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        """Leave the key to the menus: a field that accepts this event gets the key in their place."""
        is_taken = (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()) in self._keys
        )
        if is_taken:
            event.ignore()
        return is_taken or super().eventFilter(field, event)
