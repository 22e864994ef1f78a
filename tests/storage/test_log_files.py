"""Files, folders and archives: every file is offered by name, and what cannot be read says why in a sentence."""

from __future__ import annotations

import errno
import gzip
import inspect
import io
import os
import shutil
import sys
import time
import zipfile
from collections import deque
from pathlib import Path
from typing import BinaryIO

import pytest

from app.core.text.statement import Statement
from app.services.error_desk import Desk
from app.services.scanning.sources import PathSource
from app.storage.inputs import limits
from app.storage.inputs.discovery import LogFile, RefusedError, log_files, reason
from tests.sentences import said

KNOWN = "2025-09-02 06:00:14 ERROR POST /users 400 Email must be unique\n"


@pytest.fixture(autouse=True)
def small_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """What any archive may unpack to: 8 MB instead of 64, so that bombs can be small."""
    monkeypatch.setattr(limits, "MIN_BOUND", 8 * 1024**2)


def names(path: Path) -> list[str]:
    return [file.name.removeprefix(f"{path}").lstrip("/\\") for file in log_files(path)]


def content(file: LogFile) -> bytes:
    with file.open() as stream:
        return stream.read()


def error_of(path: Path, desk: Desk) -> list[tuple[str, str]]:
    """What a scan says of each file under a path: (name, error)."""
    return [(file.path, said(file.error)) for file in desk.scan([PathSource(path)]).files]


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mon.log"
    path.write_bytes(b"abc")
    (file,) = log_files(path)
    assert (file.name, file.size, content(file)) == (str(path), 3, b"abc")


