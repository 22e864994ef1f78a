"""On which lines the objects and lists of a decoded JSON value begin."""

from __future__ import annotations

import json
import json.decoder
import re

from app.storage.documents.json_text import BLANKS, DECODER

_SCALAR = re.compile(r"[^\s,\]}]+")
_STRICT = json.JSONDecoder()
_TEXT = re.compile(r"\"[^\"\\]*+(?:\\.[^\"\\]*+)*+\"")
_OPENS = re.compile(r"[{\[](?=(?:[ \t]*[}\]][ \t]*,?)?[ \t\r]*$)", re.MULTILINE)
"""A bracket at the end of a line. Where no text goes on over a line end, it stands in none."""


def quick_lines(value: object, text: str, line: int) -> dict[int, int] | None:
    """The line of each object and list in a decoded value, by their identity; None where it is not plain.

    It is plain where each begins at the end of a line, as programs write them who indent. `line` is that of the
    text's first letter.
    """
    try:
        _STRICT.raw_decode(text)
    except (ValueError, RecursionError):
        # A line end within a text.
        return None
    places = [found.start() for found in _OPENS.finditer(text)]
    count = len(places)
    if text.count("{") + text.count("[") != count:
        bare = _TEXT.sub("", text)
        if bare.count("{") + bare.count("[") != count:
            return None
    order: list[int] = []
    try:
        _in_order(value, order)
    except RecursionError:
        return None
    # Of a field that is there twice only the last is in the value.
    if len(order) != count:
        return None
    lines: dict[int, int] = {}
    position = 0
    for which, place in zip(order, places, strict=True):
        line += text.count("\n", position, place)
        position = place
        lines[which] = line
    return lines


def _in_order(value: object, order: list[int]) -> None:
    """Add the identities of a value's objects and lists as they follow each other in its text."""
    order.append(id(value))
    for held in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(held, dict | list):
            _in_order(held, order)


def with_lines(text: str, line: int) -> tuple[object, dict[int, list[int]]]:
    """Decode JSON that is known to be right, with the lines of its objects and of the items of its lists.

    `line` is that of its first letter. The lines are given by the identity of each object and list.
    """
    placed = _Placed(text, line)
    value, _ = placed.value(0)
    return value, placed.lines


class _Placed:
    """A decoder that knows on which line it is; ten times slower than the library's."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._seen = 0
        self._line = line
        self.lines: dict[int, list[int]] = {}

    def _line_at(self, position: int) -> int:
        self._line += self._text.count("\n", self._seen, position)
        self._seen = position
        return self._line

    def _blank(self, position: int) -> int:
        if self._text[position] > " ":
            return position
        found = BLANKS.match(self._text, position)
        return found.end() if found else position

    def value(self, at: int) -> tuple[object, int]:
        """The value at a position, and where it ends."""
        mark = self._text[at]
        if mark == "{":
            return self._object(at)
        if mark == "[":
            return self._list(at)
        if mark == '"':
            return json.decoder.scanstring(self._text, at + 1, False)  # type: ignore[attr-defined,no-any-return]
        found = _SCALAR.match(self._text, at)
        end = found.end() if found else at + 1
        return DECODER.decode(self._text[at:end]), end

    def _object(self, at: int) -> tuple[dict[str, object], int]:
        held: dict[str, object] = {}
        self.lines[id(held)] = [self._line_at(at)]
        at = self._blank(at + 1)
        while self._text[at] != "}":
            name, at = json.decoder.scanstring(self._text, at + 1, False)  # type: ignore[attr-defined]
            held[name], at = self.value(self._blank(self._blank(at) + 1))
            at = self._blank(at)
            if self._text[at] == ",":
                at = self._blank(at + 1)
        return held, at + 1

    def _list(self, at: int) -> tuple[list[object], int]:
        held: list[object] = []
        lines = self.lines[id(held)] = []
        at = self._blank(at + 1)
        while self._text[at] != "]":
            lines.append(self._line_at(at))
            item, at = self.value(at)
            held.append(item)
            at = self._blank(at)
            if self._text[at] == ",":
                at = self._blank(at + 1)
        return held, at + 1
