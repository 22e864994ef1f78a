"""Where in a CSV file its header is, and what it says: titles and blank lines may stand above it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from app.core.scanning.table_columns import DELIMITERS, MIN_COLUMNS, Columns, columns_of_names

HEADER_LINES = 30
"""Lines from the top among which the header is looked for."""
LOOKED_AT = 60
"""Lines from the top that are looked at, with rows below the header."""
_HEADING_LINES = 6
"""Lines that a header with line ends within its headings may take."""
_ROWS = 10
_SEPARATOR = re.compile(r"[\"']?sep=(.)[\"']?[,;]*", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{2,}\S*\s+\S*[^\W\d_]{2}")
_MAX_TITLES = 2
"""Cells of a line above a header; a line with more is a row or a header itself."""


class CsvLayout(NamedTuple):
    """How a CSV file is written: where its header and the rows below it begin (lines from 0), names and marks.

    Not `is_sure`: the rows have more cells than the header, so that their cells may not be those that it names.
    """

    header: int
    below: int
    names: list[str]
    columns: Columns
    delimiter: str
    quote: str = '"'
    is_sure: bool = True


def layout_of(lines: Sequence[str]) -> CsvLayout | None:
    """The layout of a file that begins with these lines; None when it is no CSV file with messages or outcomes.

    A first line such as `sep=;` names the delimiter. A header further down must have rows below, and titles only above.
    """
    named = _SEPARATOR.fullmatch(lines[0].strip()) if lines else None
    delimiters = named[1] if named is not None else DELIMITERS
    first: CsvLayout | None = None
    for place in range(named is not None, min(len(lines), HEADER_LINES)):
        layout = _of_header(lines, place, delimiters) if lines[place].strip() else None
        if layout is None:
            continue
        if not any(map(str.strip, lines[named is not None : place])):
            first = layout
        elif (first is None or len(layout.columns) > len(first.columns)) and _stands_below_titles(layout, lines):
            # A title may read like a header: "Sync errors, week of 3/2".
            return _as_rows_are(layout, lines)
    return None if first is None else _as_rows_are(first, lines)


def _of_header(lines: Sequence[str], place: int, delimiters: str) -> CsvLayout | None:
    line = lines[place]
    below = place + 1
    while line.count('"') % 2 and below < min(len(lines), place + _HEADING_LINES):
        line += f" {lines[below]}"
        below += 1
    # A quote that never ends is a stray one, and the line a header all the same.
    return _of_heading(line, place, below, delimiters) or _of_heading(lines[place], place, place + 1, delimiters)


def _of_heading(line: str, place: int, below: int, delimiters: str) -> CsvLayout | None:
    for delimiter in delimiters:
        if delimiter not in line:
            continue
        quote = "'" if line.startswith("'") and f"'{delimiter}'" in line.replace(" ", "") else '"'
        names = next(cells_of([line], delimiter, quote), [])
        columns = columns_of_names(names)
        if columns is not None:
            return CsvLayout(place, below, names, columns, delimiter, quote)
    return None


def _stands_below_titles(layout: CsvLayout, lines: Sequence[str]) -> bool:
    """Whether what stands above a header are titles, and what stands below are its rows."""
    above = cells_of(lines[: layout.header], layout.delimiter, layout.quote)
    if any(sum(map(bool, map(str.strip, cells))) > min(_MAX_TITLES, len(layout.names) - 1) for cells in above):
        return False
    rows = _rows_below(layout, lines)
    return bool(rows) and sum(abs(len(row) - len(layout.names)) <= 1 for row in rows) > len(rows) / 2


def _as_rows_are(layout: CsvLayout, lines: Sequence[str]) -> CsvLayout:
    """The layout with as many columns as its rows have, where all have the same and what they differ by is blank.

    A delimiter may end each row and not the header, or the header only. And a last column may lack its heading where
    nothing else can be the message: so Event Viewer writes its descriptions.
    """
    rows = _rows_below(layout, lines)
    names, width = layout.names, len(layout.names)
    count = len(rows[0]) if rows else width
    if count == width or any(len(row) != count for row in rows):
        return layout
    if count < width:
        return layout if any(map(str.strip, names[count:])) else layout._replace(names=names[:count])
    cells = [cell for row in rows for cell in row[width:] if cell.strip()]
    if not cells:
        return layout._replace(names=[*names, *[""] * (count - width)], is_sure=False)
    if "message" in layout.columns.values() or count != width + 1 or not any(map(_WORDS.search, cells)):
        return layout
    return layout._replace(names=[*names, ""], columns={**layout.columns, width: "message"})


def _rows_below(layout: CsvLayout, lines: Sequence[str]) -> list[list[str]]:
    """Some rows below a header."""
    rows = cells_of(lines[layout.below :], layout.delimiter, layout.quote)
    return list(islice(filter(any, rows), _ROWS))


def is_row_by_itself(line: str, layout: CsvLayout) -> bool:
    """Whether a line can hardly be the inside of a cell: it has as many cells as the header, quoted as cells are."""
    width = len(layout.names)
    if width <= MIN_COLUMNS or line.count(layout.delimiter) < width - 1:
        return False
    if layout.quote in line:
        mark, quote = re.escape(layout.delimiter), re.escape(layout.quote)
        bare = re.sub(rf"(?:(?<={mark})|^)\s*{quote}(?:[^{quote}]|{quote}{quote})*{quote}\s*(?={mark}|$)", "", line)
        if layout.quote in bare:
            return False
    return len(next(cells_of([line], layout.delimiter, layout.quote), [])) == width


def cells_of(lines: Sequence[str], delimiter: str, quote: str) -> Iterator[list[str]]:
    """The cells of rows; those before a fault where there is one."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, quotechar=quote, skipinitialspace=True)
    try:
        yield from reader
    except csv.Error:
        return
