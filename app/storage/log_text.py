"""Bytes to lines: which encoding a log has, and its lines, whatever broken bytes it holds."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

HEAD_BYTES = 64 * 1024
MAX_LINE_BYTES = 1024 * 1024
"""A longer line is cut into pieces at a bracket or blank; the pieces keep the line's number."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_SHARE = 0.02
_UTF16_SHARE = 0.3
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
_LINE_END = re.compile(r"\r\n|\r|\n")

Line = tuple[int, str]
"""A 1-based line number with the line's text, its line end taken off."""


def encoding_of(head: bytes) -> str | None:
    """The encoding of a file by its first bytes, or None when it is no text at all."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    if not head:
        return "utf-8"
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) > _UTF16_SHARE * len(head) / 2 and min(odd, even) < max(odd, even) / 4:
        return "utf-16-le" if odd > even else "utf-16-be"
    if sum(head.count(byte) for byte in _CONTROL) > _BINARY_SHARE * len(head):
        return None
    try:
        # The last bytes may be half of a character that goes on.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def decode_line(line: bytes) -> str:
    """A line as UTF-8, or as Windows-1252 where it is none; never an error."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("windows-1252", errors="replace")


def lines_of(file: BinaryIO, encoding: str) -> Iterator[Line]:
    """The lines of a file. Line ends may be LF, CRLF or CR, also mixed; very long lines come in pieces."""
    if encoding.startswith(("utf-16", "utf-32")):
        with io.TextIOWrapper(file, encoding=encoding, errors="replace", newline=None) as wide:
            yield from _pieces_of_text(wide)
            return
    number = 1
    first = encoding == "utf-8-sig"
    for chunk, ended in _raw_lines(file):
        text = decode_line(chunk.removeprefix(codecs.BOM_UTF8) if first else chunk)
        first = False
        parts = _LINE_END.split(text.rstrip("\r")) if "\r" in text else [text]
        for offset, part in enumerate(parts):
            yield number + offset, part
        number += len(parts) - 1 + ended


def _raw_lines(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """The lines as bytes without their LF; (piece, whether the line ends here)."""
    while raw := file.readline(MAX_LINE_BYTES):
        if raw.endswith(b"\n"):
            yield raw[:-1], True
            continue
        if len(raw) < MAX_LINE_BYTES:
            yield raw, False
            return
        cut = max(raw.rfind(b"}"), raw.rfind(b"\r"), raw.rfind(b" "), raw.rfind(b",")) + 1
        if 0 < cut < len(raw):
            rest = file.readline(MAX_LINE_BYTES - (len(raw) - cut))
            yield raw[:cut], False
            joined = raw[cut:] + rest
            yield joined.removesuffix(b"\n"), joined.endswith(b"\n")
        else:
            yield raw, False


def _pieces_of_text(wide: io.TextIOWrapper) -> Iterator[Line]:
    number = 1
    while piece := wide.readline(MAX_LINE_BYTES):
        yield number, piece.rstrip("\n")
        number += piece.endswith("\n")
