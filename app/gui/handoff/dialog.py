"""The dialog that shows a mail to a vendor's support before it is shared: what it says, and who is replaced in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.core.sharing.leak_check import Leak
from app.core.sharing.marked_text import Redacted
from app.core.sharing.support_mail import HandOff
from app.gui.handoff.model import StandIn, StandInsModel
from app.gui.handoff.rendering import SHOWN_MARKS
from app.gui.handoff.texts import MailTexts
from app.gui.shared.appearance import Appearance
from app.gui.shared.dialog_size import give_room
from app.gui.shared.language import keep_translated
from app.gui.shared.screen_reader import announce
from app.gui.shared.theme import Space

NOTE_AFTER_MS: Final = 200
"""Pause in typing after which the preview follows the person's own words."""

SAVE_KEY: Final = "Ctrl+S"
_MOST_TOLD: Final = 3


class _StandInsTable(QTableView):
    """Space turns the tick of the row, whichever cell is the current one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, StandInsModel):
            model.toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class HandOffDialog(QDialog):
    """Shows a mail and takes what a person wants of it; whoever opens it does the work.

    Signals:
        note_changed: The person's own words, after a pause in typing.
        recipient_changed: The line of the recipient.
        copy_wanted: Copy the mail.
        save_wanted: Save the mail.
    """

    note_changed = Signal(str)
    recipient_changed = Signal(str)
    copy_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget, *, may_show: bool = True) -> None:
        """Build it empty; without `may_show` nobody can undo a stand-in."""
        super().__init__(parent)
        self._appearance = appearance
        self._may_show = may_show
        self._told: tuple[Sequence[Leak], int] = ((), 0)
        self.recipient, self.subject = QLineEdit(), QLineEdit()
        self.subject.setReadOnly(True)
        self.texts = MailTexts(appearance, may_show=may_show)
        self.preview, self.original = self.texts.preview, self.texts.original
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.model = StandInsModel(self)
        self.model.may_show = may_show
        self.table = _StandInsTable()
        self.warning = QLabel()
        self.copy_button, self.save_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self._labels = {name: QLabel() for name in ("to", "subject", "note", "table")}
        self._note_later = QTimer(self)
        self._note_later.setSingleShot(True)
        self._note_later.setInterval(NOTE_AFTER_MS)
        self._set_up_table()
        self._lay_out()
        self._connect()
        keep_translated(self, self.retranslate)
        self.copy_button.setFocus()

    def retranslate(self) -> None:
        """Set the fixed texts."""
        self.setWindowTitle(self.tr("Mail to support"))
        labels = self._labels
        labels["to"].setText(self.tr("&To"))
        labels["subject"].setText(self.tr("S&ubject"))
        labels["note"].setText(self.tr("In your &own words (optional)"))
        labels["table"].setText(self.tr("&Replaced (only you see the originals)"))
        self.note.setPlaceholderText(self.tr("What support should know besides. Name nobody here."))
        self.recipient.setToolTip(self.tr("A name, or an address if the mail is to be saved with one"))
        self.table.setAccessibleName(self.tr("Stand-ins; a tick shows the original in the mail"))
        self.copy_button.setText(self.tr("&Copy mail"))
        self.copy_button.setToolTip(self.tr("Copy recipient, subject and text, to be pasted anywhere"))
        self.save_button.setText(self.tr("&Save…"))
        self.save_button.setToolTip(
            self.tr("Save as a draft for a mail program, a page or a package ({key})").format(key=SAVE_KEY)
        )
        self.close_button.setText(self.tr("Close"))
        self._show_warning()

    def show_mail(
        self, mail: HandOff, marked: Redacted, original: Redacted, stand_ins: Sequence[StandIn], leaks: Sequence[Leak]
    ) -> None:
        """Show a mail as it is now, and the text that it is about.

        While something in it looks personal it can be neither copied nor saved.
        """
        if self.recipient.text() != mail.recipient:
            self.recipient.setText(mail.recipient)
        self.subject.setText(mail.subject)
        self.texts.show_texts(marked, original, frozenset(one.original for one in stand_ins if one.shown))
        self.model.show(stand_ins)
        self._told = (tuple(leaks), sum(one.shown for one in stand_ins))
        for button in (self.copy_button, self.save_button):
            button.setEnabled(not leaks)
        self._show_warning()

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)

    def _lay_out(self) -> None:
        labels = self._labels
        for name, buddy in (
            ("to", self.recipient),
            ("subject", self.subject),
            ("note", self.note),
            ("table", self.table),
        ):
            labels[name].setBuddy(buddy)
        form = QGridLayout()
        form.setHorizontalSpacing(Space.SMALL)
        form.setVerticalSpacing(Space.SMALL)
        for row, (label, field) in enumerate(((labels["to"], self.recipient), (labels["subject"], self.subject))):
            form.addWidget(label, row, 0)
            form.addWidget(field, row, 1)
        right = _column(labels["table"], self.table, labels["note"], self.note)
        self.note.setMaximumHeight(self.fontMetrics().lineSpacing() * 6)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(Space.SMALL)
        for place, (widget, share) in enumerate(((self.texts, 3), (right, 2))):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(place, share)
        self._warning_frame = QFrame()
        self._warning_frame.setObjectName("notice")
        self._warning_frame.setProperty("kind", "warning")
        self.warning.setWordWrap(True)
        self.warning.setTextFormat(Qt.TextFormat.PlainText)
        QVBoxLayout(self._warning_frame).addWidget(self.warning)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.SMALL)
        buttons.addStretch(1)
        for button in (self.copy_button, self.save_button, self.close_button):
            buttons.addWidget(button)
        self._appearance.give_icon(self.save_button, "export")
        column = QVBoxLayout(self)
        column.setSpacing(Space.SMALL)
        column.addLayout(form)
        column.addWidget(self.splitter, 1)
        column.addWidget(self._warning_frame)
        column.addLayout(buttons)
        self.copy_button.setDefault(True)
        give_room(self, 165, 40)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        self.splitter.setSizes([letter * 98, letter * 66])
        self.setMinimumSize(letter * 70, line * 20)

    def _connect(self) -> None:
        self.copy_button.clicked.connect(self.copy_wanted)
        self.save_button.clicked.connect(self.save_wanted)
        self.close_button.clicked.connect(self.accept)
        QShortcut(QKeySequence(SAVE_KEY), self).activated.connect(self.save_button.click)
        self.note.textChanged.connect(self._note_later.start)
        self._note_later.timeout.connect(self._tell_note)
        self.recipient.textEdited.connect(self.recipient_changed)
        self.note.installEventFilter(self)
        self._appearance.changed.connect(self._dress)
        self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the own words, nobody waits for the pause in typing."""
        if watched is self.note and event.type() == QEvent.Type.FocusOut and self._note_later.isActive():
            self._note_later.stop()
            self._tell_note()
        return super().eventFilter(watched, event)

    def _tell_note(self) -> None:
        self.note_changed.emit(self.note.toPlainText())

    def _dress(self) -> None:
        """Draw the table's boxes by a line that can be seen: the style takes a shade of the window's color for it."""
        palette = self.table.palette()
        palette.setColor(QPalette.ColorRole.Window, self._appearance.theme.color("strong_border"))
        self.table.setPalette(palette)
        self.texts.render_texts()

    def _show_warning(self) -> None:
        leaks, shown = self._told
        if leaks:
            text = self.tr(
                "This still looks like personal data: {what}. Change it, then the mail can be shared."
            ).format(what="; ".join(f"{leak.text}" for leak in leaks[:_MOST_TOLD]))
        elif shown:
            text = self.tr(
                "%n original(s) will be shown, marked {mark}. Share this mail only with people who may see it.",
                "",
                shown,
            ).format(mark="…".join(SHOWN_MARKS))
        else:
            text = ""
        if text and text != self.warning.text():
            announce(self, text)
        self.warning.setText(text)
        self._warning_frame.setVisible(bool(text))


def _column(*widgets: QWidget) -> QWidget:
    """Widgets below each other, the second one as high as there is room."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.TIGHT)
    for number, widget in enumerate(widgets):
        column.addWidget(widget, 1 if number == 1 else 0)
    return whole
