"""The strip that shows a scan under way: file, count so far, bar and Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.gui.shared.language import keep_translated
from app.gui.shared.paths import short_path
from app.gui.shared.statements import statement_text
from app.gui.shared.theme import Space
from app.gui.shared.untrusted_text import tool_tip

if TYPE_CHECKING:
    from app.services.scanning.progress import Progress

_FINE: Final = 1000


class _Room(QWidget):
    """Holds a label that changes ten times a second, and keeps it from asking for a new layout each time.

    Such a wish goes up to the window, which then lays out and paints all of its pages: 50 to 150 ms.
    """

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self._label = label
        label.setParent(self)

    def sizeHint(self) -> QSize:
        return QSize(self._label.minimumWidth(), self._label.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._label.setGeometry(self.rect())


class ProgressStrip(QFrame):
    """Hidden unless a scan runs.

    Signals:
        cancelled: The person wants this scan to stop.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the hidden strip."""
        super().__init__(parent)
        self.setObjectName("progress")
        self._name = ""
        self._progress: Progress | None = None
        self._waiting = 0
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setMinimumWidth(120)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(260)
        self.cancel_button = QPushButton()
        self.cancel_button.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.SMALL, Space.SMALL)
        row.setSpacing(Space.MEDIUM)
        row.addWidget(_Room(self.text), 2)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        self.hide()
        keep_translated(self, self.retranslate)

    def begin(self, name: str, waiting: int) -> None:
        """Show that a scan has begun and how many wait behind it."""
        self._name, self._progress = name, None
        self.show_waiting(waiting)
        self.bar.setRange(0, 0)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        self._progress = progress
        self._write()
        if progress.total > 0:
            self.bar.setRange(0, _FINE)
            self.bar.setValue(min(_FINE, progress.done * _FINE // progress.total))
        else:
            self.bar.setRange(0, 0)

    def show_waiting(self, waiting: int) -> None:
        """Show how many scans wait behind this one."""
        self._waiting = waiting
        self._write()

    def finish(self) -> None:
        """Go away."""
        self.hide()

    def retranslate(self) -> None:
        """Say everything in the language spoken."""
        self.bar.setAccessibleName(self.tr("Progress of the scan"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setAccessibleName(self.tr("Cancel the scan"))
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the name the room that is there."""
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        """Say how far it is; where room is short the name is shortened, never what stands behind it."""
        name = short_path(self._progress.path) if self._progress is not None else self._name
        says = self._says(name)
        self.text.setToolTip(tool_tip(says))
        metrics = self.text.fontMetrics()
        too_long = metrics.horizontalAdvance(says) - self.text.width()
        if too_long > 0 and self.isVisible():
            room = max(metrics.horizontalAdvance(name) - too_long, 8 * metrics.averageCharWidth())
            says = self._says(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        self.text.setText(says)

    def _says(self, name: str) -> str:
        waiting = self.tr("(%Ln more scan(s) waiting)", "", self._waiting) if self._waiting else ""
        return f"{self._of_scan(name)} {waiting}".strip()

    def _of_scan(self, name: str) -> str:
        progress = self._progress
        if progress is None:
            return self.tr("Reading {name}…").format(name=name)
        found = self.tr("%Ln error(s) so far", "", progress.report.occurrences)
        if progress.seconds_left is None:
            return self.tr("{name}: {found}").format(name=name, found=found)
        from app.services.scanning.progress import time_left  # noqa: PLC0415 - loads after the first paint

        left = statement_text(time_left(progress.seconds_left))
        return self.tr("{name}: {found}, {time_left}").format(name=name, found=found, time_left=left)
