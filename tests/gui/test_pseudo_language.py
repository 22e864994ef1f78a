"""With texts 40 % longer nothing is cut off, and nothing the window says was left untranslatable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionHeader,
    QTabBar,
    QToolButton,
    QWidget,
)

from app.gui.shared.language import PSEUDO, Language
from tests.gui.desktop import Desktop
from tests.gui.surfaces import shown, surfaces

WINDOW = QSize(1280, 800)
SLACK = 2  # pixels by which rounding may differ

# What is a name, a key or a value in every language.
NAMES = re.compile(
    r"SIS Error Desk|CourseKey|Instructure|PowerSchool|Canvas|Python|PySide6?|Qt\b|Excel|CSV|HTML|English|Español"
    r"|Ctrl|Shift|Alt|Esc|Enter|Tab|F\d+|Space|Backspace|https?:\S+|[\w-]+\.\w{2,5}\b|\w+@\w+"
)


def cut_off(root: QWidget) -> Iterator[str]:
    """What shows less of its text than there is."""
    for widget in shown(root):
        for kind, measure in MEASURES:
            if isinstance(widget, kind):
                yield from measure(widget)
        if _text(widget) and widget.height() < widget.fontMetrics().height():
            yield f"{type(widget).__name__} {_text(widget)!r} is only {widget.height()} px high"


def _button(button: QAbstractButton) -> Iterator[str]:
    shows_text = (
        not isinstance(button, QToolButton) or button.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly
    )
    least = max(button.minimumSizeHint().width() - SLACK, _advance(button, button.text()))
    if button.text() and shows_text and button.width() < least:
        yield f"button {button.text()!r}: {button.width()} of {least} px"


def _line(line: QLineEdit) -> Iterator[str]:
    hint = line.placeholderText()
    if hint and not line.text() and line.width() < _advance(line, hint):
        yield f"placeholder {hint!r}: {line.width()} of {_advance(line, hint)} px"


def _choices(choices: QComboBox) -> Iterator[str]:
    if choices.width() + SLACK < choices.minimumSizeHint().width():
        yield f"choices {choices.currentText()!r}: {choices.width()} of {choices.sizeHint().width()} px"


def _label(label: QLabel) -> Iterator[str]:
    size = label.size()
    if not label.text() or not label.pixmap().isNull():
        return
    if label.wordWrap() and label.heightForWidth(size.width()) > size.height() + SLACK:
        yield f"label {label.text()!r}: {size.height()} of {label.heightForWidth(size.width())} px high"
    elif not label.wordWrap() and label.sizeHint().width() > size.width() + SLACK:
        yield f"label {label.text()!r}: {size.width()} of {label.sizeHint().width()} px"


def _tabs(bar: QTabBar) -> Iterator[str]:
    for number in range(bar.count()):
        if bar.isTabVisible(number):
            drawn = bar.tabRect(number).width()
            if drawn < _advance(bar, bar.tabText(number)):
                yield f"tab {bar.tabText(number)!r}: {drawn} px"


def _header(header: QHeaderView) -> Iterator[str]:
    if header.orientation() != Qt.Orientation.Horizontal:
        return
    option = QStyleOptionHeader()
    header.initStyleOption(option)
    margins = 2 * header.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMargin, option, header)
    for section in range(header.count()):
        title = str(header.model().headerData(section, Qt.Orientation.Horizontal) or "")
        if not header.isSectionHidden(section) and header.sectionSize(section) < _advance(header, title) + margins:
            yield f"header {title!r}: {header.sectionSize(section)} of {_advance(header, title) + margins} px"


MEASURES = (
    (QLabel, _label),
    (QAbstractButton, _button),
    (QTabBar, _tabs),
    (QHeaderView, _header),
    (QLineEdit, _line),
    (QComboBox, _choices),
)


def _advance(widget: QWidget, text: str) -> int:
    return QFontMetrics(widget.font()).size(Qt.TextFlag.TextShowMnemonic, text).width()


def _text(widget: QWidget) -> str:
    return str(widget.text()) if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""


def plain_english(root: QWidget) -> Iterator[str]:
    """What the window says in English still."""
    for widget in shown(root):
        for text in _said(widget):
            if _is_english(text):
                yield f"{type(widget).__name__}({widget.objectName()}): {text!r}"
    for action in root.findChildren(QAction):
        if action.isVisible() and _is_english(action.text()):
            yield f"action {action.objectName()}: {action.text()!r}"
    if _is_english(root.windowTitle()):
        yield f"title {root.windowTitle()!r}"


def _said(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.whatsThis())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(number) for number in range(widget.count()))
    elif isinstance(widget, QHeaderView):
        for number in range(widget.count()):
            yield str(widget.model().headerData(number, widget.orientation()) or "")


def _is_english(text: str) -> bool:
    """Whether a text has words, none of them with an accent."""
    bare = NAMES.sub("", re.sub(r"<[^<>]*>", " ", text))
    return bool(re.search(r"[a-z]{3}", bare)) and bare.isascii()


@pytest.fixture(params=[100, 150], ids=["100 %", "150 %"])
def pseudo_desktop(request: pytest.FixtureRequest, whole: Desktop, language: Language) -> Desktop:
    """The window in the long language, at a text size."""
    whole.window.resize(WINDOW)
    whole.window.preferences.zoom = request.param
    language.choose(PSEUDO)
    QApplication.processEvents()
    return whole


def test_nothing_is_cut_off(pseudo_desktop: Desktop, sync_log: Path) -> None:
    wrong: dict[str, str] = {}
    for name, root in surfaces(pseudo_desktop, sync_log):
        for _ in range(3):
            QApplication.processEvents()
        for what in cut_off(root):
            wrong.setdefault(what, name)
    assert not wrong, "\n".join(f"{name}: {what}" for what, name in wrong.items())


def test_everything_is_translatable(whole: Desktop, language: Language, sync_log: Path) -> None:
    language.choose(PSEUDO)
    QApplication.processEvents()
    wrong: dict[str, str] = {}
    for name, root in surfaces(whole, sync_log):
        for what in plain_english(root):
            wrong.setdefault(what, name)
    assert not wrong, "\n".join(f"{name}: {what}" for what, name in wrong.items())
