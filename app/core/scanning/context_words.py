"""What the very words on one side of a message say to how sure it is: the same for all sides of one plan (`sides`)."""

from __future__ import annotations

from typing import NamedTuple

from app.core.matching.certainty import (
    GOES_ON,
    LEVEL_BEFORE,
    STACK,
    Judge,
    ends_a_message,
    ends_in_a_word,
    starts_a_message,
)
from app.core.scanning.line_context import HOLE
from app.core.text.lazy_pattern import lazy_pattern

_EMAIL = "amy@a.a"
# The letters with which these begin and end differ among the sides of one plan.
_VARYING = rf"(?:{HOLE}|[0-9a-fA-F]{{8}}-(?:[0-9a-fA-F]{{4}}-){{3}}[0-9a-fA-F]{{12}})"
_VARYING_END = lazy_pattern(rf"{_VARYING} *$|{HOLE}(?: [^\W\d][\w.\-]*)?\s*(?:\[\d+\])?\s*(?::|-+>|\s[-–|])[\"'“(\[]*$")
_VARYING_START = lazy_pattern(rf"[\"'”’)\]]*\s*[-–—]+>?\s*{_VARYING}")


class WordsBefore(NamedTuple):
    """What the words before a message say: whether one begins there, or a sentence goes on; who speaks, or nothing."""

    starts: bool
    is_sentence: bool
    has_speaker: bool
    says_nothing: bool


class WordsBehind(NamedTuple):
    """What the words behind a message say: whether it ends before them, whether it goes on, or nothing."""

    ends: bool
    goes_on: bool
    says_nothing: bool


def words_before(text: str, judge: Judge) -> WordsBefore | None:
    """What the side before a message says; None where sides of its plan differ in that, or it is known with both."""
    if STACK.search(text) is not None or _VARYING_END.search(LEVEL_BEFORE.sub("", text)) is not None:
        return None
    text = text.replace(HOLE, _EMAIL)
    end = len(text)
    return WordsBefore(
        starts_a_message(text, end), ends_in_a_word(text, end), judge.has_speaker(text, end), judge.says_nothing(text)
    )


def words_behind(text: str, judge: Judge) -> WordsBehind | None:
    """What the side behind a message says, as `words_before`."""
    if STACK.search(text) is not None or _VARYING_START.match(text) is not None:
        return None
    text = text.replace(HOLE, _EMAIL)
    return WordsBehind(ends_a_message(text, 0), GOES_ON.match(text) is not None, judge.says_nothing(text))
