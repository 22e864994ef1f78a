"""Words and their forms."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.core.text.tokens import stem

_BEGINNINGS = ("enroll", "student", "relation", "nation", "hope", "teach", "organ", "gener")
_ENDS = ("ments", "ing", "ization", "ations", "fulness", "ers", "ally", "iveness")


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("restless")
def test_forms_are_the_same_from_several_threads() -> None:
    words = [beginning + end for beginning in _BEGINNINGS for end in _ENDS] * 20
    find = stem.__wrapped__
    expected = [find(word) for word in words]
    with ThreadPoolExecutor(4) as threads:
        for found in threads.map(lambda _: [find(word) for word in words], range(4)):
            assert found == expected
