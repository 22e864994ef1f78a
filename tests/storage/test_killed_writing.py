"""What is kept survives a process that is killed while it writes, and what that leaves behind is swept."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from app.services.error_desk import Desk
from app.storage.files.atomic_file import PART, replacing, sweep_parts
from app.storage.userdata.history import History
from app.storage.userdata.notes import Notes
from app.storage.userdata.shared_json import SharedJson
from app.storage.userdata.stand_in_keys import HandOffKeys
from tests.fuzzing.kept import damaged_file_kept, killed_writer

KILLS = int(os.environ.get("KILLS", "8"))
"""Writers killed; hundreds to go looking for losses."""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="its programs are ended otherwise")
def test_killing_a_writer_loses_nothing_that_was_kept(desk: Desk, tmp_path: Path) -> None:
    for seed in range(KILLS):
        assert killed_writer(tmp_path, desk.catalog.entries[0], seed) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="see tests.fuzzing")
def test_a_broken_file_is_told_and_costs_no_other(desk: Desk, tmp_path: Path) -> None:
    for number in range(20):
        assert damaged_file_kept(tmp_path / str(number), desk.catalog.entries[0], number) == ""


def test_only_the_owner_reads_what_is_private(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("the person's own folder says who may read there")
    Notes(SharedJson(tmp_path / "notes.json")).write("entry", "Call Dana.", "")
    History(SharedJson(tmp_path / "history.json"), keep=True).add_search("Ana Lopez")
    HandOffKeys(tmp_path).keep("SED-00000001", "subject", {"ID-001": "S1"})
    (tmp_path / "history.json").write_text("broken", encoding="utf-8")
    History(SharedJson(tmp_path / "history.json"), keep=True).searches()
    for path in tmp_path.glob("*.json"):
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_forgetting_the_history_leaves_no_copy_of_it(tmp_path: Path) -> None:
    path = tmp_path / "history.json"
    path.write_text('{"searches": ["Ana Lopez"', encoding="utf-8")
    part = tmp_path / f".history.json.0123abcd{PART}"
    part.write_text('{"searches": ["Ana', encoding="utf-8")
    history = History(SharedJson(path), keep=True)
    history.add_search("Ben Ode")
    assert list(tmp_path.glob("history.broken-*"))
    history.clear()
    assert not [found for found in tmp_path.iterdir() if not found.name.endswith(".lock")]
    assert history.searches() == ()


def test_old_parts_are_swept_and_young_ones_stay(tmp_path: Path) -> None:
    old, young = tmp_path / f".0123456789abcdef{PART}", tmp_path / f".fedcba9876543210{PART}"
    for part in (old, young):
        part.touch()
    os.utime(old, (time.time() - 3600,) * 2)
    sweep_parts(tmp_path)
    assert not old.exists()
    assert young.exists()
    sweep_parts(tmp_path / "missing")


def test_a_private_part_that_fails_is_gone(tmp_path: Path) -> None:
    target = tmp_path / "key.json"

    def write_half() -> None:
        with replacing(target, private=True) as part:
            part.write_text("half", encoding="utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()
    assert not list(tmp_path.iterdir())
