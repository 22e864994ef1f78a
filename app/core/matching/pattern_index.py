"""All message templates of a catalog, searchable together: which texts stand in a message exactly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from app.core.catalog.model import Entry
from app.core.catalog.template import parse_template
from app.core.matching.anchors import anchors_of
from app.core.matching.certainty import TOKEN, Certainty, Judge, Sighting, best, contradicts, numbers_within
from app.core.matching.clues import NO_NUMBERS, Clues
from app.core.matching.pattern import Owner, Pattern
from app.core.matching.prepared_index import NO_GROUNDWORK, Groundwork

MAX_TRIED = 50
"""Places of one text that are judged in a pasted message; a hostile one holds thousands."""


class Hit(NamedTuple):
    """A text found in a message: the entries that may own it here, its values and where it stands.

    `certainty` is how sure its owners are; `excluded` are owners against which a code or an HTTP status speaks.
    """

    pattern: Pattern
    owners: tuple[Owner, ...]
    values: dict[str, str]
    start: int
    end: int
    certainty: Certainty = Certainty.CERTAIN
    excluded: tuple[Owner, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The literal words found: hits with the same words share one text."""
        return self.pattern.template.words

    @property
    def weight(self) -> int:
        """How many literal letters were found; the most specific text of a message wins."""
        return self.pattern.template.weight

    @property
    def is_certain(self) -> bool:
        """Whether it is surely the message of its owners."""
        return self.certainty is Certainty.CERTAIN

    def overlaps(self, other: Hit) -> bool:
        """Whether both have letters in common."""
        return self.start < other.end and other.start < self.end


class PatternIndex:
    """Finds exact texts: a message's words lead to the few templates worth trying."""

    def __init__(self, entries: Sequence[Entry], groundwork: Groundwork = NO_GROUNDWORK) -> None:
        """Index the templates of all entries by each one's rarest word; `groundwork` is of these very entries."""
        self._groundwork = groundwork
        parsed = {template.text: template for template in groundwork.templates}
        by_text: dict[str, Pattern] = {}
        for order, entry in enumerate(entries):
            for message in entry.messages:
                pattern = by_text.get(message.text)
                if pattern is None:
                    pattern = by_text[message.text] = Pattern(parsed.get(message.text) or parse_template(message.text))
                pattern.owners.append(Owner(entry, message, order))
        self.patterns: tuple[Pattern, ...] = tuple(by_text.values())
        frequency = Counter(word for pattern in self.patterns for word in set(pattern.template.words))
        self._by_rarest: dict[str, list[Pattern]] = {}
        for pattern in self.patterns:
            rarest = min(pattern.template.words, key=lambda word: (frequency[word], -len(word)))
            self._by_rarest.setdefault(rarest, []).append(pattern)
        self.rarest_words = frozenset(self._by_rarest)

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The anchor of each pattern, by which a log is searched."""
        return self._groundwork.anchors or anchors_of([pattern.template for pattern in self.patterns])

    @staticmethod
    def words_in(text: str) -> set[str]:
        """The words of a text, lower case, as templates count them."""
        return set(TOKEN.findall(text.casefold()))

    def candidates(self, present: set[str]) -> list[Pattern]:
        """The patterns whose words all stand among the given ones (lower case), in any order."""
        return [
            pattern
            for word in present & self.rarest_words
            for pattern in self._by_rarest[word]
            if present.issuperset(pattern.template.words)
        ]

    @staticmethod
    def hits(
        text: str, candidates: Iterable[Pattern], judge: Judge, clues_at: Callable[[int, int], Clues], *, in_log: bool
    ) -> list[Hit]:
        """The candidates found in unwrapped text, most specific first; none inside or across a more specific one.

        `clues_at` tells what is known of a message by its place. Those that are not certain come last, and do not
        stand in the way of each other.
        """
        found = [hit for pattern in candidates for hit in _found(pattern, text, judge, clues_at, in_log=in_log)]
        found = without_parts_of_guesses(found)
        found.sort(key=lambda hit: (not hit.is_certain, -hit.weight, hit.start, hit.owners[0].order, hit.end))
        kept: list[Hit] = []
        for hit in found:
            if all(hit.words == other.words or not (hit.is_certain or other.is_certain) or not hit.overlaps(other)
                   for other in kept):  # fmt: skip
                kept.append(hit)
        return kept


def without_parts_of_guesses(hits: list[Hit]) -> list[Hit]:
    """Hits without those within a longer text that could be another program's: that program's words they are."""
    guesses = [hit for hit in hits if hit.certainty is Certainty.COULD_BE]
    if not guesses:
        return hits
    return [
        hit
        for hit in hits
        if not any(hit.weight < guess.weight and hit.overlaps(guess) for guess in guesses[:MAX_TRIED])
    ]


def _found(
    pattern: Pattern, text: str, judge: Judge, clues_at: Callable[[int, int], Clues], *, in_log: bool
) -> tuple[Hit, ...]:
    """The first place of a text where it is surely a message, else the first where it may be one."""
    first: Hit | None = None
    for number, found in enumerate(pattern.search.finditer(text)):
        clues = clues_at(*found.span())
        hit = judged(pattern, pattern.owners, found, judge, clues, in_log=in_log)
        if hit is not None and hit.is_certain:
            return (hit,)
        first = first or hit
        if number >= MAX_TRIED:
            break
    return () if first is None else (first,)


def judged(
    pattern: Pattern, owners: Iterable[Owner], found: re.Match[str], judge: Judge, clues: Clues, *, in_log: bool
) -> Hit | None:
    """A text found with those of its owners that are surest to be meant; None where none is."""
    values = pattern.template.values(found)
    within = numbers_within(found.group()) if pattern.names_numbers else NO_NUMBERS
    seen = Sighting(pattern, found, values, clues, in_log)
    by_certainty: dict[Certainty, list[Owner]] = {}
    excluded: dict[Certainty, list[Owner]] = {}
    for owner in owners:
        certainty = judge.certainty(owner, seen)
        if certainty is None:
            continue
        if contradicts(owner.message, within, clues):
            excluded.setdefault(certainty, []).append(owner)
        else:
            by_certainty.setdefault(certainty, []).append(owner)
    if excluded and not within.statuses and _is_elsewhere(by_certainty, clues):
        # A status tells apart those that share a text; where the record's own endpoint says whose it is, that holds.
        there = _at_endpoint(excluded, clues)
        by_certainty, excluded = (there, by_certainty) if there else (by_certainty, excluded)
    if not by_certainty:
        return None
    surest = best(by_certainty)
    return Hit(
        pattern,
        tuple(by_certainty[surest]),
        values,
        *found.span(),
        surest,
        tuple(owner for own in excluded.values() for owner in own),
    )


def _is_elsewhere(owners: Mapping[Certainty, Sequence[Owner]], clues: Clues) -> bool:
    """Whether the endpoint that a record names is that of none of these owners, though there are some."""
    types = {kind for own in owners.values() for owner in own for kind in owner.entry.record_types}
    return bool(types and clues.endpoints) and clues.endpoints.isdisjoint(types)


def _at_endpoint(owners: Mapping[Certainty, Sequence[Owner]], clues: Clues) -> dict[Certainty, list[Owner]]:
    """Those of the endpoint that a record names, unless a code speaks against them."""
    there = {
        certainty: [
            owner
            for owner in own
            if not clues.endpoints.isdisjoint(owner.entry.record_types)
            and not (owner.message.code and clues.codes and owner.message.code not in clues.codes)
        ]
        for certainty, own in owners.items()
    }
    return {certainty: own for certainty, own in there.items() if own}
