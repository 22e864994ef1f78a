"""The check-list of steps: as high as its steps need, one stop for the Tab key, a click or Space ticks a step."""

from __future__ import annotations

from math import ceil
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QIcon, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from app.gui.detail.step_model import ROW, CauseRow, Row, StepModel, StepRow
from app.gui.shared.appearance import Appearance
from app.gui.shared.check_box import BOX, paint_box
from app.gui.shared.check_lines import CheckLineDelegate
from app.gui.shared.theme import Space

_WRAP: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
_LINE: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextSingleLine)
_ICON: Final = 14
_ACTOR_ICONS: Final = {
    "registrar": "actor-you",
    "teacher": "actor-teacher",
    "coursekey-support": "actor-support",
    "instructure-support": "actor-support",
    "vendor-support": "actor-support",
}
_OTHER_ACTOR: Final = "actor-staff"


class StepList(QListView):
    """Shows a StepModel whole: the page around it scrolls, not the list.

    Signals:
        row_reached: The keyboard came to another row; its place within the list, to be scrolled to.
    """

    row_reached = Signal(QRect)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Build the empty list with a model of its own."""
        super().__init__(parent)
        self.steps = StepModel(self)
        self.setModel(self.steps)
        self.setObjectName("steps")
        self._delegate = _StepDelegate(appearance, self)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAcceptDrops(False)  # the window takes drops, wherever they fall
        self.steps.modelReset.connect(self.fit)
        appearance.changed.connect(self.measure_again)

    def fit(self) -> None:
        """Be as high as all rows together."""
        width = self.viewport().width()
        self.setFixedHeight(2 * self.frameWidth() + sum(self._delegate.height(row, width) for row in self.steps.rows))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the words anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.measure_again()

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell the page where the keyboard is."""
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            self.row_reached.emit(self.visualRect(current))

    def measure_again(self) -> None:
        """Wrap the words anew: they, their letters or the room for them are others."""
        self.doItemsLayout()
        self.fit()


