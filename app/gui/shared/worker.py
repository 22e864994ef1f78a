"""The one worker thread. Loading, scanning and exporting run here, one after another, each of them cancellable.

A job's signals live on the GUI thread although they are raised in the worker's. Connect them to
bound methods of GUI-thread QObjects only: a lambda would run in the worker's thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

FOR_EVER = -1
_PAINT_SECONDS = 0.012


class Job(QObject):
    """One piece of work and what comes of it.

    Signals:
        started: The worker has begun.
        progressed: What the work told of itself on the way.
        succeeded: The work's result.
        failed: The exception it ended with.
        ended: It is over, in whatever way; always the last signal, with the job itself.
    """

    started = Signal()
    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal(object)

    def __init__(self, work: Callable[[Job], object], parent: QObject | None = None, *, must_end: bool = False) -> None:
        """Prepare the work: a function of this job, through which it tells progress and learns of a cancel.

        What `must_end` writes something that a person asked for: the program does not end in the middle of it.
        """
        super().__init__(parent)
        self._work = work
        self.must_end = must_end
        self.at_work = False
        """Whether the work has begun and is not over. Safe in any thread."""
        self._cancel = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it ends by itself soon after, or never starts."""
        self._cancel.set()

    def is_cancelled(self) -> bool:
        """Whether the work should stop. Safe in any thread."""
        return self._cancel.is_set()

    def tell(self, progress: object) -> None:
        """Called by the work: pass progress on. After a cancel this is what was found until then."""
        self.progressed.emit(progress)
        # The window is about to paint what it was told; for that moment it need not compete for the interpreter.
        time.sleep(_PAINT_SECONDS)

    def run(self) -> None:
        """Do the work, in the calling thread."""
        self.at_work = True
        self.started.emit()
        try:
            self.succeeded.emit(self._work(self))
        except Exception as problem:
            self.failed.emit(problem)
        finally:
            self.at_work = False
            self.ended.emit(self)


class _Run(QRunnable):
    """Carries a job into the pool's thread; keeps it alive there."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class Worker(QObject):
    """A single thread with a queue of jobs.

    Signals:
        failed: A job ended with this exception, after the job itself told of it.
    """

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make the queue; the thread starts with the first job."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(FOR_EVER)
        self._jobs: list[Job] = []
        self._ended: list[Job] = []
        self._stopped = False

    def submit(self, job: Job) -> None:
        """Put a job at the end of the queue; after `stop` nothing is begun any more."""
        if self._stopped:
            return
        self._ended.clear()
        self._jobs.append(job)
        job.failed.connect(self.failed)
        job.ended.connect(self._set_aside)
        self._pool.start(_Run(job))

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._jobs)

    @property
    def threads(self) -> int:
        """How many threads run a job at this moment: one or none."""
        return self._pool.activeThreadCount()

    def stop(self) -> None:
        """Cancel everything; only signals already on their way are still heard. `wait` says whether it is over."""
        self._stopped = True
        self._pool.clear()
        for job in self._jobs:
            job.cancel()
            job.blockSignals(True)

    def wait(self, seconds: float) -> bool:
        """Wait after a stop until the thread is gone, longer than so many seconds only for what must end.

        A share that has gone away may hold the thread for minutes, and nothing can end it but the end of the program.
        """
        must_end = any(job.must_end and job.at_work for job in self._jobs)
        gone = self._pool.waitForDone(FOR_EVER if must_end else round(1_000 * seconds))
        if gone:
            self._jobs.clear()
        return gone

    def _set_aside(self, job: Job) -> None:
        # Kept until the next job comes: the thread may still be on its way out of this job's last signal.
        if job in self._jobs:  # not after a stop
            self._jobs.remove(job)
            self._ended.append(job)
