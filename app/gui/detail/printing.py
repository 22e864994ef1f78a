"""One entry on one sheet of paper, for the desk beside or the colleague without a screen."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QMarginsF, QObject, QPointF, QRectF, QSizeF, Slot
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPainter, QTextDocument
from PySide6.QtWidgets import QWidget

from app.gui.detail.rendering import actor_name, place_name, render_head, render_outlook
from app.gui.detail.subject import Subject
from app.gui.shared.untrusted_text import LocalDocument
from app.storage.userdata.cases import step_key

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    from app.core.catalog.model import Cause, Vocabulary

translate = QCoreApplication.translate

_LARGEST: Final = 11.0
_SMALLEST: Final = 6.0
_STEP: Final = 0.5
_POINTS_AN_INCH: Final = 72
_MARGIN_MM: Final = 15
_CSS: Final = """
h1 { font-size: x-large; margin-top: 0px; margin-bottom: 4px; }
h2 { font-size: large; margin-top: 10px; margin-bottom: 2px; }
h3 { font-size: medium; margin-top: 8px; margin-bottom: 2px; }
p { margin-top: 2px; margin-bottom: 4px; }
a { color: black; text-decoration: none; }
th { font-weight: normal; text-align: left; padding-right: 12px; }
.message { background-color: #eeeeee; }
.box { font-size: large; padding-right: 6px; }
.foot { color: #555555; }
"""


def print_html(subject: Subject, vocabulary: Vocabulary, note: str, done: frozenset[str]) -> str:
    """The sheet: the entry with boxes to tick by pen, those ticked already filled, and the desk's own note."""
    causes = "".join(
        _cause(cause, number, len(subject.entry.causes), vocabulary, done)
        for number, cause in enumerate(subject.entry.causes, 1)
    )
    own = ""
    if note:
        lines = escape(note).replace("\n", "<br>")
        own = f"<h2>{translate('Print', 'Our own notes')}</h2><p>{lines}</p>"
    day = QLocale().toString(QDate.currentDate(), QLocale.FormatType.ShortFormat)
    foot = translate("Print", "SIS Error Desk, {day}. Entry {id}").format(day=day, id=subject.entry.id)
    steps = f"<h2>{translate('Detail', 'How to fix it')}</h2>{causes}"
    return (
        f"{render_head(subject, vocabulary)}{steps}{render_outlook(subject.entry, vocabulary)}{own}"
        f'<p class="foot">{escape(foot)}</p>'
    )


def _cause(cause: Cause, number: int, total: int, vocabulary: Vocabulary, done: frozenset[str]) -> str:
    heading = ""
    if total > 1:
        title = translate("StepModel", "Cause {number} of {total}: {title}")
        heading = f"<h3>{escape(title.format(number=number, total=total, title=cause.title))}</h3>"
        if cause.tell:
            heading += f"<p>{escape(translate('StepModel', 'How to tell: {sign}').format(sign=cause.tell))}</p>"
    rows = "".join(
        f'<tr><td class="box">{"☑" if step_key(number, place) in done else "☐"}</td><td>{place}. {escape(step.do)} '
        f"<i>({escape(actor_name(step, vocabulary))}, {escape(place_name(step, vocabulary))})</i></td></tr>"
        for place, step in enumerate(cause.steps, 1)
    )
    return f"{heading}<table>{rows}</table>"


def fitted(html: str, size: QSizeF) -> QTextDocument:
    """The sheet in the largest letters with which it needs no second page; `size` is in points."""
    document = LocalDocument()
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(_CSS)
    points = _LARGEST
    while True:
        font = QFont(QGuiApplication.font())
        font.setPointSizeF(points)
        document.setDefaultFont(font)
        document.setHtml(html)
        document.setPageSize(size * _dots_an_inch() / _POINTS_AN_INCH)
        if document.pageCount() <= 1 or points <= _SMALLEST:
            return document
        points -= _STEP


def _dots_an_inch() -> float:
    """In what a document measures its letters."""
    return QGuiApplication.primaryScreen().logicalDotsPerInch()


class PrintPreview(QObject):
    """Shows the sheet as it will be printed, with the system's printers."""

    def __init__(self, html: str, title: str, parent: QWidget) -> None:
        """Build it; `open` shows it."""
        super().__init__(parent)
        self._html, self._title, self._window = html, title, parent
        self.dialog: QPrintPreviewDialog | None = None
        self._printer: QPrinter | None = None

    def open(self) -> None:
        """Show the preview and return at once."""
        # Loads only now: few people print, and finding the printers takes a while.
        from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog  # noqa: PLC0415

        self._printer = printer = QPrinter(QPrinter.PrinterMode.HighResolution)  # which the dialog does not own
        printer.setDocName(self._title)
        printer.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
        self.dialog = QPrintPreviewDialog(printer, self._window)
        self.dialog.setWindowTitle(self.tr("Print: {title}").format(title=self._title))
        self.dialog.resize(self._window.size() * 0.9)
        self.dialog.paintRequested.connect(self.paint)
        self.dialog.finished.connect(self._end)
        self.dialog.open()

    @Slot("QPrinter*")
    def paint(self, printer: QPrinter) -> None:
        """Draw the sheet on a printer, or on the preview of one."""
        area = printer.pageLayout().paintRectPoints()
        document = fitted(self._html, QSizeF(area.size()))
        painter = QPainter(printer)
        scale = printer.resolution() / _dots_an_inch()
        painter.scale(scale, scale)
        document.drawContents(painter, QRectF(QPointF(), document.pageSize()))
        painter.end()

    def _end(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.deleteLater()
