"""Forms: what is learned from one text is found again in those like it, and in no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.forms import MEETINGS, CannotBeLearnedError, Form, Forms
from app.core.wordings import cut

WORDS = frozenset({"ERROR", "NULL"})
SIDE = (
    "2026-03-02T06:15:22.120Z ERROR PUT /courses/CHEM-165/enrollments email=ana.lopez@school.example (U04428, 12 ms) "
)
PIECES = st.sampled_from(
    ("2026-03-02T06:15:22Z", "ana@x.example", "CHEM-165", "U1", "7", "404", "2026", "12345", "1234567", "MATH", "ERROR")
)
TEXTS = st.lists(PIECES | st.sampled_from((" ", "/", '"', "=", "(", ")", ", ", "user", "é", ".", "-")), max_size=20)


def learned(text: str, *places: tuple[int, int]) -> Forms[str]:
    forms: Forms[str] = Forms(WORDS)
    assert [forms.is_worth(text) for _ in range(MEETINGS)] == [False] * (MEETINGS - 1) + [True], "only what comes again"
    assert forms.learn(text, Form(text, WORDS, places, ()), "known")
    return forms


@given(TEXTS)
def test_a_form_finds_the_text_that_it_was_learned_from(parts: list[str]) -> None:
    text = " ".join(parts)
    found = learned(text).find(text)
    assert found is not None
    assert found[1] == tuple(piece for piece in cut(text)[1::2] if piece not in WORDS)


def test_other_times_ids_and_addresses_are_of_the_same_form() -> None:
    email = SIDE.index("ana"), SIDE.index(" (U")
    forms = learned(SIDE, email)
    other = SIDE.replace("ana.lopez", "bo").replace("CHEM-165", "PE-7").replace("06:15:22.120", "23:59:01.007")
    found = forms.find(other)
    assert found is not None
    assert "bo@school.example" in found[1]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("PUT", "GET"),
        ("ERROR", "MATH"),
        ("12 ms", "1234 ms"),
        ("U04428", "NULL"),
        ("enrollments", "users"),
        (") ", ")"),
    ],
)
def test_other_words_and_numbers_of_another_sort_are_not(was: str, becomes: str) -> None:
    assert learned(SIDE).find(SIDE.replace(was, becomes)) is None


def test_a_place_that_ends_within_a_number_cannot_be_learned() -> None:
    with pytest.raises(CannotBeLearnedError):
        Form("user=12345 ", WORDS, [(5, 8)], ())


def test_what_cannot_be_learned_is_not_tried_for_ever() -> None:
    forms: Forms[str] = Forms(WORDS)
    text = "2026-03-02T06:15:22Z2026-03-02T06:15:22Z"
    tries = 0
    for _ in range(5 * MEETINGS):
        if forms.is_worth(text):
            tries += 1
            with pytest.raises(CannotBeLearnedError):
                Form(text, WORDS, (), ())
            forms.give_up(text)
    assert 0 < tries < 5
