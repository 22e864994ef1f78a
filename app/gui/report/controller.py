"""Scans what was dropped or opened, one after another in the worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.gui.report.explaining import Explainer
from app.gui.report.page import ReportPage
from app.gui.report.progress_strip import ProgressStrip
from app.gui.report.saver import Saver
from app.gui.report.wording import name_of_sources
from app.gui.shared.crash import details_of, sentence_of
from app.gui.shared.dialogs import FileDialogs
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.speech import announce
from app.gui.shared.worker import Job, Worker

if TYPE_CHECKING:
    from app.core.cascades import Cascade
    from app.core.report import Report
    from app.services.desk import Desk
    from app.services.progress import Progress
    from app.services.sources import Source


@dataclass(frozen=True, slots=True)
class _Request:
    """What one drop asks for."""

    paths: tuple[Path, ...]
    text: str = ""

    @property
    def name(self) -> str:
        return name_of_sources([path.name or str(path) for path in self.paths]) if self.paths else "the pasted text"

    def sources(self) -> Sequence[Source]:
        from app.services.sources import PathSource, TextSource  # noqa: PLC0415 - loads after the first paint

        return [PathSource(path) for path in self.paths] or [TextSource("pasted text", self.text)]


class ReportController(QObject):
    """Runs scans and shows them on the report page.

    Signals:
        scan_started: A scan has begun; the report page shows it.
        scan_ended: A scan is over; its report, or None when it failed.
        noticed: Something to tell the person (a Notice).
    """

    scan_started = Signal()
    scan_ended = Signal(object)
    noticed = Signal(object)

    def __init__(self, page: ReportPage, strip: ProgressStrip, worker: Worker, dialogs: FileDialogs) -> None:
        """Serve one page and one strip."""
        super().__init__(page)
        self._page, self._strip, self._worker, self._dialogs = page, strip, worker, dialogs
        self._desk: Desk | None = None
        self._waiting: deque[_Request] = deque()
        self._job: Job | None = None
        self._explainer: Explainer | None = None
        self._saver: Saver | None = None
        strip.cancelled.connect(self.cancel)

    def use(self, desk: Desk) -> None:
        """Begin to scan, starting with whatever was dropped meanwhile."""
        self._desk = desk
        for one in (self._explainer, self._saver):
            if one is not None:
                one.deleteLater()
        self._explainer = Explainer(self._page, desk)
        self._saver = Saver(self._page, desk, self._worker, self._strip, self._dialogs)
        self._saver.noticed.connect(self.noticed)
        self._next()

    def scan_paths(self, paths: Sequence[Path]) -> None:
        """Scan these files and folders as one report, after the scans that wait already. Returns at once."""
        self._wait(_Request(tuple(paths)))

    def scan_text(self, text: str) -> None:
        """Scan a pasted or dropped text like a file."""
        self._wait(_Request((), text))

    def cancel(self) -> None:
        """Stop the scan under way; what it found so far is shown."""
        if self._job is not None:
            self._job.cancel()

    @property
    def report(self) -> Report | None:
        """The finished report shown, None while there is none."""
        return self._page.report

    @property
    def scanning(self) -> bool:
        """Whether a scan runs."""
        return self._job is not None

    def export(self, suffix: str) -> None:
        """Ask for a name and save the report shown; `suffix` is the format offered first."""
        if self._saver is not None:
            self._saver.save_report(suffix)
        else:
            self.noticed.emit(Notice(Kind.INFO, self.tr("There is no report to save yet. Open a log first.")))

    def print_report(self) -> None:
        """Show the report as it would be printed."""
        if self._saver is not None:
            self._saver.print_report()

    # Scanning

    def _wait(self, request: _Request) -> None:
        self._waiting.append(request)
        if self._job is not None:
            self._strip.show_waiting(len(self._waiting))
        self._next()

    def _next(self) -> None:
        if self._desk is None or self._job is not None or not self._waiting:
            return
        desk, request = self._desk, self._waiting.popleft()

        def work(job: Job) -> tuple[Report, tuple[Cascade, ...]]:
            from app.core.cascades import cascades  # noqa: PLC0415 - loads after the first paint

            report = desk.scan(
                request.sources(),
                on_progress=job.tell,
                cancelled=job.is_cancelled,
                # As many processes as the logs are worth. This one has a window to answer for, and only puts together.
                processes=None,
                participate=False,
            )
            # Here and not in the page: with a full report this takes longer than a window may stand still.
            return report, cascades(report)

        self._job = Job(work)
        self._job.progressed.connect(self._on_progress)
        self._job.succeeded.connect(self._on_report)
        self._job.failed.connect(self._on_failure)
        self._job.ended.connect(self._on_ended)
        self._page.begin()
        if self._saver is not None:
            self._saver.sources = request.sources
        self._strip.begin(request.name, len(self._waiting))
        self._worker.submit(self._job)
        self.scan_started.emit()

    def _on_progress(self, progress: Progress) -> None:
        self._strip.show_progress(progress)
        self._page.show_report(progress.report, final=False)

    def _on_report(self, result: tuple[Report, tuple[Cascade, ...]]) -> None:
        report, found = result
        self._page.show_report(report, found, final=True)
        announce(self._page, self._page.summary.text())

    def _on_failure(self, problem: Exception) -> None:
        self._page.fail()
        self.noticed.emit(Notice(Kind.ERROR, f"The scan stopped: {sentence_of(problem)}", details_of(problem)))

    def _on_ended(self) -> None:
        self._job = None
        self._strip.finish()
        self.scan_ended.emit(self.report)
        self._next()
