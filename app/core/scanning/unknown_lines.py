"""Lines without a known message: whether one tells of an error, or is the heading of a step of the sync."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.matching.clues import ClueReader, Clues
from app.core.scanning.error_lines import outcome_of
from app.core.scanning.log_record import Outcome
from app.core.scanning.prefilter import HEADING_MARKS, HEADING_WORDS
from app.core.text.fingerprint import mask_digits, mask_names, mask_numbers
from app.core.text.lazy_pattern import lazy_pattern
from app.core.text.record_message import message_of
from app.core.text.unwrapping import unwrap

_WORDS, _MARKS = "|".join(HEADING_WORDS), "|".join(map(re.escape, HEADING_MARKS))
_HEADING = lazy_pattern(
    rf"(?i)^(?:(?:[\W\dTZ]{{0,60}}?(?<=[\dZ\])>|*=#] )|[ \t]*[\[(]?)(?:info(?: |: |\] | - ))?(?:{_WORDS})"
    rf"|[\W\dTZ]{{0,60}}?(?:{_MARKS}))"
)
_MAX_HEADING = 160
_MAX_KNOWN = 4_000
_ONE_DIGIT = str.maketrans("123456789", "000000000")


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
        self._reads_digits = clue_reader.reads_digits
        # By messages without their digits, and without their numbers and addresses: in logs of nothing but errors
        # masking takes most of the time.
        self._fingerprints: dict[str, str] = {}
        self._headings: dict[str, UnknownLine] = {}

    def read(self, text: str, raw: str, outcome: Outcome = Outcome.UNSAID) -> UnknownLine:
        """Say what a line means; `raw` is the line as it stands in its file, `outcome` what its file says of it."""
        if outcome is Outcome.UNSAID:
            outcome = outcome_of(text)
        if outcome.is_trouble:
            return UnknownLine(self._fingerprint(raw))
        return self._heading(text) if _is_like_heading(text) else _SILENT

    def _fingerprint(self, raw: str) -> str:
        message = mask_digits(message_of(raw))
        known = self._fingerprints.get(message)
        if known is None:
            numberless = mask_numbers(message)
            known = self._fingerprints.get(numberless) or mask_names(numberless)
            if len(self._fingerprints) >= _MAX_KNOWN:
                self._fingerprints.clear()
            self._fingerprints[message] = self._fingerprints[numberless] = known
        return known

    def _heading(self, text: str) -> UnknownLine:
        key = text if self._reads_digits else text.translate(_ONE_DIGIT)
        known = self._headings.get(key)
        if known is None:
            if len(self._headings) >= _MAX_KNOWN:
                self._headings.clear()
            kinds = self._clue_reader.record_types_in(text)
            step = Clues(record_types=kinds) if len(kinds) == 1 else Clues()
            known = self._headings[key] = UnknownLine(step=step)
        return known


def may_be_heading(raw: str) -> bool:
    """Whether a text, as it stands in its file, is the heading of a step if it tells of no error."""
    return _is_like_heading(unwrap(raw))


def _is_like_heading(text: str) -> bool:
    return len(text) < _MAX_HEADING and _HEADING.match(text) is not None
