"""A log that goes on being written: what has been read of it, and where it is after it was renamed, copied or cut.

Nothing is held open from one look to the next, so the program that writes may rename or delete its log at any time.
"""

from __future__ import annotations

import os
import stat
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from app.core.text.decoding import decode_line
from app.core.text.multiline import surely_begins
from app.storage.files.shared_open import open_shared, system_path
from app.storage.logs.text_lines import HEAD_BYTES

SEAM_BYTES = 512
LOOK_BACK = 4 * 1024 * 1024
"""The bytes before the end in which a record's beginning is looked for."""

_MAX_SIBLINGS = 5_000


class FileState(Struct, frozen=True):
    """What the system says of a file: which it is, how long, and when it was last written.

    `identity` stays with a file when it is renamed; None where the system has no number for files, as on some shares.
    """

    identity: tuple[int, int] | None
    size: int
    modified: int

    def is_begun_as(self, later: FileState) -> bool:
        """Whether a file of a later state may be this one, grown or as it was."""
        return self == later or (self.identity == later.identity and self.size < later.size)


def file_state(path: Path) -> FileState | None:
    """The state of a file; None when it is not there, cannot be asked, or is no file."""
    try:
        # Not from the folder's listing: there Windows keeps the size that the file had when it was last closed.
        state = Path(system_path(path)).stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(state.st_mode):
        return None
    return FileState((state.st_dev, state.st_ino) if state.st_ino else None, state.st_size, state.st_mtime_ns)


class Trail(Struct, frozen=True):
    """What was read of a log, to know it again: a digest of its first bytes and the last ones before `end`.

    Numbers of files are given to others, and times stand still; bytes that were read before are surely the same log.
    """

    end: int = 0
    head_size: int = 0
    head: bytes = b""
    seam: bytes = b""

    @classmethod
    def of(cls, stream: BinaryIO, end: int) -> Trail:
        """The trail of a stream up to an offset. Raises OSError."""
        head_size = min(end, HEAD_BYTES)
        return cls(end, head_size, _digest(stream, head_size), _seam(stream, end))

    def begins(self, head: bytes) -> bool:
        """Whether these first bytes of something are those that were read."""
        return len(head) >= self.head_size and _digest_of(head[: self.head_size]) == self.head

    def leads_through(self, stream: BinaryIO, size: int) -> bool:
        """Whether a file of this size begins with what was read. Raises OSError."""
        if size < self.end:
            return False
        return _digest(stream, self.head_size) == self.head and _seam(stream, self.end) == self.seam


def _digest(stream: BinaryIO, size: int) -> bytes:
    stream.seek(0)
    head = b""
    while len(head) < size and (data := stream.read(size - len(head))):
        head += data
    return _digest_of(head)


def _digest_of(head: bytes) -> bytes:
    return blake2b(head, digest_size=16).digest()


def _seam(stream: BinaryIO, end: int) -> bytes:
    stream.seek(max(0, end - SEAM_BYTES))
    return stream.read(end - stream.tell())


def leads_to(trail: Trail, path: Path, state: FileState) -> bool:
    """Whether a file is the log, or a copy of it, of which a trail is known."""
    if state.size < trail.end:
        return False
    try:
        with open_shared(path) as stream:
            return trail.leads_through(stream, state.size)
    except Exception:
        return False


def siblings(path: Path) -> dict[Path, FileState]:
    """The files in a path's folder, itself among them: where a log may have been moved to."""
    found: dict[Path, FileState] = {}
    try:
        with os.scandir(system_path(path.parent)) as entries:
            for number, entry in enumerate(entries):
                if number >= _MAX_SIBLINGS:
                    break
                beside = path.parent / entry.name
                state = file_state(beside)
                if state is not None:
                    found[beside] = state
    except OSError:
        return found
    return found


def last_line_end(stream: BinaryIO, start: int, end: int) -> int:
    """Where the last line that is finished ends, between two offsets; `start` when none does. Raises OSError."""
    while end > start:
        begin = max(start, end - LOOK_BACK)
        stream.seek(begin)
        data = stream.read(end - begin)
        found = max(data.rfind(b"\n"), _lone_cr(data))
        if found >= 0:
            return begin + found + 1
        end = begin
    return start


def _lone_cr(data: bytes) -> int:
    """The last CR that ends a line by itself; one at the very end may be half of a CRLF."""
    return data.rfind(b"\r", 0, len(data) - 1)


def settled_end(stream: BinaryIO, start: int, end: int) -> int:
    """Where the last record begins, of which more may come: what stands before can be counted for good.

    `start` is the beginning of a record and `end` the end of a line, or of the log. The answer is the beginning of a
    line that surely begins a record, or `start` when none is near the end. Raises OSError.
    """
    begin = max(start, end - LOOK_BACK)
    stream.seek(begin)
    data = stream.read(end - begin)
    # Behind the last line of a log that is not written any more there may be no line end.
    stop = len(data) - data.endswith(b"\n")
    while (line_start := data.rfind(b"\n", 0, max(0, stop)) + 1) > 0:
        above_start = data.rfind(b"\n", 0, line_start - 1) + 1
        if above_start == 0 and begin > start:
            # The line above is not known to its beginning.
            return start
        if surely_begins(_last_of(data[above_start : line_start - 1]), _first_of(data[line_start:stop])):
            return begin + line_start
        stop = line_start - 1
    return start


def _first_of(line: bytes) -> str:
    return decode_line(line.rstrip(b"\r")).split("\r", 1)[0]


def _last_of(line: bytes) -> str:
    return decode_line(line.rstrip(b"\r")).rsplit("\r", 1)[-1]
