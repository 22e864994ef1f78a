"""Scan sources for known errors: the use case behind a drop on the window and behind `scan`."""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, cast

from app.core.filters import NO_FILTERS, Filters
from app.core.log_record import LogRecord
from app.core.matcher import Matcher
from app.core.report import Finding, Report
from app.core.scanner import Scanner
from app.services.progress import Cancelled, OnProgress, Progress, ignore, never
from app.services.sources import PathSource, Source, StreamSource
from app.storage.log_files import READ_ERRORS, LogFile, log_files, reason
from app.storage.log_formats import format_of, records_of
from app.storage.log_text import HEAD_BYTES, encoding_of, lines_of

if TYPE_CHECKING:
    from typing_extensions import Buffer

BATCH = 500
BATCH_LETTERS = 1_000_000
PROGRESS_SECONDS = 0.1
MAX_SUGGESTED = 300
"""Shapes of unknown lines for which nearest entries are looked up, the most frequent first."""
SUGGESTIONS = 3
_SNAPSHOT_VALUES = 200


def scan(
    matcher: Matcher,
    sources: Sequence[Source],
    filters: Filters = NO_FILTERS,
    on_progress: OnProgress = ignore,
    cancelled: Cancelled = never,
) -> Report:
    """Scan files, folders, archives and texts. What cannot be read is named in the report; the rest goes on.

    `on_progress` is told about ten times a second; when `cancelled` answers True the report so
    far is returned, marked as cancelled.
    """
    return _Scan(matcher, filters, on_progress, cancelled).run(sources)


class _Scan:
    """One scan under way."""

    def __init__(self, matcher: Matcher, filters: Filters, on_progress: OnProgress, cancelled: Cancelled) -> None:
        self._matcher = matcher
        self._filters = filters
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._scanner = Scanner(matcher.exact, filters)
        self._total = 0
        self._done = 0
        self._told = time.monotonic()

    def run(self, sources: Sequence[Source]) -> Report:
        started = time.monotonic()
        files = [file for source in sources for file in _files_of(source)]
        self._total = sum(file.size for file in files)
        stopped = False
        for file in files:
            stopped = self._cancelled() or not self._scan_file(file)
            if stopped:
                break
        report = self._scanner.report()
        if not stopped:
            self._suggest(report)
        report.seconds = round(time.monotonic() - started, 3)
        report.cancelled = stopped
        return report

    def _scan_file(self, file: LogFile) -> bool:
        """Scan one file; False when the person cancelled."""
        before, begun = self._done, len(self._scanner.files)
        try:
            with file.open() as stream:
                finished = self._scan_stream(file, stream)
        except READ_ERRORS as error:
            if len(self._scanner.files) == begun:
                self._scanner.begin_file(file.name)
            self._scanner.files[-1].error = reason(error)
            finished = True
        self._done = max(self._done, before + file.size)
        return finished

    def _scan_stream(self, file: LogFile, stream: BinaryIO) -> bool:
        counted = _Counted(stream)
        head = counted.head(HEAD_BYTES)
        encoding = encoding_of(head)
        verdict = self._scanner.begin_file(file.name, head.decode(encoding or "utf-8", errors="replace"))
        verdict.encoding = encoding or ""
        if encoding is None:
            verdict.error = "This is no text file; its content was not read."
            return True
        lines = lines_of(io.BufferedReader(counted, 256 * 1024), encoding)
        first = next(lines, None)
        if first is None:
            verdict.format = "empty"
            return True
        verdict.format = format_of(first[1])
        last = _LastLine(chain([first], lines))
        records = records_of(iter(last), verdict.format, self._matcher.exact.clue_reader)
        before = self._done
        for batch in _batches(records):
            self._scanner.feed(batch)
            verdict.bytes, verdict.lines = counted.bytes, last.number
            self._done = before + counted.bytes
            if self._cancelled():
                return False
            self._tell(file.name)
        verdict.bytes, verdict.lines = counted.bytes, last.number
        return True

    def _tell(self, path: str) -> None:
        now = time.monotonic()
        if now - self._told >= PROGRESS_SECONDS:
            self._told = now
            self._on_progress(Progress(self._done, self._total, path, _snapshot(self._scanner.report())))

    def _suggest(self, report: Report) -> None:
        for unknown in report.unknown[:MAX_SUGGESTED]:
            answer = self._matcher.look_up(unknown.sample, self._filters, limit=SUGGESTIONS)
            unknown.suggestions = tuple(match.entry for match in answer.matches[:SUGGESTIONS])


