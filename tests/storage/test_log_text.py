"""Whatever bytes a log is made of, its lines come out whole, with the numbers an editor shows."""

from __future__ import annotations

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage.logs.text_lines import HEAD_BYTES, MAX_LINE, Line, decode_line, encoding_of, lines_of

TEXT = "row 1: añadir “Peña”\nrow 2\n\nrow 4: Ω"
LINES = [(1, "row 1: añadir “Peña”"), (2, "row 2"), (3, ""), (4, "row 4: Ω")]


def lines(data: bytes) -> list[Line]:
    encoding = encoding_of(data[:HEAD_BYTES])
    assert encoding is not None
    return list(lines_of(io.BytesIO(data), encoding))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "end"])
@pytest.mark.parametrize(
    ("encoding", "mark", "found"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32"),
        ("utf-32-be", codecs.BOM_UTF32_BE, "utf-32"),
    ],
)
def test_lines_of_every_unicode_encoding(encoding: str, mark: bytes, found: str, end: str, last: str) -> None:
    data = mark + (TEXT.replace("\n", end) + (end if last else "")).encode(encoding)
    assert encoding_of(data) == found
    assert lines(data) == LINES


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_windows_1252(end: str) -> None:
    text = "Peña “x” – €\nMüller\nplain"
    data = text.replace("\n", end).encode("windows-1252")
    assert encoding_of(data) == "windows-1252"
    assert lines(data) == list(enumerate(text.split("\n"), 1))


def test_a_file_may_mix_encodings_line_by_line() -> None:
    data = "Peña\n".encode() + "Peña\n".encode("windows-1252") + "Peña\n".encode()
    assert lines(data) == [(1, "Peña"), (2, "Peña"), (3, "Peña")]


def test_broken_bytes_in_the_middle_cost_nothing_but_themselves() -> None:
    data = b"one\n" + b"two \xff\xfe\x81\x00 Course not found\n" + b"three"
    found = lines(data)
    assert [number for number, _ in found] == [1, 2, 3]
    assert found[1][1].endswith(" Course not found")
    assert found[2] == (3, "three")


def test_broken_bytes_behind_the_head() -> None:
    data = b"a line of text\n" * 10_000 + b"\xff\xfe broken\n" + "Peña".encode()
    found = lines(data)
    assert len(found) == 10_002
    assert found[-1] == (10_002, "Peña")


def test_the_head_may_end_inside_of_a_character() -> None:
    data = (b"x" * (HEAD_BYTES - 1)) + "é\nsecond".encode()
    assert encoding_of(data[:HEAD_BYTES]) == "utf-8"
    assert lines(data)[-1] == (2, "second")


def test_mixed_line_ends() -> None:
    assert lines(b"a\nb\r\nc\rd\n\re\r\n") == [(1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, ""), (6, "e")]


def test_an_empty_file_has_no_lines() -> None:
    assert encoding_of(b"") == "utf-8"
    assert lines(b"") == []
    assert lines(codecs.BOM_UTF8) in ([], [(1, "")])


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"PK\x03\x04" + bytes(100) + b"word/document.xml",
        b"\x7fELF" + bytes(60),
        bytes(5000),
        b"SQLite format 3\x00" + bytes(100),
    ],
)
def test_what_is_no_text_is_told_apart(data: bytes) -> None:
    assert encoding_of(data) is None


@pytest.mark.parametrize(
    "data", [b"\x1b[31mERROR\x1b[0m red", b"tab\tand\x0cpage", b"x", "Ω".encode(), b"a\x00b" * 0 + b"-"]
)
def test_control_characters_of_terminals_are_text(data: bytes) -> None:
    assert encoding_of(data) == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(data: bytes) -> None:
    decode_line(data)
    encoding = encoding_of(data)
    if encoding is not None:
        numbers = [number for number, _ in lines_of(io.BytesIO(data), encoding)]
        assert numbers == list(range(1, len(numbers) + 1))


@given(st.lists(st.text(alphabet="abc éΩ,}", max_size=8), max_size=30), st.sampled_from(("\n", "\r\n", "\r")))
def test_lines_are_those_that_were_written(written: list[str], end: str) -> None:
    data = "".join(line + end for line in written).encode()
    assert list(lines_of(io.BytesIO(data), "utf-8")) == list(enumerate(written, 1))
    assert list(lines_of(io.BytesIO(data.decode().encode("utf-16-le")), "utf-16-le")) == list(enumerate(written, 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize("part", ["word ", "a", "é", "成", "𝄞", '{"message":"Course not found"},', "x,y;"])
def test_a_line_of_megabytes_comes_in_pieces_with_its_number(part: str, encoding: str) -> None:
    long = part * (1_500_000 // len(part))
    found = list(lines_of(io.BytesIO(f"first\n{long}\nlast".encode(encoding)), encoding))
    assert found[0] == (1, "first")
    assert found[-1] == (3, "last")
    pieces = [text for number, text in found if number == 2]
    assert "".join(pieces) == long
    assert len(pieces) > 5
    assert max(map(len, pieces)) <= MAX_LINE


def test_pieces_end_between_the_records_of_a_list() -> None:
    record = '{"message":"User missing the following fields: firstName, email","row":%d}'
    line = ",".join(record % row for row in range(20_000))
    pieces = [text for _, text in lines(line.encode())]
    assert len(pieces) > 5
    assert sum(piece.count("firstName, email") for piece in pieces) == 20_000
    assert all(piece.endswith("}") for piece in pieces)


def test_a_megabyte_of_lines_that_end_in_cr_only() -> None:
    written = [f"line {number} of many, with words }} in it" for number in range(1, 40_001)]
    assert lines("\r".join(written).encode()) == list(enumerate(written, 1))
