"""The pane that says what an error means and how to fix it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from app.gui.detail.plain_text import records_text, steps_text, ticket_text
from app.gui.detail.rendering import COPY_RECORDS, ENTRY_LINK, css, render
from app.gui.detail.subject import Subject
from app.gui.shared.appearance import Appearance
from app.gui.shared.keys import BACK_KEY, COPY_STEPS_KEY, HAND_OFF_KEY
from app.gui.shared.theme import Space

if TYPE_CHECKING:
    from app.core.model import Vocabulary


class DetailPane(QWidget):
    """Shows one subject, remembers those before it, and copies parts of it.

    Signals:
        entry_wanted: A link to another entry was followed; its id.
        copied: Something was copied; what, in words.
        hand_off_wanted: The person wants to ask the vendor's support about the subject.
    """

    entry_wanted = Signal(str)
    copied = Signal(str)
    hand_off_wanted = Signal()

    def __init__(self, appearance: Appearance, empty_html: str, parent: QWidget | None = None) -> None:
        """Build the pane; `empty_html` is what it says while there is nothing to show."""
        super().__init__(parent)
        self._appearance = appearance
        self._empty_html = empty_html
        self._vocabulary: Vocabulary | None = None
        self._shown: Subject | str | None = None
        self._before: list[Subject | str] = []
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.setOpenExternalLinks(False)
        self.browser.setAcceptDrops(False)  # the window takes drops, wherever they fall
        self.browser.setAccessibleName("Meaning and steps")
        self.browser.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.browser.document().setDocumentMargin(Space.LARGE)
        self.browser.anchorClicked.connect(self._follow)
        self.back_button = QToolButton()
        self.back_button.setAccessibleName("Back to the entry before")
        self.back_button.setToolTip(f"Back to the entry before ({BACK_KEY})")
        self.back_button.setAutoRaise(True)
        self.back_button.clicked.connect(self.go_back)
        self.steps_button = QPushButton("Copy steps")
        self.steps_button.setToolTip(f"Copy the steps as text ({COPY_STEPS_KEY})")
        self.steps_button.clicked.connect(self.copy_steps)
        self.ticket_button = QPushButton("Copy for a ticket")
        self.ticket_button.setToolTip("Copy the error, its meaning and steps as plain text; affected records stay out")
        self.ticket_button.clicked.connect(self.copy_ticket)
        self.hand_off_button = QPushButton()
        self.hand_off_button.clicked.connect(self.hand_off_wanted)
        for button, icon in (
            (self.back_button, "back"),
            (self.steps_button, "steps"),
            (self.ticket_button, "copy"),
            (self.hand_off_button, "mail"),
        ):
            appearance.give_icon(button, icon)
        self._lay_out()
        appearance.changed.connect(self._render)
        self._render()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.steps_button)
        row.addWidget(self.ticket_button)
        row.addWidget(self.hand_off_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(row)
        column.addWidget(self.browser, 1)
        QWidget.setTabOrder(self.browser, self.back_button)
        QWidget.setTabOrder(self.back_button, self.steps_button)
        QWidget.setTabOrder(self.steps_button, self.ticket_button)
        QWidget.setTabOrder(self.ticket_button, self.hand_off_button)

    def _name_hand_off(self) -> None:
        """Say to whom the mail goes."""
        subject = self.subject
        self.hand_off_button.setText(self.tr("Mail to support…"))
        to = subject.entry.escalate.to if subject else self.tr("the vendor's support")
        self.hand_off_button.setToolTip(
            self.tr("Prepare a mail to {recipient} without names and ids of people ({key})").format(
                recipient=to, key=HAND_OFF_KEY
            )
        )

    def use(self, vocabulary: Vocabulary) -> None:
        """Speak with these words from now on."""
        self._vocabulary = vocabulary

    @property
    def subject(self) -> Subject | None:
        """The subject shown, None while a plain page or nothing is."""
        return self._shown if isinstance(self._shown, Subject) else None

    def show_subject(self, subject: Subject | None) -> None:
        """Show a subject, or nothing; the way back ends here."""
        before = self.subject
        self._before.clear()
        self._shown = subject
        self._render(keep_place=before is not None and subject is not None and before.entry is subject.entry)

    def show_page(self, html: str) -> None:
        """Show a page of its own in place of a subject; the way back ends here."""
        self._before.clear()
        self._shown = html
        self._render()

    def open_subject(self, subject: Subject) -> None:
        """Show a subject that a link led to; Back leads here again."""
        if self._shown is not None:
            self._before.append(self._shown)
        self._shown = subject
        self._render()

    def set_empty(self, html: str) -> None:
        """Say this while there is nothing to show."""
        self._empty_html = html
        if self._shown is None:
            self._render()

    def go_back(self) -> None:
        """Show what was shown before."""
        if self._before:
            self._shown = self._before.pop()
            self._render()

    def copy_steps(self) -> None:
        """Copy the steps as text."""
        if self.subject and self._vocabulary:
            self._copy(steps_text(self.subject.entry, self._vocabulary), "The steps")

    def copy_ticket(self) -> None:
        """Copy the error with meaning and steps as text."""
        if self.subject and self._vocabulary:
            self._copy(ticket_text(self.subject, self._vocabulary), "The text for a ticket")

    def _copy(self, text: str, what: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(what)

    def _follow(self, url: QUrl) -> None:
        target = url.toString()
        if target.startswith(ENTRY_LINK):
            self.entry_wanted.emit(target.removeprefix(ENTRY_LINK))
        elif target == COPY_RECORDS and self.subject and self.subject.finding:
            self._copy(records_text(self.subject.finding), "The affected records")

    def _render(self, *, keep_place: bool = False) -> None:
        for button in (self.steps_button, self.ticket_button, self.hand_off_button):
            button.setEnabled(self.subject is not None)
        self._name_hand_off()
        self.back_button.setVisible(bool(self._before))
        document = self.browser.document()
        document.setDefaultStyleSheet(css(self._appearance.theme))
        place = self.browser.verticalScrollBar().value() if keep_place else 0
        self.browser.setHtml(self._html())
        title = self.subject.entry.title if self.subject else ""
        document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
        self.browser.verticalScrollBar().setValue(place)

    def _html(self) -> str:
        if isinstance(self._shown, Subject):
            return render(self._shown, self._vocabulary) if self._vocabulary else ""
        return self._shown or self._empty_html
