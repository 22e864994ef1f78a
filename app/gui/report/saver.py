"""Saves and prints what one report page shows: the report, a list of records, the complete list of failures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from app.core.report.account import holds_errors
from app.gui.report.page import ReportPage
from app.gui.report.progress_strip import ProgressStrip
from app.gui.report.records_panel import RecordList
from app.gui.shared.crash import details_of, sentence_of
from app.gui.shared.dialogs import FileDialogs
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.statements import statement_text
from app.gui.shared.worker import Job, Worker

_DAY: Final = len("2026-03-02")

if TYPE_CHECKING:
    from app.services.error_desk import Desk
    from app.services.scanning.sources import Source


class Saver(QObject):
    """Asks where to, and writes in the worker. Each page has its own; it goes with the page.

    Attributes:
        sources: Gives what the report was read from, for reading it once more.

    Signals:
        noticed: Something to tell the person (a Notice).
    """

    noticed = Signal(object)

    def __init__(
        self, page: ReportPage, desk: Desk, worker: Worker, strip: ProgressStrip, dialogs: FileDialogs
    ) -> None:
        """Serve one page."""
        super().__init__(page)
        self._page, self._desk = page, desk
        self._worker, self._strip, self._dialogs = worker, strip, dialogs
        self._listing: Job | None = None
        self.sources: Callable[[], Sequence[Source]] | None = None
        page.export_wanted.connect(self.save_report)
        page.list_wanted.connect(self._save_list)
        page.complete_wanted.connect(self._save_complete_list)
        page.print_wanted.connect(self.print_report)
        strip.cancelled.connect(self._cancel)

    def save_report(self, suffix: str) -> None:
        """Ask for a name and save the report, in the format of the name's ending; `suffix` is offered first."""
        report, desk = self._page.report, self._desk
        if report is None:
            self._tell(self.tr("There is no report to save yet. Open a log first."))
            return
        if not holds_errors(report):
            self._tell(self.tr("This report holds no errors to save."))
            return
        path = self._dialogs.report_to_save(self._page.window(), self._dated(self.tr("sync-errors")), suffix)
        if path is None:
            return

        def work(_job: Job) -> Path:
            from app.services.report_export import export  # noqa: PLC0415 - loads when first needed, in the worker

            export(report, path, desk, statement_text)
            return path

        self._submit(Job(work, must_end=True))

    def print_report(self) -> None:
        """Show the report as it would be printed."""
        if self._page.report is None or self._page.triage is None:
            self._tell(self.tr("There is no report to print yet. Open a log first."))
            return
        if not holds_errors(self._page.report):
            self._tell(self.tr("This report holds no errors to print."))
            return
        from app.gui.report.printing import PrintPreview, report_html  # noqa: PLC0415 - few people print

        html = report_html(self._page.report, self._page.triage, self._desk.catalog.vocabulary)
        PrintPreview(html, self._page.window()).open()

    def _save_list(self, wanted: RecordList) -> None:
        path = self._dialogs.list_to_save(self._page.window(), self._dated(self.tr("affected-records")), wanted.suffix)
        if path is None:
            return
        title = self.tr("Affected records")

        def work(_job: Job) -> Path:
            from app.services.list_export import save_list  # noqa: PLC0415 - loads when first needed, in the worker

            save_list(title, wanted.headings, wanted.rows(), path)
            return path

        self._submit(Job(work, must_end=True))

    def _save_complete_list(self) -> None:
        sources, desk = self.sources, self._desk
        if sources is None or self._listing is not None:
            return
        path = self._dialogs.list_to_save(self._page.window(), self._dated(self.tr("all-failures")), ".csv")
        if path is None:
            return

        def work(job: Job) -> Path:
            from app.services.list_export import list_occurrences  # noqa: PLC0415 - loads when first needed

            list_occurrences(desk, sources(), path, job.tell, job.is_cancelled)
            return path

        self._listing = Job(work)
        self._listing.progressed.connect(self._strip.show_progress)
        self._listing.ended.connect(self._on_listed)
        self._strip.begin(path.name, 0)
        self._submit(self._listing)

    def _dated(self, name: str) -> str:
        """A name with the day of the log, or today's: another night's file has another name."""
        report = self._page.report
        days = [max(finding.times, default="")[:_DAY] for finding in report.findings] if report is not None else []
        day = max((day for day in days if len(day) == _DAY), default="") or date.today().isoformat()
        return f"{name}-{day}"

    def _submit(self, job: Job) -> None:
        job.succeeded.connect(self._on_saved)
        job.failed.connect(self._on_failed)
        self._worker.submit(job)

    def _cancel(self) -> None:
        if self._listing is not None:
            self._listing.cancel()

    def _on_listed(self) -> None:
        self._listing = None
        self._strip.finish()

    def _on_saved(self, path: Path) -> None:
        text = self.tr("Saved as {name} in {folder}.")
        self.noticed.emit(Notice(Kind.INFO, text.format(name=path.name, folder=path.parent), file=path))

    def _on_failed(self, problem: Exception) -> None:
        text = self.tr("It could not be saved: {problem}").format(problem=sentence_of(problem))
        self.noticed.emit(Notice(Kind.ERROR, text, details_of(problem)))

    def _tell(self, text: str) -> None:
        self.noticed.emit(Notice(Kind.INFO, text))
