"""The panel with the original lines around an occurrence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QTextEdit, QToolButton, QVBoxLayout, QWidget

from app.gui.report.keys import NEXT_PLACE_KEY, PREVIOUS_PLACE_KEY
from app.gui.report.texts import number
from app.gui.shared.appearance import Appearance
from app.gui.shared.language import keep_translated
from app.gui.shared.theme import Space
from app.gui.shared.untrusted_text import tool_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.original_lines import OriginalLine

_BREAKS: Final = str.maketrans(dict.fromkeys("\r\x00\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))
_MARK: Final = "▶"


class OriginalsView(QFrame):
    """Shows lines with their numbers; those of the occurrence are marked beside their numbers, its values underlined.

    Signals:
        next_wanted: The person wants the next occurrence.
        previous_wanted: The person wants the one before.
        open_wanted: The person wants to see the file in another program.
        folder_wanted: The person wants to see where the file is.
        closed: The panel was closed.
    """

    next_wanted = Signal()
    previous_wanted = Signal()
    open_wanted = Signal()
    folder_wanted = Signal()
    closed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Build the hidden panel."""
        super().__init__(parent)
        self.place = QLabel()
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setMinimumWidth(80)
        self.problem = QLabel()
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.lines = LinesView(appearance)
        self.previous_button, self.next_button = QToolButton(), QToolButton()
        self.open_button, self.folder_button, self.close_button = QToolButton(), QToolButton(), QToolButton()
        for button, icon, wanted in (
            (self.previous_button, "up", self.previous_wanted),
            (self.next_button, "down", self.next_wanted),
            (self.open_button, "open", self.open_wanted),
            (self.folder_button, "folder", self.folder_wanted),
            (self.close_button, "close", self.closed),
        ):
            button.setAutoRaise(True)
            button.clicked.connect(wanted)
            appearance.give_icon(button, icon)
        self._lay_out()
        self.hide()
        keep_translated(self, self.retranslate)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addWidget(self.place, 1)
        for button in (
            self.previous_button, self.next_button, self.open_button, self.folder_button, self.close_button,
        ):  # fmt: skip
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addWidget(self.lines, 1)
        self.setMinimumHeight(110)

    def retranslate(self) -> None:
        """Write everything in the language spoken now."""
        self.setAccessibleName(self.tr("Original lines"))
        self.lines.setAccessibleName(self.tr("Original lines around the error"))
        for button, name, key in (
            (self.previous_button, self.tr("The place before"), PREVIOUS_PLACE_KEY),
            (self.next_button, self.tr("Next place"), NEXT_PLACE_KEY),
            (self.open_button, self.tr("Open the file in its own program"), ""),
            (self.folder_button, self.tr("Show the file in its folder"), ""),
            (self.close_button, self.tr("Close the original lines"), "Esc"),
        ):
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({key})" if key else name)

    def say(self, place: str, problem: str = "") -> None:
        """Say which place is shown, and what is wrong with it."""
        self.place.setText(place)
        self.place.setToolTip(tool_tip(place))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class _Numbers(QWidget):
    """The numbers beside the lines."""

    def __init__(self, view: LinesView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self._view.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_numbers(event)


class LinesView(QPlainTextEdit):
    """The lines themselves, read only, each wrapped to the width that is there."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._appearance = appearance
        self._shown: Sequence[OriginalLine] = ()
        self._numbers: list[int] = []
        self._marked: set[int] = set()
        self.setReadOnly(True)
        self.setAcceptDrops(False)  # the window takes drops, wherever they fall
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._beside = _Numbers(self)
        self.blockCountChanged.connect(self._fit)
        self.updateRequest.connect(self._scroll)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_lines(self, lines: Sequence[OriginalLine]) -> None:
        """Show these lines, those of the occurrence in the middle."""
        self._shown = lines
        self._numbers, self._marked = [], set()
        texts: list[str] = []
        for one in lines:
            for text in self._text(one).split("\n"):
                if one.of_occurrence:
                    self._marked.add(len(texts))
                texts.append(text)
                self._numbers.append(one.line.number)
        self.setPlainText("\n".join(texts))
        self._dress()
        if self._marked:
            cursor = QTextCursor(self.document().findBlockByNumber(min(self._marked)))
            self.setTextCursor(cursor)
            self.centerCursor()

    def _text(self, one: OriginalLine) -> str:
        line = one.line
        before = self.tr("(… {n} bytes more) ").format(n=number(line.before)) if line.before else ""
        after = self.tr(" (… {n} bytes more)").format(n=number(line.after)) if line.after else ""
        return before + line.text.translate(_BREAKS) + after

    def _dress(self) -> None:
        """Mark what matters in the colors of the theme, in a font whose letters stand below each other."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self._appearance_font().pointSizeF())
        self.setFont(font)
        theme = self._appearance.theme
        selections = [self._whole_line(block) for block in sorted(self._marked)]
        position = 0
        for one in self._shown:
            text = self._text(one)
            lead = text.index(one.line.text.translate(_BREAKS)) if one.line.before else 0
            for mark in one.marks:
                start = position + _units(text[: lead + mark.start])
                end = start + _units(one.line.text[mark.start : mark.end])
                marked = QTextCharFormat()
                marked.setBackground(theme.color("caution"))
                marked.setForeground(theme.color("on_caution"))
                marked.setFontUnderline(bool(mark.value))
                selections.append(self._selection(start, end, marked))
            position += _units(text) + 1
        self.setExtraSelections(selections)
        self._fit()

    def _appearance_font(self) -> QFont:
        parent = self.parentWidget()
        return parent.font() if parent is not None else QFont()

    def _whole_line(self, block: int) -> QTextEdit.ExtraSelection:
        line = QTextCharFormat()
        line.setBackground(self._appearance.theme.color("selection"))
        line.setProperty(QTextFormat.Property.FullWidthSelection, True)
        start = self.document().findBlockByNumber(block).position()
        return self._selection(start, start, line)

    def _selection(self, start: int, end: int, looks: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor, selection.format = cursor, looks
        return selection

    # The numbers

    def numbers_width(self) -> int:
        """How much room the numbers take."""
        last = number(self._numbers[-1]) if self._numbers else "1"
        return self.fontMetrics().horizontalAdvance(f"{_MARK} {last} ") + Space.SMALL

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines in sight, with a mark at those of the occurrence."""
        theme = self._appearance.theme
        painter = QPainter(self._beside)
        painter.fillRect(event.rect(), theme.color("sunken"))
        painter.setFont(self.font())
        block, height = self.firstVisibleBlock(), self.fontMetrics().height()
        width = self._beside.width() - Space.TIGHT
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > event.rect().bottom():
                break
            at = block.blockNumber()
            if at < len(self._numbers) and (at == 0 or self._numbers[at] != self._numbers[at - 1]):
                marked = at in self._marked
                painter.setPen(theme.color("text" if marked else "muted"))
                top = int(place.top())
                line = QRect(0, top, width, height)
                painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), number(self._numbers[at]))
                if marked:
                    painter.drawText(line.adjusted(Space.TIGHT, 0, 0, 0), int(Qt.AlignmentFlag.AlignLeft), _MARK)
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers beside the lines."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Write what was left out in the language spoken now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._shown:
            self.show_lines(self._shown)

    def _fit(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)
        inside = self.contentsRect()
        self._beside.setGeometry(QRect(inside.left(), inside.top(), self.numbers_width(), inside.height()))
        self._beside.update()

    def _scroll(self, rect: QRect, dy: int) -> None:
        if dy:
            self._beside.scroll(0, dy)
        else:
            self._beside.update(0, rect.y(), self._beside.width(), rect.height())


def _units(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
