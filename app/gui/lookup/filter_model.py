"""The choices of the filter list: vendors and record types, each with its count for the search at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex

VENDOR, RECORD_TYPE = "vendor", "record type"
CHOICE: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Choice:
    """One line: a group's heading (no key), or a choice of it with its count."""

    group: str
    key: str = ""
    name: str = ""
    count: int = 0
    chosen: bool = False


class FilterModel(QAbstractListModel):
    """Check-list of both groups, each under its heading.

    Signals:
        chosen: The choices changed; the vendors' keys and the record types' keys.
    """

    chosen = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without choices: they come with the catalog."""
        super().__init__(parent)
        self._rows: list[Choice] = []

    def offer(self, vendors: Mapping[str, str], record_types: Mapping[str, str]) -> None:
        """Offer these choices, key to readable name; whatever was chosen is cleared."""
        self.beginResetModel()
        self._rows = [
            Choice(VENDOR, name=self._group_name(VENDOR)),
            *(Choice(VENDOR, key, name) for key, name in vendors.items()),
            Choice(RECORD_TYPE, name=self._group_name(RECORD_TYPE)),
            *(Choice(RECORD_TYPE, key, name) for key, name in record_types.items()),
        ]
        self.endResetModel()

    def count(self, vendors: Mapping[str, int], record_types: Mapping[str, int]) -> None:
        """Show how many results each choice would give."""
        counts = {VENDOR: vendors, RECORD_TYPE: record_types}
        self._rows = [replace(row, count=counts[row.group].get(row.key, 0)) for row in self._rows]
        self._tell_all()

    def toggle(self, index: Index) -> None:
        """Choose what was not chosen, or the other way round."""
        row = self._rows[index.row()]
        if row.key:
            self._rows[index.row()] = replace(row, chosen=not row.chosen)
            self._tell_all()
            self.chosen.emit(*self.choices())

    def clear(self) -> None:
        """Choose nothing, which means everything."""
        if self.any_chosen:
            self._rows = [replace(row, chosen=False) for row in self._rows]
            self._tell_all()
            self.chosen.emit(*self.choices())

    def choose(self, vendors: Iterable[str], record_types: Iterable[str]) -> None:
        """Choose exactly these."""
        wanted = {VENDOR: frozenset(vendors), RECORD_TYPE: frozenset(record_types)}
        self._rows = [replace(row, chosen=bool(row.key) and row.key in wanted[row.group]) for row in self._rows]
        self._tell_all()
        self.chosen.emit(*self.choices())

    def choices(self) -> tuple[frozenset[str], frozenset[str]]:
        """The vendors' and the record types' keys that are chosen."""
        vendors = frozenset(row.key for row in self._rows if row.chosen and row.group == VENDOR)
        return vendors, frozenset(row.key for row in self._rows if row.chosen and row.group == RECORD_TYPE)

    @property
    def any_chosen(self) -> bool:
        """Whether anything is filtered."""
        return any(row.chosen for row in self._rows)

    def rowCount(self, parent: Index | None = None) -> int:
        """The number of lines, headings included."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A choice's name, check mark and spoken form, or the choice itself."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == CHOICE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if role == Qt.ItemDataRole.CheckStateRole and row.key:
            return Qt.CheckState.Checked if row.chosen else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Let the standard keys and screen readers set a check mark."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != self._rows[index.row()].chosen:
            self.toggle(index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Choices can be checked; headings are only read."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if not self._rows[index.row()].key:
            return Qt.ItemFlag.ItemNeverHasChildren
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def retranslate(self) -> None:
        """Name the groups in the language spoken."""
        self._rows = [row if row.key else replace(row, name=self._group_name(row.group)) for row in self._rows]
        self._tell_all()

    def _group_name(self, group: str) -> str:
        return self.tr("SIS vendor") if group == VENDOR else self.tr("Record type")

    def _spoken(self, row: Choice) -> str:
        if not row.key:
            return row.name
        return f"{row.name}, {self._group_name(row.group)}, {self.tr('%Ln result(s)', '', row.count)}"

    def _tell_all(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
