"""Unknown error lines and files as HTML for the detail pane."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.gui.detail.relatives import ENTRY_LINK
from app.gui.detail.rendering import place_text
from app.gui.report.texts import number, verdict
from app.gui.shared.messages import told

if TYPE_CHECKING:
    from app.core.report.report import FileVerdict
    from app.core.report.unknown_groups import Unknown

translate = QCoreApplication.translate


def unknown_html(unknown: Unknown) -> str:
    """What is known of an unknown line: where it stands, and what comes nearest."""
    items = "".join(
        f'<li><a href="{ENTRY_LINK}{escape(entry.id, quote=True)}">{escape(entry.title)}</a> '
        f'<span class="quiet">{escape(entry.vendor)}</span></li>'
        for entry in unknown.suggestions
    )
    nearest = translate("Report", "Nearest known errors (guesses)")
    guesses = f"<h2>{escape(nearest)}</h2><ul>{items}</ul>" if items else ""
    lines = translate("Report", "%Ln line(s) of this shape", "", unknown.count)
    place = place_text(unknown.place)
    explained = translate("Report", "These lines look like errors, but no entry of the catalog has this text.")
    return (
        f"<h1>{escape(translate('Report', 'Not known'))}</h1><p>{escape(explained)}</p>"
        f"<h2>{escape(translate('Report', 'For example'))}</h2>"
        f'<p class="message">{escape(unknown.sample)}</p>'
        f'<p class="quiet">{escape(place)}; {escape(lines)}</p>'
        f"<h2>{escape(translate('Report', 'Shape'))}</h2>"
        f'<p class="message">{escape(unknown.shape)}</p>{guesses}'
    )


def file_html(file: FileVerdict) -> str:
    """What is known of a file: its whole path, the verdict and how it was read."""
    rows = (
        (translate("Report", "Lines"), number(file.lines)),
        (translate("Report", "Known errors"), number(file.findings)),
        (translate("Report", "Unknown error lines"), number(file.unknown)),
        (translate("Report", "Read as"), ", ".join(part for part in (file.format, file.encoding) if part)),
        (translate("Report", "Remark"), told(file.note)),
    )
    table = "".join(f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in rows if text)
    facts = "" if file.error else f"<table>{table}</table>"
    return f'<h1>{escape(verdict(file))}</h1><p class="message">{escape(file.path)}</p>{facts}'
