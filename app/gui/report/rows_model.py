"""A table of rows of any kind that sorts and filters itself, however many they are."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.gui.shared.gradual import Bites, Slices, filtered, found, in_order
from app.gui.shared.untrusted_text import tool_tip

Index = QModelIndex | QPersistentModelIndex
_HORIZONTAL: Final = Qt.Orientation.Horizontal

ROW: Final = Qt.ItemDataRole.UserRole
BADGE: Final = Qt.ItemDataRole.UserRole + 1
"""The theme's role of the badge behind a cell's words, "" for none."""

_NUMBER: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_FEW: Final = 400
_BITE: Final = 250
_NO_INDEX: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, a row's words in it, and by what it sorts when not by those words.

    `badge` gives the theme's role of the badge that the words stand on, "" for none; `spoken` what a screen reader says
    in place of words whose place on the screen means something; `hidden`, that the column is shown when asked for.
    """

    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    numeric: bool = False
    badge: Callable[[Any], str] | None = None
    hidden: bool = False
    spoken: Callable[[Any], str] | None = None

    def key(self, row: Any) -> Any:  # noqa: ANN401 - whatever can be compared
        """What a row sorts by."""
        return self.sort(row) if self.sort else self.text(row).casefold()


class RowsModel(QAbstractTableModel):
    """Rows under given columns, in the order given until a person sorts them. Newer rows keep what was chosen.

    Attributes:
        watched: The key of a row to look out for, None for none.
        watched_place: Where it is after a reset, -1 if it is not shown.

    Signals:
        arranged: Other rows are shown, or in another order.
        working: Whether sorting or filtering is under way.
    """

    arranged = Signal()
    working = Signal(bool)

    def __init__(
        self, columns: Callable[[], Sequence[Column]], key: Callable[[Any], Hashable], parent: QObject | None = None
    ) -> None:
        """Start empty. `columns` are made anew for each language; `key` tells which newer row is the same thing."""
        super().__init__(parent)
        self._make_columns = columns
        self.columns = tuple(columns())
        self._key = key
        self._rows: Sequence[Any] = ()
        self._shown: Sequence[Any] = ()
        self._wanted: Callable[[Any], bool] | None = None
        self._words: tuple[str, ...] = ()
        self._texts: list[str] = []
        self._stale: list[str] = []
        self._sorted_by: tuple[int, bool] | None = None
        self.watched: Hashable = None
        self.watched_place = -1
        self._slices = Slices(self)
        self._slices.finished.connect(self._show)
        self._slices.working.connect(self.working)

    @property
    def total(self) -> int:
        """The number of rows, also those that a filter hides."""
        return len(self._rows)

    @property
    def is_sorted(self) -> bool:
        """Whether a person has sorted the rows, so that they no longer come in the order given."""
        return self._sorted_by is not None

    @property
    def busy(self) -> bool:
        """Whether sorting or filtering is under way."""
        return self._slices.busy

    def show(self, rows: Sequence[Any]) -> None:
        """Show these rows, filtered and sorted as before. The sequence must not change from now on."""
        self._rows = rows
        self._forget_texts()
        self._arrange()

    def find(self, text: str) -> None:
        """Show only rows that contain all these words, in any column and case."""
        words = tuple(text.casefold().split())
        if words != self._words:
            self._words = words
            self._arrange()

    def want(self, wanted: Callable[[Any], bool] | None) -> None:
        """Show only rows that this admits, None for all."""
        self._wanted = wanted
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, by none (-1) for the order in which the rows came."""
        by = (column, order == Qt.SortOrder.DescendingOrder) if 0 <= column < len(self.columns) else None
        if by != self._sorted_by:
            self._sorted_by = by
            self._arrange()

    def retranslate(self) -> None:
        """Write the columns in the language spoken now."""
        self.columns = tuple(self._make_columns())
        self._forget_texts()
        self.headerDataChanged.emit(_HORIZONTAL, 0, len(self.columns) - 1)
        self._tell_changed()

    def row_at(self, number: int) -> Any:  # noqa: ANN401 - rows are whatever the columns understand
        """A row shown."""
        return self._shown[number]

    def key_at(self, number: int) -> Hashable:
        """By what the row shown here is known."""
        return self._key(self._shown[number])

    def rows_shown(self) -> Sequence[Any]:
        """All rows shown, in their order."""
        return self._shown

    def cells(self, rows: Iterable[Any]) -> Iterator[tuple[str | int, ...]]:
        """What rows say, cell by cell; numbers as numbers. Safe in any thread."""
        columns = self.columns
        for row in rows:
            yield tuple(column.sort(row) if column.numeric and column.sort else column.text(row) for column in columns)

    # What Qt asks

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """The number of rows shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words, its badge, or its whole row."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row, column = self._shown[index.row()], self.columns[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            words = column.text(row)
            return words if role == Qt.ItemDataRole.DisplayRole else tool_tip(words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (column.spoken or column.text)(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _NUMBER if column.numeric else None
        if role == BADGE:
            return column.badge(row) if column.badge else ""
        return row if role == ROW else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A column's heading, on the side of its cells."""
        if orientation != _HORIZONTAL or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[section].numeric:
            return _NUMBER
        return None

    # Arranging

    def _arrange(self) -> None:
        self._slices.start(self._arranged())

    def _arranged(self) -> Bites[Sequence[Any]]:
        while self._stale:  # to free a million texts takes a while, too
            del self._stale[-_BITE:]
            yield
        rows = self._rows
        if self._words:
            rows = yield from self._with_words(rows)
        if self._wanted is not None:
            rows = yield from filtered(rows, self._wanted)
        if self._sorted_by is not None:
            column, descending = self._sorted_by
            rows = yield from in_order(rows, self.columns[column].key, descending=descending)
        self.watched_place = -1
        if self.watched is not None and len(rows) > _FEW:
            self.watched_place = yield from found(rows, lambda row: self._key(row) == self.watched)
        return rows

    def _with_words(self, rows: Sequence[Any]) -> Bites[list[Any]]:
        """The rows that hold all words. What they say is kept, in their order, for the next word."""
        texts, first, more = self._texts, self._words[0], self._words[1:]
        kept: list[Any] = []
        for start in range(0, len(rows), _BITE):
            bite = rows[start : start + _BITE]
            if len(texts) <= start:
                for row in bite:
                    texts.append("\n".join([column.text(row) for column in self.columns]).casefold())
            for row, text in zip(bite, texts[start : start + _BITE], strict=True):
                if first in text and all(word in text for word in more):
                    kept.append(row)
            yield
        return kept

    def _forget_texts(self) -> None:
        self._stale += self._texts
        self._texts = []

    def _show(self, rows: Sequence[Any]) -> None:
        """Show other rows: in place where little changed, so that what is chosen stays chosen."""
        before = self._shown
        if rows is before:
            self._tell_changed()
        elif max(len(rows), len(before)) > _FEW:
            self.beginResetModel()
            self._shown = rows
            self.endResetModel()
        else:
            self._change(list(rows))
        self.arranged.emit()

    def _change(self, rows: list[Any]) -> None:
        key = self._key
        newer = {key(row): place for place, row in enumerate(rows)}
        kept = list(self._shown)
        for number in range(len(kept) - 1, -1, -1):
            if key(kept[number]) not in newer:
                self.beginRemoveRows(_NO_INDEX, number, number)
                kept = kept[:number] + kept[number + 1 :]
                self._shown = kept
                self.endRemoveRows()
        known = {key(row) for row in kept}
        added = [row for row in rows if key(row) not in known]
        if added:
            self.beginInsertRows(_NO_INDEX, len(kept), len(kept) + len(added) - 1)
            self._shown = kept = kept + added
            self.endInsertRows()
        if [key(row) for row in kept] != list(newer):
            self.layoutAboutToBeChanged.emit()
            watched = self.persistentIndexList()
            moved = [self.index(newer[key(kept[index.row()])], index.column()) for index in watched]
            self._shown = rows
            self.changePersistentIndexList(watched, moved)
            self.layoutChanged.emit()
        self._shown = rows
        self._tell_changed()

    def _tell_changed(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(self.columns) - 1))
