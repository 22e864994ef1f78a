"""Shows the original lines of what is chosen on a report page, and goes from place to place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.gui.report.page import ReportPage
from app.gui.report.texts import number
from app.gui.shared.crash import details_of, sentence_of
from app.gui.shared.file_opening import FileOpener
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.paths import short_path
from app.gui.shared.screen_reader import announce
from app.gui.shared.statements import statement_text
from app.gui.shared.worker import Job, Worker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.core.catalog.model import Entry
    from app.core.report.findings import Finding
    from app.core.report.place import Place
    from app.core.report.unknown_groups import Unknown
    from app.services.error_desk import Desk
    from app.services.occurrences import Occurrences
    from app.services.original_lines import OriginalReader, Originals
    from app.services.scanning.sources import Source


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of reading: the place's number, the lines (None: there is no such place), and how many places."""

    number: int
    originals: Originals | None
    total: int | None


class OriginalsController(QObject):
    """Serves one page; files are read in a thread of their own, so that a long scan holds nobody up.

    Signals:
        noticed: Something to tell the person (a Notice).
        read: Lines were read and are shown.
    """

    noticed = Signal(object)
    read = Signal()

    def __init__(
        self, page: ReportPage, desk: Desk, sources: Sequence[Source], worker: Worker, opener: FileOpener
    ) -> None:
        """Serve one page whose report is made of these sources."""
        super().__init__(page)
        self._page, self._desk, self._sources, self._worker, self._opener = page, desk, sources, worker, opener
        self._view = page.originals
        self._finding: Finding | None = None
        self._line: Place | None = None
        self._number = 0
        self._file: Path | None = None
        self._reader: OriginalReader | None = None
        self._occurrences: Occurrences | None = None
        self._job: Job | None = None
        page.finding_chosen.connect(self._choose_finding)
        page.unknown_chosen.connect(self._choose_unknown)
        self._view.next_wanted.connect(self.show_next)
        self._view.previous_wanted.connect(self.show_previous)
        self._view.open_wanted.connect(self._open)
        self._view.folder_wanted.connect(self._show_in_folder)
        self._view.closed.connect(self._close)

    def show_next(self) -> None:
        """Show the next place; the first one where none is shown."""
        if self._view.isHidden():
            self._begin()
        else:
            self._go_to(self._number + 1)

    def show_previous(self) -> None:
        """Show the place before."""
        if self._view.isHidden():
            self._begin()
        else:
            self._go_to(self._number - 1)

    def _begin(self) -> None:
        if self._finding is None and self._line is None:
            self.noticed.emit(Notice(Kind.INFO, self.tr("Choose an error first; then its lines can be shown.")))
            return
        self._view.show()
        self._page.parts.give_room()
        self._go_to(self._number)

    def _close(self) -> None:
        self._stop()
        had_focus = self._view.isAncestorOf(self._page.window().focusWidget())
        self._view.hide()
        if had_focus:
            self._page.findings.setFocus()

    # What is chosen

    def _choose_finding(self, finding: Finding) -> None:
        if self._finding is not None and finding.ids == self._finding.ids and finding.count == self._finding.count:
            return
        same = self._finding is not None and finding.ids == self._finding.ids
        self._finding, self._line, self._occurrences = finding, None, None
        if not same:
            self._number = 0
            self._show_again()

    def _choose_unknown(self, unknown: Unknown) -> None:
        if unknown.place != self._line:
            self._finding, self._line, self._occurrences, self._number = None, unknown.place, None, 0
            self._show_again()

    def _show_again(self) -> None:
        if not self._view.isHidden():
            self._go_to(0)

    # Reading

    def _go_to(self, number: int) -> None:
        if number < 0 or (self._finding is None and number > 0):
            text = self.tr("This is the first place.") if number < 0 else self.tr("This is the only place kept.")
            self._page.told.emit(text)
            return
        self._stop()
        finding, line = self._finding, self._line

        def work(job: Job) -> _Read:
            from app.services.occurrences import Occurrences  # noqa: PLC0415 - loads when first needed
            from app.services.original_lines import OriginalReader  # noqa: PLC0415

            reader = self._reader = self._reader or OriginalReader(self._desk.matcher, self._sources)
            entries: Sequence[Entry] = finding.entries if finding is not None else ()
            place, total = line, None
            if finding is not None:
                occurrences = self._occurrences
                if occurrences is None:
                    occurrences = Occurrences(self._desk.matcher, self._sources, finding)
                    if finding is self._finding:
                        self._occurrences = occurrences
                place, total = occurrences.place(number, job.is_cancelled), occurrences.total
            if place is None:
                return _Read(number, None, total)
            kept = next((text for known, text in finding.samples if known == place), "") if finding else ""
            return _Read(number, reader.around(entries, place, kept=kept, cancelled=job.is_cancelled), total)

        self._job = Job(work)
        self._job.succeeded.connect(self._on_read)
        self._job.failed.connect(self._on_failed)
        self._view.say(self.tr("Reading…"))
        self._worker.submit(self._job)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job.succeeded.disconnect(self._on_read)
            self._job.failed.disconnect(self._on_failed)
            self._job = None

    def _on_read(self, read: _Read) -> None:
        self._job = None
        if read.originals is None:
            self._on_no_place(read)
            return
        self._number = read.number
        self._file = read.originals.file
        place = self._place_words(read, read.originals.place)
        problem = statement_text(read.originals.problem) if read.originals.problem else ""
        self._view.say(place, problem)
        self._view.lines.show_lines(read.originals.lines)
        self._view.folder_button.setEnabled(self._file is not None)
        self._view.open_button.setEnabled(self._file is not None and self._opener.can_open(self._file))
        announce(self._view, f"{place} {problem}")
        self.read.emit()

    def _on_no_place(self, read: _Read) -> None:
        if read.number == 0:
            self._view.say("", self.tr("Where these errors were is not known any more."))
            self._view.lines.show_lines(())
            self.read.emit()
            return
        self._page.told.emit(self.tr("This is the last place."))
        self._go_to(self._number)

    def _place_words(self, read: _Read, place: Place) -> str:
        where = self.tr("{file}, line {line}").format(file=short_path(place.path), line=number(place.line))
        if self._finding is None:
            return where
        total = read.total if read.total is not None else self._finding.count
        text = self.tr("Place {n} of {total}: {where}") if read.total is not None else self.tr("Place {n}: {where}")
        return text.format(n=number(read.number + 1), total=number(total), where=where)

    def _on_failed(self, problem: Exception) -> None:
        self._job = None
        text = self.tr("The lines could not be read: {problem}").format(problem=sentence_of(problem))
        self.noticed.emit(Notice(Kind.ERROR, text, details_of(problem)))

    # The file itself

    def _open(self) -> None:
        if self._file is not None and not self._opener.open(self._file):
            self._cannot(self._file)

    def _show_in_folder(self) -> None:
        if self._file is not None and not self._opener.show_in_folder(self._file):
            self._cannot(self._file)

    def _cannot(self, file: Path) -> None:
        text = self.tr("The system has no program to show {name} with.").format(name=file.name)
        self.noticed.emit(Notice(Kind.WARNING, text, str(file)))
