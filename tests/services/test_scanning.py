"""A scan as a registrar meets it: errors grouped and counted, records and times read out, unknown lines told apart."""

from __future__ import annotations

import random
import re
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.catalog.template import parse_template
from app.core.matching.filters import Filters
from app.core.report.findings import Finding
from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.scanning import scan
from app.services.scanning.progress import Progress
from app.services.scanning.sources import PathSource, Source, TextSource
from tests.catalog_texts import filled_plainly
from tests.conftest import ROOT

CK = "coursekey"
EMAIL = f"{CK}.user.email-must-be-unique"


def scan_text(desk: Desk, text: str, name: str = "nightly.log", filters: Filters | None = None) -> Report:
    return desk.scan([TextSource(name, text)], filters or Filters())


def only_finding(report: Report) -> Finding:
    (finding,) = report.findings
    return finding


LOG = """\
2025-09-02 06:00:00 INFO sync started
2025-09-02 06:00:14 ERROR POST /users 400 {"error":{"message":"Email must be unique"}} email=ana@x.example
2025-09-02 06:02:14 ERROR POST /users 400 {"error":{"message":"Email must be unique"}} email=ben@x.example
2025-09-02 06:01:14 ERROR POST /users 400 {"error":{"message":"Email must be unique"}} email=ana@x.example
2025-09-02 06:03:00 ERROR POST /courses 400 Missing required parameter: name, owner
2025-09-02 06:03:01 ERROR POST /courses 400 Missing required parameter: name
2025-09-02 06:04:00 ERROR the moon is in the way of user 17
2025-09-02 06:05:00 ERROR the moon is in the way of user 4711
2025-09-02 06:06:00 INFO finished with 0 errors
"""


def test_errors_are_grouped_and_counted_the_most_frequent_first(desk: Desk) -> None:
    report = scan_text(desk, LOG)
    assert [(finding.ids, finding.count) for finding in report.findings] == [
        ((EMAIL,), 3),
        ((f"{CK}.course.missing-required-parameter",), 2),
    ]
    assert report.occurrences == 5
    assert report.lines == 9
    assert report.bytes == len(LOG.encode())


def test_affected_records_are_counted_once_each(desk: Desk) -> None:
    finding = scan_text(desk, LOG).findings[0]
    assert finding.records == {"ana@x.example": 2, "ben@x.example": 1}
    assert {name: one.kind for name, one in finding.records.items()} == {
        "ana@x.example": "email", "ben@x.example": "email"
    }  # fmt: skip


def test_values_are_counted(desk: Desk) -> None:
    assert scan_text(desk, LOG).findings[1].values == {"fields": {"name, owner": 1, "name": 1}}


def test_first_and_last_go_by_time_not_by_line(desk: Desk) -> None:
    finding = scan_text(desk, LOG).findings[0]
    assert finding.first is not None
    assert finding.last is not None
    assert (finding.first.line, finding.first.time) == (2, "2025-09-02 06:00:14")
    assert (finding.last.line, finding.last.time) == (3, "2025-09-02 06:02:14")
    assert finding.times == {f"2025-09-02T06:0{minute}": 1 for minute in range(3)}


def test_without_times_first_and_last_go_by_line(desk: Desk) -> None:
    finding = only_finding(scan_text(desk, "Email must be unique\nx\nEmail must be unique\n"))
    assert finding.first is not None
    assert finding.last is not None
    assert (finding.first.line, finding.last.line) == (1, 3)


def test_unknown_lines_are_grouped_by_shape(desk: Desk) -> None:
    (unknown,) = scan_text(desk, LOG).unknown
    assert unknown.count == 2
    assert unknown.sample == "2025-09-02 06:04:00 ERROR the moon is in the way of user 17"
    assert (unknown.place.path, unknown.place.line) == ("nightly.log", 7)


