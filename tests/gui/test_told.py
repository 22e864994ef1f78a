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
    "storage/files/read_errors.py",
    "storage/files/file_types.py",
    "storage/inputs/limits.py",
    "storage/inputs/walk.py",
    "storage/inputs/formats.py",
    "storage/inputs/tar.py",
    "storage/inputs/mail_parts.py",
    "storage/inputs/decompression.py",
    "storage/logs/file_identity.py",
    "storage/inputs/discovery.py",
    "storage/documents/mail.py",
    "storage/documents/sheets.py",
    "storage/documents/workbook_process.py",
    "storage/documents/json_document.py",
    "storage/documents/xml_document.py",
    "storage/documents/yaml_document.py",
    "storage/documents/har_document.py",
    "storage/inputs/outlook_mail.py",
    "services/scanning/file_scan.py",
    "services/scanning/scan_process.py",
    "services/scanning/scan.py",
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
    assert len(found) > 40
    unknown = [text for _, text in found if recognized(text) is None and recognized(text.replace("7", "")) is None]
    assert unknown == []


def test_english_says_what_was_said() -> None:
    for sentence in (
        "This archive cannot be opened, or not to its end: The file is damaged or cut off.",
        "A sentence that nobody registered.",
        "Names with {braces} stay.",
    ):
        assert told(sentence) == sentence


def test_values_stay_and_what_is_in_them_is_translated(language: Language) -> None:
    language.choose(PSEUDO)
    text = told("The sheet Grades {1} could not be read: The file is damaged or cut off..")
    assert "Grades {1}" in text
    assert "damaged" not in text
    assert "Shééť" not in told("Names with {braces} stay.")
    assert told("No such sentence. The file is damaged or cut off.").startswith("No such sentence. ")


@pytest.mark.parametrize(
    "sentence", ["is named .xlsx but is a web page", "is in a file that is named .gz but is a mail"]
)
def test_remarks_in_remarks_are_translated(language: Language, sentence: str) -> None:
    language.choose(PSEUDO)
    assert not re.search(r"\b(named|web page|mail)\b", told(sentence))
