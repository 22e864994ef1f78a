"""The search box: one line that takes anything, a paste of many lines included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QClipboard, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from app.gui.shared.appearance import Appearance
from app.gui.shared.command_keys import CommandKeys
from app.gui.shared.language import keep_translated

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent

_SCROLLS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_STEPS: Final = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_PageUp: "page up",
    Qt.Key.Key_PageDown: "page down",
}


_MESSAGE_WORDS: Final = 4
"""Words from which a paste is a message and no longer a name to be put into what is being typed."""


class SearchBox(QLineEdit):
    """A line edit that keeps a pasted text whole although it shows it on one line.

    Signals:
        asked: The query changed; the whole text, and whether its last word may be unfinished.
        many_lines_pasted: A paste of several lines, whole; whoever listens decides what it is.
        step_wanted: `up`, `down`, `page up` or `page down`: another result, while typing goes on.
        scroll_wanted: Read on in the detail (1) or back (-1), while typing goes on.
        entered: Enter was pressed.
        escaped: Esc was pressed in the empty box.
    """

    asked = Signal(str, bool)
    many_lines_pasted = Signal(str)
    step_wanted = Signal(str)
    scroll_wanted = Signal(int)
    entered = Signal()
    escaped = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Build the empty box."""
        super().__init__(parent)
        self.setObjectName("search")
        self.setAcceptDrops(False)  # the window takes drops, wherever they fall
        self._pasted = ""
        self._pasted_as_shown = ""
        self._typed = False
        glass = QAction(self)
        appearance.give_icon(glass, "search")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        # Not Qt's own clear button: looking for its icon in the system's themes takes a third of the whole start.
        self._clear = QAction(self)
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        appearance.give_icon(self._clear, "close")
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        CommandKeys(self)
        self.textEdited.connect(self._edited)
        self.textChanged.connect(self._changed)
        keep_translated(self, self.retranslate)

    def retranslate(self) -> None:
        """Set the fixed texts."""
        hint = self.tr("Paste an error, type a few words, or drop a log here")
        self.setPlaceholderText(hint)
        self._clear.setText(self.tr("Clear"))
        self._clear.setToolTip(self.tr("Clear (Esc)"))
        self.setAccessibleName(self.tr("Search"))
        keys = self.tr("Arrow keys move through the results, Enter opens one.")
        self.setAccessibleDescription(f"{hint}. {keys}")

    @property
    def query(self) -> str:
        """What is asked: the text typed, or the paste shown here in its own lines."""
        return self._pasted if self._pasted and self.text() == self._pasted_as_shown else self.text()

    def show_text(self, text: str) -> None:
        """Put a text into the box and ask for it, as if it had been pasted into the empty box."""
        self._pasted = text
        self._pasted_as_shown = " ".join(text.split())[: self.maxLength()]
        if self.text() == self._pasted_as_shown:
            self.asked.emit(self.query, False)
        else:
            self.setText(self._pasted_as_shown)

    def paste_clipboard(self, mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> None:
        """Paste. A few words go where the cursor is; a message, and whatever comes over a paste, is a new query."""
        text = QGuiApplication.clipboard().text(mode)
        if not (self.selectedText() == self.text() or self._shows_paste or _is_message(text)):
            self.insert(" ".join(text.splitlines()))
        elif len(text.strip().splitlines()) > 1:
            self.many_lines_pasted.emit(text.strip())
        elif text.strip():
            self._pasted = self._pasted_as_shown = " ".join(text.split())[: self.maxLength()]
            self.selectAll()
            self.insert(self._pasted)

    @property
    def _shows_paste(self) -> bool:
        """Whether the box shows a paste and nobody has marked a part of it: the next paste is the next question."""
        return bool(self._pasted) and self.text() == self._pasted_as_shown and not self.hasSelectedText()

    def be_slim(self, *, slim: bool) -> None:
        """Take less room, next to a report that needs it, or the usual."""
        self.setProperty("slim", slim)
        self.style().unpolish(self)  # the style sheet looks at the property only when asked again
        self.style().polish(self)

    def type_on(self, letters: str) -> None:
        """Take the focus and what was typed elsewhere, behind what is here already."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._typed = True
        self.setText(self.text() + letters)

    def paste_from_elsewhere(self) -> None:
        """Take the focus and paste as a new query: somebody pasted where nothing takes it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()
        self.paste_clipboard()

    def select_all_for_typing(self) -> None:
        """Take the focus with everything selected: the next key starts a new query."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the keys of the result list to the list, and Esc and Enter their meaning."""
        step = _STEPS.get(Qt.Key(event.key()))
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _SCROLLS:
            self.scroll_wanted.emit(_SCROLLS[Qt.Key(event.key())])
        elif step and event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}:
            self.step_wanted.emit(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.escaped.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_clipboard()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the usual menu, its Paste going our way."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        paste = menu.findChild(QAction, "edit-paste")
        if isinstance(paste, QAction):
            paste.triggered.disconnect()
            paste.triggered.connect(self._paste_from_menu)
        menu.popup(event.globalPos())

    def _paste_from_menu(self) -> None:
        self.paste_clipboard()

    def _edited(self) -> None:  # raised by keys only, and before textChanged
        self._typed = True

    def _changed(self) -> None:
        self._clear.setVisible(bool(self.text()))
        typed, self._typed = self._typed, False
        self.asked.emit(self.query, typed)


def _is_message(text: str) -> bool:
    return len(text.split()) >= _MESSAGE_WORDS
