"""Looking up as a person does it: type, paste, press keys, click filters."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.gui.lookup.filter_model import FilterModel
from app.gui.lookup.search_box import PLACEHOLDER
from app.services.desk import Desk
from tests.gui.desktop import CTRL, SHIFT, Desktop

MISSING = 'HTTP 400 {"error":{"code":10005,"message":"User missing the following fields: lastName, email"}}'
SHARED = "Missing required parameter: firstName"
MAIL = "> Hi Dana, the job stopped again. It says:\n> User missing the following\n> fields: issuedID\n> Can you look?"
NOT_AN_ERROR = "zebra quokka xylophone"


def row_of(model: FilterModel, name: str) -> int:
    return next(row for row in range(model.rowCount()) if model.index(row).data() == name)


def click_filter(desktop: Desktop, name: str) -> None:
    view = desktop.window.lookup.filters.list
    index = view.model().index(row_of(desktop.window.lookup.filters.model, name))
    view.scrollTo(index)
    desktop.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def shown_counts(desktop: Desktop) -> dict[str, int]:
    model = desktop.window.lookup.filters.model
    choices = [model.index(row).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]
    return {choice.name: choice.count for choice in choices if choice.key}


def test_at_the_start_the_box_waits_and_everything_can_be_browsed(desktop: Desktop, desk: Desk) -> None:
    assert QApplication.focusWidget() is desktop.window.search
    assert desktop.window.search.placeholderText() == PLACEHOLDER
    assert len(desktop.hits) == len(desk.catalog.entries)
    assert "CourseKey" in desktop.headings
    assert desktop.chosen == ""
    assert "What went wrong?" in desktop.detail


def test_typed_words_find_the_entry_and_show_it(desktop: Desktop) -> None:
    desktop.type("two students same email")
    assert desktop.chosen == "Email must be unique"
    assert "How to fix it" in desktop.detail


def test_a_query_typed_before_the_catalog_is_there_is_answered(unopened: Desktop) -> None:
    unopened.type("email must be unique")
    assert unopened.rows == []
    with unopened.bot.waitSignal(unopened.session.opened):
        unopened.window.show()
    assert unopened.chosen == "Email must be unique"


def test_a_pasted_message_shows_its_own_values(desktop: Desktop) -> None:
    desktop.paste(MISSING)
    assert desktop.ids[0] == "coursekey.user.user-missing-the-following-fields"
    assert "Missing\nlastName, email" in desktop.detail


def test_a_message_of_several_lines_is_looked_up_whole(desktop: Desktop) -> None:
    desktop.paste(MAIL)
    assert desktop.window.search.query == MAIL
    assert "\n" not in desktop.window.search.text()
    assert desktop.ids[0] == "coursekey.user.account-missing-the-following-fields"
    desktop.type("!")
    assert desktop.window.search.query.endswith("look?!"), "what is typed afterwards counts"


def test_a_paste_into_other_text_becomes_part_of_it(desktop: Desktop) -> None:
    desktop.type("email ")
    desktop.paste("must be\nunique")
    assert desktop.window.search.query == "email must be unique"


def test_a_pasted_log_is_scanned_like_a_file(desktop: Desktop, sync_log: Path) -> None:
    with desktop.bot.waitSignal(desktop.session.report.scan_ended):
        desktop.paste(sync_log.read_text(encoding="utf-8"))
    assert desktop.reporting
    assert "5 errors in 1 file" in desktop.report_said
    assert desktop.window.search.text() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_L])
def test_the_keys_for_find_return_to_the_box_and_select_all(desktop: Desktop, key: Qt.Key) -> None:
    desktop.type("email")
    desktop.window.show_report()
    desktop.window.report.findings.setFocus()
    desktop.press(key, CTRL)
    assert QApplication.focusWidget() is desktop.window.search
    assert desktop.window.search.selectedText() == "email"
    assert not desktop.reporting


def test_escape_empties_the_box_and_shows_everything_again(desktop: Desktop, desk: Desk) -> None:
    desktop.type("email")
    desktop.press(Qt.Key.Key_Escape)
    assert desktop.window.search.text() == ""
    assert len(desktop.hits) == len(desk.catalog.entries)


def test_arrows_move_through_the_results_while_typing_goes_on(desktop: Desktop) -> None:
    desktop.type("email")
    first = desktop.chosen
    desktop.press(Qt.Key.Key_Down)
    second = desktop.chosen
    assert second == desktop.hits[1].title
    desktop.press(Qt.Key.Key_PageDown)
    assert desktop.chosen == desktop.hits[6].title
    desktop.press(Qt.Key.Key_PageUp)
    desktop.press(Qt.Key.Key_Up)
    desktop.press(Qt.Key.Key_Up)
    assert desktop.chosen == first
    desktop.type("s")
    assert desktop.window.search.text() == "emails"


def test_enter_goes_to_the_detail(desktop: Desktop) -> None:
    desktop.type("email must be unique")
    desktop.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is desktop.window.lookup.detail.browser


def test_the_list_can_be_walked_with_the_keyboard_and_skips_headings(desktop: Desktop) -> None:
    desktop.type(SHARED)
    results = desktop.window.lookup.results
    results.setFocus()
    assert desktop.chosen == desktop.hits[0].title
    for _ in range(4):
        desktop.press(Qt.Key.Key_Down)
    assert results.currentIndex().row() == 6, "the fifth result, past both headings"


def test_a_text_with_several_meanings_is_shown_as_such(desktop: Desktop) -> None:
    desktop.paste(SHARED)
    assert desktop.headings[0] == "This text has 4 meanings. What was being synced?"
    group = desktop.rows[1:5]
    assert {row.badges[1] for row in group} == {"User", "Course", "Enrollment", "Attendance session"}
    assert "This text has 4 meanings" in desktop.detail
    click_filter(desktop, "Enrollment")
    assert desktop.headings == [] or "meanings" not in desktop.headings[0]
    assert desktop.ids[0] == "coursekey.enrollment.missing-required-parameter"


def test_when_nothing_fits_it_says_so(desktop: Desktop) -> None:
    desktop.paste(NOT_AN_ERROR)
    assert desktop.headings[0] == "No known error matches"
    assert desktop.chosen == "", "a guess is never chosen by itself"
    assert desktop.detail.startswith("No known error matches")


def test_filters_narrow_the_results_and_one_key_clears_them(desktop: Desktop, desk: Desk) -> None:
    click_filter(desktop, "Skyward")
    click_filter(desktop, "Aeries")
    assert {hit.badges[0] for hit in desktop.hits} == {"Skyward", "Aeries"}
    assert desktop.window.lookup.filters.clear_button.isEnabled()
    desktop.press(Qt.Key.Key_X, CTRL | SHIFT)
    assert len(desktop.hits) == len(desk.catalog.entries)
    assert not desktop.window.lookup.filters.clear_button.isEnabled()


def test_a_filter_can_be_checked_with_the_space_key(desktop: Desktop) -> None:
    filters = desktop.window.lookup.filters
    filters.list.setFocus()
    filters.list.setCurrentIndex(filters.model.index(row_of(filters.model, "Skyward")))
    desktop.press(Qt.Key.Key_Space)
    assert {hit.badges[0] for hit in desktop.hits} == {"Skyward"}
    desktop.press(Qt.Key.Key_Space)
    assert not filters.model.any_chosen


def test_the_counts_follow_the_search(desktop: Desktop, desk: Desk) -> None:
    total = len(desk.catalog.entries)
    desktop.bot.waitUntil(lambda: sum(shown_counts(desktop)[key] for key in desk.catalog.vocabulary.vendors) == total)
    desktop.paste(SHARED)
    desktop.bot.waitUntil(lambda: shown_counts(desktop)["Skyward"] == 0)
    assert shown_counts(desktop)["CourseKey"] > 0
    click_filter(desktop, "Skyward")
    assert desktop.window.lookup.filters.model.any_chosen, "a choice without results can be chosen all the same"


def test_filtering_keeps_the_entry_that_was_chosen(desktop: Desktop) -> None:
    desktop.type("email")
    desktop.press(Qt.Key.Key_Down)
    chosen = desktop.chosen
    click_filter(desktop, "CourseKey")
    assert desktop.chosen == chosen


def test_typing_is_quick(desktop: Desktop) -> None:
    desktop.type("the sync says an email must be uniqu")
    with desktop.bot.captureExceptions() as problems:
        QTest.keyClick(desktop.window.search, Qt.Key.Key_E)
    assert not problems
    assert desktop.ids[0] == "coursekey.user.email-must-be-unique"
