"""One report that is open: what it is made of, its page, and what serves this page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.gui.report.originals_controller import OriginalsController
from app.gui.report.page import ReportPage
from app.gui.report.progress_strip import ProgressStrip
from app.gui.report.row_details import Explainer
from app.gui.report.saver import Saver
from app.gui.report.texts import name_of_sources
from app.gui.shared.dialogs import FileDialogs
from app.gui.shared.file_opening import FileOpener
from app.gui.shared.worker import Worker

if TYPE_CHECKING:
    from app.core.report.cascades import Cascade
    from app.core.report.report import Report
    from app.services.error_desk import Desk
    from app.services.scanning.sources import Source


@dataclass(frozen=True, slots=True)
class Request:
    """What one drop asks for: paths, or else a text."""

    paths: tuple[Path, ...]
    text: str = ""

    @property
    def name(self) -> str:
        """What was dropped, in a word or two."""
        if not self.paths:
            return QCoreApplication.translate("Report", "Pasted text")
        return name_of_sources([path.name or str(path) for path in self.paths])

    def sources(self) -> Sequence[Source]:
        """What is to be scanned."""
        from app.services.scanning.sources import PathSource, TextSource  # noqa: PLC0415 - loads after the first paint

        return [PathSource(path) for path in self.paths] or [TextSource("pasted text", self.text)]


@dataclass(frozen=True, slots=True)
class Means:
    """What all reports share. `worker` scans and saves, `reading` and `watching` do what must not wait for that."""

    worker: Worker
    reading: Worker
    watching: Worker
    strip: ProgressStrip
    dialogs: FileDialogs
    opener: FileOpener


class OpenReport(QObject):
    """Serves one page. It goes with the page.

    Signals:
        noticed: Something to tell the person (a Notice).
    """

    noticed = Signal(object)

    def __init__(self, page: ReportPage, request: Request, means: Means) -> None:
        """Prepare to serve; `use` gives the catalog."""
        super().__init__(page)
        self.page, self.request = page, request
        self._means = means
        self.originals: OriginalsController | None = None
        self._explainer: Explainer | None = None
        self._found: tuple[Report, Sequence[Cascade]] | None = None
        self.saver: Saver | None = None

    def use(self, desk: Desk) -> None:
        """Speak with this catalog from now on."""
        for one in (self._explainer, self.saver, self.originals):
            if one is not None:
                one.deleteLater()
        self._explainer = Explainer(self.page, desk)
        means = self._means
        self.saver = Saver(self.page, desk, means.worker, means.strip, means.dialogs)
        self.saver.sources = self.request.sources
        self.originals = OriginalsController(self.page, desk, self.request.sources(), means.reading, means.opener)
        for one in (self.saver, self.originals):
            one.noticed.connect(self.noticed)
        if self._found is not None:
            report, cascades = self._found
            self.show(desk.name(report), cascades)

    def show(self, report: Report, cascades: Sequence[Cascade], *, again: bool = False) -> None:
        """Show a finished report, now and when the language changes. `again`: the one shown has grown."""
        self._found = report, cascades
        self.page.show_report(report, cascades, final=True, again=again)
        self.page.parts.watch_button.setVisible(bool(self.request.paths))
