"""Every language file fits the sources, says everything, and keeps what programs read in a text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from app.gui.shared.language import LANGUAGES, Language
from tests.gui.desktop import Desktop

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "resources" / "translations").glob("*.ts"))
KEPT = re.compile(r"\{\w*\}|%L?n|%p%|</?\w+[^>]*>")
ENDS = (".", ":", "…", "?")

Key = tuple[str, str, str]


def messages(path: Path) -> dict[Key, ET.Element]:
    """All texts of a file by context, source and remark."""
    return {
        (context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", "")): message
        for context in ET.parse(path).getroot().iter("context")  # noqa: S314 - our own file
        for message in context.iter("message")
    }


def forms(message: ET.Element) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    plurals = [form.text or "" for form in translation.iter("numerusform")]
    return plurals or [translation.text or ""]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_is_up_to_date_with_the_sources(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "build_scripts"))
    import translatable

    found, _ = translatable.find()
    wanted = {(message.context, message.text, message.disambiguation) for message in found}
    hint = "run `python3 build_scripts/dev.py translate`"
    assert wanted - set(messages(path)) == set(), f"texts are missing: {hint}"
    assert set(messages(path)) - wanted == set(), f"texts are gone from the sources: {hint}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_everything_is_translated(path: Path) -> None:
    waiting = [
        source
        for (_, source, _), message in messages(path).items()
        if message.find("translation").get("type") or not all(forms(message))
    ]
    assert waiting == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_placeholders_and_ends_are_those_of_the_source(path: Path) -> None:
    wrong = []
    for (context, source, _), message in messages(path).items():
        for number, form in enumerate(forms(message)):
            kept, wanted = Counter(KEPT.findall(form)), Counter(KEPT.findall(source))
            if number == 0 and message.get("numerus"):  # "this one" needs no number
                del kept["%Ln"], kept["%n"], wanted["%Ln"], wanted["%n"]
            same = kept == wanted
            same_end = any(form.endswith(end) for end in ENDS) == any(source.endswith(end) for end in ENDS)
            same_blanks = (form[:1] == " ", form[-1:] == " ") == (source[:1] == " ", source[-1:] == " ")
            if not (same and same_end and same_blanks):
                wrong.append(f"{context}: {source!r}: {form!r}")
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_keys_of_menus_and_fields_are_kept(path: Path) -> None:
    """What has a letter to press has one in every language."""
    key = re.compile(r"&(?=[^\s&])(?!\w+;)")
    wrong = [
        f"{context}: {source!r}: {form!r}"
        for (context, source, _), message in messages(path).items()
        for form in forms(message)
        if len(key.findall(source)) != len(key.findall(form))
    ]
    assert wrong == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_letter_stands_for_two_commands_of_one_menu(whole: Desktop, language: Language, code: str) -> None:
    language.choose(code)
    QApplication.processEvents()
    bar = whole.window.menuBar()
    for menu in (bar, *bar.findChildren(QMenu)):
        letters = Counter(
            found.group(1).casefold()
            for action in menu.actions()
            if (found := re.search(r"&(\w)", action.text())) is not None
        )
        assert [letter for letter, count in letters.items() if count > 1] == [], menu.title() or "menu bar"
