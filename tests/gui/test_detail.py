"""The detail pane: what it says, what it copies, where its links lead."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.core.catalog.model import Entry, Message, Vocabulary
from app.core.catalog.shown_text import error_text
from app.core.text.statement import Statement
from app.gui.detail.plain_text import steps_text, ticket_text
from app.gui.detail.relatives import ENTRY_LINK
from app.gui.detail.rendering import render, render_head
from app.gui.detail.subject import Subject, readable_name, related_entries, sharing_entries
from app.services.error_desk import Desk
from tests.gui.desktop import CTRL, SHIFT, Desktop

UNIQUE = "coursekey.user.email-must-be-unique"


class Page(HTMLParser):
    """A rendered page, read back: its words, links and open tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.links, self.open, self.crossed = "", [], [], False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name == "href"]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.crossed |= not self.open or self.open.pop() != tag

    def handle_data(self, data: str) -> None:
        self.words += data


def subject_of(desk: Desk, entry: Entry) -> Subject:
    return Subject(entry, sharing=sharing_entries(desk.catalog, entry), related=related_entries(desk.catalog, entry))


def test_every_entry_is_said_completely_and_well_formed(desk: Desk, vocabulary: Vocabulary) -> None:
    for entry in desk.catalog.entries:
        page = Page(render(subject_of(desk, entry), vocabulary))
        assert not page.open, entry.id
        assert not page.crossed, entry.id
        words = page.words.replace("\xa0", " ")
        said = [entry.title, entry.meaning, entry.escalate.to, entry.escalate.send, entry.note]
        said += [text for cause in entry.causes for step in cause.steps for text in (step.do,)]
        said += [cause.tell for cause in entry.causes] + list(entry.links)
        assert all(text in words for text in said), entry.id
        for link in page.links:
            assert re.fullmatch(r"entry:[\w.-]+", link), "only internal links"
            assert desk.entry(unquote(link.removeprefix("entry:"))), link


def test_nothing_of_an_entry_or_message_is_taken_for_html(desk: Desk, vocabulary: Vocabulary) -> None:
    evil = "<img src=x onerror=alert(1)> & <b>"
    entry = desk.entry(UNIQUE)
    assert entry is not None
    entry = msgspec.structs.replace(entry, title=evil, meaning=evil, note=evil, messages=(Message(text=evil),))
    why = Statement("has-code", {"number": evil})
    html = render(Subject(entry, values={"email": evil}, why=why), vocabulary)
    assert "<img" not in html
    assert html.count("&lt;img src=x") == 6


def test_the_certainty_of_an_inferred_entry_is_told(desk: Desk, vocabulary: Vocabulary) -> None:
    inferred = next(entry for entry in desk.catalog.entries if entry.certainty == "inferred")
    assert "Inferred: check with your vendor" in Page(render(Subject(inferred), vocabulary)).words.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("name", "said"),
    [("fields", "Missing"), ("add_code", "Add code"), ("student_id", "Student ID"), ("email", "E-mail address")],
)
def test_placeholders_have_readable_names(desk: Desk, name: str, said: str) -> None:
    entry = desk.entry("coursekey.user.user-missing-the-following-fields")
    assert entry is not None
    assert readable_name(entry, name) == said


def test_steps_are_numbered_and_say_who_and_where(desk: Desk, vocabulary: Vocabulary) -> None:
    entry = desk.entry(UNIQUE)
    assert entry is not None
    lines = steps_text(entry, vocabulary).splitlines()
    assert lines[:3] == ["Email must be unique (CourseKey)", "", "Cause 1: Two people have the same e-mail address"]
    assert lines[4].startswith("1. Search CourseKey")
    assert lines[5].startswith("2. Open the person's record")
    assert lines[5].endswith("(You (registrar), in the SIS)")


def test_copied_steps_say_of_what_they_are_and_what_to_send(desk: Desk, vocabulary: Vocabulary) -> None:
    """Who gets them by mail has neither the window nor the message."""
    for entry in desk.catalog.entries:
        text = steps_text(entry, vocabulary)
        assert text.startswith(entry.title)
        assert text.endswith(f"Ask: {entry.escalate.to}\nSend: {entry.escalate.send}")


def test_how_sure_a_cause_and_a_step_are_is_said_with_them(desk: Desk, vocabulary: Vocabulary) -> None:
    entry = desk.entry(UNIQUE)
    assert entry is not None
    replace = msgspec.structs.replace
    first, second = (
        replace(cause, steps=tuple(replace(step, certainty="") for step in cause.steps)) for cause in entry.causes
    )
    steps = (replace(first.steps[0], certainty="inferred"), *first.steps[1:])
    entry = replace(entry, causes=(replace(first, steps=steps), replace(second, certainty="community")))
    inferred, community = (vocabulary.certainties[key].name for key in ("inferred", "community"))
    copied = steps_text(entry, vocabulary)
    assert f"in CourseKey \N{MIDDLE DOT} {inferred})" in copied
    assert community in copied
    page = Page(render(Subject(entry), vocabulary)).words.replace("\xa0", " ")
    assert page.count(inferred) == 1
    assert page.count(community) == 1


