"""What a walk keeps open between one member of an archive and the next: one archive a level, no more."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, TYPE_CHECKING, BinaryIO, Generic, TypeVar, cast

from app.storage.files.read_errors import read_errors
from app.storage.files.shared_open import Stream

if TYPE_CHECKING:
    from typing_extensions import Buffer

IN_MEMORY = 32 * 1024**2
"""A packed archive inside of another is held in memory up to this size, else in a file that has no name."""
_BLOCK = 256 * 1024
T = TypeVar("T")


class Held(Generic[T]):
    """Something open with the streams that read from it; it is closed when it is dropped and nobody reads any more."""

    def __init__(self, owner: object, content: T, close: Callable[[], None]) -> None:
        """Hold `content` for an archive; `close` ends it."""
        self.owner = owner
        self.content = content
        self._close = close
        self._users = 0
        self._wanted = True
        self._lock = threading.Lock()

    def use(self) -> None:
        """Say that a stream reads from it."""
        with self._lock:
            self._users += 1

    def done(self) -> None:
        """Say that a stream is closed."""
        with self._lock:
            self._users -= 1
            ends = not self._wanted and self._users == 0
        if ends:
            self._close()

    def drop(self) -> None:
        """Close it, now or with its last stream."""
        with self._lock:
            ends = self._wanted and self._users == 0
            self._wanted = False
        if ends:
            self._close()

    def __del__(self) -> None:
        with suppress(*read_errors()):
            self.drop()


class Shelf:
    """The archives held open, by their level."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._held: dict[int, Held[object]] = {}
        self._lock = threading.RLock()

    def get(self, level: int, owner: object) -> Held[object] | None:
        """What is held for this archive, if it is."""
        held = self._held.get(level)
        return held if held is not None and held.owner is owner else None

    def put(self, level: int, held: Held[object]) -> None:
        """Hold this instead of what was held at its level."""
        with self._lock:
            self.drop(level)
            self._held[level] = held

    def drop(self, level: int) -> None:
        """Hold nothing at a level any more."""
        with self._lock:
            held = self._held.pop(level, None)
        if held is not None:
            held.drop()

    def __del__(self) -> None:
        for level in list(self._held):
            with suppress(*read_errors()):
                self.drop(level)


def spooled(stream: BinaryIO) -> BinaryIO:
    """A copy of a stream that can be read at any place, in memory or in a file without a name; closes the stream.

    The system deletes that file when it is closed, also when this program dies. Raises what reading raises.
    """
    # Closed by whoever holds it.
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    try:
        buffer = bytearray(_BLOCK)
        view = memoryview(buffer)
        while size := stream.readinto(view):  # type: ignore[attr-defined]
            spool.write(view[:size])
    except BaseException:
        spool.close()
        raise
    finally:
        stream.close()
    spool.seek(0)
    return cast(BinaryIO, spool)


class View(Stream):
    """Reads a spooled file from its beginning, beside other readers; `on_close` is told when it is closed."""

    def __init__(self, spool: BinaryIO, on_close: Callable[[], None]) -> None:
        """Read a file that somebody else closes."""
        super().__init__()
        self._spool = spool
        self._on_close = on_close
        self._position = 0

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer by one read."""
        self._spool.seek(self._position)
        data = self._spool.read(len(memoryview(buffer).cast("B")))
        memoryview(buffer).cast("B")[: len(data)] = data
        self._position += len(data)
        return len(data)

    def close(self) -> None:
        """Leave the file to the others."""
        if not self.closed:
            self._on_close()
        super().close()
