"""Two reports compared, as HTML: what is new, what is still there, what is gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from app.gui.report.texts import number

if TYPE_CHECKING:
    from app.core.report.comparison import Change, Comparison

translate = QCoreApplication.translate

MOST_RECORDS: Final = 50


def comparison_html(comparison: Comparison) -> str:
    """The whole page."""
    from app.core.report.comparison import Fate  # noqa: PLC0415 - the core loads after the first paint

    headings = {
        Fate.NEW: translate("Comparison", "New ({count})"),
        Fate.STILL: translate("Comparison", "Still there ({count})"),
        Fate.GONE: translate("Comparison", "Gone ({count})"),
    }
    nothing = translate("Comparison", "No errors.")
    parts: list[str] = []
    for fate, heading in headings.items():
        changes = [one for one in comparison.changes if one.fate is fate]
        parts.append(f"<h2>{escape(heading.format(count=number(len(changes))))}</h2>")
        parts += [_change_html(one) for one in changes] or [f'<p class="quiet">{escape(nothing)}</p>']
    return "".join(parts)


def _change_html(one: Change) -> str:
    counts = number(one.after or one.before)
    if one.before and one.after:
        counts = translate("Comparison", "{before} before, {after} now").format(
            before=number(one.before), after=number(one.after)
        )
    lines = "".join(f"<p>{line}</p>" for line in _record_lines(one))
    return f'<h3>{escape(one.title)} <span class="quiet">{escape(counts)}</span></h3>{lines}'


def _record_lines(one: Change) -> Iterator[str]:
    if not one.compared:
        yield escape(translate("Comparison", "Too many records to compare them one by one."))
        return
    if one.new:
        yield _named(translate("Comparison", "New"), one.new)
    if one.still:
        yield f"<b>{escape(translate('Comparison', 'Still there'))}:</b> {number(one.still)}"
    if one.gone:
        yield _named(translate("Comparison", "Gone"), one.gone)


def _named(label: str, records: Sequence[str]) -> str:
    named = escape(", ".join(records[:MOST_RECORDS]))
    hidden = len(records) - MOST_RECORDS
    if hidden > 0:
        more = translate("Comparison", "{named} and {count} more")
        named = more.format(named=named, count=number(hidden))
    return f"<b>{escape(label)} ({number(len(records))}):</b> {named}"
