"""Draws a table's cells; those with a badge on rounded ground in the theme's color for it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.gui.report.rows_model import BADGE
from app.gui.shared.appearance import Appearance
from app.gui.shared.theme import Space

BADGE_MARGIN: Final = 2 * Space.SMALL
_RADIUS: Final = 4
_EDGE: Final = 0.35
_LINE: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)


class BadgeDelegate(QStyledItemDelegate):
    """The words stay text: color only adds to them."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        """Draw in the theme at hand."""
        super().__init__(parent)
        self._appearance = appearance

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        role = str(index.data(BADGE) or "")
        text = str(index.data() or "")
        if not role or not text:
            super().paint(painter, option, index)
            return
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        cell.text = ""
        widget: QWidget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, widget)
        theme, metrics = self._appearance.theme, option.fontMetrics
        room = option.rect.adjusted(Space.TIGHT, 0, -Space.TIGHT, 0)
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width() - BADGE_MARGIN)
        height = metrics.height() + Space.TIGHT
        top = room.top() + (room.height() - height) / 2
        ground = QRectF(room.left(), top, metrics.horizontalAdvance(words) + BADGE_MARGIN, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The line around it shows on the selection too, which may have the badge's color.
        edge = theme.color(f"on_{role}")
        edge.setAlphaF(_EDGE)
        painter.setPen(edge)
        painter.setBrush(theme.color(role))
        painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.setPen(theme.color(f"on_{role}"))
        painter.setFont(option.font)
        painter.drawText(ground.adjusted(Space.SMALL, 0, 0, 0), _LINE, words)
        painter.restore()
