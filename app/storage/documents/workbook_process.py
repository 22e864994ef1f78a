"""A process that reads workbooks for another one, with bounds on its memory and its time.

The library that reads them is native code: a workbook of a kilobyte can end its process, and no exception comes of it.
Here that is this workbook's verdict, and nothing else's. The process asks for the workbook's bytes piece by piece, so
whoever serves it never waits for a process that does not read.
"""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, BinaryIO

import msgspec
from msgspec import Struct

from app.core.text.statement import Statement
from app.storage.documents.process_limits import bound_this_process
from app.storage.documents.sheets import Opened, Rows, Sheet, SheetMessage, Unread, sheets_of
from app.storage.files.read_errors import DAMAGED, PASSED_ON, RefusedError, reason
from app.storage.files.shared_open import Stream
from app.storage.files.tied_process import tied
from app.storage.inputs.open_archives import spooled

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from typing_extensions import Buffer

PATIENCE = 60.0
"""A workbook is given up when nothing comes of it for so many seconds."""
IDLE_SECONDS = 10.0
"""A process with nothing to read waits so long for the next workbook, then it ends."""
_ANSWER_SECONDS = 5.0
_TURN_SECONDS = 0.05
_BLOCK = 32 * 1024
"""As much as any system's pipe takes at once."""
BROKE = Statement("workbook-broke")
TOO_LONG = Statement("workbook-too-long")


class Begin(Struct, frozen=True, tag=True):
    """To the process: read a workbook of a kind."""

    kind: str


class Wanted(Struct, frozen=True, tag=True):
    """From the process: it waits for the next bytes of the workbook, b"" at their end."""


class Refused(Struct, frozen=True, tag=True):
    """From the process: why the workbook cannot be read, or not to its end."""

    why: Statement


class Ended(Struct, frozen=True, tag=True):
    """From the process: that was all."""


_Answer = Opened | Sheet | Rows | Unread | Wanted | Refused | Ended
_encoded = msgspec.msgpack.Encoder().encode
_answer = msgspec.msgpack.Decoder(_Answer).decode
_begin = msgspec.msgpack.Decoder(Begin).decode


class _LostError(Exception):
    """The process at the other end of a pipe is gone."""


