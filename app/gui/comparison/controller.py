"""Compares the reports that are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.gui.report.report_tabs import ReportTabs
from app.gui.shared.appearance import Appearance
from app.gui.shared.notices import Kind, Notice

if TYPE_CHECKING:
    from app.gui.comparison.dialog import ComparisonDialog


class ComparisonController(QObject):
    """Opens the comparison over the window.

    Signals:
        noticed: Something to tell the person (a Notice).
    """

    noticed = Signal(object)

    def __init__(self, window: QWidget, appearance: Appearance, tabs: ReportTabs) -> None:
        """Serve a window with its reports."""
        super().__init__(window)
        self._window, self._appearance, self._tabs = window, appearance, tabs
        self.dialog: ComparisonDialog | None = None

    def compare(self) -> None:
        """Compare the two reports opened last, or say what is missing for it."""
        reports = self._tabs.finished()
        if len(reports) < 2:
            text = self.tr("Open two reports to compare them: drop last night's log, then tonight's.")
            self.noticed.emit(Notice(Kind.INFO, text))
            return
        from app.gui.comparison.dialog import ComparisonDialog  # noqa: PLC0415 - loads when first wanted

        self.dialog = ComparisonDialog(reports, self._appearance, self._window)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    def _on_finished(self) -> None:
        self.dialog = None
