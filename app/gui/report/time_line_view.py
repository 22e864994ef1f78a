"""The picture of when errors occurred, in which a person chooses a stretch of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDateTime, QEvent, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.report.texts import number
from app.gui.shared.appearance import Appearance
from app.gui.shared.language import keep_translated
from app.gui.shared.screen_reader import announce
from app.gui.shared.theme import Space

if TYPE_CHECKING:
    from app.core.report.timeline import Step, TimeLine

_BARS: Final = 34
_LOW_BARS: Final = 20
_LOW: Final = 560
_VERY_LOW: Final = 440
"""Heights of a page: the tables need the room more."""

_LEAST_BAR: Final = 2.0
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTER: Final = int(Qt.AlignmentFlag.AlignCenter)
_WHOLE: Final = "0000-01-01T00:00"
"""What is missing of the name of a step is its beginning."""

_PAGE: Final = 24
_SECONDS: Final = {"minute": 60, "ten minutes": 600, "hour": 3600}
_FEWEST_STEPS: Final = 3
"""Two bars say less than the first and last time in the table."""


class TimeLineView(QWidget):
    """One bar for each step of time. Dragging, or Shift with the arrow keys, chooses some; Esc takes the choice back.

    Signals:
        chosen: The first and the last step chosen (a pair), None for the whole time.
    """

    chosen = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Start hidden: there is nothing to show yet."""
        super().__init__(parent)
        self._appearance = appearance
        self.line: TimeLine | None = None
        self._steps: tuple[Step, ...] = ()
        self.selection: tuple[int, int] | None = None
        self._cursor = 0
        self._anchor = 0
        self._dragging = False
        self._bars = _BARS
        self._has_room = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._on_appearance)
        keep_translated(self, self.retranslate)
        self.hide()

    def show_line(self, line: TimeLine) -> None:
        """Show another time line, all of it chosen; one of few steps says nothing and is hidden."""
        self.line, self._steps = line, line.steps
        self._cursor = self._anchor = 0
        self._choose(None)
        self.setVisible(self._has_room and len(line.steps) >= _FEWEST_STEPS)
        self.retranslate()

    def fit_into(self, height: int) -> None:
        """Take the usual room on a page of this height, less on a low one, and none on a very low one."""
        self._has_room = height >= _VERY_LOW
        bars = _LOW_BARS if height < _LOW else _BARS
        if bars != self._bars:
            self._bars = bars
            self.updateGeometry()
        self.setVisible(self._has_room and len(self._steps) >= _FEWEST_STEPS)

    def clear(self) -> None:
        """Choose the whole time again."""
        self._choose(None)

    def retranslate(self) -> None:
        """Say in the language spoken now what the picture shows."""
        self.setAccessibleName(self.tr("Time line of the errors"))
        self.setAccessibleDescription(self.description())
        self.update()

    def description(self) -> str:
        """The picture in words."""
        steps, line = self._steps, self.line
        if not steps or line is None:
            return self.tr("No times are known.")
        most = max(range(len(steps)), key=lambda place: steps[place].count)
        text = self.tr("{unit} from {first} to {last}. Most: {most} errors at {at}.").format(
            unit=self.unit_words(),
            first=self.step_words(0),
            last=self.step_words(len(steps) - 1),
            most=number(steps[most].count),
            at=self.step_words(most),
        )
        if line.untimed:
            text += " " + self.tr("%Ln error(s) without a time (is|are) not shown.", "", line.untimed)
        if self.selection:
            text += " " + self.tr("Chosen: {range}.").format(range=self.range_words())
        return text

    @property
    def _unit(self) -> str:
        return self.line.unit if self.line else "hour"

    def unit_words(self) -> str:
        """How fine the picture is."""
        return {
            "minute": self.tr("Errors by the minute"),
            "ten minutes": self.tr("Errors by ten minutes"),
            "hour": self.tr("Errors by the hour"),
            "day": self.tr("Errors by the day"),
            "month": self.tr("Errors by the month"),
            "year": self.tr("Errors by the year"),
        }[self._unit]

    def step_words(self, place: int, *, end: bool = False) -> str:
        """When a step begins; `end`: when one of the clock is over, other steps are named as they are."""
        start = self._steps[place].start
        moment = QDateTime.fromString(start + _WHOLE[len(start) :], Qt.DateFormat.ISODate)
        if not moment.isValid():
            return start
        locale = QLocale()
        if end:
            moment = moment.addSecs(_SECONDS.get(self._unit, 0))
        if self._unit in _SECONDS:
            return locale.toString(moment, QLocale.FormatType.ShortFormat)
        if self._unit == "day":
            return locale.toString(moment.date(), QLocale.FormatType.ShortFormat)
        return locale.toString(moment, "MMMM yyyy") if self._unit == "month" else start

    def range_words(self) -> str:
        """What is chosen: one step, or from one to another."""
        if self.selection is None:
            return self.tr("the whole time")
        first, last = self.selection
        if first == last and self._unit not in _SECONDS:
            return self.step_words(first)
        return self.tr("{first} to {last}").format(first=self.step_words(first), last=self.step_words(last, end=True))

    def sizeHint(self) -> QSize:
        """As high as the bars and one line of words."""
        return QSize(300, self._bars + self.fontMetrics().height() + 2 * Space.TIGHT + Space.HAIR)

    # What a person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Shift with them chooses, Enter and Space choose one step, Esc the whole time."""
        last = len(self._steps) - 1
        moves = {
            Qt.Key.Key_Left: self._cursor - 1,
            Qt.Key.Key_Right: self._cursor + 1,
            Qt.Key.Key_PageUp: self._cursor - _PAGE,
            Qt.Key.Key_PageDown: self._cursor + _PAGE,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in moves and last > 0:
            self._cursor = max(0, min(last, moves[key]))
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._choose((min(self._anchor, self._cursor), max(self._anchor, self._cursor)))
            else:
                self._anchor = self._cursor
            self._speak()
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and last > 0:
            self._anchor = self._cursor
            self._choose((self._cursor, self._cursor))
        elif key == Qt.Key.Key_Escape and self.selection is not None:
            self._choose(None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to choose; on the only step chosen, take the choice back."""
        if event.button() != Qt.MouseButton.LeftButton or not self._steps:
            super().mousePressEvent(event)
            return
        place = self._place_at(event.position().x())
        again = self.selection == (place, place)
        self._cursor = self._anchor = place
        self._dragging = not again
        self._choose(None if again else (place, place))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose as far as the mouse is dragged; say what it points at."""
        if not self._steps:
            return
        place = self._place_at(event.position().x())
        if self._dragging:
            self._cursor = place
            self._choose((min(self._anchor, place), max(self._anchor, place)))
        self.setToolTip(self._step_sentence(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The choice is made."""
        self._dragging = False
        super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys act."""
        super().focusInEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _choose(self, selection: tuple[int, int] | None) -> None:
        if selection != self.selection:
            self.selection = selection
            self.setAccessibleDescription(self.description())
            self.update()
            self.chosen.emit(selection)

    def _speak(self) -> None:
        announce(self, self._step_sentence(self._cursor))

    def _step_sentence(self, place: int) -> str:
        count = self.tr("%Ln error(s)", "", self._steps[place].count)
        return self.tr("{when}: {errors}").format(when=self.step_words(place), errors=count)

    def _place_at(self, x: float) -> int:
        steps = len(self._steps)
        return max(0, min(steps - 1, int((x - 1) / max(1.0, self.width() - 2) * steps)))

    def _on_appearance(self) -> None:
        self.updateGeometry()
        self.update()

    # How it looks

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars, what is chosen, and the words below."""
        super().paintEvent(event)
        if not self._steps:
            return
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(0.5, 0.5, self.width() - 1, self._bars + 2 * Space.HAIR)
        painter.setPen(QPen(theme.color("accent" if self.hasFocus() else "border"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(frame, 4, 4)
        self._paint_bars(painter, frame.adjusted(1, Space.HAIR, -1, -1))
        words = QRectF(0, frame.bottom() + Space.TIGHT, self.width(), self.fontMetrics().height())
        painter.setPen(theme.color("muted"))
        painter.drawText(words, _LEFT, self.step_words(0))
        painter.drawText(words, _RIGHT, self.step_words(len(self._steps) - 1))
        middle = self._words_between()
        painter.setPen(theme.color("text" if self.selection else "muted"))
        painter.drawText(words, _CENTER, middle)
        painter.end()

    def _words_between(self) -> str:
        metrics = self.fontMetrics()
        ends = max(metrics.horizontalAdvance(self.step_words(place)) for place in (0, len(self._steps) - 1))
        room = self.width() - 2 * ends - Space.WIDE
        text = self.range_words() if self.selection else self.unit_words()
        if self.hasFocus() and not self.selection:
            text = self._step_sentence(self._cursor)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) if room > 0 else ""

    def _paint_bars(self, painter: QPainter, room: QRectF) -> None:
        theme, steps = self._appearance.theme, self._steps
        width = room.width() / len(steps)
        most = max(step.count for step in steps) or 1
        gap = 1.0 if width > 4 else 0.0
        if self.selection:
            first, last = self.selection
            chosen = QRectF(room.left() + first * width, room.top(), (last - first + 1) * width, room.height())
            painter.fillRect(chosen, theme.color("selection"))
        for place, step in enumerate(steps):
            if step.count:
                height = max(_LEAST_BAR, step.count / most * (room.height() - Space.HAIR))
                inside = self.selection is None or self.selection[0] <= place <= self.selection[1]
                bar = QRectF(room.left() + place * width + gap / 2, room.bottom() - height, width - gap, height)
                painter.fillRect(bar, theme.color("accent" if inside else "strong_border"))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("text"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(room.left() + self._cursor * width, room.top(), max(width, 3), room.height() - 1))
