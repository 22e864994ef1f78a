"""The report's tables: findings, unknown lines and files, each a list of rows that can grow while a scan runs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.gui.report.cause_tree import CauseTree
from app.gui.report.wording import verdict
from app.gui.shared.paths import short_path

if TYPE_CHECKING:
    from app.core.model import Vocabulary
    from app.core.report import Finding, Place, Unknown

Index = QModelIndex | QPersistentModelIndex

ROW: Final = Qt.ItemDataRole.UserRole
SORT: Final = Qt.ItemDataRole.UserRole + 1
_NUMBER: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, a row's words in it, and by what it sorts when not by those words."""

    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    numeric: bool = False


class RowsModel(QAbstractTableModel):
    """Rows of any kind under given columns. Showing newer rows keeps what a person has chosen."""

    def __init__(
        self, columns: Sequence[Column], key: Callable[[Any], Hashable], parent: QObject | None = None
    ) -> None:
        """Start empty. `key` says which row of a newer report is the same thing."""
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._rows: list[Any] = []

    def show(self, rows: Sequence[Any]) -> None:
        """Show these rows: known ones are updated in place, gone ones removed, new ones inserted."""
        newer = {self._key(row): row for row in rows}
        for number in range(len(self._rows) - 1, -1, -1):
            if self._key(self._rows[number]) not in newer:
                self.beginRemoveRows(QModelIndex(), number, number)
                del self._rows[number]
                self.endRemoveRows()
        known = {self._key(row) for row in self._rows}
        added = [row for key, row in newer.items() if key not in known]
        if added:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(added) - 1)
            self._rows += added
            self.endInsertRows()
        self._arrange(list(newer.values()))

    def row_at(self, number: int) -> Any:  # noqa: ANN401 - rows are whatever the columns understand
        """The row itself."""
        return self._rows[number]

    def rowCount(self, parent: Index | None = None) -> int:
        """The number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """The number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words, what it sorts by, or its whole row."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return column.text(row)
        if role == SORT:
            return column.sort(row) if column.sort else column.text(row).casefold()
        if role == Qt.ItemDataRole.TextAlignmentRole and column.numeric:
            return _NUMBER
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A column's heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        return self._columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def _arrange(self, rows: list[Any]) -> None:
        """Put the rows, all of them known by now, into this order."""
        if not rows:
            return
        place = {self._key(row): number for number, row in enumerate(rows)}
        if [self._key(row) for row in self._rows] != list(place):
            self.layoutAboutToBeChanged.emit()
            before = self.persistentIndexList()
            after = [self.index(place[self._key(self._rows[index.row()])], index.column()) for index in before]
            self._rows = rows
            self.changePersistentIndexList(before, after)
            self.layoutChanged.emit()
        self._rows = rows
        self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._columns) - 1))


def findings_model(vocabulary: Vocabulary, tree: CauseTree, parent: QObject) -> RowsModel:
    """What went wrong, one reason a row, those that follow from another indented below it."""

    def record_type(finding: Finding) -> str:
        keys = dict.fromkeys(entry.record_type for entry in finding.entries)
        return ", ".join(vocabulary.record_types[key].name for key in keys)

    def what(finding: Finding) -> str:
        return tree.indented(finding, _what(finding))

    def consequence(finding: Finding) -> str:
        keys = dict.fromkeys(entry.consequence for entry in finding.entries)
        return ", ".join(vocabulary.consequences[key].name for key in keys)

    columns = (
        Column("Count", _count, tree.rank, numeric=True),
        Column("What", what, lambda finding: _what(finding).casefold()),
        Column("Records", _records, lambda finding: finding.records.distinct, numeric=True),
        Column("Causes", tree.words),
        Column("Consequence", consequence),
        Column("Vendor", lambda finding: finding.vendor),
        Column("Record type", record_type),
        Column("First seen", lambda finding: _seen(finding.first)),
        Column("Last seen", lambda finding: _seen(finding.last)),
    )
    return RowsModel(columns, lambda finding: finding.ids, parent)


def unknown_model(parent: QObject) -> RowsModel:
    """Lines that look like errors and match nothing, one shape a row."""
    columns = (
        Column("Count", _count, lambda unknown: unknown.count, numeric=True),
        Column("Line, for example", lambda unknown: " ".join(unknown.sample.split())),
        Column("First seen", lambda unknown: f"{short_path(unknown.place.path)}, line {unknown.place.line:,}"),
    )
    return RowsModel(columns, lambda unknown: unknown.shape, parent)


def files_model(parent: QObject) -> RowsModel:
    """The files read, each with its verdict."""
    columns = (
        Column("File", lambda file: short_path(file.path), lambda file: file.path),
        Column("Verdict", verdict),
        Column("Lines", lambda file: f"{file.lines:,}", lambda file: file.lines, numeric=True),
        Column("Errors", lambda file: f"{file.findings:,}", lambda file: file.findings, numeric=True),
        Column("Unknown", lambda file: f"{file.unknown:,}", lambda file: file.unknown, numeric=True),
        Column("Read as", lambda file: ", ".join(part for part in (file.format, file.encoding) if part)),
    )
    return RowsModel(columns, lambda file: file.path, parent)


def _count(row: Finding | Unknown) -> str:
    return f"{row.count:,}"


def _what(finding: Finding) -> str:
    return f"{finding.title} ({len(finding.entries)} meanings)" if finding.shared else finding.title


def _records(finding: Finding) -> str:
    records = finding.records
    if not records:
        return "–"
    return f"{records.distinct:,}" if records.complete else f"about {records.distinct:,}"


def _seen(place: Place | None) -> str:
    if place is None:
        return ""
    return place.time or f"line {place.line:,}"
