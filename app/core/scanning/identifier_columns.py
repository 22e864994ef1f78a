"""The identifiers of many rows, column by column: what `identifiers_of` says of each row, asked of all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from operator import eq
from typing import NamedTuple

from app.core.scanning.table_columns import NamedColumn
from app.core.text.identifiers import PARTS_OF_NAMES, full_name, kinds_of_column, spelled


class RowsNamed(NamedTuple):
    """Rows, by their places, that name records of the same kinds, with a column of names for each kind.

    `names` is None where a row names something twice, so that it must be read by itself.
    """

    places: Sequence[int]
    names: list[list[str]] | None


class IdentifierColumns:
    """What the columns of some rows identify."""

    def __init__(self, columns: Sequence[NamedColumn], have_times: Sequence[bool]) -> None:
        """Look at columns; whether a row has a time is one more thing by which rows are told apart."""
        self._columns = columns
        kinds = [kinds_of_column(column.meaning, column.texts) for column in columns]
        # Whether a user's name shows a roster hangs on its digits.
        digits = [list(map(_has_digit, column.texts)) for column in columns if column.meaning == "user"]
        self._told: list[Sequence[str | bool]] = [*kinds, *digits, have_times]

    def rows_by_names(self, start: int, stop: int) -> Iterator[RowsNamed]:
        """Sort rows, from one place up to another, by the kinds of records that they name."""
        told = [own[start:stop] for own in self._told]
        count = stop - start
        if all(own.count(own[0]) == count for own in told):
            yield from self._named(range(start, stop), [own[0] for own in told])
            return
        by_pattern: dict[tuple[str | bool, ...], list[int]] = {}
        for place, pattern in enumerate(zip(*told, strict=True), start):
            by_pattern.setdefault(pattern, []).append(place)
        for pattern, places in by_pattern.items():
            yield from self._named(places, pattern)

    def _named(self, places: Sequence[int], pattern: Sequence[str | bool]) -> Iterator[RowsNamed]:
        """What rows name whose columns identify records of these kinds; those that name something twice apart."""
        names = self._names(places, pattern)
        twice: set[int] = set()
        for one, other in combinations(names, 2):
            same = list(map(eq, one, other))
            if True in same:
                twice.update(number for number, is_same in enumerate(same) if is_same)
        if twice:
            yield RowsNamed([places[number] for number in sorted(twice)], None)
            kept = [number for number in range(len(places)) if number not in twice]
            places = [places[number] for number in kept]
            names = [[column[number] for number in kept] for column in names]
        if places:
            yield RowsNamed(places, names)

    def _names(self, places: Sequence[int], pattern: Sequence[str | bool]) -> list[list[str]]:
        """A column of names for each kind, in the order of `identifiers_of`."""
        names: list[list[str]] = []
        parts: dict[str, list[str]] = {}
        is_person = False
        for kind, column in zip(pattern, self._columns, strict=False):
            if not kind:
                continue
            texts = _at(column.texts, places)
            if column.meaning in PARTS_OF_NAMES:
                parts.setdefault(column.meaning, texts)
                continue
            is_person = is_person or kind == "person"
            names.append([spelled(text, "row") for text in texts] if kind == "row" else texts)
        if parts and not is_person:
            none = [""] * len(places)
            names.append(list(map(full_name, parts.get("first name", none), parts.get("last name", none))))
        return names


def _at(texts: list[str], places: Sequence[int]) -> list[str]:
    if isinstance(places, range):
        return texts[places.start : places.stop]
    return [texts[place] for place in places]


def _has_digit(text: str) -> bool:
    return text[-1:].isdigit() or any(map(str.isdigit, text))
