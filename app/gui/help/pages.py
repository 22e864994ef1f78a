"""The help pages: HTML in the resources, one folder a language, and the table of keys made from the menus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextDocumentFragment

ENGLISH: Final = "en"
KEYS_PAGE: Final = "keys"


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page. `name` stays the same in every language; `words` is its text, folded for searching."""

    name: str
    title: str
    html: str
    words: str

    def has(self, query: str) -> bool:
        """Whether the page has all words of a query, each as the beginning of a word or inside one."""
        return all(word in self.words for word in query.casefold().split())


def help_pages(folder: Path, language: str, keys: Sequence[tuple[str, str]]) -> list[HelpPage]:
    """All pages in a language, in English where one is not translated, and the page of the keys (given) at the end.

    Raises OSError when the folder cannot be read.
    """
    pages = []
    for english in sorted((folder / ENGLISH).glob("*.html")):
        translated = folder / language / english.name
        file = translated if translated.is_file() else english
        pages.append(_page(english.stem.partition("-")[2], file.read_text(encoding="utf-8")))
    return [*pages, _page(KEYS_PAGE, keys_html(keys))]


def keys_html(keys: Sequence[tuple[str, str]]) -> str:
    """The keys of the menus (given) and of the places in the window, as tables."""
    translate = QCoreApplication.translate
    in_window = (
        (
            translate("Help", "Up, Down, Page Up, Page Down"),
            translate("Help", "Move through the results while you type"),
        ),
        (translate("Help", "Enter"), translate("Help", "Read the chosen result")),
        (translate("Help", "Esc"), translate("Help", "Empty the search box; in the empty box, close the notice")),
        (translate("Help", "Space"), translate("Help", "Check or uncheck a filter, or tick a step off")),
        (translate("Help", "Alt+1, Alt+2, …"), translate("Help", "Answer which of several meanings it is")),
        (translate("Help", "Ctrl+Down, Ctrl+Up"), translate("Help", "Read on in the detail while you type")),
        (translate("Help", "Ctrl+V"), translate("Help", "Anywhere: look up what was copied")),
        (translate("Help", "Tab, Enter"), translate("Help", "In the detail: go to a link and follow it")),
    )
    title, inside = translate("Help", "Keyboard shortcuts"), translate("Help", "In the window")
    return f"<h1>{escape(title)}</h1>{_table(keys)}<h2>{escape(inside)}</h2>{_table(in_window)}"


def _table(rows: Sequence[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><th>{escape(key)}</th><td>{escape(what)}</td></tr>" for key, what in rows)
    return f"<table>{cells}</table>"


def _page(name: str, html: str) -> HelpPage:
    title = html.partition("<h1>")[2].partition("</h1>")[0]
    plain = QTextDocumentFragment.fromHtml(html).toPlainText()
    return HelpPage(name, QTextDocumentFragment.fromHtml(title).toPlainText(), html, plain.casefold())
