"""Errors by time: equal steps, none left out, nothing counted twice."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.core.report.findings import Finding
from app.core.report.place import Place
from app.core.report.timeline import MAX_STEPS, Step, time_line
from tests.core.test_cascades import ENTRIES, USER


def finding(times: dict[str, int], untimed: int = 0) -> Finding:
    one = Finding((ENTRIES[USER],))
    one.times = Counter(times)
    one.count = sum(times.values()) + untimed
    return one


def test_hours_without_errors_are_steps_too() -> None:
    line = time_line([finding({"2026-03-01T22": 3}), finding({"2026-03-02T01": 1, "2026-03-01T22": 1}, untimed=4)])
    assert line.unit == "hour"
    assert line.steps == (
        Step("2026-03-01T22", 4), Step("2026-03-01T23", 0), Step("2026-03-02T00", 0), Step("2026-03-02T01", 1),
    )  # fmt: skip
    assert line.untimed == 4


def test_a_long_log_is_shown_by_the_day_and_one_counted_by_months_by_the_month() -> None:
    assert time_line([finding({"2026-03-01T22": 3, "2026-04-01T22": 3})]).unit == "day"
    mixed = time_line([finding({"2026-03-01T22": 3}), finding({"2026-01": 5})])
    assert (mixed.unit, mixed.steps) == ("month", (Step("2026-01", 5), Step("2026-02", 0), Step("2026-03", 3)))


def test_a_range_counts_what_fell_into_it() -> None:
    one = finding({"2026-03-01T22": 3, "2026-03-02T01": 1})
    line = time_line([one])
    assert [line.count(one, 0, 0), line.count(one, 1, 2), line.count(one, 0, 3)] == [3, 0, 4]


def test_times_that_are_none_and_years_far_apart_do_no_harm() -> None:
    broken = time_line([finding({"2026-02-31T10": 2, "": 1, "2026-02-28T10": 1})])
    assert (broken.steps, broken.untimed) == ((Step("2026-02-28T10", 1),), 3)
    assert [step.start for step in time_line([finding({"0001-01-01T00": 1, "9999-12-31T23": 1})]).steps] == [
        "0001", "9999",
    ]  # fmt: skip
    assert time_line([]).steps == ()


@given(st.lists(st.tuples(st.datetimes(), st.integers(1, 9)), max_size=40))
def test_every_error_is_in_one_step(moments: list) -> None:
    one = Finding((ENTRIES[USER],))
    for moment, count in moments:
        one.count += count
        one.count_times({moment.isoformat(timespec="seconds"): count})
        one.span(Place("a.log", 1), "")
    line = time_line([one])
    assert len(line.steps) <= MAX_STEPS
    assert sum(step.count for step in line.steps) + line.untimed == one.count
    if line.steps:
        assert line.count(one, 0, len(line.steps) - 1) == one.count - line.untimed
        assert [step.start for step in line.steps] == sorted({step.start for step in line.steps})
