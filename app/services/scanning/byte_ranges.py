"""Large plain logs in ranges of bytes, each from one record's start to another's, to be scanned at the same time."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from app.core.text.decoding import decode_line
from app.core.text.multiline import MAX_RECORD_LINES, surely_begins
from app.storage.documents.detect import document_reader
from app.storage.files.shared_open import open_shared
from app.storage.inputs.log_file import LogFile
from app.storage.logs.block_reader import head_text, line_format, opened
from app.storage.logs.file_identity import Seen

_ABOVE = 64 * 1024
_BELOW = 512 * 1024


class LogRange(Struct, frozen=True):
    """The bytes from `start` up to `end` of a file of lines, with what its first bytes said of the whole file.

    `seen` is the file as it was when the scan of all its pieces began; None where nobody need look.
    """

    path: Path
    start: int
    end: int
    encoding: str
    format: str
    head: str
    seen: Seen | None = None


def whole_range(file: LogFile) -> LogRange | None:
    """A file as one range, to be cut by `cut`; None for a file that can be read from its start only.

    Only plain files of lines in an 8-bit encoding can be read in ranges, and only those that can be opened.
    """
    if file.path is None or file.note:
        return None
    try:
        with open_shared(file.path) as stream:
            log, encoding = opened(stream)
            if encoding is None or encoding.startswith("utf-16") or encoding.startswith("utf-32"):
                return None
            if document_reader(file.name, log.head) is not None:
                return None
            log_format, head = line_format(log, encoding), head_text(log, encoding)
    except Exception:
        # Reading it from its start says why.
        return None
    return None if log_format == "csv" else LogRange(file.path, 0, file.size, encoding, log_format, head)


def watched(whole: LogRange) -> LogRange:
    """A whole file that is to be scanned piece by piece: whoever reads one looks whether it is still the same file."""
    try:
        with open_shared(whole.path) as stream:
            return replace(whole, seen=Seen.of(stream, whole.end))
    except OSError:
        # Reading it says why.
        return whole


def cut(piece: LogRange, size: int) -> tuple[LogRange, LogRange | None]:
    """The first `size` bytes or so of a range, up to a record's end, and the rest; None for a rest that is small."""
    if piece.end - piece.start < size + size // 2:
        return piece, None
    try:
        with open_shared(piece.path) as stream:
            middle = _record_start(stream, piece.start + size)
    except Exception:
        # Reading it says why.
        return piece, None
    if not piece.start < middle < piece.end:
        return piece, None
    return replace(piece, end=middle), replace(piece, start=middle)


def _record_start(stream: BinaryIO, offset: int) -> int:
    """The first start of a record from an offset on. Raises OSError."""
    base = max(0, offset - _ABOVE)
    stream.seek(base)
    data = stream.read(offset - base + _BELOW)
    start = data.find(b"\n", offset - base - 1) + 1
    if not start:
        # A line of more than half a megabyte: the next range takes over behind it.
        return _line_end(stream, base + len(data))
    above = decode_line(data[data.rfind(b"\n", 0, start - 1) + 1 : start - 1])
    for _ in range(MAX_RECORD_LINES):
        end = data.find(b"\n", start)
        line = decode_line(data[start : end if end >= 0 else len(data)])
        if end < 0 or surely_begins(above, line):
            break
        above, start = line, end + 1
    return base + start


def _line_end(stream: BinaryIO, offset: int) -> int:
    stream.seek(offset)
    while data := stream.read(_BELOW):
        found = data.find(b"\n")
        if found >= 0:
            return offset + found + 1
        offset += len(data)
    return offset
