"""The names of the catalog never make digits clues: what lines alike say would not be remembered any more."""

from __future__ import annotations

from app.core.catalog.model import Vocabulary
from app.core.matching.clues import ClueReader
from app.services.error_desk import Desk


def test_digits_say_nothing_in_the_catalog(vocabulary: Vocabulary) -> None:
    assert not ClueReader(vocabulary).reads_digits


def test_a_name_with_digits_says_what_its_words_say(desk: Desk) -> None:
    reader = desk.matcher.exact.clue_reader
    assert reader.vendors_in("sent to Aspen X2 by night") == reader.vendors_in("sent to Aspen by night") != frozenset()
