"""The two small dialogs of the Help menu: the keys, and what this program is made of."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from html import escape
from typing import Final

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from app import __version__
from app.gui.detail.rendering import css
from app.gui.shared.appearance import Appearance
from app.gui.shared.theme import Space

LICENSES: Final = (
    ("SIS Error Desk", "MIT"),
    ("Qt and PySide6", "LGPL-3.0"),
    ("Python", "PSF-2.0"),
    ("RapidFuzz", "MIT"),
    ("msgspec", "BSD-3-Clause"),
    ("PyYAML", "MIT"),
    ("snowballstemmer", "BSD-3-Clause"),
    ("XlsxWriter", "BSD-2-Clause"),
    ("Jinja2 and MarkupSafe", "BSD-3-Clause"),
    ("platformdirs", "MIT"),
)
KEYS_IN_BOX: Final = (
    ("Up, Down, Page Up, Page Down", "Move through the results while you type"),
    ("Enter", "Read the chosen result"),
    ("Esc", "Empty the search box; in the empty box, close the notice"),
    ("Space", "Check or uncheck a filter"),
    ("Tab, Enter", "In the detail: go to a link and follow it"),
)


class TextDialog(QDialog):
    """A page of text with a Close button."""

    def __init__(self, title: str, html: str, appearance: Appearance, parent: QWidget) -> None:
        """Build it; `open` shows it."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(title)
        self.text.document().setDefaultStyleSheet(css(appearance.theme))
        self.text.document().setDocumentMargin(Space.LARGE)
        self.text.setHtml(html)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(buttons)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(letter * 80, self.fontMetrics().height() * 36)


def shortcuts_html(keys: Sequence[tuple[str, str]]) -> str:
    """The keys of the menus (given) and of the search box, as a table."""
    rows = "".join(f"<tr><th>{escape(key)}</th><td>{escape(what)}</td></tr>" for key, what in keys)
    in_box = "".join(f"<tr><th>{escape(key)}</th><td>{escape(what)}</td></tr>" for key, what in KEYS_IN_BOX)
    return f"<h1>Keyboard shortcuts</h1><table>{rows}</table><h2>In the window</h2><table>{in_box}</table>"


def about_html(entries: int) -> str:
    """Versions, catalog and licenses."""
    versions = (
        ("Version", __version__),
        ("Catalog", f"{entries:,} known errors" if entries else "not loaded"),
        ("Python", platform.python_version()),
        ("Qt", qVersion()),
        ("PySide6", PySide6.__version__),
    )
    facts = "".join(f"<tr><th>{name}</th><td>{escape(text)}</td></tr>" for name, text in versions)
    licenses = "".join(
        f"<tr><td>{escape(name)}&nbsp;&nbsp;</td><td>{escape(text)}</td></tr>" for name, text in LICENSES
    )
    return (
        "<h1>SIS Error Desk</h1>"
        "<p>Says what an error of a student information system sync means and how to fix it.</p>"
        f"<table>{facts}</table>"
        "<p>It works on this computer alone and opens no network connection.</p>"
        f"<h2>Licenses</h2><table>{licenses}</table>"
    )
