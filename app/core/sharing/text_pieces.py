"""A text in the pieces in which it is redacted: lines, as far as mail programs have not broken them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

LONG_LINE: Final = 8_000
_QUOTED_LINE = re.compile(r"[ \t]*>")


def pieces_of(text: str) -> Iterator[str]:
    """Cut a text by lines with their ends; quoted lines of a mail and lines broken softly stay together."""
    waiting: list[str] = []
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        quoted = _QUOTED_LINE.match(line) is not None
        if waiting and not (quoted or waiting[-1].rstrip("\r\n").endswith("=")):
            yield "".join(waiting)
            waiting = []
        waiting.append(line)
        if not quoted and not bare.endswith("="):
            yield "".join(waiting)
            waiting = []
    if waiting:
        yield "".join(waiting)


def parts_of(line: str) -> Iterator[str]:
    """Cut a very long line in parts, where no identity stands."""
    place = 0
    while place < len(line):
        end = place + LONG_LINE
        if end < len(line):
            cut = max(line.rfind(mark, place + LONG_LINE // 2, end) for mark in (",", " ", ">", ";"))
            end = cut + 1 if cut > 0 else end
        yield line[place:end]
        place = end
