"""A text and the places in it that are replaced, or would be: for showing both to the person who shares it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple


class Replacement(NamedTuple):
    """A stand-in in a redacted text, or the original in another: where it is there, and what it stands for."""

    start: int
    end: int
    stand_in: str
    original: str


class Redacted(NamedTuple):
    """A text with the places of its stand-ins, or of their originals."""

    text: str
    replacements: tuple[Replacement, ...]


def originals_in(text: str, originals: Mapping[str, Sequence[str]]) -> Iterator[Replacement]:
    """Find each original of these stand-ins in a text, also where a mail program has wrapped it."""
    for stand_in, same in originals.items():
        for original in same:
            words = r"\s+".join(map(re.escape, original.split()))
            for found in re.finditer(rf"(?i)(?<!\w){words}(?!\w)", text):
                yield Replacement(*found.span(), stand_in, original)
