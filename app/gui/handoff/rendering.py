"""A redacted mail as HTML for its preview: every stand-in is marked, by brackets and weight as well as by color."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape
from typing import Final

from app.core.sharing.marked_text import Redacted
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


def original_html(original: Redacted, shown: Collection[str], *, may_show: bool) -> str:
    """What the mail is made of, its replaced words marked; each is a link that is called by its number."""
    pieces: list[str] = []
    place = 0
    for number, one in enumerate(original.replacements):
        name = "shown" if one.original in shown else "replaced"
        words = _marked(original.text[one.start : one.end], name)
        pieces += (escape(original.text[place : one.start]), f'<a href="{number}">{words}</a>' if may_show else words)
        place = one.end
    html = "".join((*pieces, escape(original.text[place:])))
    return "".join(f"<p>{line or '&nbsp;'}</p>" for line in html.split("\n"))


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
        pieces += (escape(text[place:start]), _marked(text[start:end], name))
        place = end
    return "".join((*pieces, escape(text[place:])))


def _marked(text: str, name: str) -> str:
    opening, closing = SHOWN_MARKS if name == "shown" else REPLACED_MARKS
    return f'<span class="{name}">{opening}{escape(" ".join(text.split()))}{closing}</span>'


def _with_headings(html: str) -> str:
    """Each line a paragraph; one that is not indented is a heading."""
    return "".join(
        f'<p class="heading">{line}</p>' if line[:1].strip() else f"<p>{line or '&nbsp;'}</p>"
        for line in html.rstrip().split("\n")
    )
