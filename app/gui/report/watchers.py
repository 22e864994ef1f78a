"""Which reports are watched, and what is said of it: at their tabs and in the status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.gui.report.open_report import OpenReport
from app.gui.report.report_tabs import ReportTabs
from app.gui.report.watching import Watching
from app.gui.shared.screen_reader import announce
from app.gui.shared.worker import Worker

if TYPE_CHECKING:
    from app.services.error_desk import Desk


class Watchers(QObject):
    """Begins and ends to watch reports.

    Signals:
        noticed: Something to tell the person (a Notice).
        began: All of a report was read anew; from here on only what comes is read.
    """

    noticed = Signal(object)
    began = Signal()

    def __init__(self, tabs: ReportTabs, worker: Worker) -> None:
        """Watch nothing yet; the worker is for watching only."""
        super().__init__(tabs)
        self._tabs, self._worker = tabs, worker
        self._desk: Desk | None = None
        self._watched: dict[OpenReport, Watching] = {}

    def use(self, desk: Desk) -> None:
        """Look up in this catalog from now on: what is watched is read anew."""
        self._desk = desk
        for report in list(self._watched):
            self.stop(report)
            self._begin(report, desk)

    def toggle(self, report: OpenReport) -> None:
        """Watch a report, or do not any more."""
        if report in self._watched:
            self.stop(report)
        elif self._desk is not None:
            self._begin(report, self._desk)

    def stop(self, report: OpenReport) -> None:
        """Watch a report no longer."""
        watching = self._watched.pop(report, None)
        if watching is not None:
            watching.stop()
            self._show(report, watched=False)

    def stop_all(self) -> None:
        """Watch nothing any more."""
        for report in list(self._watched):
            self.stop(report)

    def _begin(self, report: OpenReport, desk: Desk) -> None:
        watching = self._watched[report] = Watching(report, desk, self._worker)
        watching.told.connect(self._on_told)
        watching.begun.connect(self.began)
        watching.noticed.connect(self.noticed)
        watching.ended.connect(self._on_ended)
        self._show(report, watched=True)

    def _show(self, report: OpenReport, *, watched: bool) -> None:
        report.page.parts.watch_button.setChecked(watched)
        self._tabs.mark_watched(report.page, watched=watched)

    def _report_of(self, watching: QObject) -> OpenReport | None:
        return next((report for report, one in self._watched.items() if one is watching), None)

    def _on_told(self, sentence: str, errors: int) -> None:
        report = self._report_of(self.sender())
        if report is not None:
            report.page.told.emit(sentence)
            announce(report.page, sentence)
            self._tabs.add_news(report.page, errors)

    def _on_ended(self) -> None:
        report = self._report_of(self.sender())
        if report is not None:
            del self._watched[report]
            self._show(report, watched=False)
