"""Read one file of entries. An entry at fault is named, with all its faults, and left out; the rest loads."""

from __future__ import annotations

import codecs
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.catalog.faults import Fault
from app.core.catalog.model import Entry, NamedStep
from app.core.catalog.named_steps import with_named_steps
from app.storage.catalog.conversion import convert_all
from app.storage.catalog.field_faults import field_steps
from app.storage.catalog.files import MAX_FILE_BYTES
from app.storage.catalog.shorthand import FORMER_FIELDS, HEAD_FIELDS, with_relations, written_out
from app.storage.catalog.strict_yaml import Document, Misspelling, Value, YamlSyntaxError, line_count, parse_yaml
from app.storage.catalog.strict_yaml import Path as YamlPath

_ENTRIES = re.compile(r"(?m)^entries:[ ]*(?:#[^\r\n]*)?(?=\r?$)")
_FIRST_ITEM = re.compile(r"(?m)^([ ]*)- ")
_ID = re.compile(r"(?m)^[ -]*\bid:[ ]*([\w.-]+)")


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """Where an entry was read: its file, and the lines of its fields."""

    file: str
    document: Document
    path: YamlPath

    def line_of(self, field_path: str) -> int:
        """The line of a field such as `messages[0].code`; above the entries for one that the file gives for all."""
        steps = field_steps(field_path)
        own: Value = self.document.value
        for step in self.path:
            own = own[step]
        for_all = steps and steps[0] in HEAD_FIELDS and steps[0] not in own and steps[0] in self.document.value
        return self.document.line_of(steps if for_all else (*self.path, *steps))


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry with stand-ins in the place of the fields at fault, whose paths are `replaced`."""

    entry: Entry
    place: EntryPlace
    replaced: tuple[str, ...]

    def with_steps(self, steps: Mapping[str, NamedStep]) -> Draft:
        """Return it with the texts of its named steps."""
        return replace(self, entry=with_named_steps(self.entry, steps))

    def holds(self, field_path: str) -> bool:
        """Return whether a field is as it was written, without a stand-in in it or around it."""
        asked = field_steps(field_path)
        return not any(
            all(one == other for one, other in zip(asked, field_steps(path), strict=False)) for path in self.replaced
        )


def read_source_text(path: Path) -> str:
    """The file's text. Raises OSError, and YamlSyntaxError for a file that is too large or no UTF-8 text."""
    if path.stat().st_size > MAX_FILE_BYTES:
        raise YamlSyntaxError(1, f"the file is larger than {MAX_FILE_BYTES // 1024 // 1024} MB; split it")
    content = path.read_bytes()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise YamlSyntaxError(1, "the file is saved as UTF-16; save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"0x{content[error.start]:02X}"
        raise YamlSyntaxError(line, f"the byte {found} is not UTF-8 text; save the file as UTF-8") from error


class EntryFile:
    """Reads the entries of one file; faults and drafts go to the lists given."""

    def __init__(self, name: str, faults: list[Fault], drafts: list[Draft]) -> None:
        """Read for these lists; `name` is how faults call the file."""
        self._name = name
        self._faults = faults
        self._drafts = drafts

    def read(self, path: Path) -> Iterator[tuple[Entry, EntryPlace]]:
        """Yield the entries without fault, each with its place."""
        try:
            text = read_source_text(path)
        except OSError as error:
            self._fault(0, f"cannot be read ({error.strerror}); check that the file is there and may be opened")
            return
        except YamlSyntaxError as error:
            self._fault(error.line, str(error))
            return
        try:
            document = parse_yaml(text)
        except YamlSyntaxError as error:
            yield from self._entries_one_by_one(text, error)
            return
        if self._has_entries(document):
            items = document.value["entries"]
            self._head_faults(document)
            yield from self._entries(document, ("entries",), document.value, items)

    def _entries_one_by_one(self, text: str, error: YamlSyntaxError) -> Iterator[tuple[Entry, EntryPlace]]:
        """After a syntax error: each entry on its own, so that only the faulty one is lost."""
        head, bodies = _cut(text)
        try:
            document = parse_yaml(f"{head}\n  []" if bodies else text)
        except YamlSyntaxError as in_head:
            self._fault(in_head.line, str(in_head))
            return
        self._head_faults(document)
        known = len(self._faults)
        line = line_count(head) + 1
        for body in bodies:
            try:
                piece = parse_yaml(body, line)
            except YamlSyntaxError as in_body:
                found = _ID.search(body)
                self._fault(in_body.line, str(in_body), found.group(1) if found else "")
            else:
                items = piece.value if isinstance(piece.value, list) else []
                yield from self._entries(piece, (), document.value, items)
            line += line_count(body)
        if len(self._faults) == known:
            # Each piece is fine by itself, so the fault lies between them.
            self._fault(error.line, str(error))

    def _has_entries(self, document: Document) -> bool:
        value = document.value
        if isinstance(value, dict) and isinstance(value.get("entries"), list):
            return True
        self._fault(1, "has no list 'entries:'; begin the file with 'system:', 'vendor:' and 'entries:'")
        return False

    def _head_faults(self, document: Document) -> None:
        """The faults above the entries."""
        for key in document.value:
            if key not in {*HEAD_FIELDS, "entries"}:
                close = difflib.get_close_matches(key, HEAD_FIELDS, n=1)
                hint = (
                    f"did you mean {close[0]!r}?" if close else f"above 'entries' a file has {', '.join(HEAD_FIELDS)}"
                )
                self._fault(document.line_of((key,)), f"unknown key {key!r}; {hint}", field_path=key)
        for note in document.misspellings:
            if note.path[:1] != ("entries",):
                self._fault(note.line, note.message, field_path=spelled(note.path))

    def _entries(
        self, document: Document, path: YamlPath, head: dict[str, Value], items: list[Value]
    ) -> Iterator[tuple[Entry, EntryPlace]]:
        """The entries of a list that stands at `path`. `head` is what the file says above its entries."""
        noted: dict[YamlPath, list[Misspelling]] = {}
        for note in document.misspellings:
            noted.setdefault(note.path[: len(path) + 1], []).append(note)
        for index, item in enumerate(items):
            place = EntryPlace(self._name, document, (*path, index))
            entry = self._entry(head, item, place, noted.get(place.path, []))
            if entry is not None:
                yield entry, place

    def _entry(
        self, head: dict[str, Value], item: Value, place: EntryPlace, misspelled: list[Misspelling]
    ) -> Entry | None:
        entry_id = str(item.get("id", "")) if isinstance(item, dict) else ""
        paths = [spelled(note.path[len(place.path) :]) for note in misspelled]
        for note, field_path in zip(misspelled, paths, strict=True):
            self._fault(note.line, note.message, entry_id, field_path)
        if not isinstance(item, dict):
            if not misspelled:
                self._fault(place.line_of(""), "an entry is a block of 'key: value' lines beginning with '- id:'")
            return None
        self._note_former_fields(item, place, entry_id)
        converted = convert_all(with_relations(written_out(item, head)), Entry)
        for fault in converted.faults:
            self._fault(place.line_of(fault.path), fault.message, entry_id, fault.path)
        if not misspelled and not converted.faults:
            return converted.value
        if converted.value is not None:
            replaced = (*paths, *(fault.target for fault in converted.faults))
            self._drafts.append(Draft(converted.value, place, replaced))
        return None

    def _note_former_fields(self, item: dict[str, Value], place: EntryPlace, entry_id: str) -> None:
        for name in FORMER_FIELDS:
            if name in item:
                message = f"'{name}' is written under 'relations' now; 'catalog upgrade' rewrites the file"
                self._faults.append(Fault(self._name, place.line_of(name), entry_id, name, message, is_note=True))

    def _fault(self, line: int, message: str, entry_id: str = "", field_path: str = "") -> None:
        self._faults.append(Fault(self._name, line, entry_id, field_path, message))


def _cut(text: str) -> tuple[str, list[str]]:
    """Cut a file's text into what stands up to `entries:` and the entries, each from its dash on."""
    heading = _ENTRIES.search(text)
    first = _FIRST_ITEM.search(text, heading.end()) if heading else None
    if heading is None or first is None:
        return text, []
    starts = [found.start() for found in re.finditer(rf"(?m)^{first.group(1)}- ", text[first.start() :])]
    rest = text[first.start() :]
    ends = [*starts[1:], len(rest)]
    bodies = [rest[start:end] for start, end in zip(starts, ends, strict=True)]
    return text[: heading.end()], [text[heading.end() : first.start()] + bodies[0], *bodies[1:]]


def spelled(path: YamlPath) -> str:
    """Return a path as `messages[0].code`."""
    spelled = ""
    for step in path:
        spelled += f"[{step}]" if isinstance(step, int) else f".{step}"
    return spelled.removeprefix(".")
