"""A heading beside other controls, in the looks of the headings of a page."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.gui.shared.appearance import Appearance

_LARGER: Final = 1.2  # what HTML calls "large"


class Heading(QLabel):
    """A label in large, bold letters that grow with the text size."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Build it without words."""
        super().__init__(parent)
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
