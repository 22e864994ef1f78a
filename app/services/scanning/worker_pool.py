"""The worker processes of a scan, seen from the process that wants the scan.

Each is reached by two one-way pipes: a two-way pipe would be a socket, queues and pools need semaphores and threads.
"""

from __future__ import annotations

import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from msgspec.structs import replace

from app.core.catalog.model import Catalog, Entry
from app.core.matching.filters import Filters
from app.core.report.findings import Finding
from app.services.scanning.byte_ranges import LogRange
from app.services.scanning.protocol import (
    Done,
    Failed,
    Found,
    Message,
    Ready,
    Stop,
    Stopped,
    Taken,
    Task,
    digest_of,
    dumped,
    loaded,
)
from app.services.scanning.report_assembler import PiecedFile, Scanned
from app.services.scanning.worker import work
from app.storage.catalog.cache import Compiled
from app.storage.files.tied_process import tied
from app.storage.places import Places

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

START_SECONDS = 20.0
"""A worker that is not ready after so long is given up."""

SILENT_SECONDS = 15.0
"""A worker with a piece tells of it ten times a second; one that says nothing for so long is given up."""

AHEAD = 2
"""Pieces that a worker has at a time: the one at hand, and one so that it need not wait for the next."""

Piece = tuple[PiecedFile, LogRange]


class Worker:
    """One worker process. `taken` counts the bytes done of the piece at hand, `speed` is in bytes a second."""

    def __init__(self, places: Places, joined: Compiled | None, filters: Filters, *, stand_back: bool) -> None:
        """Start the process; `stand_back`: other programs go first.

        Raises OSError, or whatever else a system says that cannot start it.
        """
        context = get_context("spawn")
        own_tasks, self._tasks = context.Pipe(duplex=False)
        self.results, own_results = context.Pipe(duplex=False)
        self.process: SpawnProcess = context.Process(
            target=work,
            args=(own_tasks, own_results, places, joined, filters),
            kwargs={"stand_back": stand_back},
            name="scan worker",
            daemon=True,
        )
        self.started = self.heard = time.monotonic()
        self.pieces: deque[Piece] = deque()
        self.ready = False
        self.taken = 0
        self.speed = 0.0
        self.findings: list[Finding] = []
        self._file: PiecedFile | None = None
        try:
            with _interrupts_ignored():
                self.process.start()
            self._tie = tied(self.process)
        except BaseException:
            self._tasks.close()
            self.results.close()
            raise
        finally:
            # While this process held the worker's ends, it would never learn that the worker is gone.
            own_tasks.close()
            own_results.close()

    def may_take(self, file: PiecedFile) -> bool:
        """Whether it wants another piece, of this file. A new file comes only when it is free to read of it."""
        return self.ready and (not self.pieces or (len(self.pieces) < AHEAD and file is self._file))

    def give(self, file: PiecedFile, piece: LogRange) -> None:
        """Let it scan a piece. Raises OSError when it is gone; the piece counts as given all the same."""
        if not self.pieces:
            self.heard = time.monotonic()
        self.pieces.append((file, piece))
        head = None if file is self._file else piece.head
        self._file = file
        self._tasks.send_bytes(dumped(Task(replace(piece, head=""), head)))

    def stop(self) -> None:
        """Let it say what it has. Raises OSError when it is gone."""
        self._tasks.send_bytes(dumped(Stop()))

    def leave(self) -> None:
        """Let the process end, without waiting for it."""
        self._tasks.close()
        self.results.close()
        # It has nothing to put in order, and one that somebody stopped hears nothing else.
        self.process.kill()
        self._tie.close()

    def end(self) -> None:
        """End the process, whatever it does, and wait until it is gone."""
        self.leave()
        self.process.join(1.0)
        with suppress(ValueError):
            self.process.close()


