"""What the desk keeps for itself beside the catalog: notes, open cases, recent searches, the last filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.storage.userdata.cases import Cases
from app.storage.userdata.history import History
from app.storage.userdata.last_filters import LastFilters
from app.storage.userdata.notes import Notes
from app.storage.userdata.shared_json import SharedJson


@dataclass(frozen=True, slots=True)
class Keepsakes:
    """All of them; by default they last as long as the program runs."""

    notes: Notes = field(default_factory=Notes)
    cases: Cases = field(default_factory=Cases)
    history: History = field(default_factory=History)
    filters: LastFilters = field(default_factory=LastFilters)


def open_keepsakes(
    folder: Path, *, keep_history: bool, on_set_aside: Callable[[Path], None] | None = None
) -> Keepsakes:
    """Those of the settings folder, which need not exist yet. Reads nothing.

    `on_set_aside` is given the new place of each file that turns out to be broken.
    """

    def shared(name: str) -> SharedJson:
        return SharedJson(folder / name, on_set_aside)

    return Keepsakes(
        Notes(shared("notes.json")),
        Cases(shared("cases.json")),
        History(shared("history.json"), keep=keep_history),
        LastFilters(shared("filters.json")),
    )
