"""How long work tells of its progress and learns that it should stop; no threads here, only calls."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from msgspec import Struct

from app.core.report.report import Report
from app.core.text.statement import Statement

PACE_SECONDS = 5.0
"""The time left is judged by the speed of so many seconds."""

MIN_PACE_SECONDS = 2.0
"""Before so many seconds nothing is said of the time left."""


class Progress(Struct, frozen=True):
    """A scan under way: bytes read of bytes in all (0 when not known), the file at hand, and the report so far.

    `seconds_left` is judged by the speed of the last seconds; None where it is not known.
    """

    done: int
    total: int
    path: str
    report: Report
    seconds_left: float | None = None


OnProgress = Callable[[Progress], None]
Cancelled = Callable[[], bool]


def never() -> bool:
    """The answer of a caller that never cancels."""
    return False


def ignore(_: Progress) -> None:
    """The listener of a caller that wants no progress."""


def _nobody(path: str) -> None:
    """Take no notice."""


class Watch(Struct, frozen=True):
    """Who watches over a scan: `on_begun` is told of each file, and "" behind it; files in `avoided` are not read."""

    on_begun: Callable[[str], None] = _nobody
    avoided: frozenset[str] = frozenset()


NOBODY_WATCHES = Watch()


class Pace:
    """How fast a scan has been of late."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """The scan begins now."""
        self._clock = clock
        self._begun = clock()
        self._seen: deque[tuple[float, int]] = deque([(self._begun, 0)])

    def seconds_left(self, done: int, total: int) -> float | None:
        """How long the rest takes at the speed of the last seconds; None while that is not known."""
        now = self._clock()
        seen = self._seen
        seen.append((now, done))
        while len(seen) > 2 and now - seen[1][0] >= PACE_SECONDS:
            seen.popleft()
        then, before = seen[0]
        if not total or now - self._begun < MIN_PACE_SECONDS or done <= before or now <= then:
            return None
        return max(0.0, (total - done) * (now - then) / (done - before))


def time_left(seconds: float) -> Statement:
    """Say how much time is left, rounded as people say it: about 20 seconds."""
    if seconds < 3:
        return Statement("few-seconds-left")
    if seconds < 52.5:
        # Nobody wants to see every second change its mind.
        rounded = round(seconds) if seconds < 10 else 5 * round(seconds / 5)
        return Statement("seconds-left", {"n": rounded})
    minutes = max(1, round(seconds / 60))
    hours, rest = divmod(minutes, 60)
    if not hours:
        return Statement("minute-left" if minutes == 1 else "minutes-left", {"n": minutes})
    if hours >= 3 or rest < 5:
        hours += rest >= 30
        return Statement("hour-left" if hours == 1 else "hours-left", {"n": hours})
    return (
        Statement("hour-minutes-left", {"n": rest})
        if hours == 1
        else Statement("hours-minutes-left", {"n": hours, "m": rest})
    )
