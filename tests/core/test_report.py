"""Reports of parts, put together in any way, are the report of the whole; and none grows without bound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.report.findings import MAX_SAMPLE, Finding, by_count, keep_within_bounds
from app.core.report.place import Place
from app.core.report.report import FileVerdict, Report, snapshot
from app.core.report.unknown_groups import UnknownShapes
from app.core.text.statement import Statement
from app.core.text.timestamps import sortable_time
from app.storage.catalog.reader import read_catalog

ENTRIES = read_catalog(Path(__file__).resolve().parents[2] / "catalog").catalog.entries

TIMES = st.sampled_from(["", "2026-03-02 06:15:00", "2026-03-02 06:59:00", "2026-03-03T01:00:00", "3/4/2026 1:02 AM"])
OCCURRENCES = st.tuples(
    st.integers(0, 2),
    st.builds(Place, st.sampled_from(["a.log", "b.log"]), st.integers(1, 30), TIMES),
    st.sampled_from(["amy", "ben", "cat", "dan", "eve", "fay", "guy", ""]),
    st.dictionaries(st.sampled_from(["U1", "U2", "ALG-1"]), st.sampled_from(["user", "course"]), max_size=2),
    st.dictionaries(st.sampled_from(["fields", "email"]), st.text("xy", max_size=3), max_size=2),
    st.sampled_from(["", "shape one", "shape two", "shape three"]),
)
PARTS = st.lists(st.lists(OCCURRENCES, max_size=12), min_size=1, max_size=5)


def counted(rows: list) -> Report:
    """A report as a scanner makes it: occurrence by occurrence."""
    findings: dict[str, Finding] = {}
    files: dict[str, FileVerdict] = {}
    unknown = UnknownShapes()
    for number, place, name, details, values, shape in rows:
        file = files.setdefault(place.path, FileVerdict(place.path, "text", "utf-8"))
        file.bytes, file.lines, file.findings = file.bytes + 10, file.lines + 1, file.findings + 1
        entry = ENTRIES[number]
        finding = findings.setdefault(entry.id, Finding((entry,)))
        finding.count += 1
        finding.files[place.path] += 1
        if name:
            finding.records.add(name, "user", details)
        for key, value in values.items():
            finding.count_value(key, value)
        finding.see(place, sortable_time(place.time))
        finding.keep_sample(place, f"line of {name}")
        if shape:
            unknown.add(shape, f"{shape} of {name}", place)
        keep_within_bounds(findings.values())
    return Report(
        list(files.values()), by_count(findings.values()), unknown.listed(), len(rows), len(rows) * 10,
        unknown_dropped=unknown.dropped,
    )  # fmt: skip


@pytest.fixture
def small_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.report.findings.MAX_ALL_RECORDS", 5)
    monkeypatch.setattr("app.core.report.findings.MAX_ALL_VALUES", 4)
    for name, value in (("MAX_SAMPLES", 3), ("MAX_TIMES", 2)):
        monkeypatch.setattr(f"app.core.report.findings.{name}", value)
    monkeypatch.setattr(UnknownShapes.__init__, "__defaults__", (2,))


def check_merging(parts: list, random: Random) -> None:
    whole = counted([row for part in parts for row in part]).merged()
    reports = [counted(part) for part in parts]
    assert reports[0].merged(*reports[1:]) == whole
    while len(reports) > 1:
        one = reports.pop(random.randrange(len(reports)))
        place = random.randrange(len(reports))
        reports[place] = one.merged(reports[place]) if random.random() < 0.5 else reports[place].merged(one)
    assert reports[0].merged() == whole


@given(PARTS, st.randoms())
def test_parts_in_any_order_and_grouping_give_the_whole(parts: list, random: Random) -> None:
    check_merging(parts, random)


@pytest.mark.usefixtures("small_bounds")
def test_so_do_parts_that_were_cut_to_their_bounds() -> None:
    dropped = set()

    @settings(database=None)
    @given(PARTS, st.randoms())
    def check(parts: list, random: Random) -> None:
        check_merging(parts, random)
        merged = counted([row for part in parts for row in part]).merged()
        assert sum(len(finding.records) for finding in merged.findings) <= 5
        dropped.update(finding.records.complete for finding in merged.findings)

    check()
    assert dropped == {True, False}, "the bounds were reached"


def test_merging_changes_no_part() -> None:
    row = (0, Place("a.log", 1), "amy", {}, {"fields": "x"}, "shape one")
    one, other = counted([row]), counted([row, row])
    merged = one.merged(other)
    assert merged.findings[0].count == 3
    assert one == counted([row])
    merged.findings[0].records.add("ben", "user", {})
    assert other == counted([row, row])


def test_time_and_cancelling_of_the_parts_hold_for_the_whole() -> None:
    merged = Report(seconds=2.0).merged(Report(seconds=3.0, cancelled=True), Report(seconds=1.0))
    assert (merged.seconds, merged.cancelled) == (3.0, True)


def test_two_parts_of_a_file_are_one_file() -> None:
    parts = [
        Report(files=[FileVerdict("a.log", "text", "utf-8", 10, 1, 1, 0, note="named .xlsx")]),
        Report(files=[FileVerdict("a.log", "text", "utf-8", 20, 2, 0, 1, error=Statement("damaged"))]),
        Report(files=[FileVerdict("0.log")]),
    ]
    merged = parts[0].merged(*parts[1:])
    assert [file.path for file in merged.files] == ["0.log", "a.log"]
    assert merged.files[1] == FileVerdict("a.log", "text", "utf-8", 30, 3, 1, 1, Statement("damaged"), "named .xlsx")


def test_findings_of_different_entries_do_not_merge() -> None:
    with pytest.raises(ValueError, match="cannot be counted as"):
        Finding((ENTRIES[0],)).merge(Finding((ENTRIES[1],)))


def seen(*places: Place) -> Finding:
    finding = Finding((ENTRIES[0],))
    for place in places:
        finding.see(place, sortable_time(place.time))
    return finding


@pytest.mark.parametrize("turn", [lambda places: places, lambda places: places[::-1]])
def test_first_and_last_go_by_time_and_else_by_line(turn: Callable) -> None:
    early, late = Place("z.log", 9, "2026-03-02 01:00:00"), Place("a.log", 1, "2026-03-02 02:00:00")
    untimed = [Place("b.log", 7), Place("b.log", 10), Place("a.log", 50)]
    finding = seen(*turn([late, early, *untimed]))
    assert (finding.first, finding.last) == (early, late)
    finding = seen(*turn(untimed))
    assert (finding.first, finding.last) == (Place("a.log", 50), Place("b.log", 10))


def test_the_first_lines_stay_as_samples() -> None:
    finding = Finding((ENTRIES[0],))
    for line in [*range(100, 0, -1), 3]:
        finding.keep_sample(Place("a.log", line), f"text {line}" + "x" * 5_000)
    assert [place.line for place, _ in finding.samples] == list(range(1, 21))
    assert len(finding.samples[0][1]) == MAX_SAMPLE


def test_times_of_many_years_are_counted_more_coarsely() -> None:
    finding = Finding((ENTRIES[0],))
    hours = [
        f"2026-{month:02}-{day:02}T{hour:02}:00:00" for month in (1, 2) for day in range(1, 29) for hour in range(24)
    ]
    for moment in hours[:700]:
        finding.see(Place("a.log", 1, moment), moment)
    assert finding.times["2026-01-01T05:00"] == 1
    for moment in hours[700:]:
        finding.see(Place("a.log", 1, moment), moment)
    assert finding.times["2026-01-01"] == 24
    assert (len(finding.times), sum(finding.times.values())) == (56, len(hours))


def test_small_findings_stay_complete_where_a_large_one_takes_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.report.findings.MAX_ALL_RECORDS", 100)
    findings = [Finding((entry,)) for entry in ENTRIES[:3]]
    for finding, number in zip(findings, (5, 30, 5_000), strict=True):
        for record in range(number):
            finding.records.add(f"u{record}", "user", {})
    keep_within_bounds(findings, exactly=True)
    assert [len(finding.records) for finding in findings] == [5, 30, 65]
    assert [finding.records.complete for finding in findings] == [True, True, False]
    assert 3_000 < findings[2].records.distinct < 8_000


def test_unknown_shapes_beyond_the_bound_are_counted() -> None:
    shapes = UnknownShapes(3)
    for number in range(10):
        shapes.add(f"shape {number}", "a line", Place("a.log", number + 1), 2)
    assert len(shapes.listed()) == 3
    assert shapes.dropped == 14


def test_a_shape_shows_its_first_line() -> None:
    shapes = UnknownShapes()
    for line in (9, 2, 5):
        shapes.add("shape", f"line {line}", Place("a.log", line))
    (one,) = shapes.listed()
    assert (one.count, one.sample, one.place.line) == (3, "line 2", 2)


def test_a_snapshot_stays_as_it_was_and_knows_how_many_there_are() -> None:
    finding = Finding((ENTRIES[0],), count=1_000)
    for record in range(1_000):
        finding.records.add(f"u{record}", "user", {"U1": "user"})
    shown = snapshot(Report(files=[FileVerdict("a.log")], findings=[finding]))
    finding.records.add("later", "user", {})
    finding.count += 1
    assert shown.findings[0].count == 1_000
    assert len(list(shown.findings[0].records.items())) == 200
    assert shown.findings[0].records.total == 1_000
    assert 900 < shown.findings[0].records.distinct < 1_100


def test_a_finding_that_comes_late_keeps_no_more_than_the_whole_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.report.findings.MAX_ALL_RECORDS", 100)

    def collect(*sizes: int) -> Report:
        findings = [Finding((entry,)) for entry in ENTRIES[: len(sizes)]]
        for finding, size in zip(findings, sizes, strict=True):
            for record in range(size):
                finding.records.add(f"u{record}", "user", {})
        return Report(findings=findings)

    early = collect(300, 300, 0).merged()
    late = collect(0, 0, 90)
    assert [len(finding.records) for finding in early.findings] == [50, 50, 0]
    whole = collect(300, 300, 90).merged()
    assert [len(finding.records) for finding in whole.findings] == [33, 33, 33]
    assert early.merged(late) == whole
    assert late.merged(early) == whole
    # Taken out of a report that was cut, two of them alone would have room, but not what to fill it with.
    cut = Report(findings=whole.findings[:1]).merged(collect(0, 60))
    assert [len(finding.records) for finding in by_count(cut.findings)] == [33, 33]
