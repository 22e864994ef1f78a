"""Working through a report: who must act, which records, when it happened, and taking it along."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from python_calamine import CalamineWorkbook

from app.core.report import bottom_k
from app.gui.report import tables
from app.gui.report.printing import PrintPreview
from app.gui.shared.language import Language
from tests.gui.desktop import CTRL, SHIFT, Desktop

LOG = [
    ("2026-03-02T01:10:00Z", 'ERROR POST /users userID=U1 email=amy@x.example 400 "Email must be unique"'),
    ("2026-03-02T02:10:00Z", 'ERROR POST /courses/ALG/members userID=U1 400 "User does not exist."'),
    ("2026-03-02T02:20:00Z", 'ERROR POST /courses/BIO/members userID=U1 400 "User does not exist."'),
    ("2026-03-02T04:00:00Z", 'ERROR POST /users email=ben@x.example 400 "User missing the following fields: lastName"'),
    ("2026-03-02T04:10:00Z", 'ERROR POST /users email=cy@x.example 400 "User missing the following fields: lastName"'),
    ("2026-03-02T05:10:00Z", "ERROR Skyward: Details: Grading Category missing for assignment Unit 3 Quiz"),
]
MISSING = "User missing the following fields"


@pytest.fixture
def night(tmp_path: Path) -> Path:
    """A night's log: a cause with what follows from it, two people without a name, a quiz."""
    path = tmp_path / "night.log"
    path.write_text("".join(f"{time} {text}\n" for time, text in LOG), encoding="utf-8")
    return path


