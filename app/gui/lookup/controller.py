"""Turns what is typed, pasted and filtered into answers on the look-up page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.detail.message import question_html
from app.gui.detail.subject import Subject, related_entries, sharing_entries
from app.gui.lookup.kept_filters import KeptFilters
from app.gui.lookup.page import LookupPage
from app.gui.lookup.pages import CLEAR_LINK, FORGET_LINK, KEEP_LINK, first_hint, no_match
from app.gui.lookup.recent import PastKeeper
from app.gui.lookup.rows import Hit, Row, browsing_rows, rows_of
from app.gui.shared.language import keep_translated
from app.gui.shared.screen_reader import announce

if TYPE_CHECKING:
    from app.core.lookup.highlighting import Piece
    from app.core.lookup.lookup import Answer, Match
    from app.core.matching.filters import Filters
    from app.gui.shared.preferences import Preferences
    from app.services.error_desk import Desk
    from app.services.user_data import Keepsakes

MOST_NEAREST: Final = 3
COUNT_AFTER_MS: Final = 60
"""Pause in typing after which the filters' counts follow: they cost more than the look-up itself."""


class LookupController(QObject):
    """Answers on the GUI thread: a look-up takes a few milliseconds. Until the catalog is loaded it remembers.

    Signals:
        noticed: Something to tell the person (a Notice).
    """

    noticed = Signal(object)

    def __init__(self, page: LookupPage, keepsakes: Keepsakes, preferences: Preferences | None = None) -> None:
        """Serve one page."""
        super().__init__(page)
        self._page = page
        self._desk: Desk | None = None
        self._query = ""
        self._typing = False
        self._choices: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
        self._answer: Answer | None = None
        self.past = PastKeeper(keepsakes.history, preferences, self)
        self._kept_filters = KeptFilters(page.filters, keepsakes.filters, preferences, self)
        self._count_later = QTimer(self)
        self._count_later.setSingleShot(True)
        self._count_later.setInterval(COUNT_AFTER_MS)
        self._count_later.timeout.connect(self._count)
        page.detail.keep(keepsakes)
        page.filters_chosen.connect(self.filter)
        page.hit_chosen.connect(self._show_hit)
        page.opened.connect(self.past.note_now)
        page.detail.entry_wanted.connect(self.open_entry)
        page.detail.copied.connect(self.past.note_now)
        page.detail.link_followed.connect(self._follow)
        page.detail.noticed.connect(self.noticed)
        self.past.changed.connect(self._show_past)
        for keeper in (self.past, self._kept_filters):
            keeper.noticed.connect(self.noticed)
        keep_translated(page, self._speak_anew)

    def use(self, desk: Desk) -> None:
        """Answer from this catalog, beginning with whatever was asked meanwhile."""
        first, chosen = self._desk is None, self._choices
        self._desk = desk
        words = desk.catalog.vocabulary
        vendors = {key: term.name or key for key, term in words.vendors.items()}
        self._page.detail.use(words)
        self._page.filters.offer(vendors, {key: term.name or key for key, term in words.record_types.items()})
        if first:
            self._kept_filters.begin()
        else:
            self._page.filters.model.choose(*chosen)
        self._reply(keep_choice=not first)
        self._show_past()

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
        shown = self._page.detail.subject
        if shown is not None and shown.undecided and any(entry.id == entry_id for entry in shown.sharing):
            self._page.choose_entry(entry_id)  # another answer to the same question
            return
        entry = self._desk.entry(entry_id) if self._desk else None
        if self._desk is not None and entry is not None:
            catalog = self._desk.catalog
            sharing = sharing_entries(catalog, entry)
            self._page.detail.open_subject(Subject(entry, sharing=sharing, related=related_entries(catalog, entry)))
            self.past.see(self._query, entry_id)

    @property
    def filters(self) -> Filters:
        """What is filtered, as the services want it."""
        from app.core.matching.filters import Filters  # noqa: PLC0415 - the core loads after the first paint

        vendors, record_types = self._choices
        return Filters(vendors, record_types)

    @property
    def _browsing(self) -> bool:
        return not self._query.strip()

    def _reply(self, *, keep_choice: bool) -> None:
        if self._desk is None:
            return
        words = self._desk.catalog.vocabulary
        if self._browsing:
            self._answer = self._desk.browse(self.filters)
            rows = browsing_rows(self._answer.matches, words, *self._recent(self._answer))
        else:
            self._answer = self._desk.look_up(self._query, self.filters, typing=self._typing)
            rows = rows_of(self._answer, words)
        self._page.show_rows(rows, self._summary(), self._choice(rows, keep_choice))
        self._count_later.start()

    def _recent(self, answer: Answer) -> tuple[tuple[str, ...], tuple[Match, ...]]:
        """Recent searches, and the entries opened last, unless a person is looking through a filtered list."""
        if self.filters:
            return (), ()
        by_id = {match.entry.id: match for match in answer.matches}
        return self.past.searches(), tuple(by_id[entry] for entry in self.past.entries() if entry in by_id)

    def _choice(self, rows: tuple[Row, ...], keep: bool) -> int:
        """The row to choose: the one chosen before if asked to keep it, else the best; never a guess, never for them.

        Where several entries share the text the person chooses.
        """
        chosen = self._page.detail.subject
        hits = [(number, row) for number, row in enumerate(rows) if isinstance(row, Hit)]
        if keep and chosen is not None:
            for number, row in hits:
                if row.match.entry.id == chosen.entry.id:
                    return number
        known = self._answer is not None and self._answer.known and not self._answer.ambiguous
        return hits[0][0] if hits and known and not self._browsing else -1

    def _summary(self) -> str:
        count = len(self._answer.matches) if self._answer else 0
        return self.tr("%Ln known error(s)", "", count) if self._browsing else self.tr("%Ln result(s)", "", count)

    def _count(self) -> None:
        if self._desk is not None:
            counts = self._desk.counts(self._query, self.filters)
            self._page.filters.model.count(counts.vendors, counts.record_types)
            announce(self._page, self._page.spoken_summary)

    # What is shown beside the results

    def _show_hit(self, hit: Hit | None) -> None:
        detail = self._page.detail
        if hit is None or self._desk is None or self._answer is None:
            if self._browsing:
                detail.show_subject(None)
            elif self._answer is not None and self._answer.ambiguous and self._desk is not None:
                shared = self._answer.matches[: self._answer.sharing]
                entries = [match.entry for match in shared]
                detail.show_page(question_html(entries, self._pieces(shared[0]), self._desk.catalog.vocabulary))
            else:
                detail.show_page(self._nothing_fits())
            self.past.see(self._query if self._answer and self._answer.known else "", "")
            return
        detail.show_subject(self._subject(hit.match, self._answer, self._desk))
        self.past.see(self._query, hit.match.entry.id)

    def _nothing_fits(self) -> str:
        """The page that says so; guesses are links on it and never the answer."""
        if self._answer is None:
            return no_match()
        nearest = [match.entry for match in self._answer.matches[:MOST_NEAREST]]
        return no_match(self._answer.outside, nearest, unlisted=self._answer.unlisted)

    def _subject(self, match: Match, answer: Answer, desk: Desk) -> Subject:
        undecided = answer.ambiguous and match in answer.matches[: answer.sharing]
        if undecided:
            group = answer.matches[: answer.sharing]
            sharing = tuple(other.entry for other in group if other.entry.id != match.entry.id)
        else:
            sharing = sharing_entries(desk.catalog, match.entry)
        related = tuple(entry for entry in related_entries(desk.catalog, match.entry) if entry not in sharing)
        why = None if self._browsing else match.why
        return Subject(match.entry, match.values, why, sharing, related, undecided, message=self._pieces(match))

    def _pieces(self, match: Match) -> tuple[Piece, ...]:
        """The person's own message, where it is one: a text of the catalog, or nearly one with its values."""
        if self._browsing or not (match.found_text or match.values):
            return ()
        from app.core.lookup.highlighting import message_pieces  # noqa: PLC0415 - the core loads after the first paint

        return message_pieces(self._query, match.found_text, match.values)

    # What is kept

    def _show_past(self) -> None:
        kept, may_change = self.past.kept, self.past.may_change
        any_history = bool(self.past.searches() or self.past.entries())
        self._page.detail.set_empty(first_hint(kept=kept, any_history=any_history, may_change=may_change))
        if self._browsing and not self._page.results.hasFocus():
            self._reply(keep_choice=True)

    def _follow(self, link: str) -> None:
        if link in {KEEP_LINK, FORGET_LINK}:
            self.past.keep(link == KEEP_LINK)
        elif link == CLEAR_LINK:
            self.past.clear()

    def _speak_anew(self) -> None:
        """Say everything in the language spoken now."""
        if self._desk is not None:  # before that, nothing is said
            self._show_past()
            self._reply(keep_choice=True)
