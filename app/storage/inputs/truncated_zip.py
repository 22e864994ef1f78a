"""A zip file whose end is missing: its list of members stood there, so they are found by their own headers."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from app.storage.files.file_types import DEFLATE
from app.storage.files.shared_open import Stream
from app.storage.inputs.decompression import Unpacking

if TYPE_CHECKING:
    from typing_extensions import Buffer

_HEADER = struct.Struct("<4sHHHHHIIIHH")
_MAX_MEMBERS = 10_001
_BLOCK = 256 * 1024
_SIZE_BEHIND = 8
"""The flag of a member whose size stands behind it: it ends where its packed bytes say so."""
_UTF8 = 0x800
_BEHIND = 24


class CutZip:
    """Reads a zip file from its front, as far as it goes; what it has in common with `ZipFile` is all that is used."""

    def __init__(self, file: BinaryIO) -> None:
        """Find the members. Raises BadZipFile when there is none."""
        self._file = file
        self._size = file.seek(0, io.SEEK_END)
        self.NameToInfo: dict[str, zipfile.ZipInfo] = {}
        self._starts: dict[int, int] = {}
        self._infos: list[zipfile.ZipInfo] = []
        position: int | None = 0
        while position is not None and len(self._infos) < _MAX_MEMBERS:
            position = self._read_header(position)
        if not self._infos:
            raise zipfile.BadZipFile

    def infolist(self) -> list[zipfile.ZipInfo]:
        """The members in their order."""
        return self._infos

    def open(self, info: zipfile.ZipInfo | str) -> BinaryIO:
        """A member's bytes; raises EOFError behind the last when it is the one that is cut off."""
        found = self.NameToInfo[info] if isinstance(info, str) else info
        start = self._starts[found.header_offset]
        section = cast(BinaryIO, _Section(self._file, start, start + found.compress_size, self._size))
        return cast(BinaryIO, Unpacking(DEFLATE, section)) if found.compress_type == zipfile.ZIP_DEFLATED else section

    def close(self) -> None:
        """Nothing: the file is closed by whoever opened it."""

    def _read_header(self, position: int) -> int | None:
        """Read the header at a place; where the next one is, or None."""
        self._file.seek(position)
        head = self._file.read(_HEADER.size)
        if len(head) < _HEADER.size:
            return None
        mark, _, flags, method, _, _, _, packed, size, name_size, extra_size = _HEADER.unpack(head)
        name = self._file.read(name_size)
        if mark != b"PK\x03\x04" or len(name) < name_size:
            return None
        start = position + _HEADER.size + name_size + extra_size
        info = zipfile.ZipInfo(name.decode("utf-8" if flags & _UTF8 else "cp437", errors="replace"))
        info.compress_type, info.flag_bits, info.header_offset = method, flags, position
        behind = 0
        if flags & _SIZE_BEHIND or packed == 0xFFFFFFFF:
            packed, size, behind = self._packed_size(start, method), 0, _BEHIND
        info.compress_size, info.file_size = packed, size
        self._starts[position] = start
        self._infos.append(info)
        self.NameToInfo.setdefault(info.filename, info)
        return self._next_header(start + packed, behind)

    def _next_header(self, end: int, behind: int) -> int | None:
        self._file.seek(end)
        found = self._file.read(behind + 4).find(b"PK\x03\x04")
        return end + found if found >= 0 else None

    def _packed_size(self, start: int, method: int) -> int:
        """How many packed bytes a member has whose header does not say so: all to the end unless they say it."""
        if method != zipfile.ZIP_DEFLATED:
            return max(0, self._size - start)
        self._file.seek(start)
        unpacking = zlib.decompressobj(-15)
        read = 0
        while block := self._file.read(_BLOCK):
            read += len(block)
            while block:
                # In parts: a block of a bomb would fill the memory.
                unpacking.decompress(block, _BLOCK)
                if unpacking.eof:
                    return read - len(unpacking.unused_data)
                block = unpacking.unconsumed_tail
        return read


class _Section(Stream):
    """A part of a file, read beside other parts; raises EOFError when the file ends before the part does."""

    def __init__(self, file: BinaryIO, start: int, end: int, file_size: int) -> None:
        super().__init__()
        self._file = file
        self._at = start
        self._end = end
        self._file_size = file_size

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer by one read."""
        view = memoryview(buffer).cast("B")
        self._file.seek(self._at)
        data = self._file.read(min(len(view), self._end - self._at))
        if not data and self._at < self._end and len(view):
            raise EOFError
        view[: len(data)] = data
        self._at += len(data)
        return len(data)
