"""The errors related to an entry, as HTML: what to fix first, and the others by how they are related."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from app.core.catalog.model import Entry, Vocabulary
    from app.gui.detail.subject import Subject

translate = QCoreApplication.translate

ENTRY_LINK: Final = "entry:"
_SHORT_TITLE: Final = 40


def links(entries: Iterable[Entry], vocabulary: Vocabulary) -> str:
    """A list of links to entries."""
    items = "".join(
        f'<li><a href="{ENTRY_LINK}{escape(entry.id, quote=True)}">{escape(entry.title)}</a> '
        f'<span class="quiet">{escape(_kind(entry, vocabulary))}</span></li>'
        for entry in entries
    )
    return f"<ul>{items}</ul>" if items else ""


def upstream(subject: Subject) -> str:
    """The errors that make this one happen: whoever has one of them fixes it first."""
    first = [other for other in subject.related if other.id in subject.entry.follows_from]
    if not first:
        return ""
    intro = translate("Detail", "This error may follow from one of these. If you have one of them, fix it first:")
    named = ", ".join(
        f'<a href="{ENTRY_LINK}{escape(other.id, quote=True)}">{escape(_short(other.title))}</a>' for other in first
    )
    return f"<p>{escape(intro)} {named}</p>"


def _short(title: str) -> str:
    """A title for a line of several: its steps should be in sight without scrolling."""
    return shorten(title, _SHORT_TITLE, placeholder="\N{HORIZONTAL ELLIPSIS}")


def relatives(subject: Subject, vocabulary: Vocabulary) -> str:
    """The other related errors, by how they are related."""
    own = subject.entry.relations
    others = [other for other in subject.related if other.id not in own.follows_from]
    groups = (
        (translate("Detail", "Errors that follow from this one"), own.causes),
        (translate("Detail", "The same error in another system"), own.twin),
        (translate("Detail", "The same text"), own.same_text),
        (translate("Detail", "See also"), own.see_also),
    )
    found = ((title, [other for other in others if other.id in ids]) for title, ids in groups)
    return "".join(f"<h3>{escape(title)}</h3>{links(entries, vocabulary)}" for title, entries in found if entries)


def _kind(entry: Entry, vocabulary: Vocabulary) -> str:
    return f"{entry.vendor}, {vocabulary.record_types[entry.record_type].name}"
