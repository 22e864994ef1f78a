"""What a person chose beside the text: vendors and record types."""

from __future__ import annotations

from msgspec import Struct

from app.core.catalog.model import Entry
from app.core.matching.clues import Clues


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
