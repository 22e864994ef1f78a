"""The JSON schema of a catalog file, for editors that complete and check YAML while somebody writes an entry."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from app.core.catalog.model import Entry, Vocabulary

SCHEMA_FILE = "catalog.schema.json"
_OF_THE_FILE = ("system", "vendor")


def catalog_schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema of one file: system, vendor and entries, with the vocabulary's closed lists as choices."""
    (root,), parts = msgspec.json.schema_components([Entry], ref_template="#/$defs/{name}")
    entry = parts["Entry"]
    for field in _OF_THE_FILE:
        entry["properties"].pop(field)
    entry["required"] = [field for field in entry["required"] if field not in _OF_THE_FILE]
    places = [*vocabulary.places, *vocabulary.systems, *vocabulary.vendors]
    for part, field, choices in (
        ("Entry", "consequence", vocabulary.consequences),
        ("Entry", "next_run", vocabulary.next_run),
        ("Entry", "certainty", vocabulary.certainties),
        ("Step", "who", vocabulary.actors),
        ("Step", "where", dict.fromkeys(places)),
        ("Source", "document", vocabulary.sources),
    ):
        parts[part]["properties"][field] = {"enum": list(choices)}
    entry["properties"]["record_types"]["items"] = {"enum": list(vocabulary.record_types)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of the SIS Error Desk catalog",
        "type": "object",
        "required": ["system", "vendor", "entries"],
        "additionalProperties": False,
        "properties": {
            "system": {"enum": list(vocabulary.systems)},
            "vendor": {"enum": list(vocabulary.vendors)},
            "entries": {"type": "array", "items": root},
        },
        "$defs": parts,
    }


def schema_text(vocabulary: Vocabulary) -> str:
    """The schema as it stands beside the entries."""
    return json.dumps(catalog_schema(vocabulary), indent=2, ensure_ascii=False) + "\n"
