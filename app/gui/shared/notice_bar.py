"""The bar under the search box in which every notice appears."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.shared.appearance import Appearance
from app.gui.shared.file_opening import FileOpener
from app.gui.shared.language import keep_translated
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.screen_reader import announce
from app.gui.shared.theme import Space

_ICON_SIZE = 20


class NoticeBar(QFrame):
    """Shows one notice at a time; later ones wait until it is closed.

    Signals:
        closed: The last notice was closed and the bar is gone.
    """

    closed = Signal()

    def __init__(self, appearance: Appearance, opener: FileOpener | None = None, parent: QWidget | None = None) -> None:
        """Build the empty, hidden bar; `opener` opens files that notices name."""
        super().__init__(parent)
        self._opener = opener or FileOpener()
        self.setObjectName("notice")
        self._appearance = appearance
        self._waiting: list[Notice] = []
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setMaximumHeight(150)
        self._details_button = QPushButton()
        self._details_button.setCheckable(True)
        self._copy_button = QPushButton()
        self._copy_button.clicked.connect(self._copy)
        self._open_button, self._folder_button = QPushButton(), QPushButton()
        self._open_button.clicked.connect(self._open_file)
        self._folder_button.clicked.connect(self._show_folder)
        self._close_button = QToolButton()
        self._close_button.setAutoRaise(True)
        self._close_button.clicked.connect(self.close_notice)
        appearance.give_icon(self._close_button, "close")
        appearance.changed.connect(self._draw_icon)
        self._lay_out()
        self.hide()
        keep_translated(self, self.retranslate)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        for button in (self._open_button, self._folder_button, self._details_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.SMALL, Space.SMALL)
        column.addLayout(row)
        self._opened = QWidget()
        opened = QVBoxLayout(self._opened)
        opened.setContentsMargins(0, 0, 0, 0)
        opened.setSpacing(Space.TIGHT)
        opened.addWidget(self._details)
        opened.addWidget(self._copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._details_button.toggled.connect(self._opened.setVisible)
        column.addWidget(self._opened)

    def retranslate(self) -> None:
        """Name the buttons; a notice shown stays as it was told."""
        self._details.setAccessibleName(self.tr("Details of the notice"))
        self._details_button.setText(self.tr("Details"))
        self._open_button.setText(self.tr("Open"))
        self._folder_button.setText(self.tr("Show in folder"))
        self._copy_button.setText(self.tr("Copy details"))
        self._details_button.setAccessibleDescription(self.tr("Shows what whoever helps you will ask for"))
        self._close_button.setAccessibleName(self.tr("Close this notice"))
        self._close_button.setToolTip(self.tr("Close this notice (Esc)"))

    def add(self, notice: Notice) -> None:
        """Show a notice, or let it wait behind the one shown; the same notice is not told twice."""
        if notice in self._waiting:
            return
        self._waiting.append(notice)
        if len(self._waiting) == 1:
            self._show(notice)

    def close_notice(self) -> None:
        """Close the notice shown and show the next one, if any."""
        if self._waiting:
            self._waiting.pop(0)
        if self._waiting:
            self._show(self._waiting[0])
        else:
            self.hide()
            self.closed.emit()

    @property
    def text(self) -> str:
        """The sentence shown, empty without a notice."""
        return self._waiting[0].text if self._waiting else ""

    @property
    def details(self) -> str:
        """The details behind the button."""
        return self._details.toPlainText()

    def _show(self, notice: Notice) -> None:
        self.setProperty("kind", notice.kind.value)
        for widget in (self, self._text):  # the style sheet looks at the property only when asked again
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self._text.setText(notice.text)
        self.setAccessibleName(f"{self._spoken(notice.kind)}: {notice.text}")
        self._details.setPlainText(notice.details)
        self._details_button.setChecked(False)
        self._copy_button.setText(self.tr("Copy details"))
        self._opened.hide()
        self._details_button.setVisible(bool(notice.details))
        self._open_button.setVisible(notice.file is not None and self._opener.can_open(notice.file))
        self._folder_button.setVisible(notice.file is not None)
        self._draw_icon()
        self.show()
        announce(self, self.accessibleName())

    def _open_file(self) -> None:
        file = self._waiting[0].file
        if file is not None:
            self._opener.open(file)

    def _show_folder(self) -> None:
        file = self._waiting[0].file
        if file is not None:
            self._opener.show_in_folder(file)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())
        self._copy_button.setText(self.tr("Copied"))

    def _spoken(self, kind: Kind) -> str:
        return {
            Kind.INFO: self.tr("Information"),
            Kind.WARNING: self.tr("Warning"),
            Kind.ERROR: self.tr("Problem"),
        }[kind]

    def _draw_icon(self) -> None:
        if not self._waiting:
            return
        kind = self._waiting[0].kind
        role = {Kind.INFO: "on_info", Kind.WARNING: "on_caution", Kind.ERROR: "on_danger"}[kind]
        self._icon.setPixmap(self._appearance.icon(kind.value, role).pixmap(_ICON_SIZE, _ICON_SIZE))
        self._icon.setAccessibleName(self._spoken(kind))
