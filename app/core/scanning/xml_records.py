"""Elements of an XML document to records: one for each event, fault, row or answer that carries a message.

What stands in an element is read as the fields of a JSON object are. A record takes names and times from its own
element and from the attributes and plain texts of those around it, never from the elements next to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct, field
from msgspec.structs import replace

from app.core.matching.clues import ClueReader
from app.core.scanning.json_records import NO_CONTEXT, JsonContext, context_of, meaning_of, record_of, told_in
from app.core.scanning.log_record import LogRecord, Outcome
from app.core.scanning.named_places import named_places

_NAMING = ("name", "key", "field", "column")
_SENTENCE = re.compile(r"[^\W\d_]{2,}\S*\s+\S*[^\W\d_]{2,}")
_WHOLE = frozenset({"fault", "imsx_statusinfo", "statusinfo"})
"""Elements of which all texts together are one record."""
_TEXTS = {"faultstring": "message", "throwable": "exception", "thrown": "exception"}
_TEST_FRAMES = frozenset({"testsuite", "testsuites"})
"""Elements of a report of tests, whose attributes count them: errors="1"."""
_TEST_FAULTS = frozenset({"failure", "error"})
_LOG_NAMES = frozenset({"event", "record", "logentry", "entry"})
_FAILED = frozenset("error err critical fatal severe failure failed alert emergency".split())
_WARNING = frozenset({"warning", "warn"})
_FINE = frozenset("information info verbose debug trace success fine finer finest config notice".split())
_WINDOWS_LEVELS = {
    "0": "Information",
    "1": "Critical",
    "2": "Error",
    "3": "Warning",
    "4": "Information",
    "5": "Verbose",
}
_MILLISECONDS = re.compile(r"\d{13}")
_SECONDS = re.compile(r"\d{10}")
_NOT_OF_RECORD = ("xmlns", "xsi", "schemaLocation", "noNamespaceSchemaLocation", "lang", "space", "nil")
_MAX_DEPTH = 100
_ANSWER = 4_000
"""Letters below a failed test's message among which the answer that it had may stand."""

_Lines = dict[int, list[int]]
Value = str | dict[str, "Value"] | list["Value"]


