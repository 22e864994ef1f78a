"""The reports among the window's tabs: each has a page of its own, stays until it is closed, and says how it stands."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton

from app.gui.report import texts
from app.gui.report.keys import CLOSE_KEY
from app.gui.report.page import ReportPage
from app.gui.shared.appearance import Appearance
from app.gui.shared.language import keep_translated
from app.gui.shared.untrusted_text import tool_tip

if TYPE_CHECKING:
    from app.core.report.report import Report


_LONGEST = 36
"""Letters of a tab's name; of a longer one the middle is left out, and its tip says all."""


class State(Enum):
    """How far a report is. `EMPTY` is the page that says what to drop."""

    EMPTY = auto()
    WAITING = auto()
    READING = auto()
    DONE = auto()


class _Shown:
    """What a tab says of its report: the name of what was scanned, all of it, and how it stands."""

    def __init__(self, page: ReportPage) -> None:
        self.page = page
        self.name = ""
        self.sources = ""
        self.state = State.EMPTY
        self.watched = False
        self.news = 0


class ReportTabs(QObject):
    """Opens, names and closes the tabs of reports. There is always one: without a report it says what to drop.

    Signals:
        opened: A new page is there (a ReportPage).
        close_wanted: The person wants to close a report (its ReportPage).
        fronted: Another report came to the front (its ReportPage).
        named: A report has another name.
    """

    opened = Signal(object)
    close_wanted = Signal(object)
    fronted = Signal(object)
    named = Signal()

    def __init__(self, tabs: QTabWidget, appearance: Appearance) -> None:
        """Add the first, empty page behind the tabs that are there."""
        super().__init__(tabs)
        self._tabs, self._appearance = tabs, appearance
        self._shown: dict[ReportPage, _Shown] = {}
        self._front = self._added()
        tabs.setUsesScrollButtons(True)
        tabs.currentChanged.connect(self._on_front)
        keep_translated(tabs, self.retranslate)

    @property
    def current(self) -> ReportPage:
        """The report in front, or the one that was last."""
        return self._front

    @property
    def pages(self) -> list[ReportPage]:
        """All pages, in the order of their tabs."""
        return sorted(self._shown, key=self._tabs.indexOf)

    def finished(self) -> list[tuple[str, Report]]:
        """The finished reports with their names, in the order of their tabs."""
        pages = [page for page in self.pages if self.state(page) is State.DONE]
        return [(self._shown[page].name, page.report) for page in pages if page.report is not None]

    def name_in_front(self) -> str:
        """The name of the report in front, "" where another page is in front or there is no report."""
        page = self._tabs.currentWidget()
        return self._name(self._shown[page]) if isinstance(page, ReportPage) and page in self._shown else ""

    def state(self, page: ReportPage) -> State:
        """How far a page's report is."""
        return self._shown[page].state

    def open(self, name: str, sources: str) -> ReportPage:
        """A page for a new report: the empty one, or a new tab. `sources` names all that it is made of."""
        page = next((page for page, shown in self._shown.items() if shown.state is State.EMPTY), None) or self._added()
        shown = self._shown[page]
        shown.name, shown.sources, shown.state = name, sources, State.WAITING
        for other in self.pages:
            self._write(other)
        index = self._tabs.indexOf(page)
        self._tabs.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, self._close_button(page))
        self._write(page)
        return page

    def rename(self, page: ReportPage, name: str) -> None:
        """Name a report as the language spoken now has it."""
        self._shown[page].name = name
        self._write(page)

    def show(self, page: ReportPage) -> None:
        """Bring a report to the front."""
        self._tabs.setCurrentWidget(page)

    def close(self, page: ReportPage) -> None:
        """Take a report away; where it was the last one, the empty page comes."""
        was_front = self._tabs.currentWidget() is page
        pages = self.pages
        place = pages.index(page)
        others = pages[:place] + pages[place + 1 :]
        following = others[min(place, len(others) - 1)] if others else self._added()
        if self._front is page:
            self._front = following
        if was_front:
            self._tabs.setCurrentWidget(following)
        del self._shown[page]
        self._tabs.removeTab(self._tabs.indexOf(page))
        page.deleteLater()

    def mark(self, page: ReportPage, state: State) -> None:
        """Say how far a report is."""
        if page in self._shown:
            self._shown[page].state = state
            self._write(page)

    def mark_watched(self, page: ReportPage, *, watched: bool) -> None:
        """Say that a report goes on growing, or not any more."""
        self._shown[page].watched = watched
        self._write(page)

    def add_news(self, page: ReportPage, errors: int) -> None:
        """Say how many errors came while a report was not in front."""
        if page in self._shown and self._tabs.currentWidget() is not page:
            self._shown[page].news += errors
            self._write(page)

    def retranslate(self) -> None:
        """Name the tabs in the language spoken now."""
        for page in self._shown:
            self._write(page)

    def _added(self) -> ReportPage:
        page = ReportPage(self._appearance)
        self._shown[page] = _Shown(page)
        self._tabs.addTab(page, "")
        self._write(page)
        if len(self._shown) > 1:
            page.splitter.restoreState(self._front.splitter.saveState())
        self.opened.emit(page)
        return page

    def _close_button(self, page: ReportPage) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setProperty("page", page)
        button.clicked.connect(self._on_close)
        self._appearance.give_icon(button, "close")
        return button

    def _on_close(self) -> None:
        self.close_wanted.emit(self.sender().property("page"))

    def _on_front(self) -> None:
        page = self._tabs.currentWidget()
        if isinstance(page, ReportPage):
            self._front = page
            if self._shown[page].news:
                self._shown[page].news = 0
                self._write(page)
            self.fronted.emit(page)

    def _write(self, page: ReportPage) -> None:
        shown, index = self._shown[page], self._tabs.indexOf(page)
        name = self._name(shown) or self.tr("Report")
        self._tabs.setTabText(index, self._title(shown, _short(name)).replace("&", "&&"))
        self._tabs.setTabToolTip(index, tool_tip(shown.sources))
        button = self._tabs.tabBar().tabButton(index, QTabBar.ButtonPosition.RightSide)
        if isinstance(button, QToolButton):
            button.setAccessibleName(self.tr("Close the report on {name}").format(name=name))
            button.setToolTip(self.tr("Close this report ({key})").format(key=CLOSE_KEY))
        self.named.emit()

    def _name(self, shown: _Shown) -> str:
        """What a report is called: with its folder where another one has the same name."""
        alike = [other for other in self._shown.values() if other.name == shown.name and other is not shown]
        first = shown.sources.partition("\n")[0]
        folder = PurePath(first).parent.name if shown.name and alike else ""
        return self.tr("{name} in {folder}").format(name=shown.name, folder=folder) if folder else shown.name

    def _title(self, shown: _Shown, name: str) -> str:
        if shown.state is State.WAITING:
            return self.tr("{name} (waiting)").format(name=name)
        if shown.state is State.READING:
            return self.tr("{name} (reading)").format(name=name)
        if shown.news:
            return self.tr("{name} ({n} new)").format(name=name, n=texts.number(shown.news))
        return self.tr("{name} (watched)").format(name=name) if shown.watched else name


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST // 2]}…{name[-_LONGEST // 2 + 1 :]}"
