"""A faulty file or entry is named with file, line, field and what to write; all the rest loads."""

from __future__ import annotations

import shutil
import tracemalloc
from pathlib import Path

import pytest

from app.core.catalog.faults import Fault
from app.storage.catalog.reader import CatalogError, CatalogSource, read_catalog

ROOT = Path(__file__).resolve().parents[2]
HEAD = "system: Canvas\nvendor: Aspen\nentries:\n"
NAME = "catalog/canvas/broken.yaml"


def entry(entry_id: str, **changes: str) -> str:
    """An entry's YAML of 23 lines, with lines of it changed: what stands after the field's name."""
    fields = {
        "id": f" {entry_id}",
        "title": " A title",
        "record_types": " [score]",
        "messages": f'\n      - text: "Text of {entry_id}"\n        status: "400"\n        code: "10005"',
        "meaning": " What it means.",
        "causes": "\n      - title: Why\n        steps:\n"
        "          - do: Do this.\n            who: registrar\n            where: SIS",
        "consequence": " blocks-record",
        "next_run": " unknown",
        "escalate": " {to: Support, send: The line.}",
        "also_said": " [some words]",
        "certainty": " documented",
        "source": " {document: canvas-sis-error-dictionary, section: Aspen}",
        "samples": f'\n      match:\n        - text: "Text of {entry_id}"',
    } | changes  # fmt: skip
    lines = "".join(f"    {name}:{written}\n" for name, written in fields.items() if written != "MISSING")
    return "  - " + lines.removeprefix("    ")


GOOD = entry("good.first") + entry("good.second")
AFTER_HEAD = 4
"""The line of a file's first entry."""
LENGTH = GOOD.count("\n") // 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    catalog = tmp_path / "catalog"
    (catalog / "canvas").mkdir(parents=True)
    shutil.copy(ROOT / "catalog" / "vocabulary.yaml", catalog)
    (catalog / "canvas" / "aaa.yaml").write_text(HEAD + entry("other.file"), encoding="utf-8")
    return catalog


def read(folder: Path, content: str | bytes) -> CatalogSource:
    path = folder / "canvas" / "broken.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    source = read_catalog(folder)
    assert "other.file" in source.places, "the other file must load"
    return source


def ids(source: CatalogSource) -> list[str]:
    return [entry.id for entry in source.catalog.entries][1:]


def only_fault(source: CatalogSource) -> Fault:
    (fault,) = source.faults
    assert fault.file == NAME
    return fault


def test_whole_catalog_is_read_without_a_fault() -> None:
    source = read_catalog(ROOT / "catalog")
    assert source.faults == []
    assert len(source.catalog.entries) >= 137
    assert source.catalog.entries[0].system == "CourseKey"


def test_good_entries_and_their_lines(folder: Path) -> None:
    source = read(folder, HEAD + GOOD)
    assert source.faults == []
    assert ids(source) == ["good.first", "good.second"]
    place = source.places["good.second"]
    assert place.line_of("id") == AFTER_HEAD + LENGTH
    assert place.line_of("messages[0].code") == AFTER_HEAD + LENGTH + 6
    assert place.line_of("messages[0].nothing") == AFTER_HEAD + LENGTH + 4
    assert source.catalog.entries[1].vendor == "Aspen"


@pytest.mark.parametrize(
    ("changes", "line", "field", "message"),
    [
        ({"title": " A title\n    title: Another"}, 2, "", "the key 'title' is here twice; remove one of the two"),
        (
            {"messages": "\n      - text: x\n        code: 10005"}, 5, "messages[0].code",
            "10005 is not read as text here; put it in quotes: '10005'",
        ),
        (
            {"messages": "\n      - text: x\n        status: 400"}, 5, "messages[0].status",
            "400 is not read as text here; put it in quotes: '400'",
        ),
        ({"title": " NO"}, 1, "title", "NO is not read as text here; put it in quotes: 'NO'"),
        ({"also_said": " [yes]"}, 17, "also_said[0]", "yes is not read as text here; put it in quotes: 'yes'"),
        ({"title": ""}, 1, "title", "there is nothing here; write a value, or remove the line"),
        ({"meening": " x"}, 23, "meening", "unknown field 'meening'; did you mean 'meaning'?"),
        ({"zzz": " x"}, 23, "zzz", "unknown field 'zzz'; remove it"),
        (
            {"messages": "\n      - txt: x\n        text: x"}, 4, "messages[0].txt",
            "unknown field 'txt'; did you mean 'text'?",
        ),
        ({"meaning": "MISSING"}, 0, "", "the field 'meaning' is missing; add it"),
        (
            {"causes": "\n      - title: Why\n        steps:\n          - do: x\n            who: registrar"}, 11,
            "causes[0].steps[0]", "the field 'where' is missing; add it",
        ),
        ({"record_types": " score"}, 2, "record_types", "this is a text; write a list instead"),
        ({"title": " [a]"}, 1, "title", "this is a list; write a text instead"),
        ({"title": " true"}, 1, "title", "this is true or false; write a text instead"),
        ({"escalate": " x"}, 16, "escalate", "this is a text; write a block of 'key: value' lines instead"),
    ],
)  # fmt: skip
def test_faulty_entry_is_named_and_the_rest_loads(
    folder: Path, changes: dict[str, str], line: int, field: str, message: str
) -> None:
    source = read(folder, HEAD + entry("good.first") + entry("bad.one", **changes) + entry("good.second"))
    fault = only_fault(source)
    assert (fault.entry_id, fault.field, fault.message) == ("bad.one", field, message)
    assert fault.line == AFTER_HEAD + LENGTH + line
    assert str(fault).startswith(f"{NAME}:{fault.line}: bad.one: ")
    assert ids(source) == ["good.first", "good.second"]


