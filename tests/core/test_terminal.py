"""Codes for terminals go; what a person would see stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text.terminal_codes import bytes_without_codes, without_codes
from app.core.text.unwrapping import unwrap


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[33mUser\x1b[39m missing", "User missing"),
        ("\x1b[38;5;196;1mred\x1b[m", "red"),
        ("us\x1b[1mer\x1b[22m", "user"),
        ("\x1b]0;sync\x07done\x1b[K", "done"),
        ("\x1b]8;;https://x.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b(B\x1b[mx", "x"),
        ("^[[31mred^[[0m", "red"),
        ("#033[31mred#033[0m", "red"),
        ("\\033[31mred\\x1b[0m", "red"),
        ("\u241b[31mred\u241b[0m", "red"),
        ("\x9b31mred\x9b0m", "red"),
        ("10%\x08\x08\x0820%", "20%"),
        ("e\x08er\x08r", "er"),
        ("a\n\x08b", "a\nb"),
        ('{"message": "\\u001b[31mred\\u001b[0m"}', '{"message": "red"}'),
        ("took [15m] array[31mx] ^[x]", "took [15m] array[31mx] ^[x]"),
        ("C:\\x1bin", "C:\\x1bin"),
    ],
)
def test_codes_are_taken_out(text: str, seen: str) -> None:
    assert unwrap(text) == seen


@given(text=st.text(st.sampled_from("a\x1b[]31;m^#0\x08\\x\u241b\x9b\x07"), max_size=60))
def test_bytes_and_letters_lose_the_same(text: str) -> None:
    plain = bytes_without_codes(text.encode())
    if "\x08" not in text:
        assert plain.data.decode(errors="replace") == without_codes(text).encode().decode(errors="replace")
    assert sum(count for _, count in plain.cuts[-1:]) == len(text.encode()) - len(plain.data)
