"""Whatever stands in a file, reading one that is twice as long takes about twice the time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.services.error_desk import Desk
from app.services.scanning.sources import PathSource
from tests.fixtures.hostile import STALLING

SIZE = 150_000
MOST = 2.3
FLOOR = 0.25
"""Seconds up to which a ratio says nothing on a machine that has more to do."""
ROUNDS = 4


def seconds(path: Path, desk: Desk) -> float:
    """Processor time of one scan."""
    begun = time.process_time()
    desk.scan([PathSource(path)])
    return time.process_time() - begun


@pytest.mark.parametrize("name", STALLING)
def test_twice_as_long_takes_twice_the_time(name: str, tmp_path: Path, desk: Desk) -> None:
    short, long = tmp_path / f"short-{name}", tmp_path / f"long-{name}"
    short.write_bytes(STALLING[name](SIZE))
    long.write_bytes(STALLING[name](2 * SIZE))
    seconds(short, desk)  # loads what this kind of file needs
    shorts, longs = [], []
    for _ in range(ROUNDS):
        shorts.append(seconds(short, desk))
        longs.append(seconds(long, desk))
        if min(longs) <= max(FLOOR, MOST * min(shorts)):
            return
    assert min(longs) <= MOST * min(shorts)
