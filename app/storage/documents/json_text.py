"""A JSON document as text of which a part is in memory: values decoded one at a time, with the lines they stand on."""

from __future__ import annotations

import codecs
import json
import json.decoder
import re
from typing import BinaryIO

_BLOCK = 64 * 1024
MAX_VALUE = 1024 * 1024
"""Letters of a value that is decoded as a whole; larger ones are read element by element."""
MAX_TEXT = 32 * 1024 * 1024
"""Letters of the longest text in quotes."""
_EDGE = 16
"""An error so near to the end of what was read may be for want of the rest (a number, `\\u00e9`, `false`)."""
_BLANKS = re.compile(r"[ \t\r\n\ufeff]*")
_SCALAR = re.compile(r"[^\s,\]}]+")
# Control characters in texts are read as they are: a log's writer may not have escaped them.
DECODER = json.JSONDecoder(strict=False)


class BrokenJsonError(Exception):
    """The text is no JSON from here on; the message says why in words for people."""


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("windows-1252", errors="replace"), error.end


codecs.register_error("sis-windows-1252", _as_windows)


class JsonText:
    """Reads a stream as it is asked for; `line` is the 1-based line at which it stands."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        """Stand at the first letter."""
        errors = "sis-windows-1252" if encoding.startswith("utf-8") else "replace"
        self._decoder = codecs.getincrementaldecoder(encoding)(errors=errors)
        self._stream = stream
        self._text = ""
        self._at = 0
        self._ended = False
        self._error: Exception | None = None
        self.line = 1

    def _more(self) -> bool:
        """Read on, as much again as there is; False at the end. A read error is kept until all before it was used."""
        if self._ended:
            return False
        wanted = max(_BLOCK, len(self._text) - self._at)
        parts = [self._text[self._at :]]
        self._at = 0
        try:
            while wanted > 0 and (block := self._stream.read(_BLOCK)):
                parts.append(self._decoder.decode(block))
                wanted -= len(block)
            self._ended = wanted > 0
        except Exception as error:
            self._error, self._ended = error, True
        if self._ended:
            parts.append(self._decoder.decode(b"", final=True))
        self._text = "".join(parts)
        return True

    def check(self) -> None:
        """Raise what ended the reading too early."""
        if self._error is not None:
            raise self._error

    def _to(self, position: int) -> None:
        self.line += self._text.count("\n", self._at, position)
        self._at = position

    def next_mark(self) -> str:
        """The next letter behind blanks, "" at the end; stands at it."""
        while True:
            found = _BLANKS.match(self._text, self._at)
            self._to(found.end() if found else self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def skip(self) -> None:
        """Go on behind the letter at which it stands."""
        self._to(self._at + 1)

    def container(self) -> tuple[object, str] | None:
        """The object or list that begins here, decoded, with its text; None when it is too large, or broken."""
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                wanting = error.msg.startswith("Unterminated") or error.pos >= len(self._text) - _EDGE
                if not wanting or len(self._text) - self._at >= MAX_VALUE or not self._more():
                    return None
            except RecursionError:
                return None
            else:
                text = self._text[self._at : end]
                self._to(end)
                return value, text

    def scalar(self) -> object:
        """The text, number or word that begins here. Raises BrokenJsonError, and stays where it is."""
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
                if end < len(self._text) or not self._more():
                    self._to(end)
                    return value
            except ValueError as error:
                if len(self._text) - self._at < MAX_TEXT and self._is_cut(error) and self._more():
                    continue
                raise BrokenJsonError("this is no JSON value") from error

    def _is_cut(self, error: ValueError) -> bool:
        if not isinstance(error, json.JSONDecodeError):
            return False
        return error.msg.startswith("Unterminated") or error.pos >= len(self._text) - _EDGE

    def rest_of_line(self, most: int) -> tuple[str, int] | None:
        """What is left of this line, at most so many letters, with the line's number; None at the end of the text."""
        while (end := self._text.find("\n", self._at)) < 0 and len(self._text) - self._at < most and self._more():
            pass
        if self._at >= len(self._text):
            return None
        stop = min(len(self._text) if end < 0 else end, self._at + most)
        text, line = self._text[self._at : stop], self.line
        self._to(min(len(self._text), stop + (stop == end)))
        return text, line


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
        found = _BLANKS.match(self._text, position)
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
