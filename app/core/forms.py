"""Texts alike: what was worked out for one text holds for all of its form.

A form is a regular expression learned from one text (see `wordings`): its words as they are, its varying pieces by
their sorts, and groups around the places that are asked for.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from app.core.wordings import cut, pattern_of, sorts_of

MAX_FORMS = 6_000
"""Forms kept; beyond, all are dropped and learned again as they are met."""

MAX_MET = 30_000
"""Texts noted as met, by what all of a form have in common."""

MAX_FORMS_ALIKE = 24
"""Forms kept of those that only a try can tell apart; further texts like them are worked out each by itself."""

MEETINGS = 24
"""Texts alike that are met before their form is learned: that takes as long as working out some dozens of them."""

_MAX_TRIES = 3

Span = tuple[int, int]
_Segment = tuple[int, int, bool]
"""A piece of a text: where it starts and ends, and whether it varies."""
_T = TypeVar("_T")

# Texts of one form have the same marks and the same letters but these. Which of the few such forms fits, a try tells.
_RESTS = str.maketrans("", "", string.digits + "abcdef" + string.ascii_uppercase)
_LOCAL = string.ascii_letters + string.digits + "_.+-'"
_BETWEEN = "\n"
_DOMAIN = string.ascii_letters + string.digits + "_.-"


class CannotBeLearnedError(Exception):
    """A form cannot say where something stands, since it begins or ends within a varying piece."""


class Form:
    """The form of a text.

    Attributes:
        match: Matches a whole text of this form.
        groups: How many groups it has.
        places: The group (from 0) of each place that was asked for, where it varies.
    """

    __slots__ = ("groups", "match", "places")

    def __init__(self, text: str, words: frozenset[str], places: Sequence[Span], fixed: Sequence[Span]) -> None:
        """Learn the form of a text.

        `places` get groups of their own; what stands at `fixed` places, and varying pieces among `words`, does not
        vary. Raises CannotBeLearnedError.
        """
        pattern, self.places = _pattern(text, places, _segments(text, fixed, words))
        expression = re.compile(pattern)
        self.match = expression.fullmatch
        self.groups = expression.groups
        if self.match(text) is None:
            # Two varying pieces side by side, where one cannot be told to end.
            raise CannotBeLearnedError


class Forms(Generic[_T]):
    """The forms learned so far, each with what holds for its texts. One thread uses it at a time."""

    def __init__(self, words: frozenset[str]) -> None:
        """Start empty. `words` are varying pieces that mean something: they do not vary."""
        self.words = words
        self._by_rest: dict[str, list[tuple[Callable[[str], re.Match[str] | None], _T]]] = {}
        self._met: dict[tuple[str, tuple[str, ...]], int] = {}
        self._failed: Counter[str] = Counter()
        self.count = 0
        """How many were learned and are kept."""
        self.generation = 0
        """Raised whenever all forms were dropped."""

    def find(self, text: str) -> tuple[_T, tuple[str, ...]] | None:
        """What holds for a text, with the texts of its form's groups, if its form was learned."""
        return self.find_all([text])[0]

    def find_all(self, texts: Sequence[str]) -> list[tuple[_T, tuple[str, ...]] | None]:
        """The same of many texts at once, which takes a fraction of the time."""
        by_rest, words = self._by_rest, self.words
        all_found: list[tuple[_T, tuple[str, ...]] | None] = []
        for text, rest in zip(texts, _rests(texts), strict=True):
            known = None
            for match, what in by_rest.get(rest, ()):
                found = match(text)
                if found is not None:
                    groups = found.groups()
                    # Where a piece of this sort means something, the text has another form.
                    if not groups or words.isdisjoint(groups):
                        known = what, groups
                        break
            all_found.append(known)
        return all_found

    def learn(self, text: str, form: Form, what: _T) -> bool:
        """Remember what holds for a form; False where there are too many like it already."""
        rest = _rest(text)
        forms = self._by_rest.get(rest, [])
        if len(forms) >= MAX_FORMS_ALIKE:
            return False
        if self.count >= MAX_FORMS:
            self._forget()
            forms = []
        self.count += 1
        forms.append((form.match, what))
        self._by_rest[rest] = forms
        return True

    def _forget(self) -> None:
        self._by_rest.clear()
        self._met.clear()
        self._failed.clear()
        self.count = 0
        self.generation += 1

    def is_worth(self, text: str, urgency: int = 1) -> bool:
        """Whether to learn a text's form: some like it were met before, and there are not too many like it.

        Asked for each text that is met and not known. `urgency`: for how many meetings this one counts.
        """
        rest = _rest(text)
        like = rest, sorts_of(cut(text)[1::2])
        met = self._met.get(like, 0) + urgency
        if met < MEETINGS:
            if len(self._met) >= MAX_MET:
                self._forget()
            self._met[like] = met
            return False
        return len(self._by_rest.get(rest, ())) < MAX_FORMS_ALIKE and self._failed[rest] < _MAX_TRIES

    def give_up(self, text: str) -> None:
        """Note that a text's form could not be learned: soon, those like it are not tried any more."""
        self._failed[_rest(text)] += 1


