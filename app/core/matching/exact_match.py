"""Exact matches: which catalog texts stand in a message, which entries own them here, and their values."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from app.core.catalog.model import Catalog
from app.core.matching.certainty import Certainty, Judge
from app.core.matching.clues import NO_CLUES, ClueReader, Clues
from app.core.matching.disambiguation import Decision, decide
from app.core.matching.filters import NO_FILTERS, Filters
from app.core.matching.pattern import Owner, Pattern
from app.core.matching.pattern_index import Hit, PatternIndex
from app.core.matching.prepared_index import NO_GROUNDWORK, Groundwork
from app.core.text.multiline import MAX_RECORD_LINES, goes_on
from app.core.text.unwrapping import SOFT_BREAK

MAX_BESIDE = 1_200
"""Letters on each side of a message that are looked at for what is known of it."""

_MIN_CSV_CELLS = 3
_WEAK_WORDS = 5


class Found(Struct, frozen=True):
    """One catalog text found in a message (its literal `words`): the entries chosen for it and the values read out.

    `certainty` says whether the text surely is theirs, or only begins like it, or could as well be another program's.
    """

    words: tuple[str, ...]
    decision: Decision
    values: dict[str, str]
    start: int
    end: int
    certainty: Certainty = Certainty.CERTAIN

    @property
    def weak(self) -> bool:
        """Whether the text is so short that a longer, misspelled one may stand around it."""
        return len(self.words) <= _WEAK_WORDS

    @property
    def is_certain(self) -> bool:
        """Whether the text surely is a message of the entries chosen."""
        return self.certainty is Certainty.CERTAIN


class ExactMatcher:
    """Finds catalog texts in unwrapped text and decides between entries that share one.

    Immutable once built; look-up, log scan and catalog check all use it.
    """

    def __init__(self, catalog: Catalog, groundwork: Groundwork = NO_GROUNDWORK) -> None:
        """Index the catalog's templates."""
        self.patterns = PatternIndex(catalog.entries, groundwork)
        self.clue_reader = ClueReader(catalog.vocabulary)
        self.judge = Judge(catalog.vocabulary, self.clue_reader.signs)

    def find(
        self, text: str, filters: Filters = NO_FILTERS, context: Clues | None = None, *, in_log: bool = False
    ) -> list[Found]:
        """The texts that surely stand there, the most specific first.

        `context` holds what is known from around the text (file name, columns); what the
        text itself says goes before it, what the filters say before both. In a log, texts of
        any program count only with a sign of their system.
        """
        return [found for found in self.find_all(text, filters, context, in_log=in_log) if found.is_certain]

    def find_all(
        self, text: str, filters: Filters = NO_FILTERS, context: Clues | None = None, *, in_log: bool = False
    ) -> list[Found]:
        """The texts that stand there, also those that are not certain, which come last."""
        words = self.patterns.words_in(text)
        candidates = self.patterns.candidates(words)
        if not candidates:
            return []
        groups = self._groups(text, candidates, filters, context, in_log=in_log)
        if "\n" in text and not in_log and not any(group[0][0].is_certain for group in groups):
            # Wrapped by hand, in the middle of a value.
            joined = text.replace("\n", SOFT_BREAK)
            better = self._groups(joined, candidates, filters, context, in_log=False)
            if better and (not groups or better[0][0][0].is_certain):
                text, groups = joined, better
        return [self._decided(text, group, filters, context) for group in groups]

    def _groups(
        self, text: str, candidates: Sequence[Pattern], filters: Filters, context: Clues | None, *, in_log: bool
    ) -> list[_Group]:
        neighbours = _Neighbours(text, candidates, self.clue_reader)

        def clues_at(start: int, end: int) -> Clues:
            own = neighbours.clues(start, end)
            return filters.clues.or_else(own.or_else(context) if context else own)

        return _grouped(self.patterns.hits(text, candidates, self.judge, clues_at, in_log=in_log), filters)

    def _decided(self, text: str, group: _Group, filters: Filters, context: Clues | None) -> Found:
        first = group[0][0]
        owners = [owner for hit, own in group for owner in own if hit.certainty is first.certainty]
        excluded = [owner for hit, _ in group for owner in hit.excluded if filters.admits(owner.entry)]
        values = values_of(text, [hit for hit, _ in group])
        # Of those that only begin alike all are offered, whatever the values say.
        asked = values if first.is_certain else {}
        if len({owner.entry.id for owner in (*owners, *excluded)}) == 1:
            decision = decide(owners, NO_CLUES, asked)
        else:
            # The message's own words ("User not found") are no context; what stands around it is.
            around = self.clue_reader.read(text, (first.start, first.end))
            clues = filters.clues.or_else(around.or_else(context) if context else around)
            decision = decide(owners, clues, asked, excluded)
        return Found(first.words, decision, values, first.start, first.end, first.certainty)


_Group = list[tuple[Hit, tuple[Owner, ...]]]
"""Hits that share one text, each with those of its owners that the filters admit."""


def _grouped(hits: Sequence[Hit], filters: Filters) -> list[_Group]:
    """Hits with the same words share one text. The filters leave owners out."""
    groups: list[_Group] = []
    for hit in hits:
        owners = tuple(owner for owner in hit.owners if filters.admits(owner.entry))
        if not owners:
            continue
        own = next((group for group in groups if group[0][0].words == hit.words), None)
        if own is None:
            groups.append([(hit, owners)])
        else:
            own.append((hit, owners))
    return groups


class _Neighbours:
    """What stands beside a text in a pasted message: in its own record, and up to the next other text."""

    def __init__(self, text: str, candidates: Sequence[Pattern], clue_reader: ClueReader) -> None:
        self._text = text
        self._clue_reader = clue_reader
        self._vendors = clue_reader.vendors_in(text)
        places = [(found.span(), pattern) for pattern in candidates if (found := pattern.search.search(text))]
        self._places = [span for span, pattern in places if not pattern.is_generic]
        self._known: dict[tuple[int, int], Clues] = {}

    def clues(self, start: int, end: int) -> Clues:
        """The clues for a message at a place."""
        known = self._known.get((start, end))
        if known is None:
            first, last = record_around(self._text, start, end)
            first, last = max(first, start - MAX_BESIDE), min(last, end + MAX_BESIDE)
            whole = self._clue_reader.read(self._text[first:last], (start - first, end - first))
            left = max((stop for _, stop in self._places if stop <= start), default=0)
            right = min((begin for begin, _ in self._places if begin >= end), default=len(self._text))
            own = self._clue_reader.read_numbers(
                f"{self._text[max(first, left) : start]} \n {self._text[end : min(last, right)]}"
            )
            vendors = self._vendors | whole.vendors
            known = replace(whole, codes=own.codes, statuses=own.statuses, vendors=vendors)
            self._known[start, end] = known
        return known


def record_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the record that holds a place begins and ends: its lines, with those that belong to them."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    for _ in range(MAX_RECORD_LINES):
        above = text.rfind("\n", 0, max(0, first - 1)) + 1
        if not first or not goes_on(text[above : first - 1], text[first : _line_end(text, first)]):
            break
        first = above
    for _ in range(MAX_RECORD_LINES):
        begin = text.rfind("\n", 0, last) + 1
        below = _line_end(text, last + 1)
        if last >= len(text) or not goes_on(text[begin:last], text[last + 1 : below]):
            break
        last = below
    return first, last


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


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
