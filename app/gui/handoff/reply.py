"""The dialog that reads a vendor's answer: stand-ins in, the people they stand for out. Nothing leaves the computer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.core.sharing.support_mail import REFERENCE, read_back
from app.gui.handoff.rendering import answer_html, css
from app.gui.shared.appearance import Appearance
from app.gui.shared.dialog_size import give_room
from app.gui.shared.language import keep_translated
from app.gui.shared.theme import Space
from app.gui.shared.untrusted_text import LocalBrowser

if TYPE_CHECKING:
    from app.storage.userdata.stand_in_keys import Key


class ReplyDialog(QDialog):
    """Paste an answer, read it with names. The reference in it chooses the mail; without one the person does.

    Signals:
        copy_wanted: Copy the answer with names.
        forget_wanted: Forget who the stand-ins of a mail stand for; its reference.
    """

    copy_wanted = Signal(str)
    forget_wanted = Signal(str)

    def __init__(self, keys: Sequence[Key], appearance: Appearance, parent: QWidget) -> None:
        """Build it over the keys that are kept, the newest first."""
        super().__init__(parent)
        self._appearance = appearance
        self._keys = list(keys)
        self.mails = QComboBox()
        self.answer = QPlainTextEdit()
        self.answer.setTabChangesFocus(True)
        self.readable = LocalBrowser()
        self.readable.setOpenLinks(False)
        self.readable.setTabChangesFocus(True)
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.forget_button, self.copy_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self._labels = {name: QLabel() for name in ("mail", "answer", "readable")}
        self._lay_out()
        self._fill()
        self.answer.textChanged.connect(self._read_answer)
        self.mails.currentIndexChanged.connect(self._read)
        self.copy_button.clicked.connect(self._copy)
        self.forget_button.clicked.connect(self._forget)
        self.close_button.clicked.connect(self.accept)
        appearance.changed.connect(self._read)
        keep_translated(self, self.retranslate)
        self.answer.setFocus()

    def retranslate(self) -> None:
        """Set the fixed texts."""
        self.setWindowTitle(self.tr("Read an answer of support"))
        self._labels["mail"].setText(self.tr("It answers the &mail"))
        self._labels["answer"].setText(self.tr("Paste the &answer here"))
        self._labels["readable"].setText(self.tr("The answer with &names (only you see them)"))
        self.forget_button.setText(self.tr("&Forget these names"))
        self.forget_button.setToolTip(
            self.tr("Delete who the stand-ins of this mail stand for; its answer can then not be read any more")
        )
        self.copy_button.setText(self.tr("&Copy with names"))
        self.close_button.setText(self.tr("Close"))
        self._read()

    def forget(self, reference: str) -> None:
        """Take a mail out of the list."""
        self._keys = [key for key in self._keys if key.reference != reference]
        self._fill()
        self._read()

    def _lay_out(self) -> None:
        labels = self._labels
        for name, buddy in (("mail", self.mails), ("answer", self.answer), ("readable", self.readable)):
            labels[name].setBuddy(buddy)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(labels["mail"], self.mails)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(Space.SMALL)
        for label, text in ((labels["answer"], self.answer), (labels["readable"], self.readable)):
            part = QWidget()
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(Space.TIGHT)
            column.addWidget(label)
            column.addWidget(text, 1)
            splitter.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.SMALL)
        buttons.addWidget(self.forget_button)
        buttons.addStretch(1)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setSpacing(Space.SMALL)
        whole.addLayout(form)
        whole.addWidget(splitter, 1)
        whole.addWidget(self.state)
        whole.addLayout(buttons)
        self.forget_button.setAutoDefault(False)
        self.copy_button.setDefault(True)
        give_room(self, 110, 34)

    def _fill(self) -> None:
        self.mails.clear()
        for key in self._keys:
            made = key.made.astimezone()
            day = QLocale().toString(QDate(made.year, made.month, made.day), QLocale.FormatType.ShortFormat)
            self.mails.addItem(f"{day}  {key.subject}  ({key.reference})", key.reference)

    def _read_answer(self) -> None:
        """Find the mail by the reference in the answer, then read."""
        named = REFERENCE.search(self.answer.toPlainText().upper())
        place = self.mails.findData(named.group()) if named else -1
        if place >= 0:
            self.mails.setCurrentIndex(place)
        self._read()

    def _read(self) -> None:
        place = self.mails.currentIndex()
        key = self._keys[place].originals if 0 <= place < len(self._keys) else {}
        text = self.answer.toPlainText()
        self._back = read_back(text, key)
        self.readable.document().setDefaultStyleSheet(css(self._appearance.theme))
        self.readable.setHtml(answer_html(self._back) if text.strip() else "")
        self.copy_button.setEnabled(bool(text.strip()))
        self.forget_button.setEnabled(bool(self._keys))
        if not self._keys:
            self.state.setText(self.tr("No mail was prepared in the last 90 days: nobody can be put back."))
        elif text.strip():
            self.state.setText(self.tr("%n stand-in(s) put back.", "", len(self._back.places)))
        else:
            self.state.setText("")

    def _copy(self) -> None:
        self.copy_wanted.emit(self._back.text)

    def _forget(self) -> None:
        self.forget_wanted.emit(str(self.mails.currentData()))
