"""Sentences from below the window are recognized, so that they can be said in its language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.gui.shared.language import PSEUDO, Language
from app.gui.shared.messages import recognized, told

APP = Path(__file__).resolve().parents[2] / "app"
# Where sentences for people are made, beside those for whoever writes entries, settings or code.
SPEAKING = (
    "storage/documents/mail.py",
    "storage/documents/json_document.py",
    "storage/documents/xml_document.py",
    "storage/documents/yaml_document.py",
    "storage/documents/har_document.py",
    "storage/logs/file_identity.py",
    "services/scanning/file_scan.py",
    "services/report_export.py",
)


def sentences(path: Path) -> Iterator[str]:
    """The sentences written in a module, each value in them replaced by one that could stand there."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            silent.update(map(id, node.values))
    for node in ast.walk(tree):
        text = ""
        if id(node) in silent:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
        if re.match(r"[A-Z].* .*[.:]\s*7?$", text, re.DOTALL):
            yield re.sub(r"\{\w+\}", "7", text)


def test_every_sentence_of_the_sources_is_recognized() -> None:
    found = [(name, text) for name in SPEAKING for text in sentences(APP / name)]
    assert len(found) > 8
    unknown = [text for _, text in found if recognized(text) is None and recognized(text.replace("7", "")) is None]
    assert unknown == []


def test_english_says_what_was_said() -> None:
    for sentence in (
        "Line 7: a colon is missing; from there on it was read as plain lines.",
        "A sentence that nobody registered.",
        "Names with {braces} stay.",
    ):
        assert told(sentence) == sentence


def test_values_stay_and_what_is_in_them_is_translated(language: Language) -> None:
    language.choose(PSEUDO)
    text = told("Line {1}: a colon is missing; from there on it was read as plain lines.")
    assert "{1}" in text
    assert "colon" not in text
    assert "Shééť" not in told("Names with {braces} stay.")
    assert told("No such sentence. This line is read.").startswith("No such sentence. ")


@pytest.mark.parametrize(
    "sentence", ["is named .xlsx but is a web page", "is in a file that is named .gz but is a mail"]
)
def test_remarks_in_remarks_are_translated(language: Language, sentence: str) -> None:
    language.choose(PSEUDO)
    assert not re.search(r"\b(named|web page|mail)\b", told(sentence))
