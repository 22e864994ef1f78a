"""The pages beside the results while no entry is shown: the first hint, and what to do when nothing fits."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from app.gui.detail.relatives import ENTRY_LINK
from app.gui.shared.links import OPEN_LINK, SAMPLE_LINK

if TYPE_CHECKING:
    from app.core.catalog.model import Entry

translate = QCoreApplication.translate

KEEP_LINK: Final = "history:keep"
FORGET_LINK: Final = "history:forget"
CLEAR_LINK: Final = "history:clear"


def first_hint(*, kept: bool, any_history: bool, may_change: bool) -> str:
    """What an empty box says: the three ways in, and whether searches are kept.

    `kept` says that they are kept from one time to the next, `may_change` that this is up to the person.
    """
    ways = (
        (
            translate("FirstHint", "Paste"),
            translate("FirstHint", "an error message: the whole line, with everything around it."),
        ),
        (
            translate("FirstHint", "Type"),
            translate(
                "FirstHint", "a code, a few words, or what you see, such as “two students have the same e-mail”."
            ),
        ),
        (
            translate("FirstHint", "Drop"),
            translate("FirstHint", "last night's log, a folder or marked text on this window to get a report."),
        ),
    )
    rows = "".join(f"<p><b>{way}</b> {what}</p>" for way, what in ways)
    sample = translate("FirstHint", "Try it with a sample log")
    open_log = translate("FirstHint", "Open a log…")
    private = translate("FirstHint", "Everything stays on this computer.")
    return (
        f"<h1>{translate('FirstHint', 'What went wrong?')}</h1>{rows}"
        f'<p><a href="{OPEN_LINK}">{open_log}</a> · <a href="{SAMPLE_LINK}">{sample}</a></p>'
        f'<p class="quiet">{private} {_of_history(kept=kept, any_history=any_history, may_change=may_change)}</p>'
    )


def _of_history(*, kept: bool, any_history: bool, may_change: bool) -> str:
    if kept:
        state = translate("FirstHint", "Your recent searches are kept here, for you alone.")
        link, words = FORGET_LINK, translate("FirstHint", "Do not keep them")
    else:
        state = translate("FirstHint", "Your searches are forgotten when you close the window.")
        link, words = KEEP_LINK, translate("FirstHint", "Keep them")
    links = [f'<a href="{link}">{words}</a>'] if may_change else []
    if any_history:
        links.append(f'<a href="{CLEAR_LINK}">{translate("FirstHint", "Clear the history")}</a>')
    return f"{state} {' · '.join(links)}"


def nothing_fits_title(outside: Sequence[str], *, unlisted: bool) -> str:
    """What is wrong with a question that nothing fits.

    It is about products outside the catalog, a text of another program, or neither.
    """
    if outside:
        return translate("NoMatch", "There are no entries on {products}").format(products=" · ".join(outside))
    if unlisted:
        return translate("NoMatch", "This text is not in the catalog")
    return translate("NoMatch", "No known error matches")


def no_match(outside: Sequence[str] = (), nearest: Sequence[Entry] = (), *, unlisted: bool = False) -> str:
    """What to do when nothing fits, and the nearest entries as links; none of them is the answer."""
    advice = (
        translate("NoMatch", "try fewer words, or only the code or the number in the message;"),
        translate("NoMatch", "paste the whole line, with everything around it;"),
        translate("NoMatch", "clear the filters, if some are checked."),
    )
    items = "".join(f"<li>{line}</li>" for line in advice)
    send = translate(
        "NoMatch",
        "If a sync printed this line, send all of it to the vendor's support, with the date and time of the run and "
        "without the names of students.",
    )
    title = escape(nothing_fits_title(outside, unlisted=unlisted))
    intro = translate("NoMatch", "The catalog has no entry for this text. You can:")
    return f"<h1>{title}</h1>{_nearest(nearest)}<p>{intro}</p><ul>{items}</ul><p>{send}</p>"


def _nearest(entries: Sequence[Entry]) -> str:
    if not entries:
        return ""
    heading = translate("NoMatch", "Nearest entries")
    intro = translate("NoMatch", "Suggestions only: check that the text fits before you do what they say.")
    links = "".join(
        f'<li><a href="{ENTRY_LINK}{escape(entry.id, quote=True)}">{escape(entry.title)}</a> '
        f'<span class="quiet">{escape(entry.vendor)}</span></li>'
        for entry in entries
    )
    return f"<h2>{heading}</h2><p>{intro}</p><ul>{links}</ul>"
