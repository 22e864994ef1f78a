"""JSON documents: each object that carries a message is a record, however large the document is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from app.core.clues import ClueReader
from app.core.json_records import MAX_DEPTH, NO_CONTEXT, JsonContext, context_of, records_of_value
from app.core.log_record import LogRecord
from app.storage.documents.json_text import DECODER, MAX_VALUE, BrokenJsonError, JsonText, with_lines
from app.storage.log_text import HEAD_BYTES, MAX_LINE

_BEGINS = re.compile(r"\{\s*(?:\"(?:[^\"\\]|\\.)*+\"\s*(?::|\Z)|\}|\Z)|\[\s*(?:[{\[\"\]]|\Z)")
_LIKELY = re.compile(r"(?i)\"[a-z_ ]{0,20}(?:message|error|detail|description|warning)[a-z_ ]{0,20}\"\s{0,9}:")
_KEPT_VALUE = 64 * 1024
"""Letters of a value inside of a large object that is read together with the object's own fields."""
_EDGE = 16


def is_json_document(head: bytes, encoding: str) -> bool:
    """Whether a file that begins so is one JSON document (or several that take more than a line each).

    JSON lines are none: a first line that is a whole object, with more lines below. Neither are
    lines such as `[main] ERROR ...`.
    """
    text = head.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n")
    if _BEGINS.match(text) is None:
        return False
    first_line = text.find("\n")
    try:
        _, end = DECODER.raw_decode(text)
    except RecursionError:
        return True
    except json.JSONDecodeError as error:
        edge = _EDGE if len(head) >= HEAD_BYTES else 0
        wanting = error.msg.startswith("Unterminated") or error.pos >= len(text.rstrip()) - edge
        return wanting or first_line < 0 or error.pos > first_line
    if "\n" in text[:end]:
        return True
    behind, _, below = text[end:].partition("\n")
    return not behind.strip() and not below.strip()


class JsonReader:
    """Reads a JSON document.

    Record numbers are the line on which the object begins that carries the message; for texts
    and pairs in a list, the line on which these stand. Where a document ends too early or is no
    JSON any more, what was read counts, the rest is read as lines, and a note names the line.
    Of objects larger than `json_text.MAX_VALUE`, only the fields before a large list are known
    to what stands in it.
    """

    format = "json"

    def __init__(self, encoding: str) -> None:
        """Read a document in this encoding (see `log_text.encoding_of`)."""
        self.notes: list[str] = []
        self._encoding = encoding

    def records(self, stream: BinaryIO, clue_reader: ClueReader) -> Iterator[LogRecord]:
        """The records in the order of the document; those of a large object's own fields behind those in it."""
        text = JsonText(stream, self._encoding)
        reading = _Reading(text, clue_reader)
        try:
            while mark := text.next_mark():
                if mark in "{[":
                    yield from reading.value(NO_CONTEXT, 0, in_list=False)
                elif (line := text.rest_of_line(MAX_LINE)) is not None:
                    yield LogRecord(*line)
        except BrokenJsonError as error:
            self.notes.append(f"Line {text.line}: {error}; from there on it was read as plain lines.")
        while (line := text.rest_of_line(MAX_LINE)) is not None:
            if line[0].strip():
                yield LogRecord(*line)
        text.check()


