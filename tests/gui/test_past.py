"""Recent searches, entries opened, and filters of the last time: shown when wanted, kept when wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.lookup.rows import Past
from app.gui.shared.preferences import Preferences
from tests.gui.desktop import Desktop
from tests.gui.test_lookup import click_filter


def past(desktop: Desktop) -> list[str]:
    return [row.query for row in desktop.rows if isinstance(row, Past)]


def read_for_a_while(desktop: Desktop) -> None:
    with desktop.bot.waitSignal(desktop.session.lookup.past.changed, timeout=5000):
        pass


def test_what_was_searched_and_read_for_a_while_comes_back(desktop: Desktop) -> None:
    desktop.paste("Email must be unique")
    read_for_a_while(desktop)
    desktop.press(Qt.Key.Key_Escape)
    assert past(desktop) == ["Email must be unique"]
    assert desktop.headings[:2] == ["Recent searches", "Recently opened"]
    assert desktop.hits[0].title == "Email must be unique"
    desktop.press(Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_Return)
    assert desktop.window.search.text() == "Email must be unique"
    assert desktop.window.detail.subject is not None


def test_enter_counts_as_reading_and_a_click_searches_again(desktop: Desktop) -> None:
    desktop.type("two students same email")
    desktop.press(Qt.Key.Key_Return)
    desktop.window.search.setFocus()
    desktop.press(Qt.Key.Key_Escape)
    assert past(desktop) == ["two students same email"]
    results = desktop.window.lookup.results
    place = results.visualRect(desktop.window.lookup.model.index(1)).center()
    desktop.bot.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desktop.window.search.text() == "two students same email"
    assert desktop.chosen == "Email must be unique"


def test_a_pause_in_typing_does_not_make_two_searches(desktop: Desktop) -> None:
    keeper = desktop.session.lookup.past
    desktop.type("email")
    keeper.note_now()
    desktop.type(" unique")
    keeper.note_now()
    desktop.press(Qt.Key.Key_Escape)
    assert past(desktop) == ["email unique"]


def test_what_nobody_knows_is_no_recent_search(desktop: Desktop) -> None:
    desktop.paste("zebra quokka xylophone")
    desktop.session.lookup.past.note_now()
    desktop.press(Qt.Key.Key_Escape)
    assert past(desktop) == []


def test_nothing_is_kept_on_disk_until_a_person_says_so(desktop: Desktop, settings_folder: Path) -> None:
    file = settings_folder / "history.json"
    desktop.paste("Email must be unique")
    desktop.session.lookup.past.note_now()
    desktop.press(Qt.Key.Key_Escape)
    assert "Your searches are forgotten when you close the window." in desktop.detail
    assert not file.exists()
    desktop.follow("history:keep")
    assert "Your recent searches are kept here" in desktop.detail
    assert "Email must be unique" in file.read_text(encoding="utf-8")
    desktop.follow("history:forget")
    assert not file.exists()
    assert past(desktop) == ["Email must be unique"], "until the window is closed"


def test_the_history_can_be_cleared_from_the_menu(desktop: Desktop, settings_folder: Path) -> None:
    desktop.follow("history:keep")
    desktop.paste("Email must be unique")
    desktop.session.lookup.past.note_now()
    desktop.press(Qt.Key.Key_Escape)
    assert past(desktop)
    desktop.window.menus["clear-history"].trigger()
    assert past(desktop) == []
    assert "Recently opened" not in desktop.headings
    assert not (settings_folder / "history.json").exists()


def test_the_first_hint_names_the_ways_in_and_opens_the_sample(desktop: Desktop) -> None:
    assert all(way in desktop.detail for way in ("Paste", "Type", "Drop", "Everything stays on this computer"))
    with desktop.bot.waitSignal(desktop.session.report.scan_ended):
        desktop.follow("log:sample")
    assert desktop.reporting


def test_filters_are_remembered_only_when_wanted(
    desktop: Desktop, settings_folder: Path, preferences: Preferences
) -> None:
    file = settings_folder / "filters.json"
    box = desktop.window.lookup.filters.keep_box
    click_filter(desktop, "Skyward")
    assert not file.exists()
    desktop.bot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center() - box.rect().center() / 2)
    assert preferences.settings.remember_filters
    assert "Skyward" in file.read_text(encoding="utf-8")
    click_filter(desktop, "Aeries")
    assert "Aeries" in file.read_text(encoding="utf-8")
    box.click()
    assert "Skyward" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("remembered", [True, False])
def test_the_window_begins_with_the_filters_it_should(
    unopened: Desktop, settings_folder: Path, preferences: Preferences, remembered: bool, qtbot: QtBot
) -> None:
    settings_folder.mkdir()
    (settings_folder / "filters.json").write_text('{"vendors": ["Skyward", "gone"]}', encoding="utf-8")
    preferences.change(remember_filters=remembered, default_vendors=("Aeries",))
    if remembered:  # the change itself wrote what is chosen now: nothing
        (settings_folder / "filters.json").write_text('{"vendors": ["Skyward", "gone"]}', encoding="utf-8")
    with unopened.bot.waitSignal(unopened.session.opened):
        unopened.window.show()
    assert {hit.badges[0] for hit in unopened.hits} == {"Skyward" if remembered else "Aeries"}
