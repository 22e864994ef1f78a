"""When a report's errors occurred, in equal steps of time without gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, Literal

from app.core.report.findings import Finding

Unit = Literal["minute", "ten minutes", "hour", "day", "month", "year"]

MAX_STEPS = 240
"""Steps of a time line, four hours by the minute or ten days by the hour: more are too thin to see and to choose."""

_LETTERS: Final[dict[Unit, int]] = {"minute": 16, "ten minutes": 15, "hour": 13, "day": 10, "month": 7, "year": 4}
"""How much of `2026-03-02T06:15` says in which step of a unit it is, the finest unit first."""

_FIRST: Final = "0000-01-01T00:00"
_STEPS: Final[dict[Unit, timedelta]] = {
    "minute": timedelta(minutes=1),
    "ten minutes": timedelta(minutes=10),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of time: its beginning as far as the unit goes, and how many errors fell into it.

    `2026-03-02T06` is an hour, `2026-03-02T06:1` are ten minutes of it.
    """

    start: str
    count: int


@dataclass(frozen=True, slots=True)
class TimeLine:
    """The steps from the first error to the last, and how many errors have no time that can be told.

    `unit` is the finest in which all findings are counted and that needs no more than `MAX_STEPS` steps.
    """

    unit: Unit = "hour"
    steps: tuple[Step, ...] = ()
    untimed: int = 0

    def count(self, finding: Finding, first: int, last: int) -> int:
        """How often a finding occurred from step `first` to step `last`, both included."""
        letters = _LETTERS[self.unit]
        lower, upper = self.steps[first].start, self.steps[last].start
        return sum(
            count
            for moment, count in finding.times.items()
            if lower <= moment[:letters] <= upper and _moment(moment) is not None
        )


def time_line(findings: Sequence[Finding]) -> TimeLine:
    """Count the errors of all findings by time."""
    counted: Counter[str] = Counter()
    for finding in findings:
        counted.update(finding.times)
    total = sum(finding.count for finding in findings)
    known = Counter({moment: count for moment, count in counted.items() if _moment(moment) is not None})
    untimed = max(0, total - known.total())
    if not known:
        return TimeLine(untimed=untimed)
    shortest = min(map(len, known))
    for unit, letters in _LETTERS.items():
        if letters > shortest:
            continue
        by_step: Counter[str] = Counter()
        for moment, count in known.items():
            by_step[moment[:letters]] += count
        starts = _between(min(by_step), max(by_step), unit)
        if starts is not None:
            return TimeLine(unit, tuple(Step(start, by_step[start]) for start in starts), untimed)
    # Centuries apart, as in a log with a broken clock: the years that there are, without those between.
    kept = sorted(by_step)[-MAX_STEPS:]
    steps = tuple(Step(start, by_step[start]) for start in kept)
    return TimeLine("year", steps, total - sum(step.count for step in steps))


def _between(first: str, last: str, unit: Unit) -> list[str] | None:
    """All steps from the first to the last, None where there are too many."""
    moment, end, letters = _moment(first), _moment(last), _LETTERS[unit]
    starts: list[str] = []
    while moment is not None and end is not None and moment <= end:
        if len(starts) == MAX_STEPS:
            return None
        starts.append(moment.isoformat()[:letters])
        moment = _next(moment, unit)
    return starts


def _next(moment: datetime, unit: Unit) -> datetime | None:
    try:
        if unit in _STEPS:
            return moment + _STEPS[unit]
        if unit == "month":
            return moment.replace(year=moment.year + moment.month // 12, month=moment.month % 12 + 1)
        return moment.replace(year=moment.year + 1)
    except (ValueError, OverflowError):  # beyond the year 9999
        return None


@lru_cache(maxsize=4096)
def _moment(text: str) -> datetime | None:
    """The time that a counted step begins with; None where a log wrote a 31st of February."""
    if len(text) not in _LETTERS.values() or not text.isascii():
        return None
    try:
        # Ten times as quick as strptime, and a month's hours are told apart each time a report is shown.
        return datetime.fromisoformat(f"{text}{_FIRST[len(text) :]}")
    except ValueError:
        return None
