"""Lines without a known message: whether one tells of an error, or is the heading of a step of the sync."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.clues import ClueReader, Clues
from app.core.line_rules import RULES
from app.core.prefilter import HEADING_MARKS, HEADING_WORDS
from app.core.shapes import WORDS, looks_like_an_error, shape_of
from app.core.wordings import cut, meaningful_pieces, sorts_of

MAX_LETTERS = 800
"""Of longer lines not all is in the shape; each is always looked at by itself."""

MAX_KNOWN = 14_000
"""Wordings remembered; beyond, all are dropped and learned again as they are met."""

_WORDS, _MARKS = "|".join(HEADING_WORDS), "|".join(map(re.escape, HEADING_MARKS))
_HEADING = re.compile(
    rf"(?i)^(?:(?:[\W\dTZ]{{0,60}}?(?<=[\dZ\])>|*=#] )|[ \t]*[\[(]?)(?:info(?: |: |\] | - ))?(?:{_WORDS})"
    rf"|[\W\dTZ]{{0,60}}?(?:{_MARKS}))"
)
_MAX_HEADING = 160


@dataclass(frozen=True, slots=True)
class Other:
    """What a line says: its shape if it tells of an error, else ""; `step` if it is a heading, what it names."""

    shape: str = ""
    step: Clues | None = None


_SILENT = Other()


class OtherLines:
    """Reads such lines; those worded alike say the same (see `wordings`). One thread uses it."""

    def __init__(self, clue_reader: ClueReader, *, remember: bool = True) -> None:
        """Read headings by the vocabulary's words. `remember=False` works out every line anew (for comparison)."""
        self._clue_reader = clue_reader
        # A name with digits would be a clue that a varying piece hides.
        self._remember = remember and not clue_reader.reads_digits
        self._known: dict[tuple[object, ...], Other] = {}
        names = meaningful_pieces([*WORDS, *RULES, *HEADING_WORDS, *clue_reader.names])
        # Words that the numbers in these patterns stand for: no error, and a reply's status.
        self._words = names | {"0", *map(str, range(400, 600))}

    def read(self, text: str) -> Other:
        """What a line says."""
        if not self._remember or len(text) > MAX_LETTERS:
            return self._worked_out(text)
        pieces = cut(text)
        varying = pieces[1::2]
        # Short words in capitals stand in the shape as they are, if no digit follows them.
        meaning = tuple([piece if piece in self._words or piece.isalpha() else "" for piece in varying])
        # A heading is a short line.
        key = (sorts_of(varying), len(text) < _MAX_HEADING, meaning, *pieces[::2])
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= MAX_KNOWN:
                self._known.clear()
            known = self._known[key] = self._worked_out(text)
        return known

    def _worked_out(self, text: str) -> Other:
        if looks_like_an_error(text):
            return Other(shape_of(text))
        if len(text) < _MAX_HEADING and _HEADING.match(text):
            kinds = self._clue_reader.record_types_in(text)
            return Other(step=Clues(record_types=kinds) if len(kinds) == 1 else Clues())
        return _SILENT
