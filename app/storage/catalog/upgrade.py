"""Rewrite a file of entries in the short form: one-line and named steps, relations, defaults of the file.

Only the lines of fields that change are written again; comments and all other lines stay as they are.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from app.core.catalog.model import NamedStep
from app.core.catalog.named_steps import parameters_of
from app.storage.catalog.shorthand import FORMER_FIELDS
from app.storage.catalog.strict_yaml import Document, Value, parse_yaml
from app.storage.catalog.strict_yaml import Path as YamlPath

WIDTH = 120
_STEP_FIELDS = ("do", "who", "where")
_DEFAULTS = ("certainty", "record_types", "source")
_COMMENT = re.compile(r"(?:^|\s)(#.*)$")
_PLAIN = re.compile(r"[^\W\d_][^\n]*|\d+[^\W\d_][^\n]*")
_UNSAFE = re.compile(r": |:$| #|^(?:true|false|yes|no|on|off|null|y|n)$|(?:^| )[-?] |  ", re.IGNORECASE)


class _Edit(Struct, frozen=True):
    """Lines [first, end) of a file, from 0, and what takes their place."""

    first: int
    end: int
    lines: tuple[str, ...]


def upgraded(text: str, steps: Mapping[str, NamedStep]) -> str:
    """Return the text of a file in the short form. Raises YamlSyntaxError for one that is not YAML.

    `steps` are the named steps, by which steps of the same words are replaced.
    """
    document = parse_yaml(text)
    lines = text.split("\n")
    edits = sorted(_Upgrade(document, lines, steps).edits(), key=lambda edit: edit.first, reverse=True)
    for edit in edits:
        lines[edit.first : edit.end] = edit.lines
    return "\n".join(lines)


class _Upgrade:
    def __init__(self, document: Document, lines: Sequence[str], steps: Mapping[str, NamedStep]) -> None:
        self._document, self._lines, self._steps = document, lines, steps
        value = document.value
        entries = value.get("entries") if isinstance(value, dict) else None
        self._entries: list[Value] = entries if isinstance(entries, list) else []

    def edits(self) -> Iterator[_Edit]:
        """Yield all changes; none for a file that holds no entries."""
        if not self._entries:
            return
        defaults = self._defaults()
        if defaults:
            first = self._document.line_of(("entries",)) - 1
            yield _Edit(first, first, tuple(f"{name}: {_flow(value)}" for name, value in defaults.items()))
        for number, entry in enumerate(self._entries):
            if isinstance(entry, dict):
                place = ("entries", number)
                yield from self._without_defaults(entry, place, defaults)
                yield from self._relations(entry, place)
                yield from self._steps_of(entry, place)

    def _defaults(self) -> dict[str, Value]:
        """Values that more than half of several entries share, and the file does not give yet."""
        found: dict[str, Value] = {}
        if len(self._entries) == 1:
            return found
        for name in _DEFAULTS:
            values = [entry[name] for entry in self._entries if isinstance(entry, dict) and name in entry]
            common = Counter(map(str, values)).most_common(1)
            if name not in self._document.value and common and common[0][1] > len(self._entries) // 2:
                found[name] = next(value for value in values if str(value) == common[0][0])
        to = [_to(entry) for entry in self._entries]
        common_to = Counter(each for each in to if each).most_common(1)
        if "escalate" not in self._document.value and common_to and common_to[0][1] > len(to) // 2:
            found["escalate"] = {"to": common_to[0][0]}
        return found

    def _without_defaults(
        self, entry: dict[str, Value], place: YamlPath, defaults: dict[str, Value]
    ) -> Iterator[_Edit]:
        for name, value in defaults.items():
            own = entry.get(name)
            if own == value:
                yield self._edit((*place, name), ())
            elif name == "escalate" and isinstance(own, dict) and own.get("to") == value["to"] and len(own) > 1:
                edit = self._edit((*place, name, "to"), ())
                if edit.first > self._document.line_of((*place, name)) - 1:
                    yield edit

    def _relations(self, entry: dict[str, Value], place: YamlPath) -> Iterator[_Edit]:
        former = [name for name in FORMER_FIELDS if name in entry]
        if not former or "relations" in entry:
            return
        indent = _indent(self._lines[self._document.line_of((*place, former[0])) - 1])
        block = [f"{indent}relations:"]
        for name in former:
            block += _folded(f"{indent}  {FORMER_FIELDS[name]}: ", _flow(entry[name]), f"{indent}    ")
        yield self._edit((*place, former[0]), block)
        for name in former[1:]:
            yield self._edit((*place, name), ())

    def _steps_of(self, entry: dict[str, Value], place: YamlPath) -> Iterator[_Edit]:
        causes = entry.get("causes")
        for number, cause in enumerate(causes if isinstance(causes, list) else ()):
            listed = cause.get("steps") if isinstance(cause, dict) else None
            for index, step in enumerate(listed if isinstance(listed, list) else ()):
                if isinstance(step, dict) and all(isinstance(step.get(name), str) for name in _STEP_FIELDS):
                    path = (*place, "causes", number, "steps", index)
                    indent = _indent(self._lines[self._document.line_of(path) - 1])
                    yield self._edit(path, self._step(step, indent))

    def _step(self, step: dict[str, Value], indent: str) -> list[str]:
        rest = {name: value for name, value in step.items() if name not in _STEP_FIELDS}
        for name, named in self._steps.items():
            values = _values_of(step, named)
            if values is not None:
                short = f"use: {name}" if not values and not rest else _flow({"use": name, **values, **rest})
                return [f"{indent}- {short}"]
        sure = f" ({rest.pop('certainty')})" if "certainty" in rest else ""
        head = f"{indent}- {step['who']}@{step['where']}{sure}: "
        written = _folded(head, step["do"], f"{indent}    ")
        return [*written, *(f"{indent}  {name}: {_flow(value)}" for name, value in rest.items())]

    def _edit(self, path: YamlPath, lines: Sequence[str]) -> _Edit:
        """Put lines in the place of a field or item. Comments among its own lines go above them."""
        first, end = self._span(path)
        indent = _indent(self._lines[first])
        written = str(self._value_at(path))
        comments = [found[1] for line in self._lines[first:end] if (found := _COMMENT.search(line))]
        kept = [f"{indent}{comment}" for comment in comments if comment not in written]
        return _Edit(first, end, (*kept, *lines))

    def _value_at(self, path: YamlPath) -> Value:
        value = self._document.value
        for step in path:
            value = value[step]
        return value

    def _span(self, path: YamlPath) -> tuple[int, int]:
        """The lines of a field or item, from 0: up to the next line that is not indented deeper."""
        first = self._document.line_of(path) - 1
        # The first field of an item begins behind its dash, which is part of the indentation of the next fields.
        line = self._lines[first]
        depth = len(_indent(line)) + (2 if line.lstrip().startswith("- ") and not isinstance(path[-1], int) else 0)
        end = first + 1
        while end < len(self._lines) and self._lines[end].strip() and len(_indent(self._lines[end])) > depth:
            end += 1
        return first, end


def _to(entry: Value) -> str:
    escalate = entry.get("escalate") if isinstance(entry, dict) else None
    return str(escalate.get("to", "")) if isinstance(escalate, dict) else ""


def _values_of(step: dict[str, Value], named: NamedStep) -> dict[str, str] | None:
    """The parameters with which a named step says the same, or None."""
    values: dict[str, str] = {}
    for name in _STEP_FIELDS:
        found = re.fullmatch(_pattern(getattr(named, name)), step[name])
        if found is None:
            return None
        for parameter, value in found.groupdict().items():
            if values.setdefault(parameter, value) != value:
                return None
    return values if values.keys() == parameters_of(named) else None


def _pattern(text: str) -> str:
    seen: set[str] = set()
    parts: list[str] = []
    for literal, name in re.findall(r"([^{]*)(?:\{(\w+)\})?", text):
        parts.append(re.escape(literal))
        if name:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
            seen.add(name)
    return "".join(parts)


def _flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow_text(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow_text(each) for each in value) + "]"
    return _flow_text(value)


def _flow_text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return text if _is_plain(text) and not re.search(r"[,\[\]{}]", text) else _quoted(text)


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and not _UNSAFE.search(text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _folded(head: str, text: str, indent: str) -> list[str]:
    """A text behind `head`, folded into lines of `WIDTH`."""
    written = text if _is_plain(text) or text.startswith(("[", "{")) else _quoted(text)
    if "  " in written:
        return [head + written]
    return textwrap.wrap(
        written, WIDTH, initial_indent=head, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]
