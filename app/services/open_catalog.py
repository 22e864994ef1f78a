"""Open the desk: load the catalog, from its compiled form if that is fresh, and build the indexes."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.services.error_desk import Desk
from app.storage.catalog.cache import LoadedCatalog, load_catalog
from app.storage.catalog.checked import read_checked_catalog
from app.storage.places import Places
from app.storage.userdata.policy import read_policy
from app.storage.userdata.settings_store import SETTINGS_FILE, chosen_settings

if TYPE_CHECKING:
    from app.storage.catalog.folders import FolderCopy


def open_desk(places: Places, folders: Sequence[str] = ()) -> Desk:
    """The desk over the program's catalog, joined with what is remembered of other catalog folders.

    The folders themselves are not touched: one may lie on a share that is away. `remember_folder` reads them.
    Raises CatalogError with a sentence when there is no usable catalog.
    """
    loaded = load_catalog(places.catalog, places.cache, read_checked_catalog)
    copies = [copy for folder in folders if (copy := remembered_folder(places, folder)) is not None]
    if any(copy.entries or copy.faults for copy in copies):
        desk = _joined_desk(loaded, copies, places)
    else:
        desk = Desk(loaded.catalog, loaded.faults, places, groundwork=loaded.groundwork)
    # The catalog and its indexes live as long as the program. Left to the collector, walking their
    # hundred thousand objects again and again would halt the window for a tenth of a second each time.
    if gc.isenabled():  # the window collects by itself, in its own thread; this may be another
        gc.collect()
    gc.freeze()
    return desk


def _joined_desk(loaded: LoadedCatalog, copies: Sequence[FolderCopy], places: Places) -> Desk:
    from app.storage.catalog.merged import joined_place, load_joined  # noqa: PLC0415 - for those who have folders

    joined = load_joined(loaded.catalog, copies, places.catalog, places.cache)
    added = len(joined.catalog.entries) - len(loaded.catalog.entries)
    place = joined_place(loaded.catalog, copies, places.cache)
    faults = (*loaded.faults, *joined.faults)
    return Desk(joined.catalog, faults, places, place, added, groundwork=joined.groundwork)


def open_own_desk(places: Places) -> Desk:
    """The desk as the window opens it for this person: with the catalog folders of their settings.

    Raises CatalogError with a sentence when there is no usable catalog.
    """
    return open_desk(
        places, chosen_settings(places.settings / SETTINGS_FILE, read_policy(places.policy)).catalog_folders
    )


def remembered_folder(places: Places, folder: str) -> FolderCopy | None:
    """What is remembered of a catalog folder, without touching it."""
    from app.storage.catalog.folders import stored_copy  # noqa: PLC0415 - for those who have folders

    return stored_copy(folder, places.cache)


def remember_folder(places: Places, folder: str) -> FolderCopy:
    """Read a catalog folder and remember it for the next `open_desk`.

    May take as long as the network wants. Raises OSError when it cannot be reached, CatalogError when it is none.
    """
    from app.storage.catalog.folders import fetch_folder  # noqa: PLC0415 - for those who have folders

    return fetch_folder(folder, places.cache)