def _rests(texts: Sequence[str]) -> Sequence[str]:
    """`_rest` of each."""
    rests = _rest(_BETWEEN.join(texts)).split(_BETWEEN)
    # Where a text holds the mark between them, this is not the way.
    return rests if len(rests) == len(texts) else list(map(_rest, texts))


def _rest(text: str) -> str:
    """What is the same in all texts of a form, and in few others; quick to make."""
    if "@" not in text:
        return text.translate(_RESTS)
    parts = text.split("@")
    parts[1:] = [part.lstrip(_DOMAIN) for part in parts[1:]]
    parts[:-1] = [part.rstrip(_LOCAL) for part in parts[:-1]]
    return "@".join(parts).translate(_RESTS)


def _pattern(text: str, places: Sequence[Span], segments: Sequence[_Segment]) -> tuple[str, dict[Span, int]]:
    """The expression of a form, and the groups of those places that vary."""
    varying = {(start, end) for start, end, varies in segments if varies}
    groups = set(varying)
    for start, end in places:
        if any(start < other_end and other_start < end for other_start, other_end in varying):
            groups.add((start, end))
    edges = {edge for group in groups for edge in group} | {edge for start, end, _ in segments for edge in (start, end)}
    in_order = sorted(edges)
    for start, end in varying:
        if any(start < edge < end for edge in in_order):
            raise CannotBeLearnedError
    return _written(text, in_order, varying, sorted(groups, key=lambda group: (group[0], -group[1])))


def _segments(text: str, fixed: Sequence[Span], words: frozenset[str]) -> list[_Segment]:
    """A text as words and varying pieces."""
    segments: list[_Segment] = []
    at = 0
    for number, piece in enumerate(cut(text)):
        end = at + len(piece)
        varies = number % 2 == 1 and piece not in words
        varies = varies and not any(start < end and at < stop for start, stop in fixed)
        if piece:
            segments.append((at, end, varies))
        at = end
    return segments


def _written(
    text: str, edges: Sequence[int], varying: set[Span], groups: Sequence[Span]
) -> tuple[str, dict[Span, int]]:
    parts: list[str] = []
    numbered: dict[Span, int] = {}
    waiting = list(reversed(groups))
    open_ends: list[int] = []
    for start, end in pairwise(edges):
        while waiting and waiting[-1][0] == start:
            group = waiting.pop()
            if open_ends and group[1] > open_ends[-1]:
                raise CannotBeLearnedError
            numbered[group] = len(numbered)
            open_ends.append(group[1])
            parts.append("(")
        piece = text[start:end]
        parts.append(pattern_of(piece, text[end : end + 1]) if (start, end) in varying else re.escape(piece))
        while open_ends and open_ends[-1] == end:
            open_ends.pop()
            parts.append(")")
    return "".join(parts), numbered
