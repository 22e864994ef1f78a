"""Mails for a folder: never one without its key, whatever an entry of somebody's own is called."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from app.services import support_mail
from app.services.error_desk import Desk
from app.services.scanning.sources import TextSource
from app.services.support_mail import write_mails
from app.storage.places import Places
from app.storage.userdata.stand_in_keys import HandOffKeys
from tests.conftest import ROOT
from tests.fixtures.make_formats import LOG


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(ROOT / "catalog", ROOT / "resources", tmp_path / "cache", tmp_path / "settings")


def test_a_mail_that_cannot_be_written_leaves_no_key(
    desk: Desk, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(support_mail, "save", fail)
    with pytest.raises(OSError, match="No space"):
        write_mails(desk.scan([TextSource("x", LOG)]), desk, tmp_path / "mails", places)
    assert HandOffKeys(places.hand_off_keys).all() == []


def test_without_a_place_for_its_key_no_mail_is_written(desk: Desk, places: Places, tmp_path: Path) -> None:
    places.hand_off_keys.parent.mkdir(parents=True)
    places.hand_off_keys.write_text("a file where the folder should be", encoding="utf-8")
    # The error names the folder that is at fault.
    with pytest.raises(OSError, match=places.hand_off_keys.name):
        write_mails(desk.scan([TextSource("x", LOG)]), desk, tmp_path / "mails", places)
    assert list((tmp_path / "mails").iterdir()) == []


def test_an_id_is_no_path(desk: Desk, places: Places, tmp_path: Path) -> None:
    report = desk.scan([TextSource("x", LOG)])
    for finding in report.findings:
        finding.entries = tuple(
            type(entry)(**{**{name: getattr(entry, name) for name in entry.__struct_fields__}, "id": "../../../out"})
            for entry in finding.entries
        )
    write_mails(report, desk, tmp_path / "deep" / "mails", places)
    assert {path.parent for path in tmp_path.rglob("*.eml")} == {tmp_path / "deep" / "mails"}


def test_a_key_with_a_time_without_zone_is_one_of_utc(places: Places) -> None:
    keys = HandOffKeys(places.hand_off_keys)
    keys.keep("SED-0011AABB", "x", {})
    path = places.hand_off_keys / "SED-0011AABB.json"
    path.write_text('{"subject": "x", "made": "2026-03-02T06:00:00", "originals": {}}', encoding="utf-8")
    keys.keep("SED-0011AABC", "y", {})
    assert all(key.made.tzinfo is UTC for key in keys.all())
