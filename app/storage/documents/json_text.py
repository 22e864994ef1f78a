"""A JSON document as text of which a part is in memory: values decoded one at a time, with the lines they stand on."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any, BinaryIO

_BLOCK = 64 * 1024
MAX_VALUE = 1024 * 1024
"""Letters of a value that is decoded as a whole; larger ones are read element by element."""
_AT_ONCE = 128 * 1024
"""Letters of a list's items that are decoded at once; then others get a turn."""
MAX_TEXT = 32 * 1024 * 1024
"""Letters of the longest text in quotes."""
_MOST_DIGITS = 4_000
_EDGE = 16
"""An error so near to the end of what was read may be for want of the rest (a number, `\\u00e9`, `false`)."""
BLANKS = re.compile(r"[ \t\r\n\ufeff]*")
_NEXT = re.compile(rf"{BLANKS.pattern},{BLANKS.pattern}(?=[{{\[])")


class _Decoder(json.JSONDecoder):
    """A decoder that takes a number with more digits than Python counts with as the text that it is."""

    def __init__(self) -> None:
        # Control characters in texts are read as they are: a log's writer may not have escaped them.
        super().__init__(strict=False)
        self._patient = json.JSONDecoder(strict=False, parse_int=_number)

    def raw_decode(self, s: str, idx: int = 0) -> tuple[Any, int]:
        """Decode the value at a place, and say where it ends. Raises JSONDecodeError."""
        try:
            return super().raw_decode(s, idx)
        except json.JSONDecodeError:
            raise
        except ValueError:
            return self._patient.raw_decode(s, idx)


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


DECODER = _Decoder()

Item = tuple[object, int, int]
"""A decoded value, where its text begins and where it ends."""


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
            found = BLANKS.match(self._text, self._at)
            self._to(found.end() if found else self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def skip(self) -> None:
        """Go on behind the letter at which it stands."""
        self._to(self._at + 1)

    def container(self, most: int = MAX_VALUE) -> tuple[object, str] | None:
        """The object or list that begins here, decoded, with its text; None when it is too large, or broken.

        `most`: the letters from which on it is too large.
        """
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                wanting = error.msg.startswith("Unterminated") or error.pos >= len(self._text) - _EDGE
                if not wanting or len(self._text) - self._at >= most or not self._more():
                    return None
            except RecursionError:
                return None
            else:
                text = self._text[self._at : end]
                self._to(end)
                return value, text

    def whole_items(self) -> tuple[str, list[Item]]:
        """Some objects and lists from here on that are in memory as a whole, with nothing but a comma between them.

        With the text that they stand in, and stand themselves by their offsets in it. Goes on behind the last.
        """
        text, start = self._text, self._at
        items: list[Item] = []
        at = end = start
        try:
            while True:
                value, end = DECODER.scan_once(text, at)  # type: ignore[attr-defined] # quicker than raw_decode
                items.append((value, at - start, end - start))
                comma = _NEXT.match(text, end)
                if comma is None or end - start > _AT_ONCE:
                    break
                at = comma.end()
        except (StopIteration, ValueError, RecursionError):
            # What is broken, or not there as a whole, is left to those who know what to do then.
            end = start + items[-1][2] if items else start
        self._to(end)
        return text[start:end], items

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
