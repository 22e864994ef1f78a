"""Settings at work in the window: remembered, shared between windows, taken over from earlier versions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from app.gui.shared.notices import Notice
from app.gui.shared.preferences import Preferences
from app.storage.userdata.policy import Policy
from tests.gui.desktop import CTRL, Desktop


def former_file(path: Path) -> Path:
    former = QSettings(str(path), QSettings.Format.IniFormat)
    former.setValue("looks/theme", "dark")
    former.setValue("looks/zoom", 125)
    former.sync()
    return path


def test_settings_of_an_earlier_version_are_taken_over_once(qapp: object, tmp_path: Path) -> None:
    ini = former_file(tmp_path / "window.ini")
    preferences = Preferences(ini)
    assert (preferences.theme, preferences.zoom) == ("dark", 125)
    preferences.save()
    assert json.loads((tmp_path / "settings.json").read_text(encoding="utf-8")) == {"theme": "dark", "text_size": 125}
    assert "looks" not in ini.read_text(encoding="utf-8")


def test_an_earlier_versions_file_does_not_undo_later_choices(qapp: object, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"theme": "light"}', encoding="utf-8")
    preferences = Preferences(former_file(tmp_path / "window.ini"))
    assert (preferences.theme, preferences.zoom) == ("light", 100)


def test_a_change_is_written_by_itself(qtbot: QtBot, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    with qtbot.waitSignal(preferences.changed) as heard:
        preferences.change(theme="dark", text_size=100)
    assert heard.args == [frozenset({"theme"})]
    qtbot.waitUntil((tmp_path / "settings.json").exists)
    assert Preferences(tmp_path / "window.ini").theme == "dark"


def test_the_window_takes_over_what_another_one_changed(desktop: Desktop, tmp_path: Path) -> None:
    other = Preferences(tmp_path / "window.ini")
    other.change(theme="dark", text_size=150)
    other.save()
    before = desktop.window.font().pointSizeF()
    desktop.window.preferences.refresh()
    assert desktop.appearance.name == "dark"
    assert desktop.window.font().pointSizeF() > before
    desktop.press(Qt.Key.Key_Minus, CTRL)
    desktop.window.close()
    assert Preferences(tmp_path / "window.ini").settings.text_size == 125


def test_a_broken_file_is_told_and_kept(qapp: object, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{", encoding="utf-8")
    preferences = Preferences(tmp_path / "window.ini")
    notices = preferences.take_notices()
    assert [notice.text for notice in notices] == [
        "Your settings could not be read, so the usual ones are used. The broken file was kept."
    ]
    assert Path(notices[0].details).read_text(encoding="utf-8") == "{"
    assert preferences.take_notices() == []


def test_a_faulty_policy_is_told(qapp: object, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "window.ini", Policy(faults=("policy.toml:2: theme: write …",)))
    assert "administrator" in preferences.take_notices()[0].text


def test_what_cannot_be_saved_is_told_once_and_counts_all_the_same(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "settings"
    preferences = Preferences(folder / "window.ini")
    folder.write_text("no folder", encoding="utf-8")
    told: list[Notice] = []
    preferences.noticed.connect(told.append)
    preferences.change(theme="dark")
    qtbot.waitUntil(lambda: bool(told))
    preferences.change(text_size=125)
    preferences.save()
    assert [notice.text for notice in told] == [
        "Your settings could not be saved. They count until you close the program."
    ]
    assert (preferences.theme, preferences.zoom) == ("dark", 125)


@pytest.mark.parametrize("locked", [{"theme": "light"}])
def test_a_locked_setting_stays(qapp: object, tmp_path: Path, locked: dict[str, object]) -> None:
    preferences = Preferences(tmp_path / "window.ini", Policy(locked=locked))
    preferences.theme = "dark"
    assert preferences.theme == "light"
