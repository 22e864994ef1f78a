"""The JSON schema beside the entries says what the program checks."""

from __future__ import annotations

from pathlib import Path

from app.storage.catalog.reader import read_vocabulary
from app.storage.catalog.schema import SCHEMA_FILE, catalog_schema, schema_text

CATALOG = Path(__file__).resolve().parents[2] / "catalog"


def test_the_schema_is_that_of_the_model_and_the_vocabulary() -> None:
    written = (CATALOG / SCHEMA_FILE).read_text(encoding="utf-8")
    hint = "run `python -m tests.catalog.write_schema`"
    assert written == schema_text(read_vocabulary(CATALOG)), hint


def test_it_knows_the_fields_and_the_closed_lists() -> None:
    schema = catalog_schema(read_vocabulary(CATALOG))
    entry = schema["$defs"]["Entry"]
    assert "vendor" not in entry["required"]
    assert {"id", "title", "messages", "samples"} <= set(entry["required"])
    assert "Skyward" in schema["properties"]["vendor"]["enum"]
    assert "teacher" in schema["$defs"]["Step"]["properties"]["who"]["enum"]
    assert entry["additionalProperties"] is False
