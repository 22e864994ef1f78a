"""What the detail pane shows: an entry, and what is known of it here: in a message or in a scanned log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from app.core.catalog.model import Catalog, Entry
    from app.core.lookup.highlighting import Piece
    from app.core.report.findings import Finding
    from app.core.text.statement import Statement

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Subject:
    """An entry in its circumstances: the values of the message at hand, or the log's finding.

    `sharing` are the entries that print the same text, `undecided` says that nothing here tells them apart.
    `message` is the person's own message in pieces, empty where there is none.
    """

    entry: Entry
    values: Mapping[str, str] = field(default_factory=dict)
    why: Statement | None = None
    sharing: tuple[Entry, ...] = ()
    related: tuple[Entry, ...] = ()
    undecided: bool = False
    finding: Finding | None = None
    message: tuple[Piece, ...] = ()


def readable_name(entry: Entry, name: str) -> str:
    """A placeholder's name as people say it: `fields` of a message about missing ones is "Missing"."""
    if name == "fields" and any("missing" in message.text.casefold() for message in entry.messages):
        return translate("Values", "Missing")
    words = name.replace("_", " ")
    return _readable_names().get(name) or words[:1].upper() + words[1:].replace(" id", " ID")


def _readable_names() -> dict[str, str]:
    return {
        "add_code": translate("Values", "Add code"),
        "available": translate("Values", "Allowed categories"),
        "detail": translate("Values", "Details"),
        "email": translate("Values", "E-mail address"),
        "fields": translate("Values", "Fields named"),
        "host": translate("Values", "Server"),
        "job_id": translate("Values", "Job ID"),
        "max_score": translate("Values", "Highest score"),
        "min_score": translate("Values", "Lowest score"),
        "status": translate("Values", "HTTP status"),
        "value": translate("Values", "Value sent"),
    }


MOST_RELATED = 6
"""Related errors that are shown with an error."""


def sharing_entries(catalog: Catalog, entry: Entry) -> tuple[Entry, ...]:
    """The other entries of the catalog that print one of the entry's texts, in catalog order."""
    own = {_bare(message.text) for message in entry.messages}
    return tuple(
        other
        for other in catalog.entries
        if other.id != entry.id and any(_bare(message.text) in own for message in other.messages)
    )


def related_entries(catalog: Catalog, entry: Entry) -> tuple[Entry, ...]:
    """The entries it names as related, the closest first: no more than a person reads, and can pass with Tab."""
    by_id = {other.id: other for other in catalog.entries if other.id in entry.related}
    return tuple(by_id[other] for other in entry.related if other in by_id)[:MOST_RELATED]


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
