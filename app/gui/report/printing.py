"""A report on paper: what must be done, in the order of work, with the steps and the first records of each reason."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QMarginsF, QObject, Slot
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout
from PySide6.QtWidgets import QWidget

from app.gui.detail.rendering import actor_name, place_name
from app.gui.report.texts import cause_words, headline, nothing_known, number, owner_name, records_words, remarks
from app.gui.shared.untrusted_text import LocalDocument

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    from app.core.catalog.model import Entry, Vocabulary
    from app.core.report.findings import Finding
    from app.core.report.report import Report
    from app.core.report.triage import Standing, Triage

translate = QCoreApplication.translate

MOST_RECORDS: Final = 40
"""Records printed for one reason; the list as a file has them all."""

_POINTS: Final = 9.5
_MARGIN_MM: Final = 15
_CSS: Final = """
h1 { font-size: x-large; margin-bottom: 4px; }
h2 { font-size: large; margin-top: 18px; margin-bottom: 3px; }
p { margin-top: 2px; margin-bottom: 4px; }
li { margin-bottom: 3px; }
th { text-align: left; padding: 3px 8px 3px 0px; }
td { padding: 3px 8px 3px 0px; }
.quiet { color: #555555; }
"""


def report_html(report: Report, triage: Triage, vocabulary: Vocabulary) -> str:
    """The whole print: the summary, a table of all reasons, then each reason with what to do."""
    day = QLocale().toString(QDate.currentDate(), QLocale.FormatType.ShortFormat)
    title = translate("Print", "Sync report, printed on {day}").format(day=day)
    parts = [f"<h1>{escape(title)}</h1>"]
    summary = headline(triage, vocabulary) if triage.standings else nothing_known(report)
    parts.append(f"<p><b>{escape(summary)}</b></p>")
    parts.append(f"<p>{escape(remarks(report, triage))}</p>")
    if triage.standings:
        parts.append(_overview(triage, vocabulary))
    parts += (_reason(place, standing, vocabulary) for place, standing in enumerate(triage.standings, 1))
    return "".join(parts)


def _overview(triage: Triage, vocabulary: Vocabulary) -> str:
    headings = (
        "",
        translate("Report", "What"),
        translate("Report", "Count"),
        translate("Report", "Records"),
        translate("Report", "Who acts first"),
        translate("Report", "Consequence"),
    )
    rows = [f"<tr>{''.join(f'<th>{escape(heading)}</th>' for heading in headings)}</tr>"]
    for place, standing in enumerate(triage.standings, 1):
        finding = standing.finding
        cells = (
            f"{place}.",
            f"{'&nbsp;' * 6 * standing.depth}{escape(finding.title)}",
            number(finding.count),
            escape(records_words(finding)),
            escape(owner_name(standing.owner, vocabulary)),
            escape(vocabulary.consequences[finding.entries[0].consequence].name),
        )
        rows.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    return f'<table width="100%">{"".join(rows)}</table>'


def _reason(place: int, standing: Standing, vocabulary: Vocabulary) -> str:
    finding, entry = standing.finding, standing.finding.entries[0]
    causes = cause_words(standing)
    follows = f"<p><i>{escape(causes)}</i></p>" if causes else ""
    return (
        f"<h2>{place}. {escape(finding.title)}</h2>{follows}<p>{escape(entry.meaning)}</p>"
        f"{''.join(_steps(entry, vocabulary))}{_records(finding)}"
    )


def _steps(entry: Entry, vocabulary: Vocabulary) -> Iterator[str]:
    for cause in entry.causes:
        if len(entry.causes) > 1:
            yield f"<p><b>{escape(cause.title)}</b></p>"
        items = "".join(
            f"<li>{escape(step.do)} <i>({escape(actor_name(step, vocabulary))}, "
            f"{escape(place_name(step, vocabulary))})</i></li>"
            for step in cause.steps
        )
        yield f"<ol>{items}</ol>"


def _records(finding: Finding) -> str:
    shown = finding.records.most_common(MOST_RECORDS)
    if not shown:
        return ""
    listed = "; ".join(escape(finding.described(name)) for name, _ in shown)
    hidden = finding.records.distinct - len(shown)
    more = ""
    if hidden > 0:
        more = " " + translate("Print", "And %Ln more record(s): save the list as Excel.", "", hidden)
    return (
        f'<p><b>{translate("Report", "Affected records")}:</b> {listed}.<span class="quiet">{escape(more)}</span></p>'
    )


class PrintPreview(QObject):
    """Shows the report as it will be printed, with the system's printers."""

    def __init__(self, html: str, window: QWidget) -> None:
        """Build it; `open` shows it."""
        super().__init__(window)
        self._window = window
        self.dialog: QPrintPreviewDialog | None = None
        self.document = LocalDocument(self)
        font = QFont(QGuiApplication.font())
        font.setPointSizeF(_POINTS)
        self.document.setDefaultFont(font)
        self.document.setDefaultStyleSheet(_CSS)
        self.document.setHtml(html)

    def open(self) -> None:
        """Show the preview and return at once."""
        # Loads only now: few people print, and finding the printers takes a while.
        from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog  # noqa: PLC0415

        # Kept here: the dialog does not own it and would draw on a printer that is gone.
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(self.tr("Sync report"))
        self._printer.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
        self.dialog = QPrintPreviewDialog(self._printer, self._window)
        self.dialog.setWindowTitle(self.tr("Print the report"))
        self.dialog.resize(self._window.size() * 0.9)
        self.dialog.paintRequested.connect(self.paint)
        self.dialog.finished.connect(self._end)
        self.dialog.open()

    @Slot("QPrinter*")
    def paint(self, printer: QPrinter) -> None:
        """Draw the pages on a printer, or on the preview of one."""
        self.document.print_(printer)

    def _end(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.deleteLater()
