"""Recent searches and recently opened entries, the newest first.

Searches may hold students' data: they are written to disk only when the person wants it, and forgotten when not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.storage.userdata.shared_json import SharedJson, Values

MOST: Final = 20
"""Searches and entries kept, each."""

MOST_LETTERS: Final = 2_000
"""Letters of one search; longer pastes are not kept, for they are whole mails or logs."""

_SEARCHES: Final = "searches"
_ENTRIES: Final = "entries"


class History:
    """What was searched and opened. With `keep`, in the file; without, in memory until the program ends."""

    def __init__(self, file: SharedJson | None = None, *, keep: bool = False) -> None:
        """Nothing is read yet."""
        self._file = file
        self._kept = keep and file is not None
        self._own: Values = {}

    @property
    def kept(self) -> bool:
        """Whether it lasts beyond this run."""
        return self._kept

    def searches(self) -> tuple[str, ...]:
        """Recent searches. Raises OSError when the file cannot be read."""
        return _list(self._values(), _SEARCHES)

    def entries(self) -> tuple[str, ...]:
        """Ids of entries recently opened. Raises OSError when the file cannot be read."""
        return _list(self._values(), _ENTRIES)

    def add_search(self, query: str, instead: str = "") -> None:
        """Put a search first; `instead` is an unfinished one that it replaces. Raises OSError."""
        text = query.strip()
        if text and len(text) <= MOST_LETTERS:
            self._put(_SEARCHES, text, instead.strip())

    def add_entry(self, entry_id: str) -> None:
        """Put an entry first. Raises OSError."""
        self._put(_ENTRIES, entry_id)

    def clear(self) -> None:
        """Forget everything, here and on disk. Raises OSError."""
        self._own.clear()
        if self._file is not None:
            self._file.forget()

    def keep(self, wanted: bool) -> None:
        """Keep it on disk from now on, or take it from the disk into memory. Raises OSError."""
        if wanted == self._kept or self._file is None:
            return
        values = dict(self._values())
        if wanted:
            self._file.update(lambda kept: kept.update(_merged(values, kept)))
        else:
            self._file.forget()
            self._own = values
        self._kept = wanted

    def _values(self) -> Values:
        return self._file.read() if self._kept and self._file is not None else self._own

    def _put(self, name: str, item: str, instead: str = "") -> None:
        def change(values: Values) -> None:
            others = [old for old in _list(values, name) if old not in {item, instead}]
            values[name] = [item, *others][:MOST]

        if self._kept and self._file is not None:
            self._file.update(change)
        else:
            change(self._own)


def _merged(newer: Mapping[str, object], older: Mapping[str, object]) -> Values:
    return {
        name: list(dict.fromkeys((*_list(newer, name), *_list(older, name))))[:MOST] for name in (_SEARCHES, _ENTRIES)
    }


def _list(values: Mapping[str, object], name: str) -> tuple[str, ...]:
    items = values.get(name)
    return tuple(item for item in items if isinstance(item, str)) if isinstance(items, list) else ()
