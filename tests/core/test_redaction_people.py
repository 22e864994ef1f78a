"""Redaction on made-up people of many origins: nobody is left in a shared text, and few good texts are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.sharing.leak_check import leaks
from app.services.error_desk import Desk
from tests.benchmarks.measure_redaction import measure, readable_words, shared
from tests.benchmarks.planted_people import planted

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("wrapped", [False, True])
def test_nobody_is_left_in_what_is_shared(desk: Desk, wrapped: bool) -> None:
    result = measure(desk.error_words, 400, seed=11, wrapped=wrapped)
    assert not result.written
    assert not result.refused
    assert result.refused_good.total() <= 2


def test_the_second_look_refuses_what_the_first_let_through(desk: Desk) -> None:
    """Each planted piece, put back into a text that was redacted well, is found."""
    errors = desk.error_words
    missed = []
    for one in planted(200, seed=5):
        redacted = shared(errors, one.text, ()).text
        missed += [piece for piece in one.pieces if not leaks(f"{redacted}\nfailed for {piece}", errors.dictionary)]
    assert not missed


@pytest.mark.parametrize("name", ["resources/samples/nightly-sync.log", "catalog/harmless.txt"])
def test_log_lines_stay_readable(desk: Desk, name: str) -> None:
    assert readable_words(desk.error_words, (ROOT / name).read_text(encoding="utf-8")) >= 0.9
