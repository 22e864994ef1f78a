"""Scan sources for known errors: the use case behind a drop on the window and behind `scan`."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from app.core.lookup.lookup import Matcher
from app.core.matching.filters import NO_FILTERS, Filters
from app.core.report.findings import keep_within_bounds
from app.core.report.report import Report, snapshot
from app.core.report.unknown_groups import grouped
from app.core.scanning.aggregator import OnOccurrence
from app.core.text.statement import Statement
from app.services.scanning.file_scan import LogScanning
from app.services.scanning.progress import (
    Cancelled,
    OnProgress,
    Pace,
    Progress,
    Watch,
    ignore,
    never,
)
from app.services.scanning.sources import PathSource, Source, StreamSource
from app.services.scanning.workforce import ALONE, Team
from app.storage.files.read_errors import PASSED_ON, reason
from app.storage.inputs.discovery import log_files, log_files_in, size_on_disk
from app.storage.inputs.log_file import LogFile, refused

if TYPE_CHECKING:
    from app.services.scanning.parallel_scan import PiecedScan

PROGRESS_SECONDS = 0.1
_TIMES_SHOWING = 10
"""Between two reports to be shown so many times as long passes as making one takes."""

ENDED_BEFORE = Statement("ended-process")

MAX_SUGGESTED = 100
"""Shapes of unknown lines for which nearest entries are looked up, the most frequent first."""


def scan(
    matcher: Matcher,
    sources: Sequence[Source],
    filters: Filters = NO_FILTERS,
    on_progress: OnProgress = ignore,
    cancelled: Cancelled = never,
    on_occurrence: OnOccurrence | None = None,
    team: Team = ALONE,
) -> Report:
    """Scan files, folders, archives and texts. What cannot be read is named in the report; the rest goes on.

    `on_progress` is told about ten times a second, less often where that would take long; when `cancelled` answers
    True the report so far is returned, marked as cancelled. `on_occurrence` is told of each single occurrence, in
    order, and so all is done in one process. Several processes find what one finds.
    """
    cache = team.places.cache if team.places else None
    scanning = LogScanning(matcher.exact, filters, on_occurrence, cache)
    one = _Scan(matcher, filters, on_progress, cancelled, scanning, team.watch)
    return one.run(sources, replace(team, processes=1) if on_occurrence is not None else team)


class _Scan:
    """One scan under way."""

    def __init__(
        self,
        matcher: Matcher,
        filters: Filters,
        on_progress: OnProgress,
        cancelled: Cancelled,
        scanning: LogScanning,
        watch: Watch,
    ) -> None:
        self._matcher = matcher
        self._filters = filters
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._scanning = scanning
        self._watch = watch
        self._pieces: PiecedScan | None = None
        self._total = 0
        self._done = 0
        self._file: LogFile | None = None
        self._pace = Pace()
        self._told = time.monotonic()
        # The first groups are waited for.
        self._pause = PROGRESS_SECONDS / 2

    def run(self, sources: Sequence[Source], team: Team) -> Report:
        started = time.monotonic()
        self._total = sum(size_of(source) for source in sources)
        size = team.size(self._total)
        if size > 1:
            from app.services.scanning.parallel_scan import PiecedScan  # noqa: PLC0415 - one process needs none of it

            self._pieces = PiecedScan(team, size, self._scanning, self._filters, self._tell)
        try:
            stopped = not self._scan_all(sources)
            if stopped and self._pieces is not None:
                self._pieces.stop()
        finally:
            self._scanning.close()
            if self._pieces is not None:
                self._pieces.end()
        report = self._report()
        report.unknown = grouped(report.unknown)
        if not stopped:
            suggest(self._matcher, report, self._filters, self._cancelled)
        report.seconds = round(time.monotonic() - started, 3)
        report.cancelled = stopped
        return report

    def _scan_all(self, sources: Sequence[Source]) -> bool:
        """Scan everything. False when it was cancelled."""
        pieces = self._pieces
        for file in (self._watched(file) for source in sources for file in _files_of(source)):
            if self._cancelled():
                return False
            if pieces is not None and pieces.takes(file):
                if not pieces.begin_to_show():
                    return False
                continue
            self._file = file
            if not self._scanning.scan(file, self._go_on):
                return False
            self._watch.on_begun("")
            self._done += file.packed_size or file.size
            self._file = None
        return pieces is None or pieces.finish()

    def _watched(self, file: LogFile) -> LogFile:
        """Tell which file is begun; one that is to be avoided comes back as one that is refused."""
        if file.name in self._watch.avoided:
            return refused(file.name, ENDED_BEFORE)
        self._watch.on_begun(file.name)
        return file

    def _report(self) -> Report:
        if self._pieces is not None:
            return self._pieces.report()
        report = self._scanning.scanner.report()
        keep_within_bounds(report.findings, exactly=True)
        return report

    def _go_on(self, taken: int) -> bool:
        if self._pieces is not None:
            self._pieces.serve()
        return self._tell(taken)

    def _tell(self, taken: int = 0) -> bool:
        """Tell of progress when it is time; `taken` bytes of the file at hand are done. False when cancelled."""
        if self._cancelled():
            return False
        if self._on_progress is ignore:
            return True
        now = time.monotonic()
        if now - self._told >= self._pause and not (self._pieces is not None and self._pieces.begins):
            done, path = self._done_with(taken), self._file.name if self._file is not None else ""
            if self._pieces is None:
                report = snapshot(self._scanning.scanner.report())
            else:
                done, path = done + self._pieces.bytes, path or self._pieces.path
                report = self._pieces.report_so_far()
            self._told = time.monotonic()
            # A large report is not copied so often that the copying takes the time.
            self._pause = max(PROGRESS_SECONDS, _TIMES_SHOWING * (self._told - now)) if PROGRESS_SECONDS else 0.0
            self._on_progress(Progress(done, self._total, path, report, self._pace.seconds_left(done, self._total)))
        return True

    def _done_with(self, taken: int) -> int:
        """Bytes done of those in all, which are bytes on disk: packed files count as what they take there."""
        file = self._file
        if file is not None and file.packed_size:
            share = taken / file.size if file.size else 0.5
            return self._done + round(min(1.0, share) * file.packed_size)
        return self._done + taken


def suggest(matcher: Matcher, report: Report, filters: Filters, cancelled: Cancelled) -> None:
    """Look up the nearest entries for the commonest unknown lines."""
    if not report.unknown:
        return
    from app.core.lookup.suggestions import Suggester  # noqa: PLC0415 - most scans know every line

    suggester = Suggester(matcher, report, filters)
    for unknown in report.unknown[:MAX_SUGGESTED]:
        if cancelled():
            return
        unknown.suggestions = suggester.suggestions(unknown)


def size_of(source: Source) -> int:
    """A source's bytes on disk, or of its text; 0 when not known."""
    if isinstance(source, PathSource):
        return size_on_disk(source.path)
    return 0 if isinstance(source, StreamSource) else len(source.text)


def _files_of(source: Source) -> Iterator[LogFile]:
    """The files of a source. Whatever looking for them raises is said of the source, and the others follow."""
    try:
        yield from _found_in(source)
    except PASSED_ON:
        raise
    except BaseException as error:
        yield refused(str(source.path) if isinstance(source, PathSource) else source.name, reason(error))


def _found_in(source: Source) -> Iterator[LogFile]:
    if isinstance(source, PathSource):
        yield from log_files(source.path)
    elif isinstance(source, StreamSource):
        yield from log_files_in(source.name, source.stream)
    else:
        yield from log_files_in(source.name, source.text.encode("utf-8", errors="replace"))
