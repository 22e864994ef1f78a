"""Recent searches and recently opened entries: when something counts as searched or opened, and who keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.shared.notices import Kind, Notice

if TYPE_CHECKING:
    from app.gui.shared.preferences import Preferences
    from app.storage.userdata.history import History

REST_MS: Final = 1500
"""So long a person reads before what they asked counts as a search, and what they see as opened."""

MOST_SHOWN: Final = 5


class PastKeeper(QObject):
    """Notes what was asked and read for a while, and follows the setting whether to keep it.

    Signals:
        changed: Something else is kept, or it is kept elsewhere.
        noticed: It could not be kept (a Notice).
    """

    changed = Signal()
    noticed = Signal(object)

    def __init__(self, history: History, preferences: Preferences | None, parent: QObject) -> None:
        """Begin with what is kept already; without preferences it is for this run only."""
        super().__init__(parent)
        self._history, self._preferences = history, preferences
        self._query = self._entry_id = self._last = ""
        self._told = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.note_now)
        if preferences is not None:
            preferences.changed.connect(self._follow)

    @property
    def kept(self) -> bool:
        """Whether it lasts beyond this run."""
        return self._history.kept

    @property
    def may_change(self) -> bool:
        """Whether the person may say so, or an administrator has."""
        return self._preferences is not None and "keep_history" not in self._preferences.locked

    def searches(self) -> tuple[str, ...]:
        """The latest searches."""
        return self._read(self._history.searches)[:MOST_SHOWN]

    def entries(self) -> tuple[str, ...]:
        """The ids of the entries opened last."""
        return self._read(self._history.entries)[:MOST_SHOWN]

    def see(self, query: str, entry_id: str) -> None:
        """This is on the screen now; both may be empty. It counts once it stays for a while."""
        if (query, entry_id) != (self._query, self._entry_id):
            self._query, self._entry_id = query, entry_id
            self._rest.start()

    def note_now(self) -> None:
        """What is on the screen counts now: it was opened, copied, or read for a while."""
        self._rest.stop()
        query, entry_id = self._query, self._entry_id
        if not query and not entry_id:
            return
        try:
            if query.strip():
                # Typing went on after a pause: one search, not two.
                self._history.add_search(query, instead=self._last if query.startswith(self._last) else "")
                self._last = query
            if entry_id:
                self._history.add_entry(entry_id)
        except OSError as problem:
            self._tell(problem)
        self.changed.emit()

    def keep(self, wanted: bool) -> None:
        """Keep it on this computer from now on, or no longer."""
        if self._preferences is not None:
            self._preferences.change(keep_history=wanted)

    def clear(self) -> None:
        """Forget everything."""
        self._rest.stop()
        self._last = ""
        try:
            self._history.clear()
        except OSError as problem:
            self._tell(problem)
        self.changed.emit()

    def _follow(self, names: frozenset[str]) -> None:
        if "keep_history" in names and self._preferences is not None:
            try:
                self._history.keep(self._preferences.settings.keep_history)
            except OSError as problem:
                self._tell(problem)
            self.changed.emit()

    def _read(self, what: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        try:
            return what()
        except OSError as problem:
            self._tell(problem)
            return ()

    def _tell(self, problem: OSError) -> None:
        if not self._told:  # once is enough
            self._told = True
            words = self.tr("Recent searches cannot be kept: {reason}")
            self.noticed.emit(Notice(Kind.WARNING, words.format(reason=problem.strerror), repr(problem)))