class _Reading:
    """One document being read."""

    def __init__(self, text: JsonText, clue_reader: ClueReader) -> None:
        self._text = text
        self._clue_reader = clue_reader

    def value(self, context: JsonContext, depth: int, *, in_list: bool) -> Iterator[LogRecord]:
        """The records of the object or list at which the text stands."""
        line = self._text.line
        whole = self._text.container()
        if whole is None:
            yield from self.part(context, depth)
        else:
            yield from self._of_whole(whole[0], whole[1], line, context, in_list=in_list)

    def part(self, context: JsonContext, depth: int) -> Iterator[LogRecord]:
        """The same for one that is too large to be decoded as a whole, or broken."""
        if depth >= MAX_DEPTH:
            raise BrokenJsonError("it is nested too deep")
        if self._text.next_mark() == "[":
            yield from self._list(context, depth)
        else:
            yield from self._object(context, depth)

    def _of_whole(
        self, value: object, text: str, line: int, context: JsonContext, *, in_list: bool
    ) -> Iterator[LogRecord]:
        """The records of a decoded value. Finding the lines takes longer than all else: not without messages."""
        if "\n" in text and (_LIKELY.search(text) or self._of(value, line, context, None, in_list=in_list)):
            value, lines = with_lines(text, line)
            yield from self._of(value, line, context, lines, in_list=in_list)
        else:
            yield from self._of(value, line, context, None, in_list=in_list)

    def _of(
        self, value: object, line: int, context: JsonContext, lines: dict[int, list[int]] | None, *, in_list: bool
    ) -> list[LogRecord]:
        if in_list:
            # Alone in a list it is read as an item, such as a pair.
            value = [value]
            lines = {id(value): [line], **lines} if lines is not None else None
        return list(records_of_value(value, line, self._clue_reader, context, lines))

    def _list(self, context: JsonContext, depth: int) -> Iterator[LogRecord]:
        """The records of a list, item by item."""
        text = self._text
        text.skip()
        if text.next_mark() == "]":
            text.skip()
            return
        while True:
            mark, line = text.next_mark(), text.line
            if mark and mark in "{[":
                yield from self.value(context, depth + 1, in_list=True)
            else:
                yield from records_of_value([self._scalar()], line, self._clue_reader, context)
            if self._ends("]"):
                return

    def _object(self, context: JsonContext, depth: int) -> Iterator[LogRecord]:
        """The records of an object, field by field; then that of the object itself, also when it breaks off."""
        line = self._text.line
        fields: dict[str, object] = {}
        lines: dict[int, list[int]] = {id(fields): [line]}
        try:
            yield from self._fields(fields, lines, context, depth)
        except BrokenJsonError:
            yield from records_of_value(fields, line, self._clue_reader, context, lines)
            raise
        yield from records_of_value(fields, line, self._clue_reader, context, lines)

    def _fields(
        self, fields: dict[str, object], lines: dict[int, list[int]], context: JsonContext, depth: int
    ) -> Iterator[LogRecord]:
        """Read an object's fields into `fields`; large ones are read on their own, in the context of those before."""
        text = self._text
        text.skip()
        if text.next_mark() == "}":
            text.skip()
            return
        kept = 0
        while True:
            name = self._name()
            mark, line = text.next_mark(), text.line
            if not mark or mark not in "{[":
                fields[name] = self._scalar()
            else:
                whole = text.container()
                if whole is not None and len(whole[1]) <= _KEPT_VALUE and kept < MAX_VALUE:
                    kept += len(whole[1])
                    fields[name], more = with_lines(whole[1], line)
                    lines.update(more)
                elif whole is not None:
                    inner = context_of(fields, name, context)
                    yield from self._of_whole(whole[0], whole[1], line, inner, in_list=False)
                else:
                    yield from self.part(context_of(fields, name, context), depth + 1)
            if self._ends("}"):
                return

    def _name(self) -> str:
        if self._text.next_mark() != '"':
            raise BrokenJsonError("a field's name in quotes is missing")
        name = str(self._text.scalar())
        if self._text.next_mark() != ":":
            raise BrokenJsonError("a colon is missing")
        self._text.skip()
        return name

    def _scalar(self) -> object:
        if not self._text.next_mark():
            raise BrokenJsonError("the document is cut off")
        return self._text.scalar()

    def _ends(self, closing: str) -> bool:
        """Whether the object or list ends here; else there is one more in it."""
        mark = self._text.next_mark()
        if mark == closing:
            self._text.skip()
            return True
        if mark != ",":
            raise BrokenJsonError("a comma or bracket is missing" if mark else "the document is cut off")
        self._text.skip()
        return False
