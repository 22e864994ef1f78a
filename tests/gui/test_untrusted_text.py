"""Markup in a log, in its name or in an id is shown as it is: nothing is drawn from it, and nothing is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QUrl
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QTabWidget, QTextBrowser, QWidget

from app.core.catalog.model import Catalog
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.untrusted_text import LocalBrowser, LocalDocument, tool_tip
from app.services.error_desk import Desk
from tests.gui.desktop import Desktop
from tests.gui.surfaces import surfaces

MARKUP = "<b>bold</b><img src='//evil.example/share/a.png'><a href='file://evil.example/x'>click</a>"
TIP, DISPLAY = Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.DisplayRole


@pytest.fixture
def hostile_log(tmp_path: Path) -> Path:
    log = tmp_path / "night<img src=x>.log"
    log.write_text(
        f'2026-03-02T06:15:00Z ERROR userId="{MARKUP}" User missing the following fields: {MARKUP}\n'
        f"2026-03-02T06:15:01Z ERROR email=<img/src='x'>@school.example Email must be unique\n"
        f"2026-03-02T06:15:02Z ERROR {MARKUP} could not be made sense of\n",
        encoding="utf-8",
    )
    return log


def test_nothing_that_is_shown_draws_or_loads_what_a_log_says(desktop: Desktop, hostile_log: Path) -> None:
    desktop.scan([hostile_log])
    assert any("<img" in cell for view in _views(desktop.window) for cell in _texts(view.model(), DISPLAY))
    for name, root in surfaces(desktop, hostile_log):
        assert_harmless(name, root)


def test_nothing_that_is_shown_draws_or_loads_what_a_catalog_a_note_or_a_paste_says(
    desktop: Desktop, desk: Desk, hostile_log: Path
) -> None:
    desktop.session._use(Desk(hostile_catalog(desk.catalog), places=None))
    desktop.paste(f"Email must be unique {MARKUP}")
    desktop.bot.waitUntil(lambda: bool(desktop.hits))
    assert any("<img" in hit.match.entry.title for hit in desktop.hits)
    desktop.window.detail.notes.text.setPlainText(MARKUP)
    for kind in Kind:
        desktop.session.notify(Notice(kind, MARKUP, MARKUP))
    for name, root in surfaces(desktop, hostile_log):
        assert_harmless(name, root)
        assert not [one for one in root.findChildren(QLineEdit) if one.placeholderText() == MARKUP], name


def hostile_catalog(catalog: Catalog) -> Catalog:
    """The catalog as somebody may have written a folder of their own: markup in everything that is shown."""
    entries = tuple(
        replace(
            entry,
            title=f"{entry.title} {MARKUP}",
            meaning=f"{entry.meaning} {MARKUP}",
            also_said=(*entry.also_said, MARKUP),
            escalate=replace(entry.escalate, to=MARKUP, send=MARKUP),
            causes=tuple(
                replace(
                    cause, title=MARKUP, steps=tuple(replace(step, do=f"{step.do} {MARKUP}") for step in cause.steps)
                )
                for cause in entry.causes
            ),
        )
        for entry in catalog.entries
    )
    words = catalog.vocabulary
    kinds = {key: replace(kind, name=f"{kind.name} {MARKUP}") for key, kind in words.record_types.items()}
    return Catalog(replace(words, record_types=kinds), entries)


def assert_harmless(name: str, root: QWidget) -> None:
    """Nothing below a widget draws, or loads, what is in the texts."""
    for widget in (root, *root.findChildren(QWidget)):
        assert _is_harmless(widget.toolTip()), f"{name}: tool tip of {widget.objectName() or widget}"
    for label in root.findChildren(QLabel):
        drawn = label.textFormat() == Qt.TextFormat.RichText or (
            label.textFormat() == Qt.TextFormat.AutoText and GuiQt.mightBeRichText(label.text())
        )
        assert not drawn or _is_harmless(label.text()), f"{name}: {label.text()}"
    for tabs in root.findChildren(QTabWidget):
        assert all(_is_harmless(tabs.tabToolTip(number)) for number in range(tabs.count())), name
    for view in _views(root):
        assert all(_is_harmless(tip) for tip in _texts(view.model(), TIP)), f"{name}: {view.objectName() or view}"
    for browser in root.findChildren(QTextBrowser):
        assert isinstance(browser, LocalBrowser), name
        # Qt writes the title of a page unescaped; nothing draws it.
        assert "<img" not in browser.toHtml().partition("</style>")[2], name


def test_a_tool_tip_shows_its_text_as_it_is() -> None:
    document = QTextDocument()
    document.setHtml(tool_tip(f"one {MARKUP}\ntwo  &amp; three"))
    assert document.toPlainText() == f"one {MARKUP}\ntwo  &amp; three"
    assert tool_tip("") == ""


def test_pictures_and_style_sheets_are_not_read(qapp: object, tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("p { color: red }", encoding="utf-8")
    address = QUrl.fromLocalFile(str(tmp_path / "a.css"))
    for page in (LocalBrowser(), LocalDocument()):
        assert page.loadResource(QTextDocument.ResourceType.StyleSheetResource.value, address) is None
        page.deleteLater()


def _is_harmless(text: str) -> bool:
    return not GuiQt.mightBeRichText(text) or not any(tag in text for tag in ("<img", "<a ", "<b>"))


def _views(root: QWidget) -> list[QAbstractItemView]:
    return [view for view in root.findChildren(QAbstractItemView) if view.model() is not None]


def _texts(model: QAbstractItemModel, role: Qt.ItemDataRole) -> Iterator[str]:
    above = QModelIndex()  # none of our models is a tree
    for row in range(min(model.rowCount(above), 50)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(above)):
            index = model.index(row, column, above)
            if text := model.data(index, role):
                yield str(text)
