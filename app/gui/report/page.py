"""The report page: what a scan found, what it means, and what nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from app.gui.detail.pane import DetailPane
from app.gui.report.cause_tree import CauseTree
from app.gui.report.models import RowsModel, files_model, findings_model, unknown_model
from app.gui.report.tables import ReportTable
from app.gui.report.wording import summary
from app.gui.shared.appearance import Appearance
from app.gui.shared.theme import Space

if TYPE_CHECKING:
    from app.core.cascades import Cascade
    from app.core.model import Vocabulary
    from app.core.report import FileVerdict, Finding, Report, Unknown

EMPTY: Final = """
<h1>No report yet</h1>
<p>Drop log files or a folder anywhere on this window, or choose <b>Open log</b> in the File menu.</p>
<p class="quiet">A report counts every known error, names the affected records and says how to fix each reason.</p>
"""
_TITLES: Final = ("Known errors", "Unknown lines", "Files")
_NO_SUMMARY: Final = "Drop a log on this window to get a report."


class ReportPage(QWidget):
    """Shows one report and says what was chosen. Knows nothing of scanning; there may be several pages.

    Attributes:
        report: The finished report shown, None before there is one.

    Signals:
        finding_chosen: Another finding is the current one.
        unknown_chosen: Another unknown shape is the current one.
        file_chosen: Another file is the current one.
        export_wanted: The person wants to save the report; the format's suffix.
    """

    finding_chosen = Signal(object)
    unknown_chosen = Signal(object)
    file_chosen = Signal(object)
    export_wanted = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Build the empty page."""
        super().__init__(parent)
        self.report: Report | None = None
        self.summary = QLabel(_NO_SUMMARY)
        self.summary.setObjectName("summary")
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.export_buttons = [
            self._export_button(*kind) for kind in (("Excel", ".xlsx"), ("CSV", ".csv"), ("HTML", ".html"))
        ]
        for button in self.export_buttons:
            appearance.give_icon(button, "export")
        self.findings = ReportTable("Known errors", wide_column=1)
        self.unknown = ReportTable("Unknown error lines", wide_column=1)
        self.files = ReportTable("Files", wide_column=0)
        self.findings.chosen.connect(self.finding_chosen)
        self.unknown.chosen.connect(self.unknown_chosen)
        self.files.chosen.connect(self.file_chosen)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Parts of the report")
        for table, title in zip((self.findings, self.unknown, self.files), _TITLES, strict=True):
            self.tabs.addTab(table, title)
        self.tabs.currentChanged.connect(self._show_current)
        self.detail = DetailPane(appearance, EMPTY)
        self._tree = CauseTree()
        self._models: tuple[RowsModel, RowsModel, RowsModel] | None = None
        self._lay_out()
        appearance.changed.connect(self.fit)

    def _export_button(self, name: str, suffix: str) -> QPushButton:
        button = QPushButton(name)
        button.setAccessibleName(f"Save the report as {name}")
        button.setToolTip(f"Save the report as {name}")
        button.setEnabled(False)
        button.setProperty("suffix", suffix)
        button.clicked.connect(self._on_export)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.SMALL)
        top.addWidget(self.summary, 1)
        for button in self.export_buttons:
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(Space.SMALL)
        for place, (widget, least, share) in enumerate(((self.tabs, 300, 5), (self.detail, 280, 4))):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(place, share)
        self.splitter.setSizes([700, 500])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.SMALL, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addLayout(top)
        column.addWidget(self.splitter, 1)

    def use(self, vocabulary: Vocabulary) -> None:
        """Speak with these words from now on."""
        self.detail.use(vocabulary)
        self._models = (findings_model(vocabulary, self._tree, self), unknown_model(self), files_model(self))
        descending, ascending = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        for table, model, order in zip(
            (self.findings, self.unknown, self.files), self._models, (descending, descending, ascending), strict=True
        ):
            table.show_model(model, 0, order)

    def begin(self) -> None:
        """Empty the page for a new scan."""
        self.report = None
        self.summary.setText("Reading…")
        self.detail.show_subject(None)
        self._tree.show([], [])
        self._fill([], [], [], everywhere=True)
        for button in self.export_buttons:
            button.setEnabled(False)
        self.tabs.setCurrentWidget(self.findings)

    def show_report(self, report: Report, cascades: Sequence[Cascade] = (), *, final: bool) -> None:
        """Show a report with what follows from what, or its state while the scan goes on."""
        first = self.findings.current_row() is None
        self._tree.show(report.findings, cascades)
        self._fill(report.findings, report.unknown, report.files, everywhere=final)
        if final:
            self.report = report
            self.summary.setText(summary(report, cascades))
            for button in self.export_buttons:
                button.setEnabled(True)
            if not report.findings and report.unknown:
                self.tabs.setCurrentWidget(self.unknown)
        if final or first:
            self.fit()
            self._show_current()

    def fit(self) -> None:
        """Give all columns the width they need."""
        for table in (self.findings, self.unknown, self.files):
            table.fit()

    def fail(self) -> None:
        """The scan ended without a report."""
        self.summary.setText(_NO_SUMMARY)

    def showEvent(self, event: QShowEvent) -> None:
        """Columns can only be measured once the page has its size."""
        super().showEvent(event)
        self.fit()

    def _fill(
        self, findings: list[Finding], unknown: list[Unknown], files: list[FileVerdict], *, everywhere: bool
    ) -> None:
        """Show rows in all tables, or, while a scan goes on, in the one in front: each costs some ten milliseconds."""
        if self._models is None:
            return
        shown: tuple[list[Any], ...] = (findings, unknown, files)
        for place, (model, rows) in enumerate(zip(self._models, shown, strict=True)):
            if everywhere or place == self.tabs.currentIndex():
                model.show(rows)
        for place, (title, count) in enumerate(zip(_TITLES, map(len, shown), strict=True)):
            self.tabs.setTabText(place, f"{title} ({count:,})" if count else title)

    def _show_current(self) -> None:
        """Show the detail of whatever is chosen in the table now in front."""
        table = self.tabs.currentWidget()
        if isinstance(table, ReportTable):
            table.choose_first()
            row = table.current_row()
            if row is not None:
                table.chosen.emit(row)

    def _on_export(self) -> None:
        self.export_wanted.emit(str(self.sender().property("suffix")))
