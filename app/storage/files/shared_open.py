"""Opening a file that other programs write, move or hold open meanwhile, for reading only."""

from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from typing_extensions import Buffer

_LONG_PATH = 240
"""From here on Windows needs the long form of a path (its limit is 260 with the end mark, less for folders)."""


def open_shared(path: Path) -> BinaryIO:
    """Open a file unbuffered, so that others may go on writing, renaming and deleting it.

    It ends where it ended when it was opened, or earlier when it was cut meanwhile. Raises OSError.
    """
    if sys.platform == "win32":
        return cast(BinaryIO, OpenFile(_windows_descriptor(system_path(path))))
    else:
        return cast(BinaryIO, OpenFile(os.open(path, os.O_RDONLY | os.O_CLOEXEC)))


def system_path(path: Path) -> str:
    """The path as the system takes it: on Windows long ones need a prefix."""
    text = str(path)
    if os.name != "nt" or len(text) < _LONG_PATH or text.startswith("\\\\?\\"):
        return text
    full = str(path.absolute())
    return f"\\\\?\\UNC\\{full[2:]}" if full.startswith("\\\\") else f"\\\\?\\{full}"


class Stream(io.RawIOBase):
    """Base of our byte streams: subclasses fill `readinto`; one call reads once, so that nothing read is lost."""

    def readable(self) -> bool:
        """Streams of this kind are read only."""
        return True

    def read1(self, size: int = -1) -> bytes:
        """At most `size` bytes by one read; b"" at the end."""
        return self.read(256 * 1024 if size < 0 else size) or b""


class Joined(Stream):
    """The first bytes of a stream, which were looked at, and the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        """Put bytes before a stream."""
        super().__init__()
        self._head = memoryview(head)
        self._rest = rest

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer by one read."""
        view = memoryview(buffer).cast("B")
        if not self._head:
            return int(self._rest.readinto(view))  # type: ignore[attr-defined]
        size = min(len(view), len(self._head))
        view[:size] = self._head[:size]
        self._head = self._head[size:]
        return size


class OpenFile(io.FileIO):
    """A file on disk up to the size that it had when it was opened."""

    def __init__(self, descriptor: int) -> None:
        """Take over an open descriptor. Raises OSError for a folder."""
        try:
            state = os.fstat(descriptor)
            super().__init__(descriptor)
        except OSError:
            os.close(descriptor)
            raise
        # Pipes, devices and files such as those below /proc do not tell their size.
        self._end = state.st_size if stat.S_ISREG(state.st_mode) and state.st_size else None

    def _bounded(self, size: int) -> int:
        return size if self._end is None else max(0, min(size, self._end - self.tell()))

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer by one read; 0 at the end."""
        view = memoryview(buffer).cast("B")
        return super().readinto(view if self._end is None else view[: self._bounded(len(view))]) or 0

    def read(self, size: int | None = -1) -> bytes:
        """At most `size` bytes by one read, all that is left without a size."""
        if size is None or size < 0:
            return self.readall()
        return super().read(self._bounded(size)) or b""

    def readall(self) -> bytes:
        """All that is left."""
        parts = []
        while part := self.read(1024 * 1024):
            parts.append(part)
        return b"".join(parts)

    def read1(self, size: int = -1) -> bytes:
        """At most `size` bytes by one read; b"" at the end."""
        return self.read(256 * 1024 if size < 0 else size)


if sys.platform == "win32":
    import ctypes
    import msvcrt

    _READ, _SHARE_ALL, _OPEN_EXISTING, _SEQUENTIAL = 0x80000000, 7, 3, 0x08000000
    _INVALID = ctypes.c_void_p(-1).value
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateFileW.restype = ctypes.c_void_p
    _kernel.CreateFileW.argtypes = (
        ctypes.c_wchar_p,
        ctypes.c_uint32,
        ctypes.c_uint32,
        ctypes.c_void_p,
        ctypes.c_uint32,
        ctypes.c_uint32,
        ctypes.c_void_p,
    )
    _kernel.CloseHandle.argtypes = (ctypes.c_void_p,)

    def _windows_descriptor(path: str) -> int:
        # Python's own open() lets nobody delete or rename the file while it is read.
        handle = _kernel.CreateFileW(path, _READ, _SHARE_ALL, None, _OPEN_EXISTING, _SEQUENTIAL, None)
        if handle == _INVALID:
            code = ctypes.get_last_error()
            raise OSError(0, ctypes.FormatError(code), path, code)
        try:
            return msvcrt.open_osfhandle(handle, os.O_RDONLY)
        except OSError:
            _kernel.CloseHandle(handle)
            raise
