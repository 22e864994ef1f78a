"""Lines without a known message: whether one tells of an error, or is the heading of a step of the sync."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.clues import ClueReader, Clues
from app.core.error_lines import looks_like_an_error
from app.core.fingerprint import fingerprint_of
from app.core.log_record import Outcome
from app.core.prefilter import HEADING_MARKS, HEADING_WORDS

_WORDS, _MARKS = "|".join(HEADING_WORDS), "|".join(map(re.escape, HEADING_MARKS))
_HEADING = re.compile(
    rf"(?i)^(?:(?:[\W\dTZ]{{0,60}}?(?<=[\dZ\])>|*=#] )|[ \t]*[\[(]?)(?:info(?: |: |\] | - ))?(?:{_WORDS})"
    rf"|[\W\dTZ]{{0,60}}?(?:{_MARKS}))"
)
_MAX_HEADING = 160


@dataclass(frozen=True, slots=True)
class UnknownLine:
    """What a line says: its fingerprint if it tells of an error, else ""; `step` if it is a heading, what it names."""

    fingerprint: str = ""
    step: Clues | None = None


_SILENT = UnknownLine()


class UnknownLineReader:
    """Reads such lines."""

    def __init__(self, clue_reader: ClueReader) -> None:
        """Read headings by the vocabulary's words."""
        self._clue_reader = clue_reader

    def read(self, text: str, raw: str, outcome: Outcome = Outcome.UNSAID) -> UnknownLine:
        """Say what a line means; `raw` is the line as it stands in its file, `outcome` what its file says of it."""
        if outcome.is_trouble or (outcome is not Outcome.FINE and looks_like_an_error(text)):
            return UnknownLine(fingerprint_of(raw))
        if len(text) < _MAX_HEADING and _HEADING.match(text):
            kinds = self._clue_reader.record_types_in(text)
            return UnknownLine(step=Clues(record_types=kinds) if len(kinds) == 1 else Clues())
        return _SILENT