@pytest.fixture
def report(desktop: Desktop, night: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    """The window with the night's report, its time line by the hour."""
    monkeypatch.setattr("app.core.report.timeline.MAX_STEPS", 20)
    desktop.scan([night])
    return desktop


def what(desktop: Desktop) -> list[str]:
    return [text.strip() for text in desktop.column(desktop.window.report.findings, 1)]


def records(desktop: Desktop) -> list[str]:
    return desktop.column(desktop.window.report.records.table, 0)


def test_the_summary_says_who_must_act_and_what_to_do_first(report: Desktop) -> None:
    page = report.window.report
    assert page.summary.text() == "5 records failed for 4 reasons; 2 need you, 1 needs a teacher, 1 repairs itself."
    assert "Fix this one first: 2 other failures follow." in page.remarks.text()
    assert what(report) == ["Email must be unique", "User does not exist", MISSING, "Grading Category Missing"]
    assert report.column(page.findings, 2) == ["You", "Repairs itself", "You", "Teacher"]


def test_one_key_shows_only_what_i_must_do(report: Desktop) -> None:
    page = report.window.report
    assert [button.text() for button in page.owners.buttons] == ["All 4", "You 2", "Teacher 1", "Repairs itself 1"]
    report.press(Qt.Key.Key_M, CTRL)
    assert what(report) == ["Email must be unique", MISSING]
    assert sorted(records(report)) == ["amy@x.example", "ben@x.example", "cy@x.example"]
    report.press(Qt.Key.Key_M, CTRL)
    assert len(what(report)) == 4
    report.bot.mouseClick(page.owners.buttons[2], Qt.MouseButton.LeftButton)
    assert what(report) == ["Grading Category Missing"]
    assert report.detail.startswith("Grading Category Missing")


def test_the_next_report_shows_everybodys_work_again(report: Desktop, sync_log: Path) -> None:
    report.window.report.owners.choose("teacher")
    report.scan([sync_log])
    assert what(report) == [MISSING, "Email must be unique"]


def test_enter_on_an_error_lists_its_records(report: Desktop) -> None:
    page = report.window.report
    page.findings.setFocus()
    report.press(Qt.Key.Key_End)
    report.press(Qt.Key.Key_Up)
    report.press(Qt.Key.Key_Return)
    assert page.tabs.currentWidget() is page.records
    assert records(report) == ["ben@x.example", "cy@x.example"]
    assert QApplication.focusWidget() is page.records.table
    assert report.detail.startswith(MISSING)


def test_records_are_found_while_typing_and_sorted_by_a_heading(report: Desktop) -> None:
    page = report.window.report
    report.press(Qt.Key.Key_3, CTRL)
    assert QApplication.focusWidget() is page.records.finder
    assert records(report)[0] == "amy@x.example", "what makes others fail comes first"
    report.bot.keyClicks(page.records.finder, "x.example miss")
    report.bot.waitUntil(lambda: records(report) == ["ben@x.example", "cy@x.example"])
    assert page.records.count.text() == "2 of 5 rows"
    report.press(Qt.Key.Key_Escape)
    report.bot.waitUntil(lambda: len(records(report)) == 5)
    header = page.records.table.horizontalHeader()
    at = QPoint(header.sectionPosition(0) + 20, header.height() // 2)
    report.bot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert records(report) == sorted(records(report), key=str.casefold)
    report.bot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert records(report) == sorted(records(report), key=str.casefold, reverse=True)


def test_rows_are_copied_one_a_line(report: Desktop) -> None:
    page = report.window.report
    report.press(Qt.Key.Key_3, CTRL)
    report.press(Qt.Key.Key_Down)
    report.press(Qt.Key.Key_Down, SHIFT)
    report.press(Qt.Key.Key_C, CTRL)
    lines = report.clipboard.split("\n")
    assert [line.split("\t")[0] for line in lines] == records(report)[:2]
    assert lines[0].split("\t")[:5] == ["amy@x.example", "E-mail", "Email must be unique", "", "U1"]
    assert report.window.statusBar().currentMessage() == "Copied: 2 rows."
    page.findings.selectAll()
    with report.bot.waitSignal(page.findings.copied):
        page.findings.copy_rows()
    assert len(report.clipboard.split("\n")) == 4


def test_too_many_rows_for_the_clipboard_are_said_to_be_too_many(
    report: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_COPIED", 2)
    table = report.window.report.records.table
    table.selectAll()
    table.copy_rows()
    assert "Save the list as Excel or CSV" in report.window.statusBar().currentMessage()


def test_the_affected_students_get_into_excel_by_one_key(report: Desktop, tmp_path: Path) -> None:
    report.answers.target = tmp_path / "students.xlsx"
    report.press(Qt.Key.Key_S, CTRL | SHIFT)
    report.bot.waitUntil(lambda: report.window.notices.text.startswith("Saved as students.xlsx"))
    rows = CalamineWorkbook.from_path(report.answers.target).get_sheet_by_index(0).to_python()
    assert rows[0][:5] == ["Record", "Kind", "Error", "What is wrong", "Also known as"]
    assert [row[0] for row in rows[1:]] == records(report)
    assert rows[1][rows[0].index("Times")] == 1, "a number, not a text"


def test_only_selected_records_are_saved_and_none_becomes_a_formula(desktop: Desktop, tmp_path: Path) -> None:
    log = tmp_path / "evil.log"
    fields = ("=1+1@x.example", "ben@x.example", "cy@x.example")
    log.write_text("".join(f'{LOG[3][0]} ERROR POST /users email="{name}" 400 "{MISSING}: x"\n' for name in fields))
    desktop.scan([log])
    table = desktop.window.report.records.table
    desktop.press(Qt.Key.Key_3, CTRL)
    desktop.press(Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_Down, SHIFT)
    chosen = [row.record for row in table.chosen_rows()]
    desktop.answers.target = tmp_path / "list.csv"
    desktop.bot.mouseClick(desktop.window.report.records.csv_button, Qt.MouseButton.LeftButton)
    desktop.bot.waitUntil(lambda: desktop.window.notices.text != "")
    with desktop.answers.target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0].lstrip("'") for row in rows[1:]] == chosen
    assert len(chosen) == 2
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_a_capped_report_says_so_and_offers_the_complete_list(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "many.log"
    log.write_text(
        "".join(f'{LOG[3][0]} ERROR POST /users email=kid{n}@x.example 400 "{MISSING}: x"\n' for n in range(300))
    )
    monkeypatch.setattr(bottom_k.AffectedRecords.__init__, "__defaults__", (50,))
    desktop.scan([log])
    desktop.press(Qt.Key.Key_3, CTRL)
    panel = desktop.window.report.records
    assert desktop.window.report.summary.text().startswith("At least 50 records failed")
    assert panel.remark.isVisible()
    assert "are counted but not listed here" in panel.remark.text()
    desktop.answers.target = tmp_path / "all.csv"
    desktop.bot.mouseClick(panel.complete_button, Qt.MouseButton.LeftButton)
    desktop.bot.waitUntil(lambda: desktop.window.notices.text.startswith("Saved as all.csv"))
    assert len(desktop.answers.target.read_text(encoding="utf-8-sig").splitlines()) == 301
    desktop.bot.waitUntil(lambda: not desktop.window.progress.isVisible())


def test_a_complete_report_does_not_offer_it(report: Desktop) -> None:
    report.press(Qt.Key.Key_3, CTRL)
    assert not report.window.report.records.remark.isVisible()
    assert not report.window.report.records.complete_button.isVisible()


# Time


def test_the_time_line_is_read_and_chosen_in_by_keyboard(report: Desktop) -> None:
    page = report.window.report
    line = page.time_line
    assert line.isVisible()
    assert [step.count for step in line.line.steps] == [1, 2, 0, 2, 1]
    assert line.accessibleDescription().startswith("Errors by the hour from 3/2/26")
    line.setFocus()
    for _ in range(3):
        report.press(Qt.Key.Key_Right)
    report.press(Qt.Key.Key_Right, SHIFT)
    assert line.selection == (3, 4)
    assert what(report) == [MISSING, "Grading Category Missing"]
    assert page.parts.all_times.isVisible()
    assert "4:00" in page.parts.all_times.text()
    assert "6:00" in page.parts.all_times.text(), "to the end of the hour"
    report.press(Qt.Key.Key_Home)
    report.press(Qt.Key.Key_Right)
    report.press(Qt.Key.Key_Space)
    assert what(report) == ["User does not exist"]
    report.press(Qt.Key.Key_Escape)
    assert line.selection is None
    assert len(what(report)) == 4
    assert not page.parts.all_times.isVisible()


def test_dragging_over_the_time_line_chooses_and_the_chip_takes_it_back(report: Desktop) -> None:
    page = report.window.report
    line = page.time_line
    width = line.width() / 5
    report.bot.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(int(width * 0.5), 12))
    report.bot.mouseMove(line, QPoint(int(width * 1.5), 12))
    report.bot.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(int(width * 1.5), 12))
    assert line.selection == (0, 1)
    assert what(report) == ["Email must be unique", "User does not exist"]
    report.bot.mouseClick(page.parts.all_times, Qt.MouseButton.LeftButton)
    assert len(what(report)) == 4


