"""Unknown error lines and files as HTML for the detail pane."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.gui.detail.rendering import ENTRY_LINK, place_text
from app.gui.report.wording import counted, verdict

if TYPE_CHECKING:
    from app.core.report import FileVerdict, Unknown


def unknown_html(unknown: Unknown) -> str:
    """What is known of an unknown line: where it stands, and what comes nearest."""
    items = "".join(
        f'<li><a href="{ENTRY_LINK}{escape(entry.id, quote=True)}">{escape(entry.title)}</a> '
        f'<span class="quiet">{escape(entry.vendor)}</span></li>'
        for entry in unknown.suggestions
    )
    guesses = f"<h2>Nearest known errors (guesses)</h2><ul>{items}</ul>" if items else ""
    lines = counted(unknown.count, "line")
    place = place_text(unknown.place)
    return (
        "<h1>Not known</h1>"
        "<p>These lines look like errors, but no entry of the catalog has this text.</p>"
        f'<h2>For example</h2><p class="message">{escape(unknown.sample)}</p>'
        f'<p class="quiet">{escape(place)}; {lines} of this shape</p>'
        f'<h2>Shape</h2><p class="message">{escape(unknown.shape)}</p>{guesses}'
    )


def file_html(file: FileVerdict) -> str:
    """What is known of a file: its whole path, the verdict and how it was read."""
    rows = (
        ("Lines", f"{file.lines:,}"),
        ("Known errors", f"{file.findings:,}"),
        ("Unknown error lines", f"{file.unknown:,}"),
        ("Read as", ", ".join(part for part in (file.format, file.encoding) if part)),
        ("Remark", file.note),
    )
    table = "".join(f"<tr><th>{name}</th><td>{escape(text)}</td></tr>" for name, text in rows if text)
    facts = "" if file.error else f"<table>{table}</table>"
    return f'<h1>{escape(verdict(file))}</h1><p class="message">{escape(file.path)}</p>{facts}'
