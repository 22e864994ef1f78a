"""A page of HTML that is as high as its text: what is around it scrolls."""

from __future__ import annotations

from math import ceil
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.gui.shared.untrusted_text import LocalBrowser

_SCROLLING: Final = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Space,
}


class PageView(LocalBrowser):
    """Shows HTML whole. Links are told, never opened; text can be selected by mouse and keyboard.

    Signals:
        link_reached: The keyboard came to a link; its place within the page, to be scrolled to.
    """

    link_reached = Signal(QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the empty page."""
        super().__init__(parent)
        self._shown = ("", "")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAcceptDrops(False)  # the window takes drops, wherever they fall
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("page", "true")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cursorPositionChanged.connect(self._tell_place)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)  # larger letters, for one

    def show_html(self, html: str, css: str, title: str = "") -> None:
        """Show a page in the colors of a style sheet."""
        if self._shown == (html, css):
            return  # while somebody types, most keys leave the entry in front
        self._shown = (html, css)
        document = self.document()
        document.setDefaultStyleSheet(css)
        self.setHtml(html)
        document.setDocumentMargin(0)
        document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that scroll to what is around the page."""
        if event.key() in _SCROLLING and event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what is around the page."""
        event.ignore()

    def _fit(self) -> None:
        document = self.document()
        if document.textWidth() != self.viewport().width():
            document.setTextWidth(self.viewport().width())  # which comes back here if it changes the height
        self.setFixedHeight(ceil(document.size().height()) + 2 * self.frameWidth())

    def _tell_place(self) -> None:
        if self.hasFocus() and self.textCursor().hasSelection():
            self.link_reached.emit(self.cursorRect())
