"""A log's bytes by the block: whole lines with LF at their ends, in one buffer that is used again and again.

Reading into one buffer is many times faster than making new ones. UTF-8 and Windows-1252 stay as they are (only
lines that matter are ever decoded); UTF-16 and UTF-32 become UTF-8 on the way.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, BinaryIO

from app.storage.logs.log_formats import LOOKED_AT, format_of
from app.storage.logs.text_lines import HEAD_BYTES, encoding_of, without_filling

if TYPE_CHECKING:
    from typing_extensions import Buffer

BUFFER_BYTES = 1024 * 1024
READ_BYTES = 256 * 1024

_LONE_CR = re.compile(rb"\r(?!\n)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_CUTS = (b"}", b";", b",", b" ")
_FIRST_LINES = 20_000
_MOST_FILLING = 256 * 1024**2
"""Zeros at the beginning of a log that are skipped."""
_WIDE = ("utf-16", "utf-32")


class LogStream(io.RawIOBase):
    """A stream whose first bytes can be looked at; counts the bytes that were taken.

    A read error is raised only when what came before it has been taken.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Read from a stream that is read once."""
        super().__init__()
        self._stream = stream
        self._head = bytearray()
        self._error: Exception | None = None
        self.bytes = 0
        self._look()
        skipped = 0
        while len(self._head) == HEAD_BYTES and not any(self._head) and skipped < _MOST_FILLING:
            # Nothing but zeros: the log begins behind them.
            skipped += HEAD_BYTES
            self.bytes += HEAD_BYTES
            self._head.clear()
            self._look()
        self.head = bytes(self._head)

    def _look(self) -> None:
        room = bytearray(HEAD_BYTES)
        try:
            while len(self._head) < HEAD_BYTES:
                count = self._into(memoryview(room)[: HEAD_BYTES - len(self._head)])
                if not count:
                    break
                self._head += room[:count]
        except Exception as error:
            if not self._head:
                raise
            self._error = error

    def _into(self, view: memoryview) -> int:
        readinto = getattr(self._stream, "readinto1", None) or getattr(self._stream, "readinto", None)
        if readinto is not None:
            return readinto(view) or 0
        data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)

    def readable(self) -> bool:
        """Streams of this kind are read only."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer from the head, then from the stream behind it. Raises one of read_errors."""
        view = memoryview(buffer).cast("B")
        count = min(len(view), len(self._head))
        if count:
            view[:count] = self._head[:count]
            del self._head[:count]
        elif self._error is not None:
            raise self._error
        else:
            count = self._into(view)
        self.bytes += count
        return count


class WithoutZeros(io.RawIOBase):
    """The bytes of a text without the zeros that a crash leaves in it; `found` says whether there were any."""

    def __init__(self, stream: LogStream) -> None:
        """Read a text in which no letter has a zero."""
        super().__init__()
        self._stream = stream
        self.found = False

    def readable(self) -> bool:
        """Streams of this kind are read only."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer by one read, or by more while these give nothing but zeros."""
        view = memoryview(buffer).cast("B")
        while count := self._stream.readinto(view):
            data = bytes(view[:count])
            if 0 not in data:
                return count
            self.found = True
            data = data.replace(b"\x00", b"")
            view[: len(data)] = data
            if data:
                return len(data)
        return 0


