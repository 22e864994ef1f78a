"""YAML records: lists of mappings, alone, below a name, or one a document. What is no YAML any more is read as lines.

Anchors and aliases are not followed, so a short file stays short; all values are texts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

import yaml

from app.core.matching.clues import ClueReader
from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.json_records import NO_CONTEXT, JsonContext, context_of, meaning_of, record_of, told_in
from app.core.scanning.log_record import LogRecord
from app.storage.documents.plain_lines import plain_records
from app.storage.documents.reader import TextReader
from app.storage.logs.text_lines import lines_of

_PIECE = 64 * 1024
_MOST = 8 * 1024 * 1024
"""Letters of one document that is no list at its top."""
_MAX_DEPTH = 50
_MAX_NODES = 20_000
_SAYS = re.compile(r"\s*[^\s#\-]")
_SETTLING = frozenset(
    {"row", "kind", "code", "status", "severity", "time", "email", "user", "student", "course", "section", "assignment"}
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")

Value = str | dict[str, "Value"] | list["Value"]
_Lines = dict[int, list[int]]


class _TooMuchError(Exception):
    """A record that is nested too deep, or too large; the message says so."""


def is_yaml(text: str, *, is_whole: bool) -> bool:
    """Whether a file whose text begins so holds YAML records with messages and something that says whose they are."""
    lines = text.split("\n")
    if not is_whole:
        lines = lines[:-1]
    piece = next(_pieces(enumerate(lines, 1)), None)
    if piece is None:
        return False
    try:
        return any(_is_record(value) for value, _, _ in _Reading(piece.text, piece.line).records())
    except (yaml.YAMLError, _TooMuchError):
        return False


def _is_record(value: Value) -> bool:
    if not isinstance(value, dict):
        return False
    meanings = {meaning_of(name) for name in _names_in(value, 0)}
    return "message" in meanings and not _SETTLING.isdisjoint(meanings)


def _names_in(value: dict[str, Value], depth: int) -> Iterator[str]:
    for name, held in value.items():
        yield name
        if isinstance(held, dict) and depth < 3:
            yield from _names_in(held, depth + 1)


class YamlReader(TextReader):
    """Reads YAML. Record numbers are the lines on which the mappings begin."""

    format = "yaml"

    def records(
        self,
        stream: BinaryIO,
        clue_reader: ClueReader,
        sieve: Sieve | None = None,  # noqa: ARG002 - making a record costs little beside reading YAML
    ) -> Iterator[LogRecord | None]:
        """The records in their order. Where the YAML breaks off, a note names the line, and the rest is lines."""
        lines = lines_of(stream, self._encoding)
        for piece in _pieces(lines):
            reading = _Reading(piece.text, piece.line)
            try:
                for value, context, line in reading.records():
                    self.lines = max(self.lines, line)
                    # In a list of its own it is read as an item.
                    for told in told_in([value], context):
                        number = reading.lines.get(id(told.holder), [line])
                        yield record_of(told, number[min(told.place, len(number) - 1)], clue_reader)
                yield None
            except (yaml.YAMLError, _TooMuchError) as error:
                begin = max(piece.line, reading.line)
                why = str(error) if isinstance(error, _TooMuchError) else "this is no YAML"
                self.notes.append(f"Line {begin}: {why}; from there on it was read as plain lines.")
                yield from self._as_lines(piece, begin, lines)
                return

    def _as_lines(self, piece: _Piece, begin: int, lines: Iterator[tuple[int, str]]) -> Iterator[LogRecord]:
        def rest() -> Iterator[tuple[int, str]]:
            yield from enumerate(piece.text.split("\n")[begin - piece.line :], begin)
            yield from piece.behind
            yield from lines

        for record in plain_records(rest()):
            self.lines = max(self.lines, record.number)
            yield record


class _Piece:
    """Some lines that are YAML by themselves: items of a list at the top, or a document. `behind` was read with it."""

    def __init__(self, text: str, line: int, behind: list[tuple[int, str]]) -> None:
        self.text = text
        self.line = line
        self.behind = behind


def _pieces(lines: Iterator[tuple[int, str]]) -> Iterator[_Piece]:
    """A text in pieces that end before an item of a list at the top, or before a document."""
    held: list[str] = []
    first = 1
    letters = 0
    is_list = False
    for number, text in lines:
        begins_document = text.startswith("---") and any(line.strip() for line in held)
        is_list = is_list or (text.startswith("- ") and not any(_SAYS.match(line) for line in held))
        begins_item = is_list and text.startswith("- ") and letters > _PIECE
        if begins_document or begins_item or letters > _MOST:
            yield _Piece("\n".join(held), first, [(number, text)])
            held, letters, is_list = [], 0, is_list and begins_item
        if not held:
            first = number
        held.append(text)
        letters += len(text) + 1
    if held:
        yield _Piece("\n".join(held), first, [])


class _Reading:
    """Reads the events of one piece. `line` is the line up to which values were handed out."""

    def __init__(self, text: str, first: int) -> None:
        self.lines: _Lines = {}
        self.line = first
        self._first = first
        self._nodes = 0
        clean = _FORBIDDEN.sub(" ", text) if _FORBIDDEN.search(text) else text
        self._events = iter(yaml.parse(io.StringIO(clean), Loader=yaml.CSafeLoader))

    def records(self) -> Iterator[tuple[Value, JsonContext, int]]:
        """The values that are records, with what is said around them and their lines."""
        for event in self._events:
            if isinstance(event, yaml.SequenceStartEvent):
                yield from self._items(NO_CONTEXT)
            elif isinstance(event, yaml.MappingStartEvent):
                yield from self._frame(event)
            elif isinstance(event, yaml.ScalarEvent) and event.value.strip():
                raise yaml.YAMLError

    def _number(self, event: yaml.Event) -> int:
        return self._first + (event.start_mark.line if event.start_mark else 0)

    def _items(self, context: JsonContext) -> Iterator[tuple[Value, JsonContext, int]]:
        for event in self._events:
            self.line = self._number(event)
            if isinstance(event, yaml.SequenceEndEvent):
                return
            self._nodes = 0
            value = self._value(event, 0)
            self.line = self._number(event)
            yield value, context, self.line
            self.lines.clear()

    def _frame(self, start: yaml.Event) -> Iterator[tuple[Value, JsonContext, int]]:
        """A mapping at the top: the items of its lists are records in its context, what else it holds is one."""
        line = self._number(start)
        fields: dict[str, Value] = {}
        self._nodes = 0
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            name = self._value(event, 0)
            held = next(self._events)
            if isinstance(held, yaml.SequenceStartEvent):
                yield from self._items(context_of(fields, str(name), NO_CONTEXT))
            else:
                fields[str(name)] = self._value(held, 0)
        self.line = line
        yield fields, NO_CONTEXT, line

    def _value(self, event: yaml.Event, depth: int) -> Value:
        self._nodes += 1
        if depth > _MAX_DEPTH or self._nodes > _MAX_NODES:
            raise _TooMuchError("it is nested too deep" if depth > _MAX_DEPTH else "a record is broken or too large")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Value] = []
            numbers = self.lines[id(items)] = []
            for inner in self._events:
                if isinstance(inner, yaml.SequenceEndEvent):
                    break
                numbers.append(self._number(inner))
                items.append(self._value(inner, depth + 1))
            return items
        if isinstance(event, yaml.ScalarEvent):
            text = str(event.value)
            return "" if not event.style and text in {"~", "null", "Null", "NULL"} else text
        if isinstance(event, yaml.AliasEvent):
            return f"*{event.anchor}"
        raise yaml.YAMLError

    def _mapping(self, start: yaml.Event, depth: int) -> dict[str, Value]:
        value: dict[str, Value] = {}
        self.lines[id(value)] = [self._number(start)]
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            name = self._value(event, depth + 1)
            value[str(name)] = self._value(next(self._events), depth + 1)
        return value
