"""What every detail pane of the window shares: the notes and marks it keeps, printing, and saying what was copied."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.gui.detail.pane import DetailPane
from app.gui.shared.notices import Kind, Notice
from app.services.user_data import Keepsakes


class DetailDesk(QObject):
    """Looks after panes, wherever they are.

    Signals:
        confirmed: Something was done; a sentence.
        noticed: Something to tell the person (a Notice).
    """

    confirmed = Signal(str)
    noticed = Signal(object)

    def __init__(self, keepsakes: Keepsakes, window: QWidget) -> None:
        """Look after the panes of one window."""
        super().__init__(window)
        self._keepsakes, self._window = keepsakes, window

    def attach(self, pane: DetailPane) -> None:
        """Look after a pane for as long as it lives."""
        pane.keep(self._keepsakes)
        pane.copied.connect(self.confirm_copy)
        pane.noticed.connect(self.noticed)
        pane.print_wanted.connect(self._print)

    def print_pane(self, pane: DetailPane) -> None:
        """Show what the pane shows as it would be printed."""
        from app.gui.detail.printing import PrintPreview, print_html  # noqa: PLC0415 - few people print

        subject, vocabulary = pane.subject, pane.vocabulary
        if subject is None or vocabulary is None:
            self.noticed.emit(Notice(Kind.INFO, self.tr("Choose an error first; then it can be printed.")))
            return
        pane.notes.save()
        try:
            note, done = self._keepsakes.notes.read(subject.entry.id), self._keepsakes.cases.done(subject.entry)
        except OSError:
            note, done = pane.notes.text.toPlainText(), frozenset()
        PrintPreview(print_html(subject, vocabulary, note, done), subject.entry.title, self._window).open()

    def _print(self) -> None:
        pane = self.sender()
        if isinstance(pane, DetailPane):
            self.print_pane(pane)

    def confirm_copy(self, what: str) -> None:
        """Say what was copied."""
        self.confirmed.emit(self.tr("Copied: {what}.").format(what=what))
