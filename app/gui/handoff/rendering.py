"""A redacted mail as HTML for its preview: every stand-in is marked, by brackets and weight as well as by color."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from app.core.sharing.redactor import Redacted
from app.core.sharing.support_mail import ReadBack
from app.gui.shared.theme import Theme

REPLACED_MARKS: Final = ("\u27e8", "\u27e9")
SHOWN_MARKS: Final = ("\u27e8!\u00a0", "\u27e9")
_CSS: Final = """
p {{ margin: 0px; white-space: pre-wrap; }}
.heading {{ font-weight: 600; }}
.replaced {{ color: {on_info}; background-color: {info}; font-weight: 600; }}
.shown {{ color: {on_danger}; background-color: {danger}; font-weight: 600; }}
"""


def css(theme: Theme) -> str:
    """The preview's style sheet in a theme's colors."""
    return _CSS.format(**theme.roles())


def preview_html(marked: Redacted) -> str:
    """The body of a mail with its stand-ins, and with the originals that are shown on purpose, marked."""
    places = [(one.start, one.end, marked.text[one.start : one.end] == one.stand_in) for one in marked.replacements]
    return _with_headings(
        _with_marks(marked.text, [(start, end, "replaced" if hidden else "shown") for start, end, hidden in places])
    )


def answer_html(answer: ReadBack) -> str:
    """A vendor's answer with the originals put back, marked."""
    html = _with_marks(answer.text, [(start, end, "replaced") for start, end, _ in answer.places])
    return "".join(f"<p>{line or '&nbsp;'}</p>" for line in html.rstrip().split("\n"))


def _with_marks(text: str, places: Sequence[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    place = 0
    for start, end, name in sorted(places):
        if start < place:
            continue
        opening, closing = SHOWN_MARKS if name == "shown" else REPLACED_MARKS
        words = escape(" ".join(text[start:end].split()))
        pieces += (escape(text[place:start]), f'<span class="{name}">{opening}{words}{closing}</span>')
        place = end
    return "".join((*pieces, escape(text[place:])))


def _with_headings(html: str) -> str:
    """Each line a paragraph; one that is not indented is a heading."""
    return "".join(
        f'<p class="heading">{line}</p>' if line[:1].strip() else f"<p>{line or '&nbsp;'}</p>"
        for line in html.rstrip().split("\n")
    )