class Element(Struct, eq=False):
    """An element as read, names without prefixes; `text` is what stands directly in it."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Element] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """Whether it holds nothing but a text."""
        return not self.children

    def child(self, name: str) -> Element | None:
        """Its first child of a name in small letters."""
        return next((child for child in self.children if child.name.casefold() == name), None)

    def whole_text(self) -> str:
        """All text in it."""
        return " ".join(text for one in _all_of(self) if (text := one.text.strip()))


def bare_name(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


class XmlRecords:
    """Makes records of elements."""

    def __init__(self, clue_reader: ClueReader) -> None:
        """Read clues by the vocabulary's words."""
        self._clue_reader = clue_reader

    def of(self, element: Element, around: JsonContext = NO_CONTEXT, *, is_item: bool = False) -> Iterator[LogRecord]:
        """The records of an element. `is_item`: it is one of several alike, and all in it belongs together."""
        special = self._special(element, around)
        if special is not None:
            yield from special
        elif element.name.casefold() in _TEST_FRAMES:
            yield from self.of_children(element, self.context(element, around))
        elif is_item or self._speaks(element):
            yield from self._of_value(element, around)
        else:
            fields = [child for child in element.children if is_field(child)]
            yield from self._of_value(
                Element(element.name, element.line, element.attributes, element.text, fields), around
            )
            yield from self.of_children(element, self.context(element, around))

    def of_children(self, element: Element, around: JsonContext) -> Iterator[LogRecord]:
        """The records of the elements in an element that is only a frame around them."""
        counts = Counter(child.name for child in element.children)
        for child in element.children:
            if is_field(child):
                continue
            alike = counts[child.name] > 1 or _is_plural(element.name, child.name)
            yield from self.of(child, around, is_item=alike)

    def context(self, element: Element, around: JsonContext) -> JsonContext:
        """What an element says to those in it: by its attributes and by the plain texts directly in it."""
        fields: dict[str, object] = {**_attributes(element)}
        if element.name.casefold() in _TEST_FRAMES:
            fields = {"time": element.attributes["timestamp"]} if "timestamp" in element.attributes else {}
        for child in element.children:
            if is_field(child):
                fields.setdefault(_field_name(child), _value(child, {}, 0))
        return context_of(fields, element.name, around) if fields else around

    def _speaks(self, element: Element) -> bool:
        """Whether a message stands directly in an element."""
        own = [*_attributes(element), *(_field_name(child) for child in element.children if child.is_plain)]
        return any(meaning_of(_TEXTS.get(name.casefold(), name)) == "message" for name in own) or (
            element.is_plain and bool(element.text.strip())
        )

    def _special(self, element: Element, around: JsonContext) -> list[LogRecord] | None:
        name = element.name.casefold()
        if name == "event" and element.child("system") is not None:
            return [self._windows_event(element)]
        if name in _LOG_NAMES and element.child("message") is not None and _level_of(element):
            return [self._log_event(element)]
        if name == "testcase":
            return self._test_case(element, around)
        if name in _WHOLE and element.children:
            return [self._whole(element, around)]
        return None

    def _test_case(self, case: Element, around: JsonContext) -> list[LogRecord]:
        """A test as JUnit writes it: what made it fail, with the records that its name names."""
        name = case.attributes.get("name", case.name)
        faults = [child for child in case.children if child.name.casefold() in _TEST_FAULTS]
        if not faults:
            return [LogRecord(name, case.line, outcome=Outcome.FINE)]
        named = {name[start:end]: kind for start, end, kind in named_places(name)}
        records: list[LogRecord] = []
        for fault in faults:
            said, text = fault.attributes.get("message", "").strip(), fault.whole_text()
            texts = [said, text] if said and "{" in text[:_ANSWER] else [said or text or name]
            record = self._record(fault, {}, texts, around)
            records.append(replace(record, names={**named, **record.names}, outcome=Outcome.FAILED))
        return records

    def _of_value(self, element: Element, around: JsonContext) -> Iterator[LogRecord]:
        lines: _Lines = {}
        value = _value(element, lines, 0)
        if isinstance(value, str):
            value = {element.name: value}
        for told in told_in(value, around):
            line = lines.get(id(told.holder), [element.line])[told.place]
            yield _judged(record_of(told, line, self._clue_reader))

    def _windows_event(self, event: Element) -> LogRecord:
        """An event of Windows: its message, else its data; the names in its data."""
        system = event.child("system") or event
        level, created, provider = system.child("level"), system.child("timecreated"), system.child("provider")
        shown = event.child("renderinginfo")
        message = shown.child("message") if shown is not None else None
        texts = [message.whole_text()] if message is not None and message.whole_text() else []
        fields: dict[str, str] = {}
        for data in (one for name in ("eventdata", "userdata") for one in _all_of(event.child(name)) if one.is_plain):
            name, text = _field_name(data), data.text.strip()
            if name.casefold() == "data" or meaning_of(name) in {None, "message"}:
                if message is None and text:
                    texts.append(text if name.casefold() == "data" else f"{name}: {text}")
            elif text:
                fields.setdefault(name, text)
        fields["severity"] = _WINDOWS_LEVELS.get(level.text.strip(), level.text.strip()) if level is not None else ""
        fields["time"] = created.attributes.get("SystemTime", "") if created is not None else ""
        fields["source"] = provider.attributes.get("Name", "") if provider is not None else ""
        return self._record(event, fields, texts)

    def _log_event(self, event: Element) -> LogRecord:
        """An event of log4j, log4net or java.util.logging: of its many fields those that say what failed."""
        message = event.child("message")
        texts = [message.whole_text()] if message is not None else []
        for name in ("throwable", "exception", "thrown"):
            if (thrown := event.child(name)) is not None:
                texts.append(thrown.attributes.get("extendedStackTrace") or thrown.whole_text())
        fields: dict[str, str] = {}
        for frame in ("mdc", "properties", "contextmap"):
            for data in _all_of(event.child(frame)):
                name, text = _field_name(data), data.attributes.get("value") or data.text.strip()
                if text and not name.startswith("log4"):
                    fields.setdefault(name, text)
        fields["severity"], fields["time"] = _level_of(event), _time_of(event)
        return self._record(event, fields, texts)

    def _whole(self, element: Element, around: JsonContext) -> LogRecord:
        """An element of which all texts are about the same failure."""
        fields: dict[str, str] = {}
        texts: list[str] = []
        for one in _all_of(element):
            text = one.text.strip()
            if not one.is_plain or not text or one is element:
                continue
            name = _TEXTS.get(_field_name(one).casefold(), _field_name(one))
            if meaning_of(name) == "message" or (meaning_of(name) is None and _SENTENCE.search(text)):
                texts += [text] if text not in texts else []
            else:
                fields.setdefault(name, text)
        major = fields.get("imsx_codeMajor", fields.get("codeMajor", "failure" if element.name == "Fault" else ""))
        record = self._record(element, fields, texts, around)
        clues = record.clues.or_else(self._clue_reader.of_fields(fields))
        return replace(record, outcome=_outcome_of(major) or record.outcome, clues=clues)

    def _record(
        self, element: Element, fields: Mapping[str, str], texts: Sequence[str], around: JsonContext = NO_CONTEXT
    ) -> LogRecord:
        value = {name: text for name, text in fields.items() if text and meaning_of(name) not in {None, "message"}}
        told = next(told_in({**value, "message": "\n".join(texts)}, around), None)
        if told is None:
            return LogRecord("", element.line)
        return _judged(record_of(told, element.line, self._clue_reader))


