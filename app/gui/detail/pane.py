"""The pane that says what an error means and how to fix it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.gui.detail.message import CHOOSE_LINK
from app.gui.detail.notes_editor import NotesEditor
from app.gui.detail.page_view import PageView
from app.gui.detail.plain_text import command_text, records_text, steps_text, ticket_text
from app.gui.detail.relatives import ENTRY_LINK
from app.gui.detail.rendering import COPY_RECORDS, css, render_head, render_rest
from app.gui.detail.steps_section import StepsSection
from app.gui.detail.subject import Subject
from app.gui.shared.appearance import Appearance
from app.gui.shared.keys import BACK_KEY, COPY_COMMAND_KEY, COPY_STEPS_KEY, HAND_OFF_KEY, PRINT_KEY
from app.gui.shared.language import keep_translated
from app.gui.shared.theme import Space
from app.gui.shared.untrusted_text import tool_tip
from app.services.user_data import Keepsakes

if TYPE_CHECKING:
    from app.core.catalog.model import Vocabulary


class DetailPane(QWidget):
    """Shows one subject, remembers those before it, and copies or prints it.

    Signals:
        entry_wanted: A link to another entry was followed; its id.
        choice_made: Of several entries that share a text one was chosen; its id.
        link_followed: Another link of a plain page was followed; its address.
        copied: Something was copied; what, in words.
        hand_off_wanted: The person wants to ask the vendor's support about the subject.
        print_wanted: The person wants the subject on paper.
        noticed: Something to tell the person (a Notice).
    """

    entry_wanted = Signal(str)
    choice_made = Signal(str)
    link_followed = Signal(str)
    copied = Signal(str)
    hand_off_wanted = Signal()
    print_wanted = Signal()
    noticed = Signal(object)

    def __init__(self, appearance: Appearance, empty_html: str, parent: QWidget | None = None) -> None:
        """Build the pane; `empty_html` is what it says while there is nothing to show."""
        super().__init__(parent)
        self._appearance = appearance
        self._empty_html = empty_html
        self._vocabulary: Vocabulary | None = None
        self._shown: Subject | str | None = None
        self._before: list[Subject | str] = []
        keepsakes = Keepsakes()
        self.browser, self.rest = PageView(), PageView()
        self.steps = StepsSection(appearance, keepsakes.cases)
        self.notes = NotesEditor(appearance, keepsakes.notes)
        for page in (self.browser, self.rest):
            page.anchorClicked.connect(self._follow)
            page.link_reached.connect(self._scroll_to)
        self.steps.list.row_reached.connect(self._scroll_to)
        for section in (self.steps, self.notes):
            section.noticed.connect(self.noticed)
        self.back_button = QToolButton()
        self.back_button.setAutoRaise(True)
        self.steps_button, self.ticket_button = QPushButton(), QPushButton()
        self.hand_off_button = QPushButton()
        self.command_button, self.print_button = QPushButton(), QPushButton()
        for button, icon, slot in (
            (self.back_button, "back", self.go_back),
            (self.steps_button, "steps", self.copy_steps),
            (self.ticket_button, "copy", self.copy_ticket),
            (self.hand_off_button, "mail", self.hand_off_wanted.emit),
            (self.command_button, "link", self.copy_command),
            (self.print_button, "print", self.print_wanted.emit),
        ):
            appearance.give_icon(button, icon)
            button.clicked.connect(slot)
        self._subject_buttons = (
            *(self.steps_button, self.ticket_button, self.hand_off_button),
            *(self.command_button, self.print_button),
        )
        self._lay_out()
        appearance.changed.connect(self._render_again)
        keep_translated(self, self.retranslate)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addWidget(self.back_button)
        row.addStretch(1)
        for button in self._subject_buttons:
            row.addWidget(button)
        self._body = QWidget()
        self._body.setObjectName("detailBody")
        sections = QVBoxLayout(self._body)
        sections.setContentsMargins(Space.SMALL, Space.LARGE, Space.SMALL, Space.LARGE)
        sections.setSpacing(Space.MEDIUM)
        for section in (self.browser, self.steps, self.rest, self.notes):
            sections.addWidget(section)
        sections.addStretch(1)
        self.area = QScrollArea()
        self.area.setObjectName("detail")
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(row)
        column.addWidget(self.area, 1)
        order = (
            *(self.browser, self.steps.list, self.steps.anew_button, self.rest, self.notes.text, self.back_button),
            *self._subject_buttons,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _name_hand_off(self) -> None:
        """Say to whom the mail goes."""
        subject = self.subject
        to = subject.entry.escalate.to if subject else self.tr("the vendor's support")
        tip = self.tr("Prepare a mail to {recipient} without names and ids of people ({key})")
        self.hand_off_button.setToolTip(tool_tip(tip.format(recipient=to, key=HAND_OFF_KEY)))

    def retranslate(self) -> None:
        """Set the fixed texts."""
        self.browser.setAccessibleName(self.tr("Meaning"))
        self.rest.setAccessibleName(self.tr("Outlook, whom to ask, related errors"))
        self.back_button.setAccessibleName(self.tr("Back to the entry before"))
        self.back_button.setToolTip(self.tr("Back to the entry before ({key})").format(key=BACK_KEY))
        self._names = (self.tr("Copy steps"), self.tr("Copy for a ticket"), self.tr("Mail to support…"))
        self._short_names = (self.tr("Steps"), self.tr("Ticket"), self.tr("Mail"))
        for button, name in zip(self._subject_buttons, self._names, strict=False):
            button.setAccessibleName(name)
        self.steps_button.setToolTip(self.tr("Copy the steps as text ({key})").format(key=COPY_STEPS_KEY))
        self.ticket_button.setToolTip(
            self.tr("Copy the error, its meaning and steps as plain text; affected records stay out")
        )
        self.command_button.setAccessibleName(self.tr("Copy a link to this entry"))
        self.command_button.setToolTip(
            self.tr("Copy a link to this entry, which a colleague can paste into the search box ({key})").format(
                key=COPY_COMMAND_KEY
            )
        )
        self.print_button.setAccessibleName(self.tr("Print"))
        self.print_button.setToolTip(self.tr("Print this on one page ({key})").format(key=PRINT_KEY))
        self._name_buttons()
        self._render_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for their names, buttons have short ones, or are their icons."""
        super().resizeEvent(event)
        self._name_buttons()

    def _name_buttons(self) -> None:
        named = self._subject_buttons[: len(self._names)]
        icons = self.command_button.sizeHint().width() + self.print_button.sizeHint().width()
        for names in (self._names, self._short_names, [""] * len(named)):
            for button, name in zip(named, names, strict=True):
                button.setText(name)
            needed = sum(button.sizeHint().width() + Space.TIGHT for button in named) + icons + 3 * Space.WIDE
            if needed <= self.width():
                return

    def use(self, vocabulary: Vocabulary) -> None:
        """Speak with these words from now on."""
        self._vocabulary = vocabulary

    def keep(self, keepsakes: Keepsakes) -> None:
        """Keep notes and marks there from now on."""
        self.steps.cases = keepsakes.cases
        self.notes.keep(keepsakes.notes)

    @property
    def subject(self) -> Subject | None:
        """The subject shown, None while a plain page or nothing is."""
        return self._shown if isinstance(self._shown, Subject) else None

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The words it speaks with, None before the catalog is there."""
        return self._vocabulary

    @property
    def text(self) -> str:
        """Everything it says, as plain text."""
        parts = [self.browser.toPlainText()]
        if self.subject:
            if self._vocabulary:
                parts += [self.steps.heading.text(), steps_text(self.subject.entry, self._vocabulary)]
            parts += [self.rest.toPlainText(), self.notes.text.toPlainText()]
        return "\n".join(part for part in parts if part)

    def scroll_by(self, steps: int) -> None:
        """Read on (1) or back (-1) by most of what is to be seen."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + steps * (bar.pageStep() * 3) // 4)

    def read(self) -> None:
        """Take the focus, for reading on from the top."""
        self.browser.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def done_steps(self) -> frozenset[str]:
        """The keys of the steps that are ticked."""
        return frozenset(step.key for step in self.steps.list.steps.steps if step.done)

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
        """Say something else while there is nothing to show."""
        self._empty_html = html
        if self._shown is None:
            self._render(keep_place=True)

    def go_back(self) -> None:
        """Show what was shown before."""
        if self._before:
            self._shown = self._before.pop()
            self._render()

    def copy_steps(self) -> None:
        """Copy the steps as text."""
        if self.subject and self._vocabulary:
            self._copy(steps_text(self.subject.entry, self._vocabulary), self.tr("The steps"))

    def copy_ticket(self) -> None:
        """Copy the error with meaning and steps as text."""
        if self.subject and self._vocabulary:
            self._copy(ticket_text(self.subject, self._vocabulary), self.tr("The text for a ticket"))

    def copy_command(self) -> None:
        """Copy the command that shows this entry; pasted into the search box it does the same."""
        if self.subject:
            self._copy(command_text(self.subject.entry), self.tr("The link to this entry"))

    def _copy(self, text: str, what: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(what)

    def _follow(self, url: QUrl) -> None:
        target = url.toString()
        if target.startswith(ENTRY_LINK):
            self.entry_wanted.emit(target.removeprefix(ENTRY_LINK))
        elif target.startswith(CHOOSE_LINK):
            self.choice_made.emit(target.removeprefix(CHOOSE_LINK))
        elif target == COPY_RECORDS and self.subject and self.subject.finding:
            self._copy(records_text(self.subject.finding), self.tr("The affected records"))
        else:
            self.link_followed.emit(target)

    def _scroll_to(self, place: QRect) -> None:
        """Bring a place of one of the sections into sight."""
        section = self.sender()
        if isinstance(section, QWidget):
            at = section.mapTo(self._body, place.center())
            self.area.ensureVisible(at.x(), at.y(), 0, place.height() // 2 + Space.WIDE)

    def _render_again(self) -> None:
        self._render(keep_place=True)

    def _render(self, *, keep_place: bool = False) -> None:
        subject = self.subject
        for button in self._subject_buttons:
            button.setEnabled(subject is not None)
        self._name_hand_off()
        self.back_button.setVisible(bool(self._before))
        bar = self.area.verticalScrollBar()
        place = bar.value() if keep_place else 0
        looks = css(self._appearance.theme)
        if subject is not None and self._vocabulary is not None:
            title = subject.entry.title
            self.browser.show_html(render_head(subject, self._vocabulary), looks, title)
            self.steps.show_entry(subject.entry, self._vocabulary)
            self.rest.show_html(render_rest(subject, self._vocabulary), looks, title)
        else:
            self.browser.show_html(self._shown if isinstance(self._shown, str) else self._empty_html, looks)
        self.notes.show_entry(subject.entry.id if subject else "")
        for section in (self.steps, self.rest, self.notes):
            section.setVisible(subject is not None)
        bar.setValue(place)
