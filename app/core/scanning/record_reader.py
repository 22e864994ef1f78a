"""Reading the records of documents, of which most are alike: their texts as lines are, beside what columns say.

The message and what stands beside it is read by `line_reader`; the time and the names that columns or fields give
go before those in the text, as they do where a record is read by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.core.scanning.affected_record import failed_first, told_kinds
from app.core.scanning.log_record import AlikeRecords, LogRecord
from app.core.scanning.reading_plans import Facts, Reading, Sort

_MAX_ORDERS = 4_000


class _Order(NamedTuple):
    """How the facts of one sort of records are put together: `names` by their places in all names."""

    sort: Sort
    names: tuple[int, ...]


class AlikeFacts(NamedTuple):
    """The sort and the facts of many records: a column for the times, one for each kind of name, one for each value."""

    sort: Sort
    columns: list[Sequence[str]]


class RecordReader:
    """Puts together what a record's text says and what its columns say. One thread uses it at a time."""

    def __init__(self) -> None:
        """Start empty."""
        self._orders: dict[tuple[Sort, tuple[str, ...], frozenset[str], bool], _Order] = {}

    def whole(self, record: LogRecord, reading: Reading, facts: Facts, *, waits: bool) -> tuple[Sort, Facts] | None:
        """The sort and the facts of a record from those of its text; None: it must be read by itself.

        `waits`: which of several entries is meant, a heading that is not known yet may tell.
        """
        sort = reading.sort
        if (waits and reading.undecided) or (record.names and not reading.is_plain):
            # What its columns name may say whose the ids in its text are.
            return None
        if not record.names:
            if not record.time:
                return sort, facts
            return self._order(sort, (), frozenset(), timed=True).sort, (record.time, *facts[1:])
        count = 1 + len(sort.kinds)
        names = (*record.names, *facts[1:count])
        if len(set(names)) != len(names):
            return None
        order = self._order(sort, tuple(record.names.values()), record.clues.record_types, timed=bool(record.time))
        return order.sort, (record.time or facts[0], *[names[place] for place in order.names], *facts[count:])

    def columns(self, records: AlikeRecords, reading: Reading, facts: Facts, *, waits: bool) -> AlikeFacts | None:
        """`whole` of many records at once; None: each must be read by itself."""
        sort, kinds = reading.sort, tuple(records.first.names.values())
        if (waits and reading.undecided) or (kinds and not reading.is_plain):
            return None
        count = 1 + len(sort.kinds)
        named = facts[1:count]
        if any(name in column for name in named for column in records.names):
            return None
        every = len(records.numbers)
        timed = bool(records.first.time)
        names: list[Sequence[str]] = [*records.names, *([name] * every for name in named)]
        if kinds or timed:
            order = self._order(sort, kinds, records.first.clues.record_types if kinds else frozenset(), timed=timed)
            sort, names = order.sort, [names[place] for place in order.names]
        times = records.times if timed else [facts[0]] * every
        return AlikeFacts(sort, [times, *names, *([value] * every for value in facts[count:])])

    def _order(self, sort: Sort, kinds: tuple[str, ...], record_types: frozenset[str], *, timed: bool) -> _Order:
        """The order for records of a sort with names of these kinds beside the text, and perhaps a time."""
        key = (sort, kinds, record_types, timed)
        order = self._orders.get(key)
        if order is None:
            every = dict(enumerate((*told_kinds(kinds, record_types), *sort.kinds)))
            named = failed_first(every, sort.entries[0].record_type)
            if len(self._orders) >= _MAX_ORDERS:
                self._orders.clear()
            iso_times = sort.iso_times and not timed
            merged = Sort(sort.entries, tuple(named.values()), sort.values, iso_times)
            order = self._orders[key] = _Order(merged, tuple(named))
        return order
