"""Follow logs that go on being written: what is new in files and folders joins the report, again and again.

Each log is counted in two parts. What is settled, up to the beginning of its last record, is counted once and added
to a common report. The rest, a record of which more lines may come, is read anew whenever the log has grown, and
replaces what was said of it before. A line that has no end yet waits for it, or until nothing comes any more.

Which file is which log, its number and the bytes read before say: so a log may be renamed, copied and cut, or begun
anew under the same name, and every line is counted once.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from app.core.catalog.model import Entry
from app.core.lookup.lookup import Matcher
from app.core.lookup.suggestions import Suggester
from app.core.matching.filters import NO_FILTERS, Filters
from app.core.report.report import FileVerdict, Report
from app.core.report.unknown_groups import grouped
from app.core.text.statement import Statement
from app.services.followed_log import FollowedLog
from app.services.scanning.file_scan import GoOn, LogScanning
from app.services.scanning.progress import Cancelled, OnProgress, Pace, Progress, ignore, never
from app.services.scanning.scan import MAX_SUGGESTED, PROGRESS_SECONDS
from app.storage.files.read_errors import reason
from app.storage.files.shared_open import system_path
from app.storage.inputs.discovery import log_files
from app.storage.logs.tail_state import FileState, file_state, leads_to, siblings
from app.storage.logs.text_lines import HEAD_BYTES

_MERGE_AT_ONCE = 50
_TIMES_SHOWING = 10
_PACKED = frozenset({".gz", ".bz2", ".xz", ".zst", ".zip"})

_There = dict[Path, FileState]


@dataclass(frozen=True, slots=True)
class News:
    """What came since the last look: {name of a log: its new errors, known and unknown}, and logs that are new."""

    errors: Mapping[str, int] = field(default_factory=dict)
    logs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to tell a person."""
        return bool(self.errors or self.logs)


@dataclass(frozen=True, slots=True)
class Followed:
    """The report of all that was written so far, and what is new in it."""

    report: Report
    news: News


class Follower:
    """Follows files and folders from their beginning. One thread uses it at a time."""

    def __init__(self, matcher: Matcher, paths: Sequence[Path], filters: Filters = NO_FILTERS) -> None:
        """Nothing is read before the first `look`."""
        self._matcher = matcher
        self._filters = filters
        self._paths = tuple(paths)
        self._scanning = LogScanning(matcher.exact, filters)
        self._logs: list[FollowedLog] = []
        self._settled = Report()
        self._waiting: list[Report] = []
        self._suggestions: dict[str, tuple[Entry, ...]] = {}
        self._closed: dict[str, Statement] = {}
        self._looked = False

    def look(self, on_progress: OnProgress = ignore, cancelled: Cancelled = never) -> Followed | None:
        """Read what came since the last look. None when nothing did.

        When `cancelled` answers True the rest is left to the next look; the answer is what was read until then.
        """
        before = {log: log.errors for log in self._logs}
        closed = dict(self._closed)
        changed = [(log, state) for log, state in self._found() if log.has_news(state)]
        telling = _Telling(sum(max(0, state.size - log.offset) for log, state in changed), on_progress, cancelled)
        spoken = {log: [file.error for file in log.rest.files] for log, _ in changed}
        news = not self._looked or closed != self._closed
        stopped = False
        for log, state in changed:
            begun = log.offset
            stopped = not log.read(state, self._scanning, telling.of(log, self._so_far), self._settle)
            telling.done += max(0, state.size - begun)
            # A file that cannot be read is tried again each time; that is no news the second time.
            news = news or spoken[log] != [file.error for file in log.rest.files] or not _fails(log)
            if stopped:
                break
        self._scanning.scanner.start_anew()
        if not news:
            return None
        first, self._looked = not self._looked, True
        report = replace(self._report(cancelled), cancelled=stopped)
        return Followed(report, News() if first else self._news(before))

    def _news(self, before: Mapping[FollowedLog, int]) -> News:
        errors: dict[str, int] = {}
        for log in self._logs:
            more = log.errors - before.get(log, 0)
            if more > 0:
                errors[str(log.name)] = errors.get(str(log.name), 0) + more
        known = {str(log.name) for log in self._logs if log in before}
        return News(errors, tuple(dict.fromkeys(str(log.name) for log in self._logs if str(log.name) not in known)))

    # Which file is which log

    def _found(self) -> list[tuple[FollowedLog, FileState]]:
        """Every log that is there, with its state; new ones are taken in."""
        there = dict(self._walk())
        taken: dict[Path, tuple[FollowedLog, FileState]] = {}
        lost: list[FollowedLog] = []
        for log in sorted(self._logs, key=lambda log: log.gone):
            state = there.get(log.path) or file_state(log.path)
            if state is not None and log.path not in taken and _is_still(log, state):
                log.gone = False
                taken[log.path] = log, state
            elif not log.gone:
                lost.append(log)
        beside: dict[Path, _There] = {}
        for log in lost:
            folder = log.path.parent
            if folder not in beside:
                beside[folder] = siblings(log.path)
            heir = _heir(log, {**beside[folder], **there}, taken)
            log.gone = heir is None
            if heir is not None:
                log.path = heir
                taken[heir] = log, there.get(heir) or beside[folder][heir]
        for path, state in there.items():
            if path not in taken and not self._was_packed(path):
                log = FollowedLog(path, path)
                self._logs.append(log)
                taken[path] = log, state
        return list(taken.values())

    def _walk(self) -> Iterator[tuple[Path, FileState]]:
        """The files that are to be followed, those in folders too, in order of name."""
        self._closed = {}
        for path in self._paths:
            if path.is_dir():
                yield from self._folder(path)
                continue
            state = file_state(path)
            if state is not None:
                yield path, state
            elif not any(log.name == path for log in self._logs):
                self._closed[str(path)] = reason(FileNotFoundError())

    def _folder(self, top: Path) -> Iterator[tuple[Path, FileState]]:
        start = system_path(top)

        def cannot(error: OSError) -> None:
            why = Statement("folder-unopened", {"why": reason(error)})
            self._closed[str(top / os.path.relpath(str(error.filename or start), start))] = why

        for folder, folders, names in os.walk(start, onerror=cannot):
            folders.sort(key=str.casefold)
            here = top / os.path.relpath(folder, start)
            for name in sorted(names, key=str.casefold):
                state = file_state(here / name)
                if state is not None:
                    yield here / name, state

    def _was_packed(self, path: Path) -> bool:
        """Whether a new file is a log, packed, that was read before it was packed."""
        gone = [log for log in self._logs if log.gone and log.trail.end]
        if not gone or path.suffix.casefold() not in _PACKED:
            return False
        try:
            for file in log_files(path):
                with file.open() as stream:
                    head = b""
                    while len(head) < HEAD_BYTES and (more := stream.read(HEAD_BYTES - len(head))):
                        head += more
                return any(log.trail.begins(head) for log in gone)
        except Exception:
            return False
        return False

    # The report

    def _settle(self, report: Report) -> None:
        self._waiting.append(report)
        if len(self._waiting) >= _MERGE_AT_ONCE:
            self._merge()

    def _merge(self) -> None:
        if self._waiting:
            self._settled = self._settled.merged(*self._waiting)
            self._waiting = []

    def _so_far(self) -> Report:
        """A report to be shown while one is read."""
        self._merge()
        return self._settled.merged(*(log.rest for log in self._logs), self._scanning.scanner.report())

    def _report(self, cancelled: Cancelled) -> Report:
        self._merge()
        closed = [FileVerdict(name, error=why) for name, why in self._closed.items()]
        report = self._settled.merged(*(log.rest for log in self._logs), Report(files=closed))
        report.unknown = grouped(report.unknown)
        suggester = Suggester(self._matcher, report, self._filters)
        for unknown in report.unknown[:MAX_SUGGESTED]:
            nearest = self._suggestions.get(unknown.shape)
            if nearest is None and not cancelled():
                nearest = self._suggestions[unknown.shape] = suggester.suggestions(unknown)
            unknown.suggestions = nearest or ()
        return report


