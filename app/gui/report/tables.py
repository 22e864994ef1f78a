"""A table of the report: sortable, read with the keyboard, one row chosen at a time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.gui.report.models import ROW, SORT, RowsModel
from app.gui.shared.theme import Space

_MEASURED_ROWS = 40


class ReportTable(QTableView):
    """Shows one RowsModel; a click on a heading sorts by it.

    Signals:
        chosen: Another row is the current one; the row itself.
    """

    chosen = Signal(object)

    def __init__(self, name: str, wide_column: int, parent: QWidget | None = None) -> None:
        """Build an empty table; `wide_column` takes the room that is left."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._wide_column = wide_column
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSortRole(SORT)
        self.setModel(self._sorted)

    def show_model(self, model: RowsModel, sort_by: int, order: Qt.SortOrder) -> None:
        """Show this model from now on, sorted like that until a heading is clicked."""
        self._sorted.setSourceModel(model)
        self.setSortingEnabled(True)
        self.sortByColumn(sort_by, order)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.fit()

    def fit(self) -> None:
        """Make rows as high as the font wants and columns as wide as their words, the wide one a readable width."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + Space.MEDIUM)
        header = self.horizontalHeader()
        header.setFixedHeight(self.fontMetrics().height() + Space.MEDIUM)
        # A column is as wide as its first rows need: measuring a thousand of them halts the window.
        header.setResizeContentsPrecision(_MEASURED_ROWS)
        self.resizeColumnsToContents()
        for column in range(header.count()):  # room for the arrow that marks the sorted column
            header.resizeSection(column, header.sectionSize(column) + Space.LARGE)
        if header.count():
            needed = header.sectionSize(self._wide_column)
            room = self.viewport().width() - header.length() + needed
            readable = self.fontMetrics().averageCharWidth() * 46
            header.resizeSection(self._wide_column, min(needed, max(readable, room)))

    def choose_first(self) -> None:
        """Choose the first row if none is chosen."""
        if not self.currentIndex().isValid() and self._sorted.rowCount():
            self.selectRow(0)

    def current_row(self) -> Any:  # noqa: ANN401 - rows are whatever the model shows
        """The row chosen, or None."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(ROW))