def test_counts_are_those_of_the_time_chosen(report: Desktop) -> None:
    report.window.report.time_line._choose((1, 1))
    assert report.column(report.window.report.findings, 0) == ["2"]


def test_a_short_night_is_shown_by_minutes(desktop: Desktop, tmp_path: Path) -> None:
    path = tmp_path / "short.log"
    times = ("01:30:38", "01:30:59", "01:33:05", "01:41:00")
    path.write_text("".join(f"2026-03-02 {time} ERROR Email must be unique\n" for time in times), encoding="utf-8")
    desktop.scan([path])
    line = desktop.window.report.time_line
    assert [step.count for step in line.line.steps] == [2, 0, 0, 1, *[0] * 7, 1]
    assert line.accessibleDescription().startswith("Errors by the minute from 3/2/26")


def test_a_log_of_one_hour_has_no_time_line(desktop: Desktop, sync_log: Path) -> None:
    desktop.scan([sync_log])
    assert not desktop.window.report.time_line.isVisible()


# The whole


def test_two_keys_open_a_log_and_two_more_put_the_students_into_excel(
    desktop: Desktop, night: Path, tmp_path: Path
) -> None:
    # The dialogs are answered by the name that a person types, and Enter.
    desktop.answers.logs = [night]
    with desktop.bot.waitSignal(desktop.session.report.scan_ended):
        desktop.press(Qt.Key.Key_O, CTRL)
    assert desktop.detail.startswith("Email must be unique"), "what to do is in sight"
    assert QApplication.focusWidget() is desktop.window.report.findings
    desktop.answers.target = tmp_path / "students.xlsx"
    desktop.press(Qt.Key.Key_S, CTRL | SHIFT)
    desktop.bot.waitUntil(lambda: desktop.window.notices.text.startswith("Saved as students.xlsx"))


