"""A check box that can be seen in every theme: the style's own has a dark edge, which is lost on dark windows."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QStylePainter

from app.gui.shared.appearance import Appearance
from app.gui.shared.theme import Theme

BOX: Final = 16
"""How wide and high a box in a list of our own is, in device-independent pixels."""

_DRAWN_FOR = 16.0
_TICK = QPolygonF([QPointF(4, 8.5), QPointF(7, 11.5), QPointF(12.5, 5)])


class CheckBox(QCheckBox):
    """Like any other, in the theme's colors."""

    def __init__(self, appearance: Appearance) -> None:
        """Make it without a text."""
        super().__init__()
        self._appearance = appearance
        appearance.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, the text, and a frame around it all that has the focus."""
        theme = self._appearance.theme
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style = self.style()
        box = style.subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        text = style.subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        painter = QStylePainter(self)
        paint_box(painter, QRectF(box), theme, checked=self.isChecked(), enabled=self.isEnabled())
        option.rect = text
        painter.drawControl(QStyle.ControlElement.CE_CheckBoxLabel, option)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            words = text.adjusted(-3, 0, 0, 0)
            words.setWidth(self.fontMetrics().horizontalAdvance(self.text().replace("&", "")) + 8)
            painter.drawRoundedRect(QRectF(words).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def paint_box(painter: QPainter, place: QRectF, theme: Theme, *, checked: bool, enabled: bool = True) -> None:
    """Draw a box with or without its tick."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = "disabled" if not enabled else "accent" if checked else "strong_border"
    painter.setPen(QPen(theme.color(edge), 1))
    painter.setBrush(theme.color(edge if checked else "surface"))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if checked:
        painter.translate(place.topLeft())
        painter.scale(place.width() / _DRAWN_FOR, place.height() / _DRAWN_FOR)
        ink = theme.color("on_accent" if enabled else "surface")
        painter.setPen(QPen(ink, 2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(_TICK)
    painter.restore()
