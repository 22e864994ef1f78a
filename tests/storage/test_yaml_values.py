"""YAML is read as it is written: no guessed types, no surprises, every value with its line."""

from __future__ import annotations

import re
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage.catalog.strict_yaml import Document, YamlSyntaxError, parse_yaml

SIGNS = [*"\"'&*!|>%@`{}[],:#?- \t\n\r\x00\x0b\x85\u2028\ufeff\ufffe\ud800aé🎓"]
WORDS = ["\r\n", "---\n", "...\n", "- ", ": ", "a: ", "%YAML 1.1\n", "&a ", "*a", "!!int ", "? ", "<<: ", "null", "yes"]
CORNERS = st.sampled_from(SIGNS + WORDS)
TEXTS = st.lists(CORNERS).map("".join) | st.text()


def outcome(text: str, first_line: int = 1) -> Document | YamlSyntaxError:
    """What parsing gives; any other error than YamlSyntaxError fails the test."""
    try:
        return parse_yaml(text, first_line)
    except YamlSyntaxError as error:
        return error


def fault_of(text: str) -> YamlSyntaxError:
    result = outcome(text)
    assert isinstance(result, YamlSyntaxError)
    return result


@given(TEXTS)
def test_any_text_is_read_or_refused_with_a_line_of_it(text: str) -> None:
    last = len(re.split("\r\n|\r|\n", text))
    result = outcome(text)
    if isinstance(result, YamlSyntaxError):
        assert 1 <= result.line <= last
        assert str(result)
        return
    assert all(1 <= line <= last for line in result.lines.values())
    assert all(1 <= note.line <= last and note.message for note in result.misspellings)


@given(TEXTS, st.integers(1, 10_000))
def test_lines_are_counted_from_where_the_text_stands(text: str, first_line: int) -> None:
    at_top, moved = outcome(text), outcome(text, first_line)
    if isinstance(at_top, YamlSyntaxError):
        assert isinstance(moved, YamlSyntaxError)
        assert moved.line == at_top.line + first_line - 1
        return
    assert isinstance(moved, Document)
    assert moved.value == at_top.value
    assert moved.lines == {path: line + first_line - 1 for path, line in at_top.lines.items()}


@given(st.recursive(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])), st.lists))
def test_quoted_texts_come_back_as_written(value: object) -> None:
    import json

    # JSON with escapes for all beyond ASCII is YAML, save for characters beyond 16 bits.
    text = json.dumps(value, ensure_ascii=False)
    if "\ufffe" not in text and "\uffff" not in text and text.count("[") <= 12:
        assert parse_yaml(text).value == value


@pytest.mark.parametrize(
    "word", ["10005", "0777", "0x80070005", "1.10", "NO", "on", "Null", "~", "2026-03-02", "12:30"]
)
def test_words_that_yaml_takes_for_something_else_must_be_quoted(word: str) -> None:
    document = parse_yaml(f"a: 1st\ncode: {word}\n")
    (note,) = document.misspellings
    assert (note.path, note.line) == (("code",), 2)
    assert note.message == f"{word} is not read as text here; put it in quotes: '{word}'"
    assert parse_yaml(f"code: '{word}'\n").misspellings == []
    assert parse_yaml(f'code: "{word}"\n').value == {"code": word}


def test_true_and_false_are_the_only_plain_words_with_a_meaning() -> None:
    assert parse_yaml("a: true\nb: false\n").value == {"a": True, "b": False}
    assert parse_yaml("a: 'true'\n").value == {"a": "true"}


def test_missing_value_is_named() -> None:
    (note,) = parse_yaml("a: x\nb:\n").misspellings
    assert (note.line, note.message) == (2, "there is nothing here; write a value, or remove the line")


def test_duplicate_key_keeps_the_first_and_its_line() -> None:
    document = parse_yaml("a: 1st\nb: x\na: 2nd\n")
    (note,) = document.misspellings
    assert document.value == {"a": "1st", "b": "x"}
    assert (note.line, note.message) == (3, "the key 'a' is here twice; remove one of the two")
    assert document.line_of(("a",)) == 1


@pytest.mark.parametrize("written", ["!!int '5'", "!foo bar", "!!python/object:os.system x", "!!str 10005"])
def test_types_are_not_allowed(written: str) -> None:
    (note,) = parse_yaml(f"a: {written}\n").misspellings
    assert "is not allowed here; write the text in quotes" in note.message


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: x\n\tb: y\n", 2, "a tab is where the line begins; write spaces instead"),
        ("a:\n\tb: y\n", 2, "a tab is where the line begins; write spaces instead"),
        ("a: x\nb: \"never closed\nc: y\n", 2, "a quote is opened here and not closed properly; close it"),
        ("a: x: y\n", 1, "put a text that holds ': '"),
        ("a: x\n---\nb: y\n", 2, "a second document begins here; remove the line '---'"),
        ("a: &x y\nb: *x\n", 2, "anchors (&) and aliases (*) are not allowed; write the value out"),
        ("a: x\nb: \x07\n", 2, "an invisible character that is not allowed here (U+0007); remove it"),
        ("é: x\nb: é\nc: \x00\n", 3, "(U+0000)"),
        ("a: x\nb: one\u2028two\n", 2, "(U+2028)"),
        ("a: \ud83d\n", 1, "(U+D83D)"),
        ("a: x\n[b]: y\n", 2, "a key must be one word"),
    ],
)  # fmt: skip
def test_faults_say_where_and_what_to_write(text: str, line: int, message: str) -> None:
    fault = fault_of(text)
    assert message in str(fault)
    assert fault.line == line


def test_anchor_bomb_is_refused_at_once_and_in_little_memory() -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 30))
    tracemalloc.start()
    try:
        fault = fault_of(f"l0: &l0 [lol, lol]\n{levels}")
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
    assert "aliases (*) are not allowed" in str(fault)
    assert fault.line == 2


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: ", "[{a: "])
def test_deep_nesting_is_refused_and_does_not_crash(opening: str) -> None:
    assert fault_of(opening * 100_000).line == 1


def test_bom_and_empty_text() -> None:
    assert parse_yaml("\ufeffa: x").value == {"a": "x"}
    assert parse_yaml("").value is None
    assert parse_yaml("# only a comment\n").value is None
