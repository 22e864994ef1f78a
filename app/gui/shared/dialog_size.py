"""How large a dialog opens."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

_SHARE_OF_SCREEN: Final = 0.95


def give_room(dialog: QDialog, letters: int, lines: int) -> None:
    """Open a dialog with room for so many letters and lines of its font, and never larger than the screen."""
    metrics = dialog.fontMetrics()
    wanted = QSize(metrics.averageCharWidth() * letters, metrics.height() * lines)
    dialog.resize(wanted.boundedTo(dialog.screen().availableSize() * _SHARE_OF_SCREEN))
