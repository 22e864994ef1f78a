"""Scans what was dropped or opened, one after another in the worker, each into a tab of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.gui.report.open_report import Means, OpenReport, Request
from app.gui.report.page import ReportPage
from app.gui.report.progress_strip import ProgressStrip
from app.gui.report.report_tabs import ReportTabs, State
from app.gui.report.watchers import Watchers
from app.gui.shared.crash import details_of, sentence_of
from app.gui.shared.dialogs import FileDialogs
from app.gui.shared.file_opening import FileOpener
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.screen_reader import announce
from app.gui.shared.worker import Job, Worker

if TYPE_CHECKING:
    from app.core.report.cascades import Cascade
    from app.core.report.report import Report
    from app.services.error_desk import Desk
    from app.services.scanning.progress import Progress


class ReportController(QObject):
    """Runs scans and shows each on a page of its own. A scan that waits can be removed by closing its tab.

    Signals:
        scan_started: A scan has begun.
        scan_ended: A scan is over; its report, or None when it failed or was closed.
        noticed: Something to tell the person (a Notice).
    """

    scan_started = Signal()
    scan_ended = Signal(object)
    noticed = Signal(object)

    def __init__(
        self,
        tabs: ReportTabs,
        strip: ProgressStrip,
        worker: Worker,
        dialogs: FileDialogs,
        opener: FileOpener | None = None,
    ) -> None:
        """Serve the tabs of reports and one strip."""
        super().__init__(tabs)
        self._tabs, self._strip, self._worker = tabs, strip, worker
        self.reading, self.watching = Worker(self), Worker(self)
        self._means = Means(worker, self.reading, self.watching, strip, dialogs, opener or FileOpener())
        self._desk: Desk | None = None
        self._reports: dict[ReportPage, OpenReport] = {}
        self._waiting: deque[OpenReport] = deque()
        self._running: OpenReport | None = None
        self._job: Job | None = None
        strip.cancelled.connect(self.cancel)
        tabs.close_wanted.connect(self.close_report)
        tabs.opened.connect(self._prepare)
        self.watchers = Watchers(tabs, self.watching)
        self.watchers.noticed.connect(self.noticed)

    def use(self, desk: Desk) -> None:
        """Begin to scan, starting with whatever was dropped meanwhile."""
        self._desk = desk
        self.watchers.use(desk)
        for page in self._tabs.pages:
            if page in self._reports:
                self._reports[page].use(desk)
                self._tabs.rename(page, self._reports[page].request.name)
            else:
                self._prepare(page)
        self._next()

    def scan_paths(self, paths: Sequence[Path]) -> None:
        """Scan these files and folders as one report, after the scans that wait already. Returns at once."""
        self._wait(Request(tuple(paths)))

    def scan_text(self, text: str) -> None:
        """Scan a pasted or dropped text like a file."""
        self._wait(Request((), text))

    def cancel(self) -> None:
        """Stop the scan under way; what it found so far is shown."""
        if self._job is not None:
            self._job.cancel()

    def close_report(self, page: ReportPage) -> None:
        """Close a report: one that waits is not scanned, one under way is stopped."""
        report = self._reports.pop(page, None)
        if report is None:
            return
        self.watchers.stop(report)
        if report in self._waiting:
            self._waiting.remove(report)
            self._strip.show_waiting(len(self._waiting))
        if report is self._running:
            self._running = None
            self.cancel()
        self._tabs.close(page)

    def close_current(self) -> None:
        """Close the report in front."""
        self.close_report(self._tabs.current)

    @property
    def report(self) -> Report | None:
        """The finished report in front, None while there is none."""
        return self._tabs.current.report

    @property
    def scanning(self) -> bool:
        """Whether a scan runs."""
        return self._job is not None

    def export(self, suffix: str) -> None:
        """Ask for a name and save the report shown; `suffix` is the format offered first."""
        report = self._reports.get(self._tabs.current)
        if report is not None and report.saver is not None:
            report.saver.save_report(suffix)
        else:
            self.noticed.emit(Notice(Kind.INFO, self.tr("There is no report to save yet. Open a log first.")))

    def print_report(self) -> None:
        """Show the report as it would be printed."""
        report = self._reports.get(self._tabs.current)
        if report is not None and report.saver is not None:
            report.saver.print_report()
        else:
            self.noticed.emit(Notice(Kind.INFO, self.tr("There is no report to print yet. Open a log first.")))

    def _prepare(self, page: ReportPage) -> None:
        if self._desk is not None:
            page.use(self._desk.catalog.vocabulary)

    def toggle_watching(self) -> None:
        """Let the report in front go on growing, or not any more."""
        report = self._reports.get(self._tabs.current)
        if report is None or report.page.report is None or not report.request.paths:
            text = self.tr("There is no report to watch yet. Open a log or a folder first.")
            self.noticed.emit(Notice(Kind.INFO, text))
        else:
            self.watchers.toggle(report)

    def _toggle_watching(self) -> None:
        report = self._reports.get(self.sender())  # type: ignore[call-overload] # the page whose button was pressed
        if report is not None:
            self.watchers.toggle(report)

    def show_next_place(self) -> None:
        """Show the original lines of the error chosen, or of its next occurrence."""
        report = self._reports.get(self._tabs.current)
        if report is not None and report.originals is not None:
            report.originals.show_next()

    def show_previous_place(self) -> None:
        """Show the original lines of the occurrence before."""
        report = self._reports.get(self._tabs.current)
        if report is not None and report.originals is not None:
            report.originals.show_previous()

    def stop(self) -> None:
        """Read nothing any more: the window is closing. The workers may be at it for a moment longer."""
        self.watchers.stop_all()
        self.reading.stop()
        self.watching.stop()

    # Scanning

    def _wait(self, request: Request) -> None:
        sources = "\n".join(str(path) for path in request.paths)
        page = self._tabs.open(request.name, sources)
        report = OpenReport(page, request, self._means)
        report.noticed.connect(self.noticed)
        page.watch_wanted.connect(self._toggle_watching)
        self._reports[page] = report
        if self._desk is not None:
            report.use(self._desk)
        page.wait(behind=self._job is not None or bool(self._waiting))
        self._waiting.append(report)
        if self._job is None:
            self._tabs.show(page)
        else:
            # Whoever reads something meanwhile goes on reading.
            self._strip.show_waiting(len(self._waiting))
        self._next()

    def _next(self) -> None:
        if self._desk is None or self._job is not None or not self._waiting:
            return
        desk, report = self._desk, self._waiting.popleft()
        request = report.request

        def work(job: Job) -> tuple[Report, tuple[Cascade, ...]]:
            return desk.scan_apart(request.sources(), on_progress=job.tell, cancelled=job.is_cancelled)

        self._running, self._job = report, Job(work)
        self._job.progressed.connect(self._on_progress)
        self._job.succeeded.connect(self._on_report)
        self._job.failed.connect(self._on_failure)
        self._job.ended.connect(self._on_ended)
        report.page.begin()
        self._tabs.mark(report.page, State.READING)
        self._strip.begin(request.name, len(self._waiting))
        self._worker.submit(self._job)
        self.scan_started.emit()

    def _on_progress(self, progress: Progress) -> None:
        if self._running is not None:
            self._strip.show_progress(progress)
            self._running.page.show_report(progress.report, final=False)

    def _on_report(self, result: tuple[Report, tuple[Cascade, ...]]) -> None:
        if self._running is not None:
            self._running.show(*result)
            page = self._running.page
            announce(page, page.summary.text())

    def _on_failure(self, problem: Exception) -> None:
        if self._running is not None:
            self._running.page.fail()
            text = self.tr("The scan stopped: {problem}").format(problem=sentence_of(problem))
            self.noticed.emit(Notice(Kind.ERROR, text, details_of(problem)))

    def _on_ended(self) -> None:
        ended, self._running, self._job = self._running, None, None
        self._strip.finish()
        if ended is not None:
            self._tabs.mark(ended.page, State.DONE)
        self.scan_ended.emit(ended.page.report if ended is not None else None)
        self._next()