class Crew:
    """Worker processes that scan pieces. `on_scanned` is told of each piece that one has done."""

    def __init__(self, catalog: Catalog, on_scanned: Callable[[PiecedFile, Scanned], None]) -> None:
        """Nobody is at work yet; `catalog` is what all of them must have."""
        self._catalog = catalog
        self._entries: Mapping[str, Entry] = {entry.id: entry for entry in catalog.entries}
        self._on_scanned = on_scanned
        self._digest: bytes | None = None
        self.workers: list[Worker] = []
        self.left: deque[Piece] = deque()
        """Pieces of workers that are gone: to be scanned by the caller."""

    def start(
        self, processes: int, places: Places, joined: Compiled | None, filters: Filters, *, stand_back: bool = False
    ) -> None:
        """Start so many processes, or as many as can be had; returns before they are ready.

        They read the catalog of these places, or the compiled one where it was joined with added folders.
        `stand_back`: they are to leave the processor to others, such as the window that waits for them.
        """
        for _ in range(processes):
            try:
                self.workers.append(Worker(places, joined, filters, stand_back=stand_back))
            except Exception as error:  # without them all goes on, only slower
                from app.storage.userdata.fault_log import log_fault  # noqa: PLC0415 - for faults only

                log_fault(places.settings, error)
                return

    @property
    def ready(self) -> bool:
        """Whether a worker is ready."""
        return any(worker.ready for worker in self.workers)

    @property
    def busy(self) -> bool:
        """Whether a worker has a piece."""
        return any(worker.pieces for worker in self.workers)

    @property
    def taken(self) -> int:
        """The bytes done of the pieces at hand."""
        return sum(worker.taken for worker in self.workers)

    def give(self, file: PiecedFile, next_piece: Callable[[float], LogRange | None]) -> None:
        """Let workers have pieces of a file as far as they want any; `next_piece` cuts one for a speed."""
        for worker in list(self.workers):
            while worker.may_take(file) and (piece := next_piece(worker.speed)) is not None:
                try:
                    worker.give(file, piece)
                except OSError:
                    self._give_up(worker)
                    break

    def listen(self, seconds: float) -> None:
        """Hear what workers say, and wait for it so long at most."""
        if not self.workers:
            return
        said = wait([worker.results for worker in self.workers], seconds)
        now = time.monotonic()
        for worker in list(self.workers):
            if worker.results in said:
                worker.heard = now
                self._hear_out(worker)
            elif not worker.ready and now - worker.started > START_SECONDS:
                self._give_up(worker)
            elif worker.pieces and now - worker.heard > SILENT_SECONDS:
                # Stopped by somebody, or stuck: nobody waits for it, and its pieces are scanned here.
                self._give_up(worker)

    def stop(self, seconds: float) -> None:
        """End the scan early: take what workers can say of the pieces at hand within so many seconds."""
        until = time.monotonic() + seconds
        for worker in list(self.workers):
            try:
                worker.stop()
            except OSError:
                self._give_up(worker)
        while self.busy and (rest := until - time.monotonic()) > 0:
            self.listen(rest)

    def end(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.leave()
        for worker in self.workers:
            worker.end()
        self.workers.clear()

    def _hear_out(self, worker: Worker) -> None:
        """Hear what a worker says, up to the end of one piece: between two pieces the caller may want to stop."""
        try:
            while worker.results.poll():
                message: Message = loaded(worker.results.recv_bytes(), self._entries)
                if not self._hear(worker, message):
                    self._give_up(worker)
                    return
                if isinstance(message, Done):
                    return
        except (EOFError, OSError):
            self._give_up(worker)

    def _hear(self, worker: Worker, message: Message) -> bool:
        """Take in a message. False when this worker is of no use."""
        match message:
            case Ready(digest):
                if self._digest is None:
                    self._digest = digest_of(self._catalog)
                worker.ready = digest == self._digest
                return worker.ready
            case Taken(count):
                worker.taken = count
            case Found(findings):
                worker.findings += findings
            case Failed():
                return False
            case Stopped():
                worker.pieces.clear()
            case Done(part, complete, seconds):
                file, piece = worker.pieces.popleft()
                part.report.findings, worker.findings = worker.findings, []
                worker.taken = 0
                worker.speed = (piece.end - piece.start) / max(seconds, 0.001)
                self._on_scanned(file, Scanned(piece, part, complete))
        return True

    def _give_up(self, worker: Worker) -> None:
        self.workers.remove(worker)
        self.left.extend(worker.pieces)
        worker.end()


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """A process started meanwhile ignores Ctrl+C from its first moment on, where handlers are passed on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
