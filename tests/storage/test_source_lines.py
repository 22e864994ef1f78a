"""Lines of a log by their numbers: those that a scan counts, from the middle of a file, of any length."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage.logs import line_index
from app.storage.logs.line_index import SHOWN, LineIndex, SourceLine, Wanted, lines_between
from app.storage.logs.text_lines import lines_of


class Counted(io.BytesIO):
    """Counts the bytes that are read, a few at a time."""

    taken = 0

    def readinto(self, buffer: memoryview) -> int:
        count = super().readinto(buffer)
        self.taken += count
        return count


def never() -> bool:
    return False


def shown(data: bytes, first: int, last: int, index: LineIndex | None = None) -> list[SourceLine]:
    return lines_between(io.BytesIO(data), Wanted(first, last, first), index, never)


PIECES = st.lists(st.sampled_from([b"\n", b"\r\n", b"\r", b"a", b"bc", "é".encode(), b"\xe9", b"", b"x" * 30]))


@given(pieces=PIECES, windows=st.lists(st.tuples(st.integers(1, 40), st.integers(0, 5)), min_size=1, max_size=6))
def test_lines_are_numbered_as_a_scan_numbers_them(pieces: list[bytes], windows: list[tuple[int, int]]) -> None:
    data = b"".join(pieces)
    expected = {number: text for number, text in lines_of(io.BytesIO(data), "utf-8") if text}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_index, "BLOCK", 7)
        index = LineIndex()
        for first, more in windows:
            for used in (None, index):
                found = shown(data, first, first + more, used)
                assert {line.number: line.text for line in found if line.text} == {
                    number: text for number, text in expected.items() if first <= number <= first + more
                }
                numbers = [line.number for line in found]
                assert numbers == list(range(first, first + len(numbers)))


def test_the_way_to_a_line_is_remembered() -> None:
    data = b"".join(b"line %d of many\n" % number for number in range(1, 400_001))
    index = LineIndex()
    stream = Counted(data)
    wanted = Wanted(390_000, 390_002, 390_001)
    first = lines_between(stream, wanted, index, never)
    assert [line.text for line in first] == [f"line {number} of many" for number in (390_000, 390_001, 390_002)]
    whole, stream.taken = stream.taken, 0
    assert lines_between(stream, wanted, index, never) == first
    assert stream.taken <= 2 * line_index.BLOCK < whole
    assert len(index) < 20


def test_of_a_long_line_the_part_with_the_message_is_shown_and_what_is_left_out_is_said() -> None:
    long = b"x" * 3_000_000 + b"Email must be\tunique" + b"y" * 2_000_000
    data = b"above\n" + long + b"\nbelow\n"
    needle = re.compile(rb"email\s+must\s+be\s+unique", re.IGNORECASE)
    above, line, below = lines_between(io.BytesIO(data), Wanted(1, 3, 2, needle), None, never)
    assert (above.text, below.text) == ("above", "below")
    assert "Email must be\tunique" in line.text
    assert len(line.text) == SHOWN
    assert line.before + len(line.text) + line.after == len(long)
    (plain,) = shown(data, 2, 2)
    assert plain == SourceLine(2, "x" * SHOWN, 0, len(long) - SHOWN)


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_a_message_across_two_blocks_is_found(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_index, "BLOCK", 50_000)
    data = b"z" * (50_000 - place) + b"Email must be unique" + b"z" * 50_000
    needle = re.compile(b"email must be unique", re.IGNORECASE)
    (line,) = lines_between(io.BytesIO(data), Wanted(1, 1, 1, needle), None, never)
    assert "Email must be unique" in line.text
    assert line.before + len(line.text) + line.after == len(data)


def test_a_long_line_is_never_cut_within_a_letter() -> None:
    for shift in range(4):
        data = b"a" * shift + "é€😀".encode() * 400_000
        needle = re.compile("€😀é".encode())
        for wanted in (Wanted(1, 1, 1), Wanted(1, 1, 1, needle)):
            (line,) = lines_between(io.BytesIO(data), wanted, None, never)
            assert "�" not in line.text
            assert line.before + len(line.text.encode()) + line.after == len(data)


def test_who_cancels_gets_nothing() -> None:
    assert lines_between(io.BytesIO(b"a\n" * 10), Wanted(1, 3, 2), None, lambda: True) == []
