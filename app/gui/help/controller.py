"""The Help menu at work: the pages, the keys, About, and the guided sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from app.gui.help.about import AboutDialog
from app.gui.help.pages import KEYS_PAGE, HelpPage, help_pages
from app.gui.help.tour import Hint, Tour
from app.gui.help.window import HelpWindow
from app.gui.main_window import MainWindow
from app.services.catalog_facts import CatalogFacts, facts_of_catalog
from app.storage.places import Places

if TYPE_CHECKING:
    from app.gui.session import Session
    from app.services.error_desk import Desk

_LOOKUP_PAGE, _REPORT_PAGE = "finding", "reports"


class HelpController(QObject):
    """Shows what the Help menu offers."""

    def __init__(self, window: MainWindow, session: Session, places: Places) -> None:
        """Serve a window; the guided sample scans through the session."""
        super().__init__(window)
        self._window, self._session, self._places = window, session, places
        self._desk: Desk | None = None
        self._help: HelpWindow | None = None
        self.tour: Tour | None = None
        self._tour_waits = False
        session.opened.connect(self._use)
        session.report.scan_ended.connect(self._begin_tour)
        for name, slot in (
            ("help", self.open_help),
            ("shortcuts", self.open_keys),
            ("tour", self.try_sample),
            ("about", self.open_about),
        ):
            window.menus[name].triggered.connect(slot)

    def _use(self, desk: Desk) -> None:
        self._desk = desk

    def open_help(self) -> None:
        """Show the page about what is in front."""
        in_report = self._window.tabs.currentWidget() is self._window.report
        first = "first-steps" if not self._window.search.query else _LOOKUP_PAGE
        self._open(_REPORT_PAGE if in_report else first)

    def open_keys(self) -> None:
        """Show all keys."""
        self._open(KEYS_PAGE)

    def open_about(self) -> None:
        """Show versions and licences."""
        dialog = AboutDialog(self._facts(), self._places.resources, self._window.appearance, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open(self, page: str) -> None:
        if self._help is None:
            self._help = HelpWindow(self._pages, self._window.appearance, self._window)
        self._help.show_page(page)
        self._help.show()
        self._help.activateWindow()
        self._help.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pages(self) -> list[HelpPage]:
        folder = self._places.resources / "help"
        return help_pages(folder, self._window.language.code, self._window.menus.keys())

    def _facts(self) -> CatalogFacts:
        return facts_of_catalog(self._places, self._desk) if self._desk is not None else CatalogFacts()

    # The guided sample

    def try_sample(self) -> None:
        """Scan the sample log and explain what comes of it."""
        if self.tour is None:
            self._tour_waits = True
            self._session.scan([self._sample])

    @property
    def _sample(self) -> Path:
        return self._places.resources / "samples" / "nightly-sync.log"

    def _begin_tour(self) -> None:
        if not self._tour_waits:
            return
        self._tour_waits = False
        self.tour = Tour(self._hints(), self._window.appearance, self._window)
        self.tour.ended.connect(self._end_tour)
        self.tour.begin()

    def _end_tour(self) -> None:
        self.tour = None

    def _hints(self) -> list[Hint]:
        window = self._window
        return [
            Hint(
                lambda: window.report.summary,
                self.tr("A whole log in one sentence"),
                self.tr(
                    "You get this when you drop a log on the window: how many records failed, for how many reasons, "
                    "and what must be done first."
                ),
                window.show_report,
            ),
            Hint(
                lambda: window.report.findings,
                self.tr("The reasons"),
                self.tr("One row for each error. Choose one with the mouse or with Up and Down."),
            ),
            Hint(
                lambda: window.report.detail,
                self.tr("What to do"),
                self.tr("What the error means, the steps to fix it with who acts, and the records it hit."),
            ),
            Hint(
                lambda: window.search,
                self.tr("Only one error?"),
                self.tr(
                    "Paste it here as you got it, or type a few words. F1 opens the help. Now drop a log of your own!"
                ),
            ),
        ]
