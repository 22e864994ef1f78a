"""The strip that shows a scan under way: file, count so far, bar and Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.gui.report.wording import counted
from app.gui.shared.paths import short_path
from app.gui.shared.theme import Space

if TYPE_CHECKING:
    from app.services.progress import Progress

_FINE: Final = 1000


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
        self._says = ""
        self._waiting = ""
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setMinimumWidth(120)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Progress of the scan")
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(260)
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.setAccessibleName("Cancel the scan")
        self.cancel_button.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.SMALL, Space.SMALL)
        row.setSpacing(Space.MEDIUM)
        row.addWidget(self.text, 2)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        self.hide()

    def begin(self, name: str, waiting: int) -> None:
        """Show that a scan has begun and how many wait behind it."""
        self._says = f"Reading {name}…"
        self.show_waiting(waiting)
        self.bar.setRange(0, 0)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        found = counted(progress.report.occurrences, "error")
        self._says = f"{short_path(progress.path)}: {found} so far"
        if progress.seconds_left is not None:
            from app.services.progress import time_left  # noqa: PLC0415 - loads after the first paint

            self._says += f", {time_left(progress.seconds_left)}"
        self._write()
        if progress.total > 0:
            self.bar.setRange(0, _FINE)
            self.bar.setValue(min(_FINE, progress.done * _FINE // progress.total))
        else:
            self.bar.setRange(0, 0)

    def show_waiting(self, waiting: int) -> None:
        """Show how many scans wait behind this one."""
        self._waiting = f" ({counted(waiting, 'more scan')} waiting)" if waiting else ""
        self._write()

    def finish(self) -> None:
        """Go away."""
        self.hide()

    def _write(self) -> None:
        self.text.setText(self._says + self._waiting)
