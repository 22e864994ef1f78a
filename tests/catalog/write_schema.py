"""Write the schema beside the entries anew: `python -m tests.catalog.write_schema`."""

from __future__ import annotations

from app.storage.catalog.reader import read_vocabulary
from app.storage.catalog.schema import SCHEMA_FILE, schema_text
from tests.catalog.test_schema import CATALOG

(CATALOG / SCHEMA_FILE).write_text(schema_text(read_vocabulary(CATALOG)), encoding="utf-8")
