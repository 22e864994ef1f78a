"""Child processes that end with this one, however it ends: killed, crashed or logged off."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess


class Tie(Protocol):
    """Holds a child process to this one."""

    def close(self) -> None:
        """Let go of it; on Windows that ends it, with all that it started."""


class _Pipe:
    """Elsewhere a child ends with its pipe, and one that hangs by what the system is asked in `process_limits`."""

    def close(self) -> None:
        """Do nothing."""


def tied(process: BaseProcess) -> Tie:
    """Tie a process that was started just now, before it can start others, to this one."""
    if sys.platform == "win32":
        from app.storage.files.job_object import JobObject, windows_kernel  # noqa: PLC0415 - Windows

        # Its sentinel is its handle.
        return JobObject(windows_kernel(), process.sentinel, ends_with_handle=True)
    else:
        return _Pipe()
