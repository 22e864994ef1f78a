"""A program that writes all that is kept again and again, to be killed: `python -m tests.fuzzing.writer FOLDER`."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from app.core.catalog.model import Entry
from app.services.user_data import Keepsakes, open_keepsakes
from app.storage.catalog.cache import Compiled, keep_compiled, load_catalog
from app.storage.catalog.checked import read_checked_catalog
from app.storage.places import Places
from app.storage.userdata.cases import step_key
from app.storage.userdata.desk_key import desk_key
from app.storage.userdata.settings_store import SETTINGS_FILE, SettingsStore
from app.storage.userdata.stand_in_keys import HandOffKeys
from tests.conftest import ROOT

ORIGINALS = {"ID-001": "S1"}
FIRST = "first"
KEPT = "to be kept"


def places_in(home: Path) -> Places:
    """The places of a desk whose cache and settings are in this folder."""
    return Places(ROOT / "catalog", ROOT / "resources", home / "cache", home / "settings")


def compiled_in(places: Places) -> Compiled:
    """Where the compiled catalog is kept that the program writes."""
    return Compiled(places.cache / "written.bin", bytes(32))


def begin(home: Path, entry: Entry) -> None:
    """Write one of each: what must never be lost."""
    places = places_in(home)
    kept = open_keepsakes(places.settings, keep_history=True)
    kept.notes.write(FIRST, KEPT, "")
    kept.cases.tick(entry, step_key(1, 1), done=True)
    write_all(places, kept, SettingsStore(places.settings / SETTINGS_FILE), 0)
    desk_key(places.stand_in_key)


def write_all(places: Places, kept: Keepsakes, settings: SettingsStore, number: int) -> None:
    """Change one thing in each file."""
    kept.notes.write(f"entry-{number % 50}", f"{number} " * 500, "")
    kept.history.add_search(f"search {number}")
    kept.filters.write([f"vendor-{number}"], [])
    settings.change(text_size=100 + number % 2 * 25)
    settings.save()
    HandOffKeys(places.hand_off_keys).keep(f"SED-{number % 50:08X}", "subject", ORIGINALS)


def main() -> None:
    """Write until somebody ends this."""
    places = places_in(Path(sys.argv[1]))
    kept = open_keepsakes(places.settings, keep_history=True)
    settings = SettingsStore(places.settings / SETTINGS_FILE)
    settings.load()
    loaded = load_catalog(places.catalog, places.cache, read_checked_catalog)
    entry = loaded.catalog.entries[0]
    print("ready", flush=True)
    for number in count():
        write_all(places, kept, settings, number)
        kept.cases.tick(entry, step_key(1, 2), done=bool(number % 2))
        if number % 10 == 0:
            # As after an update of the program.
            keep_compiled(compiled_in(places), loaded)


if __name__ == "__main__":
    main()
