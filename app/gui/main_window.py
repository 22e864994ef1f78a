"""The window: a shell that holds the search box, the notices and the pages, and takes drops."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMainWindow, QTabWidget, QVBoxLayout, QWidget

from app.gui.detail.pane import DetailPane
from app.gui.lookup.page import LookupPage
from app.gui.lookup.search_box import SearchBox
from app.gui.menus import Menus
from app.gui.report.page import ReportPage
from app.gui.report.progress_strip import ProgressStrip
from app.gui.shared.appearance import Appearance
from app.gui.shared.drop import DropHint, dropped
from app.gui.shared.language import Language, keep_translated
from app.gui.shared.notice_bar import NoticeBar
from app.gui.shared.preferences import Preferences
from app.gui.shared.theme import Space

_CONFIRMED_MS = 5000


class MainWindow(QMainWindow):
    """Everything a person sees; nothing here knows the catalog.

    Signals:
        painted: The window has been on the screen for the first time; heavy work may begin.
        dropped: Files, folders or text were dropped (a Dropped).
        closed: The window is closing.
    """

    painted = Signal()
    dropped = Signal(object)
    closed = Signal()

    def __init__(self, appearance: Appearance, language: Language, preferences: Preferences) -> None:
        """Build the window in the size it last had."""
        super().__init__()
        self.setWindowTitle("SIS Error Desk")
        self.setAcceptDrops(True)
        self.language = language
        self.preferences = preferences
        self._was_painted = False
        self.search = SearchBox(appearance)
        self.notices = NoticeBar(appearance)
        self.progress = ProgressStrip()
        self.lookup = LookupPage(appearance)
        self.report = ReportPage(appearance)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.lookup, "")
        self.tabs.addTab(self.report, "")
        self.menus = Menus(self, appearance, language)
        self.drop_hint = DropHint(appearance, self._lay_out())
        self._restore()
        keep_translated(self, self.retranslate)
        self.search.setFocus()

    def _lay_out(self) -> QWidget:
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.TIGHT)
        column.setSpacing(Space.SMALL)
        column.addWidget(self.search)
        column.addWidget(self.notices)
        column.addWidget(self.progress)
        column.addWidget(self.tabs, 1)
        self.setCentralWidget(central)
        self.setMinimumSize(720, 420)
        self.statusBar().setSizeGripEnabled(False)
        return central

    def retranslate(self) -> None:
        """Name the pages."""
        self.tabs.tabBar().setAccessibleName(self.tr("Pages"))
        for page, name in ((self.lookup, self.tr("Look-up")), (self.report, self.tr("Report"))):
            self.tabs.setTabText(self.tabs.indexOf(page), name)

    @property
    def detail(self) -> DetailPane:
        """The detail pane of the page in front."""
        return self.report.detail if self.tabs.currentWidget() is self.report else self.lookup.detail

    def show_lookup(self) -> None:
        """Bring the look-up page to the front."""
        self.tabs.setCurrentWidget(self.lookup)

    def show_report(self) -> None:
        """Bring the report page to the front."""
        self.tabs.setCurrentWidget(self.report)

    def confirm(self, sentence: str) -> None:
        """Say in the status bar that something was done."""
        self.statusBar().showMessage(sentence, _CONFIRMED_MS)

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint, once it has reached the screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where nobody else wants it, closes the notice."""
        if event.key() == Qt.Key.Key_Escape and self.notices.text:
            self.notices.close_notice()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drop hint over the whole window."""
        super().resizeEvent(event)
        if self.drop_hint.isVisible():
            self.drop_hint.cover()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept what can be read here, and show where to drop it: anywhere."""
        if dropped(event.mimeData()):
            event.acceptProposedAction()
            self.drop_hint.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the hint away."""
        self.drop_hint.hide()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the paths or the text and return at once: the other program waits for it."""
        self.drop_hint.hide()
        what = dropped(event.mimeData())
        if what:
            event.acceptProposedAction()
            self.dropped.emit(what)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's shape and tell of the end."""
        self.preferences.remember_shape("window", self.saveGeometry())
        self.preferences.remember_shape("lookup", self.lookup.splitter.saveState())
        self.preferences.remember_shape("report", self.report.splitter.saveState())
        self.preferences.save()
        self.closed.emit()
        super().closeEvent(event)

    def _restore(self) -> None:
        self.resize(1180, 760)
        self.restoreGeometry(self.preferences.shape("window"))
        self.lookup.splitter.restoreState(self.preferences.shape("lookup"))
        self.report.splitter.restoreState(self.preferences.shape("report"))
