"""A table of the report: sortable, read with the keyboard, copied as rows."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.gui.report.badge_delegate import BADGE_MARGIN, BadgeDelegate
from app.gui.report.rows_model import BADGE, ROW, RowsModel
from app.gui.shared.appearance import Appearance
from app.gui.shared.gradual import Bites, Slices
from app.gui.shared.language import keep_translated
from app.gui.shared.theme import Space

_MEASURED_ROWS: Final = 40
_WIDE_LETTERS: Final = 50
_NARROW_LETTERS: Final = 24
_SHORT_LETTERS: Final = 18
_LETTERS: Final = 34
_NOT_SORTED: Final = -1
_COPIED_AT_ONCE: Final = 500
MOST_COPIED: Final = 50_000
"""Rows that the clipboard takes; a longer list is better saved as a file."""


class ReportTable(QTableView):
    """Shows one RowsModel; a click on a heading sorts by it, the third one takes the sorting back.

    Signals:
        chosen: Another row is the current one; the row itself.
        opened: A row was opened by Enter or a double click; the row itself.
        copied: Rows were copied; how many.
        too_many_to_copy: So many rows are too much for the clipboard; how many it takes.
    """

    chosen = Signal(object)
    opened = Signal(object)
    copied = Signal(int)
    too_many_to_copy = Signal(int)

    def __init__(self, appearance: Appearance, wide_column: int, parent: QWidget | None = None) -> None:
        """Build an empty table; `wide_column` takes the room that is left."""
        super().__init__(parent)
        self._wide_column = wide_column
        self._touched = False
        self._own_choice: Hashable = None
        self._rows: RowsModel | None = None
        self._copying = Slices(self)
        self._copying.finished.connect(self._on_lines)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(BadgeDelegate(appearance, self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setMinimumSectionSize(Space.WIDE)
        self.copy_action, self.column_menu = QAction(self), QMenu(self)
        self.copy_action.triggered.connect(self.copy_rows)
        self.column_menu.aboutToShow.connect(self._list_columns)
        self.addActions([self.copy_action, self.column_menu.menuAction()])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        keep_translated(self, self.retranslate)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)
        self.doubleClicked.connect(self._on_double_click)

    def show_model(self, model: RowsModel) -> None:
        """Show this model from now on, in its own order until a heading is clicked."""
        self._rows = model
        self.setModel(model)
        self.horizontalHeader().setSortIndicator(_NOT_SORTED, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        # Its own, always empty: to paint a heading, Qt asks for every cell below it whether it is selected.
        header = self.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(model, header))
        model.modelReset.connect(self._find_again)
        for place, column in enumerate(model.columns):
            self.setColumnHidden(place, column.hidden)
        self.fit()

    def fit(self) -> None:
        """Make rows as high as the font wants and columns as wide as their first rows, the wide one a readable width.

        Measured by hand: Qt's own way asks the style for every cell, which halts the window.
        """
        height = self.fontMetrics().height() + Space.MEDIUM
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader()
        header.setFixedHeight(height)
        if self._rows is None or not header.count():
            return
        for column in range(header.count()):
            header.resizeSection(column, self._width_of(column))
        # The wide column takes the room that is left. Where there is none, all give some up, the widest first and the
        # wide one last: a column cut short shows the rest in its tool tip, one out of sight is not found.
        letter = self.fontMetrics().averageCharWidth()
        excess = header.length() - self.viewport().width()
        least = [max(letter * _SHORT_LETTERS, self._heading_width(column)) for column in range(header.count())]
        least[self._wide_column] = letter * _NARROW_LETTERS
        others = [column for column in range(header.count()) if column != self._wide_column]
        for column in (*sorted(others, key=header.sectionSize, reverse=True), self._wide_column):
            given = min(excess, header.sectionSize(column) - least[column])
            if given > 0 and not self.isColumnHidden(column):
                header.resizeSection(column, header.sectionSize(column) - given)
                excess -= given
        if excess < 0:
            header.resizeSection(self._wide_column, header.sectionSize(self._wide_column) - excess)

    def choose_first(self) -> bool:
        """Choose the first row if none is chosen; whether that was so."""
        model = self._rows
        if model is None or not model.rowCount():
            return False
        current = self.currentIndex()
        if current.isValid() and self.selectionModel().hasSelection():
            return False
        # With the focus, Qt makes a cell the current one without selecting it.
        row = max(0, current.row())
        self._own_choice = model.key_at(row)
        self.selectRow(row)
        return not current.isValid()

    def begin(self) -> None:
        """Forget that a person has chosen something: other rows will come."""
        self._touched = False
        self._own_choice = None

    def give_up_first(self) -> None:
        """Choose nothing, unless a person has chosen a row or pressed a key or the mouse here."""
        model, current = self._rows, self.currentIndex()
        if model is None or not current.isValid() or self._touched:
            return
        if model.key_at(current.row()) == self._own_choice:
            model.watched = None
            self.selectionModel().clear()

    def current_row(self) -> Any:  # noqa: ANN401 - rows are whatever the model shows
        """The row chosen, or None."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def chosen_rows(self) -> list[Any]:
        """The selected rows, from top to bottom."""
        model = self._rows
        if model is None:
            return []
        # By ranges: asking for each of a million selected indexes takes minutes.
        spans = sorted((span.top(), span.bottom()) for span in self.selectionModel().selection().toList())
        rows: list[Any] = []
        done = -1
        for top, bottom in spans:
            rows += model.rows_shown()[max(top, done + 1) : bottom + 1]
            done = max(done, bottom)
        return rows

    def copy_rows(self) -> None:
        """Copy the selected rows, one a line, cells parted by tabs, as a spreadsheet takes them."""
        rows = self.chosen_rows()
        if len(rows) > MOST_COPIED:
            self.too_many_to_copy.emit(MOST_COPIED)
        elif rows:
            self._copying.start(self._lines(rows))

    def _lines(self, rows: list[Any]) -> Bites[list[str]]:
        lines: list[str] = []
        for start in range(0, len(rows), _COPIED_AT_ONCE):
            if self._rows is not None:
                for cells in self._rows.cells(rows[start : start + _COPIED_AT_ONCE]):
                    lines.append("\t".join([" ".join(str(cell).split()) for cell in cells]))
            yield
        return lines

    def _on_lines(self, lines: list[str]) -> None:
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copied.emit(len(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy whole rows rather than a cell; Enter opens a row; Home and End go to the first and last row."""
        self._touched = True
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.current_row())
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and self._rows is not None and self._rows.rowCount():
            self._go_to(0 if event.key() == Qt.Key.Key_Home else self._rows.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note that a person was here."""
        self._touched = True
        super().mousePressEvent(event)

    def _width_of(self, column: int) -> int:
        model = self._rows
        if model is None:
            return 0
        metrics = self.fontMetrics()
        needed = self._heading_width(column) - Space.WIDE
        widest = metrics.averageCharWidth() * (_WIDE_LETTERS if column == self._wide_column else _LETTERS)
        for place in range(min(model.rowCount(), _MEASURED_ROWS)):
            index = model.index(place, column)
            width = metrics.horizontalAdvance(str(index.data())[:_WIDE_LETTERS])
            needed = max(needed, min(widest, width + (BADGE_MARGIN if index.data(BADGE) else 0)))
        return needed + Space.WIDE

    def _heading_width(self, column: int) -> int:
        title = self._rows.columns[column].title if self._rows else ""
        return self.fontMetrics().horizontalAdvance(title) + Space.LARGE + Space.WIDE  # and the arrow of sorting

    def retranslate(self) -> None:
        """Name what the menu of the table offers by itself; what else it offers are the commands added to it."""
        # Named behind a tab, as menus show keys: the table itself takes this one.
        key = QKeySequence(QKeySequence.StandardKey.Copy).toString(QKeySequence.SequenceFormat.NativeText)
        self.copy_action.setText(f"{self.tr('Copy the selected rows')}\t{key}")
        self.column_menu.setTitle(self.tr("Columns"))

    def _offer_columns(self, place: QPoint) -> None:
        self.column_menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _list_columns(self) -> None:
        """Fill the menu with all columns, those shown ticked; the wide one always is."""
        self.column_menu.clear()
        for place, column in enumerate(self._rows.columns if self._rows else ()):
            action = self.column_menu.addAction(column.title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(place))
            action.setEnabled(place != self._wide_column)
            action.toggled.connect(partial(self._show_column, place))

    def _show_column(self, place: int, shown: bool) -> None:
        self.setColumnHidden(place, not shown)
        self.fit()

    def _go_to(self, row: int) -> None:
        index = self._rows.index(row, max(self.currentIndex().column(), 0)) if self._rows else QModelIndex()
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    def _find_again(self) -> None:
        if self._rows is not None and self._rows.watched_place >= 0:
            self.selectRow(self._rows.watched_place)

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and self._rows is not None:
            self._rows.watched = self._rows.key_at(current.row())
            self.chosen.emit(current.data(ROW))

    def _on_double_click(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW))
