"""How much may come out of an archive: over all files and levels in it together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, cast

from app.core.text.statement import Statement
from app.storage.files.read_errors import RefusedError
from app.storage.files.shared_open import Stream

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAX_ARCHIVE_FILES = 10_000
MAX_ARCHIVE_RATIO = 200
"""A member that grows more than this is refused as an archive bomb (logs reach about 60)."""
MAX_UNPACKED = 20 * 1024**3
MIN_BOUND = 64 * 1024**2
UNKNOWN_SIZE = MAX_UNPACKED
"""For a file whose packed size is not known: only the bound over all levels counts."""
MAX_DEPTH = 5
"""How many archives may stand in one another (`a.zip` in `b.tar` in `c.gz` is three)."""
BOMB = Statement("archive-bomb")
TOO_DEEP = Statement("nested-too-deep", {"n": MAX_DEPTH})
TOO_MANY = Statement("archive-too-many", {"n": MAX_ARCHIVE_FILES, "m": MAX_ARCHIVE_FILES})


def most_unpacked(packed: int) -> int:
    """The most bytes that so many packed bytes may become."""
    return min(MAX_UNPACKED, max(MIN_BOUND, packed * MAX_ARCHIVE_RATIO))


class Budget:
    """What may still come out of one dropped file: bytes and files, however they are nested."""

    def __init__(self, packed: int) -> None:
        """Set the bounds by the size of the file on disk."""
        self._bytes = most_unpacked(packed)
        self.files_left = MAX_ARCHIVE_FILES

    def take(self, size: int) -> None:
        """Count unpacked bytes. Raises RefusedError when there are too many."""
        self._bytes -= size
        if self._bytes < 0:
            raise RefusedError(BOMB)


class Meter:
    """Counts what comes out of one packed file; reading it again costs nothing."""

    def __init__(self, budget: Budget, most: int) -> None:
        """Count for a budget, and up to `most` bytes of this file itself."""
        self._budget = budget
        self._most = most
        self._counted = 0

    def reached(self, position: int) -> None:
        """Say how far the file was read. Raises RefusedError beyond a bound."""
        if position > self._counted:
            self._budget.take(position - self._counted)
            self._counted = position
            if position > self._most:
                raise RefusedError(BOMB)


class Metered(Stream):
    """An unpacking stream whose bytes are counted; `on_close` is told when it is closed."""

    def __init__(self, stream: BinaryIO, meter: Meter, on_close: Callable[[], None] | None = None) -> None:
        """Wrap a stream that gives what it has by one `readinto` or `readinto1`."""
        super().__init__()
        self._stream = stream
        # A buffered reader's readinto reads on until the buffer is full, and loses all at a damaged place.
        read = getattr(stream, "readinto1", None) or stream.readinto  # type: ignore[attr-defined]
        self._read = cast("Callable[[memoryview], int]", read)
        self._meter = meter
        self._on_close = on_close
        self._position = 0

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer by one read. Raises RefusedError beyond a bound, else what unpacking raises."""
        size = self._read(memoryview(buffer).cast("B"))
        self._position += size
        self._meter.reached(self._position)
        return size

    def close(self) -> None:
        """Close the stream as well."""
        if not self.closed:
            try:
                self._stream.close()
            finally:
                if self._on_close is not None:
                    self._on_close()
        super().close()
