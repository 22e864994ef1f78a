"""Where an occurrence stands."""

from __future__ import annotations

from msgspec import Struct


class Place(Struct, frozen=True):
    """One occurrence: the file as shown (`week.zip!logs/mon.log`), its 1-based line, and the line's own time or ""."""

    path: str
    line: int
    time: str = ""
