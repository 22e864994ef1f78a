"""Reading the records of documents, of which most are alike: their texts as lines are, beside what columns say.

The message and what stands beside it is read by `line_reader`; the time and the names that columns or fields give
go before those in the text, as they do where a record is read by itself.
"""

from __future__ import annotations

from typing import NamedTuple

from app.core.affected import main_of
from app.core.line_memo import Facts, Reading, Sort
from app.core.log_record import LogRecord

_MAX_ORDERS = 4_000
_ROW = "row"


class _Order(NamedTuple):
    """How the facts of one sort of records are put together: `names` by their places in all names."""

    sort: Sort
    names: tuple[int, ...]


class RecordReader:
    """Puts together what a record's text says and what its columns say. One thread uses it at a time."""

    def __init__(self) -> None:
        """Start empty."""
        self._orders: dict[tuple[Sort, tuple[str, ...], bool], _Order] = {}

    def whole(self, record: LogRecord, reading: Reading, facts: Facts, *, waits: bool) -> tuple[Sort, Facts] | None:
        """The sort and the facts of a record from those of its text; None: it must be read by itself.

        `waits`: which of several entries is meant, a heading that is not known yet may tell.
        """
        sort = reading.sort
        if (waits and reading.undecided) or (record.names and len(sort.kinds) > 1):
            # Which of the text's names came first is not known any more.
            return None
        if not record.names:
            if not record.time:
                return sort, facts
            return self._order(sort, (), timed=True).sort, (record.time, *facts[1:])
        count = 1 + len(sort.kinds)
        names = (*record.names.values(), *facts[1:count])
        if len(set(names)) != len(names):
            return None
        order = self._order(sort, tuple(record.names), timed=bool(record.time))
        if order.sort.kinds == (_ROW,):
            names = (f"row {names[0]}",)
        return order.sort, (record.time or facts[0], *[names[place] for place in order.names], *facts[count:])

    def _order(self, sort: Sort, kinds: tuple[str, ...], *, timed: bool) -> _Order:
        """The order for records of a sort with names of these kinds beside the text, and perhaps a time."""
        key = (sort, kinds, timed)
        order = self._orders.get(key)
        if order is None:
            every = dict(enumerate((*kinds, *sort.kinds)))
            # A row number counts only where nothing else is named.
            named = {place: kind for place, kind in every.items() if kind != _ROW} or every
            if named:
                main = main_of(named, sort.entries[0].record_type)
                named = {main: named.pop(main), **named}
            if len(self._orders) >= _MAX_ORDERS:
                self._orders.clear()
            iso_times = sort.iso_times and not timed
            merged = Sort(sort.entries, tuple(named.values()), sort.values, iso_times)
            order = self._orders[key] = _Order(merged, tuple(named))
        return order