@pytest.mark.parametrize(
    ("changes", "line", "message"),
    [
        ({"title": "\n\t  indented"}, 2, "a tab is where the line begins; write spaces instead"),
        ({"title": " 'never closed"}, 1, "a quote is opened here and not closed properly; close it"),
        ({"title": " one: two"}, 1, "put a text that holds ': '"),
        ({"title": " [a, b"}, None, "check the indentation"),
        ({"title": " a\x07b"}, 1, "an invisible character that is not allowed here (U+0007); remove it"),
        ({"title": " a\x00b"}, 1, "(U+0000)"),
        ({"title": " &x y\n    note: *x"}, 2, "anchors (&) and aliases (*) are not allowed; write the value out"),
        ({"title": " " + "[" * 100_000}, 1, "nested deeper than 12 levels"),
        ({"title": " " + "{a: " * 1_000}, 1, "nested deeper than 12 levels"),
        ({"title": " x\n---"}, None, ""),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_syntax_error_costs_one_entry_only(
    folder: Path, changes: dict[str, str], line: int | None, message: str, line_end: str
) -> None:
    text = HEAD + entry("good.first") + entry("bad.one", **changes) + entry("good.second")
    source = read(folder, text.replace("\n", line_end))
    fault = only_fault(source)
    assert message in fault.message
    assert fault.entry_id == "bad.one"
    if line is not None:
        assert fault.line == AFTER_HEAD + LENGTH + line
    assert ids(source) == ["good.first", "good.second"]
    assert source.places["good.second"].line_of("id") == text[: text.index("  - id: good.second")].count("\n") + 1
    assert source.catalog.entries[-1].vendor == "Aspen"


def test_each_faulty_entry_is_named(folder: Path) -> None:
    text = HEAD + entry("bad.one", title=' "a') + entry("good.first") + entry("bad.two", title=" 'b")
    source = read(folder, text)
    assert [fault.entry_id for fault in source.faults] == ["bad.one", "bad.two"]
    assert ids(source) == ["good.first"]


def test_other_faults_are_still_named_after_a_syntax_error(folder: Path) -> None:
    # The quote of line 5 swallows all up to the next quote, in line 8.
    source = read(folder, HEAD + entry("bad.one", title=' "a') + entry("bad.two", meening=" x"))
    assert [(fault.entry_id, fault.line) for fault in source.faults] == [
        ("bad.one", 8),
        ("bad.two", AFTER_HEAD + LENGTH + 23),
    ]


def test_syntax_error_above_the_entries_is_named_once(folder: Path) -> None:
    source = read(folder, "system: Canvas\n\tvendor: Aspen\nentries:\n" + GOOD)
    assert only_fault(source).line == 2
    assert ids(source) == []


def test_duplicate_id_names_both_places(folder: Path) -> None:
    source = read(folder, HEAD + entry("good.first") + entry("good.first", title=" Another"))
    fault = only_fault(source)
    assert fault.message == f"the id is used in {NAME}:4 already; ids are unique: choose another"
    assert (fault.line, fault.field) == (AFTER_HEAD + LENGTH, "id")
    assert source.catalog.entries[-1].title == "A title"


def test_duplicate_id_in_another_file(folder: Path) -> None:
    fault = only_fault(read(folder, HEAD + entry("other.file")))
    assert "catalog/canvas/aaa.yaml:4 already" in fault.message


@pytest.mark.parametrize(
    ("head", "field", "message"),
    [
        ("system: Canvas\nvendor: NO\nentries:\n", "vendor", "NO is not read as text here"),
        ("system: Canvas\nvendor: Aspen\nvendor: Focus\nentries:\n", "", "the key 'vendor' is here twice"),
        ("system: Canvas\nvendor: Aspen\nauthor: me\nentries:\n", "author", "unknown key 'author'"),
    ],
)
def test_faults_above_the_entries(folder: Path, head: str, field: str, message: str) -> None:
    source = read(folder, head + GOOD)
    fault = only_fault(source)
    assert fault.field == field
    assert message in fault.message
    assert ids(source) == ["good.first", "good.second"]


@pytest.mark.parametrize(
    "content",
    ["", "# nothing\n", "\ufeff", "system: Canvas\n", "entries: none\n", "- a\n- b\n", "entries:\n", "words\n"],
)
def test_file_without_entries_is_named(folder: Path, content: str) -> None:
    fault = only_fault(read(folder, content))
    assert fault.message == "has no list 'entries:'; begin the file with 'system:', 'vendor:' and 'entries:'"


def test_entry_that_is_no_block_is_named(folder: Path) -> None:
    source = read(folder, HEAD + entry("good.first") + "  - just words\n  - 10005\n")
    assert [fault.line for fault in source.faults] == [AFTER_HEAD + LENGTH, AFTER_HEAD + LENGTH + 1]
    assert ids(source) == ["good.first"]


def test_byte_order_mark_is_no_fault(folder: Path) -> None:
    source = read(folder, b"\xef\xbb\xbf" + (HEAD + GOOD).encode())
    assert source.faults == []
    assert ids(source) == ["good.first", "good.second"]


def test_windows_1252_is_named_with_its_line(folder: Path) -> None:
    text = HEAD + entry("good.first") + entry("bad.one", meaning=" Zoë's class")
    fault = only_fault(read(folder, text.encode("cp1252")))
    assert fault.message == "the byte 0xEB is not UTF-8 text; save the file as UTF-8"
    assert fault.line == AFTER_HEAD + LENGTH + 7


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(folder: Path, encoding: str) -> None:
    fault = only_fault(read(folder, (HEAD + GOOD).encode(encoding)))
    assert ("UTF-16" in fault.message) or ("U+0000" in fault.message)
    assert fault.line == 1


def test_anchor_bomb_in_a_file_costs_little_memory(folder: Path) -> None:
    bomb = "l0: &l0 [lol, lol]\n" + "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 30))
    read(folder, HEAD + GOOD)  # so that the memory below is the bomb's only
    tracemalloc.start()
    try:
        source = read(folder, bomb + HEAD + GOOD)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert "aliases (*) are not allowed" in only_fault(source).message


def test_folder_named_like_a_file_is_named(folder: Path) -> None:
    (folder / "canvas" / "broken.yaml").mkdir()
    source = read_catalog(folder)
    fault = only_fault(source)
    assert "cannot be read" in fault.message
    assert (fault.line, str(fault).startswith(f"{NAME}: cannot")) == (0, True)
    assert "other.file" in source.places


def test_file_that_may_not_be_opened_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = Path.read_bytes

    def refuse(self: Path) -> bytes:
        # Rights do not stop an administrator, so the refusal is played.
        if self.name == "broken.yaml":
            raise PermissionError(13, "Permission denied", str(self))
        return allowed(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    fault = only_fault(read(folder, HEAD + GOOD))
    assert fault.message == "cannot be read (Permission denied); check that the file is there and may be opened"


def test_file_of_33_megabytes_is_refused_unread(folder: Path) -> None:
    path = folder / "canvas" / "broken.yaml"
    with path.open("wb") as file:
        file.truncate(33 * 1024 * 1024)
    source = read_catalog(folder)
    assert only_fault(source).message == "the file is larger than 32 MB; split it"
    assert "other.file" in source.places


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "vocabulary.yaml cannot be read ("),  # why, the system says in its own words
        ("systems: {CourseKey: {name: CourseKey}\n", "vocabulary.yaml:"),
        ("systems:\n  CourseKey: {name: NO}\n", "vocabulary.yaml:2: systems.CourseKey.name: NO is not read as text"),
        ("systems: {}\n", "the field 'vendors' is missing; add it"),
        (
            "systems:\n  CourseKey: {nam: CourseKey}\n",
            "vocabulary.yaml:1: systems[...].nam: unknown field 'nam'; did you mean 'name'?",
        ),
        ("", "this is nothing; write a block of 'key: value' lines instead"),
        ("\x07", "vocabulary.yaml:1: an invisible character"),
        (b"systems: \xeb\n", "vocabulary.yaml:1: the byte 0xEB is not UTF-8 text; save the file as UTF-8"),
        (b"\xff\xfes\0", "vocabulary.yaml:1: the file is saved as UTF-16; save it as UTF-8"),
    ],
)
def test_unusable_vocabulary_is_an_error_with_a_sentence(
    folder: Path, content: str | bytes | None, message: str
) -> None:
    path = folder / "vocabulary.yaml"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(CatalogError) as caught:
        read_catalog(folder)
    assert message in str(caught.value)