def test_the_keys_act_on_a_new_report_at_once(report: Desktop) -> None:
    assert QApplication.focusWidget() is report.window.report.findings
    report.press(Qt.Key.Key_Down)
    assert report.detail.startswith("User does not exist")


def test_the_report_is_printed_in_full(report: Desktop, tmp_path: Path) -> None:
    report.bot.mouseClick(report.window.report.parts.print_button, Qt.MouseButton.LeftButton)
    preview = report.window.findChild(PrintPreview)
    assert preview.dialog.isVisible()
    text = preview.document.toPlainText()
    for words in ("5 records failed for 4 reasons", "amy@x.example", "Grading Category Missing", "Repairs itself"):
        assert words in text
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "report.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    preview.paint(printer)
    assert (tmp_path / "report.pdf").stat().st_size > 5_000
    preview.dialog.close()


def test_the_report_page_speaks_another_language_while_it_is_shown(report: Desktop, language: Language) -> None:
    language.choose("es")
    page = report.window.report
    assert page.summary.text() != ""
    assert page.owners.buttons[0].text() != ""
    language.choose("en")
    assert page.summary.text().startswith("5 records failed")
    assert page.findings.model().headerData(0, Qt.Orientation.Horizontal) == "Count"


# What to fix first, and what the tables show


def test_what_to_fix_first_is_one_click_away(report: Desktop) -> None:
    page = report.window.report
    assert page.parts.first_button.text() == "Fix this one first"
    report.bot.mouseClick(page.parts.first_button, Qt.MouseButton.LeftButton)
    assert page.tabs.currentWidget() is page.records
    assert records(report) == ["amy@x.example"]
    assert QApplication.focusWidget() is page.records.table
    page.records.reasons.setCurrentIndex(0)
    assert len(records(report)) == 5


def test_tabs_count_what_they_say(desktop: Desktop, tmp_path: Path) -> None:
    log = tmp_path / "night.log"
    lines = ['ERROR POST /users email=amy@x.example 400 "Email must be unique"\n'] * 2
    lines += ['ERROR POST /users email=amy@x.example 400 "User missing the following fields: role"\n']
    lines += ["ERROR the disk sda1 is full\n"] * 3
    log.write_text("".join(lines), encoding="utf-8")
    desktop.scan([log])
    tabs = desktop.window.report.tabs
    titles = [tabs.tabText(place) for place in range(tabs.count())]
    assert titles == ["Known errors (2)", "Affected records (1)", "Unknown lines (3)", "Files (1)"]


def test_columns_are_chosen_by_a_menu(report: Desktop) -> None:
    table = report.window.report.findings
    table.column_menu.aboutToShow.emit()
    actions = {action.text(): action for action in table.column_menu.actions()}
    assert [title for title, action in actions.items() if not action.isChecked()] == [
        "Consequence", "Vendor", "Record type", "First seen", "Last seen",
    ]  # fmt: skip
    assert not actions["What"].isEnabled()
    assert table.horizontalHeader().length() <= table.viewport().width(), "no column is out of sight"
    actions["Vendor"].trigger()
    assert not table.isColumnHidden(6)
    assert [action.text().partition("\t")[0] for action in table.actions()] == [
        "Copy the selected rows", "Columns", "Original li&nes, next place", "Copy &steps", "Copy for a &ticket",
        "&Mail to support…",
    ]  # fmt: skip


def test_a_sorted_table_keeps_no_indent(report: Desktop) -> None:
    table = report.window.report.findings
    assert any(text.startswith(" ") for text in report.column(table, 1))
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert not any(text.startswith(" ") for text in report.column(table, 1))


def test_a_saved_file_can_be_opened_and_carries_the_day_of_the_log(report: Desktop, tmp_path: Path) -> None:
    offered = []

    def answer(parent: QWidget, name: str, suffix: str) -> Path:
        offered.append(name + suffix)
        return tmp_path / "report.xlsx"

    report.answers.report_to_save = answer
    report.press(Qt.Key.Key_S, CTRL)
    report.bot.waitUntil(lambda: report.window.notices.text.startswith("Saved as"))
    assert offered == ["sync-errors-2026-03-02.xlsx"]
    buttons = [button for button in report.window.notices.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in buttons] == ["Open", "Show in folder"]
