"""The help: pages on the left, a box that finds words in them, and the page chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.gui.detail.rendering import css
from app.gui.help.pages import HelpPage
from app.gui.shared.appearance import Appearance
from app.gui.shared.dialog_size import give_room
from app.gui.shared.language import keep_translated
from app.gui.shared.screen_reader import announce
from app.gui.shared.theme import Space
from app.gui.shared.untrusted_text import LocalBrowser

_NAME = Qt.ItemDataRole.UserRole


class HelpWindow(QDialog):
    """Beside the main window, so that one can read here and work there."""

    def __init__(self, load: Callable[[], Sequence[HelpPage]], appearance: Appearance, parent: QWidget) -> None:
        """Build it; `load` gives the pages in the language spoken."""
        super().__init__(parent)
        self._load, self._appearance = load, appearance
        self._pages: dict[str, HelpPage] = {}
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._read)
        self.contents = QListWidget()
        self.contents.setWordWrap(True)
        self.contents.setSpacing(Space.HAIR)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.contents.currentItemChanged.connect(self._show_current)
        self.nothing = QLabel()
        self.nothing.setProperty("quiet", "true")
        self.nothing.setWordWrap(True)
        self.text = LocalBrowser()
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(Space.LARGE)
        self._lay_out()
        keep_translated(self, self.retranslate)
        appearance.changed.connect(self._dress)
        give_room(self, 116, 36)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(self.search)
        column.addWidget(self.contents, 1)
        column.addWidget(self.nothing)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(Space.SMALL)
        splitter.addWidget(left)
        splitter.addWidget(self.text)
        splitter.setStretchFactor(1, 1)
        letter = self.fontMetrics().averageCharWidth()
        splitter.setSizes([letter * 36, letter * 78])
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        close = self._buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)
        close.setDefault(False)
        whole = QVBoxLayout(self)
        whole.setSpacing(Space.MEDIUM)
        whole.addWidget(splitter, 1)
        whole.addWidget(self._buttons)

    def retranslate(self) -> None:
        """Read the pages in the language spoken; the page in front stays."""
        self.setWindowTitle(self.tr("Help"))
        self.search.setPlaceholderText(self.tr("Search the help"))
        self.search.setAccessibleName(self.tr("Search the help"))
        self.contents.setAccessibleName(self.tr("Pages of the help"))
        self.text.setAccessibleName(self.tr("Help page"))
        self.nothing.setText(self.tr("No page has all these words. Try fewer of them."))
        front = self._name(self.contents.currentRow()) if self.contents.currentRow() >= 0 else ""
        self._pages = {page.name: page for page in self._load()}
        self.contents.clear()
        for page in self._pages.values():
            entry = QListWidgetItem(page.title)
            entry.setData(_NAME, page.name)
            self.contents.addItem(entry)
        self._filter(self.search.text())
        self.show_page(front)

    def show_page(self, name: str) -> None:
        """Bring a page to the front, the first one when there is none of this name."""
        rows = range(self.contents.count())
        self.contents.setCurrentRow(next((row for row in rows if self._name(row) == name), 0))

    def _name(self, row: int) -> str:
        return str(self.contents.item(row).data(_NAME))

    def _filter(self, query: str) -> None:
        shown = 0
        for row in range(self.contents.count()):
            item = self.contents.item(row)
            item.setHidden(not self._pages[item.data(_NAME)].has(query))
            shown += not item.isHidden()
        self.nothing.setVisible(not shown)
        front = self.contents.currentRow()
        if shown and (front < 0 or self.contents.item(front).isHidden()):
            rows = range(self.contents.count())
            self.contents.setCurrentRow(next(row for row in rows if not self.contents.item(row).isHidden()))
        self._mark()
        if query:
            announce(self, self.tr("%Ln page(s)", "", shown) if shown else self.nothing.text())

    def _show_current(self) -> None:
        if self.contents.currentRow() >= 0:
            self.text.document().setDefaultStyleSheet(css(self._appearance.theme))
            self.text.setHtml(self._pages[self._name(self.contents.currentRow())].html)
            self._mark()

    def _dress(self) -> None:
        # Later: the application's own style must be there first, or the page takes the colors of before.
        QTimer.singleShot(0, self, self._show_current)

    def _mark(self) -> None:
        """Mark the words searched for where they stand in the page."""
        theme = self._appearance.theme
        look = QTextCharFormat()
        look.setBackground(theme.color("caution"))
        look.setForeground(theme.color("on_caution"))
        document: QTextDocument = self.text.document()
        marks = []
        for word in self.search.text().split():
            cursor = document.find(word)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = QTextCursor(cursor), look
                marks.append(mark)
                cursor = document.find(word, cursor)
        self.text.setExtraSelections(marks)

    def _read(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
