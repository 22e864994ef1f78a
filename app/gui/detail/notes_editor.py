"""The desk's own notes on an entry: written where they are read, kept by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.gui.detail.heading import Heading
from app.gui.shared.appearance import Appearance
from app.gui.shared.command_keys import CommandKeys
from app.gui.shared.language import keep_translated
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.theme import Space

if TYPE_CHECKING:
    from app.storage.userdata.notes import Notes

SAVE_AFTER_MS: Final = 800
"""Pause in writing after which a note is kept."""

_LINES: Final = (3, 12)


class NotesEditor(QWidget):
    """Shows and keeps the note of one entry.

    Signals:
        noticed: The note could not be read or kept (a Notice); what was written stays in the box.
    """

    noticed = Signal(object)

    def __init__(self, appearance: Appearance, notes: Notes, parent: QWidget | None = None) -> None:
        """Build the empty editor."""
        super().__init__(parent)
        self._notes = notes
        self._entry_id = ""
        self._seen = ""
        self._told = ""
        self.heading = Heading(appearance)
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setProperty("quiet", "true")
        self.text = _Box()
        self.text.left.connect(self.save)
        self.heading.setBuddy(self.text)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SAVE_AFTER_MS)
        self._later.timeout.connect(self.save)
        row = QHBoxLayout()
        row.addWidget(self.heading)
        row.addStretch(1)
        row.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SMALL, Space.SMALL, Space.SMALL, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(row)
        column.addWidget(self.text)
        keep_translated(self, self.retranslate)
        self.text.textChanged.connect(self._on_changed)

    def retranslate(self) -> None:
        """Set the fixed texts."""
        self.heading.setText(self.tr("Our own &notes"))
        self.text.setAccessibleName(self.tr("Our own notes on this error"))
        self.text.setPlaceholderText(self.tr("What worked, whom to call. Stays on this computer."))
        self.text.setToolTip(self.tr("Kept on this computer, never in the catalog. Leave students' names out."))

    def keep(self, notes: Notes) -> None:
        """Keep notes there from now on."""
        self._notes = notes

    def show_entry(self, entry_id: str) -> None:
        """Keep what was written and show another entry's note; no id: none."""
        if entry_id == self._entry_id and self._later.isActive():
            return  # in the middle of a sentence
        self.save()
        self._entry_id = entry_id
        try:
            self._show(self._notes.read(entry_id) if entry_id else "")
        except OSError as problem:
            self._show("")
            if self._told != str(problem):  # a folder that is away stays away: said once is enough
                self._told = str(problem)
                words = self.tr("Your notes cannot be read: {reason}")
                self.noticed.emit(Notice(Kind.WARNING, words.format(reason=problem.strerror), repr(problem)))

    def save(self) -> None:
        """Keep the note now, if it was changed."""
        self._later.stop()
        text = self.text.toPlainText()
        if not self._entry_id or text == self._seen:
            return
        try:
            kept = self._notes.write(self._entry_id, text, self._seen)
        except OSError as problem:
            words = self.tr("The note could not be kept: {reason}. Copy it before you close the window.")
            self.noticed.emit(Notice(Kind.ERROR, words.format(reason=problem.strerror), repr(problem)))
            return
        self.state.setText(self.tr("Kept"))
        if kept != text.strip():
            self._show(kept)  # another window has added something
        else:
            self._seen = text

    def _show(self, note: str) -> None:
        self._seen = note
        if self.text.toPlainText() != note:
            self.text.setPlainText(note)
        self._later.stop()
        self.state.clear()
        self._fit()

    def _on_changed(self) -> None:
        self.state.clear()
        if self.text.toPlainText() != self._seen:
            self._later.start()
        self._fit()

    def _fit(self) -> None:
        """As high as the note, between three lines and twelve."""
        lines = max(_LINES[0], min(_LINES[1], self.text.document().size().toSize().height()))
        height = lines * self.text.fontMetrics().lineSpacing() + 2 * Space.SMALL + Space.HAIR
        if height != self.text.height():
            self.text.setFixedHeight(height)


class _Box(QPlainTextEdit):
    """Plain text; Tab goes on to the next control.

    Signals:
        left: The focus has gone elsewhere.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notes")
        self.setTabChangesFocus(True)
        CommandKeys(self)
        self.setAcceptDrops(False)  # the window takes drops, wherever they fall

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
