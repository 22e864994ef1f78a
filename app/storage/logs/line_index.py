"""Some lines of a log, found by their numbers, however large the log and however long its lines.

Nothing but the lines asked for is kept, and of a long line a part. The way to a line is remembered in a sparse index,
so that the next look near it reads a few blocks only.
"""

from __future__ import annotations

import codecs
import io
import re
from array import array
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.scanning.block_scanner import lines_in
from app.core.text.decoding import decode_line

if TYPE_CHECKING:
    from app.core.scanning.log_record import LogRecord

BLOCK = 1024 * 1024
SHOWN = 2_000
"""Letters shown of a line."""

_LINE_END = re.compile(rb"\r\n|\r|\n")
_KEPT = 4 * SHOWN
_LEAD = 400  # shown before what is looked for in a long line
_CR = 13

Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a log, or a record of a document. `before` and `after`: so much of it is left out there, in bytes."""

    number: int
    text: str
    before: int = 0
    after: int = 0


class LineIndex:
    """Places in a file at which it is known how many lines end before them."""

    def __init__(self) -> None:
        """Know the beginning only."""
        self._offsets = array("Q", [0])
        self._lines = array("Q", [0])

    def before(self, line: int) -> tuple[int, int]:
        """The last place known that lies before the beginning of a line: its offset, and the lines that end there."""
        # A place within a line serves only for the lines below it.
        number = bisect_right(self._lines, line - 2) - 1 if line > 1 else 0
        return self._offsets[number], self._lines[number]

    def learn(self, offset: int, lines: int) -> None:
        """Remember a place."""
        if offset > self._offsets[-1]:
            self._offsets.append(offset)
            self._lines.append(lines)

    def __len__(self) -> int:
        """How many places are known."""
        return len(self._offsets)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The lines wanted, from `first` to `last`; of the line `focus`, where it holds `needle`, that part is shown."""

    first: int
    last: int
    focus: int
    needle: re.Pattern[bytes] | None = None


class _Line:
    """One line that comes piece by piece, and what is kept of it."""

    def __init__(self, number: int, needle: re.Pattern[bytes] | None) -> None:
        self._number = number
        self._needle = needle
        self._head = bytearray()
        self._length = 0
        self._window = bytearray()
        self._window_start = 0
        self._begin = 0

    def add(self, piece: memoryview) -> None:
        if len(self._head) < _KEPT:
            self._head += piece[: _KEPT - len(self._head)]
        if self._needle is not None and not self._begin:
            self._look(piece)
        elif self._begin:
            self._window += piece[: max(0, _KEPT - len(self._window))]
        self._length += len(piece)

    def _look(self, piece: memoryview) -> None:
        """Look for the needle, which may stand across two pieces."""
        self._window += piece
        hit = self._needle.search(self._window) if self._needle is not None else None
        if hit is None:
            self._drop(len(self._window) - _KEPT)
        elif self._window_start + hit.end() <= SHOWN:
            self._needle = None
        else:
            self._drop(hit.start() - _LEAD)
            self._begin = self._window_start
            del self._window[_KEPT:]

    def _drop(self, count: int) -> None:
        if count > 0:
            del self._window[:count]
            self._window_start += count

    def shown(self) -> SourceLine:
        data = bytes(self._window if self._begin else self._head)
        start = self._begin
        while start and data and 0x80 <= data[0] < 0xC0:  # in the middle of a letter
            data = data[1:]
            start += 1
        before = start
        if self._number == 1 and not start and data.startswith(codecs.BOM_UTF8):
            data = data[len(codecs.BOM_UTF8) :]
            start += len(codecs.BOM_UTF8)
        text, used = _decoded(data, whole=start + len(data) == self._length)
        return SourceLine(self._number, text, before, self._length - start - used)

    def __bool__(self) -> bool:
        """Whether anything stands on it."""
        return self._length > 0


