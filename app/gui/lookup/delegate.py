"""How a row of the result list is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.gui.lookup.model import ROW
from app.gui.lookup.rows import Heading, Hit, Past, Row, Span, Tone
from app.gui.shared.appearance import Appearance
from app.gui.shared.theme import Space

_WRAP: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
_LINE: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
_BAR: Final = 4
_ICON: Final = 18


class _Type:
    """The fonts of a row, all relative to the list's own, with their measures: fifty rows are laid out at every key."""

    def __init__(self, font: QFont) -> None:
        self.plain, self.title, self.small = QFont(font), QFont(font), QFont(font)
        self.title.setWeight(QFont.Weight.DemiBold)
        self.small.setPointSizeF(font.pointSizeF() * 0.9)
        self._title_size, self.small_size = QFontMetricsF(self.title), QFontMetricsF(self.small)
        self.plain_size = QFontMetricsF(self.plain)
        self.line_height = ceil(self.plain_size.height())
        self.badge_height = ceil(self.small_size.height()) + Space.TIGHT

    def title_height(self, text: str, width: int) -> int:
        """How high a title is when wrapped."""
        return _wrapped(self._title_size, text, width)

    def title_elided(self, text: str, width: int) -> str:
        """A title cut to one line."""
        return self._title_size.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def small_height(self, text: str, width: int) -> int:
        """How high a small text is when wrapped."""
        return _wrapped(self.small_size, text, width)


