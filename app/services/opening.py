"""Open the desk: load the catalog, from its compiled form if that is fresh, and build the indexes."""

from __future__ import annotations

import gc

from app.services.desk import Desk
from app.storage.checked_catalog import read_checked_catalog
from app.storage.compiled_catalog import load_catalog
from app.storage.places import Places


def open_desk(places: Places) -> Desk:
    """The desk over the program's catalog. Raises CatalogError with a sentence when there is no usable catalog."""
    loaded = load_catalog(places.catalog, places.cache, read_checked_catalog)
    desk = Desk(loaded.catalog, loaded.faults, places)
    # The catalog and its indexes live as long as the program. Left to the collector, walking their
    # hundred thousand objects again and again would halt the window for a tenth of a second each time.
    gc.collect()
    gc.freeze()
    return desk