def test_unknown_lines_come_with_suggestions(desk: Desk) -> None:
    (unknown,) = scan_text(desk, "06:00 ERROR the grading category of this thing was not found at all\n").unknown
    assert 0 < len(unknown.suggestions) <= 3
    assert any("category" in entry.title.casefold() for entry in unknown.suggestions)


def test_summaries_are_no_errors(desk: Desk) -> None:
    summaries = "\n".join(("Finished: 0 errors", "errors=0", "No errors found", "12 rows, 0 failed", "without errors"))
    report = scan_text(desk, summaries)
    assert not report.findings
    assert not report.unknown


def test_similarity_never_counts(desk: Desk) -> None:
    report = scan_text(
        desk, "ERROR Email should be unique\nERROR Emial must be unique\nERROR Email must not be unique\n"
    )
    assert not report.findings
    assert sum(unknown.count for unknown in report.unknown) == 3


def test_files_are_told_apart(tmp_path: Path, desk: Desk) -> None:
    for name, count in (("a.log", 2), ("b.log", 3), ("c.log", 0)):
        (tmp_path / name).write_text("fine\n" + "Email must be unique\n" * count, encoding="utf-8")
    report = desk.scan([PathSource(tmp_path)])
    finding = only_finding(report)
    assert finding.count == 5
    assert finding.files == {str(tmp_path / "a.log"): 2, str(tmp_path / "b.log"): 3}
    assert [(Path(file.path).name, file.findings, file.lines) for file in report.files] == [
        ("a.log", 2, 3),
        ("b.log", 3, 4),
        ("c.log", 0, 1),
    ]


def test_sources_of_all_sorts_in_one_report(tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "a.log"
    path.write_text("Email must be unique", encoding="utf-8")
    sources: list[Source] = [PathSource(path), TextSource("-", "Email must be unique"), PathSource(tmp_path / "gone")]
    report = desk.scan(sources)
    assert only_finding(report).files == {str(path): 1, "-": 1}
    assert [bool(file.error) for file in report.files] == [False, False, True]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Starting enrollment sync", "enrollment"),
        ("2025-09-02 06:00:00 INFO Starting enrollment sync", "enrollment"),
        ("=== Attendance sessions ===", "attendance"),
        ("----- import users.csv -----", "user"),
        ("[2025-09-02T06:00:00Z] INFO Processing courses.csv", "course"),
        ("Syncing /course-members", "enrollment"),
        ("step=users", "user"),
    ],
)
def test_a_heading_says_what_is_being_synced(heading: str, kind: str, desk: Desk) -> None:
    log = f"{heading}\nfine\nERROR School's integration configuration has not been setup.\n"
    expected = (f"{CK}.{kind}.schools-integration-configuration-has-not-been-setup",)
    assert only_finding(scan_text(desk, log)).ids == expected


def test_the_next_heading_ends_the_last_one(desk: Desk) -> None:
    log = (
        "Starting user sync\nERROR Missing required parameter: a\nStarting course sync\n"
        "ERROR Missing required parameter: b\nStarting cleanup\nERROR Missing required parameter: c\n"
    )
    ids = {finding.ids for finding in scan_text(desk, log).findings}
    assert (f"{CK}.user.missing-required-parameter",) in ids
    assert (f"{CK}.course.missing-required-parameter",) in ids
    assert max(map(len, ids)) == 4


def test_a_heading_does_not_reach_into_the_next_file(desk: Desk) -> None:
    report = desk.scan(
        [TextSource("a", "Starting user sync\n"), TextSource("b", "ERROR Missing required parameter: a\n")]
    )
    assert len(only_finding(report).ids) == 4


def test_the_line_itself_goes_before_the_heading_and_the_heading_before_the_file_name(desk: Desk) -> None:
    log = "Starting user sync\nERROR POST /courses Missing required parameter: a\nERROR Missing required parameter: b\n"
    ids = {finding.ids for finding in scan_text(desk, log, "attendance.log").findings}
    assert ids == {(f"{CK}.course.missing-required-parameter",), (f"{CK}.user.missing-required-parameter",)}


