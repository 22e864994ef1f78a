"""Words that readers stumble over, and texts that are too hard, are named; plain ones are not."""

from __future__ import annotations

import pytest

from app.core.matching.wording_check import MOST_LEVEL, reading_level, reading_level_problem, retired_word_problems


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The assignment stands twice in the gradebook.", "stands"),
        ("Look for assignments that now stand there twice.", "stand"),
        ("Separate the days with one blank.", "blank"),
        ("You cannot mend it in the SIS.", "mend"),
        ("The link has to be made new.", "made new"),
        ("Canvas neither updates it nor makes it new.", "makes it new"),
        ("Aeries turned this assignment away.", "turned this assignment away"),
        ("until the teacher is put right", "put right"),
        ("the set-up of your school", "set-up"),
        ("Check the enrolment of the student.", "enrolment"),
        ("The sync was not authorised.", "authorised"),
        ("The job was cancelled.", "cancelled"),
    ],
)
def test_a_retired_word_is_named(text: str, word: str) -> None:
    (message,) = retired_word_problems(text)
    assert message.startswith(f"says '{word}'; write ")


@pytest.mark.parametrize(
    "text",
    [
        "Make sure that you understand which class is meant.",
        "It stands for any value.",
        'The message says "set-up is blank", as the program prints it.',
        "Set up the link again.",
        "Turn off Sync to SIS right away.",
        "Keep the new name and make a copy.",
        "Make new sections and put the right teacher on the course.",
        "Turn it off right away. Turn the page.",
        "Ask when the key has run out and send lots of detail.",
        "Select the standard scale and mark it blankly.",
    ],
)
def test_plain_words_are_not_named(text: str) -> None:
    assert list(retired_word_problems(text)) == []


def test_a_hard_text_is_named_and_the_same_in_short_sentences_is_not() -> None:
    hard = (
        "Notwithstanding considerable organizational preparation, administrative authorization necessitates "
        "documentation regarding availability of personnel."
    )
    assert reading_level(hard) > MOST_LEVEL
    (message,) = reading_level_problem(hard)
    assert "shorter sentences" in message
    assert reading_level("Open the class in Canvas. Look for the student. Add the name that is missing.") < 4


def test_names_of_programs_and_fields_do_not_make_a_text_hard() -> None:
    plain = "Open the course in the tool and look at the field that the line names, then type it in."
    named = plain.replace("tool", "PowerTeacher Pro").replace("field", "maxAwardedTimePerDay")
    assert abs(reading_level(plain) - reading_level(named)) < 2
