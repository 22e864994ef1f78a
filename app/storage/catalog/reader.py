"""Read a catalog from its YAML files. What is faulty is skipped and named; the rest loads."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from app.core.catalog.faults import Fault
from app.core.catalog.model import Catalog, Entry, Vocabulary
from app.storage.catalog.field_faults import explained
from app.storage.catalog.files import MAX_FILE_BYTES, VOCABULARY_FILE, CatalogError, catalog_files
from app.storage.catalog.strict_yaml import Document, Misspelling, Value, YamlSyntaxError, line_count, parse_yaml
from app.storage.catalog.strict_yaml import Path as YamlPath

__all__ = [
    "CatalogError",
    "CatalogSource",
    "EntryPlace",
    "read_catalog",
    "read_entries",
    "read_terms",
    "read_vocabulary",
]

_ENTRIES = re.compile(r"(?m)^entries:[ ]*(?:#[^\r\n]*)?(?=\r?$)")
_FIRST_ITEM = re.compile(r"(?m)^([ ]*)- ")
_ID = re.compile(r"(?m)^[ -]*\bid:[ ]*([\w.-]+)")
_FIELD_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


@dataclass(slots=True)
class CatalogSource:
    """Entries as read from files, with the faults met and where each entry stands."""

    catalog: Catalog
    faults: list[Fault] = field(default_factory=list)
    places: dict[str, EntryPlace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """Where an entry was read: its file, and the lines of its fields."""

    file: str
    document: Document
    path: YamlPath

    def line_of(self, field_path: str) -> int:
        """The line of a field such as `messages[0].code`."""
        return self.document.line_of((*self.path, *field_steps(field_path)))


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read the closed lists. Raises CatalogError, since nothing can be checked without them."""
    path = folder / VOCABULARY_FILE
    try:
        return _vocabulary(path, whole=True)
    except FileNotFoundError as error:
        raise CatalogError(f"{path} cannot be read ({error.strerror}); the catalog needs its vocabulary.") from error


def _vocabulary(path: Path, *, whole: bool) -> Vocabulary:
    try:
        document = parse_yaml(read_source_text(path))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise CatalogError(f"{path} cannot be read ({error.strerror}); the catalog needs its vocabulary.") from error
    except YamlSyntaxError as error:
        raise CatalogError(f"{path}:{error.line}: {error}") from error
    if document.misspellings:
        first = document.misspellings[0]
        raise CatalogError(f"{path}:{first.line}: {_spelled(first.path)}: {first.message}")
    value = document.value
    if not whole and isinstance(value, dict):
        required: dict[str, Value] = {each.name: {} for each in msgspec.structs.fields(Vocabulary) if each.required}
        value = {**required, **value}
    try:
        return msgspec.convert(value, Vocabulary)
    except msgspec.ValidationError as error:
        field_path, message = explained(str(error))
        where = f"{path}:{document.line_of(field_steps(field_path))}"
        raise CatalogError(": ".join(part for part in (where, field_path, message) if part)) from error


def read_catalog(folder: Path) -> CatalogSource:
    """Read all files below a folder. Raises CatalogError only when there is no usable vocabulary."""
    source = CatalogSource(Catalog(read_vocabulary(folder), ()))
    entries = read_entries(
        source, ((path.relative_to(folder.parent).as_posix(), path) for path in catalog_files(folder))
    )
    vocabulary = source.catalog.vocabulary
    source.catalog = Catalog(vocabulary, tuple(sorted(entries, key=lambda entry: _rank(entry, vocabulary))))
    return source


def read_entries(source: CatalogSource, files: Iterable[tuple[str, Path]]) -> list[Entry]:
    """The entries of files, each given with the name by which faults call it; faults and places go to the source."""
    entries: list[Entry] = []
    for name, path in files:
        for entry, place in _FileReader(name, source.faults).read(path):
            first = source.places.get(entry.id)
            if first is not None:
                where = f"{first.file}:{first.line_of('id')}"
                message = f"the id is used in {where} already; ids are unique: choose another"
                source.faults.append(Fault(name, place.line_of("id"), entry.id, "id", message))
                continue
            entries.append(entry)
            source.places[entry.id] = place
    return entries


def read_terms(path: Path) -> Vocabulary:
    """Closed lists of which any may be missing. Raises CatalogError, and FileNotFoundError where there is no file."""
    return _vocabulary(path, whole=False)


def _rank(entry: Entry, vocabulary: Vocabulary) -> tuple[int, int]:
    """Catalog order: vendors, and CourseKey's record types, as the vocabulary lists them; else as the files have it."""
    vendors, kinds = tuple(vocabulary.vendors), tuple(vocabulary.record_types)
    vendor = vendors.index(entry.vendor) if entry.vendor in vendors else len(vendors)
    by_kind = entry.system == entry.vendor and entry.record_types[:1] and entry.record_types[0] in kinds
    return vendor, kinds.index(entry.record_types[0]) if by_kind else 0


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


class _FileReader:
    """Reads the entries of one file; faults go to the shared list."""

    def __init__(self, name: str, faults: list[Fault]) -> None:
        self._name = name
        self._faults = faults

    def read(self, path: Path) -> Iterator[tuple[Entry, EntryPlace]]:
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
            if key not in {"system", "vendor", "entries"}:
                message = f"unknown key {key!r}; a file has 'system', 'vendor' and 'entries'"
                self._fault(document.line_of((key,)), message, field_path=key)
        for note in document.misspellings:
            if note.path[:1] != ("entries",):
                self._fault(note.line, note.message, field_path=_spelled(note.path))

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
        for note in misspelled:
            self._fault(note.line, note.message, entry_id, _spelled(note.path[len(place.path) :]))
        if misspelled:
            return None
        if not isinstance(item, dict):
            self._fault(place.line_of(""), "an entry is a block of 'key: value' lines beginning with '- id:'")
            return None
        complete = {"system": head.get("system", ""), "vendor": head.get("vendor", ""), **item}
        try:
            return msgspec.convert(complete, Entry)
        except msgspec.ValidationError as error:
            field_path, message = explained(str(error))
            self._fault(place.line_of(field_path), message, entry_id, field_path)
            return None

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


def field_steps(field_path: str) -> tuple[str | int, ...]:
    """A path such as `messages[0].code` as the keys and numbers it is made of."""
    return tuple(int(number) if number else name for name, number in _FIELD_STEP.findall(field_path))


def _spelled(path: YamlPath) -> str:
    spelled = ""
    for step in path:
        spelled += f"[{step}]" if isinstance(step, int) else f".{step}"
    return spelled.removeprefix(".")