@pytest.mark.parametrize("vendor", ["Focus", "Pinnacle", "Synergy"])
def test_the_vendor_in_the_file_name_or_at_the_top_decides(vendor: str, desk: Desk) -> None:
    line = "Cannot find due date for assignment Essay 3, skipping\n"
    expected = (f"canvas.{vendor.casefold()}.cannot-find-due-date",)
    assert only_finding(scan_text(desk, line, f"{vendor}-export.log")).ids == expected
    assert only_finding(scan_text(desk, f"Exporter for {vendor} 1.2\n\n{line}")).ids == expected
    assert len(only_finding(scan_text(desk, line)).ids) == 3
    assert len(only_finding(scan_text(desk, f"Focus and Synergy and Pinnacle\n{line}")).ids) == 3


@pytest.mark.parametrize(
    ("text", "vendor", "entry"),
    [
        ("500 Internal Server Error", "Aeries", "canvas.aeries.internal-server-error"),
        ("Internal Server Error", "Synergy", "canvas.synergy.internal-server-error"),
        ("The request is invalid.", "Skyward", "canvas.skyward.invalid-request"),
        ("Object reference not set to an instance of an object.", "Q-SIS", "canvas.q-sis.student-is-excluded"),
    ],
)
def test_texts_of_any_program_count_only_with_their_vendor(text: str, vendor: str, entry: str, desk: Desk) -> None:
    line = f"2025-09-02 06:00:14 ERROR {text}\n"
    without = scan_text(desk, line)
    assert not without.findings
    assert len(without.unknown) == 1
    # The record itself must name it: what a file is about says nothing of a platform's text in it.
    assert only_finding(scan_text(desk, line.replace(text, f"[{vendor}] {text}"))).ids == (entry,)
    assert not scan_text(desk, line, f"{vendor}.log").findings
    assert not scan_text(desk, f"{vendor} sync\n{line}").findings
    assert only_finding(scan_text(desk, line, filters=Filters(vendors=frozenset({vendor})))).ids == (entry,)
    assert not scan_text(desk, line, "PowerSchool.log").findings


def test_filters_leave_other_entries_out(desk: Desk) -> None:
    report = scan_text(desk, LOG, filters=Filters(record_types=frozenset({"course"})))
    assert [finding.ids for finding in report.findings] == [(f"{CK}.course.missing-required-parameter",)]


def test_two_errors_in_one_line_are_two_findings(desk: Desk) -> None:
    report = scan_text(desk, "ERROR POST /users: Email must be unique; also: Section 4711 does not have a gradebook.\n")
    assert {finding.ids for finding in report.findings} == {
        (EMAIL,),
        ("canvas.skyward.section-does-not-have-a-gradebook",),
    }


def test_rows_of_a_csv_give_records_and_times(desk: Desk) -> None:
    log = (
        "time;row;Record Type;SIS ID;e-mail;Error Message\n"
        '2025-09-02 06:00;17;user;U17;ana@x.example;"Email must be unique"\n'
        '2025-09-02 05:00;18;user;;;"""Email must be unique"""\n'
    )
    report = scan_text(desk, log)
    assert report.files[0].format == "csv"
    finding = only_finding(report)
    assert finding.records == {"ana@x.example": 1, "row 18": 1}
    assert finding.record_details["ana@x.example"] == ("U17", "row 17")
    assert finding.first is not None
    assert (finding.first.line, finding.first.time) == (3, "2025-09-02 05:00")


