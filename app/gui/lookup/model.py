"""The rows of the result list: headings and matches, made from one answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from app.core.matcher import Answer, Match
    from app.core.model import Entry, Vocabulary

Index = QModelIndex | QPersistentModelIndex

ROW: Final = Qt.ItemDataRole.UserRole
_PLACEHOLDER: Final = re.compile(r"\{(\w+):\w+\??\}")
_SHORT: Final = 200  # a longer text is a message, and its words are not what makes a result obvious
_WORD: Final = re.compile(r"\w+")


class Tone(Enum):
    """How a row is set apart: in the plain list, among entries that share a text, or among guesses."""

    PLAIN = auto()
    SHARED = auto()
    GUESS = auto()


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above a group of results: a title and what to do with the group."""

    title: str
    advice: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Hit:
    """One result, in words; `line` is its error text, or its meaning where that says more."""

    match: Match
    title: str
    badges: tuple[str, ...]
    line: str
    why: str
    tone: Tone = Tone.PLAIN


Row = Heading | Hit


def rows_of(answer: Answer, vocabulary: Vocabulary, *, browsing: bool) -> tuple[Row, ...]:
    """The rows that show an answer: grouped by vendor when browsing, else by how sure they are."""
    if browsing:
        return _browsed(answer.matches, vocabulary)
    rows: list[Row] = []
    rest = answer.matches[answer.sharing :] if answer.ambiguous else answer.matches
    if answer.ambiguous:
        title = f"This text has {answer.sharing} meanings. What was being synced?"
        rows.append(Heading(title, "Choose the kind of record or the vendor that fits.", Tone.SHARED))
        rows += [_hit(match, vocabulary, Tone.SHARED, answer.query) for match in answer.matches[: answer.sharing]]
        if rest:
            rows.append(Heading("Other results"))
    if not answer.known:
        advice = "These are guesses from single words; they may not fit." if rest else "Try other words, or fewer."
        rows.append(Heading("No known error matches", advice, Tone.GUESS))
    rows += [
        _hit(match, vocabulary, Tone.GUESS if match.kind == "guess" else Tone.PLAIN, answer.query) for match in rest
    ]
    return tuple(rows)


def _browsed(matches: Sequence[Match], vocabulary: Vocabulary) -> tuple[Row, ...]:
    rows: list[Row] = []
    for vendor, of_vendor in groupby(matches, key=lambda match: match.entry.vendor):
        hits = [_hit(match, vocabulary, Tone.PLAIN, "") for match in of_vendor]
        rows += [Heading(vendor, f"{len(hits)} known error{'s' if len(hits) > 1 else ''}"), *hits]
    return tuple(rows)


def _hit(match: Match, vocabulary: Vocabulary, tone: Tone, query: str) -> Hit:
    entry = match.entry
    text = error_text(entry)
    # Among entries that share one text, and where the title is the text, the meaning says more.
    line = entry.meaning if tone is Tone.SHARED or _bare(text) == _bare(entry.title) else text
    seen = _bare(f"{entry.title} {line}").split()
    obvious = all(any(word.startswith(asked) for word in seen) for asked in _bare(query[:_SHORT]).split())
    why = "" if tone is Tone.SHARED or (obvious and match.kind == "words") else match.why
    return Hit(match, entry.title, badges_of(entry, vocabulary), line, why, tone)


def badges_of(entry: Entry, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The vendor and the record types in readable words."""
    return (entry.vendor, *(vocabulary.record_types[key].name for key in entry.record_types))


def error_text(entry: Entry) -> str:
    """The entry's first error text on one line, without the envelope that every message of its system has."""
    text = _PLACEHOLDER.sub(_blank, entry.messages[0].text)
    return " ".join(text.replace("{{", "{").replace("}}", "}").split())


def _blank(placeholder: re.Match[str]) -> str:
    return f"[{placeholder[1].replace('_', ' ')}]"


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


class ResultModel(QAbstractListModel):
    """Headings and results. Headings cannot be chosen; `ROW` gives the row itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """The number of rows, headings included."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row, or its words."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Results can be chosen, headings cannot."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._rows[index.row()], Hit):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemNeverHasChildren

    def hit(self, index: Index) -> Hit | None:
        """The result at an index, None for a heading or no row."""
        row = self.data(index, ROW)
        return row if isinstance(row, Hit) else None

    def step(self, row: int, by: int) -> int:
        """The result `by` results further on from a row (either way), stopping at the ends; -1 when there is none."""
        hits = [number for number, what in enumerate(self._rows) if isinstance(what, Hit)]
        if not hits:
            return -1
        if row not in hits:
            return hits[0]
        return hits[max(0, min(len(hits) - 1, hits.index(row) + by))]

    def row_of(self, entry_id: str) -> int:
        """The row that shows an entry, -1 when none does."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Hit) and row.match.entry.id == entry_id:
                return number
        return -1


def _spoken(row: Row) -> str:
    if isinstance(row, Heading):
        return f"{row.title}. {row.advice}".strip()
    parts = (row.title, ", ".join(row.badges), row.line, row.why)
    return ". ".join(part.rstrip(".") for part in parts if part)
