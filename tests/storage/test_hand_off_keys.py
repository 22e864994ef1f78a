"""Keys of hand-offs: kept for the answer, found by their reference, forgotten in time."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.storage.userdata.stand_in_keys import KEEP_DAYS, HandOffKeys


def test_a_key_is_found_by_its_reference(tmp_path: Path) -> None:
    keys = HandOffKeys(tmp_path / "keys")
    keys.keep("SED-0000000A", "CourseKey: X", {"Student-01": "Amy Lée"})
    found = keys.find("SED-0000000A")
    assert found is not None
    assert found.originals == {"Student-01": "Amy Lée"}
    assert keys.find("SED-0000000B") is None
    assert [key.reference for key in keys.all()] == ["SED-0000000A"]


@pytest.mark.skipif(sys.platform == "win32", reason="there the folder belongs to the person")
def test_nobody_else_can_read_a_key(tmp_path: Path) -> None:
    HandOffKeys(tmp_path).keep("SED-0000000A", "X", {})
    assert (tmp_path / "SED-0000000A.json").stat().st_mode & 0o077 == 0


def test_old_keys_are_forgotten_when_a_new_one_is_kept(tmp_path: Path) -> None:
    old = datetime.now(UTC) - timedelta(days=KEEP_DAYS + 1)
    (tmp_path / "SED-0000000A.json").write_text(json.dumps({"subject": "", "made": old.isoformat(), "originals": {}}))
    keys = HandOffKeys(tmp_path)
    keys.keep("SED-0000000B", "X", {})
    assert [key.reference for key in keys.all()] == ["SED-0000000B"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"made": 3}', '{"subject":"","made":"2026-01-01","originals":[]}'])
def test_a_damaged_key_is_no_key_and_hinders_no_other(tmp_path: Path, content: str) -> None:
    (tmp_path / "SED-0000000A.json").write_text(content)
    keys = HandOffKeys(tmp_path)
    keys.keep("SED-0000000B", "X", {"ID-001": "7"})
    assert keys.find("SED-0000000A") is None
    assert [key.reference for key in keys.all()] == ["SED-0000000B"]


@pytest.mark.parametrize("name", ["../x", "SED-1", "", "SED-0000000A/../../x"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    keys = HandOffKeys(tmp_path / "keys")
    assert keys.find(name) is None
    keys.forget(name)
    with pytest.raises(ValueError, match="names no hand-off"):
        keys.keep(name, "X", {})


def test_a_key_can_be_forgotten(tmp_path: Path) -> None:
    keys = HandOffKeys(tmp_path)
    keys.keep("SED-0000000A", "X", {})
    keys.forget("SED-0000000A")
    assert keys.all() == []
