"""What is not in the catalog is said to be unknown: texts other programs print, other products, other subjects."""

from __future__ import annotations

import pytest

from app.core.catalog.model import Product, Term, Vocabulary
from app.core.lookup.lookup import GUESS
from app.core.lookup.outside_products import OutsideProducts
from app.core.lookup.printed_text import looks_printed
from app.services.error_desk import Desk


@pytest.mark.parametrize(
    "text",
    [
        "No Match: Homeroom",
        "Bus already assigned.",
        '{"code": 12, "message": "Locker taken"}',
        "503 Service Unavailable",
        "[Sync] step 3 ended early",
        "locker_no must be numeric",
        "Student S4410 is inactive",
        "TRANSFER_REJECTED for this district",
        "System.InvalidOperationException",
        "Schedule conflict: BIO7 and CHEM2",
        "key '4410' rejected",
        "2026-01-14 03:00:01 step ended",
        "Traceback (most recent call last)",
        "Locker not found",
    ],
)
def test_a_text_that_a_program_printed_is_known_by_its_marks(text: str) -> None:
    assert looks_printed(text, lambda _word: False)


@pytest.mark.parametrize(
    "text",
    [
        "two kids share a locker",
        "why is my class empty?",
        "Why does it say not found",
        "section 4411 isn't there",
        "starts at 9:30",
        "time not in hh:mm",
        "a student's last name is missing",
        "Timezone",
        "I get an invalid date",
        "falta el correo del alumno",
        "email must be unique",
        "10005",
        "",
        "-",
    ],
)
def test_words_that_a_person_types_are_no_printed_text(text: str) -> None:
    assert not looks_printed(text, lambda _word: False)


def test_the_name_of_a_field_that_the_catalog_explains_is_typed_by_people() -> None:
    assert looks_printed("lockerNumber not found", lambda _word: False)
    assert not looks_printed("lockerNumber not found", lambda word: word == "lockernumber")


@pytest.mark.parametrize("text", ["Locker already taken.", "No Match:Locker", '{"message": "Term is over"}'])
def test_an_unlisted_text_has_guesses_only_and_says_so(text: str, desk: Desk) -> None:
    answer = desk.look_up(text)
    assert answer.unlisted
    assert not answer.known
    assert all(match.kind == GUESS for match in answer.matches)


@pytest.mark.parametrize("text", ["Email must be unique", "course not found", "10005", "two students same email", "zx"])
def test_what_is_found_or_asked_in_words_is_not_unlisted(text: str, desk: Desk) -> None:
    assert not desk.look_up(text).unlisted


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("Schoology", ("Schoology",)),
        ("grades from class link", ("ClassLink",)),
        ("CLEVER SYNC FAILED", ("Clever",)),
        ("clever says the class is empty", ("Clever",)),
        ("the students come from Clever", ("Clever",)),
        ("clever", ("Clever",)),
        ("clever: no such user", ("Clever",)),
        ("a clever student has two accounts", ()),
        ("remind me to fix the due date", ()),
        ("Remind messages about D2L and moodle", ("Moodle", "Brightspace", "Remind")),
        ("zoom meetings", ("Zoom",)),
        ("zoom in on the date", ()),
        ("the facts are missing", ()),
        ("invoice from FACTS", ("FACTS",)),
        ("el alumno no aparece en Clever", ("Clever",)),
        ("cleverly schoologyx", ()),
    ],
)
def test_products_outside_the_catalog_are_named(text: str, products: tuple[str, ...], desk: Desk) -> None:
    answer = desk.look_up(text)
    assert answer.outside == products
    assert not (products and answer.known)


def test_enough_products_are_known_by_name(desk: Desk) -> None:
    assert len(desk.catalog.vocabulary.outside_products) >= 60
    for name in desk.catalog.vocabulary.outside_products:
        assert desk.look_up(f"{name} sync failed").outside, name


def test_a_product_that_became_a_vendor_is_not_outside() -> None:
    lists: dict[str, dict[str, Term]] = {name: {} for name in Vocabulary.__struct_fields__[:9]}
    lists["vendors"] = {"Moodle": Term(aliases=("moodle cloud",))}
    words = Vocabulary(**lists, outside_products={"Moodle": Product(), "Zoom": Product(everyday=True)})
    assert OutsideProducts(words).named_in("Moodle and zoom links") == ("Zoom",)


@pytest.mark.parametrize(
    "text", ["password", "printer", "bus", "toner", "forgot my password", "lunch menu", "locker 12"]
)
def test_a_question_about_something_else_finds_nothing(text: str, desk: Desk) -> None:
    assert not desk.look_up(text).known
