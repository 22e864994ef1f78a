"""Kills programs that write what is kept, damages what is kept, and looks whether anything else is lost."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from app.core.catalog.model import Entry
from app.services.error_desk import Desk
from app.services.open_catalog import open_own_desk
from app.services.user_data import open_keepsakes
from app.storage.catalog.cache import load_compiled
from app.storage.files.atomic_file import PART
from app.storage.places import Places
from app.storage.userdata.cases import step_key
from app.storage.userdata.settings_store import SETTINGS_FILE, SettingsStore
from app.storage.userdata.stand_in_keys import HandOffKeys
from tests.conftest import ROOT
from tests.fuzzing.inputs import damaged
from tests.fuzzing.writer import FIRST, KEPT, ORIGINALS, begin, compiled_in, places_in

_TOLD = ("settings.json", "notes.json", "cases.json", "history.json", "filters.json")
"""A person is told of these when they are broken."""


def killed_writer(home: Path, entry: Entry, number: int) -> str:
    """Kill a program in the middle of writing; what is wrong afterwards, "" when nothing is."""
    begin(home, entry)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.fuzzing.writer", str(home)], cwd=ROOT, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(random.Random(number).uniform(0, 0.1))
        writer.kill()
    places = places_in(home)
    if (places.cache / "written.bin").exists() and load_compiled(compiled_in(places)) is None:
        return "lost: the compiled catalog"
    problem = _lost(places, entry, frozenset())
    if not problem and list(places.settings.glob(f".*{PART}")):
        return "lost: the next writer left a part behind"
    return problem


def damaged_file_kept(home: Path, entry: Entry, number: int) -> str:
    """Damage one of the files that are kept; what is wrong afterwards, "" when nothing is."""
    chance = random.Random(number)
    begin(home, entry)
    places = places_in(home)
    open_own_desk(places)
    files = sorted(path for path in home.rglob("*") if path.is_file() and not path.name.endswith(".lock"))
    path = files[number % len(files)]
    path.write_bytes(_spoiled(path.read_bytes(), chance))
    desk = open_own_desk(places)
    if not desk.look_up("Email must be unique").matches:
        return f"lost: the catalog, with {path.name}"
    return _lost(places, entry, frozenset({path.name}))


def _spoiled(content: bytes, chance: random.Random) -> bytes:
    """Cut off, emptied, garbage, zeros, another kind of JSON, of a newer version, or with some changes."""
    newer = b"newer" + content
    with suppress(ValueError, AttributeError):
        values = json.loads(content)
        newer = json.dumps({"version": 99, **{name: [value] for name, value in values.items()}}).encode()
    return chance.choice(
        (
            content[: chance.randrange(len(content) + 1)],
            b"",
            chance.randbytes(len(content)),
            bytes(len(content)),
            chance.choice((b"[]", b"null", b'"x"', b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe{}")),
            newer,
            damaged(content, chance.randrange(1 << 30)),
        )
    )


def _lost(places: Places, entry: Entry, spoiled: frozenset[str]) -> str:
    """What of the files is lost or not told, beside those that were spoiled."""
    set_aside: list[Path] = []
    kept = open_keepsakes(places.settings, keep_history=True, on_set_aside=set_aside.append)
    settings = SettingsStore(places.settings / SETTINGS_FILE)
    broken = {name for name in spoiled & set(_TOLD) if not _is_object(places.settings / name)}
    settings.load()
    told = {"settings.json"} if settings.kept_aside else set()
    seen = {
        "notes.json": kept.notes.read(FIRST) == KEPT,
        "cases.json": step_key(1, 1) in kept.cases.done(entry),
        "history.json": bool(kept.history.searches()),
        "filters.json": bool(kept.filters.read()[0]),
        "settings.json": settings.settings.text_size in {100, 125},
    }
    keys = HandOffKeys(places.hand_off_keys).all()
    seen["SED-00000000.json"] = any(key.reference == "SED-00000000" and key.originals == ORIGINALS for key in keys)
    told |= {f"{path.name.partition('.')[0]}.json" for path in set_aside}
    lost = sorted(name for name, there in seen.items() if not there and name not in spoiled)
    if lost or broken - told or told - spoiled:
        return f"lost: {lost}, not told: {sorted(broken - told)}, told without need: {sorted(told - spoiled)}"
    # And it can be written again.
    kept.notes.write("last", "x", "")
    kept.history.add_search("last")
    kept.filters.write(["last"], [])
    kept.cases.tick(entry, step_key(1, 2), done=True)
    settings.change(text_size=150)
    settings.save()
    return "" if kept.notes.read("last") == "x" else "lost: what was written afterwards"


def _is_object(path: Path) -> bool:
    """Whether a file is a JSON object, as Python sees it."""
    try:
        return isinstance(json.loads(path.read_bytes().decode("utf-8-sig", "surrogatepass")), dict)
    except (ValueError, RecursionError):
        return False


def desk_entry(desk: Desk) -> Entry:
    """An entry with steps."""
    return desk.catalog.entries[0]
