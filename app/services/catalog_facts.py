"""What there is to say of the catalog at work: its size, its age, and a digest that tells two catalogs apart."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.storage.catalog.files import source_files
from app.storage.places import Places

if TYPE_CHECKING:
    from app.services.error_desk import Desk


@dataclass(frozen=True, slots=True)
class CatalogFacts:
    """`added` entries come from catalog folders of the person; `written` is the own files' last change, in seconds."""

    entries: int = 0
    added: int = 0
    written: float = 0.0
    digest: str = ""


def facts_of_catalog(places: Places, desk: Desk) -> CatalogFacts:
    """The facts of an opened catalog. Only the program's own files are asked, which lie on this computer."""
    from app.services.scanning.protocol import digest_of  # noqa: PLC0415 - the core loads after the first paint

    written = 0.0
    for path in source_files(places.catalog):
        with suppress(OSError):
            written = max(written, path.stat().st_mtime)
    return CatalogFacts(len(desk.catalog.entries), desk.added, written, digest_of(desk.catalog).hex()[:12])
