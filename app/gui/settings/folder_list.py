"""The catalog folders in the settings: a table of them with how it stands with each, and buttons to change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
)

from app.gui.settings.controls import Control
from app.gui.settings.folder_states import FolderState, Reach, date_of
from app.gui.shared.language import keep_translated
from app.gui.shared.theme import Space
from app.gui.shared.untrusted_text import tool_tip

Index = QModelIndex | QPersistentModelIndex
_FOLDER, _STATE = 0, 1
_ROWS_SHOWN: Final = 4


class FolderModel(QAbstractTableModel):
    """Rows of folders: the path, and a sentence on how it stands with it."""

    def __init__(self, parent: QObject) -> None:
        """Start without folders."""
        super().__init__(parent)
        self.rows: tuple[FolderState, ...] = ()

    def show(self, rows: Sequence[FolderState]) -> None:
        """Show these folders."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """The number of folders."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """The path and its state."""
        return 0 if parent is not None and parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Folder"), self.tr("State"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The path or the sentence; a tool tip with the details."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        state = self.rows[index.row()]
        words = state.folder if index.column() == _FOLDER else self.sentence(state)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip("\n".join([words, *([state.problem] if state.problem else []), *state.faults[:10]]))
        return None

    def sentence(self, state: FolderState) -> str:
        """How it stands with a folder."""
        count = self.tr("%Ln entr(y|ies)", "", state.entries)
        if state.reach is Reach.ASKED:
            return self.tr("Being asked…")
        if state.reach is Reach.UNUSABLE:
            return self.tr("Cannot be used: {problem}").format(problem=state.problem)
        if state.reach is Reach.AWAY:
            if state.read_at is None:
                return self.tr("Cannot be reached, and was never read")
            return self.tr("Cannot be reached; {entries} of {date} are used").format(
                entries=count, date=date_of(state.read_at)
            )
        if state.faults:
            return self.tr("{entries}, {faults}").format(
                entries=count, faults=self.tr("%Ln fault(s)", "", len(state.faults))
            )
        return count


class FolderList(Control):
    """The table, a line to type or paste a path, and the buttons.

    Signals:
        browse_wanted: The person wants to choose a folder in a dialog.
        ask_wanted: The person wants all folders to be read again.
    """

    browse_wanted = Signal()
    ask_wanted = Signal()

    def __init__(self, name: str, *, locked: bool) -> None:
        """Build the empty table."""
        super().__init__(name, locked=locked)
        self.model = FolderModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(_FOLDER, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(_STATE, QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setMinimumHeight(self.table.fontMetrics().height() * 2 * (_ROWS_SHOWN + 1))
        self.path = QLineEdit()
        self.path.returnPressed.connect(self.add_typed)
        self.path.textChanged.connect(self._update_buttons)
        self.add_button, self.browse_button = QPushButton(), QPushButton()
        self.remove_button, self.ask_button = QPushButton(), QPushButton()
        for button in (self.add_button, self.browse_button, self.remove_button, self.ask_button):
            button.setAutoDefault(False)
        self.add_button.clicked.connect(self.add_typed)
        self.browse_button.clicked.connect(self.browse_wanted)
        self.remove_button.clicked.connect(self._remove)
        self.ask_button.clicked.connect(self.ask_wanted)
        self.table.selectionModel().selectionChanged.connect(self._update_buttons)
        self._lay_out()
        keep_translated(self, self.retranslate)
        self._update_buttons()

    def _lay_out(self) -> None:
        self.place(self.path, self.add_button, self.browse_button, self.table, self.remove_button, self.ask_button)
        typed, buttons = QHBoxLayout(), QHBoxLayout()
        for widget in (self.path, self.add_button, self.browse_button):
            typed.addWidget(widget)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        buttons.addWidget(self.ask_button)
        self.column.setSpacing(Space.SMALL)
        self.column.insertLayout(0, typed)
        self.column.insertWidget(1, self.table)
        self.column.insertLayout(2, buttons)
        self.ask_button.setEnabled(True)  # asking changes nothing, also where the folders are locked
        self.table.setEnabled(True)

    def retranslate(self) -> None:
        """Set the fixed texts."""
        self.table.setAccessibleName(self.tr("Catalog folders"))
        self.path.setPlaceholderText(self.tr("Type or paste a folder, such as \\\\server\\share\\catalog"))
        self.path.setAccessibleName(self.tr("Folder to add"))
        self.add_button.setText(self.tr("&Add"))
        self.browse_button.setText(self.tr("&Browse…"))
        self.remove_button.setText(self.tr("&Remove"))
        self.ask_button.setText(self.tr("Read a&gain"))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, _FOLDER, _STATE)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders shown."""
        return tuple(state.folder for state in self.model.rows)

    def show_value(self, value: object) -> None:
        """The folders come with their states; see `show_states`."""

    def show_states(self, states: Sequence[FolderState]) -> None:
        """Show the folders with how it stands with each; the row chosen stays chosen."""
        row = self.table.currentIndex().row()
        self.model.show(states)
        self.table.resizeRowsToContents()
        if 0 <= row < len(states):
            self.table.selectRow(row)
        self._update_buttons()

    def add(self, folder: str) -> None:
        """Add a folder, once."""
        plain = folder.strip().strip('"')  # Explorer copies paths in quotes
        if plain and plain not in self.folders:
            self.choose((*self.folders, plain))

    def add_typed(self) -> None:
        """Add what was typed."""
        self.add(self.path.text())
        self.path.clear()

    def _remove(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.folders):
            self.choose(self.folders[:row] + self.folders[row + 1 :])

    def _update_buttons(self) -> None:
        self.add_button.setEnabled(bool(self.path.text().strip()) and not self.locked)
        self.remove_button.setEnabled(self.table.selectionModel().hasSelection() and not self.locked)
        self.ask_button.setEnabled(bool(self.model.rows))
