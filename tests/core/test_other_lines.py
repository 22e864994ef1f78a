"""What is remembered of lines without a known message never changes what the next line says."""

from __future__ import annotations

import pytest

from app.core.other_lines import OtherLines
from app.services.desk import Desk


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("12 rows, 57 failed, code 0", "12 rows, 0 failed, code 57"),
        ("404 not found in 17 tries", "17 not found in 404 tries"),
        ("KEY failed for U1 MATH", "MATH failed for U1 KEY"),
    ],
)
def test_lines_worded_alike_may_differ_in_a_number_that_means_something(desk: Desk, first: str, second: str) -> None:
    reader = desk.matcher.exact.clue_reader
    remembering, anew = OtherLines(reader), OtherLines(reader, remember=False)
    for line in (first, second, first):
        assert remembering.read(line) == anew.read(line)
