"""Job objects of Windows: they bound processes there, and end them with the process that started them."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Final, Protocol

_EXTENDED_LIMITS: Final = 9
_MEMORY, _DIE_QUIETLY, _END_WITH_HANDLE = 0x0100, 0x0400, 0x2000


class Kernel(Protocol):
    """What is called of Windows; handles are numbers, 0 and None stand for failures."""

    def CreateJobObjectW(self, security: None, name: None) -> int | None:  # noqa: N802 - a name of Windows
        """Make a job without a name, whose handle no child inherits."""

    def SetInformationJobObject(self, job: int, kind: int, limits: object, size: int) -> int:  # noqa: N802 - a name of Windows
        """Set its limits."""

    def AssignProcessToJobObject(self, job: int, process: int) -> int:  # noqa: N802 - a name of Windows
        """Put a process into it; whatever that starts from then on is in it, too."""

    def GetCurrentProcess(self) -> int:  # noqa: N802 - a name of Windows
        """The handle of this process."""

    def CloseHandle(self, handle: int) -> int:  # noqa: N802 - a name of Windows
        """Give a handle back."""


class _Basic(ctypes.Structure):
    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """Limits of a job, as Windows lays them out."""

    _fields_ = (
        ("basic", _Basic),
        ("transfers", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class JobObject:
    """A job with one process and what that starts. Where a system does not allow it, nothing is bound."""

    def __init__(self, kernel: Kernel, process: int, *, memory: int = 0, ends_with_handle: bool = False) -> None:
        """Put a process into a job of its own, with so many bytes of memory at most.

        `ends_with_handle`: it ends when `close` is called, or when this process ends, however that happens.
        """
        self._kernel = kernel
        self._handle = kernel.CreateJobObjectW(None, None) or 0
        if not self._handle:
            return
        limits = ExtendedLimits()
        limits.basic.flags = _DIE_QUIETLY | (_MEMORY if memory else 0) | (_END_WITH_HANDLE if ends_with_handle else 0)
        limits.process_memory = memory
        size = ctypes.sizeof(limits)
        bound = kernel.SetInformationJobObject(self._handle, _EXTENDED_LIMITS, ctypes.byref(limits), size)
        if not bound or not kernel.AssignProcessToJobObject(self._handle, process):
            self.close()

    @property
    def is_bound(self) -> bool:
        """Whether the process is in the job, and the job was not closed."""
        return self._handle != 0

    def close(self) -> None:
        """Give the job back."""
        handle, self._handle = self._handle, 0
        if handle:
            self._kernel.CloseHandle(handle)


def windows_kernel() -> Kernel:
    """The functions of Windows, with the types of what they take and give."""
    # Asked by its name: the attribute is not there elsewhere.
    kernel = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009 - see above
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
    kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    found: Kernel = kernel
    return found
