"""One process at a time: a lock that the system frees by itself when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_TRY_AGAIN_SECONDS: Final = 0.005


class FileBusyError(OSError):
    """Another process holds the lock for longer than one was willing to wait."""


@contextmanager
def only_one(lock: Path, wait: float = 2.0) -> Iterator[None]:
    """Be the only one, among processes and threads, between entering and leaving.

    `lock` is an empty file of its own, made when missing and never removed: a lock on the data itself would be lost
    with each replacement. `wait` is in seconds. Raises FileBusyError after that time, OSError where no file can be
    made.
    """
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        give_up = time.monotonic() + wait
        while not _taken(descriptor):
            if time.monotonic() >= give_up:
                raise FileBusyError(f"{lock.name} is held by another window of this program")
            time.sleep(_TRY_AGAIN_SECONDS)
        try:
            yield
        finally:
            _free(descriptor)
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _taken(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _free(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _taken(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _free(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
