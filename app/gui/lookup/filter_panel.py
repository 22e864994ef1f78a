"""The filters on the left: a check-list of vendors and record types with live counts, and one way to clear it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import (
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.gui.lookup.filter_model import CHOICE, Choice, FilterModel
from app.gui.shared.appearance import Appearance
from app.gui.shared.check_box import BOX, CheckBox, paint_box
from app.gui.shared.check_lines import CheckLineDelegate
from app.gui.shared.keys import CLEAR_KEY
from app.gui.shared.language import keep_translated
from app.gui.shared.theme import Space

_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

_LEAST_WIDTH: Final = 150


class FilterPanel(QWidget):
    """The list, its heading and the button that clears it.

    Signals:
        chosen: The vendors' keys and the record types' keys now chosen.
    """

    chosen = Signal(object, object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Build the empty panel; `offer` fills it."""
        super().__init__(parent)
        self.model = FilterModel(self)
        self.model.chosen.connect(self._on_chosen)
        self.list = QListView()
        self.list.setObjectName("filters")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_ChoiceDelegate(appearance, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.clear_button = QPushButton()
        self.clear_button.setEnabled(False)
        self.clear_button.clicked.connect(self.model.clear)
        self._heading = QLabel()
        self.keep_box = CheckBox(appearance)
        row = QHBoxLayout()
        row.addWidget(self._heading, 1)
        row.addWidget(self.clear_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.keep_box)
        keep_translated(self, self.retranslate)
        appearance.changed.connect(self.list.viewport().update)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its heading and button, whatever the language and the text size."""
        hint = super().minimumSizeHint()
        return QSize(max(hint.width(), _LEAST_WIDTH), hint.height())

    def retranslate(self) -> None:
        """Set the fixed texts."""
        self._heading.setText(self.tr("Filters"))
        self.list.setAccessibleName(self.tr("Filters"))
        self.list.setAccessibleDescription(
            self.tr("SIS vendors and record types. Space checks one; several may be checked.")
        )
        self.clear_button.setText(self.tr("Clear"))
        self.clear_button.setAccessibleName(self.tr("Clear all filters"))
        self.clear_button.setToolTip(self.tr("Clear all filters ({key})").format(key=CLEAR_KEY))
        self.keep_box.setText(self.tr("Remember"))
        self.keep_box.setAccessibleName(self.tr("Begin with these filters the next time"))
        self.keep_box.setToolTip(self.tr("Begin with these filters the next time"))
        self.model.retranslate()

    def offer(self, vendors: Mapping[str, str], record_types: Mapping[str, str]) -> None:
        """Fill the list: key to readable name."""
        self.model.offer(vendors, record_types)

    def _on_chosen(self, vendors: object, record_types: object) -> None:
        self.clear_button.setEnabled(self.model.any_chosen)
        self.chosen.emit(vendors, record_types)


class _ChoiceDelegate(CheckLineDelegate):
    """Draws a check box, the name and the count; a click anywhere on the line or Space changes it."""

    def __init__(self, appearance: Appearance, view: QListView) -> None:
        super().__init__(view)
        self._appearance = appearance
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        choice: Choice = index.data(CHOICE)
        height = max(QFontMetrics(option.font).height(), BOX) + Space.SMALL + Space.HAIR
        if not choice.key and index.row() > 0:
            height += Space.MEDIUM
        return QSize(0, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        choice: Choice = index.data(CHOICE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if choice.key:
            self._paint_choice(painter, rect, state, choice)
        else:
            self._paint_heading(painter, rect, choice)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, choice: Choice) -> None:
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.DemiBold)
        height = QFontMetrics(font).height()
        painter.setFont(font)
        painter.setPen(self._appearance.theme.color("muted"))
        line = QRect(rect.left() + Space.TIGHT, rect.bottom() - height - Space.TIGHT, rect.width(), height)
        painter.drawText(line, _LEFT, choice.name)

    def _paint_choice(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, choice: Choice) -> None:
        theme = self._appearance.theme
        focused = self._view.hasFocus() and bool(state & QStyle.StateFlag.State_Selected)
        if focused or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("selection" if focused else "hover"))
        place = QRect(rect.left() + Space.TIGHT, rect.center().y() - BOX // 2 + 1, BOX, BOX)
        paint_box(painter, QRectF(place), theme, checked=choice.chosen)
        metrics = QFontMetrics(self._view.font())
        count = QLocale().toString(choice.count)
        count_width = metrics.horizontalAdvance(count) + Space.SMALL
        text = rect.adjusted(Space.TIGHT + BOX + Space.SMALL, 0, -count_width - Space.TIGHT, 0)
        painter.setFont(self._view.font())
        painter.setPen(theme.color("text" if choice.count or choice.chosen else "muted"))
        painter.drawText(text, _LEFT, metrics.elidedText(choice.name, Qt.TextElideMode.ElideRight, text.width()))
        painter.setPen(theme.color("muted"))
        painter.drawText(rect.adjusted(0, 0, -Space.SMALL, 0), _RIGHT, count)