def test_no_template_is_shown(desk: Desk, vocabulary: Vocabulary) -> None:
    for entry in desk.catalog.entries:
        subject = Subject(entry)
        for text in (Page(render(subject, vocabulary)).words, ticket_text(subject, vocabulary), error_text(entry)):
            assert not re.search(r"\{\w+:\w+\??\}|\$\$?\{?[A-Za-z]", text), entry.id


def test_what_to_fix_first_is_said_before_the_steps(desk: Desk, vocabulary: Vocabulary) -> None:
    """A class that failed itself comes before the enrollments in it."""
    entry = desk.entry("coursekey.enrollment.course-not-found")
    assert entry is not None
    related = related_entries(desk.catalog, entry)
    head = Page(render_head(Subject(entry, related=related), vocabulary)).words
    assert "fix it first" in head
    assert all(other.title[:25] in head for other in related if other.id in entry.follows_from)


def test_related_errors_are_grouped_by_how_they_are_related(desk: Desk, vocabulary: Vocabulary) -> None:
    for entry in desk.catalog.entries:
        related = related_entries(desk.catalog, entry)
        page = render(Subject(entry, related=related), vocabulary)
        for other in related:
            assert page.count(f"{ENTRY_LINK}{other.id}") == 1, (entry.id, other.id)
    twin = desk.entry("canvas.aeries.grading-category-not-found")
    assert twin is not None
    page = Page(render(Subject(twin, related=related_entries(desk.catalog, twin)), vocabulary)).words
    assert page.index("The same error in another system") < page.index("See also")


def test_a_link_says_whose_page_it_is(desk: Desk, vocabulary: Vocabulary) -> None:
    for entry in desk.catalog.entries:
        words = Page(render(Subject(entry), vocabulary)).words
        assert all(f"page: {link}" in words for link in entry.links), entry.id
    assert vocabulary.kind_of_page("https://community.canvaslms.com/groups/nc/blog") == "Community page"
    assert vocabulary.kind_of_page("https://example.org/") == ""


def test_the_ticket_names_the_escalation_and_no_person(desk: Desk, vocabulary: Vocabulary) -> None:
    entry = desk.entry(UNIQUE)
    assert entry is not None
    text = ticket_text(Subject(entry, values={"email": "amy@north.example"}), vocabulary)
    assert re.search(r"E-mail address: person-\w{7}@example\.org", text)
    assert "amy" not in text
    assert "Ask: CourseKey Support" in text
    assert UNIQUE in text


def test_the_steps_can_be_copied_by_button_and_by_key(desktop: Desktop) -> None:
    desktop.paste("Email must be unique")
    desktop.bot.mouseClick(desktop.window.detail.steps_button, Qt.MouseButton.LeftButton)
    assert "1. Search CourseKey" in desktop.clipboard
    assert desktop.window.statusBar().currentMessage() == "Copied: The steps."
    QApplication.clipboard().clear()
    desktop.press(Qt.Key.Key_C, CTRL | SHIFT)
    assert "1. Search CourseKey" in desktop.clipboard


def test_without_an_entry_there_is_nothing_to_copy(desktop: Desktop) -> None:
    assert not desktop.window.detail.steps_button.isEnabled()
    QApplication.clipboard().setText("mine")
    desktop.press(Qt.Key.Key_C, CTRL | SHIFT)
    assert desktop.clipboard == "mine"


def test_a_link_opens_the_other_entry_and_back_returns(desktop: Desktop) -> None:
    desktop.paste("Email must be unique")
    desktop.follow("entry:coursekey.user.userid-schoolid-must-be-unique")
    assert "must be unique" in desktop.detail.splitlines()[0].casefold()
    assert desktop.detail.splitlines()[0] != "Email must be unique"
    assert desktop.window.detail.back_button.isVisible()
    desktop.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desktop.detail.startswith("Email must be unique")
    assert not desktop.window.detail.back_button.isVisible()


@pytest.mark.parametrize("link", ["https://example.org/", "file:///etc/passwd", "entry:no.such.entry", "javascript:x"])
def test_no_other_link_leads_anywhere(desktop: Desktop, link: str) -> None:
    desktop.paste("Email must be unique")
    before = desktop.detail
    desktop.follow(link)
    assert desktop.detail == before
