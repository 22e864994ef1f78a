"""Drops: what a drag carries, and the hint shown over the window while it hovers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.gui.shared.appearance import Appearance
from app.gui.shared.language import keep_translated
from app.gui.shared.theme import Space

_ICON: Final = 48


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a drag carries for us: files and folders of this computer, or text."""

    paths: tuple[Path, ...] = ()
    text: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything in it for us."""
        return bool(self.paths or self.text)


def dropped(mime: QMimeData) -> Dropped:
    """Read a drag. Files win over text, for a dragged file often carries its own name as text."""
    paths = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    if paths:
        return Dropped(paths)
    return Dropped(text=mime.text().strip()) if mime.hasText() and not mime.hasUrls() else Dropped()


class DropHint(QWidget):
    """Covers its parent while something droppable hovers; takes no mouse events."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        """Build the hidden hint."""
        super().__init__(parent)
        self._appearance = appearance
        self._covered = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        keep_translated(self, self.retranslate)

    def retranslate(self) -> None:
        """Say where to drop."""
        self.setAccessibleName(self.tr("Drop log files, a folder or text here"))

    def cover(self) -> None:
        """Show the hint over the whole parent."""
        self.setGeometry(self._covered.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a veil, a dashed frame, an arrow into a tray and the words."""
        theme = self._appearance.theme
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(theme.window)
        veil.setAlphaF(0.92)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.DashLine))
        frame = self.rect().adjusted(Space.LARGE, Space.LARGE, -Space.LARGE, -Space.LARGE)
        painter.drawRoundedRect(frame, 10, 10)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.5)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        height = QFontMetrics(font).height()
        middle = frame.center()
        corner = QPoint(middle.x() - _ICON // 2, middle.y() - _ICON - Space.SMALL)
        self._appearance.icon("drop", "accent").paint(painter, QRect(corner, QSize(_ICON, _ICON)))
        words = QRect(frame.left(), middle.y() + Space.SMALL, frame.width(), height)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.accessibleName())
