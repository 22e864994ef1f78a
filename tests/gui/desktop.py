"""A window under test, with the means of a person: keys, clipboard, mouse and drops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.gui.lookup.rows import Heading, Hit
from app.gui.main_window import MainWindow
from app.gui.session import Session
from app.gui.shared.appearance import Appearance
from app.gui.shared.dialogs import FileDialogs

PATIENCE_MS = 30_000
"""A process is started, and the computer may be busy with other tests; nothing waits longer than it takes."""

NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass
class Answers(FileDialogs):
    """Answers the file dialogs in a person's place."""

    logs: list[Path] = field(default_factory=list)
    folder: Path | None = None
    target: Path | None = None

    def logs_to_open(self, parent: QWidget) -> list[Path]:
        return self.logs

    def folder_to_open(self, parent: QWidget) -> Path | None:
        return self.folder

    def catalog_folder_to_add(self, parent: QWidget) -> Path | None:
        return self.folder

    def list_to_save(self, parent: QWidget, name: str, suffix: str) -> Path | None:
        return self.target

    def report_to_save(self, parent: QWidget, name: str, suffix: str) -> Path | None:
        return self.target

    def mail_to_save(self, parent: QWidget, title: str) -> Path | None:
        return self.target


@dataclass
class Desktop:
    """The window with what belongs to it, and what a person does and sees."""

    bot: QtBot
    window: MainWindow
    session: Session
    appearance: Appearance
    answers: Answers

    # What a person does

    def type(self, text: str) -> None:
        self.bot.keyClicks(self.window.search, text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a key wherever the focus is."""
        self.bot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.bot.keyClick(self.window.search, Qt.Key.Key_V, CTRL)

    def drag(self, mime: QMimeData) -> QDragEnterEvent:
        event = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, NO_KEY)
        QApplication.sendEvent(self.window, event)
        return event

    def drop(self, mime: QMimeData) -> None:
        self.drag(mime)
        event = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, NO_KEY)
        QApplication.sendEvent(self.window, event)

    def drop_files(self, *paths: Path) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        self.drop(mime)

    def drop_text(self, text: str) -> None:
        mime = QMimeData()
        mime.setText(text)
        self.drop(mime)

    def follow(self, link: str) -> None:
        """Follow a link of the detail pane in front."""
        self.window.detail.browser.anchorClicked.emit(QUrl(link))

    # What a person sees

    @property
    def rows(self) -> list[Heading | Hit]:
        model = self.window.lookup.model
        return [model.data(model.index(row), Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]

    @property
    def hits(self) -> list[Hit]:
        return [row for row in self.rows if isinstance(row, Hit)]

    @property
    def headings(self) -> list[str]:
        return [row.title for row in self.rows if isinstance(row, Heading)]

    @property
    def ids(self) -> list[str]:
        return [hit.match.entry.id for hit in self.hits]

    @property
    def chosen(self) -> str:
        """The title of the result chosen, empty for none."""
        return str(self.window.lookup.results.currentIndex().data() or "")

    @property
    def detail(self) -> str:
        return self.window.detail.text

    @property
    def clipboard(self) -> str:
        return QGuiApplication.clipboard().text()

    @property
    def report_said(self) -> str:
        """What the report page says above its tables."""
        return f"{self.window.report.summary.text()} {self.window.report.remarks.text()}"

    @property
    def reporting(self) -> bool:
        """Whether the report page is in front."""
        return self.window.tabs.currentWidget() is self.window.report

    def column(self, table: QWidget, number: int) -> list[str]:
        model = table.model()
        return [model.index(row, number).data() for row in range(model.rowCount())]

    def scan(self, paths: Iterable[Path]) -> None:
        """Drop files and wait for their report."""
        with self.bot.waitSignal(self.session.report.scan_ended, timeout=PATIENCE_MS):
            self.drop_files(*paths)
