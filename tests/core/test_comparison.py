"""Two runs compared: new, still there, gone, for errors and for records."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.report.comparison import Fate, Run, RunFinding, compare

names = st.frozensets(st.sampled_from("abcdef"), max_size=5)
findings = st.builds(
    lambda count, records: RunFinding("T", count, records, records), st.integers(1, 9), names
)  # fmt: skip
runs = st.dictionaries(st.tuples(st.sampled_from(["x", "y", "z"])), findings).map(Run)


def found(count: int, *records: str) -> RunFinding:
    return RunFinding("Title", count, frozenset(records), frozenset(records))


def test_errors_and_records_are_new_still_there_or_gone() -> None:
    before = Run({("a",): found(3, "amy", "ben"), ("b",): found(1, "cy")})
    after = Run({("a",): found(2, "ben", "dan"), ("c",): found(5, "eve")})
    new, still, gone = compare(before, after).changes
    assert (new.ids, new.fate, new.after, new.new) == (("c",), Fate.NEW, 5, ("eve",))
    assert (still.ids, still.before, still.after) == (("a",), 3, 2)
    assert (still.new, still.gone, still.still) == (("dan",), ("amy",), 1)
    assert (gone.ids, gone.fate, gone.before, gone.gone) == (("b",), Fate.GONE, 1, ("cy",))


def test_a_record_named_otherwise_in_the_other_run_is_the_same() -> None:
    before = Run({("a",): RunFinding("T", 1, frozenset({"amy@x.org"}), frozenset({"amy@x.org", "U1"}))})
    after = Run({("a",): RunFinding("T", 1, frozenset({"U1"}), frozenset({"U1", "amy@x.org"}))})
    change = compare(before, after).changes[0]
    assert (change.new, change.gone, change.still) == ((), (), 1)


def test_where_records_were_too_many_to_keep_none_is_called_new_or_gone() -> None:
    part = RunFinding("T", 90_000, frozenset({"amy"}), frozenset({"amy"}), complete=False)
    change = compare(Run({("a",): part}), Run({("a",): found(1, "ben")})).changes[0]
    assert not change.compared
    assert (change.new, change.gone) == ((), ())


@given(runs)
def test_nothing_changed_from_a_run_to_itself(run: Run) -> None:
    for change in compare(run, run).changes:
        assert (change.fate, change.new, change.gone) == (Fate.STILL, (), ())
        assert change.still == len(run.findings[change.ids].records)


@given(runs, runs)
def test_what_is_new_one_way_is_gone_the_other_way(one: Run, other: Run) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.count(Fate.NEW) == back.count(Fate.GONE)
    assert {change.ids: change.new for change in there.changes} == {change.ids: change.gone for change in back.changes}
