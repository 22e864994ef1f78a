"""The report page by itself: one report's view, of which there may be several."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from app.core.report.cascades import cascades
from app.core.report.report import Report
from app.gui.report.page import ReportPage
from app.gui.report.row_details import Explainer
from app.gui.shared.appearance import DARK, Appearance
from app.services.error_desk import Desk
from app.services.scanning.sources import TextSource


def shown_page(bot: QtBot, appearance: Appearance, desk: Desk, text: str) -> ReportPage:
    """A page with the report of a text."""
    page = ReportPage(appearance)
    bot.addWidget(page)
    Explainer(page, desk)
    page.resize(900, 500)
    page.show()
    report = desk.scan([TextSource("night.log", text)])
    page.begin()
    page.show_report(report, cascades(report), final=True)
    return page


def test_two_reports_stand_side_by_side(qtbot: QtBot, appearance: Appearance, desk: Desk) -> None:
    one = shown_page(qtbot, appearance, desk, "ERROR addCode must be unique.\n")
    other = shown_page(qtbot, appearance, desk, "ERROR Email must be unique\n")
    assert one.findings.current_row().finding.title == "addCode must be unique"
    assert "Email must be unique" in other.detail.browser.toPlainText()
    assert "addCode must be unique" in one.detail.browser.toPlainText()
    assert isinstance(one.report, Report)
    assert one.report is not other.report


def test_a_page_that_is_closed_leaves_nothing_behind(qtbot: QtBot, appearance: Appearance, desk: Desk) -> None:
    page = ReportPage(appearance)
    kept = shown_page(qtbot, appearance, desk, "ERROR addCode must be unique.\n")
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    appearance.choose(DARK)
    appearance.larger()
    assert kept.findings.current_row().finding.title == "addCode must be unique"


FIRST_PART = "ERROR addCode must be unique.\n" * 3
WHOLE = FIRST_PART + "ERROR Email must be unique\n" * 9


def reports(desk: Desk) -> tuple[Report, Report]:
    """What is found in the first part of a log, and in all of it, where another error comes first."""
    part, whole = (desk.scan([TextSource("night.log", text)]) for text in (FIRST_PART, WHOLE))
    return part, whole


def test_when_a_scan_ends_the_first_row_is_chosen(qtbot: QtBot, appearance: Appearance, desk: Desk) -> None:
    page = shown_page(qtbot, appearance, desk, "INFO begins\n")
    part, whole = reports(desk)
    page.begin()
    page.show_report(part, final=False)
    assert page.findings.current_row().finding.title == "addCode must be unique"
    page.show_report(whole, cascades(whole), final=True)
    assert page.findings.currentIndex().row() == 0
    assert page.findings.current_row().finding.title == "Email must be unique"
    assert page.detail.browser.toPlainText().startswith("Email must be unique")


def test_what_a_person_chose_while_the_scan_went_on_stays(qtbot: QtBot, appearance: Appearance, desk: Desk) -> None:
    page = shown_page(qtbot, appearance, desk, "INFO begins\n")
    part, whole = reports(desk)
    page.begin()
    page.show_report(part, final=False)
    row = page.findings.visualRect(page.findings.currentIndex()).center()
    qtbot.mouseClick(page.findings.viewport(), Qt.MouseButton.LeftButton, pos=row)
    page.show_report(whole, cascades(whole), final=True)
    assert page.findings.current_row().finding.title == "addCode must be unique"
