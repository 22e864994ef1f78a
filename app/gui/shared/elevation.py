"""A window that runs as administrator: Windows lets nobody drop files on it from the desktop of the person.

The program never asks for these rights; it only says what they cost, for the setup or a habit may have started it so.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.gui.shared.notices import Kind, Notice

FULL_RIGHTS: Final = 2
"""The token of an administrator who agreed to have all rights. One whose rights are never cut down has 1: there the
desktop has the same rights as the window, and drops arrive."""


def elevation_notices(kind_of_token: Callable[[], int] | None = None) -> list[Notice]:
    """What to tell when drops cannot arrive; nothing in most cases."""
    if (kind_of_token or _kind_of_token)() != FULL_RIGHTS:
        return []
    text = QCoreApplication.translate(
        "Elevation",
        "This window runs as administrator, so Windows does not let you drop files on it. Close it and start it as "
        "usual, or open logs with Ctrl+O, or paste them.",
    )
    return [Notice(Kind.WARNING, text)]


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    def _kind_of_token() -> int:
        query, elevation_type = 0x0008, 18
        kernel, security = ctypes.WinDLL("kernel32"), ctypes.WinDLL("advapi32")
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        security.OpenProcessToken.argtypes = (wintypes.HANDLE, wintypes.DWORD, ctypes.POINTER(wintypes.HANDLE))
        security.GetTokenInformation.argtypes = (
            wintypes.HANDLE,
            ctypes.c_int,
            ctypes.c_void_p,
            wintypes.DWORD,
            ctypes.POINTER(wintypes.DWORD),
        )
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        token, kind, size = wintypes.HANDLE(), wintypes.DWORD(), wintypes.DWORD()
        if not security.OpenProcessToken(kernel.GetCurrentProcess(), query, ctypes.byref(token)):
            return 0
        try:
            security.GetTokenInformation(token, elevation_type, ctypes.byref(kind), 4, ctypes.byref(size))
        finally:
            kernel.CloseHandle(token)
        return kind.value
else:

    def _kind_of_token() -> int:
        return 0
