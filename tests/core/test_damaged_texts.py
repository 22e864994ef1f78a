"""Texts that people spoil: words run together or torn apart, ends cut off in the middle of a word."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from app.core.lookup.alignment import SpokenWord, align
from app.core.lookup.lookup import GUESS, WORDS, Answer
from app.services.error_desk import Desk

SEEDS = (2026, 11)
"""Never used for trying things out."""
VALUES = {
    "email": "kim.moss@example.org",
    "id": "441-1-002",
    "date": "9/12/2025",
    "number": "4",
    "list": "lastName, email",
    "text": "Lab 2",
    "rest": "",
}
VALUE_WORDS = {word for value in VALUES.values() for word in re.findall(r"\w+", value)}
PLACEHOLDER = re.compile(r"\{(\w+):(\w+)(\?)?\}")

Damage = Callable[[random.Random, str, int], str | None]
"""Spoils a message within its first letters, which are the template's own; None where it cannot."""


def filled(text: str) -> str:
    doubled = text.replace("{{", "\x01").replace("}}", "\x02")
    return PLACEHOLDER.sub(lambda found: VALUES[found[2]], doubled).replace("\x01", "{").replace("\x02", "}")


def without_a_blank(chance: random.Random, text: str, end: int) -> str | None:
    gaps = [at for at in range(1, end - 1) if text[at] == " " and text[at - 1].isalpha() and text[at + 1].isalpha()]
    if not gaps:
        return None
    at = chance.choice(gaps)
    return text[:at] + text[at + 1 :]


def with_a_blank(chance: random.Random, text: str, end: int) -> str | None:
    words = [found.span() for found in re.finditer(r"[A-Za-z]{5,}", text[:end])]
    if not words:
        return None
    first, last = chance.choice(words)
    at = chance.randint(first + 2, last - 2)
    return f"{text[:at]} {text[at:]}"


def cut_off(chance: random.Random, text: str, end: int) -> str | None:
    words = list(re.finditer(r"\w+", text[:end]))
    own = [word.span() for word in words[len(words) // 2 :] if word[0] not in VALUE_WORDS]
    if len(words) < 4 or not own:
        return None
    first, last = chance.choice(own)
    return text[: chance.randint(first + 1, max(first + 1, last - 1))]


def cut_off_with_dots(chance: random.Random, text: str, end: int) -> str | None:
    cut = cut_off(chance, text, end)
    return cut and cut + chance.choice(["...", "\u2026", " ...", "[...]", "..", '..."'])


def found_surely(answer: Answer, first: int) -> set[str]:
    shown = answer.matches[: max(first, answer.sharing)]
    return {match.entry.id for match in shown if match.kind != GUESS}


@pytest.fixture(scope="module")
def messages(desk: Desk) -> list[tuple[str, int, set[str]]]:
    """Each message with values, how long its own words reach, and the entries that it finds undamaged."""
    found = []
    for entry in desk.catalog.entries:
        for message in entry.messages:
            text = filled(message.text)
            last = next((one for one in PLACEHOLDER.finditer(message.text) if one.end() == len(message.text)), None)
            end = len(filled(message.text[: last.start()])) if last else len(text)
            ids = found_surely(desk.look_up(text), 1)
            if entry.id in ids:
                found.append((text, end, ids))
    return found


@pytest.mark.parametrize(
    ("damage", "first", "share"),
    [(without_a_blank, 3, 0.99), (with_a_blank, 3, 0.99), (cut_off, 10, 0.96), (cut_off_with_dots, 10, 0.96)],
)
def test_a_damaged_message_finds_its_entry(
    damage: Damage, first: int, share: float, messages: list[tuple[str, int, set[str]]], desk: Desk
) -> None:
    tried, missed = 0, []
    for seed in SEEDS:
        chance = random.Random(seed)
        for text, end, ids in messages:
            damaged = damage(chance, text, end)
            if damaged is not None:
                tried += 1
                # Texts cut off alike have many entries, none of them more than the others.
                if not found_surely(desk.look_up(damaged), first) & ids:
                    missed.append(damaged)
    assert tried > 250
    assert len(missed) <= (1 - share) * tried, "\n".join(missed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Coursenot authorized", "course-not-authorized"),
        ("Course nottauthorized", "course-not-authorized"),
        ("Section [441.1.002] does n...", "section-does-not-have-a"),
        ("Section441 does not have a gradebook", "section-does-not-have-a-gradebook"),
        ("2026-01-14 03:00:01 ERROR sync [Skyward] Assignment 12 ismarked as deleted.", "assignment-marked-as-deleted"),
    ],
)
def test_what_is_damaged_may_stand_in_a_log_line(text: str, expected: str, desk: Desk) -> None:
    best = desk.look_up(text).matches[0]
    assert expected in best.entry.id
    assert best.kind != GUESS


@pytest.mark.parametrize(
    "text",
    [
        "Section 12 does not have a timetable.",
        "Gradebook number does match, continuing",
        "The request is queued.",
        "User not found in the cache, creating one",
        "Admin does not exist on tablet 12",
        "Score is inside of the allowed range.",
    ],
)
def test_another_word_is_another_message(text: str, desk: Desk) -> None:
    assert not desk.look_up(text).known


def words(text: str, *, open_end: bool = False) -> list[SpokenWord]:
    spoken = [SpokenWord(word, frozenset((word,))) for word in text.split()]
    spoken[-1] = SpokenWord(spoken[-1].word, spoken[-1].readings, open_end=open_end)
    return spoken


RUNS = (("section",), ("does", "not", "have"))


@pytest.mark.parametrize(
    ("text", "taken", "complete"),
    [
        ("error section 12 does not have", 4, True),
        ("section does not have", 4, True),
        ("section 12 b does not have today", 4, True),
        ("section 12 does no", 3, False),
        ("section 12", 1, False),
    ],
)
def test_a_template_is_laid_along_a_text(text: str, taken: int, complete: bool) -> None:
    found = align(RUNS, words(text, open_end=True))
    assert found is not None
    assert (found.words, found.complete) == (taken, complete)


LONG = "x " * 20


@pytest.mark.parametrize("text", [f"section 12 does have {LONG}", "course 12 does not have", f"section {LONG} does"])
def test_a_template_does_not_lie_along_another_text(text: str) -> None:
    assert align(RUNS, words(text)) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Course does nto exist.", "coursekey.course.course-does-not-exist"),
        ("Owner does ont exist: r.okafor@lakeview.example.org", "coursekey.course.owner-does-not-exist"),
        ("Email mus tbe unique", "coursekey.user.email-must-be-unique"),
        ("API route no tfound: GET /results/48213/90177", "canvas.focus.404-error-api-route-not-found"),
        (
            'Unablet o process score for 104477; missing "assignment_source_id" attribute',
            "canvas.infinite-campus.unable-to-process-score",
        ),
    ],
)
def test_fingers_slip_in_short_words_and_at_blanks(text: str, answer: str, desk: Desk) -> None:
    first = desk.look_up(text).matches[0]
    assert (first.entry.id, first.kind) == (answer, WORDS)
