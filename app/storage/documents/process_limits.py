"""Bounds that a process sets itself before it reads what somebody else wrote: of memory, and of its life."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

MEMORY = 2 * 1024**3
"""The memory of a process that reads with a library which does not bound its own."""


def bound_this_process(memory: int = MEMORY) -> None:
    """Let this process have so much memory at most, leave no core file and no window behind when it is ended by that.

    What a library says while it breaks goes nowhere: it is meant for programmers, and may hold a student's data.
    """
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
    if sys.platform == "win32":
        _bound_on_windows(memory)
    else:
        _bound_elsewhere(memory)


if sys.platform == "win32":
    import ctypes

    from app.storage.files.job_object import JobObject, windows_kernel

    _NO_WINDOWS = 0x0001 | 0x0002

    def _bound_on_windows(memory: int) -> None:
        """Put this process into a job object of its own; where a system does not allow that, it goes on without."""
        ctypes.WinDLL("kernel32").SetErrorMode(_NO_WINDOWS)
        kernel = windows_kernel()
        # The handle stays open: it ends, as the job does, with this process.
        JobObject(kernel, kernel.GetCurrentProcess(), memory=memory)

else:
    _KILL_WITH_PARENT = 1
    _KILL = 9

    def _bound_elsewhere(memory: int) -> None:
        import resource  # noqa: PLC0415 - not on Windows

        for which, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
            # Nobody may ask for more than is allowed already, and macOS does not know the first.
            with suppress(OSError, ValueError):
                _, hard = resource.getrlimit(which)
                resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        if sys.platform == "linux":
            import ctypes  # noqa: PLC0415 - only here

            # A reader that hangs does not see that its pipe has ended.
            with suppress(OSError, AttributeError):
                ctypes.CDLL(None).prctl(_KILL_WITH_PARENT, _KILL, 0, 0, 0)
