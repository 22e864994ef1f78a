"""The log of faults says where in the code they happened, and nothing of anybody."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.userdata.fault_log import MAX_BYTES, NAME, FaultLog, keep_fault_log, log_fault

SECRETS = ("ana.lopez@north.example", "/home/ana/logs/night.log", r"C:\Users\ana\night.log", "Ana López", "20417")


@pytest.fixture
def program_logger() -> Iterator[logging.Logger]:
    """The program's logger, whose handlers go after the test."""
    logger = logging.getLogger("app")
    before = list(logger.handlers)
    yield logger
    logger.handlers[:] = before


def fail(words: str) -> None:
    """Raise an error about something that was read, caused by another one."""
    try:
        raise FileNotFoundError(2, words, words)
    except FileNotFoundError as error:
        raise KeyError(words) from error


@pytest.mark.parametrize("secret", SECRETS)
def test_no_path_name_or_text_gets_in(secret: str, tmp_path: Path, program_logger: logging.Logger) -> None:
    keep_fault_log(tmp_path)
    try:
        fail(secret)
    except KeyError as error:
        program_logger.getChild("test").error("could not read %s: " + secret, secret, exc_info=True)
        path = log_fault(tmp_path, error)
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) == 2
    assert text.count("KeyError") == 2
    assert text.count("FileNotFoundError") == 2
    assert "test_fault_log.py:" in text
    assert "fail" in text
    for part in (secret, "ana", "Ana", "20417", str(tmp_path), str(Path.home())):
        assert part not in text


def test_a_fault_without_an_end_is_written_once(tmp_path: Path) -> None:
    log = FaultLog(tmp_path)
    for number in range(50):
        log.handle(logging.makeLogRecord({"name": "app.painting", "levelno": logging.ERROR, "args": (number,)}))
    assert len(log.path.read_text(encoding="utf-8").splitlines()) == 1


def test_a_full_log_is_begun_again_and_the_one_before_is_kept(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("x" * (MAX_BYTES + 1), encoding="utf-8")
    log_fault(tmp_path, ValueError())
    assert (tmp_path / NAME).stat().st_size < MAX_BYTES
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 2 * MAX_BYTES
    assert len(list(tmp_path.iterdir())) == 2


def test_where_nothing_can_be_written_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    log_fault(tmp_path / "file", ValueError())
