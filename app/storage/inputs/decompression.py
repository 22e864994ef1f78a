"""Packed bytes to bytes: gzip, bzip2, xz and zst as streams that give all there is before a damaged place."""

from __future__ import annotations

import bz2
import lzma
import queue
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from isal import igzip_lib

from app.core.text.statement import Statement
from app.storage.files.file_types import BZIP2, DEFLATE, GZIP, XZ, ZSTD
from app.storage.files.read_errors import RefusedError
from app.storage.files.shared_open import Stream

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from typing_extensions import Buffer

BLOCK = 256 * 1024
_IN, _AHEAD = 128 * 1024, 4
_AHEAD_BLOCK = 512 * 1024
_MAX_MEMORY = 256 * 1024**2
"""Memory that an xz file may ask for; ordinary ones take up to 65 MB."""
_MAX_WINDOW_LOG = 27
_FREE_PARTS, _LEAST_OF_PART = 10_000, 64
PIECES = Statement("too-many-pieces")


class _Decompressor(Protocol):
    """What bz2, lzma, isal and zstd have in common."""

    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


_MAKERS: dict[str, Callable[[], _Decompressor]] = {
    GZIP: lambda: cast(_Decompressor, igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP)),
    DEFLATE: lambda: cast(_Decompressor, igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_DEFLATE)),
    BZIP2: bz2.BZ2Decompressor,
    XZ: lambda: lzma.LZMADecompressor(memlimit=_MAX_MEMORY),
    ZSTD: lambda: cast(
        _Decompressor, zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _MAX_WINDOW_LOG})
    ),
}
_MAGIC = {DEFLATE: b"", GZIP: b"\x1f\x8b", BZIP2: b"BZh", XZ: b"\xfd7zXZ\x00", ZSTD: b""}


def unpacked(kind: str, stream: BinaryIO, *, ahead: bool = False) -> BinaryIO:
    """The unpacked bytes of a stream of this kind, which is closed with it.

    `ahead`: a thread unpacks while the bytes before are looked at. A file that ends too early
    raises EOFError behind its last bytes; other damage raises the library's error there.
    """
    unpacking = Unpacking(kind, stream)
    return cast(BinaryIO, Ahead(unpacking) if ahead else unpacking)


class Unpacking(Stream):
    """Unpacks a stream part by part (a file may be several packed files one behind the other)."""

    def __init__(self, kind: str, stream: BinaryIO) -> None:
        """Unpack a stream of one of the kinds in `file_kinds.PACKED`."""
        super().__init__()
        self._kind = kind
        self._stream = stream
        self._decompressor: _Decompressor | None = _MAKERS[kind]()
        self._rest = b""
        self._parts = 0
        self._given = 0

    def readinto(self, buffer: Buffer) -> int:
        """Unpack into the buffer. Raises EOFError where the file is cut off."""
        view = memoryview(buffer).cast("B")
        data = self.block(len(view))
        view[: len(data)] = data
        return len(data)

    def block(self, size: int) -> bytes:
        """At most `size` unpacked bytes, b"" at the end. Raises as `readinto` does, or RefusedError."""
        while self._decompressor is not None:
            if self._decompressor.eof:
                self._next_part()
                continue
            packed, self._rest = self._rest, b""
            if not packed and self._decompressor.needs_input:
                packed = self._stream.read(_IN)
            if not packed and self._decompressor.needs_input:
                raise EOFError
            data = self._decompressor.decompress(packed, size)
            if data:
                self._given += len(data)
                return data
        return b""

    def _next_part(self) -> None:
        """Go on with the next packed file. Zeros and other bytes behind the last are no part of it, as with gzip."""
        assert self._decompressor is not None  # noqa: S101 - for the type checker
        self._parts += 1
        if self._parts > _FREE_PARTS and self._given < self._parts * _LEAST_OF_PART:
            # Beginning a piece takes a thousand times as long as reading its few bytes.
            raise RefusedError(PIECES)
        if self._kind == DEFLATE:
            self._decompressor = None
            return
        magic = _MAGIC[self._kind]
        rest = bytes(self._decompressor.unused_data)
        while len(rest := rest.lstrip(b"\x00")) < len(magic) or not rest:
            more = self._stream.read(_IN)
            if not more:
                self._decompressor = None
                return
            rest += more
        if not rest.startswith(magic):
            self._decompressor = None
            return
        self._decompressor = _MAKERS[self._kind]()
        self._rest = rest

    def close(self) -> None:
        """Close the packed stream as well."""
        if not self.closed:
            self._stream.close()
        super().close()


class Ahead(Stream):
    """Reads a stream in a thread of its own, a few blocks ahead; what was read before an error comes before it."""

    def __init__(self, stream: Unpacking) -> None:
        """Start to read."""
        super().__init__()
        self._blocks: queue.Queue[bytes | Exception] = queue.Queue(_AHEAD)
        self._stopped = threading.Event()
        self._block = memoryview(b"")
        self._error: Exception | None = None
        self._ended = False
        self._stream = stream
        self._thread = threading.Thread(
            target=_read_ahead, args=(stream, self._blocks, self._stopped), name="unpack", daemon=True
        )
        self._thread.start()

    def readinto(self, buffer: Buffer) -> int:
        """Hand over what is there, waiting for more where nothing is. Raises what reading raised."""
        if not self._block and not self._ended:
            item = self._blocks.get()
            if isinstance(item, Exception):
                self._error = item
                self._ended = True
            else:
                self._block = memoryview(item)
                self._ended = not item
        if self._error is not None:
            raise self._error
        view = memoryview(buffer).cast("B")
        size = min(len(view), len(self._block))
        view[:size] = self._block[:size]
        self._block = self._block[size:]
        return size

    def close(self) -> None:
        """Stop the thread, then close the stream."""
        if not self.closed:
            self._stopped.set()
            while self._thread.is_alive():
                # The thread may wait for room.
                try:
                    self._blocks.get_nowait()
                except queue.Empty:
                    self._thread.join(0.001)
            self._stream.close()
        super().close()


def _read_ahead(stream: Unpacking, blocks: queue.Queue[bytes | Exception], stopped: threading.Event) -> None:
    while not stopped.is_set():
        try:
            block: bytes | Exception = stream.block(_AHEAD_BLOCK)
        except Exception as error:
            block = error
        blocks.put(block)
        if not block or isinstance(block, Exception):
            return
