"""Exact matches: which catalog texts stand in a message, which entries own them here, and their values."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence

from msgspec import Struct

from app.core.clues import NO_CLUES, ClueReader, Clues
from app.core.decision import Decision, decide
from app.core.filters import NO_FILTERS, Filters
from app.core.groundwork import NO_GROUNDWORK, Groundwork
from app.core.model import Catalog
from app.core.patterns import Hit, Owner, PatternIndex
from app.core.unwrapping import SOFT_BREAK

_MIN_CSV_CELLS = 3
_WEAK_WORDS = 5


class Found(Struct, frozen=True):
    """One catalog text found in a message (its literal `words`): the entries chosen for it and the values read out."""

    words: tuple[str, ...]
    decision: Decision
    values: dict[str, str]
    start: int
    end: int

    @property
    def weak(self) -> bool:
        """Whether the text is so short that a longer, misspelled one may stand around it."""
        return len(self.words) <= _WEAK_WORDS


class ExactMatcher:
    """Finds catalog texts in unwrapped text and decides between entries that share one.

    Immutable once built; look-up, log scan and catalog check all use it.
    """

    def __init__(self, catalog: Catalog, groundwork: Groundwork = NO_GROUNDWORK) -> None:
        """Index the catalog's templates."""
        self.patterns = PatternIndex(catalog.entries, groundwork)
        self.clue_reader = ClueReader(catalog.vocabulary)

    def find(
        self, text: str, filters: Filters = NO_FILTERS, context: Clues | None = None, *, in_log: bool = False
    ) -> list[Found]:
        """The texts found, the most specific first.

        `context` holds what is known from around the text (file name, columns); what the
        text itself says goes before it, what the filters say before both. In a log, generic
        texts count only with their vendor known.
        """
        words = self.patterns.words_in(text)
        candidates = self.patterns.candidates(words)
        if not candidates:
            return []
        own = self.clue_reader.read_numbers(text)
        clues = filters.clues.or_else(own.or_else(context) if context else own)
        groups = self._grouped(self.patterns.hits(text, clues, candidates, in_log=in_log), filters)
        if not groups and "\n" in text and not in_log:
            # Wrapped by hand, in the middle of a value.
            text = text.replace("\n", SOFT_BREAK)
            groups = self._grouped(self.patterns.hits(text, clues, candidates), filters)
        return [self._decided(text, group, filters, context) for group in groups]

    @staticmethod
    def _grouped(hits: Sequence[Hit], filters: Filters) -> list[list[tuple[Hit, tuple[Owner, ...]]]]:
        """Hits with the same words share one text; owners that the filters leave out are dropped."""
        groups: dict[tuple[str, ...], list[tuple[Hit, tuple[Owner, ...]]]] = {}
        for hit in hits:
            owners = tuple(owner for owner in hit.owners if filters.admits(owner.entry))
            if owners:
                groups.setdefault(hit.words, []).append((hit, owners))
        return list(groups.values())

    def _decided(
        self, text: str, group: list[tuple[Hit, tuple[Owner, ...]]], filters: Filters, context: Clues | None
    ) -> Found:
        first = group[0][0]
        owners = [owner for _, own in group for owner in own]
        values = values_of(text, [hit for hit, _ in group])
        if len({owner.entry.id for owner in owners}) == 1:
            return Found(first.words, decide(owners, NO_CLUES, values), values, first.start, first.end)
        # The message's own words ("User not found") are no context; what stands around it is.
        around = self.clue_reader.read(text, (first.start, first.end))
        clues = filters.clues.or_else(around.or_else(context) if context else around)
        decision = decide(owners, clues, values)
        return Found(first.words, decision, values, first.start, first.end)


def values_of(text: str, hits: Sequence[Hit]) -> dict[str, str]:
    """The values of the hits; in a CSV row they are read from the one cell that holds the message."""
    if len(hits) == 1 and not any("," in value for value in hits[0].values.values()):
        return hits[0].values
    values: dict[str, str] = {}
    cells: list[str] = []
    if any("," in value for hit in hits for value in hit.values.values()) and may_be_a_row(text):
        cells = _csv_cells(text)
    is_cell = _cell_test(text)
    for hit in hits:
        read = hit.values
        for cell in cells:
            # The pattern first: a hostile row has a hundred thousand cells, and the test reads the whole row.
            found = hit.pattern.search.search(cell)
            if found is not None and is_cell(cell):
                read = hit.pattern.template.values(found)
                break
        for name, value in read.items():
            values.setdefault(name, value)
    return values


def may_be_a_row(text: str) -> bool:
    """Whether `_cell_test` can hold for any cell at all; it costs nothing, reading cells does."""
    return _is_bare(text) or ',"' in text or text.startswith('"')


def _is_bare(text: str) -> bool:
    return '"' not in text and "{" not in text and ", " not in text


def _csv_cells(text: str) -> list[str]:
    """The cells of a row, if it is read as CSV."""
    if "\n" in text:
        return []
    try:
        cells = next(csv.reader([text], strict=False), [])
    except csv.Error:
        return []
    return cells if len(cells) >= _MIN_CSV_CELLS else []


def _cell_test(text: str) -> Callable[[str], bool]:
    """Tells the cells of a row that are surely cells: quoted as CSV quotes, or in a row without quotes and braces."""
    bare = _is_bare(text)
    return lambda cell: bare or f',"{_quoted(cell)}"' in f",{text}"


def _quoted(cell: str) -> str:
    return cell.replace('"', '""')
