"""Open the desk: load the catalog, from its compiled form if that is fresh, and build the indexes."""

from __future__ import annotations

from app.services.desk import Desk
from app.storage.checked_catalog import read_checked_catalog
from app.storage.compiled_catalog import load_catalog
from app.storage.places import Places


def open_desk(places: Places) -> Desk:
    """The desk over the program's catalog. Raises CatalogError with a sentence when there is no usable catalog."""
    loaded = load_catalog(places.catalog, places.cache, read_checked_catalog)
    return Desk(loaded.catalog, loaded.faults)