class _Transcoded(io.RawIOBase):
    """A UTF-16 or UTF-32 stream as UTF-8."""

    def __init__(self, stream: LogStream, encoding: str) -> None:
        super().__init__()
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._room = bytearray(64 * 1024)
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer).cast("B")
        while not self._ready and not self._ended:
            count = self._stream.readinto(self._room)
            self._ended = not count
            text = self._decoder.decode(bytes(self._room[:count]), final=self._ended)
            self._ready = text.encode("utf-8", "surrogatepass")
        count = min(len(view), len(self._ready))
        view[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count


class BlockReader:
    """Hands out a log in blocks.

    Use: `while reader.next(): done = look_at(reader.buffer, reader.length, reader.final); reader.release(done)`.
    """

    def __init__(self, stream: LogStream, encoding: str, limit: int | None = None) -> None:
        """Read a stream of an encoding that `encoding_of` knows. `limit`: read no further than so many bytes."""
        self._source = as_bytes(stream, encoding)
        self._bom = encoding != "utf-8"
        self._limit = limit
        self.buffer = bytearray(BUFFER_BYTES)
        self._view = memoryview(self.buffer)
        self._have = 0
        self._held_cr = False
        self._ended = False
        self._pending: Exception | None = None
        self.length = 0
        self.final = False
        self.zeros = False

    def next(self) -> bool:
        """Fetch the next block into `buffer[:length]`; False when there is none. Raises one of read_errors.

        `final` says that the log ends with this block. A line longer than the buffer comes in pieces.
        """
        error: Exception | None = None
        if not self._ended:
            try:
                self._fill()
            except Exception as problem:
                error = problem
                self._ended = True
        if self._ended:
            self.length, self.final = self._have, True
        else:
            self.length = self.buffer.rfind(b"\n", 0, self._have) + 1 or self._cut()
        if error is not None and not self.length:
            raise error
        self._pending = error
        return self.length > 0

    def release(self, done: int) -> None:
        """Give back the first `done` bytes; what follows comes again. Raises a read error that was waiting."""
        rest = self._have - done
        self._view[:rest] = bytes(self._view[done : self._have])
        self._have = rest
        if self._pending is not None:
            raise self._pending

    def _fill(self) -> None:
        """Read until a line ends and some is there, or the buffer is full, or the stream ends."""
        begun = self._have
        # One byte stays free, for a CR that waited.
        while self._have < len(self.buffer) - 1:
            room = min(len(self.buffer) - 1, self._have + READ_BYTES)
            if self._limit is not None:
                room = min(room, self._have + self._limit)
            count = self._source.readinto(self._view[self._have : room]) if room > self._have else 0
            if not count:
                self._ended = True
                if self._held_cr:
                    self._append(b"\n")
                return
            if self._limit is not None:
                self._limit -= count
            self._normalise(count)
            if self._have - begun >= READ_BYTES // 2 and self.buffer.rfind(b"\n", begun, self._have) >= 0:
                return

    def _append(self, data: bytes) -> None:
        self._view[self._have : self._have + len(data)] = data
        self._have += len(data)

    def _normalise(self, count: int) -> None:
        """Take in new bytes: no byte order mark, every line end as LF or CRLF."""
        start, end = self._have, self._have + count
        if self.buffer.find(0, start, end) >= 0:
            end = self._drop_zeros(start, end)
        if self._bom:
            self._bom = False
            if self.buffer.startswith(codecs.BOM_UTF8, start):
                self._view[start : end - 3] = bytes(self._view[start + 3 : end])
                end -= 3
        if not self._held_cr and self.buffer.find(b"\r", start, end) < 0:
            self._have = end
            return
        data = bytes(self._view[start:end])
        if self._held_cr:
            data = b"\r" + data
        # A CR at the very end may be half of a CRLF: it waits for what follows.
        self._held_cr = data.endswith(b"\r")
        if self._held_cr:
            data = data[:-1]
        if _LONE_CR.search(data):
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        self._have = start
        self._append(data)

    def _drop_zeros(self, start: int, end: int) -> int:
        """Take zeros out of new bytes: a crash leaves them, or a program that reserves space. Where they end now."""
        self.zeros = True
        left = self.buffer[start:end].replace(b"\x00", b"")
        self._view[start : start + len(left)] = left
        return start + len(left)

    def _cut(self) -> int:
        """Where to end a piece of a line that fills the buffer: after the last of the best mark in its second half."""
        for mark in _CUTS:
            found = self.buffer.rfind(mark, self._have // 2, self._have)
            if found >= 0:
                return found + 1
        for behind in range(1, 5):
            if self.buffer[self._have - behind] >= 0xC0:  # the first byte of a UTF-8 letter
                return self._have - behind
        return self._have


def as_bytes(log: LogStream, encoding: str) -> io.RawIOBase:
    """A log's bytes: UTF-8 where it is UTF-16 or UTF-32, else as they are."""
    return _Transcoded(log, encoding) if is_wide(encoding) else log


def is_wide(encoding: str) -> bool:
    """Whether letters take two bytes or more, so that lines cannot be found by their bytes."""
    return encoding.startswith(_WIDE)


def opened(stream: BinaryIO) -> tuple[LogStream, str | None]:
    """A stream with its head looked at, and its encoding (None: it is no text). Raises one of read_errors."""
    log = LogStream(stream)
    encoding = encoding_of(log.head)
    if encoding is not None and not is_wide(encoding):
        log.head = without_filling(log.head)
    return log, encoding


def head_text(log: LogStream, encoding: str | None) -> str:
    """The first part of a log, in which a vendor may be named."""
    return log.head.decode(encoding or "utf-8", errors="replace")


def line_format(log: LogStream, encoding: str) -> str:
    """The format of a log of lines: "csv", "json lines" or "text"."""
    return format_of(first_lines(log, encoding))


def first_lines(log: LogStream, encoding: str) -> list[str]:
    """The first lines of a log, by which its format is told."""
    lines = _LINE_END.split(head_text(log, encoding).lstrip("\ufeff")[:_FIRST_LINES])
    return lines[: min(LOOKED_AT, len(lines) - (not lines[-1]))]
