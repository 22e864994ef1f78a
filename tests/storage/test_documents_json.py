"""JSON documents: a record for each object with a message, in its context, on its line, however large or broken."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.matching.clues import ClueReader
from app.core.scanning.json_records import records_of_value
from app.core.scanning.log_record import LogRecord
from app.core.text.unwrapping import unwrap
from app.services.error_desk import Desk
from app.storage.documents import json_document, json_text
from app.storage.documents.detect import document_reader


def read(data: bytes, clue_reader: ClueReader) -> tuple[list[LogRecord], list[str]]:
    reader = document_reader("x.json", data[:65_536])
    assert reader is not None
    assert reader.format == "json"
    return list(reader.records(io.BytesIO(data), clue_reader)), reader.notes


@pytest.fixture(scope="module")
def clue_reader(desk: Desk) -> ClueReader:
    return desk.matcher.exact.clue_reader


def of(value: object, clue_reader: ClueReader) -> list[LogRecord]:
    return list(records_of_value(value, 1, clue_reader))


def test_fields_in_and_around_an_object_are_its_context(clue_reader: ClueReader) -> None:
    (record,) = of(
        {
            "time": "2025-09-02T06:00:14Z",
            "request": {"endpoint": "/users", "email": "a@b.example"},
            "status": 400,
            "body": {"error": {"code": 10005, "message": "Email must be unique"}},
        },
        clue_reader,
    )
    assert record.text == "error status: 400 code: 10005\nEmail must be unique"
    assert record.names == {"a@b.example": "email"}
    assert record.time == "2025-09-02T06:00:14Z"
    assert record.clues.record_types == {"user"}
    assert (record.clues.codes, record.clues.statuses) == ({"10005"}, {"400"})


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ({"errors": [{"message": "A b."}, {"message": "C d."}]}, ["error\nA b.", "error\nC d."]),
        ({"errors": {"type": "x", "message": "A b."}}, ["error\nA b."]),
        ({"errors": ["Invalid", "Bad id"]}, ["error\nInvalid", "error\nBad id"]),
        ({"errors": {"name": ["can't be blank"]}}, ["error\nname: can't be blank"]),
        (
            {"validationErrors": {"$.codeValue": ["CodeValue is required."]}},
            ["error\n$.codeValue: CodeValue is required."],
        ),
        ({"validationErrors": [{"message": "Too long."}]}, ["error\nToo long."]),
        ({"fieldErrors": {"room": {"message": "Is full."}}}, ["error\nroom: Is full."]),
        (
            {"imsx_codeMajor": "failure", "imsx_severity": "error", "imsx_description": "Access denied"},
            ["error\nAccess denied"],
        ),
        ({"processing_warnings": [["a.csv", "user X"]]}, ["warning\nuser X"]),
        ({"level": "info", "msg": "all is well"}, ["info\nall is well"]),
        ([["a.csv", "Course not found", 7]], ["Course not found"]),
        ({"odd": "Course not found"}, ["odd: Course not found"]),
        ({"name": "Ana", "ids": [1, 2], "tags": ["a", "b"], "at": "2025-09-02 06:00"}, []),
        ({"message": "", "error": None, "errors": [], "detail": {}}, []),
        ("Course was not found", ["Course was not found"]),
        (17, []),
    ],
)
def test_messages_in_every_shape(value: object, texts: list[str], clue_reader: ClueReader) -> None:
    assert [record.text for record in of(value, clue_reader)] == texts


def test_a_pair_of_canvas_has_its_file_and_row(clue_reader: ClueReader) -> None:
    (record,) = of({"processing_errors": [["enrollments.csv", "User not found.", 12]]}, clue_reader)
    assert record.clues.record_types == {"enrollment"}
    assert record.names == {"row 12": "row"}


def test_very_deep_values_end(clue_reader: ClueReader) -> None:
    value: Any = {"message": "x"}
    for _ in range(400):
        value = {"a": [value]}
    assert of(value, clue_reader) == []


def test_a_message_finds_the_same_entry_as_its_json_text(desk: Desk, clue_reader: ClueReader) -> None:
    exact = desk.matcher.exact
    compared = 0
    for entry in desk.catalog.entries:
        for message in entry.messages:
            if "{" in message.text:
                continue
            error = {"message": message.text} | ({"code": int(message.code)} if message.code.isdigit() else {})
            kind = {"entity": entry.record_types[0]} if entry.record_types else {}
            value = {"vendor": entry.vendor, **kind, "status": message.status, "body": {"error": error}}
            raw = exact.find(unwrap(json.dumps(value)), in_log=True)
            (record,) = of(value, clue_reader)
            ours = exact.find(unwrap(record.text), context=record.clues, in_log=True)
            owners = [{owner.entry.id for owner in found.decision.chosen} for found in ours]
            assert owners == [{owner.entry.id for owner in found.decision.chosen} for found in raw], record.text
            compared += bool(raw)
    assert compared > 50


PRETTY = """\
{
  "vendor": "CourseKey",
  "errors": [
    {
      "row": 7,
      "message": "Course not found"
    },
    "User not found.",

    ["users.csv",
     "Email must be unique"]
  ],
  "detail": "Missing"
}
"""


def test_numbers_are_the_lines_on_which_objects_texts_and_pairs_begin(clue_reader: ClueReader) -> None:
    for end in ("\n", "\r\n"):
        found, notes = read(PRETTY.replace("\n", end).encode(), clue_reader)
        assert sorted((record.number, record.text) for record in found) == [
            (1, "Missing"),
            (4, "error\nCourse not found"),
            (8, "error\nUser not found."),
            (10, "error\nEmail must be unique"),
        ]
        assert notes == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encodings(encoding: str, clue_reader: ClueReader) -> None:
    found, _ = read('{"message":\n"Peña"}'.encode(encoding), clue_reader)
    assert [record.text for record in found] == ["Peña"]


@pytest.mark.parametrize(
    ("text", "is_document"),
    [
        ('{"a": 1}\n', True),
        ('{"a": 1}\n{"b": 2}\n', False),
        ('{\n"a": 1}\n{\n"b": 2}\n', True),
        ('[{"a": 1},\n{"b": 2}]\n', True),
        ('[\n{"a": 1},\n{"b": 2}]\n', True),
        ("[main] ERROR Course not found\n", False),
        ('["main"] ERROR Course not found\n', False),
        ("[2025-09-02 06:00:14] ERROR x\n", False),
        ("{error: {code: 10005}}\n", False),
        ('{"a": 1} and more\n', False),
        ('{"a": 1,, "b": 2}\nmore\n', False),
        ('{"message": "cut o', True),
        ("{\n", True),
        ("plain\n", False),
        ("", False),
    ],
)
def test_a_document_is_told_from_lines(text: str, is_document: bool) -> None:
    assert (document_reader("x", text.encode()) is not None) == is_document


def test_several_documents_and_lines_between_them(clue_reader: ClueReader) -> None:
    found, notes = read(b'{\n"message": "a b"}\nplain line\n{"message":\n"c d"}\n', clue_reader)
    assert [(record.number, record.text) for record in found] == [(1, "a b"), (3, "plain line"), (4, "c d")]
    assert notes == []


@pytest.mark.parametrize(
    ("text", "note", "seen"),
    [
        ('{"errors": [\n{"message": "one"},\n{"message": "two"},\n]}', "Line 4", [(2, "one"), (3, "two"), (4, "]}")]),
        ('{"errors": [\n{"message": "one"},\n{"message": "two', "Line 3", [(2, "one"), (3, "two")]),
        ('{"message": "one",\n// why\n"detail": "two"}', "Line 2", [(1, "one"), (2, "why"), (3, "two")]),
        ('{"message": "one",\n"status": nope,\n"x": 1}\nlast', "Line 2", [(1, "one"), (2, "nope"), (4, "last")]),
        ('{"message": "one"', "Line 1", [(1, "one")]),
        ("[\n" * 3000, "Line 101", [(101, "[")]),
    ],
)
def test_of_broken_json_nothing_is_lost(
    text: str, note: str, seen: list[tuple[int, str]], clue_reader: ClueReader
) -> None:
    found, notes = read(text.encode(), clue_reader)
    (said,) = notes
    assert said.startswith(note)
    assert said.endswith("read as plain lines.")
    for number, part in seen:
        assert any(record.number == number and part in record.text for record in found), (number, part, found)


MESSAGES = st.text(alphabet='ab "\\\n{}[],:é', min_size=1, max_size=20).filter(str.strip)


@given(messages=st.lists(MESSAGES, max_size=8), indent=st.sampled_from([None, 0, 2]), small=st.booleans())
def test_every_message_is_read_once(
    messages: list[str], indent: int | None, small: bool, clue_reader: ClueReader
) -> None:
    value = {"job": {"results": [{"id": number, "error": {"message": text}} for number, text in enumerate(messages)]}}
    data = json.dumps(value, indent=indent, ensure_ascii=False).encode()
    with pytest.MonkeyPatch.context() as patch:
        if small:
            # As if the document were large: read element by element, in small blocks.
            patch.setattr(json_text, "MAX_VALUE", 8)
            patch.setattr(json_text, "_BLOCK", 16)
            patch.setattr(json_document, "_KEPT_VALUE", 4)
        found, notes = read(data, clue_reader)
    assert [record.text for record in found] == [f"error\n{text}" for text in messages]
    assert notes == []
    lines = data.decode().split("\n")
    for record in found:
        assert "{" in lines[record.number - 1]


@given(
    cut=st.integers(1, 400), messages=st.lists(st.sampled_from(["Course gone", "User gone"]), min_size=1, max_size=6)
)
def test_of_a_cut_off_document_every_whole_message_is_read(
    cut: int, messages: list[str], clue_reader: ClueReader
) -> None:
    data = json.dumps({"errors": [{"message": text} for text in messages]}, indent=1).encode()
    data = data[: max(3, len(data) - cut)]
    found, _ = read(data, clue_reader)
    whole = sum(data.count(f'"{text}"'.encode()) for text in set(messages))
    assert sum(record.text.endswith("gone") for record in found) >= whole


@given(text=st.text(alphabet='{}[]",:\\ \n1tae', max_size=120))
def test_no_json_is_too_broken(text: str, clue_reader: ClueReader) -> None:
    data = f'{{"message":\n"first one"\n{text}'.encode()
    found, _ = read(data, clue_reader)
    assert any("first one" in record.text for record in found)


def test_a_large_document_is_not_held_in_memory(clue_reader: ClueReader) -> None:
    class Endless(io.RawIOBase):
        """A document of 4 MB, made as it is read; knows how far."""

        made = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            part = b'{"message": "x"},\n' * 2_000 if self.made else b'{"vendor": "Aspen", "errors": [\n'
            if self.made > 4_000_000:
                return 0
            part = part[: len(buffer)]
            buffer[: len(part)] = part
            self.made += len(part)
            return len(part)

    stream = Endless()
    reader = document_reader("x", b'{"vendor": "Aspen", "errors": [\n{"message": "x"},\n')
    assert reader is not None
    records = reader.records(stream, clue_reader)  # type: ignore[arg-type]
    first = next(records)
    assert first.text == "error\nx"
    assert first.clues.vendors == {"Aspen"}
    assert stream.made < 3 * json_text.MAX_VALUE
