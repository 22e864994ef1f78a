"""Names that are everyday words, known by what is next to them: `Sue Day`, `Key;Gene;2009-03-04`, `Mrs. Fields`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from app.core.sharing.harmless_words import ROLES
from app.core.sharing.pii_spans import BY_SHAPE, UNKNOWN, Kind, Mark

_NAME = r"[^\W\d_a-z][^\W\d_]*(?:['\u2019\-][^\W\d_]+)*"
_BESIDE = re.compile(rf" ({_NAME})(?=\s*(?:[<;,)\]\"'&|]|(?:by|who|and)\b|$))", re.MULTILINE)
_CELL_BEHIND = re.compile(
    rf"[\"']?(?: ?[|;,*^~\t] ?|  +)[\"']?({_NAME})(?=[\"']?\s*(?:[|;,*^~\t)\]]|  |$))", re.MULTILINE
)
_CELL_BEFORE = re.compile(
    rf"(?:^|[|;,*^~\t(\[:]|  )[\"' ]{{0,2}}({_NAME})[\"']?(?: ?[|;,*^~\t] ?|  +)[\"']?$", re.MULTILINE
)
_CELL_ENDS = re.compile(r"[\"']?\s*(?:[|;,*^~\t)\]]|  |$)", re.MULTILINE)
_CELL_BEGINS = re.compile(r"(?:^|[|;,*^~\t(\[:]|  )[\"' ]{0,2}$", re.MULTILINE)
# Last name first, in brackets or a cell: (Weeks Pat, 20318).
_BEFORE = re.compile(rf"[|;*^~\t(\[\"']({_NAME}) $")
_DISPLAYED = re.compile(rf"({_NAME}(?: {_NAME}|, {_NAME}){{1,3}})[\"']? ?[<(]$")
_FARTHEST: Final = 60
_EVIDENCE: Final = frozenset({Kind.ID, Kind.EMAIL, Kind.DATE, Kind.PHONE, Kind.ADDRESS})
_TITLED = re.compile(
    rf"(?<!\w)(?:(?:Mr|Mrs|Ms|Mx)\.?|(?:MRS?|MS)\.|Miss|Sr\.|Sra\.?)"
    rf" (?:(?:and|&) (?:Mr|Mrs|Ms)\.? )?((?:[A-Z]\. )?{_NAME}(?: {_NAME}(?=[ ,.;)]))?)"
)
_WITH_INITIAL = re.compile(rf"\b(?:for|by|with|from|to|user|student|skipped) ({_NAME} [A-Z]\.)")
_INITIAL = re.compile(rf"(?<=[\w,:] )([A-Z]\. {_NAME})(?! [A-Z])")
_GREETED = re.compile(
    rf"\b(?:Hi|Hello|Hey|Dear|Hola|Querid[oa]) ({_NAME}(?: {_NAME})?)(?=\s*(?:[,:!.\-\u2013]|$))", re.MULTILINE
)
_NOBODY: Final = frozenset(
    "all team support everyone everybody colleagues sir madam friends folks world registrar".split()
)
_THINGS: Final = frozenset(
    """unit plan grade group section period part block room level day week schedule type option class appendix hall
    building wing track team quarter term semester phase version vitamin hepatitis score""".split()
)
_NO_NAMES: Final = frozenset(
    """failed failure skipped error errors warning ok pass passed active inactive yes no true false null none missing
    invalid unknown updated created deleted added removed pending new male female student teacher staff parent guardian
    admin""".split()
)


def marks_by_title(text: str) -> Iterator[Mark]:
    """Whoever is called Mr. or Ms., and first names with an initial: `for Skip B.`."""
    for found in _TITLED.finditer(text):
        yield Mark(*found.span(1), Kind.PERSON, BY_SHAPE, "other")
    for found in _GREETED.finditer(text):
        if found.group(1).split()[-1].casefold() not in _NOBODY:
            yield Mark(*found.span(1), Kind.PERSON, BY_SHAPE, "other")
    for found in _INITIAL.finditer(text):
        before = text[max(0, found.start() - _FARTHEST) : found.start()].split()[-1:]
        if not before or before[0].casefold() not in _THINGS:
            yield Mark(*found.span(1), Kind.PERSON, BY_SHAPE, "")
    for found in _WITH_INITIAL.finditer(text):
        if found.group(1).split()[0].casefold() not in _THINGS:
            yield Mark(*found.span(1), Kind.PERSON, BY_SHAPE, "")


def marks_beside_names(text: str, names: Sequence[Mark]) -> Iterator[Mark]:
    """Words that are the rest of a name: behind it before a comma or quote, or in the next cell of a row."""
    persons = sorted((mark for mark in names if mark.kind is Kind.PERSON), key=lambda mark: mark.start)
    in_row = any(mark.kind in _EVIDENCE for mark in names)
    for mark in names:
        displayed = _DISPLAYED.search(text, max(0, mark.start - _FARTHEST), mark.start)
        if mark.kind is Kind.EMAIL and displayed is not None:
            yield Mark(*displayed.span(1), Kind.PERSON, UNKNOWN, mark.owner)
    for place, mark in enumerate(persons):
        found = _BESIDE.match(text, mark.end)
        before = _BEFORE.search(text, max(0, mark.start - _FARTHEST), mark.start) if in_row else None
        if found is not None and " " not in text[mark.start : mark.end] and _may_be_name(found.group(1)):
            yield Mark(*found.span(1), Kind.PERSON, UNKNOWN, mark.owner)
        elif before is not None and _may_be_name(before.group(1)) and _CELL_ENDS.match(text, mark.end):
            yield Mark(*before.span(1), Kind.PERSON, UNKNOWN, mark.owner)
        elif (
            in_row
            and _fills_cell(text, mark)
            and not any(
                _are_neighbors(text, first, second)
                for first, second in pairwise(persons[max(0, place - 1) : place + 2])
            )
        ):
            yield from _cells_beside(text, mark)


def _cells_beside(text: str, mark: Mark) -> Iterator[Mark]:
    before = _CELL_BEFORE.search(text, max(0, mark.start - _FARTHEST), mark.start)
    if before is not None and _may_be_name(before.group(1)):
        yield Mark(*before.span(1), Kind.PERSON, UNKNOWN, mark.owner)
        return
    behind = _CELL_BEHIND.match(text, mark.end)
    if behind is not None and _may_be_name(behind.group(1)):
        yield Mark(*behind.span(1), Kind.PERSON, UNKNOWN, mark.owner)


def _fills_cell(text: str, mark: Mark) -> bool:
    begins = _CELL_BEGINS.search(text, max(0, mark.start - 4), mark.start) is not None
    return begins and _CELL_ENDS.match(text, mark.end) is not None


def _are_neighbors(text: str, first: Mark, second: Mark) -> bool:
    """Whether two names are next to each other: a name of two parts is whole."""
    return not any(map(str.isalnum, text[first.end : second.start]))


def _may_be_name(word: str) -> bool:
    folded = word.casefold()
    return len(word) > 1 and folded not in _NO_NAMES and folded not in ROLES
