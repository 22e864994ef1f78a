"""The JSON schema of a catalog file, for editors that complete and check YAML while somebody writes an entry."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from app.core.catalog.model import Entry, Vocabulary
from app.storage.catalog.shorthand import HEAD_FIELDS

SCHEMA_FILE = "catalog.schema.json"


def catalog_schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema of one file: system, vendor and entries, with the vocabulary's closed lists as choices."""
    (root,), parts = msgspec.json.schema_components([Entry], ref_template="#/$defs/{name}")
    entry = parts["Entry"]
    entry["required"] = [field for field in entry["required"] if field not in HEAD_FIELDS]
    places = [*vocabulary.places, *vocabulary.systems, *vocabulary.vendors]
    for part, field, choices in (
        ("Entry", "consequence", vocabulary.consequences),
        ("Entry", "next_run", vocabulary.next_run),
        ("Entry", "certainty", vocabulary.certainties),
        ("Cause", "certainty", vocabulary.certainties),
        ("Step", "certainty", vocabulary.certainties),
        ("Step", "who", vocabulary.actors),
        ("Step", "where", dict.fromkeys(places)),
        ("Source", "document", vocabulary.sources),
    ):
        parts[part]["properties"][field] = {"enum": list(choices)}
    entry["properties"]["record_types"]["items"] = {"enum": list(vocabulary.record_types)}
    entry["properties"]["system"] = {"enum": list(vocabulary.systems)}
    entry["properties"]["vendor"] = {"enum": list(vocabulary.vendors)}
    parts["Escalation"]["required"] = []
    parts["Source"]["required"] = []
    parts["Cause"]["properties"]["steps"]["items"] = {"anyOf": _steps(vocabulary)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of the SIS Error Desk catalog",
        "type": "object",
        "required": ["system", "vendor", "entries"],
        "additionalProperties": False,
        "properties": {
            **{field: entry["properties"][field] for field in HEAD_FIELDS},
            "entries": {"type": "array", "items": root},
        },
        "$defs": parts,
    }


def _steps(vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The three ways to write a step: in one line, by name, and with all fields."""
    in_one_line = {
        "type": "object",
        "patternProperties": {"^[a-z-]+@.+$": {"type": "string"}},
        "additionalProperties": False,
    }
    by_name = {
        "type": "object",
        "required": ["use"],
        "properties": {"use": {"enum": list(vocabulary.steps)}, "certainty": {"enum": list(vocabulary.certainties)}},
        "additionalProperties": {"type": "string"},
    }
    return [in_one_line, by_name, {"$ref": "#/$defs/Step"}]


def schema_text(vocabulary: Vocabulary) -> str:
    """The schema as it stands beside the entries."""
    return json.dumps(catalog_schema(vocabulary), indent=2, ensure_ascii=False) + "\n"
