"""JSON documents: each object that carries a message is a record, however large the document is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from app.core.matching.clues import ClueReader
from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.json_records import (
    MAX_DEPTH,
    NO_CONTEXT,
    JsonContext,
    Told,
    context_of,
    head_of,
    record_of,
    records_of_value,
    told_in,
)
from app.core.scanning.log_record import LogRecord
from app.storage.documents.json_lines import quick_lines, with_lines
from app.storage.documents.json_text import DECODER, MAX_VALUE, BrokenJsonError, JsonText
from app.storage.documents.reader import TextReader
from app.storage.logs.text_lines import HEAD_BYTES, MAX_LINE

_BEGINS = re.compile(r"\{\s*(?:\"(?:[^\"\\]|\\.)*+\"\s*(?::|\Z)|\}|\Z)|\[\s*(?:[{\[\"\]]|\Z)")
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


class JsonReader(TextReader):
    """Reads a JSON document.

    Record numbers are the line on which the object begins that carries the message; for texts
    and pairs in a list, the line on which these stand. Where a document ends too early or is no
    JSON any more, what was read counts, the rest is read as lines, and a note names the line.
    Of objects larger than `json_text.MAX_VALUE`, only the fields before a large list are known
    to what stands in it.
    """

    format = "json"

    def records(
        self, stream: BinaryIO, clue_reader: ClueReader, sieve: Sieve | None = None
    ) -> Iterator[LogRecord | None]:
        """The records in the order of the document; those of a large object's own fields behind those in it."""
        text = JsonText(stream, self._encoding)
        reading = _Reading(text, clue_reader, sieve)
        try:
            while mark := text.next_mark():
                if mark in "{[":
                    for record in reading.value(NO_CONTEXT, 0, in_list=False):
                        self.lines, self.left_out = reading.lines, reading.left_out
                        yield record
                elif (line := text.rest_of_line(MAX_LINE)) is not None:
                    yield LogRecord(*line)
        except BrokenJsonError as error:
            self.notes.append(f"Line {text.line}: {error}; from there on it was read as plain lines.")
        self.lines, self.left_out = reading.lines, reading.left_out
        while (line := text.rest_of_line(MAX_LINE)) is not None:
            if line[0].strip():
                yield LogRecord(*line)
        text.check()


class _Reading:
    """One document being read. `lines` is the highest number of a record that was left out.

    `left_out` counts those, each item of a list as one; items that hold no message are among them.
    """

    def __init__(self, text: JsonText, clue_reader: ClueReader, sieve: Sieve | None) -> None:
        self._text = text
        self._clue_reader = clue_reader
        self._sieve = sieve
        self.lines = 0
        self.left_out = 0

    def value(self, context: JsonContext, depth: int, *, in_list: bool) -> Iterator[LogRecord | None]:
        """The records of the object or list at which the text stands."""
        line = self._text.line
        whole = self._text.container()
        if whole is None:
            yield from self.part(context, depth)
        else:
            yield from self._of_whole(whole[0], whole[1], line, context, in_list=in_list)

    def part(self, context: JsonContext, depth: int) -> Iterator[LogRecord | None]:
        """The same for one that is too large to be decoded as a whole, or broken."""
        if depth >= MAX_DEPTH:
            raise BrokenJsonError("it is nested too deep")
        if self._text.next_mark() == "[":
            yield from self._list(context, depth)
        else:
            yield from self._object(context, depth)

    def _of_whole(self, value: object, text: str, line: int, context: JsonContext, *, in_list: bool) -> list[LogRecord]:
        """The records of a decoded value, with its text and its line."""
        # Alone in a list it is read as an item, such as a pair.
        root = [value] if in_list else value
        found = list(told_in(root, context))
        # What tells of nothing was read, too.
        self.left_out += max(0, (len(value) if isinstance(value, list) and not in_list else 1) - len(found))
        if not found or "\n" not in text:
            return [record_of(one, line, self._clue_reader) for one in found]
        numbers = _numbers(found, root, value, text, line)
        if numbers is not None:
            return [record_of(one, number, self._clue_reader) for one, number in zip(found, numbers, strict=True)]
        # Finding all lines takes longer than all else.
        try:
            value, lines = with_lines(text, line)
        except RecursionError:
            return [record_of(one, line, self._clue_reader) for one in found]
        if in_list:
            value = [value]
            lines = {id(value): [line], **lines}
        return list(records_of_value(value, line, self._clue_reader, context, lines))

    def _list(self, context: JsonContext, depth: int) -> Iterator[LogRecord | None]:
        """The records of a list, item by item."""
        text = self._text
        text.skip()
        if text.next_mark() == "]":
            text.skip()
            return
        sieve = self._sieve
        head = head_of(context)
        if context.trouble:
            sieve = None
        if sieve is not None and head and (sieve.matter([f"{head}\n"]) or sieve.completes(head)):
            # What stands around the list makes each of its items matter.
            sieve = None
        while True:
            mark, line = text.next_mark(), text.line
            if mark and mark in "{[":
                some = self._whole_items(context, sieve) if sieve is not None else None
                if some is None:
                    yield from self.value(context, depth + 1, in_list=True)
                else:
                    yield from some
                    yield None
            else:
                yield from records_of_value([self._scalar()], line, self._clue_reader, context)
            if self._ends("]"):
                return

    def _whole_items(self, context: JsonContext, sieve: Sieve) -> list[LogRecord] | None:
        """The records that may matter of those next items of a list which are in memory; None without any."""
        line = self._text.line
        text, items = self._text.whole_items()
        if not items:
            return None
        wanted = sieve.items_in_json(text, items)
        records: list[LogRecord] = []
        left_out: list[tuple[object, int, int, int]] = []
        number = position = 0
        last = len(wanted)
        for place, (value, start, end) in enumerate(items):
            line += text.count("\n", position, start)
            position = start
            if number < last and wanted[number] == place:
                number += 1
                found = self._of_whole(value, text[start:end], line, context, in_list=True)
                records += found
                if found:
                    left_out.clear()
            else:
                left_out.append((value, start, end, line))
                self.left_out += 1
        for value, start, end, number in reversed(left_out):
            found = self._of_whole(value, text[start:end], number, context, in_list=True)
            self.left_out -= not found
            if found:
                self.lines = max(self.lines, *(record.number for record in found))
                break
        return records

    def _object(self, context: JsonContext, depth: int) -> Iterator[LogRecord | None]:
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
    ) -> Iterator[LogRecord | None]:
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


def _numbers(found: list[Told], root: object, value: object, text: str, line: int) -> list[int] | None:
    """The lines of what a value tells, where finding them is quick. `root` is the value, or a list of it alone."""
    lines: dict[int, int] | None = {id(value): line}
    if any(one.holder is not value for one in found):
        lines = quick_lines(value, text, line)
    if lines is None:
        return None
    if root is not value:
        lines[id(root)] = line
    # A text in a list has a line of its own.
    if any(isinstance(one.holder, list) and (one.holder is value or one.holder is not root) for one in found):
        return None
    return [lines[id(one.holder)] for one in found]
