"""The look-up page: filters, results and the detail of the one chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.detail.pane import DetailPane
from app.gui.detail.sharing import MOST_KEYS, key_of
from app.gui.lookup.delegate import ResultDelegate
from app.gui.lookup.filter_panel import FilterPanel
from app.gui.lookup.model import ROW, ResultModel
from app.gui.lookup.pages import first_hint
from app.gui.lookup.rows import Heading, Hit, Row, Tone
from app.gui.shared.appearance import Appearance
from app.gui.shared.keys import WHY_KEY
from app.gui.shared.language import keep_translated
from app.gui.shared.theme import Space

_ROWS_A_PAGE: Final = 5
_COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class LookupPage(QWidget):
    """Shows results and says what was chosen.

    Signals:
        filters_chosen: The vendors' keys and the record types' keys.
        hit_chosen: Another result is the current one, or none (None).
        opened: Enter or a double click on a result: the person wants to read it.
        search_wanted: A recent search is to be made again; its text.
        typed: Letters were typed into the list; they belong into the search box.
    """

    filters_chosen = Signal(object, object)
    hit_chosen = Signal(object)
    opened = Signal()
    search_wanted = Signal(str)
    typed = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Build the empty page."""
        super().__init__(parent)
        self.filters = FilterPanel(appearance)
        self.filters.chosen.connect(self.filters_chosen)
        self.model = ResultModel(self)
        self.results = QListView()
        self.results.setObjectName("results")
        self.results.setModel(self.model)
        self._delegate = ResultDelegate(appearance, self.results)
        self.results.setItemDelegate(self._delegate)
        self.results.setResizeMode(QListView.ResizeMode.Adjust)
        self.results.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.results.setMouseTracking(True)
        self.results.selectionModel().currentChanged.connect(self._on_current)
        self.results.activated.connect(self._on_activated)
        self.results.clicked.connect(self._on_clicked)
        self.results.installEventFilter(self)
        self.detail = DetailPane(appearance, first_hint(kept=False, any_history=False, may_change=False))
        self.detail.choice_made.connect(self.choose_entry)
        self.summary = QLabel()
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setProperty("quiet", "true")
        self.why_button = QToolButton()
        self.why_button.setCheckable(True)
        self.why_button.setAutoRaise(True)
        self.why_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.why_button.toggled.connect(self._say_why)
        appearance.give_icon(self.why_button, "why")
        for number in range(MOST_KEYS):
            QShortcut(QKeySequence(key_of(number)), self).activated.connect(partial(self._answer, key_of(number)))
        self._lay_out()
        keep_translated(self, self.retranslate)
        appearance.changed.connect(self.results.doItemsLayout)

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        row = QHBoxLayout()
        row.addWidget(self.summary, 1)
        # As high as the row is: else this column would begin lower than its neighbors.
        self.why_button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        row.addWidget(self.why_button)
        column.addLayout(row)
        column.addWidget(self.results, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(Space.SMALL)
        for place, (widget, least, share) in enumerate(((self.filters, 0, 0), (middle, 230, 4), (self.detail, 280, 5))):
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

    def retranslate(self) -> None:
        """Set the fixed texts."""
        self.results.setAccessibleName(self.tr("Results"))
        self.why_button.setText(self.tr("Why these?"))
        self.why_button.setAccessibleName(self.tr("Say why each result matched"))
        self.why_button.setToolTip(self.tr("Say why each result matched ({key})").format(key=WHY_KEY))
        if not self.model.rowCount():
            self.summary.setText(self.tr("Loading the catalog…"))

    def show_rows(self, rows: Sequence[Row], summary: str, choose: int) -> None:
        """Show an answer and choose one of its rows (-1: none)."""
        self.model.show(rows)
        self.why_button.setEnabled(any(isinstance(row, Hit) and row.why for row in rows))
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

    def choose_entry(self, entry_id: str) -> None:
        """Choose the result that shows an entry, if one does."""
        row = self.model.row_of(entry_id)
        if row >= 0:
            self.results.setCurrentIndex(self.model.index(row))

    def open_current(self) -> bool:
        """Make the recent search chosen again; False when something else is chosen."""
        past = self.model.past(self.results.currentIndex())
        if past is None:
            return False
        self.search_wanted.emit(past.query)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list with the focus chooses a first result; letters typed into it go on to the search box."""
        if event.type() == QEvent.Type.FocusIn and not self.results.currentIndex().isValid():
            row = self.model.step(-1, 0)
            if row >= 0:
                self.results.setCurrentIndex(self.model.index(row))
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers() & _COMMANDS:
            letters = event.text()
            if self.model.asks and letters.isdecimal():
                self._answer(key_of(int(letters) - 1))
                return True
            if letters.isprintable() and letters.strip():
                self.typed.emit(letters)
                return True
        return super().eventFilter(watched, event)

    def _on_current(self, current: QModelIndex) -> None:
        hit = self.model.hit(current)
        if hit is not None:
            self.hit_chosen.emit(hit)
        elif self.model.past(current) is not None:
            self.hit_chosen.emit(None)

    def _on_clicked(self, _index: QModelIndex) -> None:
        self.open_current()

    def _on_activated(self, _index: QModelIndex) -> None:
        if not self.open_current():
            self.opened.emit()

    def _answer(self, key: str) -> None:
        row = self.model.row_of_key(key)
        if row >= 0:
            self.results.setCurrentIndex(self.model.index(row))

    def _say_why(self, wanted: bool) -> None:
        self._delegate.says_why = wanted
        self.results.doItemsLayout()
