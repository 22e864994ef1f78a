"""A log that is replaced, cut or begun anew while it is read is said to have changed; one that grows has not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.report.report import FileVerdict
from app.services.error_desk import Desk
from app.services.open_catalog import open_desk
from app.services.scanning import file_scan, parallel_scan, scan
from app.services.scanning.progress import Progress
from app.services.scanning.sources import PathSource
from app.storage.places import Places
from tests.conftest import ROOT
from tests.sentences import said

LINE = "2026-03-02T06:{0:02}:{1:02}Z ERROR POST /users 400 Email must be unique email=u{2}@north.example\n"
OTHER = "2026-03-03T06:00:00Z INFO another day\n"
COUNT = 40_000


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    home = tmp_path_factory.mktemp("home")
    return open_desk(Places(ROOT / "catalog", ROOT / "resources", home / "cache", home / "settings"))


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(parallel_scan, "RANGE", 256 * 1024)
    monkeypatch.setattr(scan, "PROGRESS_SECONDS", 0.0)
    path = tmp_path / "night.log"
    path.write_text("".join(LINE.format(n // 60 % 60, n % 60, n) for n in range(COUNT)), encoding="utf-8")
    return path


def replace(log: Path) -> None:
    new = log.with_name("new")
    new.write_text(OTHER * (log.stat().st_size // len(OTHER) + 1), encoding="utf-8")
    new.replace(log)


def cut(log: Path) -> None:
    os.truncate(log, log.stat().st_size // 2)


def begin_anew(log: Path) -> None:
    size = log.stat().st_size
    with log.open("r+", encoding="utf-8") as file:
        file.truncate(0)
        file.write(OTHER * (size // len(OTHER) + 100))


def grow(log: Path) -> None:
    with log.open("a", encoding="utf-8") as file:
        file.write(OTHER)


def verdict(opened: Desk, log: Path, change: Callable[[Path], None], processes: int) -> FileVerdict:
    changes = [change]

    def act(_: Progress) -> None:
        while changes:
            changes.pop()(log)

    (file,) = opened.scan([PathSource(log)], on_progress=act, processes=processes).files
    return file


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody replace an open file so")
@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("change", [replace, cut, begin_anew])
def test_a_log_that_changes_while_it_is_read_is_said_to(
    change: Callable[[Path], None], processes: int, opened: Desk, log: Path
) -> None:
    file = verdict(opened, log, change, processes)
    assert "changed while it was read" in said(file.error) + file.note


@pytest.mark.parametrize("processes", [1, 2])
def test_a_log_that_grows_while_it_is_read_has_not_changed(processes: int, opened: Desk, log: Path) -> None:
    file = verdict(opened, log, grow, processes)
    assert (said(file.error), file.note, file.findings) == ("", "", COUNT)


def test_a_file_that_gets_another_number_is_known_by_its_bytes(
    opened: Desk, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(1, 10_000))

    def other(_: os.stat_result) -> tuple[int, int]:
        return (7, next(numbers))

    monkeypatch.setattr("app.storage.logs.file_identity._identity", other)
    monkeypatch.setattr(file_scan, "is_replaced", lambda *_: False)
    file = verdict(opened, log, lambda _: None, 2)
    assert (said(file.error), file.findings) == ("", COUNT)