def _fails(log: FollowedLog) -> bool:
    return any(file.error for file in log.rest.files)


def _is_still(log: FollowedLog, state: FileState) -> bool:
    """Whether the file at a log's path is the one that was read."""
    known = log.state
    if known is None or state == known:
        return not log.gone or bool(log.trail.end)
    if log.gone:
        # Back again, as on a share that was away; some number files anew.
        return bool(log.trail.end) and leads_to(log.trail, log.path, state)
    return state.identity == known.identity and (not log.trail.end or leads_to(log.trail, log.path, state))


def _heir(log: FollowedLog, there: _There, taken: Mapping[Path, object]) -> Path | None:
    """The file that is the log under another name, or else a copy of it; None when there is none."""
    free = {path: state for path, state in there.items() if path not in taken}
    number = log.state.identity if log.state else None
    renamed = [path for path, state in free.items() if number is not None and state.identity == number]
    # A program that keeps its old logs puts something behind their names.
    named = [path for path in free if path == log.path or path.name.startswith(log.path.stem)]
    for path in (*renamed, *sorted(named, key=lambda path: path != log.path)):
        if log.trail.end and leads_to(log.trail, path, free[path]):
            return path
    return None


class _Telling:
    """Tells how far a look is, and whether it is to go on."""

    def __init__(self, total: int, on_progress: OnProgress, cancelled: Cancelled) -> None:
        self._total = total
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._pace = Pace()
        self._told = time.monotonic()
        self._pause = PROGRESS_SECONDS
        self.done = 0

    def of(self, log: FollowedLog, report: Callable[[], Report]) -> GoOn:
        """What is asked while a log is read."""

        def go_on(taken: int) -> bool:
            if self._cancelled():
                return False
            now = time.monotonic()
            if self._on_progress is not ignore and now - self._told >= self._pause:
                done = self.done + taken
                left = self._pace.seconds_left(done, self._total)
                progress = Progress(done, self._total, str(log.name), report(), left)
                self._told = time.monotonic()
                # A large report is not put together so often that this takes the time.
                self._pause = max(PROGRESS_SECONDS, _TIMES_SHOWING * (self._told - now))
                self._on_progress(progress)
            return True

        return go_on