def _judged(record: LogRecord) -> LogRecord:
    """A record with what its severity says of it."""
    if record.outcome:
        return record
    return replace(record, outcome=_outcome_of(record.text.split(None, 1)[0].rstrip(":") if record.text else ""))


def _outcome_of(severity: str) -> Outcome:
    word = severity.casefold()
    if word in _FAILED:
        return Outcome.FAILED
    return Outcome.WARNING if word in _WARNING else Outcome.FINE if word in _FINE else Outcome.UNSAID


def _all_of(element: Element | None) -> Iterator[Element]:
    """An element and all in it, in the order of the document."""
    stack = [element] if element is not None else []
    while stack:
        one = stack.pop()
        yield one
        stack += reversed(one.children)


def is_field(element: Element) -> bool:
    """Whether an element is a field of the one around it: a text with a name."""
    return element.is_plain and isinstance(_value(element, {}, 0), str)


def _attributes(element: Element) -> dict[str, str]:
    return {name: _time_text(name, text) for name, text in element.attributes.items() if name not in _NOT_OF_RECORD}


def _field_name(element: Element) -> str:
    """What a field is called: `<Data Name="UserId">` by its attribute, others by their element."""
    for name, text in element.attributes.items():
        if name.casefold() in _NAMING and len(element.attributes) <= 2:
            return text
    return element.name


def _value(element: Element, lines: _Lines, depth: int) -> Value:
    """An element as a JSON value; `lines` takes down where each object began, and each item of a list."""
    attributes = _attributes(element)
    text = element.text.strip()
    if element.is_plain:
        name = _field_name(element)
        if name is not element.name:
            return attributes.get("value", text)
        says_more = bool(text) and (meaning_of(element.name) == "message" or _SENTENCE.search(text) is not None)
        if not attributes or (text and not says_more):
            return _time_text(element.name, text)
        found: dict[str, Value] = {**attributes}
        if text:
            found["message"] = text
        lines[id(found)] = [element.line]
        return found
    value: dict[str, Value] = {**attributes}
    if text and _SENTENCE.search(text):
        value["text"] = text
    lines[id(value)] = [element.line]
    if depth < _MAX_DEPTH:
        several: dict[str, list[Element]] = {}
        for child in element.children:
            name = _field_name(child)
            several.setdefault(_TEXTS.get(name.casefold(), name), []).append(child)
        for name, children in several.items():
            held = [_value(child, lines, depth + 1) for child in children]
            if len(held) == 1:
                value[name] = held[0]
            else:
                value[name] = held
                lines[id(held)] = [child.line for child in children]
    return value


def _is_plural(many: str, one: str) -> bool:
    """Whether the name of an element says that it holds several of another: Events of Event."""
    plain, single = many.casefold(), one.casefold()
    return plain.startswith(single.rstrip("y")) and plain.endswith("s") and len(plain) - len(single) in {1, 2}


def _level_of(event: Element) -> str:
    level = event.child("level")
    return event.attributes.get("level", "") or (level.text.strip() if level is not None else "")


def _time_of(event: Element) -> str:
    for name in ("timestamp", "timeMillis"):
        if name in event.attributes:
            return _time_text("time", event.attributes[name])
    for name in ("date", "instant", "millis"):
        if (held := event.child(name)) is not None:
            return _time_text("time", held.text.strip() or held.attributes.get("epochSecond", ""))
    return ""


def _time_text(name: str, text: str) -> str:
    """A time in milliseconds or seconds since 1970 as it is written in logs; any other text as it is."""
    if not text.isdigit() or meaning_of(name) != "time":
        return text
    if _MILLISECONDS.fullmatch(text):
        text = text[:-3]
    elif not _SECONDS.fullmatch(text):
        return text
    return datetime.fromtimestamp(int(text), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
