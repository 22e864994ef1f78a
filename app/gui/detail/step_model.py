"""The steps of a repair as a check-list: each cause with its steps, who does them, and which are done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.gui.detail.rendering import actor_name, certainty_name, step_setting
from app.storage.userdata.cases import step_key

if TYPE_CHECKING:
    from app.core.catalog.model import Entry, Vocabulary

Index = QModelIndex | QPersistentModelIndex

ROW: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class CauseRow:
    """The line above the steps of one of several causes; `tell` says how to know that it is this one.

    `certainty` is how sure it is, in words, where that differs from the entry.
    """

    number: int
    total: int
    title: str
    tell: str
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: `who` is the actor's key; `actor` and `place` (with how sure it is) are words."""

    key: str
    number: int
    text: str
    who: str
    actor: str
    place: str
    done: bool = False


Row = CauseRow | StepRow


class StepModel(QAbstractListModel):
    """Causes and steps. Steps can be checked.

    Signals:
        ticked: A person checked a step or took the mark away; the step's key and whether it is done now.
    """

    ticked = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, entry: Entry | None, vocabulary: Vocabulary | None, done: frozenset[str] = frozenset()) -> None:
        """Show the steps of an entry, or none."""
        self.beginResetModel()
        self._rows = list(_rows(entry, vocabulary, done)) if entry and vocabulary else []
        self.endResetModel()

    def mark(self, done: frozenset[str]) -> None:
        """Show these steps as done and no others."""
        rows = [replace(row, done=row.key in done) if isinstance(row, StepRow) else row for row in self._rows]
        if rows != self._rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    @property
    def steps(self) -> list[StepRow]:
        """All steps in order."""
        return [row for row in self._rows if isinstance(row, StepRow)]

    @property
    def rows(self) -> list[Row]:
        """Everything in order."""
        return list(self._rows)

    def rowCount(self, parent: Index | None = None) -> int:
        """The number of lines, those of the causes included."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A line, its words, its check mark."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        return self._cause_data(row, role) if isinstance(row, CauseRow) else self._step_data(row, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Check a step, or take the mark away."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        row, done = self._rows[index.row()], Qt.CheckState(value) == Qt.CheckState.Checked
        if not isinstance(row, StepRow):
            return False
        if row.done != done:
            self._rows[index.row()] = replace(row, done=done)
            self.dataChanged.emit(index, index)
            self.ticked.emit(row.key, done)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Steps can be checked. Causes are walked through as well, so that a screen reader reads them."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if isinstance(self._rows[index.row()], StepRow):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def cause_title(self, row: CauseRow) -> str:
        """`Cause 1 of 2: Two people have one address`."""
        words = self.tr("Cause {number} of {total}: {title}")
        return words.format(number=row.number, total=row.total, title=row.title)

    def how_to_tell(self, row: CauseRow) -> str:
        """How to know that it is this cause, and how sure it is; empty when nobody knows."""
        sign = self.tr("How to tell: {sign}").format(sign=row.tell) if row.tell else ""
        return f"{sign} ({row.certainty})".strip() if row.certainty else sign

    def _cause_data(self, row: CauseRow, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.cause_title(row)}. {self.how_to_tell(row)}".strip()
        return None

    def _step_data(self, row: StepRow, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.tr("Step {number}: {text} {actor}, {place}")
            return words.format(number=row.number, text=row.text, actor=row.actor, place=row.place)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.done else Qt.CheckState.Unchecked
        return None


def _rows(entry: Entry, vocabulary: Vocabulary, done: frozenset[str]) -> Iterator[Row]:
    several = len(entry.causes) > 1
    for number, cause in enumerate(entry.causes, 1):
        if several:
            yield CauseRow(number, len(entry.causes), cause.title, cause.tell, certainty_name(cause, vocabulary))
        for place, step in enumerate(cause.steps, 1):
            key = step_key(number, place)
            actor, where = actor_name(step, vocabulary), step_setting(step, vocabulary)
            yield StepRow(key, place, step.do, step.who, actor, where, key in done)
