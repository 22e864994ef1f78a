"""One odd file never ends a scan: whatever reading it raises is said of that file, and the others are reported."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.scanning.sources import PathSource, TextSource
from app.storage.documents.web_page import WebPageReader
from app.storage.inputs import discovery
from app.storage.inputs.walk import Walk
from tests.fixtures.hostile import NOTHING
from tests.fixtures.make_formats import ods, xlsx
from tests.sentences import said

GOOD = 'ERROR POST /users 400 {"error":{"message":"Email must be unique"},"email":"ana@north.example"}\n'
PAGE = "<!DOCTYPE html><html><body><p>Email must be unique</p></body></html>"


class PanicException(BaseException):
    """What a reader written in Rust raises: no Exception."""


def scanned(desk: Desk, folder: Path) -> Report:
    return desk.scan([PathSource(folder)])


def errors(report: Report) -> dict[str, str]:
    return {Path(file.path).name: said(file.error) for file in report.files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.log").write_text(GOOD, encoding="utf-8")
    (tmp_path / "z.log").write_text(GOOD, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("kind", [PanicException, IndexError, KeyError, MemoryError, RecursionError, AssertionError])
def test_whatever_a_reader_raises_is_said_of_its_file(
    kind: type[BaseException], folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise kind("no words of this reach anybody")

    monkeypatch.setattr(WebPageReader, "records", fail)
    (folder / "odd.html").write_text(PAGE, encoding="utf-8")
    report = scanned(desk, folder)
    assert report.occurrences == 2
    assert errors(report)["odd.html"]
    assert "no words" not in errors(report)["odd.html"]


@pytest.mark.parametrize("kind", [PanicException, IndexError, MemoryError])
def test_whatever_looking_for_files_raises_is_said_of_what_was_looked_at(
    kind: type[BaseException], folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise kind

    monkeypatch.setattr(Walk, "files_within", fail)
    with zipfile.ZipFile(folder / "odd.zip", "w") as archive:
        archive.writestr("in.log", GOOD)
    report = scanned(desk, folder)
    assert report.occurrences == 2
    assert errors(report)["odd.zip"]


def test_who_calls_is_told_of_its_own_errors(desk: Desk) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        desk.scan([TextSource("pasted", GOOD)], on_occurrence=fail)


def test_what_ends_the_program_ends_it(folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(discovery, "known_kind", interrupt)
    with pytest.raises(KeyboardInterrupt):
        scanned(desk, folder)


def test_a_member_without_a_name_is_read_as_the_others_are(folder: Path, desk: Desk) -> None:
    path = folder / "odd.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("in.log", GOOD)
        archive.writestr("x", GOOD)
    content = path.read_bytes()
    # The last member's name goes: its one letter becomes part of what is extra.
    at = content.rfind(b"PK\x01\x02")
    first = content.find(b"PK\x03\x04", 10)
    for place, offset in ((at, 28), (first, 26)):
        content = content[: place + offset] + struct.pack("<HH", 0, 1) + content[place + offset + 4 :]
    path.write_bytes(content)
    report = scanned(desk, folder)
    assert report.occurrences >= 3
    assert [Path(file.path).name for file in report.files][-1] == "z.log"


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode() * 2 + bytes(300),
        GOOD.encode() + b"ERROR half a li" + bytes(200_000) + b"\n" + GOOD.encode(),
        bytes(100_000) + GOOD.encode() * 2,
        GOOD.encode() + bytes(4096) + GOOD.encode(),
        b"time,message\n1,Email must be unique\n2,Email must be unique\n" + bytes(500),
    ],
)
def test_a_log_filled_with_zeros_is_read_with_a_remark(content: bytes, tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "night.log"
    path.write_bytes(content)
    report = desk.scan([PathSource(path)])
    assert report.occurrences == 2
    assert said(report.files[0].error) == ""
    assert "bytes of zero" in report.files[0].note


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_workbook_whose_parts_are_not_packed_is_no_text_with_zeros(
    make: Callable[[], bytes], tmp_path: Path, desk: Desk
) -> None:
    with zipfile.ZipFile(io.BytesIO(make())) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    path = tmp_path / f"report.{make.__name__}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as book:
        for name, content in parts.items():
            book.writestr(zipfile.ZipInfo(name), content + (b" " * 50_000 if name.endswith(".xml") else b""))
    report = desk.scan([PathSource(path)])
    assert [(said(file.error), file.note, file.encoding) for file in report.files] == [("", "", "")]
    assert report.occurrences == 3


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_number_of_five_thousand_digits_is_read(name: str, tmp_path: Path, desk: Desk) -> None:
    error = '"level":"error","endpoint":"POST /users","message":"Email must be unique","email":"ana@north.example"'
    one = f'{{{error},"n":{"9" * 5_000}}}'
    text = f"[{one},{one}]" if name == "a.json" else f"{one}\n{one}\n"
    (tmp_path / name).write_text(text, encoding="utf-8")
    report = desk.scan([PathSource(tmp_path)])
    assert (report.occurrences, said(report.files[0].error)) == (2, "")


@pytest.mark.parametrize("name", ["empty.zip", "links.tar", "cut.ods", "cut.zip"])
def test_an_archive_without_files_is_named(name: str, folder: Path, desk: Desk) -> None:
    (folder / name).write_bytes(NOTHING[name]())
    report = scanned(desk, folder)
    assert report.occurrences == 2
    assert errors(report)[name].endswith(".")
