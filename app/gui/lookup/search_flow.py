"""What the keys of the search box do on the look-up page, and what typed or pasted there comes back to the box."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from app.gui.lookup.controller import LookupController
from app.gui.lookup.page import LookupPage
from app.gui.lookup.search_box import SearchBox


class SearchFlow(QObject):
    """Connects one search box with one page."""

    def __init__(self, search: SearchBox, page: LookupPage, controller: LookupController) -> None:
        """Connect them."""
        super().__init__(page)
        self._search, self._page, self._controller = search, page, controller
        search.step_wanted.connect(page.step)
        search.scroll_wanted.connect(page.detail.scroll_by)
        search.entered.connect(self._enter)
        page.opened.connect(self._read)
        page.search_wanted.connect(self._search_again)
        page.typed.connect(search.type_on)

    def _enter(self) -> None:
        """Enter in the box: make a recent search again, go to the answers of a question, or read the entry."""
        page = self._page
        if page.open_current():
            return
        if page.model.asks and page.detail.subject is None:
            page.results.setFocus(Qt.FocusReason.OtherFocusReason)  # arrows, digits and Enter answer there
            return
        self._controller.past.note_now()
        self._read()

    def _read(self) -> None:
        if self._page.detail.subject is None and not self._page.model.only_guesses:
            self._page.step("down")
        self._page.detail.read()

    def _search_again(self, query: str) -> None:
        self._search.show_text(query)
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)
