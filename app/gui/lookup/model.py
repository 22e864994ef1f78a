"""The model of the result list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.gui.lookup.rows import Heading, Hit, Past, Row, Tone
from app.gui.shared.untrusted_text import tool_tip

Index = QModelIndex | QPersistentModelIndex

ROW: Final = Qt.ItemDataRole.UserRole


class ResultModel(QAbstractListModel):
    """Headings, results and recent searches. Headings cannot be chosen; `ROW` gives the row itself."""

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
            return row.line if isinstance(row, Past) else row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            why = row.told_why if isinstance(row, Hit) else ""
            return (tool_tip(why) if role == Qt.ItemDataRole.ToolTipRole else why) or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Results can be chosen, headings cannot."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._can_be_chosen(index.row()):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemNeverHasChildren

    def hit(self, index: Index) -> Hit | None:
        """The result at an index, None for anything else."""
        row = self.data(index, ROW)
        return row if isinstance(row, Hit) else None

    def past(self, index: Index) -> Past | None:
        """The recent search at an index, None for anything else."""
        row = self.data(index, ROW)
        return row if isinstance(row, Past) else None

    def step(self, row: int, by: int) -> int:
        """The result `by` results further on from a row (either way), stopping at the ends; -1 when there is none."""
        choosable = [number for number in range(len(self._rows)) if self._can_be_chosen(number)]
        if not choosable:
            return -1
        if row not in choosable:
            return choosable[0]
        return choosable[max(0, min(len(choosable) - 1, choosable.index(row) + by))]

    def row_of(self, entry_id: str) -> int:
        """The row that shows an entry, -1 when none does."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Hit) and row.match.entry.id == entry_id:
                return number
        return -1

    def row_of_key(self, key: str) -> int:
        """The row of the answer with this key, -1 when none has it."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Hit) and key and row.key == key:
                return number
        return -1

    @property
    def asks(self) -> bool:
        """Whether the rows begin with a question."""
        return any(isinstance(row, Hit) and row.answer for row in self._rows[:2])

    @property
    def only_guesses(self) -> bool:
        """Whether nothing fits: a person has to choose a guess, it is never shown as the answer."""
        return any(isinstance(row, Heading) and row.tone is Tone.GUESS for row in self._rows[:1])

    def _can_be_chosen(self, row: int) -> bool:
        return not isinstance(self._rows[row], Heading)

    def _spoken(self, row: Row) -> str:
        if isinstance(row, Heading):
            return f"{row.title}. {row.advice}".strip()
        if isinstance(row, Past):
            return self.tr("Recent search: {query}").format(query=row.line)
        parts = (row.answer or row.title, ", ".join(row.badges), row.line, row.key)
        return ". ".join(part.rstrip(".") for part in parts if part)
