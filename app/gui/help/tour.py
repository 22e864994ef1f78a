"""The guided sample: a few short hints on the real window, beside what they are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui.shared.appearance import Appearance
from app.gui.shared.screen_reader import announce
from app.gui.shared.theme import Space

_CARD_LETTERS: Final = 46


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence or two about one part of the window. `prepare` brings that part into view."""

    target: Callable[[], QWidget]
    title: str
    text: str
    prepare: Callable[[], None] | None = None


class HintCard(QFrame):
    """A hint with its buttons. Enter goes on, Esc ends.

    Signals:
        next_wanted: On to the next hint.
        end_wanted: No more hints.
    """

    next_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Build the empty card."""
        super().__init__(parent)
        self.setObjectName("hint")
        self.setAutoFillBackground(True)
        self.title, self.text, self.count = QLabel(), QLabel(), QLabel()
        self.title.setProperty("heading", "true")
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.text.setWordWrap(True)
        self.count.setProperty("quiet", "true")
        self.end_button, self.next_button = QPushButton(), QPushButton()
        self.end_button.clicked.connect(self.end_wanted)
        self.next_button.clicked.connect(self.next_wanted)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.end_button)
        row.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addLayout(row)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * _CARD_LETTERS)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Esc ends; the buttons can be reached with Tab as well."""
        if event.key() == Qt.Key.Key_Escape:
            self.end_wanted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.next_wanted.emit()
        else:
            super().keyPressEvent(event)

    def show_hint(self, hint: Hint, number: int, total: int) -> None:
        """Show a hint; the last one has a button to finish."""
        self.title.setText(hint.title)
        self.text.setText(hint.text)
        self.count.setText(self.tr("{number} of {total}").format(number=number, total=total))
        last = number == total
        self.next_button.setText(self.tr("Done") if last else self.tr("Next"))
        self.end_button.setText(self.tr("Close hints"))
        self.end_button.setVisible(not last)
        self.setAccessibleName(f"{hint.title} {hint.text}")
        self.adjustSize()


class _Outline(QWidget):
    """A frame around what a hint is about; the mouse goes through it."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._appearance.theme.color("accent"), 3))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 6, 6)


class Tour(QObject):
    """Shows hints one after another.

    Signals:
        ended: The last hint was read, or the person closed the hints.
    """

    ended = Signal()

    def __init__(self, hints: Sequence[Hint], appearance: Appearance, window: QWidget) -> None:
        """Prepare the hints over a window; `begin` shows the first."""
        super().__init__(window)
        self._hints, self._window = hints, window
        self._number = -1
        self._focus_before: QWidget | None = None
        self._outline = _Outline(appearance, window)
        self.card = HintCard(window)
        self.card.next_wanted.connect(self.go_on)
        self.card.end_wanted.connect(self.end)
        window.installEventFilter(self)

    def begin(self) -> None:
        """Show the first hint."""
        self._focus_before = QApplication.focusWidget()
        self.go_on()

    def go_on(self) -> None:
        """Show the next hint, or end after the last."""
        self._number += 1
        if self._number >= len(self._hints):
            self.end()
            return
        hint = self._hints[self._number]
        if hint.prepare is not None:
            hint.prepare()
        self.card.show_hint(hint, self._number + 1, len(self._hints))
        hint.target().installEventFilter(self)
        self._place()
        # Once more when a page that came to the front has been laid out.
        QTimer.singleShot(0, self, self._place)
        for widget in (self._outline, self.card):
            widget.show()
            widget.raise_()
        self.card.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.card, self.card.accessibleName())

    def end(self) -> None:
        """Take everything away; the keyboard is back where it was."""
        for watched in (self._window, *(hint.target() for hint in self._hints)):
            watched.removeEventFilter(self)
        for widget in (self._outline, self.card):
            widget.hide()
            widget.deleteLater()
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit()
        self.deleteLater()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay beside the part when it or the window changes."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._place()
        return False

    def _place(self) -> None:
        """Frame the part, and put the card below, above or into it, wherever it covers least."""
        if not 0 <= self._number < len(self._hints):
            return
        target = self._hints[self._number].target()
        frame = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        self._outline.setGeometry(frame.adjusted(-3, -3, 3, 3))
        whole = self._window.rect().adjusted(Space.MEDIUM, Space.MEDIUM, -Space.MEDIUM, -Space.MEDIUM)
        size = self.card.size()
        x = min(max(frame.left(), whole.left()), max(whole.left(), whole.right() - size.width()))
        if frame.bottom() + Space.SMALL + size.height() <= whole.bottom():
            y = frame.bottom() + Space.SMALL
        elif frame.top() - Space.SMALL - size.height() >= whole.top():
            y = frame.top() - Space.SMALL - size.height()
        else:
            x = min(frame.left() + Space.LARGE, max(whole.left(), whole.right() - size.width()))
            y = max(whole.top(), min(frame.bottom(), whole.bottom()) - size.height() - Space.LARGE)
        self.card.move(x, y)
