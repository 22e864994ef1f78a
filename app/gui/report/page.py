"""The report page: what a scan found, what must be done first and by whom, and what nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QTabWidget, QWidget

from app.core.report.account import holds_errors
from app.gui.detail.pane import DetailPane
from app.gui.report import texts
from app.gui.report.layout import ReportLayout, ReportParts
from app.gui.report.models import FindingRow, files_model, findings_model, record_rows, unknown_model
from app.gui.report.originals_view import OriginalsView
from app.gui.report.owner_chips import OwnerChips
from app.gui.report.records_panel import RecordsPanel
from app.gui.report.rows_model import RowsModel
from app.gui.report.tables import ReportTable
from app.gui.report.time_line_view import TimeLineView
from app.gui.shared.appearance import Appearance
from app.gui.shared.gradual import Bites, Slices
from app.gui.shared.language import keep_translated

if TYPE_CHECKING:
    from app.core.catalog.model import Vocabulary
    from app.core.report.cascades import Cascade
    from app.core.report.report import Report
    from app.core.report.triage import Standing, Triage
    from app.core.report.work_list import WorkRow

_MANY: Final = 2_000


class ReportPage(QWidget):
    """Shows one report and says what was chosen. Knows nothing of scanning; there may be several pages.

    Attributes:
        report: The finished report shown, None before there is one.
        triage: The findings shown in the order of work, None before there are any.

    Signals:
        finding_chosen: Another finding is the current one.
        unknown_chosen: Another unknown shape is the current one.
        file_chosen: Another file is the current one.
        export_wanted: The person wants to save the report; the format's suffix.
        print_wanted: The person wants to print the report.
        list_wanted: The person wants to save a list of records (a RecordList).
        complete_wanted: The person wants the list of every single failure.
        watch_wanted: The person wants the report to go on growing, or not any more.
        told: A sentence on what was just done, for the status bar.
        filled: All of a finished report is shown, also its long tables.
    """

    finding_chosen = Signal(object)
    unknown_chosen = Signal(object)
    file_chosen = Signal(object)
    export_wanted = Signal(str)
    print_wanted = Signal()
    list_wanted = Signal(object)
    complete_wanted = Signal()
    watch_wanted = Signal()
    told = Signal(str)
    filled = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Build the empty page."""
        super().__init__(parent)
        self.report: Report | None = None
        self._vocabulary: Vocabulary | None = None
        self.triage: Triage | None = None
        self._models: tuple[RowsModel, RowsModel, RowsModel] | None = None
        self._range: tuple[int, int] | None = None
        self.detail = DetailPane(appearance, "")
        self.findings = ReportTable(appearance, wide_column=1)
        self.records = RecordsPanel(appearance)
        self.unknown = ReportTable(appearance, wide_column=1)
        self.files = ReportTable(appearance, wide_column=0)
        self.owners = OwnerChips()
        self.time_line = TimeLineView(appearance)
        self.originals = OriginalsView(appearance)
        self.tabs = QTabWidget()
        parts = ReportParts(
            self.findings, self.records, self.unknown, self.files, self.tabs, self.detail, self.owners,
            self.time_line, self.originals,
        )  # fmt: skip
        self.parts = ReportLayout(self, parts, appearance)
        self.summary, self.remarks = self.parts.summary, self.parts.remarks
        self.export_buttons, self.splitter = self.parts.export_buttons, self.parts.splitter
        self._filling = Slices(self)
        self._connect(appearance)
        keep_translated(self, self.retranslate)

    def _connect(self, appearance: Appearance) -> None:
        self.findings.chosen.connect(self._on_finding)
        self.findings.opened.connect(self._open_records)
        self.unknown.chosen.connect(self.unknown_chosen)
        self.files.chosen.connect(self.file_chosen)
        self.records.row_chosen.connect(self._on_record)
        self.records.list_wanted.connect(self.list_wanted)
        self.records.complete_wanted.connect(self.complete_wanted)
        self.records.shown.connect(self._name_tabs)
        for table in (self.findings, self.records.table, self.unknown, self.files):
            table.copied.connect(self._on_copied)
            table.too_many_to_copy.connect(self._on_too_many)
        self.owners.chosen.connect(self._show_findings)
        self.time_line.chosen.connect(self._on_range)
        self.parts.all_times.clicked.connect(self.time_line.clear)
        self.parts.first_button.clicked.connect(self._show_first)
        for button in self.export_buttons:
            button.clicked.connect(self._on_export)
        self.parts.print_button.clicked.connect(self.print_wanted)
        self.parts.watch_button.clicked.connect(self.watch_wanted)
        self.tabs.currentChanged.connect(self._on_tab)
        self._filling.finished.connect(self._on_records)
        appearance.changed.connect(self.fit)

    def use(self, vocabulary: Vocabulary) -> None:
        """Speak with these words from now on."""
        self._vocabulary = vocabulary
        self.detail.use(vocabulary)
        self.records.use(vocabulary)
        self._models = (findings_model(vocabulary, self), unknown_model(self), files_model(self))
        for table, model in zip((self.findings, self.unknown, self.files), self._models, strict=True):
            table.show_model(model)

    def wait(self, *, behind: bool) -> None:
        """Say that the scan of this page has not begun; `behind`: others come first."""
        queued = self.tr("This scan begins when the one before it is finished. To remove it, close this tab.")
        self.summary.setText(queued if behind else self.tr("The catalog is opening; then this is read."))
        self.detail.show_page("")

    def begin(self) -> None:
        """Empty the page for a new scan."""
        self.report = None
        self.triage = None
        self.summary.setText(self.tr("Reading…"))
        self.remarks.clear()
        self.parts.show_first(0)
        self.detail.show_page("")
        self._filling.stop()
        self.findings.begin()
        if self._vocabulary is not None:
            self.owners.show_owners((), self._vocabulary)
        self.time_line.hide()
        if self._models is not None:
            for model in self._models:
                model.show(())
        self.records.show_records((), (), 0)
        self.parts.enable(report=False)
        self.tabs.setCurrentWidget(self.findings)

    @property
    def range_chosen(self) -> bool:
        """Whether only a stretch of the time is shown."""
        return self._range is not None

    def show_report(
        self, report: Report, cascades: Sequence[Cascade] = (), *, final: bool, again: bool = False
    ) -> None:
        """Show a report with what follows from what, or its state while the scan goes on.

        `again`: it is the one shown, which has grown; what the person does with it meanwhile is left alone.
        """
        if self._vocabulary is None or self._models is None:
            return
        from app.core.report.triage import triage  # noqa: PLC0415 - loads after the first paint

        first = self.findings.current_row() is None
        self.triage = triage(report, self._vocabulary, cascades)
        if final:
            self.report = report
            self._show_whole(report, self.triage, cascades)
        if final and not again:
            # While the scan went on, the first row was another one.
            self.findings.give_up_first()
        explained = self._show_findings()
        if final or self.tabs.currentWidget() is self.unknown:
            self._models[1].show(report.unknown)
        if final or self.tabs.currentWidget() is self.files:
            self._models[2].show(report.files)
        self._name_tabs()
        if final and not again and not report.findings and report.unknown:
            self.tabs.setCurrentWidget(self.unknown)
        if final or first:
            self.fit()
            # Whoever followed a link in the detail pane goes on reading there.
            if not explained and not (again and self.detail.back_button.isVisible()):
                self._show_current()
        if final and not again:
            self._take_focus()

    def fit(self) -> None:
        """Give the columns in front the width they need; the other tables are measured when they come to the front."""
        table = self._table_in_front()
        if table is not None:
            table.fit()

    def fail(self) -> None:
        """The scan ended without a report."""
        self.summary.setText(self.tr("Drop a log on this window to get a report."))

    def show_records(self) -> None:
        """Bring the affected records to the front, ready to search in."""
        self.tabs.setCurrentWidget(self.records)
        self.records.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save_records(self, suffix: str) -> None:
        """Ask for the list of the records shown, or of those selected."""
        if self.records.wanted_rows():
            self.records.save(suffix)
        else:
            self.told.emit(self.tr("There are no affected records to save."))

    def retranslate(self) -> None:
        """Write everything in the language spoken now."""
        self.parts.retranslate()
        self.detail.set_empty(self.parts.empty_html())
        for model in self._models or ():
            model.retranslate()
        if self._vocabulary is not None:
            self.owners.retranslate()
        self._name_tabs()
        self._write_summary()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the original lines wherever on the page the focus is."""
        if event.key() == Qt.Key.Key_Escape and not self.originals.isHidden():
            self.originals.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the tables need the room more than the time line does."""
        super().resizeEvent(event)
        self.time_line.fit_into(self.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Columns can only be measured once the page has its size."""
        super().showEvent(event)
        self.fit()

    # Filling

    def _show_whole(self, report: Report, triage: Triage, cascades: Sequence[Cascade]) -> None:
        self._write_summary()
        self.parts.enable(report=holds_errors(report))
        if self._vocabulary is not None:
            self.owners.show_owners(triage.owners, self._vocabulary)
        # What must be made first comes after the first paint; the other tables show what the report holds.
        named = sum(len(finding.records) + len(finding.times) for finding in report.findings)
        self._filling.start(self._fill(triage, cascades), later=named > _MANY)

    def _fill(self, triage: Triage, cascades: Sequence[Cascade]) -> Bites[list[WorkRow]]:
        from app.core.report.timeline import time_line  # noqa: PLC0415 - loads after the first paint

        rows = yield from record_rows(triage, cascades)
        self.time_line.show_line(time_line([standing.finding for standing in triage.standings]))
        yield
        return rows

    def _on_records(self, rows: list[WorkRow]) -> None:
        if self.triage is None:
            return
        findings = [standing.finding for standing in self.triage.standings]
        left_out = sum(finding.records.distinct - len(finding.records) for finding in findings)
        self.records.show_records(rows, self.triage.standings, left_out)
        if self.tabs.currentWidget() is self.records:
            self.fit()
        self.filled.emit()

    def _write_summary(self) -> None:
        if self.report is None or self.triage is None or self._vocabulary is None:
            self.summary.setText(self.tr("Drop a log on this window to get a report."))
            self.remarks.clear()
            self.parts.show_first(0)
        elif not self.report.findings:
            self.summary.setText(texts.nothing_known(self.report))
            self.remarks.setText(texts.remarks(self.report, self.triage))
        else:
            self.summary.setText(texts.headline(self.triage, self._vocabulary))
            self.remarks.setText(texts.remarks(self.report, self.triage))
        self.remarks.setVisible(bool(self.remarks.text()))
        self.parts.show_first(self.triage.fix_first if self.triage is not None else 0)

    def _show_findings(self) -> bool:
        """Show the findings of the owner and the time chosen, and their records; whether one was chosen anew."""
        if self._models is None or self.triage is None:
            return False
        rows = [row for row in map(self._row, self.triage.standings) if row.count and self._is_wanted(row.standing)]
        self._models[0].show(rows)
        limited = len(rows) < len(self.triage.standings)
        self.records.limit_to(frozenset(row.finding.ids for row in rows) if limited else None)
        self.parts.show_range(self.time_line.range_words() if self._range else "")
        self._name_tabs()
        return self.tabs.currentWidget() is self.findings and self.findings.choose_first()

    def _row(self, standing: Standing) -> FindingRow:
        line = self.time_line.line
        if self._range is None or line is None:
            return FindingRow(standing, standing.finding.count)
        return FindingRow(standing, line.count(standing.finding, *self._range))

    def _is_wanted(self, standing: Standing) -> bool:
        return self.owners.owner is None or standing.owner == self.owners.owner

    def _name_tabs(self) -> None:
        if self._models is None:
            self.parts.name_tabs(self.tabs, ())
            return
        findings, unknown, files = self._models
        records = self.records.model.rows_shown() if self.records.model else ()
        counts = (
            findings.rowCount(),
            len({row.record for row in records}),
            sum(row.count for row in unknown.rows_shown()),
            files.rowCount(),
        )
        self.parts.name_tabs(self.tabs, counts)

    # What was chosen

    def _table_in_front(self) -> ReportTable | None:
        widget = self.tabs.currentWidget()
        return self.records.table if widget is self.records else widget if isinstance(widget, ReportTable) else None

    def _on_tab(self) -> None:
        self.fit()
        self._show_current()

    def _show_current(self) -> None:
        """Show the detail of whatever is chosen in the table now in front."""
        table = self._table_in_front()
        if table is not None and not table.choose_first():
            row = table.current_row()
            if row is not None:
                table.chosen.emit(row)

    def _take_focus(self) -> None:
        """The keys act on a new report at once, unless the person writes something."""
        focus = QApplication.focusWidget()
        writes = isinstance(focus, QLineEdit) and focus.text() != ""
        table = self._table_in_front()
        if self.isVisible() and not writes and table is not None:
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_finding(self, row: FindingRow) -> None:
        self.finding_chosen.emit(row.finding)

    def _on_record(self, row: WorkRow) -> None:
        self.finding_chosen.emit(row.standing.finding)

    def _open_records(self, row: FindingRow) -> None:
        self.tabs.setCurrentWidget(self.records)
        self.records.limit_to_reason(row.finding.ids)
        self.records.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_first(self) -> None:
        self.tabs.setCurrentWidget(self.records)
        self.records.limit_to_first()
        self.records.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_range(self, selection: tuple[int, int] | None) -> None:
        self._range = selection
        self._show_findings()

    def _on_copied(self, rows: int) -> None:
        self.told.emit(self.tr("Copied: %Ln row(s).", "", rows))

    def _on_too_many(self, most: int) -> None:
        self.told.emit(self.tr("The clipboard takes up to %Ln row(s). Save the list as Excel or CSV.", "", most))

    def _on_export(self) -> None:
        self.export_wanted.emit(str(self.sender().property("suffix")))
