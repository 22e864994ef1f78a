"""Words alike: which of many words are within a typo or two of another one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA


class AlikeWords:
    """Finds those of a fixed set of words that a misspelled one may stand for. May be used from several threads."""

    def __init__(self, words: Iterable[str]) -> None:
        """Words that are equally near come in the order of their lengths, then in this one."""
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in words:
            self._by_length[len(word)].append(word)
        self._letters: dict[int, list[tuple[str, int]]] = {}

    def nearest(self, word: str, allowed: int, limit: int, *, same_start: bool = False) -> list[tuple[str, int]]:
        """The words within so many edits (a letter more, less, another one, or two swapped) with their number.

        `same_start` asks for the same first letter.
        """
        own = _letters(word)
        # Each edit brings in or takes away one letter at most. That leaves few words to compare letter by letter.
        alike = [
            other
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for other, its in self._of_length(length)
            if (own & ~its).bit_count() <= allowed
            and (its & ~own).bit_count() <= allowed
            and not (same_start and other[0] != word[0])
        ]
        found = process.extract(word, alike, scorer=OSA.distance, score_cutoff=allowed, limit=limit)
        return [(str(near), int(distance)) for near, distance, _ in found]

    def _of_length(self, length: int) -> list[tuple[str, int]]:
        words = self._letters.get(length)
        if words is None:
            words = [(word, _letters(word)) for word in self._by_length.get(length, ())]
            self._letters[length] = words
        return words


def _letters(word: str) -> int:
    """Which letters a word has, as bits; some share one, which makes words more alike but never less."""
    letters = 0
    for letter in word:
        letters |= 1 << (ord(letter) & 63)
    return letters
