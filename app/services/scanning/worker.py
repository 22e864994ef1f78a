"""A process that scans pieces of large logs for another one. It ends with its pipe of tasks, whatever happens there."""

from __future__ import annotations

import gc
import signal
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from app.core.catalog.model import Entry
from app.core.matching.exact_match import ExactMatcher
from app.core.matching.filters import Filters
from app.services.scanning.file_scan import LogScanning
from app.services.scanning.priority import lower_priority
from app.services.scanning.protocol import (
    Done,
    Failed,
    Found,
    Ready,
    Stop,
    Stopped,
    Taken,
    Task,
    digest_of,
    dumped,
    in_portions,
    loaded,
)
from app.storage.catalog.cache import Compiled, load_catalog, load_compiled
from app.storage.catalog.checked import read_checked_catalog
from app.storage.places import Places

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

LISTEN_SECONDS = 0.01
TELL_SECONDS = 0.1


def work(
    tasks: Connection,
    results: Connection,
    places: Places,
    joined: Compiled | None,
    filters: Filters,
    *,
    stand_back: bool,
) -> None:
    """Scan what the tasks say until their pipe closes. `stand_back`: other programs, and the window, go first."""
    # What was loaded stays: nobody need look for garbage in it.
    gc.freeze()
    if stand_back:
        lower_priority()
    # Ctrl+C reaches every process of a terminal; what it means for the scan, the caller says.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        found = load_compiled(joined) if joined else None
        known = found or load_catalog(places.catalog, places.cache, read_checked_catalog)
        exact = ExactMatcher(known.catalog, known.groundwork)
        worker = _Worker(tasks, results, LogScanning(exact, filters, cache=places.cache), places.settings)
        gc.collect()
        gc.freeze()
        results.send_bytes(dumped(Ready(digest_of(known.catalog))))
        worker.run()
    except (EOFError, OSError):
        # The other end is gone, or this one is not wanted any more: there is nobody to tell.
        return
    except Exception as error:
        from app.storage.userdata.fault_log import log_fault  # noqa: PLC0415 - for faults only

        log_fault(places.settings, error)
        raise


class _Worker:
    """One process's side of the pipes."""

    def __init__(self, tasks: Connection, results: Connection, scanning: LogScanning, settings: Path) -> None:
        self._tasks = tasks
        self._results = results
        self._scanning = scanning
        self._settings = settings
        self._waiting: deque[Task] = deque()
        self._head = ""
        self._stopped = False
        self._listened = self._told = 0.0

    def run(self) -> None:
        """Do one task after another. Raises EOFError when the pipe closes."""
        while True:
            while not self._waiting and not self._stopped:
                self._listen()
            if self._waiting:
                self._scan(self._waiting.popleft())
            if self._stopped:
                self._stopped = False
                self._results.send_bytes(dumped(Stopped()))

    def _listen(self) -> None:
        message = loaded(self._tasks.recv_bytes(), _NO_ENTRIES)
        if isinstance(message, Stop):
            self._stopped = True
            self._waiting.clear()
        else:
            self._waiting.append(message)

    def _scan(self, task: Task) -> None:
        begun = time.monotonic()
        if task.head is not None:
            self._head = task.head
        scanning = self._scanning
        scanning.scanner.start_anew()
        try:
            complete = scanning.scan_range(replace(task.piece, head=self._head), self._go_on)
            part = scanning.scanner.part()
        except (EOFError, OSError):
            raise
        except Exception as error:  # whatever it is, the piece is scanned again where it can be told
            from app.storage.userdata.fault_log import log_fault  # noqa: PLC0415 - for faults only

            log_fault(self._settings, error)
            self._results.send_bytes(dumped(Failed()))
            return
        for findings in in_portions(part.report.findings):
            self._results.send_bytes(dumped(Found(findings)))
        part = replace(part, report=replace(part.report, findings=[]))
        self._results.send_bytes(dumped(Done(part, complete, time.monotonic() - begun)))

    def _go_on(self, taken: int) -> bool:
        now = time.monotonic()
        if now - self._listened >= LISTEN_SECONDS:
            self._listened = now
            while self._tasks.poll():
                self._listen()
        if now - self._told >= TELL_SECONDS:
            self._told = now
            self._results.send_bytes(dumped(Taken(taken)))
        return not self._stopped


_NO_ENTRIES: dict[str, Entry] = {}
