"""Read a catalog from its YAML files. What is faulty is skipped and named; the rest loads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from app.core.catalog.faults import Fault
from app.core.catalog.model import Catalog, Entry, NamedStep, Vocabulary
from app.core.catalog.named_steps import with_named_steps
from app.storage.catalog.entry_file import Draft, EntryFile, EntryPlace, read_source_text, spelled
from app.storage.catalog.field_faults import explained, field_steps
from app.storage.catalog.files import STEPS_FILE, VOCABULARY_FILE, CatalogError, catalog_files
from app.storage.catalog.strict_yaml import Value, YamlSyntaxError, parse_yaml

_Kind = TypeVar("_Kind", bound=msgspec.Struct)


@dataclass(slots=True)
class CatalogSource:
    """Entries as read from files, with the faults met and the place of each entry.

    `drafts` are entries of which some fields are at fault and named already; what else is wrong can still be said.
    """

    catalog: Catalog
    faults: list[Fault] = field(default_factory=list)
    places: dict[str, EntryPlace] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read the closed lists and named steps. Raises CatalogError: nothing can be checked without them."""
    path = folder / VOCABULARY_FILE
    try:
        vocabulary = _file_as(path, Vocabulary, {})
    except FileNotFoundError as error:
        raise CatalogError(f"{path} cannot be read ({error.strerror}); the catalog needs its vocabulary.") from error
    try:
        return replace(vocabulary, steps={**vocabulary.steps, **read_steps(folder / STEPS_FILE)})
    except FileNotFoundError:
        return vocabulary


def read_terms(path: Path) -> Vocabulary:
    """Read closed lists of which any may be missing. Raises CatalogError, and FileNotFoundError without a file."""
    required = (each.name for each in msgspec.structs.fields(Vocabulary) if each.required)
    return _file_as(path, Vocabulary, {name: {} for name in required})


def read_steps(path: Path) -> dict[str, NamedStep]:
    """Read the named steps of `steps.yaml`. Raises CatalogError, and FileNotFoundError without a file."""
    return _file_as(path, _StepsFile, {}).steps


def read_catalog(folder: Path) -> CatalogSource:
    """Read all files below a folder. Raises CatalogError only when there is no usable vocabulary or file of steps."""
    vocabulary = read_vocabulary(folder)
    source = CatalogSource(Catalog(vocabulary, ()))
    files = [(path.relative_to(folder.parent).as_posix(), path) for path in catalog_files(folder)]
    entries = [with_named_steps(entry, vocabulary.steps) for entry in read_entries(source, files)]
    source.drafts = [draft.with_steps(vocabulary.steps) for draft in source.drafts]
    source.catalog = Catalog(vocabulary, tuple(sorted(entries, key=lambda entry: _rank(entry, vocabulary))))
    return source


def read_entries(source: CatalogSource, files: Iterable[tuple[str, Path]]) -> list[Entry]:
    """Read the entries of files, each given with the name by which faults call it.

    Faults, places and drafts go to the source. Named steps are not filled in yet.
    """
    entries: list[Entry] = []
    for name, path in files:
        for entry, place in EntryFile(name, source.faults, source.drafts).read(path):
            first = source.places.get(entry.id)
            if first is not None:
                where = f"{first.file}:{first.line_of('id')}"
                message = f"the id is used in {where} already; ids are unique: choose another"
                source.faults.append(Fault(name, place.line_of("id"), entry.id, "id", message))
                continue
            entries.append(entry)
            source.places[entry.id] = place
    return entries


class _StepsFile(msgspec.Struct, forbid_unknown_fields=True):
    steps: dict[str, NamedStep]


def _file_as(path: Path, kind: type[_Kind], defaults: dict[str, Value]) -> _Kind:
    """Read a file that holds one value. Raises CatalogError with the first fault, FileNotFoundError without a file."""
    try:
        document = parse_yaml(read_source_text(path))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise CatalogError(f"{path} cannot be read ({error.strerror}); the catalog needs it.") from error
    except YamlSyntaxError as error:
        raise CatalogError(f"{path}:{error.line}: {error}") from error
    if document.misspellings:
        first = document.misspellings[0]
        raise CatalogError(f"{path}:{first.line}: {spelled(first.path)}: {first.message}")
    value = {**defaults, **document.value} if isinstance(document.value, dict) else document.value
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        fault = explained(str(error))
        where = f"{path}:{document.line_of(field_steps(fault.path))}"
        raise CatalogError(": ".join(part for part in (where, fault.path, fault.message) if part)) from error


def _rank(entry: Entry, vocabulary: Vocabulary) -> tuple[int, int]:
    """Catalog order: vendors, and CourseKey's record types, as the vocabulary lists them; else as the files have it."""
    vendors, kinds = tuple(vocabulary.vendors), tuple(vocabulary.record_types)
    vendor = vendors.index(entry.vendor) if entry.vendor in vendors else len(vendors)
    by_kind = entry.system == entry.vendor and entry.record_types[:1] and entry.record_types[0] in kinds
    return vendor, kinds.index(entry.record_types[0]) if by_kind else 0
