"""Check a catalog folder, as `catalog check` and CI do."""

from __future__ import annotations

from pathlib import Path

from app.core.catalog.faults import Fault
from app.core.matching.catalog_check import Finding, check_harmless
from app.storage.catalog.checked import read_checked_catalog
from app.storage.catalog.files import HARMLESS_FILE
from app.storage.catalog.reader import CatalogError, CatalogSource
from app.storage.catalog.translations import languages_of, read_translations


def check_folder(folder: Path) -> CatalogSource:
    """Read and prove a catalog. Also its harmless lines, where it has any, must match nothing, its translations fit.

    Raises CatalogError when the folder holds no usable catalog.
    """
    if not folder.is_dir():
        raise CatalogError(f"{folder} is no folder.")
    source = read_checked_catalog(folder)
    harmless = folder / HARMLESS_FILE
    if harmless.is_file():
        lines = harmless.read_text(encoding="utf-8", errors="replace").splitlines()
        source.faults += [_fault(finding, source) for finding in check_harmless(source.catalog, lines)]
    for language in languages_of(folder):
        source.faults += read_translations(folder, language, source.catalog).faults
    return source


def _fault(finding: Finding, source: CatalogSource) -> Fault:
    place = source.places[finding.entry_id]
    return Fault(place.file, place.line_of(finding.field), finding.entry_id, finding.field, finding.message)
