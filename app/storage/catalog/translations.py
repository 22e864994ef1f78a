"""Read a catalog's texts in another language: `translations/<language>/*.yaml` beside its entries.

Each text is checked like the catalog itself. One that is faulty, or whose English has changed since, is named and
left out; the entry is shown in English then.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from app.core.catalog.faults import Fault
from app.core.catalog.model import Catalog, Vocabulary
from app.core.catalog.translation import (
    TERM_LISTS,
    CatalogTexts,
    TranslatedEntry,
    TranslatedStep,
    fingerprint_of_step,
    misfits,
)
from app.storage.catalog.entry_file import read_source_text
from app.storage.catalog.field_faults import explained, field_steps
from app.storage.catalog.files import TRANSLATIONS_FOLDER
from app.storage.catalog.strict_yaml import Document, Value, YamlSyntaxError, parse_yaml

_Kind = TypeVar("_Kind", bound=msgspec.Struct)
_KEYS = ("vocabulary", "steps", "entries")


@dataclass(slots=True)
class TranslationSource:
    """The texts that may be shown, and what is wrong with the others."""

    texts: CatalogTexts
    faults: list[Fault] = field(default_factory=list)


def languages_of(catalog_folder: Path) -> list[str]:
    """The codes of the languages that the catalog has texts in."""
    folder = catalog_folder / TRANSLATIONS_FOLDER
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def read_translations(catalog_folder: Path, language: str, catalog: Catalog) -> TranslationSource:
    """Read all texts of one language for a catalog; without any the catalog stays English."""
    reader = _Reader(catalog_folder, catalog)
    for path in sorted((catalog_folder / TRANSLATIONS_FOLDER / language).glob("*.yaml")):
        reader.read(path)
    return TranslationSource(CatalogTexts(reader.entries, reader.terms, reader.steps), reader.faults)


class _Reader:
    def __init__(self, catalog_folder: Path, catalog: Catalog) -> None:
        self._above = catalog_folder.parent
        self._vocabulary = catalog.vocabulary
        self._english = {entry.id: entry for entry in catalog.entries}
        self.entries: dict[str, TranslatedEntry] = {}
        self.terms: dict[str, dict[str, str]] = {}
        self.steps: dict[str, str] = {}
        self.faults: list[Fault] = []

    def read(self, path: Path) -> None:
        """Take over what is right in a file, and note what is not."""
        name = path.relative_to(self._above).as_posix()
        try:
            document = parse_yaml(read_source_text(path))
        except OSError as error:
            message = f"cannot be read ({error.strerror}); check that the file is there and may be opened"
            self.faults.append(Fault(name, 0, "", "", message))
            return
        except YamlSyntaxError as error:
            self.faults.append(Fault(name, error.line, "", "", str(error)))
            return
        file = _File(name, document, self.faults)
        for key in file.first_keys():
            if key not in _KEYS:
                file.fault((key,), f"unknown key; a file has {' or '.join(map(repr, _KEYS))}")
        self._read_terms(file, document.value)
        self._read_steps(file, document.value)
        self._read_entries(file, document.value)

    def _read_steps(self, file: _File, value: Value) -> None:
        """The texts of named steps whose English is still the one translated."""
        steps = value.get("steps", {}) if isinstance(value, dict) else {}
        if not isinstance(steps, dict):
            file.fault(("steps",), "write a block of steps, each with 'english:' and 'do:'")
            return
        for name, item in steps.items():
            english = self._vocabulary.steps.get(name)
            if english is None:
                file.fault(("steps", name), "there is no named step of this name; remove it")
                continue
            texts = file.converted(("steps", name), item, TranslatedStep, "")
            if texts is not None and texts.english != (expected := fingerprint_of_step(english)):
                message = f"the English step has changed; translate it again, then write '{expected}'"
                file.fault(("steps", name, "english"), message)
            elif texts is not None:
                self.steps[name] = texts.do

    def _read_terms(self, file: _File, value: Value) -> None:
        lists = value.get("vocabulary", {}) if isinstance(value, dict) else {}
        if not isinstance(lists, dict):
            file.fault(("vocabulary",), "write a block of lists, each with 'key: name' lines")
            return
        for name, terms in lists.items():
            for key, text in file.good_terms(name, terms, self._vocabulary):
                self.terms.setdefault(name, {})[key] = text

    def _read_entries(self, file: _File, value: Value) -> None:
        items = value.get("entries", []) if isinstance(value, dict) else []
        if not isinstance(items, list):
            file.fault(("entries",), "write a list of entries, each beginning with '- id:'")
            return
        for number, item in enumerate(items):
            texts = file.entry(number, item)
            if texts is not None and self._fits(file, number, texts):
                self.entries[texts.id] = texts

    def _fits(self, file: _File, number: int, texts: TranslatedEntry) -> bool:
        english = self._english.get(texts.id)
        place = ("entries", number)
        if english is None:
            close = difflib.get_close_matches(texts.id, self._english, n=1)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            file.fault((*place, "id"), f"there is no entry of this id{hint}", texts.id)
            return False
        if texts.id in self.entries:
            file.fault((*place, "id"), "this entry was translated already; remove one of the two", texts.id)
            return False
        wrong = list(misfits(english, texts))
        for field_path, message in wrong:
            file.fault((*place, *field_steps(field_path)), message, texts.id)
        return not wrong


class _File:
    """One file of texts, which names its faults with their lines."""

    def __init__(self, name: str, document: Document, faults: list[Fault]) -> None:
        self._name, self._document, self._faults = name, document, faults
        for note in document.misspellings:
            self.fault(note.path, note.message)
        self._misspelled = {note.path[:2] for note in document.misspellings}

    def first_keys(self) -> list[str]:
        """The keys of the file's first level."""
        if isinstance(self._document.value, dict):
            return list(self._document.value)
        self.fault((), f"nothing to read here; a file has {' or '.join(map(repr, _KEYS))}")
        return []

    def fault(self, path: tuple[str | int, ...], message: str, entry_id: str = "") -> None:
        """Note a fault at a place of the file."""
        spelled = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
        self._faults.append(Fault(self._name, self._document.line_of(path), entry_id, spelled, message))

    def good_terms(self, name: str, terms: Value, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
        """The names of one list whose keys the vocabulary has."""
        if name not in TERM_LISTS or not isinstance(terms, Mapping):
            self.fault(
                ("vocabulary", name), f"write one of these lists with 'key: name' lines: {', '.join(TERM_LISTS)}"
            )
            return
        for key, text in terms.items():
            if key not in getattr(vocabulary, name):
                self.fault(("vocabulary", name, key), "the vocabulary has no such key; remove the line")
            elif not isinstance(text, str) or not text.strip():
                self.fault(("vocabulary", name, key), "write the name in quotes")
            else:
                yield key, text

    def entry(self, number: int, item: Value) -> TranslatedEntry | None:
        """One entry's texts, or None where they are not as they should be."""
        if ("entries", number) in self._misspelled:
            return None
        entry_id = str(item.get("id", "")) if isinstance(item, dict) else ""
        return self.converted(("entries", number), item, TranslatedEntry, entry_id)

    def converted(self, place: tuple[str | int, ...], item: Value, kind: type[_Kind], entry_id: str) -> _Kind | None:
        """A value of the model, or None where it is at fault."""
        try:
            return msgspec.convert(item, kind)
        except msgspec.ValidationError as error:
            fault = explained(str(error))
            self.fault((*place, *field_steps(fault.path)), fault.message, entry_id)
            return None
