"""What happens between the parts of the window: one session from the first paint to the close."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.gui.detail.pane_services import DetailDesk
from app.gui.lookup.controller import LookupController
from app.gui.lookup.search_flow import SearchFlow
from app.gui.main_window import MainWindow
from app.gui.report.controller import ReportController
from app.gui.report.page import ReportPage
from app.gui.shared.appearance import Appearance
from app.gui.shared.crash import details_of, sentence_of
from app.gui.shared.dialogs import FileDialogs
from app.gui.shared.drop import Dropped
from app.gui.shared.links import OPEN_LINK, SAMPLE_LINK
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.worker import Job, Worker
from app.services.user_data import Keepsakes

if TYPE_CHECKING:
    from app.core.catalog.faults import Fault
    from app.gui.handoff.controller import HandOffController
    from app.services.error_desk import Desk

_CLOSING_SECONDS: Final = 1.0
"""A thread that does not end for so long after the window was closed is left to the end of the program."""


class Session(QObject):
    """Connects what a person wants with the controllers that do it.

    Signals:
        opened: The catalog is there and everything answers (a Desk).
    """

    opened = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        appearance: Appearance,
        open_desk: Callable[[], Desk],
        dialogs: FileDialogs,
        sample_log: Path,
        keepsakes: Keepsakes | None = None,
    ) -> None:
        """Connect everything; `start` loads the catalog. Without keepsakes, what is kept ends with the session."""
        super().__init__(window)
        window.furnish()
        self._window, self._appearance, self._dialogs = window, appearance, dialogs
        self._open_desk, self._sample_log = open_desk, sample_log
        self._desk: Desk | None = None
        self._early_texts = window.take_early_texts()
        self._warming: Job | None = None
        self._reopening: Job | None = None
        self._told_faults: tuple[Fault, ...] = ()
        self._hand_off: HandOffController | None = None
        self.worker = Worker(self)
        keepsakes = keepsakes or Keepsakes()
        self.details = DetailDesk(keepsakes, window)
        self.lookup = LookupController(window.lookup, keepsakes, window.preferences)
        SearchFlow(window.search, window.lookup, self.lookup)
        self.report = ReportController(window.reports, window.progress, self.worker, dialogs)
        self._connect_window()
        self._connect_menus()
        if window.search.query:  # typed while all this was being built
            self.lookup.ask(window.search.query, typing=True)

    def offer_hand_offs(self, hand_off: HandOffController) -> None:
        """Let mails to support be prepared, from the menu and from wherever an error is read."""
        self._hand_off = hand_off
        self.opened.connect(hand_off.use)
        hand_off.noticed.connect(self.notify)
        hand_off.copied.connect(self.details.confirm_copy)
        self._window.lookup.detail.hand_off_wanted.connect(self._prepare_mail)
        self._window.menus["hand-off"].triggered.connect(self._prepare_mail)
        self._window.menus["read-answer"].triggered.connect(hand_off.read_answer)

    def start(self) -> None:
        """Load the catalog in the worker."""
        job = Job(self._load)
        job.succeeded.connect(self._on_opened)
        job.failed.connect(self._on_not_opened)
        self.worker.submit(job)

    def reopen(self) -> None:
        """Load the catalog anew, for what it is joined with is another now."""
        if self._desk is not None and self._reopening is None:
            self._reopening = Job(self._begin_reopening)
            self._reopening.succeeded.connect(self._on_opened)
            self._reopening.failed.connect(self._on_not_opened)
            self.worker.submit(self._reopening)

    def scan(self, paths: Sequence[Path]) -> None:
        """Scan files and folders; before the catalog is there they wait."""
        if paths:
            self._stop_warming()
            self.report.scan_paths(paths)

    def take_text(self, text: str) -> None:
        """A text of several lines: scan it like a log, or look it up whole."""
        if self._desk is None:
            self._early_texts.append(text)
        elif self._desk.is_log(text):
            self._stop_warming()
            self.report.scan_text(text)
        else:
            self._window.search.show_text(text)
            self._window.search.setFocus()

    def notify(self, notice: Notice) -> None:
        """Tell a person something."""
        self._window.notices.add(notice)

    def _connect_window(self) -> None:
        window = self._window
        if window.was_painted:
            QTimer.singleShot(0, self.start)
        else:
            window.painted.connect(self.start)
        self.hangs = False
        """Whether a thread could not be ended when the window was closed."""
        window.closed.connect(self._stop)
        window.language.changed.connect(self._speak)
        window.dropped.connect(self._take_drop)
        window.search.asked.connect(self._ask)
        window.search.many_lines_pasted.connect(self.take_text)
        window.search.escaped.connect(window.notices.close_notice)
        window.lookup.detail.link_followed.connect(self._follow)
        window.pasted.connect(window.search.paste_from_elsewhere)
        window.escaped.connect(self._lead_back)
        self.details.attach(window.lookup.detail)
        self._offer(window.lookup.results, "copy-steps", "copy-ticket", "copy-command", "hand-off", "print")
        self.details.confirmed.connect(window.confirm)
        for teller in (self.details, self.lookup):
            teller.noticed.connect(self.notify)
        window.reports.opened.connect(self._serve)
        for page in window.reports.pages:
            self._serve(page)
        self.report.noticed.connect(self.notify)

    def _serve(self, page: ReportPage) -> None:
        """Connect what every report page wants, also those that are opened later."""
        page.told.connect(self._window.confirm)
        self.details.attach(page.detail)
        page.detail.hand_off_wanted.connect(self._prepare_mail)
        page.detail.link_followed.connect(self._follow)
        for table in (page.findings, page.records.table, page.unknown):
            self._offer(table, "next-place", "copy-steps", "copy-ticket", "hand-off")

    def _offer(self, view: QWidget, *commands: str) -> None:
        """Offer commands in the menu that a right click or the menu key opens."""
        view.addActions([self._window.menus[name] for name in commands])
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _connect_menus(self) -> None:
        window, menus = self._window, self._window.menus
        for name, slot in (
            ("open-log", self._choose_logs),
            ("open-folder", self._choose_folder),
            ("open-sample", self._open_sample),
            ("export", self._export),
            ("export-records", self._export_records),
            ("print-report", self.report.print_report),
            ("watch", self.report.toggle_watching),
            ("close-report", self._close_report),
            ("quit", window.close),
            ("find", self._find),
            ("clear-filters", window.lookup.filters.model.clear),
            ("copy-steps", self._copy_steps),
            ("copy-ticket", self._copy_ticket),
            ("copy-command", self._copy_command),
            ("clear-history", self.lookup.past.clear),
            ("print", self._print),
            ("why", window.lookup.why_button.toggle),
            ("look-up", self._find),
            ("report", self._go_to_report),
            ("next-place", self._show_next_place),
            ("previous-place", self._show_previous_place),
            ("next-tab", window.show_next),
            ("previous-tab", window.show_previous),
            ("records", self._go_to_records),
            ("unknown", self._go_to_unknown),
            ("files", self._go_to_files),
            ("mine", self._show_mine),
            ("back", self._go_back),
            ("larger", self._appearance.larger),
            ("smaller", self._appearance.smaller),
            ("usual-size", self._appearance.usual_size),
        ):
            menus[name].triggered.connect(slot)

    # The catalog

    def _load(self, _job: Job) -> Desk:
        return self._spoken(self._open_desk())

    def _spoken(self, desk: Desk) -> Desk:
        """The desk in the language of the window; reads files."""
        return desk.in_language(desk.texts_in(self._window.language.code))

    def _speak(self) -> None:
        """The window's language is another: entries follow as soon as the worker has read their texts."""
        desk = self._desk
        if desk is not None:
            job = Job(lambda _job: self._spoken(desk))
            job.succeeded.connect(self._use)
            self.worker.submit(job)

    def _begin_reopening(self, _job: Job) -> Desk:
        # From here on another change of the folders is not in this desk any more.
        self._reopening = None
        return self._spoken(self._open_desk())

    def _on_opened(self, desk: Desk) -> None:
        if self._desk is not None:
            self._desk.close()
        self._use(desk)
        if desk.faults and desk.faults != self._told_faults:
            self._told_faults = desk.faults
            text = self.tr("%Ln fault(s) in the catalog: the entries concerned were left out.", "", len(desk.faults))
            self.notify(Notice(Kind.WARNING, text, "\n".join(str(fault) for fault in desk.faults)))
        for text in self._early_texts:
            self.take_text(text)
        self._early_texts.clear()
        self.opened.emit(desk)
        if not self.report.scanning:
            self._warming = Job(lambda job: self._warm_up(desk, job))
            self.worker.submit(self._warming)

    @staticmethod
    def _warm_up(desk: Desk, job: Job) -> None:
        desk.start_host()
        desk.warm_up(job.is_cancelled)

    def _use(self, desk: Desk) -> None:
        """Answer from another desk, or from this one in another language; what was filtered stays."""
        self._desk = desk
        filters = self._window.lookup.filters.model
        chosen = filters.choices()
        self.lookup.use(desk)
        self.report.use(desk)
        if any(chosen):
            filters.choose(*chosen)

    def _stop_warming(self) -> None:
        """What a person wants goes first."""
        if self._warming is not None:
            self._warming.cancel()

    def _on_not_opened(self, problem: Exception) -> None:
        if self._desk is None:
            self._window.lookup.summary.setText(self.tr("No catalog"))
        text = self.tr("The catalog could not be opened: {problem}").format(problem=sentence_of(problem))
        self.notify(Notice(Kind.ERROR, text, details_of(problem)))

    def _stop(self) -> None:
        self.worker.stop()
        self.report.stop()
        if self._desk is not None:
            # Before anybody waits: whoever waits for its process hears that it is gone.
            self._desk.close()
        until = time.monotonic() + _CLOSING_SECONDS
        for worker in (self.worker, self.report.reading, self.report.watching):
            if not worker.wait(max(0.0, until - time.monotonic())):
                self.hangs = True

    # Wishes

    def _ask(self, query: str, typing: bool) -> None:
        if query:
            self._window.show_lookup()
        self.lookup.ask(query, typing)

    def _take_drop(self, what: Dropped) -> None:
        if what.paths:
            self.scan(what.paths)
        else:
            self.take_text(what.text)

    def _find(self) -> None:
        self._window.show_lookup()
        self._window.search.select_all_for_typing()

    def _lead_back(self) -> None:
        """Esc leads from the results to the search box; a report stays where it is."""
        if self._window.tabs.currentWidget() is self._window.lookup:
            self._find()

    def _go_to_report(self) -> None:
        self._show_table(self._window.report.findings)

    def _go_to_unknown(self) -> None:
        self._show_table(self._window.report.unknown)

    def _go_to_files(self) -> None:
        self._show_table(self._window.report.files)

    def _show_table(self, table: QWidget) -> None:
        self._window.show_report()
        self._window.report.tabs.setCurrentWidget(table)
        table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _close_report(self) -> None:
        if self._window.tabs.currentWidget() is self._window.report:
            self.report.close_current()

    def _show_next_place(self) -> None:
        self._window.show_report()
        self.report.show_next_place()

    def _show_previous_place(self) -> None:
        self._window.show_report()
        self.report.show_previous_place()

    def _go_to_records(self) -> None:
        self._window.show_report()
        self._window.report.show_records()

    def _show_mine(self) -> None:
        self._window.show_report()
        self._window.report.owners.toggle_mine()

    def _follow(self, link: str) -> None:
        command = {SAMPLE_LINK: "tour", OPEN_LINK: "open-log"}.get(link)
        if command is not None:
            self._window.menus[command].trigger()

    def _choose_logs(self) -> None:
        self.scan(self._dialogs.logs_to_open(self._window))

    def _choose_folder(self) -> None:
        folder = self._dialogs.folder_to_open(self._window)
        self.scan([folder] if folder else [])

    def _open_sample(self) -> None:
        self.scan([self._sample_log])

    def _export(self) -> None:
        self.report.export(".xlsx")

    def _export_records(self) -> None:
        self._window.report.save_records(".xlsx")

    def _copy_steps(self) -> None:
        self._window.detail.copy_steps()

    def _copy_ticket(self) -> None:
        self._window.detail.copy_ticket()

    def _prepare_mail(self) -> None:
        detail = self._window.detail
        if self._hand_off is not None:
            message = self._window.search.query if detail.subject and detail.subject.message else ""
            self._hand_off.prepare(detail.subject, message, detail.done_steps)

    def _copy_command(self) -> None:
        self._window.detail.copy_command()

    def _print(self) -> None:
        self.details.print_pane(self._window.detail)

    def _go_back(self) -> None:
        self._window.detail.go_back()
