"""The catalog's texts for tests: every entry's samples, and templates filled with values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.catalog.model import Catalog, Entry
from app.core.catalog.template import Placeholder, parse_template
from app.core.matching.filters import Filters

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*):[a-z]+\??\}")

EXAMPLES: Mapping[str, str] = {
    "email": "ana.lopez@school.example.org",
    "id": "4711-A",
    "date": "2026-03-02",
    "number": "17",
    "list": "firstName, lastName",
    "text": "Essay 3",
    "rest": "",
}


@dataclass(frozen=True)
class Text:
    """A message that must match `entry` exactly, with values that must be read out of it."""

    entry: Entry
    text: str
    values: Mapping[str, str]

    @property
    def filters(self) -> Filters:
        """What a person would choose who knows the vendor and the record type."""
        return Filters(frozenset({self.entry.vendor}), frozenset(self.entry.record_types))


def sample_texts(catalog: Catalog) -> Iterator[Text]:
    """All samples that the catalog's entries carry."""
    for entry in catalog.entries:
        for sample in entry.samples.match:
            yield Text(entry, sample.text, sample.values)


def filled(template: str, values: Mapping[str, str]) -> str:
    """A template's text with its placeholders replaced; a doubled brace becomes a single one."""
    return _PLACEHOLDER.sub(lambda found: values[found.group(1)] if found.group(1) else found.group()[0], template)


def placeholders(template: str) -> tuple[Placeholder, ...]:
    """The placeholders of a template's text."""
    return parse_template(template).placeholders


def filled_plainly(template: str) -> tuple[str, dict[str, str]]:
    """A template filled with one ordinary value of each kind, and those values. A lost end is left out."""
    values = {placeholder.name: EXAMPLES[placeholder.kind] for placeholder in placeholders(template)}
    text = filled(template, values)
    return text.strip(), {name: value for name, value in values.items() if value}
