"""Words within a typo or two of another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from app.core.text.spelling import AlikeWords

WORDS = st.text("abcdeñ", min_size=1, max_size=7)


@given(st.lists(WORDS, unique=True, max_size=40), WORDS, st.integers(1, 2), st.booleans())
def test_none_is_overlooked(words: list[str], word: str, allowed: int, same_start: bool) -> None:
    near = [(other, OSA.distance(word, other)) for other in sorted(words, key=len)]
    wanted = [
        (other, distance) for other, distance in near if distance <= allowed and (not same_start or other[0] == word[0])
    ]
    wanted.sort(key=lambda found: found[1])
    assert AlikeWords(words).nearest(word, allowed, 100, same_start=same_start) == wanted
    assert AlikeWords(words).nearest(word, allowed, 3, same_start=same_start) == wanted[:3]


@pytest.mark.parametrize(
    ("word", "found"),
    [("studnet", [("student", 1)]), ("pasword", [("password", 1)]), ("enrolment", [("enrollment", 1)]), ("xyz", [])],
)
def test_edits_are_counted(word: str, found: list[tuple[str, int]]) -> None:
    assert AlikeWords(["enrollment", "password", "student", "teacher"]).nearest(word, 2, 8) == found
