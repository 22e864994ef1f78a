"""What a person does with an entry: tick steps off, write a note, print it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from app.core.catalog.model import Vocabulary
from app.gui.detail.printing import fitted, print_html
from app.gui.detail.step_model import CauseRow, StepModel, StepRow
from app.gui.detail.subject import Subject, related_entries, sharing_entries
from app.services.error_desk import Desk
from app.storage.userdata.cases import step_key
from tests.gui.desktop import CTRL, Desktop

UNIQUE = "coursekey.user.email-must-be-unique"
SPACE = Qt.Key.Key_Space


def done(desktop: Desktop) -> list[bool]:
    return [step.done for step in desktop.window.detail.steps.list.steps.steps]


def test_the_steps_as_a_model(qtmodeltester: ModelTester, desk: Desk, vocabulary: Vocabulary) -> None:
    model = StepModel()
    qtmodeltester.check(model)
    for entry in desk.catalog.entries:
        model.show(entry, vocabulary)
        assert len(model.steps) == sum(len(cause.steps) for cause in entry.causes)
        assert sum(isinstance(row, CauseRow) for row in model.rows) == (
            len(entry.causes) if len(entry.causes) > 1 else 0
        )
    entry = desk.entry(UNIQUE)
    model.show(entry, vocabulary)
    ticked: list[tuple[str, bool]] = []
    model.ticked.connect(lambda key, on: ticked.append((key, on)))
    first = next(row for row, what in enumerate(model.rows) if isinstance(what, StepRow))
    for state in (Qt.CheckState.Checked, Qt.CheckState.Checked, Qt.CheckState.Unchecked):
        assert model.setData(model.index(first), state, Qt.ItemDataRole.CheckStateRole)
    assert [on for _, on in ticked] == [True, False], "told once for each change"
    assert not model.setData(model.index(0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole), "a cause"
    spoken = model.index(first).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Step 1: Search CourseKey for the e-mail address of the person whose record failed. "
        "You (registrar), in CourseKey \N{MIDDLE DOT} Inferred: check with your vendor"
    )
    assert "How to tell: A search" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    model.show(None, vocabulary)
    assert model.rowCount() == 0


def test_steps_are_ticked_by_key_and_by_click_and_stay_ticked(desktop: Desktop, settings_folder: Path) -> None:
    desktop.paste("Email must be unique")
    steps = desktop.window.detail.steps
    desktop.press(Qt.Key.Key_Return)
    desktop.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is steps.list, "Enter and Tab lead to the steps"
    desktop.press(Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_Down)
    desktop.press(SPACE)
    assert done(desktop)[:3] == [False, True, False] or done(desktop)[:3] == [True, False, False]
    assert steps.heading.text() == "How to fix it: 1 of 7 done"
    place = steps.list.visualRect(steps.list.steps.index(3)).center()
    desktop.bot.mouseClick(steps.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert sum(done(desktop)) == 2
    before = done(desktop)
    desktop.window.search.setFocus()
    desktop.paste("addCode must be unique")
    assert not any(done(desktop))
    desktop.paste("Email must be unique")
    assert done(desktop) == before
    assert list(json.loads((settings_folder / "cases.json").read_text(encoding="utf-8"))) == [UNIQUE]
    desktop.bot.mouseClick(steps.anew_button, Qt.MouseButton.LeftButton)
    assert not any(done(desktop))
    assert steps.heading.text() == "How to fix it"
    assert not steps.anew_button.isVisible()
    assert QApplication.focusWidget() is steps.list


def test_a_note_is_kept_by_itself_and_comes_back_with_its_entry(desktop: Desktop, settings_folder: Path) -> None:
    desktop.paste("Email must be unique")
    notes = desktop.window.detail.notes
    notes.text.setFocus()
    desktop.bot.keyClicks(notes.text, "Call Dana")
    desktop.bot.waitUntil(lambda: notes.state.text() == "Kept")
    desktop.bot.keyClicks(notes.text, " first")
    desktop.window.search.setFocus()  # leaving is enough
    written = json.loads((settings_folder / "notes.json").read_text(encoding="utf-8"))
    assert written == {UNIQUE: "Call Dana first"}
    desktop.paste("addCode must be unique")
    assert notes.text.toPlainText() == ""
    desktop.paste("Email must be unique")
    assert notes.text.toPlainText() == "Call Dana first"


def test_a_note_that_another_window_changed_is_put_together(desktop: Desktop, settings_folder: Path) -> None:
    desktop.paste("Email must be unique")
    notes = desktop.window.detail.notes
    desktop.bot.keyClicks(notes.text, "ours")
    settings_folder.mkdir(exist_ok=True)
    (settings_folder / "notes.json").write_text(json.dumps({UNIQUE: "theirs"}), encoding="utf-8")
    notes.save()
    assert notes.text.toPlainText() == "ours\ntheirs"


def test_a_note_that_cannot_be_kept_is_told_and_stays_in_its_box(desktop: Desktop, settings_folder: Path) -> None:
    settings_folder.write_text("a file where the folder should be", encoding="utf-8")
    desktop.paste("Email must be unique")
    notes = desktop.window.detail.notes
    desktop.bot.keyClicks(notes.text, "precious")
    notes.save()
    assert "could not be kept" in desktop.window.notices.text or "cannot be" in desktop.window.notices.text
    assert notes.text.toPlainText() == "precious"


def test_closing_the_window_keeps_the_note(desktop: Desktop, settings_folder: Path) -> None:
    desktop.paste("Email must be unique")
    desktop.window.detail.notes.text.setFocus()
    desktop.bot.keyClicks(desktop.window.detail.notes.text, "last words")
    desktop.window.close()
    assert "last words" in (settings_folder / "notes.json").read_text(encoding="utf-8")


def test_the_sheet_fits_on_one_page_for_every_entry(desk: Desk, vocabulary: Vocabulary, qapp: QApplication) -> None:
    paper = QSizeF(QPageSize(QPageSize.PageSizeId.Letter).sizePoints()) - QSizeF(86, 86)
    note = "\n".join(f"line {number} of a note" for number in range(12))
    for entry in desk.catalog.entries:
        sharing, related = sharing_entries(desk.catalog, entry), related_entries(desk.catalog, entry)
        html = print_html(Subject(entry, sharing=sharing, related=related), vocabulary, note, frozenset())
        sheet = fitted(html, paper)
        assert sheet.pageCount() == 1, entry.id
        assert sheet.defaultFont().pointSizeF() >= 7, "letters that can be read"


def test_the_sheet_shows_what_is_done_and_the_note(desk: Desk, vocabulary: Vocabulary) -> None:
    entry = desk.entry(UNIQUE)
    assert entry is not None
    page = QTextDocument()
    page.setHtml(print_html(Subject(entry), vocabulary, "Call <Dana>", frozenset({step_key(1, 1)})))
    text = page.toPlainText()
    assert text.count("☑") == 1
    assert text.count("☐") == 6
    assert "Call <Dana>" in text
    assert all(step.do in text for cause in entry.causes for step in cause.steps)


def test_printing_shows_a_preview_of_one_page(desktop: Desktop, tmp_path: Path) -> None:
    desktop.paste("Email must be unique")
    desktop.press(Qt.Key.Key_P, CTRL)
    preview = desktop.window.findChild(QPrintPreviewDialog)
    assert preview is not None
    printer = preview.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    target = tmp_path / "sheet.pdf"
    printer.setOutputFileName(str(target))
    preview.paintRequested.emit(printer)
    assert target.read_bytes().startswith(b"%PDF")
    assert target.read_bytes().count(b"/Type /Page\n") == 1
    preview.reject()
    desktop.bot.waitUntil(lambda: desktop.window.findChild(QPrintPreviewDialog) is None)


@pytest.mark.parametrize("command", ["print", "copy-command", "copy-steps", "copy-ticket"])
def test_without_an_entry_nothing_happens_but_a_hint(desktop: Desktop, command: str) -> None:
    QApplication.clipboard().setText("mine")
    desktop.window.menus[command].trigger()
    assert desktop.clipboard == "mine"
    assert desktop.window.findChild(QPrintPreviewDialog) is None


@pytest.mark.parametrize("width", [900, 1400])
def test_nothing_of_the_detail_is_cut_off_at_any_size(desktop: Desktop, width: int) -> None:
    desktop.window.resize(width, 600)
    desktop.paste("Email must be unique")
    detail = desktop.window.detail
    for _ in range(3):
        desktop.press(Qt.Key.Key_Plus, CTRL)
    QApplication.processEvents()
    for page in (detail.browser, detail.rest):
        assert page.height() >= page.document().size().height() > 0
        assert page.document().textWidth() <= page.viewport().width()
    steps = detail.steps.list
    last = steps.visualRect(steps.steps.index(steps.steps.rowCount() - 1))
    assert last.bottom() <= steps.viewport().height()
    assert steps.height() - last.bottom() < last.height(), "and no gap below"


def test_what_stays_the_same_is_not_laid_out_again(desktop: Desktop) -> None:
    desktop.type("two students have the same emai")
    detail = desktop.window.detail
    detail.browser.selectAll()
    desktop.type("l")
    assert detail.browser.textCursor().hasSelection(), "the page was left alone"
