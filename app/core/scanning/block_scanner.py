"""Line-based logs by the block: a search over the raw bytes points at lines, and only these are looked at.

A block is a piece of a log that ends with a line; what belongs to the record that its last line may begin is left
over for the next block.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from app.core.scanning.document_prefilter import as_lines
from app.core.scanning.line_matcher import Target
from app.core.scanning.log_record import AlikeRecords, LogRecord
from app.core.scanning.prefilter import ODD, Hit, Prefilter
from app.core.scanning.scanner import Scanner
from app.core.scanning.step_above import MAX_LETTERS
from app.core.text.decoding import decode_line
from app.core.text.multiline import MAX_RECORD_LINES, MAY_GO_ON, goes_on, goes_on_over_blank, may_go_on
from app.core.text.terminal_codes import ESCAPE, without_codes

_NEWLINE = 10
_COUNTED = b"\n" * (1 << 20)
_FEW = 2_000
_PAUSE = 64
MAX_STEP = 4 * MAX_LETTERS
"""Bytes of the line above a record that are looked at."""


def _yes() -> bool:
    return True


class BlockScanner:
    """Feeds a scanner with the lines of blocks that may matter. One per scanner; one thread."""

    def __init__(self, scanner: Scanner, prefilter: Prefilter) -> None:
        """Scan with a prefilter made of the scanner's anchors, `scanner.matcher.anchors`."""
        self._scanner = scanner
        self._prefilter = prefilter
        self._ranked = scanner.matcher.ranked
        self._line = 1
        self._above = ""
        self._record: tuple[bytearray, int] = bytearray(), 0
        scanner.line_above = self._line_above

    def begin(self, above: str = "") -> None:
        """What comes next starts with the first line of its file, or of a part of it; `above` is the line above."""
        self._line = 1
        self._above = above

    @property
    def line(self) -> int:
        """The number of the line that comes next."""
        return self._line

    def feed(self, buffer: bytearray, length: int, *, final: bool, go_on: Callable[[], bool] = _yes) -> int:
        """Look at the first `length` bytes of a buffer, which are whole lines with LF at their ends.

        Returns how many bytes are done with; the others belong to a record that may go on, and come again with the
        next block. `final`: nothing comes any more; all is done with. `go_on` is asked every few records; when it says
        no, the rest of the block is left over.
        """
        end = length if final else _start_of_last_record(buffer, length)
        with memoryview(buffer) as whole, whole[:end] as block:
            hits = self._prefilter.hits(block)
        position = 0
        if hits:
            position, end = self._look_at(buffer, end, hits, go_on)
        self._line += lines_in(buffer, position, end)
        if end:
            self._above = line_before(buffer, end)
        return end

    def feed_records(self, records: Sequence[LogRecord | AlikeRecords]) -> None:
        """Look at those of some records of a document that may matter: by their words, or by what their file says."""
        firsts = [record.first if isinstance(record, AlikeRecords) else record for record in records]
        block, ends = as_lines([record.text for record in firsts])
        with memoryview(block) as view:
            hits = self._prefilter.hits(view)
        number = 0
        for record, first, end in zip(records, firsts, ends, strict=True):
            before = number
            number, candidates = self._candidates(hits, number, end)
            if number == before and not first.outcome.is_trouble:
                continue
            if isinstance(record, AlikeRecords):
                self._scanner.take_alike(record, candidates)
            else:
                self._scanner.take_record(record, candidates)

    def _look_at(self, buffer: bytearray, end: int, hits: list[Hit], go_on: Callable[[], bool]) -> tuple[int, int]:
        """Hand each record with a hit to the scanner, once, in order.

        Returns up to where lines are counted, and up to where the block was looked at.
        """
        take, candidates_of = self._scanner.take, self._candidates
        find, rfind, count = buffer.find, buffer.rfind, buffer.count
        done = position = number = taken = 0
        last = len(hits)
        while number < last:
            place = hits[number][0]
            if place <= done:
                number += 1
                continue
            start = rfind(b"\n", done, place - 1) + 1 or done
            stop = find(b"\n", place - 1, end)
            if stop < 0:
                stop = end
            single = True
            if (buffer[start] in MAY_GO_ON and may_go_on(buffer, start)) or (
                stop + 1 < end and buffer[stop + 1] in MAY_GO_ON and may_go_on(buffer, stop + 1)
            ):
                line = start, stop
                start, stop = _whole_record(buffer, start, stop, done, end)
                single = (start, stop) == line
            number, candidates = candidates_of(hits, number, stop + 1)
            done = stop + 1
            self._line += count(10, position, start) if start - position < _FEW else lines_in(buffer, position, start)
            position = start
            self._record = buffer, start
            take(decoded(buffer, start, stop), self._line, candidates if single else None)
            taken += 1
            if taken % _PAUSE == 0 and not go_on():
                return position, done
        return position, end

    def _line_above(self) -> str:
        buffer, start = self._record
        return line_before(buffer, start) if start else self._above

    def _candidates(self, hits: list[Hit], number: int, end: int) -> tuple[int, Sequence[Target] | None]:
        """The templates whose anchors lie before an offset, and the number of the first hit behind it.

        None instead of templates where any may hide.
        """
        anchors: list[int] = []
        odd = False
        last = len(hits)
        while number < last:
            place, anchor = hits[number]
            if place > end:
                break
            number += 1
            if anchor >= 0:
                if anchor not in anchors:
                    anchors.append(anchor)
            elif anchor == ODD:
                odd = True
        return number, None if odd else self._ranked(tuple(anchors))


