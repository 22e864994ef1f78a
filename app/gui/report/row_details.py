"""Tells one report page what the row a person chose means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.gui.detail.subject import Subject, related_entries, sharing_entries
from app.gui.report.page import ReportPage
from app.gui.report.rendering import file_html, unknown_html

if TYPE_CHECKING:
    from app.core.report.findings import Finding
    from app.core.report.report import FileVerdict
    from app.core.report.unknown_groups import Unknown
    from app.services.error_desk import Desk


class Explainer(QObject):
    """Shows in a page's detail pane what was chosen in its tables. Each page has its own; it goes with the page."""

    def __init__(self, page: ReportPage, desk: Desk) -> None:
        """Serve one page from one catalog."""
        super().__init__(page)
        self._page, self._desk = page, desk
        page.use(desk.catalog.vocabulary)
        page.finding_chosen.connect(self._show_finding)
        page.unknown_chosen.connect(self._show_unknown)
        page.file_chosen.connect(self._show_file)
        page.detail.entry_wanted.connect(self._open_entry)

    def _show_finding(self, finding: Finding) -> None:
        entry, catalog = finding.entries[0], self._desk.catalog
        sharing = finding.entries[1:] if finding.shared else sharing_entries(catalog, entry)
        related = tuple(other for other in related_entries(catalog, entry) if other not in sharing)
        subject = Subject(entry, sharing=sharing, related=related, undecided=finding.shared, finding=finding)
        self._page.detail.show_subject(subject)

    def _show_unknown(self, unknown: Unknown) -> None:
        self._page.detail.show_page(unknown_html(unknown))

    def _show_file(self, file: FileVerdict) -> None:
        self._page.detail.show_page(file_html(file))

    def _open_entry(self, entry_id: str) -> None:
        entry = self._desk.entry(entry_id)
        if entry is None:
            return
        shown = self._page.detail.subject
        finding = shown.finding if shown and shown.finding and entry_id in shown.finding.ids else None
        catalog = self._desk.catalog
        others = tuple(other for other in finding.entries if other.id != entry_id) if finding else None
        sharing = sharing_entries(catalog, entry) if others is None else others
        related = related_entries(catalog, entry)
        subject = Subject(entry, sharing=sharing, related=related, undecided=bool(others), finding=finding)
        self._page.detail.open_subject(subject)
