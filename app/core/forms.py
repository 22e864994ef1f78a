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

from app.core.wordings import cut, pattern_of

MAX_FORMS = 6_000
"""Forms kept; beyond, all are dropped and learned again as they are met."""

MAX_MET = 30_000
"""Texts noted as met, by what all of a form have in common."""

MAX_FORMS_ALIKE = 24
"""Forms kept of those that only a try can tell apart; further texts like them are worked out each by itself."""

_MAX_TRIES = 3

Span = tuple[int, int]
_Segment = tuple[int, int, bool]
"""A piece of a text: where it starts and ends, and whether it varies."""
_T = TypeVar("_T")

# Texts of one form have the same marks and the same letters but these. Which of the few such forms fits, a try tells.
_RESTS = str.maketrans("", "", string.digits + "abcdef" + string.ascii_uppercase)
_LOCAL = string.ascii_letters + string.digits + "_.+-'"
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
        self._failed: Counter[str] = Counter()
        self._count = 0
        self.generation = 0
        """Raised whenever all forms were dropped."""

    def find(self, text: str) -> tuple[_T, tuple[str, ...]] | None:
        """What holds for a text, with the texts of its form's groups, if its form was learned."""
        forms = self._by_rest.get(_rest(text) if "@" in text else text.translate(_RESTS))
        if not forms:
            return None
        for match, what in forms:
            found = match(text)
            if found is not None:
                groups = found.groups()
                # Where a piece of this sort means something, the text has another form.
                if not groups or self.words.isdisjoint(groups):
                    return what, groups
        return None

    def learn(self, text: str, form: Form, what: _T) -> bool:
        """Remember what holds for a form; False where there are too many like it already."""
        rest = _rest(text)
        forms = self._by_rest.get(rest, [])
        if len(forms) >= MAX_FORMS_ALIKE:
            return False
        if self._count >= MAX_FORMS:
            self._forget()
            forms = []
        self._count += 1
        forms.append((form.match, what))
        self._by_rest[rest] = forms
        return True

    def _forget(self) -> None:
        self._by_rest.clear()
        self._failed.clear()
        self._count = 0
        self.generation += 1

    def is_worth(self, text: str) -> bool:
        """Whether to learn a text's form: one like it was met before, and there are not too many like it.

        Learning takes as long as working out ten texts; many are never met again.
        """
        rest = _rest(text)
        forms = self._by_rest.get(rest)
        if forms is None:
            if len(self._by_rest) >= MAX_MET:
                self._forget()
            self._by_rest[rest] = []
            return False
        return len(forms) < MAX_FORMS_ALIKE and self._failed[rest] < _MAX_TRIES

    def give_up(self, text: str) -> None:
        """Note that a text's form could not be learned: soon, those like it are not tried any more."""
        self._failed[_rest(text)] += 1


def _rest(text: str) -> str:
    """What is the same in all texts of a form, and in few others; quick to make."""
    if "@" not in text:
        return text.translate(_RESTS)
    parts = text.split("@")
    for number in range(len(parts) - 1):
        parts[number] = parts[number].rstrip(_LOCAL)
        parts[number + 1] = parts[number + 1].lstrip(_DOMAIN)
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
