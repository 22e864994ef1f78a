"""Everything a person may have before them: the window in each of its states, and each dialog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from app.gui.shared.notices import Kind, Notice
from tests.gui.desktop import Desktop

# What asks the system for something, or ends the program, has no surface of ours.
NO_SURFACE = frozenset(
    {"open-log", "open-folder", "open-sample", "tour", "export", "export-records", "print-report", "quit"}
)


def surfaces(desktop: Desktop, log: Path) -> Iterator[tuple[str, QWidget]]:
    """Name and widget of each, one after another; each is closed again when the next is asked for."""
    window = desktop.window
    yield "empty", window
    window.search.show_text("missing email")
    desktop.bot.waitUntil(lambda: bool(desktop.hits))
    yield "results", window
    window.search.show_text("xqzv")
    yield "nothing found", window
    desktop.session.notify(Notice(Kind.WARNING, "Algo pasó.", "with details"))
    yield "notice", window
    window.notices.close_notice()
    desktop.scan([log])
    yield "report", window
    window.menus["next-place"].trigger()
    desktop.bot.waitUntil(lambda: window.report.originals.lines.toPlainText() != "")
    yield "original lines", window
    window.report.originals.closed.emit()
    yield from _tabs(desktop)
    yield from _dialogs(desktop)


def _tabs(desktop: Desktop) -> Iterator[tuple[str, QWidget]]:
    tabs = desktop.window.report.tabs
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        yield f"report, tab {number + 1}", desktop.window


def _dialogs(desktop: Desktop) -> Iterator[tuple[str, QWidget]]:
    """Whatever a command of the menus opens."""
    for menu in desktop.window.menuBar().actions():
        for action in menu.menu().actions():
            if action.isSeparator() or action.menu() or not action.isEnabled() or action.objectName() in NO_SURFACE:
                continue
            action.trigger()
            QApplication.processEvents()
            for dialog in desktop.window.findChildren(QDialog):
                if dialog.isVisible():
                    if type(dialog).__module__.startswith("app."):  # Qt's own print preview is not ours to name
                        yield action.objectName(), dialog
                    dialog.close()
                    QApplication.processEvents()


def shown(root: QWidget) -> list[QWidget]:
    """The widgets of a surface that are on the screen, without those that Qt puts into its own."""
    return [
        widget
        for widget in (root, *root.findChildren(QWidget))
        if widget.isVisible()
        and widget.window() is root
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parentWidget(), QLineEdit)
    ]
