"""The window: a shell that holds the search box, the notices and the pages, and takes drops."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from app.gui.lookup.search_box import SearchBox
from app.gui.menus import Menus
from app.gui.shared.appearance import Appearance
from app.gui.shared.language import Language, keep_translated
from app.gui.shared.preferences import Preferences
from app.gui.shared.theme import Space

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QCloseEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDropEvent,
        QKeyEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from app.gui.detail.pane import DetailPane
    from app.gui.lookup.page import LookupPage
    from app.gui.report.page import ReportPage
    from app.gui.report.progress_strip import ProgressStrip
    from app.gui.report.report_tabs import ReportTabs
    from app.gui.shared.drop import DropHint
    from app.gui.shared.notice_bar import NoticeBar

_CONFIRMED_MS: Final = 5000
_SIZE: Final = QSize(1180, 760)
_FRAME: Final = QSize(4, 40)
"""Room for the system's frame and title bar, whose size is not known before the window is shown."""


def _accept_a_copy(event: QDropEvent) -> None:
    """Take what is dropped as a copy, for else the other program would delete what it moved here."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


class MainWindow(QMainWindow):
    """Everything a person sees; nothing here knows the catalog.

    What is made at once is what the first paint shows and a person may use that very moment: the box, the menus and
    the tabs. The pages follow with `furnish`, after the first paint; their modules too are loaded only then.

    Signals:
        painted: The window has been on the screen for the first time; heavy work may begin.
        dropped: Files, folders or text were dropped (a Dropped).
        pasted: Somebody pasted where nothing takes a paste.
        escaped: Esc was pressed where nobody wanted it.
        closed: The window is closing.
    """

    painted = Signal()
    dropped = Signal(object)
    pasted = Signal()
    escaped = Signal()
    closed = Signal()

    notices: NoticeBar
    progress: ProgressStrip
    lookup: LookupPage
    reports: ReportTabs
    drop_hint: DropHint

    def __init__(self, appearance: Appearance, language: Language, preferences: Preferences) -> None:
        """Build what is seen first, in the size the window last had."""
        super().__init__()
        self.setWindowTitle("SIS Error Desk")
        self.setAcceptDrops(False)  # until there is somebody to take them
        self.appearance = appearance
        self.language = language
        self.preferences = preferences
        self.was_painted = False
        self.furnished = False
        self._furnishing = self._furnish()
        self.early_texts: list[str] = []
        """Texts of several lines that were pasted before anybody listened."""
        self.search = SearchBox(appearance)
        self.search.many_lines_pasted.connect(self._keep_early)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        opening = QLabel(self.tr("Opening…"))
        opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        opening.setProperty("quiet", "true")
        for page in (opening, QWidget()):
            self.tabs.addTab(page, "")
        self.tabs.currentChanged.connect(self._on_page)
        self.menus = Menus(self, appearance, language)
        self._lay_out()
        # Qt keeps what it restores on the screen by itself.
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _FRAME))
        self.restoreGeometry(preferences.shape("window"))
        keep_translated(self, self.retranslate)
        self.search.setFocus()

    def _lay_out(self) -> None:
        central = self._central = QWidget()
        self._column = QVBoxLayout(central)
        self._column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.TIGHT)
        self._column.setSpacing(Space.SMALL)
        self._column.addWidget(self.search)
        self._column.addWidget(self.tabs, 1)
        self.setCentralWidget(central)
        self.setMinimumSize(720, 420)
        self.statusBar().setSizeGripEnabled(False)

    # The pages

    def furnish(self) -> None:
        """Build what is still missing, all at once."""
        while self.furnish_more():
            pass

    def furnish_more(self) -> bool:
        """Build the next part of what is still missing, in a few hundredths of a second. False when all is there."""
        return next(self._furnishing, None) is not None

    def _furnish(self) -> Iterator[bool]:
        self.menus.fill()
        yield True
        from app.gui.shared.notice_bar import NoticeBar  # noqa: PLC0415 - as all here, after the first paint

        self.notices = NoticeBar(self.appearance)
        self._column.insertWidget(1, self.notices)
        yield True
        from app.gui.lookup.page import LookupPage  # noqa: PLC0415

        yield True
        self.lookup = LookupPage(self.appearance)
        self._put_page(self.lookup, 0)
        self.lookup.splitter.restoreState(self.preferences.shape("lookup"))
        yield True
        from app.gui.report.progress_strip import ProgressStrip  # noqa: PLC0415
        from app.gui.report.report_tabs import ReportTabs  # noqa: PLC0415

        yield True
        self.progress = ProgressStrip()
        self._column.insertWidget(2, self.progress)
        keeps, front = self.tabs.widget(1), self.tabs.currentIndex()
        self.reports = ReportTabs(self.tabs, self.appearance)
        self.tabs.removeTab(1)
        self.tabs.setCurrentIndex(front)
        if keeps is not None:
            keeps.deleteLater()
        self.reports.named.connect(self._write_title)
        self.report.splitter.restoreState(self.preferences.shape("report"))
        yield True
        from app.gui.shared.drop import DropHint  # noqa: PLC0415

        self.drop_hint = DropHint(self.appearance, self._central)
        self.setAcceptDrops(True)
        self.furnished = True

    def _put_page(self, page: QWidget, place: int) -> None:
        """Put a page in the place that was kept free for it; the tab in front stays."""
        keeps, front, title = self.tabs.widget(place), self.tabs.currentIndex(), self.tabs.tabText(place)
        self.tabs.removeTab(place)
        self.tabs.insertTab(place, page, title)
        self.tabs.setCurrentIndex(front)
        if keeps is not None:
            keeps.deleteLater()

    def _on_page(self, place: int) -> None:
        self.search.be_slim(slim=place > 0)
        self._write_title()

    def _write_title(self) -> None:
        """Name the report in front in the window's title, as the list of windows shows it."""
        name = self.reports.name_in_front() if self.furnished else ""
        self.setWindowTitle(f"{name} – SIS Error Desk" if name else "SIS Error Desk")

    def _keep_early(self, text: str) -> None:
        self.early_texts.append(text)

    def take_early_texts(self) -> list[str]:
        """Hand over what was pasted so far, to whoever listens to the box from now on."""
        self.search.many_lines_pasted.disconnect(self._keep_early)
        return self.early_texts

    def retranslate(self) -> None:
        """Name the pages."""
        self.tabs.tabBar().setAccessibleName(self.tr("Pages"))
        self.tabs.setTabText(0, self.tr("Look-up"))
        if not self.furnished:
            self.tabs.setTabText(1, self.tr("Report"))

    @property
    def report(self) -> ReportPage:
        """The page of the report in front, or of the one that was last."""
        return self.reports.current

    @property
    def detail(self) -> DetailPane:
        """The detail pane of the page in front."""
        return self.report.detail if self.tabs.currentWidget() is self.report else self.lookup.detail

    def show_lookup(self) -> None:
        """Bring the look-up page to the front."""
        self.tabs.setCurrentWidget(self.lookup)

    def show_report(self) -> None:
        """Bring the report that was last in front to the front again."""
        self.tabs.setCurrentWidget(self.report)

    def show_next(self) -> None:
        """Bring the next page to the front, behind the last the first."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())

    def show_previous(self) -> None:
        """Bring the page before to the front, before the first the last."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() - 1) % self.tabs.count())

    def confirm(self, sentence: str) -> None:
        """Say in the status bar that something was done."""
        self.statusBar().showMessage(sentence, _CONFIRMED_MS)

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint, once it has reached the screen."""
        super().paintEvent(event)
        if not self.was_painted:
            self.was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody else wanted: Esc closes the notice, a paste goes to the search box."""
        if event.key() == Qt.Key.Key_Escape and self.furnished and self.notices.text:
            self.notices.close_notice()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drop hint over the whole window."""
        super().resizeEvent(event)
        if self.furnished and self.drop_hint.isVisible():
            self.drop_hint.cover()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept what can be read here, and show where to drop it: anywhere."""
        from app.gui.shared.drop import dropped  # noqa: PLC0415 - after the first paint

        if dropped(event.mimeData()):
            _accept_a_copy(event)
            self.drop_hint.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the hint away."""
        self.drop_hint.hide()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the paths or the text and return at once: the other program waits for it."""
        from app.gui.shared.drop import dropped  # noqa: PLC0415 - after the first paint

        self.drop_hint.hide()
        what = dropped(event.mimeData())
        if what:
            _accept_a_copy(event)
            self.dropped.emit(what)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's shape and tell of the end."""
        self.preferences.remember_shape("window", self.saveGeometry())
        if self.furnished:
            self.preferences.remember_shape("lookup", self.lookup.splitter.saveState())
            self.preferences.remember_shape("report", self.report.splitter.saveState())
        self.preferences.save()
        self.closed.emit()
        super().closeEvent(event)
