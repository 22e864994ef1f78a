"""The pages beside the results while no entry is shown: the first hint, and what to do when nothing fits."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

KEEP_LINK: Final = "history:keep"
FORGET_LINK: Final = "history:forget"
CLEAR_LINK: Final = "history:clear"
SAMPLE_LINK: Final = "log:sample"


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
    private = translate("FirstHint", "Everything stays on this computer.")
    return (
        f"<h1>{translate('FirstHint', 'What went wrong?')}</h1>{rows}"
        f'<p><a href="{SAMPLE_LINK}">{sample}</a></p>'
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


def no_match() -> str:
    """What to do when nothing fits."""
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
    title = translate("NoMatch", "No known error matches")
    intro = translate("NoMatch", "The catalog has no entry for this text. You can:")
    return f"<h1>{title}</h1><p>{intro}</p><ul>{items}</ul><p>{send}</p>"
