"""A person's message shown again: nothing lost near its text, its values marked where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.lookup.highlighting import AROUND_LETTERS, MOST_LETTERS, Part, marked_words, message_pieces
from app.core.text.tokens import stem
from app.services.error_desk import Desk


def shown(query: str, desk: Desk) -> list[tuple[Part, str]]:
    match = desk.look_up(query).matches[0]
    return [(piece.part, piece.text) for piece in message_pieces(query, match.found_text, match.values)]


def test_the_message_stands_out_from_what_is_around_it_and_its_values_from_the_message(desk: Desk) -> None:
    line = '2026-03-02 ERROR 400 {"message":"User missing the following fields: lastName, email","info":{}}'
    assert shown(line, desk) == [
        (Part.AROUND, '2026-03-02 ERROR 400 {"message":"'),
        (Part.MESSAGE, "User missing the following fields: "),
        (Part.VALUE, "lastName, email"),
        (Part.AROUND, '","info":{}}'),
    ]


def test_values_are_marked_in_order_and_only_as_whole_words(desk: Desk) -> None:
    pieces = shown("Not a valid Score (1). Must be 0 to double Max Score (10)", desk)
    assert [text for part, text in pieces if part is Part.VALUE] == ["1", "0", "10"]


def test_nearly_every_value_of_every_sample_is_marked(desk: Desk) -> None:
    missing = []
    for entry in desk.catalog.entries:
        for sample in entry.samples.match:
            match = desk.look_up(sample.text).matches[0]
            pieces = message_pieces(sample.text, match.found_text, match.values)
            marked = {piece.text for piece in pieces if piece.part is Part.VALUE}
            missing += [value for value in match.values.values() if value.strip() and value not in marked]
    assert len(missing) <= 2, "of two values that overlap only the first can be marked"


def test_a_message_in_a_long_mail_is_shown_with_a_little_of_the_mail(desk: Desk) -> None:
    mail = f"{'Dear all. ' * 500}\nEmail must be unique\n{'Best wishes. ' * 500}"
    pieces = shown(mail, desk)
    assert pieces[1] == (Part.MESSAGE, "Email must be unique")
    assert pieces[0][1].startswith("…")
    assert pieces[2][1].endswith("…")
    assert sum(len(text) for _, text in pieces) < 3 * AROUND_LETTERS


@given(
    st.text(max_size=60), st.text(max_size=30), st.dictionaries(st.text(max_size=5), st.text(max_size=12), max_size=3)
)
def test_whatever_was_found_the_message_is_shown_as_it_is(before: str, found: str, values: dict[str, str]) -> None:
    pieces = message_pieces(f"{before}{found}", found, values)
    message = "".join(piece.text for piece in pieces if piece.part is not Part.AROUND)
    if found.strip():
        assert message == found.replace("\r", " ").strip()
    assert len(message) <= MOST_LETTERS


@pytest.mark.parametrize(("text", "marked"), [("Enrolled students", "Enrolled"), ("unenrolled", ""), ("", "")])
def test_words_are_marked_in_every_form(text: str, marked: str) -> None:
    assert "".join(text[start:end] for start, end in marked_words(text, {stem("enrollment")})) == marked
