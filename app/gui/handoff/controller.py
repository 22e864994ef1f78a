"""Prepares mails to support and reads the answers, between the dialogs and the services."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from app.gui.shared.appearance import Appearance
from app.gui.shared.crash import sentence_of
from app.gui.shared.dialogs import FileDialogs
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.preferences import Preferences
from app.gui.shared.worker import Job, Worker

if TYPE_CHECKING:
    from app.gui.detail.subject import Subject
    from app.gui.handoff.dialog import HandOffDialog
    from app.gui.handoff.reply import ReplyDialog
    from app.services.error_desk import Desk
    from app.services.support_mail import Draft
    from app.storage.places import Places
    from app.storage.userdata.stand_in_keys import HandOffKeys


class HandOffController(QObject):
    """Opens one dialog at a time over the window.

    Signals:
        noticed: Something to tell the person (a Notice).
        copied: Something was copied; what, in words.
    """

    noticed = Signal(object)
    copied = Signal(str)

    def __init__(
        self,
        window: QWidget,
        appearance: Appearance,
        dialogs: FileDialogs,
        worker: Worker,
        places: Places,
        preferences: Preferences,
    ) -> None:
        """Serve a window; keys and resources lie where `places` says."""
        super().__init__(window)
        self._window, self._appearance, self._dialogs, self._worker = window, appearance, dialogs, worker
        self._places, self._preferences = places, preferences
        self._desk: Desk | None = None
        self._draft: Draft | None = None
        # Words that a person gave free, by what the mail is about, for as long as the window is open.
        self._free: dict[str, tuple[str, ...]] = {}
        self.dialog: HandOffDialog | None = None
        self.reply: ReplyDialog | None = None

    def use(self, desk: Desk) -> None:
        """Prepare mails about this catalog's errors from now on."""
        self._desk = desk

    def prepare(self, subject: Subject | None, message: str = "", tried: Collection[str] = ()) -> None:
        """Show the mail about a subject; `message` is what the person pasted, `tried` the steps that are ticked."""
        if self._desk is None or subject is None:
            self.noticed.emit(
                Notice(Kind.INFO, self.tr("Choose an error first; then a mail about it can be prepared."))
            )
            return
        from app.gui.handoff.dialog import HandOffDialog  # noqa: PLC0415 - loads when first wanted
        from app.services.support_mail import Case, Draft  # noqa: PLC0415 - as above

        case = Case(subject.entry, subject.values, "" if subject.finding else message, subject.finding, tried)
        settings = self._preferences.settings
        self._draft = Draft(case, self._desk, settings.hidden_words)
        for original in self._free.get(case.about, ()) if settings.show_originals else ():
            self._draft.show(original)
        dialog = self.dialog = HandOffDialog(self._appearance, self._window, may_show=settings.show_originals)
        dialog.note_changed.connect(self._on_note)
        dialog.recipient_changed.connect(self._on_recipient)
        dialog.model.show_wanted.connect(self._on_show)
        dialog.texts.show_wanted.connect(self._on_show)
        dialog.copy_wanted.connect(self._copy)
        dialog.save_wanted.connect(self._save)
        dialog.finished.connect(self._on_finished)
        self._refresh()
        self._open(dialog)

    def read_answer(self) -> None:
        """Show the dialog that puts names back into an answer."""
        from app.gui.handoff.reply import ReplyDialog  # noqa: PLC0415 - loads when first wanted

        reply = self.reply = ReplyDialog(self._keys.all(), self._appearance, self._window)
        reply.copy_wanted.connect(self._copy_answer)
        reply.forget_wanted.connect(self._forget)
        reply.finished.connect(self._on_reply_finished)
        self._open(reply)

    @property
    def _keys(self) -> HandOffKeys:
        from app.storage.userdata.stand_in_keys import HandOffKeys  # noqa: PLC0415 - loads when first wanted

        return HandOffKeys(self._places.hand_off_keys)

    @staticmethod
    def _open(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # What a person does in the dialog

    def _on_note(self, text: str) -> None:
        if self._draft is not None:
            self._draft.note(text.strip())
            self._refresh()

    def _on_recipient(self, text: str) -> None:
        if self._draft is not None:
            self._draft.recipient = text.strip() or self._draft.case.entry.escalate.to

    def _on_show(self, original: str, shown: bool) -> None:
        if self._draft is not None:
            self._draft.show(original, shown=shown)
            self._free[self._draft.case.about] = self._draft.shown
            self._refresh()

    def _on_finished(self) -> None:
        self.dialog = self._draft = None

    def _on_reply_finished(self) -> None:
        self.reply = None

    def _refresh(self) -> None:
        if self._draft is None or self.dialog is None:
            return
        from app.gui.handoff.model import StandIn  # noqa: PLC0415 - loaded with the dialog

        draft, mail = self._draft, self._draft.hand_off()
        marked = draft.marked(mail)
        rows = [StandIn(*row, shown=row.original in draft.shown) for row in draft.stand_ins(marked)]
        self.dialog.show_mail(mail, marked, draft.marked_original(marked), rows, draft.leaks(mail))

    # Sharing

    def _copy(self) -> None:
        draft = self._draft
        if draft is None or not self._keep_key(draft):
            return
        QGuiApplication.clipboard().setText(draft.checked().as_text)
        self.copied.emit(self.tr("The mail to support"))
        if self.dialog is not None:
            self.dialog.accept()

    def _save(self) -> None:
        draft, dialog = self._draft, self.dialog
        if draft is None or dialog is None:
            return
        path = self._dialogs.mail_to_save(dialog, draft.case.entry.title)
        if path is None or not self._keep_key(draft):
            return
        resources = self._places.resources

        def work(_job: Job) -> Path:
            from app.services.support_mail import save  # noqa: PLC0415 - loads when first wanted, in the worker

            save(draft, path, resources)
            return path

        job = Job(work, must_end=True)
        job.succeeded.connect(self._on_saved)
        job.failed.connect(self._on_not_saved)
        self._worker.submit(job)
        dialog.accept()

    def _keep_key(self, draft: Draft) -> bool:
        """Keep who the stand-ins stand for, so that the answer can be read; without it nothing is shared."""
        try:
            self._keys.keep(draft.reference, draft.hand_off().subject, draft.key)
        except OSError as problem:
            text = self.tr("The mail was not shared, because who its stand-ins stand for could not be kept: {why}")
            self.noticed.emit(Notice(Kind.ERROR, text.format(why=sentence_of(problem)), repr(problem)))
            return False
        return True

    def _on_saved(self, path: Path) -> None:
        text = self.tr("The mail was saved as {name} in {folder}. Open it in your mail program to send it.")
        self.noticed.emit(Notice(Kind.INFO, text.format(name=path.name, folder=path.parent)))

    def _on_not_saved(self, problem: Exception) -> None:
        text = self.tr("The mail could not be saved: {why}").format(why=sentence_of(problem))
        self.noticed.emit(Notice(Kind.ERROR, text, repr(problem)))

    # Answers

    def _copy_answer(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(self.tr("The answer with names"))

    def _forget(self, reference: str) -> None:
        try:
            self._keys.forget(reference)
        except OSError as problem:
            text = self.tr("The names could not be forgotten: {why}").format(why=sentence_of(problem))
            self.noticed.emit(Notice(Kind.ERROR, text, repr(problem)))
            return
        if self.reply is not None:
            self.reply.forget(reference)
