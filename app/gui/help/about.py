"""About: versions, the catalog and its age, and the licences of everything inside with their texts."""

from __future__ import annotations

import platform
import time
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

import PySide6
from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QUrl, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app import __version__
from app.gui.detail.rendering import css
from app.gui.shared.appearance import Appearance
from app.gui.shared.dialog_size import give_room
from app.gui.shared.language import keep_translated
from app.gui.shared.theme import Space
from app.gui.shared.untrusted_text import LocalBrowser
from app.services.catalog_facts import CatalogFacts
from app.storage.licenses import PARTS, license_text
from app.storage.userdata.crash_notes import system_name

_LICENSE_LINK: Final = "license:"
_BACK_LINK: Final = "back:"


class AboutDialog(QDialog):
    """Two pages in one: the facts, and the text of a licence."""

    def __init__(self, facts: CatalogFacts, resources: Path, appearance: Appearance, parent: QWidget) -> None:
        """Build it over the catalog at work."""
        super().__init__(parent)
        self._facts, self._resources, self._appearance = facts, resources, appearance
        self.text = LocalBrowser()
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.text.document().setDocumentMargin(Space.LARGE)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.copy_button = buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.setAutoDefault(False)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        self.copy_button.clicked.connect(self._copy)
        column = QVBoxLayout(self)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self.text, 1)
        column.addWidget(buttons)
        keep_translated(self, self.retranslate)
        give_room(self, 82, 36)

    def retranslate(self) -> None:
        """Show the facts in the language spoken."""
        self.setWindowTitle(self.tr("About SIS Error Desk"))
        self.text.setAccessibleName(self.tr("About SIS Error Desk"))
        self.copy_button.setText(self.tr("&Copy versions"))
        self._show(about_html(self._facts))

    def _show(self, html: str) -> None:
        self.text.document().setDefaultStyleSheet(css(self._appearance.theme))
        self.text.setHtml(html)

    def _follow(self, link: QUrl) -> None:
        if link.toString() == _BACK_LINK:
            self._show(about_html(self._facts))
            return
        part = PARTS[int(link.toString().removeprefix(_LICENSE_LINK))]
        try:
            text = license_text(self._resources, part)
        except OSError as error:
            text = self.tr("The text is missing: {problem}").format(problem=error.strerror)
        back = self.tr("Back")
        self._show(f'<p><a href="{_BACK_LINK}">{back}</a></p><h1>{escape(part.name)}</h1><pre>{escape(text)}</pre>')

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{name}: {value}" for name, value in facts_of(self._facts)))
        self.copy_button.setText(self.tr("Copied"))


def facts_of(facts: CatalogFacts) -> Sequence[tuple[str, str]]:
    """Versions of everything and the state of the catalog, each with its name."""
    translate = QCoreApplication.translate
    return (
        (translate("About", "Version"), __version__),
        (translate("About", "Catalog"), _catalog(facts)),
        ("Python", platform.python_version()),
        ("Qt", f"{qVersion()} (PySide6 {PySide6.__version__})"),
        (translate("About", "System"), system_name()),
    )


def about_html(facts: CatalogFacts) -> str:
    """The page of facts and licences."""
    translate = QCoreApplication.translate
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in facts_of(facts))
    licenses = "".join(
        f'<tr><td>{escape(part.name)}&nbsp;&nbsp;</td><td><a href="{_LICENSE_LINK}{number}">'
        f"{escape(part.license)}</a></td></tr>"
        for number, part in enumerate(PARTS)
    )
    purpose = translate("About", "Says what an error of a student information system sync means and how to fix it.")
    alone = translate("About", "It works on this computer alone and opens no network connection.")
    heading = translate("About", "Licenses")
    return (
        f"<h1>SIS Error Desk</h1><p>{escape(purpose)}</p><table>{rows}</table><p>{escape(alone)}</p>"
        f"<h2>{escape(heading)}</h2><table>{licenses}</table>"
    )


def _catalog(facts: CatalogFacts) -> str:
    translate = QCoreApplication.translate
    if not facts.entries:
        return translate("About", "not loaded")
    words = translate("About", "%Ln known error(s)", "", facts.entries)
    if facts.added:
        words += "; " + translate("About", "%Ln of them from your catalog folders", "", facts.added)
    if facts.written:
        day = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(facts.written)).date(), QLocale.FormatType.LongFormat)
        days = max(0, int((time.time() - facts.written) // 86_400))
        age = translate("About", "%Ln day(s) old", "", days) if days else translate("About", "less than a day old")
        words += "; " + translate("About", "of {day} ({age})").format(day=day, age=age)
    return f"{words}; {facts.digest}" if facts.digest else words
