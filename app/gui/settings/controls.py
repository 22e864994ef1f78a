"""One control for each kind of setting: it shows a value, tells of another one chosen, and can be locked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.gui.shared.appearance import Appearance
from app.gui.shared.check_box import CheckBox
from app.gui.shared.language import keep_translated
from app.gui.shared.theme import Space

_COLUMNS = 2


class Control(QWidget):
    """A setting's control with the note that says when only the administrator changes it.

    Signals:
        chosen: A person chose another value: the setting's name, the value.
    """

    chosen = Signal(str, object)

    def __init__(self, name: str, *, locked: bool) -> None:
        """Make it for one setting of the table."""
        super().__init__()
        self.name = name
        self.locked = locked
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.HAIR)
        self.lock_note = QLabel()
        self.lock_note.setTextFormat(Qt.TextFormat.PlainText)
        self.lock_note.setProperty("quiet", "true")
        self.lock_note.setVisible(locked)
        keep_translated(self, self._note_lock)

    def place(self, *widgets: QWidget) -> None:
        """Put the widgets that make up the control above the note."""
        for widget in widgets:
            self.column.addWidget(widget)
            widget.setEnabled(not self.locked)
        self.column.addWidget(self.lock_note)

    def show_value(self, value: object) -> None:
        """Show a value without telling of it."""
        raise NotImplementedError

    def choose(self, value: object) -> None:
        """Tell of a value that a person chose."""
        self.chosen.emit(self.name, value)

    def _note_lock(self) -> None:
        self.lock_note.setText(QCoreApplication.translate("Control", "Set by your administrator"))
        self.setAccessibleDescription(self.lock_note.text() if self.locked else "")


class ChoiceControl(Control):
    """One of a few values, in a box that opens."""

    def __init__(self, name: str, *, locked: bool) -> None:
        """Make it empty; `offer` fills it."""
        super().__init__(name, locked=locked)
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.activated.connect(self._on_activated)
        self.place(self.box)

    def offer(self, choices: Iterable[tuple[object, str]], label: str) -> None:
        """Offer these values with their readable names; the one shown stays."""
        shown = self.box.currentData()
        with QSignalBlocker(self.box):
            self.box.clear()
            for value, text in choices:
                self.box.addItem(text, value)
        self.box.setAccessibleName(label)
        if shown is not None:
            self.show_value(shown)

    def show_value(self, value: object) -> None:
        """Show a value, also one that is not among those offered."""
        place = self.box.findData(value)
        if place < 0:
            self.box.addItem(f"{value} %" if isinstance(value, int) else str(value), value)
            place = self.box.count() - 1
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(place)

    def _on_activated(self, place: int) -> None:
        self.choose(self.box.itemData(place))


class SwitchControl(Control):
    """On or off."""

    def __init__(self, name: str, appearance: Appearance, *, locked: bool) -> None:
        """Make it; its text comes with the language."""
        super().__init__(name, locked=locked)
        self.box = CheckBox(appearance)
        self.box.clicked.connect(self.choose)
        self.place(self.box)

    def show_value(self, value: object) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(value))


class ChecksControl(Control):
    """Any of several values, each with a check box of its own."""

    def __init__(self, name: str, appearance: Appearance, *, locked: bool) -> None:
        """Make it empty; `offer` fills it."""
        super().__init__(name, locked=locked)
        self._appearance = appearance
        self._boxes: dict[str, CheckBox] = {}
        self._value: tuple[str, ...] = ()
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.TIGHT)
        self.place(self._inner)

    def offer(self, choices: Mapping[str, str]) -> None:
        """Offer these keys with their readable names."""
        for box in self._boxes.values():
            self._grid.removeWidget(box)
            box.deleteLater()
        self._boxes = {key: CheckBox(self._appearance) for key in choices}
        rows = -(-len(choices) // _COLUMNS)
        for place, (key, box) in enumerate(self._boxes.items()):
            box.setText(choices[key].replace("&", "&&"))
            self._grid.addWidget(box, place % rows, place // rows)
            box.clicked.connect(self._on_clicked)
        self.show_value(self._value)

    def show_value(self, value: object) -> None:
        """Tick these keys."""
        self._value = tuple(map(str, value)) if isinstance(value, Iterable) else ()
        for key, box in self._boxes.items():
            box.setChecked(key in self._value)

    def _on_clicked(self) -> None:
        ticked = [key for key, box in self._boxes.items() if box.isChecked()]
        # Keys of a catalog folder that is away just now are not forgotten.
        self.choose((*ticked, *(key for key in self._value if key not in self._boxes)))


class LinesControl(Control):
    """Several texts, one a line."""

    def __init__(self, name: str, *, locked: bool) -> None:
        """Make it; a person is done when they leave it."""
        super().__init__(name, locked=locked)
        self.editor = _Lines()
        self.editor.setTabChangesFocus(True)
        self.editor.left.connect(self.take)
        self.place(self.editor)

    def show_value(self, value: object) -> None:
        """Show the texts, unless somebody is writing just now."""
        lines: Sequence[str] = value if isinstance(value, tuple) else ()
        if not self.editor.hasFocus():
            self.editor.setPlainText("\n".join(lines))

    def take(self) -> None:
        """Take over what was written."""
        self.choose(tuple(line.strip() for line in self.editor.toPlainText().splitlines() if line.strip()))


class _Lines(QPlainTextEdit):
    """Tells when the focus leaves it."""

    left = Signal()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()
