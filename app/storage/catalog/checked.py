"""Read a catalog and let it prove itself; entries that fail are left out and named, with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.core.catalog.faults import Fault
from app.core.catalog.model import Catalog

if TYPE_CHECKING:
    from app.core.matching.catalog_check import Finding
    from app.storage.catalog.reader import CatalogSource


def read_checked_catalog(folder: Path) -> CatalogSource:
    """Read all files below a folder; only entries that pass every check remain.

    Raises CatalogError when there is no usable vocabulary.
    """
    # Late, because importing YAML takes longer than loading the compiled form, which is what nearly always happens.
    from app.core.matching.catalog_check import check_catalog  # noqa: PLC0415
    from app.storage.catalog.reader import read_catalog  # noqa: PLC0415

    source = read_catalog(folder)
    findings = check_catalog(source.catalog)
    source.faults += [_placed(finding, source) for finding in findings]
    failed = {finding.entry_id for finding in findings}
    remaining = tuple(entry for entry in source.catalog.entries if entry.id not in failed)
    source.catalog = Catalog(source.catalog.vocabulary, remaining)
    return source


def _placed(finding: Finding, source: CatalogSource) -> Fault:
    place = source.places[finding.entry_id]
    return Fault(place.file, place.line_of(finding.field), finding.entry_id, finding.field, finding.message)
