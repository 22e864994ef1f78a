"""Rows of a table put together by what they say: few cells of a row decide that, and they repeat from row to row.

Each combination of deciding cells is read once, as the row that it stands in first; what differs between its rows,
their times and identifiers, is taken column by column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.identifier_columns import IdentifierColumns
from app.core.scanning.log_record import AlikeRecords, LogRecord, Outcome
from app.core.scanning.table_columns import RowReader
from app.core.scanning.unknown_lines import may_be_heading


class RowBatch(NamedTuple):
    """Some rows of a table in their order: the cells and the number of each; `text_of` gives a row as it stands."""

    cells: Sequence[Sequence[str]]
    numbers: Sequence[int]
    text_of: Callable[[int], str]


class _Group(NamedTuple):
    """Rows that say the same, by their places in order, and what they say."""

    places: list[int]
    text: str
    outcome: Outcome


class RowGroups:
    """Reads the rows of one table, some at a time. `left_out` counts those that do not matter."""

    def __init__(self, reader: RowReader, sieve: Sieve, is_header: Callable[[Sequence[str]], bool]) -> None:
        """Read rows by their columns. A header that is repeated is no row."""
        self._reader = reader
        self._sieve = sieve
        self._is_header = is_header
        self._deciding = reader.deciding
        self.left_out = 0

    def records(self, rows: RowBatch) -> Iterator[LogRecord | AlikeRecords]:
        """The records of those rows that matter, in an order that makes no difference."""
        groups = self._groups(rows)
        matter = set(self._sieve.matter([group.text for group in groups]))
        wanted: list[_Group] = []
        for number, group in enumerate(groups):
            if number in matter or group.outcome.is_trouble:
                wanted.append(group)
            else:
                self.left_out += len(group.places)
        yield from self._records(rows, _between_headings(wanted))

    def _groups(self, rows: RowBatch) -> list[_Group]:
        """All rows but headers. One whose text is that of the whole row is a group by itself."""
        reader = self._reader
        groups: list[_Group] = []
        for places in self._alike(rows.cells):
            first = rows.cells[places[0]]
            if reader.may_be_header(first):
                places = [place for place in places if not self._is_header(rows.cells[place])]  # noqa: PLW2901
                if not places:
                    continue
            outcome = reader.outcome(first)
            text = reader.text(first, "")
            if text:
                groups.append(_Group(places, text, outcome))
            else:
                groups += [_Group([place], rows.text_of(place), outcome) for place in places]
        return groups

    def _alike(self, cells: Sequence[Sequence[str]]) -> Iterable[list[int]]:
        """The places of rows whose deciding cells are the same. One whose cells may have moved is alike to none."""
        reader = self._reader
        if not reader.is_sure:
            return [[place] for place in range(len(cells))]
        fits = list(map(reader.fits, cells))
        if not all(fits):
            fitting = [place for place, is_fitting in enumerate(fits) if is_fitting]
            alike = self._alike([cells[place] for place in fitting])
            others = [[place] for place, is_fitting in enumerate(fits) if not is_fitting]
            return [*([fitting[place] for place in places] for places in alike), *others]
        groups: dict[Hashable, list[int]] = {}
        columns = [reader.deciding_column(index, cells) for index in self._deciding]
        for place, key in enumerate(zip(*columns, strict=True)):
            known = groups.get(key)
            if known is None:
                groups[key] = [place]
            else:
                known.append(place)
        return groups.values()

    def _records(self, rows: RowBatch, groups: Sequence[_Group]) -> Iterator[LogRecord | AlikeRecords]:
        """The records of rows that say the same, group by group."""
        places = [place for group in groups if len(group.places) > 1 for place in group.places]
        cells = [rows.cells[place] for place in places]
        times = self._reader.times(cells)
        columns = IdentifierColumns(self._reader.named_columns(cells), list(map(bool, times)))
        stop = 0
        for group in groups:
            if len(group.places) == 1:
                yield self._record(rows, group, group.places[0])
                continue
            start, stop = stop, stop + len(group.places)
            for some in columns.rows_by_names(start, stop):
                if some.names is None or len(some.places) == 1:
                    for place in some.places:
                        yield self._record(rows, group, places[place])
                else:
                    yield AlikeRecords(
                        self._record(rows, group, places[some.places[0]]),
                        [rows.numbers[places[place]] for place in some.places],
                        [times[place] for place in some.places],
                        some.names,
                    )

    def _record(self, rows: RowBatch, group: _Group, place: int) -> LogRecord:
        return self._reader.record_saying(group.text, group.outcome, rows.cells[place], rows.numbers[place])


def _between_headings(groups: Sequence[_Group]) -> Sequence[_Group]:
    """The groups; where a heading stands between the rows of one, those above and those below it as groups.

    What a heading says holds for the rows below it, so nothing is moved across one.
    """
    headings = [group for group in groups if not group.outcome.is_trouble and may_be_heading(group.text)]
    if not headings:
        return groups
    edges = sorted(edge for group in headings for place in group.places for edge in (place, place + 1))
    parts = [
        (part, group._replace(places=list(places)))
        for group in groups
        for part, places in groupby(group.places, key=lambda place: bisect_right(edges, place))
    ]
    return [group for _, group in sorted(parts)]