class WorkbookProcess:
    """Reads one workbook after another in a process, which starts with the first. One thread."""

    def __init__(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Start nothing yet. Reading ends when `cancelled` says so."""
        self._cancelled = cancelled
        self._child: _Child | None = None

    def sheets(self, kind: str, stream: BinaryIO) -> Iterator[SheetMessage | None]:
        """All that a workbook holds; None now and then while there is nothing yet: a turn to stop.

        Raises RefusedError with the reason, or what reading the stream raises.
        """
        child = self._begun(kind)
        complete = False
        heard = time.monotonic()
        try:
            while not complete:
                answer = child.hear()
                if answer is not None:
                    heard = time.monotonic()
                elif self._cancelled() or time.monotonic() - heard > PATIENCE:
                    raise RefusedError(TOO_LONG)
                if isinstance(answer, Wanted):
                    child.give(stream.read(_BLOCK) or b"")
                elif isinstance(answer, Refused):
                    # Where it is of no more use, it ends by itself.
                    complete = True
                    raise RefusedError(answer.why)
                elif isinstance(answer, Ended):
                    complete = True
                else:
                    yield answer
        except _LostError as error:
            raise RefusedError(BROKE) from error
        finally:
            if not complete:
                # Whatever it is at, nobody wants it any more.
                self.close()

    def close(self) -> None:
        """End the process, whatever it does."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def _begun(self, kind: str) -> _Child:
        """Let a process begin with a workbook. One that had nothing to do may have ended meanwhile."""
        if self._child is not None:
            with suppress(_LostError):
                self._child.begin(kind)
                return self._child
            self.close()
        self._child = _Child()
        with suppress(_LostError):
            # Who asks it for more learns that it is gone.
            self._child.begin(kind, wait=False)
        return self._child


class _Child:
    """The process and its pipes: two one-way ones, for a two-way pipe would be a socket."""

    def __init__(self) -> None:
        """Start it. Raises OSError, or whatever else a system says that cannot start it."""
        context = get_context("spawn")
        own_tasks, self._tasks = context.Pipe(duplex=False)
        self._answers, own_answers = context.Pipe(duplex=False)
        self._first: _Answer | None = None
        self._process: SpawnProcess = context.Process(
            target=serve, args=(own_tasks, own_answers), name="workbook reader", daemon=True
        )
        try:
            self._process.start()
            self._tie = tied(self._process)
        except BaseException:
            self._tasks.close()
            self._answers.close()
            raise
        finally:
            # While this process held the other's ends, it would never learn that the other is gone.
            own_tasks.close()
            own_answers.close()

    def begin(self, kind: str, *, wait: bool = True) -> None:
        """Let it read a workbook; with `wait` it has said that it does. Raises _LostError."""
        with _lost_where_it_fails():
            self._tasks.send_bytes(_encoded(Begin(kind)))
        if wait:
            self._first = self._heard(_ANSWER_SECONDS)
            if self._first is None:
                raise _LostError

    def give(self, block: bytes) -> None:
        """Give it the bytes that it waits for. Raises _LostError."""
        with _lost_where_it_fails():
            self._tasks.send_bytes(block)

    def hear(self) -> _Answer | None:
        """What it says next, None when that takes longer than a turn. Raises _LostError."""
        first, self._first = self._first, None
        return first or self._heard(_TURN_SECONDS)

    def _heard(self, seconds: float) -> _Answer | None:
        with _lost_where_it_fails():
            return _answer(self._answers.recv_bytes()) if self._answers.poll(seconds) else None

    def end(self) -> None:
        """End it, and wait until it is gone."""
        self._tasks.close()
        self._answers.close()
        # Not asked nicely: in the middle of a library's code it would not listen, and it has nothing to put in order.
        self._process.kill()
        self._tie.close()
        self._process.join(1.0)
        with suppress(ValueError):
            self._process.close()


@contextmanager
def _lost_where_it_fails() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        raise _LostError from error


# In the process.


def serve(tasks: Connection, answers: Connection) -> None:
    """Read one workbook after another until the pipe of tasks closes or nothing comes for a while."""
    # Ctrl+C reaches every process of a terminal; what it means, the one that asks for workbooks says.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bound_this_process()
    gc.freeze()
    with suppress(EOFError, OSError, _LostError):
        while tasks.poll(IDLE_SECONDS):
            if not _read(_begin(tasks.recv_bytes()).kind, tasks, answers):
                return


def _read(kind: str, tasks: Connection, answers: Connection) -> bool:
    """Read one workbook. False where the process is of no more use. Raises _LostError when nobody listens."""
    asked = _Asked(tasks, answers)
    try:
        with spooled(asked) as copy:  # type: ignore[arg-type] # a raw stream reads like any other
            for message in sheets_of(kind, copy, asked.bytes):
                _say(answers, message)
    except (*PASSED_ON, _LostError):
        raise
    except BaseException as error:
        # A library in Rust raises what is no Exception; what state it is in then, nobody knows. After memory ran out
        # much of it is still taken. All else is a verdict: the next workbook need not wait for another process.
        known = isinstance(error, Exception)
        _say(answers, Refused(reason(error) if known else DAMAGED))
        return known and not isinstance(error, MemoryError)
    _say(answers, Ended())
    return True


def _say(answers: Connection, message: _Answer) -> None:
    with _lost_where_it_fails():
        answers.send_bytes(_encoded(message))


class _Asked(Stream):
    """The bytes of a workbook, asked for one block after another."""

    def __init__(self, tasks: Connection, answers: Connection) -> None:
        super().__init__()
        self._tasks = tasks
        self._answers = answers
        self.bytes = 0

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer).cast("B")
        _say(self._answers, Wanted())
        with _lost_where_it_fails():
            block = self._tasks.recv_bytes()
        view[: len(block)] = block
        self.bytes += len(block)
        return len(block)
