"""Workbooks are read in a process of their own; whatever happens to it is one workbook's verdict, in a sentence."""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest

from app.storage.documents import workbook_process
from app.storage.documents.sheets import Opened, Rows, Sheet, SheetMessage
from app.storage.documents.workbook_process import WorkbookProcess
from app.storage.files.read_errors import RefusedError
from tests.fixtures.hostile import WORKBOOKS
from tests.fixtures.make_formats import FILES, xlsx

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture(scope="module")
def shared() -> Iterator[WorkbookProcess]:
    process = WorkbookProcess()
    yield process
    process.close()


def kind_of(name: str) -> str:
    return name.rpartition(".")[2]


def read(process: WorkbookProcess, content: bytes, kind: str = "xlsx") -> list[SheetMessage]:
    return [message for message in process.sheets(kind, io.BytesIO(content)) if message is not None]


def rows(process: WorkbookProcess) -> int:
    return sum(len(message.rows) for message in read(process, xlsx()) if isinstance(message, Rows))


def reader_ids() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.name == "workbook reader" and child.pid]


@pytest.mark.parametrize(
    "name",
    [name for name in FILES if kind_of(name) in {"xlsx", "xls", "ods"} and name not in {"page.xls", "spreadsheet.xls"}],
)
def test_a_workbook_comes_as_rows_of_texts(name: str, shared: WorkbookProcess) -> None:
    messages = read(shared, FILES[name](), kind_of(name))
    assert isinstance(messages[0], Opened)
    assert Sheet() in messages
    cells = [cell for message in messages if isinstance(message, Rows) for row in message.rows for cell in row]
    assert cells.count("Email must be unique") == 2


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_is_refused_in_a_sentence(name: str, shared: WorkbookProcess) -> None:
    begun = time.monotonic()
    with pytest.raises(RefusedError, match="Statement"):
        read(shared, WORKBOOKS[name](), kind_of(name))
    assert time.monotonic() - begun < 30
    assert rows(shared) == 7, "and the next one is read"


def test_one_process_reads_many_workbooks() -> None:
    process = WorkbookProcess()
    before = set(reader_ids())
    rows(process)
    (first,) = set(reader_ids()) - before
    for _ in range(3):
        rows(process)
    assert set(reader_ids()) - before == {first}
    process.close()
    assert first not in reader_ids()


def test_a_damaged_workbook_leaves_the_process_to_the_next_one() -> None:
    process = WorkbookProcess()
    before = set(reader_ids())
    rows(process)
    (first,) = set(reader_ids()) - before
    for end in (300, 1_000, 3_000):
        with pytest.raises(RefusedError):
            read(process, xlsx()[:end])
    assert rows(process) == 7
    assert set(reader_ids()) - before == {first}
    process.close()


@posix
def test_a_process_that_ended_while_it_had_nothing_to_do_is_started_again() -> None:
    process = WorkbookProcess()
    before = reader_ids()
    rows(process)
    (child,) = set(reader_ids()) - set(before)
    os.kill(child, signal.SIGKILL)
    assert rows(process) == 7
    process.close()


class _Acting(io.BytesIO):
    """A workbook; when it is asked for, something happens to whoever asks."""

    def __init__(self, sign: int) -> None:
        super().__init__(xlsx() + bytes(200_000))
        self._sign = sign

    def read(self, size: int | None = -1) -> bytes:
        for child in reader_ids():
            os.kill(child, self._sign)
        return super().read(size)


@posix
@pytest.mark.parametrize("sign", ["SIGKILL", "SIGSEGV", "SIGSTOP"])
def test_a_process_that_dies_or_stops_costs_one_workbook(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_process, "PATIENCE", 0.5)
    process = WorkbookProcess()
    begun = time.monotonic()
    with pytest.raises(RefusedError, match=r"workbook-(broke|too-long)"):
        list(process.sheets("xlsx", _Acting(getattr(signal, sign))))
    assert time.monotonic() - begun < 10
    monkeypatch.undo()
    assert rows(process) == 7
    process.close()


def test_what_reading_the_bytes_raises_comes_through(shared: WorkbookProcess) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise EOFError

    with pytest.raises(EOFError):
        list(shared.sheets("xlsx", Broken()))
    assert rows(shared) == 7


def test_whoever_stops_listening_ends_the_process() -> None:
    process = WorkbookProcess()
    before = reader_ids()
    messages = process.sheets("xlsx", io.BytesIO(xlsx()))
    next(message for message in messages if message is not None)
    messages.close()  # type: ignore[attr-defined] # a generator
    assert reader_ids() == before


@posix
def test_a_cancel_does_not_wait_for_it() -> None:
    begun = time.monotonic()
    process = WorkbookProcess(lambda: time.monotonic() - begun > 1.0)
    with pytest.raises(RefusedError):
        list(process.sheets("xlsx", _Acting(signal.SIGSTOP)))
    assert time.monotonic() - begun < 5
