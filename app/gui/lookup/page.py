"""The look-up page: filters, results and the detail of the one chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QListView, QSplitter, QVBoxLayout, QWidget

from app.gui.detail.pane import DetailPane
from app.gui.lookup.delegate import ResultDelegate
from app.gui.lookup.filter_panel import FilterPanel
from app.gui.lookup.model import ROW, Heading, ResultModel, Row, Tone
from app.gui.shared.appearance import Appearance
from app.gui.shared.theme import Space

FIRST_USE: Final = """
<h1>What went wrong?</h1>
<p><b>Paste</b> an error message into the box above: the whole line, with everything around it.</p>
<p><b>Type</b> a code, a few words of the message, or what you see, such as
<i>“two students have the same e-mail”</i>.</p>
<p><b>Drop</b> log files, a folder or marked text anywhere on this window to get a report.</p>
<p class="quiet">Or choose one of the known errors in the list. Everything stays on this computer.</p>
"""
NO_MATCH: Final = """
<h1>No known error matches</h1>
<p>The catalog has no entry for this text. You can:</p>
<ul><li>try fewer words, or only the code or the number in the message;</li>
<li>paste the whole line, with everything around it;</li>
<li>clear the filters, if some are checked.</li></ul>
<p>If a sync printed this line, send all of it to the vendor's support, with the date and time of the run
and without the names of students.</p>
"""
_ROWS_A_PAGE: Final = 5


class LookupPage(QWidget):
    """Shows results and says what was chosen.

    Signals:
        filters_chosen: The vendors' keys and the record types' keys.
        hit_chosen: Another result is the current one, or none (None).
        opened: Enter or a double click on a result: the person wants to read it.
    """

    filters_chosen = Signal(object, object)
    hit_chosen = Signal(object)
    opened = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Build the empty page."""
        super().__init__(parent)
        self.filters = FilterPanel(appearance)
        self.filters.chosen.connect(self.filters_chosen)
        self.model = ResultModel(self)
        self.results = QListView()
        self.results.setObjectName("results")
        self.results.setAccessibleName("Results")
        self.results.setModel(self.model)
        self.results.setItemDelegate(ResultDelegate(appearance, self.results))
        self.results.setResizeMode(QListView.ResizeMode.Adjust)
        self.results.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.results.setMouseTracking(True)
        self.results.selectionModel().currentChanged.connect(self._on_current)
        self.results.activated.connect(self._on_activated)
        self.results.installEventFilter(self)
        self.detail = DetailPane(appearance, FIRST_USE)
        self.summary = QLabel("Loading the catalog…")
        self.summary.setProperty("quiet", "true")
        self._lay_out()
        appearance.changed.connect(self.results.doItemsLayout)

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        row = QHBoxLayout()
        row.addWidget(self.summary)
        column.addLayout(row)
        column.addWidget(self.results, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(Space.SMALL)
        for place, (widget, least, share) in enumerate(
            ((self.filters, 150, 0), (middle, 230, 4), (self.detail, 280, 5))
        ):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(place, share)
        self.splitter.setSizes([190, 440, 560])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, Space.SMALL, 0, 0)
        whole.addWidget(self.splitter)
        # The bars above the three columns are as high as the highest, so that the columns begin on one line.
        height = max(self.detail.steps_button.sizeHint().height(), self.filters.clear_button.sizeHint().height())
        self.summary.setMinimumHeight(height)

    def show_rows(self, rows: Sequence[Row], summary: str, choose: int) -> None:
        """Show an answer and choose one of its rows (-1: none)."""
        self.model.show(rows)
        self.summary.setText(summary)
        if choose < 0:
            self.results.scrollToTop()
            self.hit_chosen.emit(None)
            return
        self.results.setCurrentIndex(self.model.index(choose))
        if choose <= 1:  # let the heading above the first result be seen
            self.results.scrollToTop()

    @property
    def spoken_summary(self) -> str:
        """The answer in one sentence, for those who do not see the list."""
        heading = self.model.data(self.model.index(0), ROW)
        title = heading.title if isinstance(heading, Heading) and heading.tone is not Tone.PLAIN else ""
        return f"{title} {self.summary.text()}".strip()

    def step(self, where: str) -> None:
        """Choose another result: `up`, `down`, `page up` or `page down`."""
        by = {"up": -1, "down": 1, "page up": -_ROWS_A_PAGE, "page down": _ROWS_A_PAGE}[where]
        row = self.model.step(self.results.currentIndex().row(), by)
        if row >= 0:
            self.results.setCurrentIndex(self.model.index(row))
            if row <= 1:
                self.results.scrollToTop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first key in the list chooses a first result, and a resized list wraps its titles anew."""
        if event.type() == QEvent.Type.FocusIn and not self.results.currentIndex().isValid():
            row = self.model.step(-1, 0)
            if row >= 0:
                self.results.setCurrentIndex(self.model.index(row))
        return super().eventFilter(watched, event)

    def _on_current(self, current: QModelIndex) -> None:
        hit = self.model.hit(current)
        if hit is not None:
            self.hit_chosen.emit(hit)

    def _on_activated(self, _index: QModelIndex) -> None:
        self.opened.emit()
