"""Archives of every kind, in one another: all that can be read is offered, all else refused in a sentence."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.sentences import sentence_of
from app.storage.inputs import limits, open_archives
from app.storage.inputs.discovery import LogFile, log_files, log_files_in, read_errors, reason
from app.storage.inputs.limits import BOMB, TOO_DEEP, TOO_MANY
from app.storage.inputs.walk import CLIMBS
from tests.fixtures.make_formats import FILES, LOG, ole, tarred, xlsx, zipped

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DATA = LOG.encode()
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    # In small blocks, since only whole ones can be unpacked.
    "bz2": lambda data: bz2.compress(data, 1),
    "xz": lzma.compress,
    "zst": zstd.compress,
}


def content(file: LogFile) -> bytes:
    with file.open() as stream:
        return b"".join(iter(lambda: stream.read(100_000), b""))


def read(name: str, data: bytes) -> dict[str, bytes | str]:
    """What comes of bytes: {name: content, or the sentence that refuses it}; each file is read as it is offered."""
    found: dict[str, bytes | str] = {}
    for file in log_files_in(name, data):
        try:
            found[file.name] = content(file)
        except read_errors() as error:
            found[file.name] = sentence_of(reason(error))
    return found


def read_later(name: str, data: bytes) -> dict[str, bytes | str]:
    """The same with all files listed first, then read from the last to the first."""
    found: dict[str, bytes | str] = {}
    for file in reversed(list(log_files_in(name, data))):
        try:
            found[file.name] = content(file)
        except read_errors() as error:
            found[file.name] = sentence_of(reason(error))
    return dict(reversed(found.items()))


@pytest.mark.parametrize("kind", PACKERS)
def test_packed_files(kind: str) -> None:
    assert read(f"mon.log.{kind}", PACKERS[kind](DATA)) == {f"mon.log.{kind}!mon.log": DATA}


@pytest.mark.parametrize("kind", PACKERS)
def test_packed_files_one_behind_the_other(kind: str) -> None:
    packed = b"".join(PACKERS[kind](part) for part in (b"one\n", b"", b"two\n" * 50_000, b"three\n"))
    assert read("x", packed) == {"x!x": b"one\n" + b"two\n" * 50_000 + b"three\n"}


@pytest.mark.parametrize("kind", PACKERS)
def test_of_a_cut_off_packed_file_what_came_before_is_read(kind: str, tmp_path: Path) -> None:
    lines = b"".join(b"%d some text that differs %d\n" % (number, number * 7919) for number in range(15_000))
    packed = PACKERS[kind](lines)
    (file,) = log_files_in(f"x.{kind}", packed[: len(packed) // 2])
    got = b""
    said = ""
    with file.open() as stream:
        try:
            while block := stream.read(65_536):
                got += block
        except read_errors() as error:
            said = sentence_of(reason(error))
    assert said == "The file is damaged or cut off."
    assert lines.startswith(got)
    assert len(got) > (0 if kind == "bz2" else len(lines) // 4)


@pytest.mark.parametrize("kind", PACKERS)
@given(flip=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_damage_anywhere_is_an_error_that_has_words(kind: str, flip: int, bit: int) -> None:
    packed = bytearray(PACKERS[kind](DATA * 3))
    packed[flip % len(packed)] ^= 1 << bit
    for said in read("x", bytes(packed)).values():
        assert isinstance(said, bytes) or said.endswith(".")


def test_zeros_and_other_bytes_behind_a_gz() -> None:
    packed = gzip.compress(DATA)
    assert read("x.gz", packed + b"\0" * 1000) == {"x.gz!x": DATA}
    assert read("x.gz", packed + b"no part of it") == {"x.gz!x": DATA}
    assert read("x.gz", packed + b"\0" * 300_000 + packed) == {"x.gz!x": DATA * 2}


@pytest.mark.parametrize(
    ("form", "name"), [("w", "a.tar"), ("w:gz", "a.tar.gz"), ("w:gz", "a.tgz"), ("w:xz", "a.txz"), ("w:bz2", "a.tbz")]
)
@pytest.mark.parametrize("reader", [read, read_later])
def test_tar(form: str, name: str, reader: Callable[[str, bytes], dict[str, bytes | str]]) -> None:
    files = {"logs/a.log": DATA, "empty.log": b"", "packed.log.gz": gzip.compress(DATA), "b.log": DATA * 2000}
    assert reader(name, tarred(files, form)) == {
        f"{name}!logs/a.log": DATA,
        f"{name}!empty.log": b"",
        f"{name}!packed.log.gz!packed.log": DATA,
        f"{name}!b.log": DATA * 2000,
    }


def test_a_tar_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tarred({"a.log": DATA, "b.zip": zipped({"c.log": DATA})}))
    files = list(log_files(path))
    assert [file.name for file in files] == [f"{path}!a.log", f"{path}!b.zip!c.log"]
    assert [content(file) for file in reversed(files)] == [DATA, DATA]


def test_a_cut_off_tar_gives_what_stands_before() -> None:
    whole = tarred({"a.log": DATA, "b.log": DATA * 1000})
    found = read("x.tar", whole[: len(whole) // 2])
    assert found["x.tar!a.log"] == DATA
    assert "damaged or cut off" in str(found["x.tar!b.log"])
    packed = tarred({"a.log": DATA, "b.log": bytes(range(256)).hex().encode() * 1000}, "w:gz")
    found = read("x.tgz", packed[: len(packed) // 2])
    assert found["x.tgz!a.log"] == DATA
    assert any("cut off" in str(said) for said in found.values())


@pytest.mark.parametrize("reader", [read, read_later])
def test_archives_in_archives(reader: Callable[[str, bytes], dict[str, bytes | str]]) -> None:
    inner = zipped({"a.log": DATA, "b.log.gz": gzip.compress(DATA)})
    outer = zipped(
        {"1.zip": inner, "2.tgz": tarred({"c.log": DATA, "d.zip": inner}, "w:gz"), "3.log": DATA, "4.zip": inner}
    )
    assert reader("o.zip", outer) == {
        "o.zip!1.zip!a.log": DATA,
        "o.zip!1.zip!b.log.gz!b.log": DATA,
        "o.zip!2.tgz!c.log": DATA,
        "o.zip!2.tgz!d.zip!a.log": DATA,
        "o.zip!2.tgz!d.zip!b.log.gz!b.log": DATA,
        "o.zip!3.log": DATA,
        "o.zip!4.zip!a.log": DATA,
        "o.zip!4.zip!b.log.gz!b.log": DATA,
    }


def test_five_levels_are_read_and_a_sixth_is_refused() -> None:
    data = zipped({"a.log": DATA})
    for level in range(4):
        data = zipped({f"{level}.zip": data})
    assert list(read("x.zip", data).values()) == [DATA]
    assert list(read("x.zip", zipped({"more.zip": data})).values()) == [sentence_of(TOO_DEEP)]


def test_a_large_archive_in_an_archive_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_archives, "IN_MEMORY", 1000)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    inner = zipped({f"{number}.log": DATA for number in range(50)})
    assert len(inner) > 2000
    found = read("o.zip", zipped({"i.zip": inner}))
    assert list(found.values()) == [DATA] * 50
    assert list(tmp_path.iterdir()) == []


def test_many_bombs_that_are_each_small_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MIN_BOUND", 1_000_000)
    part = gzip.compress(b"a" * 400_000)
    found = list(read("x.zip", zipped({f"{number}.gz": part for number in range(10)})).values())
    # What is looked at first is unpacked as well, so that fewer than the bound are whole.
    assert 1 <= found.count(b"a" * 400_000) <= 2
    assert set(found[3:]) == {sentence_of(BOMB)}


def test_reading_a_file_twice_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MIN_BOUND", 1_000_000)
    (file,) = log_files_in("x.zip", zipped({"a.log": b"a" * 900_000}))
    for _ in range(4):
        assert content(file) == b"a" * 900_000


def test_a_gz_in_a_gz_that_grows_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MIN_BOUND", 1_000_000)
    bomb = gzip.compress(gzip.compress(b"\n" * 50_000_000))
    assert len(bomb) < 5_000
    assert list(read("x.gz", bomb).values()) == [sentence_of(BOMB)]


def test_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ARCHIVE_FILES", 5)
    inner = zipped({f"{number}.log": DATA for number in range(4)})
    found = read("x.zip", zipped({"1.zip": inner, "2.zip": inner}))
    assert list(found.values()).count(DATA) == 4
    assert sentence_of(TOO_MANY) in found.values()


@pytest.mark.parametrize(
    "name", ["../x.log", "a/../../x.log", "/etc/x.log", "C:\\x.log", "..\\x.log", "\\\\host\\x.log"]
)
def test_a_path_that_climbs_out_is_refused_and_the_rest_read(name: str) -> None:
    zip_found = read("x.zip", zipped({name: DATA, "good.log": DATA}))
    assert list(zip_found.values()) == [sentence_of(CLIMBS), DATA]
    assert list(read("x.tar", tarred({name: DATA, "good.log": DATA})).values()) == [sentence_of(CLIMBS), DATA]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "This is a PDF; save or copy its text and drop that."),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "This is a picture"),
        (b"MZ\x90\x00\x03" + bytes(60), "This is a program"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(30), "This is a 7z archive; unpack it"),
        (b"Rar!\x1a\x07\x01\x00", "This is a rar archive; unpack it"),
        (b"{\\rtf1\\ansi Email must be unique}", "This is an RTF document"),
        (b"SQLite format 3\x00" + bytes(90), "This is a database"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(30), "This is a video or sound file"),
        (zipped({"[Content_Types].xml": "x", "word/document.xml": "x"}), "This is a Word document"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}), "OpenDocument text"),
    ],
)
def test_what_is_no_log_is_named_and_the_rest_read(data: bytes, words: str) -> None:
    found = read("x.zip", zipped({"strange": data, "good.log": DATA}))
    assert words in str(found["x.zip!strange"])
    assert found["x.zip!good.log"] == DATA


def test_text_that_begins_like_a_program_or_picture_is_text() -> None:
    for text in (b"MZ was here: Email must be unique\n", b"BM Email must be unique\n", b"PK Email must be unique\n"):
        assert read("x.log", text) == {"x.log": text}


def test_a_workbook_and_an_old_office_file_are_handed_on_whole() -> None:
    for data in (xlsx(), FILES["report.xls"](), FILES["report.ods"](), ole({"EncryptedPackage": b"x"})):
        assert read("x.zip", zipped({"a.bin": data})) == {"x.zip!a.bin": data}


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("a.xlsx", FILES["report.html"](), "is named .xlsx but is a web page"),
        ("a.log", zipped({"b.log": LOG}), "is in a file that is named .log but is a zip archive"),
        ("a.csv", xlsx(), "is named .csv but is a workbook"),
        ("a.txt", gzip.compress(DATA), "is in a file that is named .txt but is a gzip file"),
        ("a.zip", DATA, "is named .zip but is plain text"),
        ("a.log", DATA, ""),
        ("a", DATA, ""),
        ("a.xlsx", xlsx(), ""),
        ("a.xls", FILES["report.xls"](), ""),
        ("a.txt", FILES["utf16.txt"](), ""),
    ],
)
def test_a_name_that_says_something_else_is_remarked(name: str, data: bytes, note: str) -> None:
    (file,) = log_files_in(name, data)
    assert file.note == note


def test_a_mail_comes_with_its_attachments() -> None:
    mail = FILES["report.eml"]()
    found = read("m.eml", mail)
    lines = LOG.splitlines(keepends=True)
    assert list(found) == ["m.eml", "m.eml!users.csv", "m.eml!more.zip!users.log"]
    assert found["m.eml"] == mail
    assert "ana@x.example" in bytes(found["m.eml!users.csv"]).decode()  # type: ignore[arg-type]
    assert found["m.eml!more.zip!users.log"] == lines[1].encode()


def test_a_forwarded_mail_is_a_file_of_its_own() -> None:
    inner = FILES["report.eml"]()
    outer = (
        b"From: a@x.example\nTo: b@x.example\nSubject: Fwd\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Type: text/plain\n\nsee below\n'
        b"--B\nContent-Type: message/rfc822\n\n" + inner + b"\n--B--\n"
    )
    names = list(read("o.eml", outer))
    assert names[0] == "o.eml"
    forwarded = "o.eml!Nightly sync_ 3 errors.eml"
    assert names[1:] == [forwarded, f"{forwarded}!users.csv", f"{forwarded}!more.zip!users.log"]


def test_pictures_of_a_signature_are_left_out_and_attached_ones_named() -> None:
    mail = (
        b'From: a@x.example\nTo: b@x.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n'
        b"--B\nContent-Type: text/plain\n\nhi\n"
        b"--B\nContent-Type: image/png\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
        b'--B\nContent-Type: image/png\nContent-Disposition: attachment; filename="screen.png"\n'
        b"Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--B--\n"
    )
    found = read("m.eml", mail)
    assert list(found) == ["m.eml", "m.eml!screen.png"]
    assert "picture" in str(found["m.eml!screen.png"])


def test_a_stream_is_read_once_and_an_archive_in_it_is_copied() -> None:
    class Once(io.BytesIO):
        def seekable(self) -> bool:
            return False

    (file,) = log_files_in("standard input", Once(DATA * 1000))
    assert content(file) == DATA * 1000
    (file,) = log_files_in("standard input", Once(zipped({"a.log": LOG})))
    assert (file.name, content(file)) == ("standard input!a.log", DATA)


@given(data=st.binary(max_size=600))
def test_any_bytes_are_offered_or_refused(data: bytes) -> None:
    for start in (
        b"",
        b"PK\x03\x04",
        b"\x1f\x8b\x08\x00",
        b"BZh91AY&SY",
        b"\xfd7zXZ\x00",
        b"\x28\xb5\x2f\xfd",
        b"From: x\nTo: y\nMIME-Version: 1.0\n",
    ):
        for said in read("x", start + data).values():
            assert isinstance(said, bytes) or said.endswith(".")


@given(cut=st.integers(0, 5_000), flip=st.integers(0, 5_000))
def test_a_damaged_archive_stops_nothing(cut: int, flip: int) -> None:
    whole = bytearray(zipped({"a.tgz": tarred({"b.log": DATA}, "w:gz"), "m.eml": FILES["report.eml"](), "c.log": DATA}))
    whole[flip % len(whole)] ^= 0x55
    for said in read("x", bytes(whole[: len(whole) - cut % 300])).values():
        assert isinstance(said, bytes) or said.endswith(".")


def test_an_encrypted_member_and_an_unknown_packing() -> None:
    data = bytearray(zipped({"a.log": DATA, "b.log": DATA}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    found = list(read("x.zip", bytes(data)).values())
    assert "encrypted" in str(found[0])
    assert found[1] == DATA
    data = bytearray(zipped({"a.log": DATA, "b.log": DATA}))
    data[data.index(b"PK\x01\x02") + 10] = 9
    found = list(read("x.zip", bytes(data)).values())
    assert "packed in a way" in str(found[0])
    assert found[1] == DATA


def test_a_file_that_vanishes_while_an_archive_is_walked(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.log": LOG, "b.log": LOG}))
    files = list(log_files(path))
    path.unlink()
    said = []
    for file in files:
        try:
            said.append(content(file))
        except read_errors() as error:
            said.append(sentence_of(reason(error)).encode())
    assert len(said) == 2
    assert zipfile.is_zipfile(io.BytesIO(zipped({"a": "b"})))


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_cut_off_zip_gives_what_stands_before(packing: int, streamed: bool) -> None:
    class Pipe(io.BytesIO):
        """Cannot seek: the sizes stand behind the members."""

        def seekable(self) -> bool:
            return not streamed

        def seek(self, *_: int) -> int:
            raise io.UnsupportedOperation

    file = Pipe() if streamed else io.BytesIO()
    long = "".join(f"{number} some text that differs {number * 7919}\n" for number in range(20_000))
    with zipfile.ZipFile(file, "w", packing) as archive:
        archive.writestr("a.log", LOG)
        archive.writestr("b/c.log", long)
    whole = file.getvalue()
    found = read("x.zip", whole[: len(whole) // 2])
    if packing == zipfile.ZIP_DEFLATED or not streamed:
        assert found["x.zip!a.log"] == DATA
        assert "cut off" in str(found["x.zip!b/c.log"])
        (file,) = [file for file in log_files_in("x.zip", whole[: len(whole) // 2]) if file.name.endswith("c.log")]
        with file.open() as stream:
            got = stream.read(1000)
        assert len(got) > 500
        assert long.encode().startswith(got)
    assert "not to its end" in str(found["x.zip"])
