"""The stand-ins of a mail, each with what it stands for; a tick undoes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.gui.shared.untrusted_text import tool_tip

Index = QModelIndex | QPersistentModelIndex

NAME, ORIGINAL = 0, 1
_CHECK: Final = Qt.ItemDataRole.CheckStateRole


@dataclass(frozen=True, slots=True)
class StandIn:
    """A stand-in, the identity behind it, and whether that is shown in the mail."""

    name: str
    original: str
    shown: bool = False


class StandInsModel(QAbstractTableModel):
    """One row for each original: what a person bears, name, id and address, has rows of its own.

    Signals:
        show_wanted: A person wants an original shown (True) or hidden (False); the original comes first.
    """

    show_wanted = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty, with nothing that may be undone."""
        super().__init__(parent)
        self._rows: list[StandIn] = []
        self.may_show = True

    def show(self, rows: Sequence[StandIn]) -> None:
        """Show these stand-ins. Where only ticks have changed, what a person has chosen in a view stays."""
        if [(row.name, row.original) for row in rows] == [(row.name, row.original) for row in self._rows]:
            self._rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, ORIGINAL))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of stand-ins."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Two: the stand-in, and what it stands for."""
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own signature
        """The columns' headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("In the mail"), self.tr("Stands for"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own signature
        """A cell's words, its tick, and what is read aloud of it."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, row.original)[index.column()]
        if role == _CHECK and index.column() == NAME and self.may_show:
            return Qt.CheckState.Checked if row.shown else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = self.tr("shown in the mail") if row.shown else self.tr("replaced in the mail")
            return f"{row.name}, {row.original}, {state}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(row.original)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401 - Qt's own signature
        """Take a tick as a wish; whoever listens shows the rows anew."""
        if role != _CHECK or index.column() != NAME or not self.may_show:
            return False
        self.show_wanted.emit(self._rows[index.row()].original, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked."""
        flags = super().flags(index)
        if index.isValid() and index.column() == NAME and self.may_show:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def toggle(self, row: int) -> None:
        """Turn the tick of a row."""
        if 0 <= row < len(self._rows) and self.may_show:
            self.show_wanted.emit(self._rows[row].original, not self._rows[row].shown)
