"""Several processes scan a log: they find what one finds, and whatever happens to them, nothing is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.matching.filters import NO_FILTERS
from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.open_catalog import open_desk
from app.services.scanning import parallel_scan, worker_pool
from app.services.scanning.progress import Progress
from app.services.scanning.sources import PathSource, TextSource
from app.services.scanning.worker_pool import Crew, Worker
from app.storage.places import Places
from tests.benchmarks.generated_log import write_log
from tests.conftest import ROOT
from tests.no_sockets import Sockets

RANGE = 96 * 1024
HEADINGS = ("=== Importing users ===", "=== Syncing courses ===", "=== Exporting enrollments ===", "=== Done ===")
RECORD = "\n".join(
    ["2026-03-02 03:10:00 ERROR request failed {", '  "error": {', '    "message": "Course not found",', "    }", "}"]
)
SHARED = ("2026-03-02 03:11:00 ERROR 400 Course not found", "2026-03-02 03:12:00 ERROR 400 User not found")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The desk as the program opens it: it knows where its catalog is, so that workers can open it, too."""
    home = tmp_path_factory.mktemp("home")
    return open_desk(Places(ROOT / "catalog", ROOT / "resources", home / "cache", home / "settings"))


@pytest.fixture(scope="module")
def night(opened: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder: two large logs with headings and records of several lines, and small ones before and between them."""
    folder = tmp_path_factory.mktemp("night")
    plain = folder / "plain"
    write_log(plain, opened.catalog, 1_500_000, 0.03, pool=400)
    lines = plain.read_text(encoding="utf-8").splitlines()
    plain.unlink()
    plain.with_suffix(".truth.json").unlink(missing_ok=True)
    chooser = random.Random(5)
    for name, part in (("b-large.log", lines[:6_000]), ("d-large.log", lines[6_000:])):
        mixed = list(part)
        for number in sorted(chooser.sample(range(len(mixed)), 120), reverse=True):
            mixed.insert(number, chooser.choice((*HEADINGS, RECORD, *SHARED, *SHARED)))
        (folder / name).write_text("\n".join(mixed), encoding="utf-8")
    for name in ("a-small.log", "c-small.log"):
        (folder / name).write_text("\n".join([*SHARED, RECORD, "ERROR an odd thing"]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def small_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel_scan, "RANGE", RANGE)


@pytest.fixture(autouse=True)
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The process ids of all workers started; none of them may be left over."""
    started: list[int] = []
    start = Worker.__init__

    def noted(self: Worker, *arguments: object, stand_back: bool) -> None:
        start(self, *arguments, stand_back=stand_back)  # type: ignore[arg-type]
        assert self.process.pid is not None
        started.append(self.process.pid)

    monkeypatch.setattr(Worker, "__init__", noted)
    yield started
    assert [pid for pid in started if is_alive(pid)] == []


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def scanned(desk: Desk, path: Path, processes: int, *, participate: bool = True) -> Report:
    report = desk.scan([PathSource(path)], processes=processes, participate=participate)
    report.seconds = 0.0
    return report


@pytest.fixture(scope="module")
def alone(opened: Desk, night: Path) -> Report:
    """What one process finds."""
    return scanned(opened, night, 1)


def assert_same(report: Report, expected: Report) -> None:
    """Part by part, so that a difference is shown without the whole catalog around it."""
    assert report.files == expected.files
    assert [(found.ids, found.count) for found in report.findings] == [
        (found.ids, found.count) for found in expected.findings
    ]
    for found, other in zip(report.findings, expected.findings, strict=True):
        for name in ("files", "records", "values", "times", "first", "last", "samples"):
            assert getattr(found, name) == getattr(other, name), (found.ids, name)
    assert report.unknown == expected.unknown
    assert report == expected


@pytest.mark.parametrize(("processes", "participate"), [(2, True), (2, False), (3, True)])
def test_several_processes_find_what_one_finds(
    opened: Desk, night: Path, alone: Report, workers: list[int], processes: int, participate: bool, sockets: Sockets
) -> None:
    report = scanned(opened, night, processes, participate=participate)
    assert len(workers) == processes - participate
    assert [Path(file.path).name for file in report.files] == [
        "a-small.log", "b-large.log", "c-small.log", "d-large.log",
    ]  # fmt: skip
    assert_same(report, alone)


def test_workers_do_their_share(opened: Desk, night: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    hear = Crew._hear
    monkeypatch.setattr(
        Crew, "_hear", lambda self, worker, said: heard.append(type(said).__name__) or hear(self, worker, said)
    )
    # The calling thread begins when they are ready: else it may have done all of this small log by then.
    monkeypatch.setattr(parallel_scan.PiecedScan, "begin_to_show", wait_until_ready)
    scanned(opened, night, 2, participate=False)
    assert heard.count("Ready") == 2
    assert heard.count("Done") >= 4


def wait_until_ready(pieces: parallel_scan.PiecedScan) -> bool:
    assert pieces._crew is not None
    while not all(worker.ready for worker in pieces._crew.workers):
        pieces._crew.listen(0.05)
    return True


@pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")
@pytest.mark.parametrize("when", ["Ready", "Found"])
def test_a_killed_worker_loses_nothing(
    opened: Desk, night: Path, alone: Report, workers: list[int], monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    hear = Crew._hear
    killed: list[int] = []

    def hear_and_kill(self: Crew, worker: Worker, said: object) -> bool:
        answer = hear(self, worker, said)  # type: ignore[arg-type]
        if type(said).__name__ == when and not killed:
            killed.append(workers[0])
            os.kill(workers[0], signal.SIGKILL)
        return answer

    monkeypatch.setattr(Crew, "_hear", hear_and_kill)
    monkeypatch.setattr(parallel_scan.PiecedScan, "begin_to_show", wait_until_ready)
    report = scanned(opened, night, 2, participate=False)
    assert killed
    assert_same(report, alone)


def test_a_fault_in_a_worker_leaves_a_trace_that_names_nobody(tmp_path: Path) -> None:
    places = Places(tmp_path / "ana", tmp_path, tmp_path / "cache", tmp_path / "settings")
    worker = Worker(places, None, NO_FILTERS, stand_back=False)
    worker.process.join(60)
    worker.end()
    trace = (tmp_path / "settings" / "faults.log").read_text(encoding="utf-8")
    assert "app.services.scanning.worker:" in trace
    assert "CatalogError" in trace
    assert "ana" not in trace
    assert str(tmp_path) not in trace


def test_workers_that_do_not_come_are_not_waited_for(
    opened: Desk, night: Path, alone: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_pool, "START_SECONDS", 0.0)
    assert_same(scanned(opened, night, 2, participate=False), alone)

    def refuse(self: Worker, *_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(Worker, "__init__", refuse)
    assert_same(scanned(opened, night, 3), alone)


def test_workers_with_another_catalog_are_not_used(
    opened: Desk, night: Path, alone: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests: list[bytes] = []
    monkeypatch.setattr(worker_pool, "digest_of", lambda catalog: digests.append(b"other") or b"other")
    monkeypatch.setattr(parallel_scan.PiecedScan, "begin_to_show", wait_until_judged)
    assert_same(scanned(opened, night, 2, participate=False), alone)
    assert digests


def wait_until_judged(pieces: parallel_scan.PiecedScan) -> bool:
    assert pieces._crew is not None
    while pieces._crew.workers:
        pieces._crew.listen(0.05)
    return True


def test_a_desk_that_does_not_know_its_folder_scans_alone(desk: Desk, night: Path, workers: list[int]) -> None:
    assert scanned(desk, night, 2).occurrences
    assert workers == []


def test_occurrences_come_in_the_order_of_the_log(opened: Desk, night: Path, workers: list[int]) -> None:
    lines: list[tuple[str, int]] = []
    report = opened.scan(
        [PathSource(night)], on_occurrence=lambda _e, place, _n, _v: lines.append((place.path, place.line)), processes=2
    )
    assert lines == sorted(lines)
    assert len(lines) == report.occurrences
    assert workers == []


def test_small_logs_and_texts_start_no_process(opened: Desk, tmp_path: Path, workers: list[int]) -> None:
    path = tmp_path / "small.log"
    path.write_text("\n".join(SHARED), encoding="utf-8")
    report = opened.scan([PathSource(path), TextSource("pasted", SHARED[0] * 20_000)], processes=2)
    assert report.occurrences > 1
    assert workers == []


@pytest.mark.parametrize(("total", "expected"), [(1_000_000, 1), (200_000_000, 2)])
def test_large_logs_are_worth_a_second_process(
    opened: Desk, monkeypatch: pytest.MonkeyPatch, total: int, expected: int
) -> None:
    places = Places(Path(), Path(), Path(), Path())
    team = parallel_scan.Team(None, places=places, catalog=opened.catalog)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert team.size(total) == expected
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert team.size(total) == 1


# Progress and cancelling


def test_progress_counts_the_bytes_of_all(opened: Desk, night: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel_scan.PiecedScan, "begin_to_show", wait_until_ready)
    monkeypatch.setattr("app.services.scanning.scan.PROGRESS_SECONDS", 0.0)
    told: list[Progress] = []
    report = opened.scan([PathSource(night)], on_progress=told.append, processes=2, participate=False)
    done = [progress.done for progress in told]
    assert done == sorted(done)
    assert {progress.total for progress in told} == {report.bytes}
    assert report.bytes * 0.5 < done[-1] <= report.bytes
    counts = [progress.report.occurrences for progress in told]
    assert counts == sorted(counts)
    assert 0 < counts[-1] <= report.occurrences
    assert all(progress.path for progress in told)


@pytest.mark.parametrize("participate", [True, False])
def test_cancelling_keeps_what_was_found(
    opened: Desk, night: Path, alone: Report, monkeypatch: pytest.MonkeyPatch, participate: bool
) -> None:
    monkeypatch.setattr("app.services.scanning.scan.PROGRESS_SECONDS", 0.0)
    large = night / "b-large.log"
    found: list[int] = []

    def cancelled() -> bool:
        return bool(found) and found[-1] > 20

    report = opened.scan(
        [PathSource(large)],
        on_progress=lambda progress: found.append(progress.report.occurrences),
        cancelled=cancelled,
        processes=2,
        participate=participate,
    )
    assert report.cancelled
    counts = {each.ids: each.count for each in alone.findings}
    assert found[-1] <= report.occurrences < sum(counts.values())
    places = {(place, text) for each in alone.findings for place, text in each.samples}
    assert all(each.count <= counts[each.ids] for each in report.findings if not each.shared)
    firsts = {place.line: text for place, text in places if place.path == str(large)}
    for each in report.findings:
        for place, text in each.samples:
            assert firsts.get(place.line, text) == text, "a line is where it says"


def test_what_a_cancelled_worker_found_counts(opened: Desk, night: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told to stop, a worker says what it has of a piece that is not done; the piece is large, so it is not done."""
    monkeypatch.setattr(parallel_scan.PiecedScan, "begin_to_show", wait_until_ready)
    monkeypatch.setattr(parallel_scan, "STOP_SECONDS", 10.0)
    monkeypatch.setattr(
        parallel_scan.PiecedScan, "_next_of", lambda self, file, speed: self._rest.popleft()[1] if self._rest else None
    )
    monkeypatch.setattr("app.services.scanning.scan.PROGRESS_SECONDS", 0.0)
    taken: list[int] = []
    report = opened.scan(
        [PathSource(night / "b-large.log")],
        on_progress=lambda progress: taken.append(progress.done),
        cancelled=lambda: bool(taken) and taken[-1] > 0,
        processes=2,
        participate=False,
    )
    assert report.cancelled
    assert 0 < report.bytes <= (night / "b-large.log").stat().st_size
    assert report.occurrences > 0


def test_cancelling_before_workers_are_ready(opened: Desk, night: Path) -> None:
    begun = time.monotonic()
    report = opened.scan([PathSource(night)], cancelled=lambda: time.monotonic() - begun > 0.05, processes=2)
    assert report.cancelled


def test_json_is_the_same_for_any_number_of_processes(opened: Desk, night: Path, alone: Report) -> None:
    from app.cli.json_answers import report_json

    report = scanned(opened, night, 2)
    assert json.dumps(report_json(report)) == json.dumps(report_json(alone))


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_worker_that_somebody_stopped_is_not_waited_for(
    opened: Desk, night: Path, workers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_pool, "SILENT_SECONDS", 0.5)
    expected = opened.scan([PathSource(night)]).occurrences

    def stop(_: Progress) -> None:
        for worker in workers[-1:]:
            os.kill(worker, signal.SIGSTOP)

    assert opened.scan([PathSource(night)], on_progress=stop, processes=2).occurrences == expected
