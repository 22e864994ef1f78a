"""What a person chose beside the text: vendors and record types."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from app.core.clues import Clues
from app.core.model import Entry


class Filters(Struct, frozen=True):
    """Any of these vendors and any of these record types; an empty set means all."""

    vendors: frozenset[str] = frozenset()
    record_types: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything is filtered at all."""
        return bool(self.vendors or self.record_types)

    def admits(self, entry: Entry) -> bool:
        """Whether an entry passes the filters."""
        return (not self.vendors or entry.vendor in self.vendors) and (
            not self.record_types or not self.record_types.isdisjoint(entry.record_types)
        )

    @property
    def clues(self) -> Clues:
        """The filters as clues: what a person chose is known about the message."""
        return Clues(vendors=self.vendors, record_types=self.record_types, nearby=self.vendors)


NO_FILTERS = Filters()


def narrowed(entries: Sequence[Entry], record_type: str) -> tuple[Entry, ...]:
    """Of entries that share a text undecided those of a record type, all of them where none is of it."""
    return tuple(entry for entry in entries if record_type in entry.record_types) or tuple(entries)
