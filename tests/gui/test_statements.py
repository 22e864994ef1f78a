"""Each code of a statement has its sentence in each front end, with the same values in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Literal, get_args, get_origin

import pytest

from app.cli.sentences import ENGLISH, sentence_of
from app.core.text.statement import Code, Statement
from app.gui.shared.language import PSEUDO, Language
from app.gui.shared.statements import SENTENCES, statement_text
from app.services.error_desk import Desk
from app.services.scanning.progress import time_left

FRONT_ENDS: Mapping[str, Mapping[Code, object]] = {"window": SENTENCES, "command line": ENGLISH}
QUERIES = (
    "Email must be unique",
    "Missing required parameter: firstName",
    '400 {"code":10005,"message":"User missing the following fields: lastName"}',
    "10005",
    "500",
    "studnt adress twice",
    "Emial must be uniqe",
    "owner gone",
    "xqzv",
)


def codes(kind: object = Code) -> Iterator[str]:
    """Yield the codes of a Literal, or of a union of several."""
    for part in get_args(kind):
        yield from codes(part) if get_origin(part) is Literal else [part]


def names_in(sentence: str) -> set[str]:
    """The values that a sentence has a place for."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_each_code_has_its_sentence(front_end: str) -> None:
    assert sorted(FRONT_ENDS[front_end]) == sorted(codes())


def test_no_code_is_written_twice() -> None:
    assert len(list(codes())) == len(set(codes()))


def test_the_sentences_of_a_code_hold_the_same_values() -> None:
    for code in ENGLISH:
        window, command_line = (names_in(str(sentences[code])) for sentences in FRONT_ENDS.values())
        assert window == command_line, code


def test_what_a_look_up_states_can_be_said_everywhere(desk: Desk) -> None:
    whys = [match.why for query in QUERIES for match in desk.look_up(query).matches]
    said = {sentence_of(why) for why in whys if why}
    assert len(said) > 20
    assert said == {statement_text(why) for why in whys if why}


def test_what_is_left_of_a_scan_can_be_said_everywhere() -> None:
    times = [time_left(float(seconds)) for seconds in range(0, 40_000, 7)]
    said = {sentence_of(left) for left in times}
    assert len(said) > 30
    assert said == set(map(statement_text, times))


def test_lists_read_like_lists() -> None:
    decided = Statement("exact-decided", {"reasons": (Statement("by-code"), Statement("by-vendor"))})
    assert sentence_of(decided) == "Exactly this text; the code and vendor decided between entries that share it."
    words = (Statement("typo", {"word": "adress", "other": "address"}), "twice")
    found = Statement("has-words", {"found": 2, "all": 3, "words": words})
    assert sentence_of(found) == "2 of 3 words: adress (typo of address), twice."


def test_values_stay_as_they_are_in_another_language(language: Language) -> None:
    language.choose(PSEUDO)
    text = statement_text(Statement("typo", {"word": "{braces}", "other": "address"}))
    assert "{braces}" in text
    assert "address" in text
    assert "typo of" not in text
