"""One log that is followed: how far it is settled, and what is to be read when it has grown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from app.core.report.partial_report import Part, composed
from app.core.report.report import FileVerdict, Report
from app.services.scanning.byte_ranges import LogRange, whole_range
from app.services.scanning.file_scan import GoOn, LogScanning
from app.storage.files.read_errors import RefusedError, reason
from app.storage.files.shared_open import open_shared
from app.storage.inputs.discovery import log_files
from app.storage.inputs.log_file import LogFile
from app.storage.logs.tail_state import FileState, Trail, last_line_end, settled_end
from app.storage.logs.text_lines import HEAD_BYTES

_UNREAD = -1


@dataclass(slots=True, eq=False)
class FollowedLog:
    """A log: what it is called, where it is now, and what was read of it.

    `name` is its path when it was first seen, `state` its state at the last look, None when it is gone. Of a file of
    lines the bytes up to `offset` are settled: they hold `lines` lines and the heading `step`, and were counted for
    good. `rest` is what stands behind them, of any other file all of it.
    """

    name: Path
    path: Path
    state: FileState | None = None
    trail: Trail = field(default_factory=Trail)
    offset: int = 0
    lines: int = 0
    step: str = ""
    whole: LogRange | None = None
    waits: bool = False
    gone: bool = False
    settled_errors: int = 0
    rest: Report = field(default_factory=Report)

    @property
    def errors(self) -> int:
        """How many errors it holds, known and unknown ones."""
        return self.settled_errors + errors_in(self.rest)

    def has_news(self, state: FileState) -> bool:
        """Whether it is to be read: it changed, or its last line waited for an end and nothing came."""
        return state != self.state or self.waits

    def read(self, state: FileState, scanning: LogScanning, go_on: GoOn, settle: Callable[[Report], None]) -> bool:
        """Read what is new; `settle` is given what is counted for good. False when `go_on` stopped it.

        What cannot be read is said at the file, and tried again at the next look.
        """
        nothing_came = state == self.state and self.waits
        # Until all went well it is a file that was not read.
        self.state = replace(state, modified=_UNREAD)
        try:
            # The first bytes say what a file is and may name its vendor: while there are few, all may change.
            if self.offset == 0:
                self.whole = whole_range(self._file())
            if self.whole is None:
                complete = self._read_whole(state, scanning, go_on)
            else:
                complete = self._read_lines(state.size, nothing_came, scanning, go_on, settle)
        except Exception as error:
            self.rest = replace(self.rest, files=[FileVerdict(str(self.name), error=reason(error))])
            return True
        if complete:
            self.state = state
        return complete

    def _file(self) -> LogFile:
        """The file as a scan would take it, if it is one: an archive or a mail with attachments is more."""
        files = log_files(self.path)
        first = next(files, None)
        if first is None or first.path is None or next(files, None) is not None:
            return LogFile(str(self.path), 0, lambda: open_shared(self.path))
        return first

    def _read_lines(
        self, size: int, nothing_came: bool, scanning: LogScanning, go_on: GoOn, settle: Callable[[Report], None]
    ) -> bool:
        with open_shared(self.path) as stream:
            end = size if nothing_came else last_line_end(stream, self.offset, size)
            settled = settled_end(stream, self.offset, end) if size >= HEAD_BYTES else self.offset
            trail, settled_trail = Trail.of(stream, end), Trail.of(stream, settled)
        if settled > self.offset:
            part = self._scanned(settled, scanning, go_on)
            if part is None:
                return False
            report = self._placed(part)
            self.settled_errors += errors_in(report)
            self.lines += part.report.lines
            self.step = self.step if part.step is None else part.step
            self.offset, self.trail, self.rest = settled, settled_trail, Report()
            settle(report)
        part = self._scanned(end, scanning, go_on) if end > self.offset or not self.offset else Part(Report())
        if part is None:
            return False
        self.rest, self.trail, self.waits = self._placed(part), trail, end < size
        return True

    def _scanned(self, end: int, scanning: LogScanning, go_on: GoOn) -> Part | None:
        """What stands from the settled part up to an offset; None when it was stopped. Raises RefusedError."""
        assert self.whole is not None  # noqa: S101 - for the type checker
        piece = replace(self.whole, path=self.path, start=self.offset, end=end)
        scanning.scanner.start_anew()
        if not scanning.scan_range(piece, go_on, name=str(self.name)):
            return None
        part = scanning.scanner.part()
        if part.report.files[0].error:
            raise RefusedError(part.report.files[0].error)
        return part

    def _placed(self, part: Part) -> Report:
        """A part's report below what is settled: its lines counted on, its first findings under the heading above."""
        above = Part(Report(lines=self.lines), step=self.step, file_kind=part.file_kind)
        return replace(composed([above, part]), lines=part.report.lines)

    def _read_whole(self, state: FileState, scanning: LogScanning, go_on: GoOn) -> bool:
        scanning.scanner.start_anew()
        for file in log_files(self.path):
            called = str(self.name) + file.name.removeprefix(str(self.path))
            if not scanning.scan(replace(file, name=called), go_on):
                return False
        with open_shared(self.path) as stream:
            trail = Trail.of(stream, state.size)
        self.rest, self.trail, self.waits = scanning.scanner.report(), trail, False
        return True


def errors_in(report: Report) -> int:
    """How many errors a report counts, known and unknown ones."""
    return report.occurrences + sum(unknown.count for unknown in report.unknown) + report.unknown_dropped
