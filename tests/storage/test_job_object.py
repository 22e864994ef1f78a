"""Job objects of Windows, with a Windows that is made up: who is in which job, and what ends with it."""

from __future__ import annotations

import ctypes

import pytest

from app.storage.files.job_object import ExtendedLimits, JobObject


class Windows:
    """Remembers what it was asked for; `refused` is a function that fails."""

    def __init__(self, refused: str = "") -> None:
        self.refused = refused
        self.open: set[int] = set()
        self.limits: dict[int, ExtendedLimits] = {}
        self.members: dict[int, int] = {}

    def CreateJobObjectW(self, security: None, name: None) -> int | None:
        if self.refused == "create":
            return None
        self.open.add(7)
        return 7

    def SetInformationJobObject(self, job: int, kind: int, limits: object, size: int) -> int:
        assert kind == 9
        assert size == ctypes.sizeof(ExtendedLimits)
        self.limits[job] = limits._obj  # type: ignore[attr-defined]
        return int(self.refused != "limits")

    def AssignProcessToJobObject(self, job: int, process: int) -> int:
        self.members[process] = job
        return int(self.refused != "assign")

    def GetCurrentProcess(self) -> int:
        return -1

    def CloseHandle(self, handle: int) -> int:
        self.open.remove(handle)
        return 1


def test_a_child_ends_with_the_handle_of_its_job() -> None:
    windows = Windows()
    job = JobObject(windows, 42, ends_with_handle=True)
    assert job.is_bound
    assert windows.members == {42: 7}
    assert windows.limits[7].basic.flags == 0x2400
    assert windows.open == {7}, "open as long as this process lives"
    job.close()
    job.close()
    assert not windows.open


def test_a_reader_of_workbooks_has_a_bound_on_its_memory() -> None:
    windows = Windows()
    JobObject(windows, windows.GetCurrentProcess(), memory=2 * 1024**3)
    assert windows.limits[7].basic.flags == 0x0500
    assert windows.limits[7].process_memory == 2 * 1024**3
    assert windows.open == {7}


@pytest.mark.parametrize("refused", ["create", "limits", "assign"])
def test_what_a_system_does_not_allow_binds_nothing_and_leaves_no_handle(refused: str) -> None:
    windows = Windows(refused)
    job = JobObject(windows, 42, ends_with_handle=True)
    assert not job.is_bound
    assert not windows.open
    job.close()


def test_limits_are_laid_out_as_windows_has_them() -> None:
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert ctypes.sizeof(ExtendedLimits) == 144
        assert ExtendedLimits.process_memory.offset == 112
