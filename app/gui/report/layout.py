"""Where everything stands on the report page, and the parts of it that do nothing by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from app.gui.report.keys import PRINT_REPORT_KEY, WATCH_KEY
from app.gui.report.texts import number
from app.gui.shared.appearance import Appearance
from app.gui.shared.links import OPEN_LINK, SAMPLE_LINK
from app.gui.shared.theme import Space

_SMALL_HEIGHT = 420
_KINDS = (("Excel", ".xlsx"), ("CSV", ".csv"), ("HTML", ".html"))


@dataclass(frozen=True)
class ReportParts:
    """The widgets that a report page arranges."""

    findings: QWidget
    records: QWidget
    unknown: QWidget
    files: QWidget
    tabs: QTabWidget
    detail: QWidget
    owners: QWidget
    time_line: QWidget
    originals: QWidget


class ReportLayout(QObject):
    """The summary, the buttons beside it, and the arrangement of the page's parts."""

    def __init__(self, page: QWidget, parts: ReportParts, appearance: Appearance) -> None:
        """Lay out the parts on a page."""
        super().__init__(page)
        self._parts = parts
        self.summary, self.remarks = QLabel(), QLabel()
        self.summary.setObjectName("summary")
        self.remarks.setObjectName("remarks")
        self.remarks.setProperty("quiet", True)
        for label in (self.summary, self.remarks):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.export_buttons = [self._export_button(suffix) for _, suffix in _KINDS]
        self.print_button = QPushButton()
        for button in (*self.export_buttons, self.print_button):
            button.setEnabled(False)
        for button in self.export_buttons:
            appearance.give_icon(button, "export")
        appearance.give_icon(self.print_button, "print")
        self.watch_button = QPushButton()
        self.watch_button.setCheckable(True)
        self.watch_button.setProperty("chip", True)
        self.watch_button.hide()
        appearance.give_icon(self.watch_button, "watch")
        self.first_button = QPushButton()
        self.first_button.setProperty("chip", True)
        self.first_button.hide()
        appearance.give_icon(self.first_button, "steps")
        self.all_times = QPushButton()
        self.all_times.setProperty("chip", True)
        self.all_times.hide()
        appearance.give_icon(self.all_times, "close")
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._halves = QSplitter(Qt.Orientation.Vertical)
        self._lay_out(page)
        self._set_order()

    def enable(self, *, report: bool) -> None:
        """Let a report be saved and printed, or not."""
        for button in (*self.export_buttons, self.print_button):
            button.setEnabled(report)

    def give_room(self) -> None:
        """Let the original lines have their share, in a small window as much as the tables have."""
        height = self._halves.height()
        lines = max(height // 2, 110) if height < _SMALL_HEIGHT else height * 2 // 5
        self._halves.setSizes([height - lines, lines])

    def show_range(self, words: str) -> None:
        """Say which stretch of time is chosen, "" for the whole."""
        self.all_times.setText(self.tr("Only {range}").format(range=words))
        self.all_times.setAccessibleName(self.tr("Only {range}. Show the whole time again").format(range=words))
        self.all_times.setVisible(bool(words))

    def show_first(self, records: int) -> None:
        """Offer the records that make others fail, none for a report without any."""
        self.first_button.setText(self.tr("Fix (this one|these %Ln) first", "", records))
        self.first_button.setToolTip(self.tr("List the records because of which others fail"))
        self.first_button.setVisible(records > 0)

    def name_tabs(self, tabs: QTabWidget, counts: Sequence[int]) -> None:
        """Write on each tab what it holds, and how many."""
        titles = (self.tr("Known errors"), self.tr("Affected records"), self.tr("Unknown lines"), self.tr("Files"))
        for place, (title, count) in enumerate(zip_longest(titles, counts, fillvalue=0)):
            tabs.setTabText(place, f"{title} ({number(int(count))})" if count else str(title))

    def empty_html(self) -> str:
        """What the page says before there is a report."""
        what_to_do = self.tr(
            "Drop log files or a folder anywhere on this window, or choose <b>Open log</b> in the File menu."
        )
        what_comes = self.tr(
            "A report counts every known error, names the affected records and says how to fix each reason."
        )
        title = self.tr("No report yet")
        links = (
            f'<a href="{OPEN_LINK}">{self.tr("Open a log…")}</a> · '
            f'<a href="{SAMPLE_LINK}">{self.tr("Try it with a sample log")}</a>'
        )
        return f"<h1>{title}</h1><p>{what_to_do}</p><p>{links}</p><p class='quiet'>{what_comes}</p>"

    def retranslate(self) -> None:
        """Write the fixed texts in the language spoken now."""
        parts = self._parts
        parts.findings.setAccessibleName(self.tr("Known errors"))
        parts.unknown.setAccessibleName(self.tr("Unknown error lines"))
        parts.files.setAccessibleName(self.tr("Files"))
        parts.tabs.tabBar().setAccessibleName(self.tr("Parts of the report"))
        for button, (kind, _) in zip(self.export_buttons, _KINDS, strict=True):
            button.setText(kind)
            button.setAccessibleName(self.tr("Save the report as {kind}").format(kind=kind))
            button.setToolTip(self.tr("Save the report as {kind}").format(kind=kind))
        self.print_button.setText(self.tr("Print"))
        self.print_button.setAccessibleName(self.tr("Print the report"))
        self.print_button.setToolTip(
            self.tr("See the report as it will be printed ({key})").format(key=PRINT_REPORT_KEY)
        )
        self.watch_button.setText(self.tr("Watch"))
        self.watch_button.setAccessibleName(self.tr("Watch for new lines"))
        self.watch_button.setToolTip(
            self.tr("New lines and new logs come into this report by themselves ({key})").format(key=WATCH_KEY)
        )
        self.all_times.setToolTip(
            self.tr(
                "Only errors of this time are shown and counted. Records are not kept by time: those of these errors "
                "are all listed. Click to show the whole time again."
            )
        )

    @staticmethod
    def _export_button(suffix: str) -> QPushButton:
        button = QPushButton()
        button.setProperty("suffix", suffix)
        return button

    def _lay_out(self, page: QWidget) -> None:
        parts = self._parts
        top, filters = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.summary, 1)
        for button in (*self.export_buttons, self.print_button):
            top.addWidget(button)
        filters.addWidget(self.first_button)
        filters.addWidget(parts.owners)
        filters.addWidget(self.all_times)
        filters.addStretch(1)
        filters.addWidget(self.watch_button)
        parts.tabs.setDocumentMode(True)
        parts.tabs.tabBar().setDrawBase(False)
        for widget in (parts.findings, parts.records, parts.unknown, parts.files):
            parts.tabs.addTab(widget, "")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(Space.SMALL)
        for place, (pane, least, share) in enumerate(((parts.tabs, 300, 5), (parts.detail, 280, 4))):
            pane.setMinimumWidth(least)
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(place, share)
        self.splitter.setSizes([700, 500])
        column = QVBoxLayout(page)
        column.setContentsMargins(0, Space.SMALL, 0, 0)
        for layout in (top, filters, column):
            layout.setSpacing(Space.SMALL)
        column.addLayout(top)
        column.addWidget(self.remarks)
        column.addWidget(parts.time_line)
        column.addLayout(filters)
        whole = self._halves
        whole.setChildrenCollapsible(False)
        whole.setHandleWidth(Space.SMALL)
        for place, (half, share) in enumerate(((self.splitter, 3), (parts.originals, 2))):
            whole.addWidget(half)
            whole.setStretchFactor(place, share)
        column.addWidget(whole, 1)

    def _set_order(self) -> None:
        """Tab goes from the tables to the detail, then round to what narrows the report."""
        parts = self._parts
        order: tuple[QWidget, ...] = (parts.time_line, parts.owners, parts.tabs, parts.detail, parts.originals)
        for one, next_one in pairwise(order):
            QWidget.setTabOrder(one, next_one)
