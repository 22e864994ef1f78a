"""Counts that stay bounded: what is kept is exact, and it does not matter how a log was cut into parts."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.report.bottom_k import MAX_DETAILS, AffectedRecords, CappedCounts
from app.core.report.place import Place

NAMES = st.text("abc0", max_size=3) | st.text(max_size=2)


def counted(names: list[str], limit: int) -> CappedCounts:
    counts = CappedCounts(limit)
    for name in names:
        counts.add(name)
    return counts


def test_a_few_names_are_all_kept_and_counted() -> None:
    counts = counted(["amy", "ben", "amy"], 10)
    assert counts == {"amy": 2, "ben": 1}
    assert (counts.total, counts.distinct, counts.complete, len(counts)) == (3, 2, True, 2)
    assert counts.most_common(1) == [("amy", 2)]
    assert "amy" in counts
    assert counts["ben"] == 1
    assert counts.get("cat") is None


@given(st.lists(NAMES, max_size=60), st.integers(1, 8))
def test_counts_of_kept_names_are_exact(names: list[str], limit: int) -> None:
    counts, truth = counted(names, limit), Counter(names)
    assert all(truth[name] == count for name, count in counts.items())
    assert len(counts) == min(limit, len(truth))
    assert counts.complete == (len(truth) <= limit)
    assert counts.total == len(names)


@given(st.lists(st.lists(NAMES, max_size=15), min_size=1, max_size=6), st.integers(1, 6), st.randoms())
def test_parts_in_any_order_and_grouping_give_the_whole(parts: list[list[str]], limit: int, random: Random) -> None:
    whole = counted([name for part in parts for name in part], limit)
    counts = [counted(part, limit) for part in parts]
    while len(counts) > 1:
        one = counts.pop(random.randrange(len(counts)))
        counts[random.randrange(len(counts))].merge(one)
    assert counts[0] == whole
    assert counts[0].distinct == whole.distinct
    assert dict(counts[0].items()) == dict(whole.items())


@given(st.lists(NAMES, max_size=40), st.integers(2, 9), st.integers(1, 5))
def test_lowering_the_limit_later_is_the_same_as_a_low_limit(names: list[str], limit: int, lower: int) -> None:
    late = counted(names, limit)
    late.lower_limit(lower)
    assert late == counted(names, min(limit, lower))
    late.lower_limit(1_000)
    assert late.limit == min(limit, lower)


def test_the_estimate_of_dropped_names_is_near() -> None:
    for made in ("U{:06}", "student{}@north.example", "{}"):
        counts = counted([made.format(number) for number in range(50_000)], 2_000)
        assert not counts.complete
        assert 47_000 < counts.distinct < 53_000
        assert counts.total == 50_000
        # A small copy knows as well how many there are.
        small = counts.some(100)
        assert len(list(small.items())) == 100
        assert 45_000 < small.distinct < 55_000


def test_the_same_names_are_kept_in_every_process() -> None:
    names = [f"student{number}" for number in range(500)]
    code = (
        "from app.core.report.bottom_k import CappedCounts; c = CappedCounts(20)\n"
        "for n in range(500): c.add(f'student{n}')\nprint(sorted(c))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "77"}
    )
    assert done.stdout.strip() == str(sorted(counted(names, 20)))


def test_a_very_long_name_is_cut_and_counted() -> None:
    counts = counted(["x" * 5_000] * 3, 5)
    ((name, count),) = counts.items()
    assert (len(name), count, counts.total) == (500, 3, 3)


def test_a_broken_name_is_counted() -> None:
    assert counted(["half \ud83d", "half \ud83d"], 1) == {"half \ud83d": 2}


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="At least one"):
        CappedCounts(0)


def test_counts_travel_between_processes() -> None:
    counts = counted(list("abcdefgh"), 3)
    assert pickle.loads(pickle.dumps(counts)) == counts  # noqa: S301 (our own bytes)


RECORDS = st.tuples(
    st.sampled_from(["amy", "ben", "cat", "dan", "eve"]),
    st.sampled_from(["email", "user", ""]),
    st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.sampled_from(["user", "course"]), max_size=9),
    st.builds(Place, st.sampled_from(["mon.log", "tue.log"]), st.integers(1, 9)),
)


@given(st.lists(st.lists(RECORDS, max_size=8), min_size=1, max_size=4), st.integers(1, 4), st.randoms())
def test_affected_records_merge_in_any_order(parts: list, limit: int, random: Random) -> None:
    def collect(rows: list) -> AffectedRecords:
        records = AffectedRecords(limit)
        for name, kind, details, place in rows:
            known = records.add(name, kind, details)
            if known is not None:
                known.failed_at(place, {"row": str(place.line)})
        return records

    whole = collect([row for part in parts for row in part])
    merged = [collect(part) for part in parts]
    while len(merged) > 1:
        one = merged.pop(random.randrange(len(merged)))
        merged[random.randrange(len(merged))].merge(one)
    assert merged[0] == whole
    truth = Counter(row[0] for part in parts for row in part)
    for name, affected in whole.items():
        assert affected.count == truth[name]
        assert len(affected.details) <= MAX_DETAILS
        places = [(row[3].path, row[3].line) for part in parts for row in part if row[0] == name]
        assert affected.place is not None
        assert (affected.place.path, affected.place.line) == min(places)
        assert affected.values == {"row": str(affected.place.line)}


def test_a_record_keeps_what_stands_beside_it_once() -> None:
    records = AffectedRecords()
    records.add("amy@x.example", "email", {"U1": "user"})
    records.add("amy@x.example", "email", {"U1": "user", "ALG-1": "course"}, 2)
    affected = records["amy@x.example"]
    assert (affected.count, affected.kind, affected.details) == (3, "email", {"U1": "user", "ALG-1": "course"})


def test_merging_does_not_touch_the_part() -> None:
    part, whole = AffectedRecords(), AffectedRecords()
    part.add("amy", "user", {"U1": "user"})
    whole.merge(part)
    whole.add("amy", "user", {"U2": "user"})
    assert part["amy"].details == {"U1": "user"}
    assert part["amy"].count == 1
