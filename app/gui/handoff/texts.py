"""The two texts of a mail, above each other: what it is made of, and what is shared of it."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from app.core.sharing.marked_text import Redacted
from app.gui.handoff.rendering import REPLACED_MARKS, css, original_html, preview_html
from app.gui.shared.appearance import Appearance
from app.gui.shared.language import keep_translated
from app.gui.shared.theme import Space
from app.gui.shared.untrusted_text import LocalBrowser


class MailTexts(QSplitter):
    """Shows both texts; a word of the first can be given free with the mouse, or with Tab and Enter.

    Signals:
        show_wanted: A person wants an original shown (True) or hidden (False); the original comes first.
    """

    show_wanted = Signal(str, bool)

    def __init__(self, appearance: Appearance, *, may_show: bool) -> None:
        """Begin empty; without `may_show` nothing can be given free."""
        super().__init__(Qt.Orientation.Vertical)
        self._appearance, self._may_show = appearance, may_show
        self._mail: Redacted | None = None
        self._original = Redacted("", ())
        self._shown: Collection[str] = ()
        self.original, self.preview = _browser(), _browser()
        if may_show:
            self.original.setTextInteractionFlags(
                self.original.textInteractionFlags() | Qt.TextInteractionFlag.LinksAccessibleByMouse
                | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )  # fmt: skip
            # Tab goes from word to word, and then on.
            self.original.setTabChangesFocus(False)
        self.original.anchorClicked.connect(self._turn)
        self._labels = (QLabel(), QLabel())
        self._parts = [
            _below(label, text) for label, text in zip(self._labels, (self.original, self.preview), strict=True)
        ]
        for place, (part, share) in enumerate(zip(self._parts, (1, 2), strict=True)):
            self.addWidget(part)
            self.setStretchFactor(place, share)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(Space.SMALL)
        keep_translated(self, self.retranslate)

    def retranslate(self) -> None:
        """Set the fixed texts."""
        original, mail = self._labels
        if self._may_show:
            original.setText(self.tr("Your text (only you see it); choose a marked word to share it as it is"))
        else:
            original.setText(self.tr("Your text (only you see it)"))
        mail.setText(
            self.tr("As it is shared: {replaced} replaced, the same record everywhere by the same stand-in").format(
                replaced="…".join(REPLACED_MARKS)
            )
        )
        self.original.setAccessibleName(self.tr("Your text before anything is replaced"))
        self.preview.setAccessibleName(self.tr("The mail as it will be shared"))

    def show_texts(self, mail: Redacted, original: Redacted, shown: Collection[str]) -> None:
        """Show a mail and what it is made of; `shown` are the originals that were given free."""
        self._mail, self._original, self._shown = mail, original, shown
        self._parts[0].setVisible(bool(original.text))
        self.render_texts()

    def render_texts(self) -> None:
        """Show the texts in the colors of the theme."""
        if self._mail is None:
            return
        original = original_html(self._original, self._shown, may_show=self._may_show)
        for browser, html in ((self.original, original), (self.preview, preview_html(self._mail))):
            bar = browser.verticalScrollBar()
            place = bar.value()
            browser.document().setDefaultStyleSheet(css(self._appearance.theme))
            browser.setHtml(html)
            bar.setValue(place)

    def _turn(self, link: QUrl) -> None:
        chosen = self._original.replacements[int(link.toString())].original
        self.show_wanted.emit(chosen, chosen not in self._shown)


def _browser() -> LocalBrowser:
    browser = LocalBrowser()
    browser.setOpenLinks(False)
    browser.setTabChangesFocus(True)
    browser.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return browser


def _below(label: QLabel, text: QWidget) -> QWidget:
    label.setProperty("quiet", "true")
    label.setWordWrap(True)
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.TIGHT)
    column.addWidget(label)
    column.addWidget(text, 1)
    return whole
