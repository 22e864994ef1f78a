"""Scans in the process that is kept ready for the window: the same report, and nothing lost when it dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.report.cascades import cascades
from app.services.error_desk import Desk
from app.services.open_catalog import open_desk
from app.services.scanning import scan_process, scan_process_main
from app.services.scanning.progress import Progress
from app.services.scanning.scan_process_main import Alive, Begun
from app.services.scanning.sources import PathSource, TextSource
from app.storage.places import Places
from tests.conftest import ROOT

LINES = [
    '2026-03-02T06:00:01Z ERROR POST /users 400 {{"error":{{"code":10005,"message":"User missing the following fields: '
    'lastName","info":{{}}}},"email":"u{0}@north.example"}}',
    '2026-03-02T06:00:05Z ERROR POST /users 400 {{"error":{{"message":"Email must be unique","info":{{}}}},'
    '"email":"v{0}@north.example"}}',
    "2026-03-02T06:00:07Z ERROR the roster gizmo cannot frobnicate record {0}",
    "2026-03-02T06:00:08Z INFO synced {0} users",
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("home")
    desk = open_desk(Places(ROOT / "catalog", ROOT / "resources", folder / "cache", folder / "settings"))
    yield desk
    desk.close()


@pytest.fixture
def ready(desk: Desk) -> Desk:
    desk.start_host()
    assert desk.host_ready(30.0)
    return desk


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "night.log"
    path.write_text("\n".join(line.format(number) for number in range(20_000) for line in LINES), encoding="utf-8")
    return path


def test_the_report_is_the_one_that_a_scan_here_gives(ready: Desk, log: Path) -> None:
    pictures: list[Progress] = []
    sources = [PathSource(log), PathSource(log.with_name("gone.log")), TextSource("pasted", LINES[1].format(7))]
    report, found = ready.scan_apart(sources, on_progress=pictures.append)
    here = ready.scan(sources)
    here.seconds = report.seconds
    assert report == here
    assert found == cascades(here)
    assert report.findings[0].entries[0] is ready.entry(report.findings[0].entries[0].id)
    assert pictures, "something is seen on the way"
    assert all(len(one.records) <= 20 for picture in pictures for one in picture.report.findings), "and little of it"
    assert pictures[-1].report.findings[0].records.distinct > 20, "which says how many there are all the same"


def test_a_cancelled_scan_shows_at_once_what_was_found_and_then_reports_it(ready: Desk, log: Path) -> None:
    pictures: list[Progress] = []
    report, _ = ready.scan_apart([PathSource(log)], on_progress=pictures.append, cancelled=lambda: len(pictures) > 0)
    assert report.cancelled
    assert 0 < report.occurrences < 40_000
    assert pictures[-1].report.occurrences == report.occurrences
    again, _ = ready.scan_apart([PathSource(log)])
    assert not again.cancelled
    assert again.occurrences == 40_000, "the process goes on"


def test_when_the_process_dies_the_scan_is_done_here(ready: Desk, log: Path) -> None:
    pictures: list[Progress] = []

    def kill(progress: Progress) -> None:
        if not pictures:
            for child in multiprocessing.active_children():
                os.kill(child.pid, signal.SIGTERM)
        pictures.append(progress)

    report, _ = ready.scan_apart([PathSource(log)], on_progress=kill)
    assert report.occurrences == 40_000
    assert not report.cancelled


def test_what_is_ended_while_it_starts_leaves_no_process(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class EndedMeanwhile(scan_process._Host):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)
            begun.append(self)
            host.end()

    begun: list[object] = []
    before = multiprocessing.active_children()
    monkeypatch.setattr(scan_process, "_Host", EndedMeanwhile)
    host = scan_process.ScanHost(desk.catalog, desk._places, None)
    host.start()
    assert len(begun) == 1
    assert set(multiprocessing.active_children()) <= set(before)


def test_closing_ends_the_process(desk: Desk) -> None:
    desk.close()
    assert not [child for child in multiprocessing.active_children() if child.name == "scan host"]
    report, _ = desk.scan_apart([TextSource("pasted", LINES[1].format(7))])
    assert report.occurrences == 1, "and scans go on here"


def test_a_closed_desk_starts_no_process(tmp_path: Path) -> None:
    desk = open_desk(Places(ROOT / "catalog", ROOT / "resources", tmp_path / "cache", tmp_path / "settings"))
    desk.close()
    desk.start_host()
    assert not [child for child in multiprocessing.active_children() if child.name == "scan host"]


def host_ids() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.name == "scan host" and child.pid]


@pytest.fixture
def own_desk(tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(Places(ROOT / "catalog", ROOT / "resources", tmp_path / "cache", tmp_path / "settings"))
    desk.start_host()
    assert desk.host_ready(30.0)
    yield desk
    desk.close()


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_what_ends_the_process_twice_is_not_read_again_and_all_else_is(
    own_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.log", "z.log", "killer.log"):
        (tmp_path / name).write_text(LINES[1].format(name), encoding="utf-8")
    # The last, and long: no other file may have begun, nor all be read, before the process is ended.
    with (tmp_path / "killer.log").open("a", encoding="utf-8") as file:
        file.writelines(f"2026-03-02 ERROR locker {n} of wing {n % 7} is stuck again\n" for n in range(50_000))
    real = scan_process.loaded
    deaths: list[str] = []

    def dying(data: bytes, entries: object) -> object:
        message = real(data, entries)  # type: ignore[arg-type]
        if isinstance(message, Begun) and message.path.endswith("killer.log"):
            deaths.append(message.path)
            for child in host_ids():
                os.kill(child, signal.SIGKILL)
        return message

    monkeypatch.setattr(scan_process, "loaded", dying)
    monkeypatch.setattr("app.services.error_desk.scan", None, raising=True)  # nothing is scanned in this process
    report, _ = own_desk.scan_apart([PathSource(tmp_path / f"{name}.log") for name in ("a", "z", "killer")])
    assert len(deaths) == 2
    assert report.occurrences == 2
    assert [bool(file.error) for file in report.files] == [False, False, True]


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_process_that_somebody_stopped_does_not_hold_up_a_cancel(own_desk: Desk, log: Path) -> None:
    pictures: list[Progress] = []
    stopped: list[float] = []

    def stop(progress: Progress) -> None:
        pictures.append(progress)
        if len(pictures) == 1:
            for child in host_ids():
                os.kill(child, signal.SIGSTOP)
            stopped.append(time.monotonic())

    report, _ = own_desk.scan_apart([PathSource(log)], on_progress=stop, cancelled=lambda: bool(pictures))
    assert time.monotonic() - stopped[0] < 2.5
    assert report.cancelled
    assert report.occurrences == pictures[-1].report.occurrences
    assert own_desk.host_ready(30.0), "another one takes its place"
    again, _ = own_desk.scan_apart([TextSource("pasted", LINES[1].format(7))])
    assert again.occurrences == 1


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_closing_ends_a_process_that_somebody_stopped(own_desk: Desk) -> None:
    for child in host_ids():
        os.kill(child, signal.SIGSTOP)
    begun = time.monotonic()
    own_desk.close()
    assert time.monotonic() - begun < 1.5


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_process_that_somebody_stopped_is_replaced(
    own_desk: Desk, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_process, "_SILENT_SECONDS", 3.0)
    stopped: list[int] = []

    def stop(_: Progress) -> None:
        if not stopped:
            stopped.extend(host_ids())
            for child in stopped:
                os.kill(child, signal.SIGSTOP)

    report, _ = own_desk.scan_apart([PathSource(log)], on_progress=stop)
    assert stopped
    assert report.occurrences == 40_000
    assert not set(stopped) & set(host_ids())


def test_a_process_at_work_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copying a large archive from a share says nothing for long: that is no hung process."""
    monkeypatch.setattr(scan_process_main, "HEARTBEAT_SECONDS", 0.05)
    here, there = multiprocessing.Pipe(duplex=False)
    with scan_process_main._heartbeat(scan_process_main._Voice(there)):
        for _ in range(3):
            assert here.poll(10.0)
            assert isinstance(scan_process.loaded(here.recv_bytes(), {}), Alive)
    while here.poll():
        here.recv_bytes()
    time.sleep(0.2)
    assert not here.poll(), "between two scans it is silent"
    here.close()
    there.close()