def test_json_lines(desk: Desk) -> None:
    log = (
        '{"time":"2025-09-02T06:00:14Z","level":"error","endpoint":"/users","user_id":"U17","status":400,'
        '"body":{"error":{"code":2019,"message":"Missing required parameter: email","info":{}}}}\n'
        '{"time":"2025-09-02T06:00:15Z","level":"info","message":"done, 0 errors"}\n'
    )
    report = scan_text(desk, log)
    assert report.files[0].format == "json lines"
    finding = only_finding(report)
    assert finding.ids == (f"{CK}.user.missing-required-parameter",)
    assert finding.values == {"fields": {"email": 1}}
    assert finding.records == {"U17": 1}
    assert not report.unknown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end(encoding: str, end: str, tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "mon.log"
    text = "el niño está\nCannot find due date for assignment Año 3, skipping"
    path.write_bytes(text.replace("\n", end).encode(encoding))
    report = desk.scan([PathSource(path)])
    finding = only_finding(report)
    assert finding.values == {"assignment": {"Año 3": 1}}
    assert finding.first is not None
    assert finding.first.line == 2
    assert report.lines == 2


def test_a_line_of_five_megabytes(tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "one-line.json"
    padding = '{"message":"fine","n":1},' * 50_000
    wanted = (
        "Email must be unique",
        "Section 4711 does not have a gradebook.",
        "No options allowed in uniform strategy.",
    )
    path.write_text("[" + padding.join(f'{{"message":"{text}"}},' for text in ("x", *wanted, "x")) + "]", "utf-8")
    assert path.stat().st_size > 5_000_000
    report = desk.scan([PathSource(path)])
    assert sorted(finding.count for finding in report.findings) == [1, 1, 1]
    assert report.lines == 1


# A reference that is slow and obvious: every text of the catalog is tried on every line.


def single_owner_lines(desk: Desk) -> dict[str, str]:
    """Lines on which exactly one entry's texts are found, whatever stands around them: {line: id}."""
    patterns = [
        (entry.id, re.compile(parse_template(message.text).regex, re.IGNORECASE))
        for entry in desk.catalog.entries
        for message in entry.messages
    ]
    lines = {}
    for entry in desk.catalog.entries:
        for message in entry.messages:
            line = filled_plainly(message.text)[0]
            if not message.generic and not message.when and {i for i, p in patterns if p.search(line)} == {entry.id}:
                lines[line] = entry.id
    return lines


class Lines:
    """Lines to make logs of: those with one known error, {line: id}, and those that nobody may count."""

    def __init__(self, known: dict[str, str], harmless: list[str]) -> None:
        self.known = known
        self.harmless = harmless


@pytest.fixture(scope="module")
def lines_of_logs(desk: Desk) -> Lines:
    known = single_owner_lines(desk)
    assert len(known) > 80
    text = (ROOT / "catalog" / "harmless.txt").read_text(encoding="utf-8")
    # Other programs' texts count where a line beside them names a vendor; the reference leaves them out.
    generic = [
        re.compile(parse_template(message.text).regex, re.IGNORECASE)
        for entry in desk.catalog.entries
        for message in entry.messages
        if message.generic
    ]
    # Where a file names another system, a bare "User not found" may be that one's.
    names_another = desk.matcher.exact.clue_reader.signs.names_another
    lines = [line for line in text.splitlines() if line.strip() and not names_another(line)]
    return Lines(known, [line for line in lines if not any(pattern.search(line) for pattern in generic)])


CHOICES = st.lists(st.integers(0, 9_999), max_size=30)


@given(
    choices=CHOICES,
    others=CHOICES,
    prefix=st.sampled_from(("", "ERROR: ", "2025-09-02 06:00:14 ERROR ", "> ")),
    end=st.sampled_from(("\n", "\r\n", "\r")),
)
def test_counts_are_what_was_inserted(
    choices: list[int], others: list[int], prefix: str, end: str, desk: Desk, lines_of_logs: Lines
) -> None:
    every = sorted(lines_of_logs.known)
    known = [every[choice % len(every)] for choice in choices]
    harmless = [lines_of_logs.harmless[choice % len(lines_of_logs.harmless)] for choice in others]
    lines = [*harmless, *(prefix + line for line in known)]
    random.Random(len(lines)).shuffle(lines)
    # A first line of its own: a harmless line could be the header of a table.
    report = scan_text(desk, end.join(["log", *lines]))
    expected = Counter(lines_of_logs.known[line] for line in known)
    assert {finding.ids: finding.count for finding in report.findings} == {(i,): n for i, n in expected.items()}
    numbers = {number for number, line in enumerate(lines, 2) if line.removeprefix(prefix) in lines_of_logs.known}
    for finding in report.findings:
        assert {place.line for place, _ in finding.samples} <= numbers


def test_ten_thousand_harmless_lines_count_nothing(desk: Desk, lines_of_logs: Lines) -> None:
    chosen = random.Random(7).choices(lines_of_logs.harmless, k=10_000)
    assert not scan_text(desk, "\n".join(["log", *chosen])).findings


# Progress, cancelling, memory.


@pytest.fixture
def talkative(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell of progress after every batch."""
    monkeypatch.setattr(scan, "PROGRESS_SECONDS", 0.0)


@pytest.mark.usefixtures("talkative")
def test_progress_only_goes_up(tmp_path: Path, desk: Desk) -> None:
    for name in ("a.log", "b.log"):
        (tmp_path / name).write_text("2025 ERROR Email must be unique\n" * 3_000, encoding="utf-8")
    told: list[Progress] = []
    report = desk.scan([PathSource(tmp_path)], on_progress=told.append)
    assert len(told) >= 10
    done = [progress.done for progress in told]
    assert done == sorted(done)
    assert {progress.total for progress in told} == {report.bytes}
    assert done[-1] <= report.bytes
    assert {Path(progress.path).name for progress in told} == {"a.log", "b.log"}
    counts = [progress.report.occurrences for progress in told]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


@pytest.mark.usefixtures("talkative")
def test_what_progress_showed_does_not_change_afterwards(desk: Desk) -> None:
    told: list[tuple[Progress, int]] = []
    desk.scan(
        [TextSource("x", "ERROR Email must be unique\n" * 3_000)],
        on_progress=lambda progress: told.append((progress, progress.report.occurrences)),
    )
    assert [progress.report.occurrences for progress, _ in told] == [count for _, count in told]


@pytest.mark.usefixtures("talkative")
def test_cancelling_keeps_what_was_found(desk: Desk) -> None:
    told: list[Progress] = []
    report = desk.scan(
        [TextSource("x", "ERROR Email must be unique\n" * 10_000), TextSource("y", "ERROR Email must be unique\n")],
        on_progress=told.append,
        cancelled=lambda: len(told) >= 3,
    )
    assert report.cancelled
    assert 0 < only_finding(report).count < 10_000
    assert [file.path for file in report.files] == ["x"]


def test_cancelling_before_anything_was_read(desk: Desk) -> None:
    report = desk.scan([TextSource("x", LOG)], cancelled=lambda: True)
    assert report.cancelled


def test_a_finished_scan_is_not_cancelled(desk: Desk) -> None:
    assert not scan_text(desk, LOG).cancelled
    assert desk.scan([]) == Report()


def peak_of_scanning(desk: Desk, path: Path) -> int:
    tracemalloc.start()
    try:
        desk.scan([PathSource(path)])
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_longer_log_takes_no_more_memory(tmp_path: Path, desk: Desk, lines_of_logs: Lines) -> None:
    lines = [
        *random.Random(1).choices(lines_of_logs.harmless, k=400),
        *(["ERROR Email must be unique email=a@x.example"] * 100),
    ]
    peaks = []
    for times in (60, 240):
        path = tmp_path / f"{times}.log"
        path.write_text(("\n".join(lines) + "\n") * times, encoding="utf-8")
        # The first scan also fills the caches that stay.
        desk.scan([PathSource(path)])
        peaks.append(peak_of_scanning(desk, path))
    assert peaks[1] < 1.3 * peaks[0]