def test_folders_are_walked_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b.log", "A.log", "sub/c.log", "sub/deeper/d.log", "empty/nothing", ".hidden", "no suffix"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (tmp_path / "empty/nothing").unlink()
    assert [name.replace("\\", "/") for name in names(tmp_path)] == [
        ".hidden",
        "A.log",
        "b.log",
        "no suffix",
        "sub/c.log",
        "sub/deeper/d.log",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no links and pipes here")
def test_links_and_pipes_end_no_walk(tmp_path: Path, desk: Desk) -> None:
    (tmp_path / "a.log").write_text(KNOWN, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "linked.log").symlink_to(tmp_path / "a.log")
    (tmp_path / "broken.log").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.log")
    elsewhere = tmp_path.with_name(f"{tmp_path.name}-elsewhere")
    elsewhere.mkdir()
    (tmp_path / "other").symlink_to(elsewhere, target_is_directory=True)
    assert names(tmp_path) == ["a.log", "broken.log", "linked.log", "other", "pipe.log"]
    assert {Path(name).name: error for name, error in error_of(tmp_path, desk) if error} == {
        "broken.log": "This is a link that leads nowhere.",
        "other": "This is a link to another folder; drop that folder itself to have it read.",
        "pipe.log": "This is a pipe or a device, no file; it was not read.",
    }


def test_members_of_a_zip_are_named_after_it(tmp_path: Path) -> None:
    path = tmp_path / "week.ZIP"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("logs")
        archive.writestr("logs/mon.log", b"monday")
        archive.writestr("tue.log", b"")
        archive.writestr("mié.log", b"x" * 100)
    files = list(log_files(path))
    assert [file.name for file in files] == [f"{path}!logs/mon.log", f"{path}!tue.log", f"{path}!mié.log"]
    assert [file.size for file in files] == [6, 0, 100]
    assert [content(file) for file in files] == [b"monday", b"", b"x" * 100]


def test_a_gz_is_named_like_an_archive_of_one(tmp_path: Path) -> None:
    path = tmp_path / "mon.log.gz"
    path.write_bytes(gzip.compress(b"monday") + gzip.compress(b" and tuesday"))
    (file,) = log_files(path)
    assert file.name == f"{path}!mon.log"
    assert content(file) == b"monday and tuesday"


def test_findings_name_the_member_and_its_line(tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("logs/mon.log", "ok\nok\n" + KNOWN)
    (finding,) = desk.scan([PathSource(path)]).findings
    assert finding.first is not None
    assert (finding.first.path, finding.first.line) == (f"{path}!logs/mon.log", 3)


def test_an_encrypted_member_is_refused_and_the_rest_is_read(tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("secret.log", KNOWN)
        archive.writestr("plain.log", KNOWN)
    data = bytearray(path.read_bytes())
    # The flag "encrypted" of the first member, in its own header and in the directory at the end.
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    report = desk.scan([PathSource(path)])
    secret, plain = report.files
    assert "encrypted" in said(secret.error)
    assert said(plain.error) == ""
    assert report.findings[0].count == 1


def zip_bomb(path: Path) -> None:
    """A zip of a few kB whose one member unpacks to 12 MB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive, archive.open("bomb.log", "w") as member:
        for _ in range(12):
            member.write(b"a" * 1024**2)


def test_a_zip_bomb_is_refused_quickly(tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "bomb.zip"
    zip_bomb(path)
    assert path.stat().st_size < 10_000
    start = time.process_time()
    ((name, error),) = error_of(path, desk)
    assert time.process_time() - start < 1
    assert name == f"{path}!bomb.log"
    assert "unpacks to far more than a log would" in error


def test_a_zip_bomb_that_hides_its_size_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    zip_bomb(path)
    data = path.read_bytes()
    real = (12 * 1024**2).to_bytes(4, "little")
    assert real in data
    path.write_bytes(data.replace(real, (100).to_bytes(4, "little")))
    (file,) = log_files(path)
    with pytest.raises((RefusedError, zipfile.BadZipFile)):
        content(file)


def test_a_gz_bomb_is_stopped(tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "bomb.log.gz"
    with gzip.open(path, "wb", compresslevel=9) as file:
        for _ in range(12):
            file.write((b"INFO all is well\n" * 61_681)[: 1024**2])
    (read,) = log_files(path)
    with read.open() as stream, pytest.raises(RefusedError, match="archive-bomb"):
        deque(iter(lambda: stream.read(1024**2), b""), maxlen=0)


@pytest.mark.parametrize("name", ["broken.zip", "broken.log.gz"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more", b"\x1f\x8b\x08\x00broken"])
def test_a_damaged_archive_is_named(name: str, data: bytes, tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    good = tmp_path / "good.log"
    good.write_text(KNOWN, encoding="utf-8")
    report = desk.scan([PathSource(path), PathSource(good)])
    damaged, read = report.files
    assert damaged.path.startswith(str(path))
    assert said(damaged.error).endswith(".") or not data
    assert said(read.error) == ""
    assert report.findings[0].count == 1


@pytest.mark.parametrize("lines", [3, 9_000])
def test_of_a_cut_off_gz_all_that_can_be_read_is_read(lines: int, tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "mon.log.gz"
    packed = gzip.compress(b"".join(b"%d %s" % (number, KNOWN.encode()) for number in range(lines)))
    path.write_bytes(packed[: len(packed) - 12])
    report = desk.scan([PathSource(path)])
    assert "damaged or cut off" in said(report.files[0].error)
    assert report.findings
    assert report.findings[0].count >= lines * 0.9 - 2


def test_a_zip_whose_middle_is_damaged(tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mon.log", KNOWN * 100)
        archive.writestr("tue.log", KNOWN)
    data = bytearray(path.read_bytes())
    data[200] ^= 0x20
    path.write_bytes(data)
    report = desk.scan([PathSource(path)])
    assert [bool(file.error) for file in report.files] == [True, False]


def test_an_archive_in_an_archive_is_read(tmp_path: Path, desk: Desk) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mon.log", f"fine\n{KNOWN}")
    path = tmp_path / "outer.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    (finding,) = desk.scan([PathSource(path)]).findings
    assert finding.first is not None
    assert (finding.first.path, finding.first.line) == (f"{path}!inner.zip!mon.log", 2)


@pytest.mark.parametrize("name", ["mon.zip", "mon.log.gz", "mon.xlsx"])
def test_text_that_is_named_otherwise_is_read_and_remarked(name: str, tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / name
    path.write_text(KNOWN, encoding="utf-8")
    (file,) = log_files(path)
    assert file.note == f"is named {path.suffix} but is plain text"
    assert file.path == path
    assert desk.scan([PathSource(path)]).findings[0].count == 1


def test_a_binary_file_is_refused_by_name(tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(bytes(range(256)) * 20)
    ((name, error),) = error_of(path, desk)
    assert name == str(path)
    assert error == "This is no text file; its content was not read."


def test_a_file_that_was_never_there(tmp_path: Path, desk: Desk) -> None:
    ((name, error),) = error_of(tmp_path / "gone.log", desk)
    assert name == str(tmp_path / "gone.log")
    assert "not there" in error
    for name in ("gone.zip", "gone.log.gz"):
        ((_, error),) = error_of(tmp_path / name, desk)
        assert "not there" in error


def test_a_file_that_vanishes_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mon.log"
    path.write_text(KNOWN, encoding="utf-8")
    (file,) = log_files(path)
    path.unlink()
    with pytest.raises(FileNotFoundError) as caught:
        file.open()
    assert "not there" in said(reason(caught.value))


def test_a_folder_that_vanishes_during_the_walk(tmp_path: Path) -> None:
    for name in ("a/1.log", "b/2.log", "c/3.log"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(KNOWN, encoding="utf-8")
    walk = log_files(tmp_path)
    found = [next(walk).name]
    shutil.rmtree(tmp_path / "b")
    found += [file.name for file in walk]
    assert str(tmp_path / "c" / "3.log") in found


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_what_may_not_be_opened(tmp_path: Path, desk: Desk) -> None:
    locked, folder, good = tmp_path / "1.log", tmp_path / "2", tmp_path / "3.log"
    folder.mkdir()
    for path in (locked, good):
        path.write_text(KNOWN, encoding="utf-8")
    locked.chmod(0)
    folder.chmod(0)
    try:
        found = error_of(tmp_path, desk)
    finally:
        folder.chmod(0o700)
    assert [name for name, _ in found] == [str(locked), str(folder), str(good)]
    assert "may not open" in found[0][1]
    assert "may not open" in found[1][1]
    assert found[2][1] == ""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, "x"), "not there any more"),
        (PermissionError(13, "x"), "another program keeps it locked"),
        (OSError(5, "Input/output error"), "cannot be read (Input/output error)"),
        (EOFError("x"), "damaged or cut off"),
        (zipfile.BadZipFile("x"), "damaged or cut off"),
        (RefusedError(Statement("is-pdf")), "This is a PDF"),
    ],
)
def test_reasons_are_sentences(error: Exception, words: str) -> None:
    assert words in said(reason(error))
    assert said(reason(error)).endswith(".")


def test_an_archive_of_many_members_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20):
            archive.writestr(f"{number}.log", KNOWN)
    opened: list[zipfile.ZipFile] = []

    class Noted(zipfile.ZipFile):
        def __init__(self, file: BinaryIO) -> None:
            super().__init__(file)
            opened.append(self)

    monkeypatch.setattr(zipfile, "ZipFile", Noted)
    files = list(log_files(path))
    assert {content(file) for file in files} == {KNOWN.encode()}
    (archive,) = opened
    assert archive.fp is None  # closed with its last member


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no links here")
def test_a_junction_that_leads_up_ends_no_walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.log").write_text(KNOWN, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/up").symlink_to(tmp_path, target_is_directory=True)
    # What Python says of a Windows junction.
    monkeypatch.setattr(Path, "is_symlink", lambda _: False)
    assert names(tmp_path) == ["a.log"]


def test_a_child_that_may_not_be_asked_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.log", "b.log", "c.log"):
        (tmp_path / name).write_bytes(KNOWN.encode())
    is_file = Path.is_file

    def asked(path: Path) -> bool:
        if path.name == "b.log":
            raise PermissionError(13, "Permission denied")
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", asked)
    read, refused, also = log_files(tmp_path)
    assert content(read) == content(also) == KNOWN.encode()
    with pytest.raises(RefusedError, match="file-locked"):
        refused.open()


def test_a_tree_deeper_than_python_calls_go(tmp_path: Path) -> None:
    # Few calls rather than many folders: Wine goes through a whole path for every look at its end.
    folders, calls = 150, 100
    folder = tmp_path
    for _ in range(folders):
        folder = folder / "d"
        folder.mkdir()
    (folder / "deep.log").write_bytes(KNOWN.encode())
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + calls)
    try:
        (file,) = log_files(tmp_path)
    finally:
        sys.setrecursionlimit(usual)
    assert content(file) == KNOWN.encode()


def test_a_file_that_grows_is_read_to_where_it_ended(tmp_path: Path) -> None:
    path = tmp_path / "mon.log"
    path.write_bytes(b"a" * 100)
    (file,) = log_files(path)
    with file.open() as stream:
        assert stream.read(10) == b"a" * 10
        with path.open("ab") as more:
            more.write(b"b" * 100)
        assert stream.read() == b"a" * 90
        assert stream.read(1) == b""


def test_a_file_that_is_cut_or_replaced_meanwhile_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "mon.log"
    path.write_bytes(b"a" * 100)
    (file,) = log_files(path)
    with file.open() as stream:
        assert stream.read(10) == b"a" * 10
        path.write_bytes(b"new")
        assert stream.read() == b""


def test_reading_fills_the_buffer_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "mon.log"
    data = os.urandom(600_000)
    path.write_bytes(data)
    (file,) = log_files(path)
    buffer = bytearray(256 * 1024)
    view = memoryview(buffer)
    read = b""
    with file.open() as stream:
        while size := stream.readinto(view):
            read += view[:size]
    assert read == data


def test_a_drive_that_goes_away_is_named() -> None:
    error = OSError(errno.ESTALE, "Stale file handle")
    assert "went away" in said(reason(error))
