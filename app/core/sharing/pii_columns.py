"""Identities by their column: what the first line of a CSV file says about all lines below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.core.sharing.pii_fields import Field, kind_of_column
from app.core.sharing.pii_patterns import kind_of_value
from app.core.sharing.pii_spans import BY_FIELD, Kind, Mark

_DELIMITERS: Final = (",", ";", "\t", "|")
_HEADING = re.compile(r"[\ufeff\"' ]{0,3}[^\W\d_][\w .\-/()#]{0,40}[\"' ]{0,2}")
_LEAST_COLUMNS, _LEAST_KNOWN = 2, 2


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table hold, None for those whose heading says nothing."""

    delimiter: str
    fields: tuple[Field | None, ...]

    def marks(self, line: str) -> Iterator[Mark]:
        """The identities of a row. A line that is no row of this table has none."""
        cells = list(_cells(line, self.delimiter))
        if len(cells) != len(self.fields):
            return
        for (start, end), field in zip(cells, self.fields, strict=True):
            value = line[start:end]
            bare = value.strip()
            if field is None or not bare or bare.casefold() in {"null", "none", "n/a", "-"}:
                continue
            if field.kind is Kind.KEEP and not any(map(str.isdigit, bare)):
                continue
            first = start + len(value) - len(value.lstrip())
            yield Mark(first, first + len(bare), kind_of_value(field.kind, bare), BY_FIELD, field.owner)


def columns_of(line: str, before: Columns | None) -> Columns | None:
    """The columns that a line names, if it is the heading of a table; None if not."""
    bare = line.strip("\r\n")
    if len(bare) > 4_000 or "\n" in bare or any(mark.isdigit() and before is not None for mark in bare):
        return None
    for delimiter in _DELIMITERS:
        names = bare.strip(delimiter if delimiter == "|" else "").split(delimiter)
        if len(names) < _LEAST_COLUMNS or not all(_HEADING.fullmatch(name) for name in names):
            continue
        fields = tuple(kind_of_column(name.strip("\ufeff\"' ")) for name in names)
        known = [field for field in fields if field is not None]
        if len(known) >= _LEAST_KNOWN or (
            len(names) > _LEAST_KNOWN and any(field.kind is not Kind.KEEP for field in known)
        ):
            return Columns(delimiter, fields)
    return None


def _cells(line: str, delimiter: str) -> Iterator[tuple[int, int]]:
    """Where the cells of a row stand, without the quotes around them."""
    line = line.rstrip("\r\n")
    place = 0
    if delimiter == "|" and line.lstrip().startswith("|"):
        place, line = line.index("|") + 1, line.rstrip().removesuffix("|")
    while place <= len(line):
        if line.startswith('"', place):
            end = place + 1
            while (end := line.find('"', end)) >= 0 and line.startswith('"', end + 1):
                end += 2
            if end < 0:
                return
            yield place + 1, end
            place = end + 1
            if place < len(line) and not line.startswith(delimiter, place):
                return
        else:
            end = line.find(delimiter, place)
            end = len(line) if end < 0 else end
            yield place, end
            place = end
        if place >= len(line):
            return
        place += 1
