"""Entries that print one text, told apart: the question to ask, and what each answer is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from app.core.catalog.model import Entry, Vocabulary

translate = QCoreApplication.translate

MOST_KEYS: Final = 9
"""So many answers have a key of their own: Alt and a digit."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with an answer for each of the entries, in their order."""

    question: str
    answers: tuple[str, ...]


def choice_between(entries: Sequence[Entry], vocabulary: Vocabulary) -> Choice:
    """Ask for what differs: the record type if that alone tells them apart, else the vendor, else the title."""
    kinds = tuple(vocabulary.record_types[entry.record_type].name for entry in entries)
    if _differ(kinds):
        return Choice(translate("Sharing", "What was being synced?"), kinds)
    vendors = tuple(entry.vendor for entry in entries)
    if _differ(vendors):
        return Choice(translate("Sharing", "Which system does it come from?"), vendors)
    both = tuple(f"{kind}, {vendor}" for kind, vendor in zip(kinds, vendors, strict=True))
    if _differ(both):
        return Choice(translate("Sharing", "What was being synced, and where?"), both)
    return Choice(translate("Sharing", "Which of these fits?"), tuple(entry.title for entry in entries))


def first_sentence(text: str) -> str:
    """The first sentence of a text, which is what there is room for beside an answer."""
    head, stop, _ = text.partition(". ")
    return head + "." if stop else text


def key_of(number: int) -> str:
    """The key of the answer with this number (the first is 0); empty for those beyond."""
    return f"Alt+{number + 1}" if number < MOST_KEYS else ""


def _differ(names: Sequence[str]) -> bool:
    return len(set(names)) == len(names)