def _batches(records: Iterator[LogRecord]) -> Iterator[list[LogRecord]]:
    """The records a few hundred at a time, fewer where they are long; those before a read error come before it."""
    batch: list[LogRecord] = []
    letters = 0
    try:
        for record in records:
            batch.append(record)
            letters += len(record.text)
            if len(batch) >= BATCH or letters >= BATCH_LETTERS:
                yield batch
                batch, letters = [], 0
    except READ_ERRORS:
        yield batch
        raise
    yield batch


class _Counted(io.RawIOBase):
    """A stream whose head can be looked at first; counts the bytes that were taken."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = cast(io.BufferedIOBase, stream)
        self._head = b""
        self._error: Exception | None = None
        self.bytes = 0

    def head(self, size: int) -> bytes:
        """The first bytes, up to `size`. A read error is kept until what came before it was taken."""
        try:
            while len(self._head) < size and (more := self._stream.read1(size - len(self._head))):
                self._head += more
        except READ_ERRORS as error:
            if not self._head:
                raise
            self._error = error
        return self._head

    def readable(self) -> bool:
        """Streams of this kind are read only."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer from the head, then from the stream behind it."""
        view = memoryview(buffer).cast("B")
        if not self._head and self._error is not None:
            raise self._error
        # One read at a time: a longer one would lose what came before a read error.
        data = self._head[: len(view)] or self._stream.read1(len(view))
        self._head = self._head[len(view) :]
        view[: len(data)] = data
        self.bytes += len(data)
        return len(data)


class _LastLine:
    """Passes lines on and remembers the number of the last."""

    def __init__(self, lines: Iterator[tuple[int, str]]) -> None:
        self._lines = lines
        self.number = 0

    def __iter__(self) -> Iterator[tuple[int, str]]:
        for line in self._lines:
            self.number = line[0]
            yield line


def _files_of(source: Source) -> Iterator[LogFile]:
    if isinstance(source, PathSource):
        try:
            yield from log_files(source.path)
        except OSError as error:
            yield _unreadable(str(source.path), error)
        return
    if isinstance(source, StreamSource):
        yield LogFile(source.name, 0, lambda: source.stream)
        return
    data = source.text.encode("utf-8", errors="replace")
    yield LogFile(source.name, len(data), lambda: io.BytesIO(data))


def _unreadable(name: str, error: OSError) -> LogFile:
    def fail() -> BinaryIO:
        raise error

    return LogFile(name, 0, fail)


def _snapshot(report: Report) -> Report:
    """A copy that another thread may show while counting goes on; long lists of values are cut to the commonest."""
    return replace(
        report,
        files=[replace(file) for file in report.files],
        findings=[_copied(finding) for finding in report.findings],
        unknown=[replace(unknown) for unknown in report.unknown[:_SNAPSHOT_VALUES]],
    )


def _copied(finding: Finding) -> Finding:
    return replace(
        finding,
        files=Counter(finding.files),
        records=Counter(dict(islice(finding.records.items(), _SNAPSHOT_VALUES))),
        record_kinds={},
        record_details={},
        values={
            name: Counter(dict(islice(counted.items(), _SNAPSHOT_VALUES))) for name, counted in finding.values.items()
        },
        times=Counter(finding.times),
        samples=list(finding.samples),
    )
