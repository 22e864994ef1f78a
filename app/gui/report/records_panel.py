"""The affected records of a report, to be searched, chosen, copied and saved as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.gui.report.models import records_model
from app.gui.report.rows_model import RowsModel
from app.gui.report.tables import ReportTable
from app.gui.report.texts import number
from app.gui.shared.appearance import Appearance
from app.gui.shared.command_keys import CommandKeys
from app.gui.shared.language import keep_translated
from app.gui.shared.theme import Space

if TYPE_CHECKING:
    from app.core.catalog.model import Vocabulary
    from app.core.report.triage import Standing
    from app.core.report.work_list import WorkRow

_TYPING_MS: Final = 80
_FIRST: Final = "first"
"""In place of an error's ids: the records that make others fail."""

_SHORT_TITLE: Final = 48


@dataclass(frozen=True, slots=True)
class RecordList:
    """A list to be saved: its headings, its rows, which are made while they are read, and the format's suffix."""

    headings: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[str | int, ...]]]
    suffix: str


class RecordsPanel(QWidget):
    """A filter line, a choice of one reason, the table, and what can be done with its rows.

    Signals:
        row_chosen: Another record is the current one (a WorkRow).
        list_wanted: The person wants to save a list (a RecordList).
        complete_wanted: The person wants the complete list, which the report does not hold.
        shown: How many records are shown now.
    """

    row_chosen = Signal(object)
    list_wanted = Signal(object)
    complete_wanted = Signal()
    shown = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Build the empty panel."""
        super().__init__(parent)
        self.model: RowsModel | None = None
        self._standings: tuple[Standing, ...] = ()
        self._limit: tuple[frozenset[tuple[str, ...]] | None, tuple[str, ...] | None] = (None, None)
        self._left_out = self._causing = 0
        self.finder = QLineEdit()
        CommandKeys(self.finder)
        self.finder.setClearButtonEnabled(True)
        self.reasons = QComboBox()
        self.reasons.setMinimumContentsLength(16)
        self.reasons.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.table = ReportTable(appearance, wide_column=0)
        self.count = QLabel()
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("quiet", True)
        self.remark = QLabel()
        self.remark.setWordWrap(True)
        self.remark.setTextFormat(Qt.TextFormat.PlainText)
        self.copy_button, self.excel_button, self.csv_button, self.complete_button = (QPushButton() for _ in range(4))
        for button, icon in ((self.copy_button, "copy"), (self.excel_button, "export"), (self.csv_button, "export")):
            appearance.give_icon(button, icon)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._connect()
        self._lay_out()
        keep_translated(self, self.retranslate)

    def use(self, vocabulary: Vocabulary) -> None:
        """Speak with these words from now on."""
        self.model = records_model(vocabulary, self)
        self.model.arranged.connect(self._count)
        self.model.working.connect(self._on_working)
        self.table.show_model(self.model)

    def show_records(self, rows: Sequence[WorkRow], standings: tuple[Standing, ...], left_out: int) -> None:
        """Show these records. `left_out` estimates how many more the report does not hold, 0 for none."""
        self._standings, self._left_out = standings, left_out
        self._causing = sum(row.makes_fail > 0 for row in rows)
        self._offer_reasons()
        if self.model is not None:
            self.model.show(rows)
        self._write_remark()

    def limit_to_reason(self, ids: tuple[str, ...]) -> None:
        """Show the records of one finding only."""
        place = self.reasons.findData("|".join(ids))
        self.finder.clear()
        self._find_now()
        self.reasons.setCurrentIndex(max(0, place))
        self.table.choose_first()

    def limit_to_first(self) -> None:
        """Show the records that must be fixed first, since others fail because of them."""
        self.finder.clear()
        self._find_now()
        self.reasons.setCurrentIndex(max(0, self.reasons.findData(_FIRST)))
        self.table.choose_first()

    def limit_to(self, findings: frozenset[tuple[str, ...]] | None) -> None:
        """Show only records of these findings, those that the page shows; None for all."""
        self._limit = (findings, self._limit[1])
        self._apply_limit()

    def retranslate(self) -> None:
        """Write everything in the language spoken now."""
        if self.model is not None:
            self.model.retranslate()
        self.finder.setPlaceholderText(self.tr("Find: name, e-mail, id, error"))
        self.finder.setAccessibleName(self.tr("Find in the records"))
        self.reasons.setAccessibleName(self.tr("Records of which error"))
        self.table.setAccessibleName(self.tr("Affected records"))
        self.copy_button.setText(self.tr("&Copy"))
        self.copy_button.setToolTip(self.tr("Copy the selected records, one a line (Ctrl+C)"))
        self.copy_button.setAccessibleName(self.tr("Copy the selected records"))
        for button, kind in ((self.excel_button, "Excel"), (self.csv_button, "CSV")):
            button.setText(self.tr("List as {kind}…").format(kind=kind))
            tip = self.tr("Save the selected records, or all that are shown, as {kind}").format(kind=kind)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.complete_button.setText(self.tr("Save the &complete list…"))
        self.complete_button.setToolTip(self.tr("Read the logs once more and write every single failure to a file"))
        self._write_remark()
        if self.reasons.count():
            self.reasons.setItemText(0, self.tr("All errors"))
        if self._causing:
            self.reasons.setItemText(1, self.tr("Fix these %Ln first", "", self._causing))
        self._count()

    def wanted_rows(self) -> Sequence[Any]:
        """The rows a person means: those selected if there are several, else all that are shown."""
        chosen = self.table.chosen_rows()
        return chosen if len(chosen) > 1 or self.model is None else self.model.rows_shown()

    def save(self, suffix: str) -> None:
        """Ask for the list to be saved, unless nothing is shown."""
        rows = self.wanted_rows()
        if self.model is not None and rows:
            headings = tuple(column.title for column in self.model.columns)
            self.list_wanted.emit(RecordList(headings, partial(self.model.cells, rows), suffix))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the filter line, Down and Enter lead into the table and Esc empties the line."""
        if self.finder.hasFocus() and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._find_now()
            self.table.choose_first()
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.finder.hasFocus() and event.key() == Qt.Key.Key_Escape and self.finder.text():
            self.finder.clear()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.table.chosen.connect(self.row_chosen)
        self.finder.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._find_now)
        self.reasons.currentIndexChanged.connect(self._on_reason)
        self.copy_button.clicked.connect(self._copy)
        self.excel_button.clicked.connect(self._save_excel)
        self.csv_button.clicked.connect(self._save_csv)
        self.complete_button.clicked.connect(self.complete_wanted)

    def _lay_out(self) -> None:
        above, below, remark = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.finder, 3)
        above.addWidget(self.reasons, 2)
        remark.addWidget(self.remark, 1)
        remark.addWidget(self.complete_button, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.count, 1)
        for button in (self.copy_button, self.excel_button, self.csv_button):
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.SMALL, 0, 0)
        for layout in (above, below, remark, column):
            layout.setSpacing(Space.SMALL)
        column.addLayout(above)
        column.addLayout(remark)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def _offer_reasons(self) -> None:
        before = self.reasons.currentData()
        self.reasons.blockSignals(True)
        self.reasons.clear()
        self.reasons.addItem(self.tr("All errors"), "")
        if self._causing:
            self.reasons.addItem(self.tr("Fix these %Ln first", "", self._causing), _FIRST)
        for standing in self._standings:
            if standing.finding.records:
                title = standing.finding.title
                short = title if len(title) <= _SHORT_TITLE else f"{title[:_SHORT_TITLE]}…"
                records = number(standing.finding.records.distinct)
                self.reasons.addItem(f"{short} ({records})", "|".join(standing.finding.ids))
        self.reasons.setCurrentIndex(max(0, self.reasons.findData(before)))
        self.reasons.blockSignals(False)
        self._on_reason()

    def _on_reason(self) -> None:
        ids = self.reasons.currentData()
        self._limit = (self._limit[0], tuple(ids.split("|")) if ids else None)
        self._apply_limit()

    def _apply_limit(self) -> None:
        if self.model is None:
            return
        findings, one = self._limit

        def wanted(row: WorkRow) -> bool:
            ids = row.standing.finding.ids
            is_chosen = row.makes_fail > 0 if one == (_FIRST,) else one is None or ids == one
            return (findings is None or ids in findings) and is_chosen

        self.model.want(None if findings is None and one is None else wanted)

    def _find_now(self) -> None:
        self._typing.stop()
        if self.model is not None:
            self.model.find(self.finder.text())

    def _count(self) -> None:
        shown = self.model.rowCount() if self.model is not None else 0
        total = self.model.total if self.model is not None else 0
        if shown == total:
            self.count.setText(self.tr("%Ln row(s)", "", shown))
        else:
            self.count.setText(self.tr("{shown} of %Ln row(s)", "", total).format(shown=number(shown)))
        for button in (self.copy_button, self.excel_button, self.csv_button):
            button.setEnabled(shown > 0)
        self.shown.emit(shown)

    def _on_working(self, working: bool) -> None:
        if working:
            self.count.setText(self.tr("Searching…"))

    def _write_remark(self) -> None:
        text = self.tr(
            "A report keeps a sample of the records of very large errors: about %Ln more record(s) (is|are) counted "
            "but not listed here.",
            "",
            self._left_out,
        )
        self.remark.setText(text)
        for widget in (self.remark, self.complete_button):
            widget.setVisible(self._left_out > 0)

    def _copy(self) -> None:
        if not self.table.chosen_rows():
            self.table.choose_first()
        self.table.copy_rows()

    def _save_excel(self) -> None:
        self.save(".xlsx")

    def _save_csv(self) -> None:
        self.save(".csv")