class _StepDelegate(CheckLineDelegate):
    """Draws a cause's heading, or a step: check box, number, words, and below them who does it and where."""

    def __init__(self, appearance: Appearance, view: StepList) -> None:
        super().__init__(view)
        self._appearance = appearance
        self._view = view
        self._icons: dict[tuple[str, str], QIcon] = {}
        appearance.changed.connect(self._forget_icons)

    def _forget_icons(self) -> None:
        self._icons.clear()

    def height(self, row: Row, width: int) -> int:
        """How high a row is at a width."""
        plain, bold, small = self._fonts()
        if isinstance(row, CauseRow):
            tell = self._view.steps.how_to_tell(row)
            height = _wrapped(bold, self._view.steps.cause_title(row), width - 2 * Space.SMALL)
            height += Space.TIGHT + _wrapped(plain, tell, width - 2 * Space.SMALL) if tell else 0
            return height + Space.SMALL + (Space.LARGE if row.number > 1 else Space.TIGHT)
        badge = ceil(QFontMetricsF(small).height()) + Space.TIGHT
        return _wrapped(plain, row.text, width - self._indent() - Space.SMALL) + badge + Space.TIGHT + 2 * Space.TIGHT

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, self.height(index.data(ROW), width))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        theme = self._appearance.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._view.hasFocus() and index.row() == self._view.currentIndex().row()
        if current or (state & QStyle.StateFlag.State_MouseOver and isinstance(row, StepRow)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection" if current else "hover"))
            painter.drawRoundedRect(rect, 5, 5)
        if isinstance(row, CauseRow):
            self._paint_cause(painter, rect, row)
        else:
            self._paint_step(painter, rect, row)
        painter.restore()

    def _paint_cause(self, painter: QPainter, rect: QRect, row: CauseRow) -> None:
        plain, bold, _ = self._fonts()
        top = Space.LARGE if row.number > 1 else Space.TIGHT
        inner = rect.adjusted(Space.SMALL, top, -Space.SMALL, -Space.TIGHT)
        title = self._view.steps.cause_title(row)
        painter.setPen(self._appearance.theme.color("text"))
        painter.setFont(bold)
        painter.drawText(inner, _WRAP, title)
        if self._view.steps.how_to_tell(row):
            inner.adjust(0, _wrapped(bold, title, inner.width()) + Space.TIGHT, 0, 0)
            painter.setFont(plain)
            painter.setPen(self._appearance.theme.color("muted"))
            painter.drawText(inner, _WRAP, self._view.steps.how_to_tell(row))

    def _paint_step(self, painter: QPainter, rect: QRect, row: StepRow) -> None:
        theme = self._appearance.theme
        plain, _, _ = self._fonts()
        metrics = QFontMetricsF(plain)
        top = rect.top() + Space.TIGHT
        box_top = top + max(0, (ceil(metrics.height()) - BOX) // 2)
        paint_box(painter, QRectF(rect.left() + Space.SMALL, box_top, BOX, BOX), theme, checked=row.done)
        indent = self._indent()
        number = QRect(rect.left() + Space.SMALL + BOX, top, indent - 2 * Space.SMALL - BOX, ceil(metrics.height()))
        painter.setFont(plain)
        painter.setPen(theme.color("muted"))
        painter.drawText(number, _RIGHT, f"{row.number}.")
        width = rect.width() - indent - Space.SMALL
        height = _wrapped(plain, row.text, width)
        painter.setPen(theme.color("muted" if row.done else "text"))
        painter.drawText(QRect(rect.left() + indent, top, width, height), _WRAP, row.text)
        self._paint_actor(painter, QPoint(rect.left() + indent, top + height + Space.TIGHT), width, row)

    def _paint_actor(self, painter: QPainter, at: QPoint, room: int, row: StepRow) -> None:
        """Draw who does it as a badge with an icon, and where beside it."""
        theme = self._appearance.theme
        _, _, small = self._fonts()
        metrics = QFontMetricsF(small)
        height = ceil(metrics.height()) + Space.TIGHT
        ground = "good" if row.who == "registrar" else "neutral"
        width = min(room, ceil(metrics.horizontalAdvance(row.actor)) + _ICON + 3 * Space.TIGHT + Space.HAIR)
        box = QRect(at, QSize(width, height))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(box, 4, 4)
        place = QRect(box.left() + Space.TIGHT, box.center().y() - _ICON // 2 + 1, _ICON, _ICON)
        self._icon(_ACTOR_ICONS.get(row.who, _OTHER_ACTOR), f"on_{ground}").paint(painter, place)
        painter.setFont(small)
        painter.setPen(theme.color(f"on_{ground}"))
        words = box.adjusted(2 * Space.TIGHT + _ICON, 0, -Space.TIGHT, 0)
        painter.drawText(words, _LINE, metrics.elidedText(row.actor, Qt.TextElideMode.ElideRight, words.width()))
        left = room - width - Space.SMALL
        if left > 0:
            painter.setPen(theme.color("muted"))
            where = metrics.elidedText(row.place, Qt.TextElideMode.ElideRight, left)
            painter.drawText(QRect(box.right() + Space.SMALL, box.top(), left, height), _LINE, where)

    def _icon(self, name: str, role: str) -> QIcon:
        """An icon, drawn once a theme: every move of the mouse paints a row."""
        if (name, role) not in self._icons:
            self._icons[name, role] = self._appearance.icon(name, role)
        return self._icons[name, role]

    def _indent(self) -> int:
        return 3 * Space.SMALL + BOX + ceil(QFontMetricsF(self._view.font()).horizontalAdvance("99."))

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        plain = QFont(self._view.font())
        bold, small = QFont(plain), QFont(plain)
        bold.setWeight(QFont.Weight.DemiBold)
        small.setPointSizeF(plain.pointSizeF() * 0.9)
        return plain, bold, small


def _wrapped(font: QFont, text: str, width: int) -> int:
    return ceil(QFontMetricsF(font).boundingRect(QRectF(0, 0, max(width, 1), 10_000), _WRAP, text).height())
