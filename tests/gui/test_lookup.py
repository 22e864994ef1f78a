"""Looking up as a person does it: type, paste, press keys, click filters."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.gui.lookup.filter_model import FilterModel
from app.gui.shared.untrusted_text import tool_tip
from app.services.error_desk import Desk
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
    assert desktop.window.search.placeholderText() == "Paste an error, type a few words, or drop a log here"
    assert len(desktop.hits) == len(desk.catalog.entries)
    assert "CourseKey" in desktop.headings
    assert desktop.chosen == ""
    assert "What went wrong?" in desktop.detail


def test_typed_words_find_the_entry_and_show_it(desktop: Desktop) -> None:
    desktop.type("two students same email")
    assert desktop.chosen == "Email must be unique"
    assert "How to fix it" in desktop.detail


@pytest.mark.parametrize("before", ["", "ema"])
def test_any_mark_can_be_typed_first_and_within_words(before: str, desktop: Desktop) -> None:
    for mark in string.punctuation:
        desktop.window.search.clear()
        with desktop.bot.captureExceptions() as problems:
            desktop.type(f"{before}{mark}")
        assert not problems, mark
        assert desktop.window.search.text() == f"{before}{mark}"
    desktop.type(" email")
    assert desktop.hits


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


def test_a_text_with_several_meanings_is_one_question(desktop: Desktop) -> None:
    desktop.paste(SHARED)
    assert desktop.headings[0] == "This text has 4 meanings. What was being synced?"
    answers = [hit.answer for hit in desktop.hits if hit.answer]
    assert answers == ["User", "Course", "Enrollment", "Attendance session"]
    assert desktop.chosen == "", "nothing is answered in a person's place"
    assert desktop.detail.startswith("This text has 4 meanings")
    assert all(answer in desktop.detail for answer in answers)


def answer_by_key(desktop: Desktop) -> None:
    desktop.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)


def answer_by_click(desktop: Desktop) -> None:
    results = desktop.window.lookup.results
    place = results.visualRect(desktop.window.lookup.model.index(3)).center()
    desktop.bot.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=place)


def answer_by_link(desktop: Desktop) -> None:
    desktop.follow("choose:coursekey.enrollment.missing-required-parameter")


def answer_with_arrows(desktop: Desktop) -> None:
    for _ in range(3):
        desktop.press(Qt.Key.Key_Down)


def answer_by_digit_in_the_list(desktop: Desktop) -> None:
    desktop.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is desktop.window.lookup.results, "Enter does not answer, it leads to the answers"
    desktop.press(Qt.Key.Key_3)


@pytest.mark.parametrize(
    "answer", [answer_by_key, answer_by_click, answer_by_link, answer_with_arrows, answer_by_digit_in_the_list]
)
def test_the_question_is_answered_in_one_go_and_can_be_answered_anew(
    desktop: Desktop, answer: Callable[[Desktop], None]
) -> None:
    desktop.paste(SHARED)
    answer(desktop)
    subject = desktop.window.detail.subject
    assert subject is not None
    assert subject.entry.id == "coursekey.enrollment.missing-required-parameter"
    assert "This is the one for: Enrollment. The others: User, Course, Attendance session" in desktop.detail
    assert desktop.window.search.text() == SHARED
    desktop.follow("entry:coursekey.course.missing-required-parameter")
    assert "This is the one for: Course." in desktop.detail
    assert desktop.window.lookup.results.currentIndex().row() == 2, "the list goes along"
    assert not desktop.window.detail.back_button.isVisible()


def test_a_filter_answers_the_question_too(desktop: Desktop) -> None:
    desktop.paste(SHARED)
    click_filter(desktop, "Enrollment")
    assert desktop.headings == [] or "meanings" not in desktop.headings[0]
    assert desktop.ids[0] == "coursekey.enrollment.missing-required-parameter"


def test_what_matched_is_marked(desktop: Desktop) -> None:
    def marked(text: str, marks: Iterable[tuple[int, int]]) -> list[str]:
        return [text[start:end] for start, end in marks]

    desktop.type("unique emails")
    best = desktop.hits[0]
    assert marked(best.title, best.title_marks) == ["Email", "unique"]
    desktop.window.search.clear()
    desktop.paste(MISSING)
    best = desktop.hits[0]
    assert best.line == "User missing the following fields: lastName, email"
    assert marked(best.line, best.line_marks) == ["lastName, email"]


def test_why_a_result_matched_is_said_on_demand(desktop: Desktop) -> None:
    desktop.type("two students same email")
    results, model = desktop.window.lookup.results, desktop.window.lookup.model
    index = model.index(0)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == tool_tip("3 of 3 words: two, students, email.")
    low = results.visualRect(index).height()
    desktop.press(Qt.Key.Key_I, CTRL)
    assert results.visualRect(index).height() > low
    desktop.bot.mouseClick(desktop.window.lookup.why_button, Qt.MouseButton.LeftButton)
    assert results.visualRect(index).height() == low


@pytest.mark.parametrize("where", ["results", "filters", "detail", "steps"])
def test_a_paste_anywhere_is_looked_up(desktop: Desktop, where: str) -> None:
    page = desktop.window.lookup
    desktop.paste("Email must be unique")
    widget = {
        "results": page.results,
        "filters": page.filters.list,
        "detail": page.detail.browser,
        "steps": page.detail.steps.list,
    }[where]
    widget.setFocus()
    QApplication.clipboard().setText(MISSING)
    desktop.press(Qt.Key.Key_V, CTRL)
    assert desktop.window.search.query == MISSING
    assert QApplication.focusWidget() is desktop.window.search
    assert desktop.ids[0] == "coursekey.user.user-missing-the-following-fields"


def test_a_paste_into_a_note_stays_there(desktop: Desktop) -> None:
    desktop.paste("Email must be unique")
    desktop.window.detail.notes.text.setFocus()
    QApplication.clipboard().setText("from the clipboard")
    desktop.press(Qt.Key.Key_V, CTRL)
    assert desktop.window.detail.notes.text.toPlainText() == "from the clipboard"
    assert desktop.window.search.text() == "Email must be unique"


def test_letters_typed_into_the_list_go_on_in_the_box(desktop: Desktop) -> None:
    desktop.type("email")
    desktop.press(Qt.Key.Key_Tab)
    desktop.window.lookup.results.setFocus()
    desktop.press(Qt.Key.Key_S)
    assert desktop.window.search.text() == "emails"
    assert QApplication.focusWidget() is desktop.window.search


def test_escape_in_the_list_leads_back_to_the_box(desktop: Desktop) -> None:
    desktop.type("email")
    desktop.window.lookup.results.setFocus()
    desktop.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is desktop.window.search
    desktop.press(Qt.Key.Key_Escape)
    assert desktop.window.search.text() == ""


def test_a_shared_link_finds_its_entry(desktop: Desktop) -> None:
    desktop.paste("Email must be unique")
    desktop.press(Qt.Key.Key_L, CTRL | SHIFT)
    assert desktop.clipboard == "sis-error-desk lookup coursekey.user.email-must-be-unique"
    desktop.window.search.clear()
    desktop.paste(desktop.clipboard)
    assert desktop.chosen == "Email must be unique"


def test_the_detail_can_be_read_on_while_the_box_has_the_focus(desktop: Desktop) -> None:
    desktop.window.resize(900, 500)
    desktop.paste("Email must be unique")
    bar = desktop.window.detail.area.verticalScrollBar()
    desktop.bot.waitUntil(lambda: bar.maximum() > 0)
    desktop.press(Qt.Key.Key_Down, CTRL)
    assert bar.value() > 0
    desktop.press(Qt.Key.Key_Up, CTRL)
    assert bar.value() == 0
    assert desktop.chosen == "Email must be unique"


def test_when_nothing_fits_it_says_so(desktop: Desktop) -> None:
    desktop.paste(NOT_AN_ERROR)
    assert desktop.headings[0] == "No known error matches"
    assert desktop.chosen == "", "a guess is never chosen by itself"
    assert desktop.detail.startswith("No known error matches")


@pytest.mark.parametrize("text", ["No Match: Locker", "Student already withdrawn.", '{"message": "Course is closed"}'])
def test_a_text_that_is_not_in_the_catalog_says_so_first(text: str, desktop: Desktop) -> None:
    desktop.paste(text)
    assert desktop.headings[0] == "This text is not in the catalog"
    assert desktop.chosen == ""
    assert desktop.detail.startswith("This text is not in the catalog")
    desktop.press(Qt.Key.Key_Return)
    assert desktop.chosen == "", "Enter reads the page; it chooses no guess"
    assert desktop.window.detail.subject is None


def test_the_nearest_entries_are_suggestions_to_click(desktop: Desktop) -> None:
    desktop.paste("Course already enrolled.")
    nearest = desktop.hits[0].match.entry
    assert "Nearest entries" in desktop.detail
    assert nearest.title in desktop.detail
    desktop.follow(f"entry:{nearest.id}")
    subject = desktop.window.detail.subject
    assert subject is not None
    assert subject.entry.id == nearest.id
    desktop.window.detail.go_back()
    assert desktop.detail.startswith("This text is not in the catalog")


def test_a_product_outside_the_catalog_is_named(desktop: Desktop) -> None:
    desktop.type("clever sync is on hold")
    assert desktop.headings == ["There are no entries on Clever"]
    assert desktop.detail.startswith("There are no entries on Clever")
    assert desktop.hits == []


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
