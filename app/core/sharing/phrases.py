"""Phrases that are replaced wherever they stand: words to be hidden, and records that a report knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from app.core.sharing.pii_spans import KNOWN, Kind, Mark

_WORD = re.compile(r"[^\W_]+")
_MAX_GAP: Final = 3


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    kind: Kind


class Phrases:
    """Finds phrases by their words, whatever stands between these."""

    def __init__(self) -> None:
        """Know none."""
        self._by_first: dict[str, list[_Phrase]] = {}

    def add(self, original: str, kind: Kind) -> None:
        """Look for a phrase from now on."""
        words = tuple(word.casefold() for word in _WORD.findall(original))
        same = self._by_first.setdefault(words[0], []) if words else []
        if words and all(one.words != words for one in same):
            same.append(_Phrase(words, kind))
            same.sort(key=lambda one: -len(one.words))

    def marks(self, text: str) -> Iterator[Mark]:
        """Where phrases stand in a text."""
        if not self._by_first:
            return
        words = list(_WORD.finditer(text))
        folded = [word.group().casefold() for word in words]
        for place, word in enumerate(folded):
            for one in self._by_first.get(word, ()):
                last = place + len(one.words) - 1
                if tuple(folded[place : last + 1]) != one.words:
                    continue
                if all(words[n + 1].start() - words[n].end() <= _MAX_GAP for n in range(place, last)):
                    yield Mark(words[place].start(), words[last].end(), one.kind, KNOWN)
                    break
