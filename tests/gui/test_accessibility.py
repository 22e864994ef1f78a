"""Everybody can use it: every control has a name, is reached by keyboard, in an order that makes sense."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from tests.gui.desktop import Desktop
from tests.gui.surfaces import shown, surfaces

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
# Parts of other controls, which carry the name and take the keys.
PARTS = (QHeaderView, QScrollBar, QMenuBar)
# Qt's own button in a line of text, which empties it as Esc or Del do.
OWNERS = (*PARTS, QLineEdit)
MOUSE = ("mousePressEvent", "mouseReleaseEvent", "mouseDoubleClickEvent")
LETTERS = 3


def accessible(widget: QWidget, kind: QAccessible.Text) -> str:
    """What a screen reader is told."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(kind) if interface is not None else ""


def is_control(widget: QWidget) -> bool:
    ours = type(widget).__module__.startswith("app.") and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return (isinstance(widget, CONTROLS) or ours) and not isinstance(widget, PARTS)


def spelled(widget: QWidget) -> str:
    return f"{type(widget).__name__}({widget.objectName()})"


def without_name(root: QWidget) -> list[str]:
    controls = (widget for widget in shown(root) if is_control(widget) and not _inside(widget, OWNERS))
    return [spelled(widget) for widget in controls if len(accessible(widget, QAccessible.Text.Name)) < LETTERS - 1]


def icons_without_words(root: QWidget) -> list[str]:
    """Buttons and pictures that show no word: what they are must be said, and buttons need a tool tip for the eye."""
    wrong = []
    for widget in shown(root):
        if _inside(widget, OWNERS):
            continue
        if isinstance(widget, QAbstractButton) and not widget.text() and not widget.icon().isNull():
            if not widget.toolTip():
                wrong.append(f"{spelled(widget)} has no tool tip")
        elif isinstance(widget, QLabel) and not widget.pixmap().isNull() and not widget.accessibleName():
            wrong.append(f"{spelled(widget)} is a picture without a name")
    return wrong


def mouse_only(root: QWidget) -> list[str]:
    """Controls that the Tab key never reaches."""
    wrong = []
    for widget in shown(root):
        reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) or widget.focusProxy() is not None
        by_key = isinstance(widget, QAbstractButton) and (not widget.shortcut().isEmpty() or bool(widget.actions()))
        clicked = any(
            name in kind.__dict__
            for kind in type(widget).__mro__
            if kind.__module__.startswith("app.")
            for name in MOUSE
        )
        if (isinstance(widget, CONTROLS) or clicked) and not (reached or by_key or _inside(widget, OWNERS)):
            inner = isinstance(widget, PARTS) or (isinstance(widget, QAbstractButton) and _inside(widget, (QTabBar,)))
            if widget.isEnabled() and not inner:
                wrong.append(spelled(widget))
    return wrong


def out_of_order(root: QWidget) -> list[str]:
    """Controls of one row or column that Tab visits against the direction of reading."""
    order = _tab_order(root)
    wrong = []
    for before, after in itertools.pairwise(order):
        if before.parentWidget() is not after.parentWidget() or isinstance(before.parentWidget(), QDialogButtonBox):
            continue
        above = before.mapTo(root, QPoint(0, 0)), after.mapTo(root, QPoint(0, 0))
        same_row = abs(above[0].y() - above[1].y()) < before.height() // 2 + 1
        if (same_row and above[0].x() > above[1].x()) or (not same_row and above[0].y() > above[1].y()):
            wrong.append(f"{spelled(before)} before {spelled(after)}")
    return wrong


def _tab_order(root: QWidget) -> list[QWidget]:
    order, widget = [], root.nextInFocusChain()
    while widget is not root and len(order) < 500:
        if widget.isVisible() and widget.window() is root and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(widget)
        widget = widget.nextInFocusChain()
    return order


def _inside(widget: QWidget, kinds: tuple[type[QWidget], ...]) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, kinds):
            return True
        parent = parent.parentWidget()
    return False


def test_every_control_of_every_surface_can_be_told_and_reached(whole: Desktop, sync_log: Path) -> None:
    wrong: dict[str, None] = {}
    for name, root in surfaces(whole, sync_log):
        QApplication.processEvents()
        wrong |= dict.fromkeys(f"{name}: {what} has no name" for what in without_name(root))
        wrong |= dict.fromkeys(f"{name}: {what}" for what in icons_without_words(root))
        wrong |= dict.fromkeys(f"{name}: {what} is for the mouse only" for what in mouse_only(root))
        wrong |= dict.fromkeys(f"{name}: {what}" for what in out_of_order(root))
    assert not wrong, "\n".join(wrong)


def test_every_dialog_is_closed_by_escape_and_has_a_title(whole: Desktop, sync_log: Path) -> None:
    seen = 0
    for name, root in surfaces(whole, sync_log):
        if root is whole.window:
            continue
        seen += 1
        assert root.windowTitle(), name
        whole.bot.keyClick(root, Qt.Key.Key_Escape)
        whole.bot.waitUntil(lambda root=root: not root.isVisible())
    assert seen >= 2


def test_focus_is_seen(whole: Desktop, sync_log: Path) -> None:
    """A control looks different while it has the focus, in each theme."""
    whole.scan([sync_log])
    whole.press(Qt.Key.Key_Tab)  # from here on the window shows where the keyboard is
    for theme in ("light", "dark", "contrast"):
        whole.appearance.choose(theme)
        for page in (whole.window.lookup, whole.window.report):
            whole.window.tabs.setCurrentWidget(page)
            for widget in _tab_order(whole.window):
                if isinstance(widget, QAbstractScrollArea) and not isinstance(widget, CONTROLS):
                    continue
                whole.window.setFocus()
                QApplication.processEvents()
                before = widget.grab().toImage()
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                QApplication.processEvents()
                if QApplication.focusWidget() is widget:
                    assert widget.grab().toImage() != before, f"{theme}: {spelled(widget)} {widget.accessibleName()}"


def test_badges_and_pictures_are_told_in_words(whole: Desktop, sync_log: Path) -> None:
    whole.window.search.show_text("Email must be unique")
    whole.bot.waitUntil(lambda: bool(whole.hits))
    spoken = whole.window.lookup.results.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    for words in ("Email must be unique", "CourseKey", "User"):
        assert words in spoken
    whole.scan([sync_log])
    report = whole.window.report
    picture = accessible(report.time_line, QAccessible.Text.Name) + accessible(
        report.time_line, QAccessible.Text.Description
    )
    assert "3/2/26" in picture or "2026" in picture, "the time line says when"
    assert re.search(r"\b[1-9]", picture), "and how many"
    rows = [whole.column(report.findings, column) for column in range(report.findings.model().columnCount())]
    assert any("You" in column for column in rows), "who acts is a word, not a color"
    assert any("Blocks this record" in column for column in rows), "so is the consequence"
