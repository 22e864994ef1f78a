"""Lays a template along the words of a text: all of it, or as far as a text goes that was cut off."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

Runs = tuple[tuple[str, ...], ...]
"""A template's words in runs: between two runs stands a value."""

MAX_VALUE = 14
"""Words that a value may have."""


class SpokenWord(Struct, frozen=True):
    """A word of a text with the words that it may stand for, itself among them; `open_end`: it may go on."""

    word: str
    readings: frozenset[str]
    open_end: bool = False

    def may_be(self, word: str) -> bool:
        """Whether it may stand for a template's word."""
        return word == self.word or word in self.readings or (self.open_end and word.startswith(self.word))


class Alignment(Struct, frozen=True):
    """How much of a template stands in a text: so many words, `begun` of them (0 or 1) only by their first letters.

    `at_end` says that the text ends there.
    """

    words: int
    begun: int
    complete: bool
    at_end: bool


def align(runs: Runs, spoken: Sequence[SpokenWord]) -> Alignment | None:
    """Where the template stands in the text in one piece, or up to the text's end. None where it does not."""
    best: Alignment | None = None
    for start, word in enumerate(spoken):
        if not word.may_be(runs[0][0]):
            continue
        found = _follow(runs, spoken, start)
        if found is not None and (best is None or found.words > best.words):
            best = found
            if best.complete:
                break
    return best


def _follow(runs: Runs, spoken: Sequence[SpokenWord], start: int) -> Alignment | None:
    """The template from a place on: each run in one piece, the next one as soon as it comes."""
    place, words = start, 0
    for number, run in enumerate(runs):
        if number:
            latest = min(len(spoken), place + MAX_VALUE + 1)
            place = next((at for at in range(place, latest) if _agrees(run, spoken, at)), len(spoken))
            if place == len(spoken):
                return Alignment(words, 0, complete=False, at_end=True) if latest == len(spoken) else None
        elif not _agrees(run, spoken, place):
            return None
        taken = min(len(run), len(spoken) - place)
        words += taken
        place += taken
        if place == len(spoken):
            last = spoken[-1]
            begun = last.word != run[taken - 1] and run[taken - 1].startswith(last.word)
            complete = taken == len(run) and number + 1 == len(runs) and not begun
            return Alignment(words, int(begun), complete, at_end=True)
    return Alignment(words, 0, complete=True, at_end=False)


def _agrees(run: Sequence[str], spoken: Sequence[SpokenWord], place: int) -> bool:
    """Whether a run stands there, or its beginning where the text ends."""
    return all(word.may_be(own) for own, word in zip(run, spoken[place : place + len(run)], strict=False))
