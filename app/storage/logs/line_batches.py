"""The lines of a file by the thousand: the very lines that `log_text.lines_of` reads, but many at once and as bytes."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from app.storage.logs.text_lines import CUTS, MAX_LINE, cut_of, lines_of

_READ = 512 * 1024
_WIDE_BATCH = 2_000


class LineBatch(NamedTuple):
    """Lines with their ends taken off: `lines` are those of `raw`, which has LF between them.

    `number` is that of the first; each of the others has the next one.
    """

    number: int
    lines: list[bytes]
    raw: bytes


def line_batches(file: BinaryIO, encoding: str) -> Iterator[LineBatch]:
    """All lines of a file, UTF-16 and UTF-32 as UTF-8. Of a line longer than MAX_LINE each piece is a batch."""
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _wide_batches(file, encoding)
        return
    # One read a call: lines before a damaged place come before its error.
    read = getattr(file, "read1", file.read)
    marked = encoding == "utf-8-sig"
    number = 1
    rest = b""
    while block := read(_READ):
        rest += block.removeprefix(codecs.BOM_UTF8) if marked else block
        marked = False
        done = 0
        while (found := _next_batch(rest, done, number)) is not None:
            done, number, batch = found
            yield batch
        rest = rest[done:]
    if rest:
        yield _batch(rest, number)


def _next_batch(data: bytes, start: int, number: int) -> tuple[int, int, LineBatch] | None:
    """The whole lines from an offset on, or a piece of a line that is too long; with offset and number behind them.

    None when there is neither.
    """
    end = data.rfind(b"\n", start) + 1
    if end:
        lines = data[start : end - 1].split(b"\n")
        if max(map(len, lines)) >= MAX_LINE:
            short = next(place for place, line in enumerate(lines) if len(line) >= MAX_LINE)
            end = start + sum(map(len, lines[:short])) + short
        if end > start:
            batch = _batch(data[start : end - 1], number)
            return end, number + len(batch.lines), batch
    if len(data) - start < MAX_LINE:
        return None
    piece = data[start : start + MAX_LINE]
    piece = piece[: cut_of(piece, CUTS)]
    batch = _batch(piece, number)
    return start + len(piece), number + len(batch.lines) - 1 + piece.endswith(b"\r"), batch


def _batch(raw: bytes, number: int) -> LineBatch:
    if b"\r" in raw:
        raw = raw.removesuffix(b"\r").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return LineBatch(number, raw.split(b"\n"), raw)


def _wide_batches(file: BinaryIO, encoding: str) -> Iterator[LineBatch]:
    first = 1
    lines: list[bytes] = []
    for number, text in lines_of(file, encoding):
        # Pieces of one line have its number.
        if lines and (number != first + len(lines) or len(lines) >= _WIDE_BATCH):
            yield LineBatch(first, lines, b"\n".join(lines))
            lines = []
        if not lines:
            first = number
        lines.append(text.encode("utf-8", "surrogatepass"))
    if lines:
        yield LineBatch(first, lines, b"\n".join(lines))
