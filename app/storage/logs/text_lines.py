"""Bytes to lines: which encoding a log has, and its lines, whatever broken bytes it holds."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import AnyStr, BinaryIO

from app.core.text.decoding import decode_line

HEAD_BYTES = 64 * 1024
MAX_LINE = 128 * 1024
"""A longer line is cut into pieces, each looked at whole; the pieces keep the line's number."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_SHARE = 0.02
_STRAY_BYTES = 3
_UTF16_SHARE = 0.3
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
_FILLING = re.compile(rb"\x00{8,}")
CUTS = (b"\r", b"}", b";", b",", b" ")
_WIDE_CUTS = ("}", ";", ",", " ")
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
    head = without_filling(head)
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) > _UTF16_SHARE * len(head) / 2 and min(odd, even) < max(odd, even) / 4:
        return "utf-16-le" if odd > even else "utf-16-be"
    if sum(head.count(byte) for byte in _CONTROL) > _BINARY_SHARE * len(head) + _STRAY_BYTES:
        return None
    try:
        # The last bytes may be half of a character that goes on.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def without_filling(head: bytes) -> bytes:
    """Lines of text without the runs of zeros that a crash leaves in a log, or a program that reserves space.

    Whatever else has such runs stays as it is: most files that are no text have some.
    """
    if b"\x00" * 8 not in head:
        return head
    left = _FILLING.sub(b"", head)
    return left if b"\n" in left and left.translate(None, _CONTROL) == left else head


def lines_of(file: BinaryIO, encoding: str) -> Iterator[Line]:
    """The lines of a file. Line ends may be LF, CRLF or CR, also mixed; very long lines come in pieces."""
    if encoding.startswith(("utf-16", "utf-32")):
        with io.TextIOWrapper(file, encoding=encoding, errors="replace", newline=None) as wide:
            yield from _wide_lines(wide)
            return
    number = 1
    first = encoding == "utf-8-sig"
    for chunk, ended in _pieces(file.readline, b"\n", CUTS, b""):
        text = decode_line(chunk.removeprefix(codecs.BOM_UTF8) if first else chunk)
        first = False
        parts = _LINE_END.split(text.removesuffix("\r")) if "\r" in text else [text]
        for offset, part in enumerate(parts):
            yield number + offset, part
        number += len(parts) - 1 + (ended or text.endswith("\r"))


def _wide_lines(wide: io.TextIOWrapper) -> Iterator[Line]:
    number = 1
    for text, ended in _pieces(wide.readline, "\n", _WIDE_CUTS, ""):
        yield number, text.removeprefix("\ufeff") if number == 1 else text
        number += ended


def _pieces(
    readline: Callable[[int], AnyStr], end: AnyStr, cuts: Sequence[AnyStr], rest: AnyStr
) -> Iterator[tuple[AnyStr, bool]]:
    """The lines without their end, very long ones in pieces; (piece, whether the line ends here)."""
    while piece := rest + readline(MAX_LINE - len(rest)):
        rest = piece[:0]
        if piece.endswith(end):
            yield piece[:-1], True
        elif len(piece) < MAX_LINE:
            yield piece, False
        else:
            cut = cut_of(piece, cuts)
            rest = piece[cut:]
            yield piece[:cut], False


def cut_of(piece: AnyStr, cuts: Sequence[AnyStr]) -> int:
    """Where to end a piece: after the last of the best mark in its second half; never inside of a UTF-8 character."""
    for mark in cuts:
        # The last letter is left out: a CR there may be half of a CRLF.
        found = piece.rfind(mark, len(piece) // 2, len(piece) - 1)
        if found >= 0:
            return found + 1
    if isinstance(piece, bytes):
        for behind in range(1, 5):
            if piece[-behind] >= 0xC0:
                return len(piece) - behind
    return len(piece)