class ResultDelegate(QStyledItemDelegate):
    """Draws headings and results: title, error text, then badges with the reason beside or below them."""

    def __init__(self, appearance: Appearance, view: QListView) -> None:
        """Draw for one list, in the theme at hand."""
        super().__init__(view)
        self._view = view
        self._appearance = appearance
        self._type = _Type(view.font())
        self.says_why = False
        """Whether each result says why it matched; else only its tool tip does."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the list; as high as the title and lines need."""
        row: Row = index.data(ROW)
        fonts = self._fonts(option.font)
        width = self._view.viewport().width()
        if isinstance(row, Heading):
            return QSize(width, self._heading_height(row, fonts, width))
        if isinstance(row, Past):
            return QSize(width, fonts.line_height + 2 * Space.TIGHT)
        return QSize(width, self._hit_height(row, fonts, width))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row: Row = index.data(ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        fonts = self._fonts(option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._paint_heading(painter, rect, row, fonts)
        else:
            self._paint_ground(painter, rect, row, state)
            if isinstance(row, Past):
                self._paint_past(painter, rect, row, fonts)
            elif row.answer:
                self._paint_answer(painter, rect, row, fonts)
            else:
                self._paint_hit(painter, rect, row, fonts)
        painter.restore()

    def _fonts(self, font: QFont) -> _Type:
        if font != self._type.plain:
            self._type = _Type(font)
        return self._type

    # Headings

    def _heading_height(self, row: Heading, fonts: _Type, width: int) -> int:
        inner = width - 2 * Space.MEDIUM - (0 if row.tone is Tone.PLAIN else _ICON + Space.SMALL)
        height = fonts.title_height(row.title, inner)
        if row.advice:
            height += Space.HAIR + fonts.small_height(row.advice, inner)
        return height + 2 * Space.SMALL + (Space.TIGHT if row.tone is Tone.PLAIN else Space.SMALL)

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Heading, fonts: _Type) -> None:
        theme = self._appearance.theme
        inner = rect.adjusted(Space.MEDIUM, Space.SMALL, -Space.MEDIUM, -Space.SMALL)
        title_color, advice_color = theme.color("text"), theme.color("muted")
        if row.tone is not Tone.PLAIN:
            ground, ink, icon = (
                ("info", "on_info", "info") if row.tone is Tone.SHARED else ("caution", "on_caution", "warning")
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(rect.adjusted(Space.TIGHT, Space.TIGHT, -Space.TIGHT, -Space.TIGHT), 5, 5)
            title_color = advice_color = theme.color(ink)
            inner.adjust(0, Space.TIGHT, 0, 0)
            corner = QPoint(inner.left(), inner.top())
            self._appearance.icon(icon, ink).paint(painter, QRect(corner, QSize(_ICON, _ICON)))
            inner.adjust(_ICON + Space.SMALL, 0, 0, 0)
        else:
            inner.adjust(0, Space.TIGHT, 0, 0)
        painter.setFont(fonts.title)
        painter.setPen(title_color)
        painter.drawText(inner, _WRAP, row.title)
        if row.advice:
            inner.adjust(0, fonts.title_height(row.title, inner.width()) + Space.HAIR, 0, 0)
            painter.setFont(fonts.small)
            painter.setPen(advice_color)
            painter.drawText(inner, _WRAP, row.advice)

    # Results

    def _hit_height(self, row: Hit, fonts: _Type, width: int) -> int:
        inner = width - Space.MEDIUM - Space.LARGE
        if row.answer:
            return fonts.line_height + Space.HAIR + fonts.small_height(row.line, inner) + 2 * Space.SMALL + 1
        height = fonts.title_height(row.title, inner)
        height += Space.HAIR + fonts.line_height
        height += Space.TIGHT + fonts.badge_height
        if row.why and self.says_why:
            height += Space.TIGHT + fonts.small_height(row.told_why, inner)
        return height + 2 * Space.SMALL + 1

    def _paint_ground(self, painter: QPainter, rect: QRect, row: Hit | Past, state: QStyle.StateFlag) -> None:
        theme = self._appearance.theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("selection" if chosen else "hover"))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), theme.color("accent"))
        elif isinstance(row, Hit) and row.tone is not Tone.PLAIN:
            role = "info" if row.tone is Tone.SHARED else "caution"
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), theme.color(role))
        painter.setPen(theme.color("surface" if isinstance(row, Past) else "sunken"))
        painter.drawLine(rect.bottomLeft() + QPoint(Space.LARGE, 0), rect.bottomRight())
        if chosen and self._view.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(_BAR + 1, 1, -2, -2))

    def _paint_hit(self, painter: QPainter, rect: QRect, row: Hit, fonts: _Type) -> None:
        theme = self._appearance.theme
        left, width = rect.left() + Space.LARGE, rect.width() - Space.MEDIUM - Space.LARGE
        top = rect.top() + Space.SMALL
        height = fonts.title_height(row.title, width)
        painter.setPen(theme.color("text"))
        self._paint_marked(painter, QRect(left, top, width, height), row.title, fonts.title, row.title_marks)
        top += height + Space.HAIR
        painter.setPen(theme.color("muted"))
        line = fonts.plain_size.elidedText(row.line, Qt.TextElideMode.ElideRight, width)
        marks = (
            [(start, min(end, len(line) - 1)) for start, end in row.line_marks] if line != row.line else row.line_marks
        )
        self._paint_marked(painter, QRect(left, top, width, fonts.line_height), line, fonts.plain, marks)
        top += fonts.line_height + Space.TIGHT
        x = left
        for number, badge in enumerate(row.badges):
            x += self._paint_badge(painter, QPoint(x, top), left + width - x, badge, fonts, vendor=number == 0)
        if row.why and self.says_why:
            top += fonts.badge_height + Space.TIGHT
            painter.setFont(fonts.small)
            painter.setPen(theme.color("muted"))
            painter.drawText(QRect(left, top, width, fonts.small_height(row.told_why, width)), _WRAP, row.told_why)

    def _paint_answer(self, painter: QPainter, rect: QRect, row: Hit, fonts: _Type) -> None:
        """Draw one answer to a question: its key, the answer, and what it would mean."""
        theme = self._appearance.theme
        left, width = rect.left() + Space.LARGE, rect.width() - Space.MEDIUM - Space.LARGE
        top = rect.top() + Space.SMALL
        x = left
        if row.key:
            x += self._paint_badge(painter, QPoint(left, top), width, row.key, fonts, vendor=False) + Space.TIGHT
        painter.setFont(fonts.title)
        painter.setPen(theme.color("text"))
        answer = QRect(x, top, left + width - x, fonts.badge_height)
        painter.drawText(answer, _LINE, fonts.title_elided(row.answer, answer.width()))
        top += fonts.line_height + Space.HAIR
        painter.setFont(fonts.small)
        painter.setPen(theme.color("muted"))
        painter.drawText(QRect(left, top + Space.TIGHT, width, rect.bottom() - top), _WRAP, row.line)

    def _paint_past(self, painter: QPainter, rect: QRect, row: Past, fonts: _Type) -> None:
        """Draw a recent search on one line."""
        icon = QRect(rect.left() + Space.LARGE, rect.center().y() - _ICON // 2 + 1, _ICON, _ICON)
        self._appearance.icon("history", "muted").paint(painter, icon)
        words = rect.adjusted(Space.LARGE + _ICON + Space.SMALL, 0, -Space.MEDIUM, 0)
        painter.setFont(fonts.plain)
        painter.setPen(self._appearance.theme.color("text"))
        painter.drawText(
            words, _LINE, fonts.plain_size.elidedText(row.line, Qt.TextElideMode.ElideRight, words.width())
        )

    def _paint_marked(self, painter: QPainter, rect: QRect, text: str, font: QFont, marks: Sequence[Span]) -> None:
        """Draw wrapped text in the painter's pen, what matched underlined in the accent's color."""
        if not marks:
            painter.setFont(font)
            painter.drawText(rect, _WRAP, text)
            return
        looks = QTextCharFormat()
        looks.setForeground(self._appearance.theme.color("text"))
        looks.setUnderlineColor(self._appearance.theme.color("accent"))
        looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        layout = QTextLayout(text, font)
        layout.setFormats([_range(start, end, looks) for start, end in marks if end > start])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(rect.width())
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        layout.draw(painter, QPointF(rect.topLeft()))

    def _paint_badge(self, painter: QPainter, at: QPoint, room: int, text: str, fonts: _Type, *, vendor: bool) -> int:
        """Draw a badge if there is room for some of it, and say how far the next one is."""
        width = min(ceil(fonts.small_size.horizontalAdvance(text)) + 2 * Space.SMALL, room)
        if width < 4 * Space.SMALL:
            return 0
        theme = self._appearance.theme
        box = QRect(at, QSize(width, fonts.badge_height))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("info" if vendor else "neutral"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(fonts.small)
        painter.setPen(theme.color("on_info" if vendor else "on_neutral"))
        inner = box.adjusted(Space.SMALL, 0, -Space.SMALL, 0)
        painter.drawText(inner, _LINE, fonts.small_size.elidedText(text, Qt.TextElideMode.ElideRight, inner.width()))
        return width + Space.TIGHT


def _range(start: int, end: int, looks: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, end - start, looks
    return found


def _wrapped(metrics: QFontMetricsF, text: str, width: int) -> int:
    return ceil(metrics.boundingRect(QRectF(0, 0, max(width, 1), 10_000), _WRAP, text).height())
