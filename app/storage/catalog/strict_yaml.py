"""Read YAML strictly: only text, true/false, lists and mappings, each with the line it stands on.

Plain YAML guesses types (code: 0777 becomes 511, NO becomes false), drops duplicate keys in
silence and lets a short file grow without bound through anchors. None of that is wanted in a
catalog that people write by hand, so each becomes an error that says what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]
Value = Any  # str, bool, list and dict of the same; None for an empty document

MAX_DEPTH = 12
_STR_TAG = "tag:yaml.org,2002:str"
_BOOL_TAG = "tag:yaml.org,2002:bool"
_NULL_TAG = "tag:yaml.org,2002:null"
_LINE_BREAK = re.compile("\r\n|\r|\n")
_UNSEEN = re.compile("[\x85\u2028\u2029\ud800-\udfff]")
"""Characters that YAML takes for line breaks while editors do not, and halves of characters."""


class YamlSyntaxError(ValueError):
    """The text is not YAML. `line` is 1-based."""

    def __init__(self, line: int, message: str) -> None:
        """Keep the line beside the sentence."""
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A value that YAML would read as something else; `message` says what to write."""

    path: Path
    line: int
    message: str


@dataclass(slots=True)
class Document:
    """A parsed text: its value, the line of each path, and the values that must be written otherwise."""

    value: Value
    lines: dict[Path, int] = field(default_factory=dict)
    misspellings: list[Misspelling] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """The line of a path, or of its nearest parent."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse_yaml(text: str, first_line: int = 1) -> Document:
    """Parse one YAML document. Raises YamlSyntaxError with the line and what to write instead.

    `first_line` is the line at which the text stands in its file; all lines are counted from there.
    """
    document = Document(None)
    unseen = _UNSEEN.search(text)
    if unseen:
        raise _not_allowed(ord(unseen[0]), text[: unseen.start()], first_line)
    try:
        events = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        _Builder(document, events, range(first_line, first_line + line_count(text) + 1)).build()
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(text, error, first_line) from error
    except yaml.reader.ReaderError as error:
        # The position counts bytes; half a character at its end does not matter for counting lines.
        before = text.encode()[: max(error.position, 0)].decode(errors="ignore")
        raise _not_allowed(error.character, before, first_line) from error
    return document


def line_count(text: str) -> int:
    """How many line breaks a text holds, as editors count them."""
    return sum(1 for _ in _LINE_BREAK.finditer(text))


def _not_allowed(character: object, before: str, first_line: int) -> YamlSyntaxError:
    name = f"U+{character:04X}" if isinstance(character, int) else repr(character)
    return YamlSyntaxError(
        first_line + line_count(before), f"an invisible character that is not allowed here ({name}); remove it"
    )


def _syntax_error(text: str, error: yaml.MarkedYAMLError, first_line: int) -> YamlSyntaxError:
    # A quote that is never closed is noticed at the end of the file, far from where it must be mended.
    unclosed = error.context == "while scanning a quoted scalar"
    mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
    lines = _LINE_BREAK.split(text)
    number = min(mark.line, len(lines) - 1) if mark else 0
    if unclosed:
        return YamlSyntaxError(first_line + number, "a quote is opened here and not closed properly; close it")
    indentation = re.match(r"\s*", lines[number])
    if indentation and "\t" in indentation[0]:
        return YamlSyntaxError(first_line + number, "a tab is where the line begins; write spaces instead")
    return YamlSyntaxError(
        first_line + number,
        f"{error.problem or 'not readable as YAML'}; check the indentation, close every quote above, and put "
        "a text that holds ': ' or ' #' or begins with a sign in quotes",
    )


class _Builder:
    """Turns YAML events into a value, noting lines; one pass, bounded depth, no aliases."""

    def __init__(self, document: Document, events: Iterator[yaml.Event], lines: range) -> None:
        self._document = document
        self._events = events
        self._lines = lines
        self._resolvers: dict[str, list[tuple[str, Any]]] = yaml.SafeLoader.yaml_implicit_resolvers

    def build(self) -> None:
        ended = False
        for event in self._events:
            if isinstance(event, yaml.DocumentEndEvent):
                ended = True
            elif isinstance(event, yaml.DocumentStartEvent) and ended:
                raise YamlSyntaxError(self._line(event), "a second document begins here; remove the line '---'")
            elif isinstance(event, yaml.NodeEvent):
                self._document.value = self._value(event, ())

    def _line(self, event: yaml.Event) -> int:
        # What is left out at the end of the text counts as standing behind it.
        return self._lines[min(event.start_mark.line if event.start_mark else 0, len(self._lines) - 1)]

    def _value(self, event: yaml.Event, path: Path) -> Value:
        line = self._line(event)
        self._document.lines.setdefault(path, line)
        if isinstance(event, yaml.AliasEvent):
            raise YamlSyntaxError(line, "anchors (&) and aliases (*) are not allowed; write the value out")
        if len(path) > MAX_DEPTH:
            raise YamlSyntaxError(line, f"nested deeper than {MAX_DEPTH} levels; no entry needs that")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path, line)
        raise YamlSyntaxError(line, "a value is expected here")

    def _mapping(self, path: Path) -> dict[str, Value]:
        mapping: dict[str, Value] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line = self._line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlSyntaxError(line, "a key must be one word; put a text that begins with a bracket in quotes")
            key = str(event.value)
            self._document.lines.setdefault((*path, key), line)
            value = self._value(next(self._events), (*path, key))
            if key in mapping:
                self._note(path, line, f"the key {key!r} is here twice; remove one of the two")
            else:
                mapping[key] = value
        return mapping

    def _sequence(self, path: Path) -> list[Value]:
        items: list[Value] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, (*path, len(items))))
        return items

    def _scalar(self, event: yaml.ScalarEvent, path: Path, line: int) -> str | bool:
        text = str(event.value)
        if event.tag not in {None, "!"}:
            self._note(path, line, f"the type {event.tag!r} is not allowed here; write the text in quotes instead")
            return text
        plain = event.implicit[0] and not event.style
        tag = self._tag(text) if plain else _STR_TAG
        if tag == _STR_TAG:
            return text
        if tag == _BOOL_TAG and text in {"true", "false"}:
            return text == "true"
        if tag == _NULL_TAG and not text:
            self._note(path, line, "there is nothing here; write a value, or remove the line")
        else:
            self._note(path, line, f"{text} is not read as text here; put it in quotes: '{text}'")
        return text

    def _tag(self, text: str) -> str:
        for tag, pattern in self._resolvers.get(text[:1], []):
            if pattern.match(text):
                return tag
        return _STR_TAG

    def _note(self, path: Path, line: int, message: str) -> None:
        self._document.misspellings.append(Misspelling(path, line, message))
