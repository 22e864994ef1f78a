"""The dialog that compares two open reports: last night and tonight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.comparison.rendering import comparison_html
from app.gui.detail.rendering import css
from app.gui.shared.appearance import Appearance
from app.gui.shared.dialog_size import give_room
from app.gui.shared.language import keep_translated
from app.gui.shared.screen_reader import announce
from app.gui.shared.theme import Space
from app.gui.shared.untrusted_text import LocalBrowser

if TYPE_CHECKING:
    from app.core.report.report import Report


class ComparisonDialog(QDialog):
    """Shows what changed from one report to another; which is which can be chosen."""

    def __init__(self, reports: Sequence[tuple[str, Report]], appearance: Appearance, parent: QWidget) -> None:
        """Compare the last two of these reports, each given with its name; the one that ends first is the earlier."""
        super().__init__(parent)
        self._reports, self._appearance = list(reports), appearance
        self.earlier, self.later = QComboBox(), QComboBox()
        self._labels = {"earlier": QLabel(), "later": QLabel()}
        self.summary = QLabel()
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.text = LocalBrowser()
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(Space.LARGE)
        self.copy_button, self.close_button = QPushButton(), QPushButton()
        for box in (self.earlier, self.later):
            box.addItems([name for name, _ in self._reports])
        first, second = sorted(range(len(self._reports))[-2:], key=self._end_of)
        self.earlier.setCurrentIndex(first)
        self.later.setCurrentIndex(second)
        self._lay_out()
        for box in (self.earlier, self.later):
            box.currentIndexChanged.connect(self._compare)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)
        appearance.changed.connect(self._compare)
        keep_translated(self, self.retranslate)

    def retranslate(self) -> None:
        """Set the fixed texts."""
        self.setWindowTitle(self.tr("Compare reports"))
        self._labels["earlier"].setText(self.tr("&Earlier"))
        self._labels["later"].setText(self.tr("&Later"))
        self.text.setAccessibleName(self.tr("What changed"))
        self.copy_button.setText(self.tr("&Copy"))
        self.close_button.setText(self.tr("Close"))
        self._compare()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, box in (("earlier", self.earlier), ("later", self.later)):
            self._labels[name].setBuddy(box)
            form.addRow(self._labels[name], box)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.SMALL)
        buttons.addStretch(1)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setSpacing(Space.SMALL)
        column.addLayout(form)
        column.addWidget(self.summary)
        column.addWidget(self.text, 1)
        column.addLayout(buttons)
        self.close_button.setDefault(True)
        give_room(self, 110, 36)
        self.text.setFocus()

    def _end_of(self, place: int) -> tuple[str, int]:
        """By when a report's last error happened, else by the order in which they were opened."""
        times = [max(finding.times, default="") for finding in self._reports[place][1].findings]
        return max(times, default=""), place

    def _compare(self) -> None:
        from app.core.report.comparison import Fate, compare, run_of  # noqa: PLC0415 - loads after the first paint

        earlier, later = (self._reports[box.currentIndex()][1] for box in (self.earlier, self.later))
        comparison = compare(run_of(earlier), run_of(later))
        words = self.tr("{new} new, {still} still there, {gone} gone")
        self.summary.setText(
            words.format(
                new=comparison.count(Fate.NEW), still=comparison.count(Fate.STILL), gone=comparison.count(Fate.GONE)
            )
        )
        self.text.document().setDefaultStyleSheet(css(self._appearance.theme))
        self.text.setHtml(comparison_html(comparison))
        announce(self, self.summary.text())

    def _copy(self) -> None:
        names = f"{self.earlier.currentText()} \u2192 {self.later.currentText()}"
        QGuiApplication.clipboard().setText(f"{names}\n{self.summary.text()}\n\n{self.text.toPlainText()}")
