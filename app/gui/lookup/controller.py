"""Turns what is typed, pasted and filtered into answers on the look-up page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from app.gui.detail.subject import Subject, related_entries, sharing_entries
from app.gui.lookup.model import Hit, Row, rows_of
from app.gui.lookup.page import NO_MATCH, LookupPage
from app.gui.shared.speech import announce

if TYPE_CHECKING:
    from app.core.filters import Filters
    from app.core.matcher import Answer
    from app.services.desk import Desk

COUNT_AFTER_MS: Final = 60
"""Pause in typing after which the filters' counts follow: they cost more than the look-up itself."""


class LookupController(QObject):
    """Answers on the GUI thread: a look-up takes a few milliseconds. Until the catalog is loaded it remembers."""

    def __init__(self, page: LookupPage) -> None:
        """Serve one page."""
        super().__init__(page)
        self._page = page
        self._desk: Desk | None = None
        self._query = ""
        self._typing = False
        self._choices: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
        self._answer: Answer | None = None
        self._count_later = QTimer(self)
        self._count_later.setSingleShot(True)
        self._count_later.setInterval(COUNT_AFTER_MS)
        self._count_later.timeout.connect(self._count)
        page.filters_chosen.connect(self.filter)
        page.hit_chosen.connect(self._show_hit)
        page.detail.entry_wanted.connect(self.open_entry)

    def use(self, desk: Desk) -> None:
        """Begin to answer, with whatever was asked meanwhile."""
        self._desk = desk
        words = desk.catalog.vocabulary
        vendors = {key: term.name or key for key, term in words.vendors.items()}
        self._page.detail.use(words)
        self._page.filters.offer(vendors, {key: term.name or key for key, term in words.record_types.items()})
        self._reply(keep_choice=False)

    def ask(self, query: str, typing: bool) -> None:
        """Look up a text; `typing` says that its last word may be unfinished."""
        self._query, self._typing = query, typing
        self._reply(keep_choice=False)

    def filter(self, vendors: frozenset[str], record_types: frozenset[str]) -> None:
        """Narrow the answer to these vendors and record types."""
        self._choices = (vendors, record_types)
        self._reply(keep_choice=True)

    def open_entry(self, entry_id: str) -> None:
        """Show the entry that a link names; the result list stays as it is."""
        entry = self._desk.entry(entry_id) if self._desk else None
        if self._desk is not None and entry is not None:
            catalog = self._desk.catalog
            sharing = sharing_entries(catalog, entry)
            subject = Subject(entry, sharing=sharing, related=related_entries(catalog, entry))
            self._page.detail.open_subject(subject)

    @property
    def filters(self) -> Filters:
        """What is filtered, as the services want it."""
        from app.core.filters import Filters  # noqa: PLC0415 - the core loads after the first paint

        vendors, record_types = self._choices
        return Filters(vendors, record_types)

    def _reply(self, *, keep_choice: bool) -> None:
        if self._desk is None:
            return
        browsing = not self._query.strip()
        if browsing:
            self._answer = self._desk.browse(self.filters)
        else:
            self._answer = self._desk.look_up(self._query, self.filters, typing=self._typing)
        rows = rows_of(self._answer, self._desk.catalog.vocabulary, browsing=browsing)
        self._page.show_rows(rows, self._summary(browsing=browsing), self._choice(rows, browsing, keep_choice))
        self._count_later.start()

    def _choice(self, rows: tuple[Row, ...], browsing: bool, keep: bool) -> int:
        """The row to choose: the one chosen before if asked to keep it, else the best; never a guess."""
        chosen = self._page.detail.subject
        hits = [(number, row) for number, row in enumerate(rows) if isinstance(row, Hit)]
        if keep and chosen is not None:
            for number, row in hits:
                if row.match.entry.id == chosen.entry.id:
                    return number
        known = self._answer is not None and self._answer.known
        return hits[0][0] if hits and known and not browsing else -1

    def _summary(self, *, browsing: bool) -> str:
        count = len(self._answer.matches) if self._answer else 0
        noun = "known error" if browsing else "result"
        return f"{count:,} {noun}{'' if count == 1 else 's'}"

    def _count(self) -> None:
        if self._desk is not None:
            counts = self._desk.counts(self._query, self.filters)
            self._page.filters.model.count(counts.vendors, counts.record_types)
            announce(self._page, self._page.spoken_summary)

    def _show_hit(self, hit: Hit | None) -> None:
        if hit is None or self._desk is None or self._answer is None:
            if self._query.strip():
                self._page.detail.show_page(NO_MATCH)
            else:
                self._page.detail.show_subject(None)
            return
        match, catalog = hit.match, self._desk.catalog
        undecided = self._answer.ambiguous and match in self._answer.matches[: self._answer.sharing]
        if undecided:
            group = self._answer.matches[: self._answer.sharing]
            sharing = tuple(other.entry for other in group if other.entry.id != match.entry.id)
        else:
            sharing = sharing_entries(catalog, match.entry)
        related = tuple(entry for entry in related_entries(catalog, match.entry) if entry not in sharing)
        why = match.why if self._query.strip() else ""
        self._page.detail.show_subject(Subject(match.entry, match.values, why, sharing, related, undecided))
