"""Sorts of sides: few for many lines, and never more than are kept, whatever a log names."""

from __future__ import annotations

from app.core.scanning.line_context import SideReader
from app.core.scanning.reading_plans import MAX_SORTS, SideSorts
from app.services.error_desk import Desk


def test_sides_that_give_the_same_clues_are_of_one_sort(desk: Desk) -> None:
    reader, sorts = SideReader(desk.matcher.exact.clue_reader), SideSorts()
    one, other = (
        sorts.of(reader.read(f"2026-03-02T06:15:22Z {words} userId={user} "))
        for words, user in (("GET done,", "U17"), ("retried twice;", "U4711"))
    )
    assert one is other
    assert one.kinds == ("user",)
    assert sorts.of(reader.read("2026-03-02T06:15:22Z code: 10005 userId=U17 ")) is not one


def test_a_log_that_names_another_code_in_each_line_takes_no_more_memory(desk: Desk) -> None:
    reader, sorts = SideReader(desk.matcher.exact.clue_reader), SideSorts()
    for number in range(MAX_SORTS + 100):
        sorts.of(reader.read(f"code: {10_000 + number}, "))
    assert 0 < len(sorts) <= MAX_SORTS