def _decoded(data: bytes, *, whole: bool) -> tuple[str, int]:
    """The first letters of bytes that, unless `whole`, may end in the middle of one, and how many bytes they take."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)[:SHOWN]
        return text, len(text.encode())
    except UnicodeDecodeError:
        text = decode_line(data)[:SHOWN]
        return text, len(text)


class _Search:
    """The wanted lines while blocks of a log come."""

    def __init__(self, wanted: Wanted, ended: int) -> None:
        self._wanted = wanted
        self.ended = ended
        self.found: list[SourceLine] = []
        self._line = self._begun()

    def _begun(self) -> _Line | None:
        """The line that comes now, if it is wanted."""
        number, wanted = self.ended + 1, self._wanted
        return _Line(number, wanted.needle if number == wanted.focus else None) if number >= wanted.first else None

    def skips(self, buffer: bytearray, stop: int) -> bool:
        """Pass over a block before the first wanted line; False when it is to be looked at."""
        if self._line is not None:
            return False
        ends = _line_ends(buffer, stop)
        if self.ended + ends >= self._wanted.first - 1:
            return False
        self.ended += ends
        return True

    def take(self, buffer: bytearray, stop: int) -> bool:
        """Look at a block. True when all is found."""
        done = 0
        with memoryview(buffer) as view:
            for end in _LINE_END.finditer(buffer, 0, stop):
                if self._line is not None:
                    self._line.add(view[done : end.start()])
                    self.found.append(self._line.shown())
                self.ended += 1
                if self.ended >= self._wanted.last:
                    return True
                done = end.end()
                self._line = self._begun()
            if self._line is not None:
                self._line.add(view[done:stop])
        return False

    def end(self) -> None:
        """The log ends here, perhaps without a line end."""
        if self._line:
            self.found.append(self._line.shown())


def lines_between(
    stream: io.RawIOBase, wanted: Wanted, index: LineIndex | None, cancelled: Cancelled
) -> list[SourceLine]:
    """The wanted lines of a stream of bytes; fewer where it ends before, none when `cancelled` says so.

    `index` is that of a stream that can be read from any place. Numbers count LF, CRLF and CR as line ends, as a scan
    does. Raises one of read_errors.
    """
    offset = ended = 0
    if index is not None:
        offset, ended = index.before(wanted.first)
        stream.seek(offset)
    search = _Search(wanted, ended)
    buffer = bytearray(BLOCK)
    held = 0
    while not cancelled():
        with memoryview(buffer) as view:
            count = stream.readinto(view[held:]) or 0
        # A CR at the very end may be half of a CRLF: it waits for what follows.
        stop = held + count
        held = int(count > 0 and buffer[stop - 1] == _CR)
        stop -= held
        if search.skips(buffer, stop):
            offset += stop
            if index is not None:
                index.learn(offset, search.ended)
        elif search.take(buffer, stop):
            return search.found
        if not count:
            search.end()
            return search.found
        buffer[0] = _CR
    return []


def _line_ends(buffer: bytearray, stop: int) -> int:
    ends = lines_in(buffer, 0, stop)
    returns = buffer.count(b"\r", 0, stop)
    return ends + returns - buffer.count(b"\r\n", 0, stop) if returns else ends


def records_between(
    records: Iterable[LogRecord], focus: int, around: int, holds: Callable[[str], bool], cancelled: Cancelled
) -> list[SourceLine]:
    """The records of a document around the one with a number, the first of these that holds what is looked for."""
    before: deque[LogRecord] = deque(maxlen=around)
    after: list[LogRecord] = []
    found: LogRecord | None = None
    fallback: list[LogRecord] | None = None
    for record in records:
        if cancelled():
            return []
        if found is not None:
            after.append(record)
            if len(after) >= around:
                break
        elif record.number == focus and holds(record.text):
            found = record
        else:
            if record.number == focus and fallback is None:
                fallback = [*before, record]
            before.append(record)
    shown = [*before, found, *after] if found is not None else fallback or []
    return [_record_line(record) for record in shown]


def _record_line(record: LogRecord) -> SourceLine:
    text = record.text
    return SourceLine(record.number, text[:SHOWN], 0, len(text[SHOWN:].encode()))
