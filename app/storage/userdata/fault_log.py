"""A log of the program's own faults: where in the code each happened, and nothing of what was read or asked.

It is one file in the settings folder. A process that only helps another one, such as one that scans pieces of a log,
writes to it too: what goes wrong there, the person sees only as a scan that takes longer.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from app import __version__
from app.storage.userdata.crash_notes import plain_path

NAME: Final = "faults.log"
MAX_BYTES: Final = 128 * 1024
_MOST_FRAMES: Final = 16


class FaultLog(logging.Handler):
    """Writes records to the log by the places of their code; their words, which may hold anybody's, stay out.

    The file is opened for each line: on Windows an open one could not be replaced by another process.
    """

    def __init__(self, folder: Path) -> None:
        """Write to a folder, which is made when there is something to write."""
        super().__init__(logging.WARNING)
        self.path = folder / NAME
        self._last = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; the same one again and again is written once."""
        error = record.exc_info[1] if record.exc_info else None
        what = f"{record.levelname} {record.name}:{record.lineno} {record.funcName}{_fault(error)}"
        if what != self._last:
            self._last = what
            with suppress(OSError):
                self._write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {__version__} {os.getpid()} {what}\n")

    def _write(self, line: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):  # another process may have it open just now
            if self.path.stat().st_size > MAX_BYTES:
                self.path.replace(self.path.with_suffix(".old.log"))
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, line.encode("utf-8", "backslashreplace"))
        finally:
            os.close(descriptor)


def keep_fault_log(folder: Path) -> None:
    """Have whatever this process logs of the program's own code written to the log of a folder."""
    logger = logging.getLogger("app")
    logger.addHandler(FaultLog(folder))
    if sys.stderr is not None:
        # With a handler of its own it would say nothing on a console any more.
        logger.addHandler(logging.StreamHandler())


def log_fault(folder: Path, error: BaseException) -> Path:
    """Write one fault to the log of a folder, from where it was caught; returns the file."""
    log = FaultLog(folder)
    caller = sys._getframe(1)
    name = str(caller.f_globals.get("__name__", "?"))
    place = caller.f_code
    record = logging.LogRecord(
        name, logging.ERROR, place.co_filename, caller.f_lineno, "", None,
        (type(error), error, error.__traceback__), place.co_name,
    )  # fmt: skip
    log.emit(record)
    return log.path


def _fault(error: BaseException | None) -> str:
    """Name an error and what caused it by their types, each with the places it went through, the innermost last."""
    text = ""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        text += f" | {type(error).__qualname__}: {' > '.join(list(_places(error.__traceback__))[-_MOST_FRAMES:])}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return text


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{plain_path(code.co_filename)}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next
