"""The time left: judged by the last seconds, said in words."""

from __future__ import annotations

import pytest

from app.cli.sentences import sentence_of
from app.services.scanning.progress import Pace, time_left


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nothing_is_said_in_the_first_seconds() -> None:
    clock = Clock()
    pace = Pace(clock)
    clock.now += 1.9
    assert pace.seconds_left(50, 100) is None
    clock.now += 0.1
    assert pace.seconds_left(50, 100) == pytest.approx(2.0)


def test_the_last_seconds_count() -> None:
    clock = Clock()
    pace = Pace(clock)
    for done in range(10, 110, 10):  # 10 bytes a second
        clock.now += 1
        pace.seconds_left(done, 1_000)
    for done in range(200, 1_000, 100):  # ten times as fast
        clock.now += 1
        left = pace.seconds_left(done, 1_000)
    assert left == pytest.approx(1.0)


def test_without_bytes_or_an_end_nothing_is_known() -> None:
    clock = Clock()
    pace = Pace(clock)
    clock.now += 10
    assert pace.seconds_left(0, 100) is None
    assert pace.seconds_left(50, 0) is None
    clock.now += 1
    assert pace.seconds_left(200, 100) == 0.0, "a log that grew"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "a few seconds left"),
        (4.4, "about 4 seconds left"),
        (21.0, "about 20 seconds left"),
        (52.0, "about 50 seconds left"),
        (58.0, "about 1 minute left"),
        (150.1, "about 3 minutes left"),
        (3_600.0, "about 1 hour left"),
        (4_800.0, "about 1 hour 20 minutes left"),
        (7_300.0, "about 2 hours left"),
        (20_000.0, "about 6 hours left"),
    ],
)
def test_words(seconds: float, words: str) -> None:
    assert sentence_of(time_left(seconds)) == words