def lines_in(buffer: bytearray, start: int, end: int) -> int:
    """How many line ends a part of a buffer holds."""
    if sys.platform == "win32" or end - start < _FEW:
        return buffer.count(_NEWLINE, start, end)
    from rapidfuzz.distance import Hamming  # noqa: PLC0415 - takes longer to load than most logs to scan

    # On Linux bytes.count takes three times as long as comparing with a text of nothing but line ends. On Windows both
    # are about as quick, and the frozen program has no rapidfuzz that compares quickly.
    total = 0
    with memoryview(buffer) as view:
        while start < end:
            stop = min(end, start + len(_COUNTED))
            length = stop - start
            same = _COUNTED if length == len(_COUNTED) else _COUNTED[:length]
            total += length - Hamming.distance(bytes(view[start:stop]), same)
            start = stop
    return total


def decoded(buffer: bytearray, start: int, stop: int) -> str:
    """A record as text with LF between its lines: each UTF-8, or Windows-1252 where it is none."""
    if stop > start and buffer[stop - 1] == 13:
        stop -= 1
    record = buffer[start:stop]
    try:
        text = record.decode()
    except UnicodeDecodeError:
        text = "\n".join(map(decode_line, record.split(b"\n")))
    if ESCAPE in text:
        text = without_codes(text)
    return text.replace("\r\n", "\n") if "\r" in text else text


def line_before(buffer: bytearray, end: int) -> str:
    """The line that ends before an offset; "" for one that is too long to be a step, or the end of a longer one."""
    lowest = max(0, end - MAX_STEP)
    start = buffer.rfind(b"\n", lowest, end - 1) + 1
    return decoded(buffer, start, end - 1) if start or not lowest else ""


def _whole_record(buffer: bytearray, start: int, stop: int, lowest: int, end: int) -> tuple[int, int]:
    """The record that a line stands in: where its first line starts and its last line stops.

    A record of too many lines is cut, counted from its first line; `lowest` is where the last one was.
    """
    line = decoded(buffer, start, stop)
    first = _top_of_record(buffer, start, line, lowest)
    if first < start:
        # Cut from the top, whichever of its lines this is.
        number = buffer.count(_NEWLINE, first, start)
        for _ in range(number - number % MAX_RECORD_LINES):
            first = buffer.find(b"\n", first) + 1
    last, above = stop, line
    room = MAX_RECORD_LINES - 1 - buffer.count(_NEWLINE, first, start)
    while room and last + 1 < end and (more := _line_below(buffer, last, above, end)) is not None:
        if more.blank:
            room -= 1
        if not room:
            return first, more.blank
        last, above = more.stop, more.text
        room -= 1
    return first, last


def _top_of_record(buffer: bytearray, start: int, line: str, lowest: int) -> int:
    """Where the first line of the record starts in which a line stands; not above `lowest`."""
    first, below = start, line
    while first > lowest and may_go_on(buffer, first):
        before = buffer.rfind(b"\n", lowest, first - 1) + 1 or lowest
        above = decoded(buffer, before, first - 1)
        if not goes_on(above, below):
            if before == lowest or (above and not above.isspace()):
                break
            blank, before = before, buffer.rfind(b"\n", lowest, before - 1) + 1 or lowest
            above = decoded(buffer, before, blank - 1)
            if not goes_on_over_blank(above, below):
                break
        first, below = before, above
    return first


class _Below(NamedTuple):
    """The next line of a record: where it stops, and its text; where a blank line between stops, 0 without one."""

    stop: int
    text: str
    blank: int = 0


def _line_below(buffer: bytearray, last: int, above: str, end: int) -> _Below | None:
    """The line behind one that stops at `last`, and that belongs to the same record; None where there is none."""
    if not may_go_on(buffer, last + 1):
        return None
    stop = _line_stop(buffer, last + 1, end)
    text = decoded(buffer, last + 1, stop)
    if goes_on(above, text):
        return _Below(stop, text)
    if (text and not text.isspace()) or stop + 1 >= end:
        return None
    blank, stop = stop, _line_stop(buffer, stop + 1, end)
    text = decoded(buffer, blank + 1, stop)
    return _Below(stop, text, blank) if goes_on_over_blank(above, text) else None


def _line_stop(buffer: bytearray, start: int, end: int) -> int:
    found = buffer.find(b"\n", start, end)
    return end if found < 0 else found


def _start_of_last_record(buffer: bytearray, length: int) -> int:
    """Where the record starts that the last line of a block stands in; 0 becomes `length`: it must end somewhere."""
    if length == 0:
        return 0
    start, stop = buffer.rfind(b"\n", 0, length - 1) + 1, length - 1
    if start and (start == stop or buffer[start:stop].isspace()):
        # A record may go on below a blank line.
        start, stop = buffer.rfind(b"\n", 0, start - 1) + 1, start - 1
    first, _ = _whole_record(buffer, start, stop, 0, length)
    return first or length
