"""What stands beside a message in a log line: the time, the records named, and clues to which entry it is.

The same program writes the same words around its messages again and again; only numbers and addresses change. So what
a side says is worked out once for each wording: its plan holds where the facts stand, and alike sides only have them
cut out. Alike are sides that differ in nothing but the digits of their numbers, the letters of ids (CHEM-165, uuids)
and the text of e-mail addresses. Nothing read here depends on those, since the plan is worked out with all of them
blanked; of codes and HTTP statuses it holds the places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.matching.clues import ClueReader, Numbers, places_of_numbers
from app.core.matching.system_signs import Signs
from app.core.scanning.log_record import is_of_a_roster
from app.core.scanning.named_places import EMAIL, NamedPlace, named_places
from app.core.text.identifiers import spelled
from app.core.text.lazy_pattern import lazy_pattern
from app.core.text.timestamps import time_place

MAX_SIDE = 1_200
"""Letters on each side of a message that count as beside it."""

MAX_PLANS = 8_000
"""Plans kept; beyond, all are dropped and made again as they are met."""

LONG_SIDE = 600
"""Letters of a side that stands in a line without end: each template tried there asks for it, then none any more."""

MAX_LONG = 500
"""What is kept of long sides."""

HOLE = "\x01"
"""Stands for an e-mail address, which is cut out before anything else is read: it is a name, never a clue."""

_MASK = str.maketrans("123456789", "000000000")
_LETTERED = lazy_pattern(r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b|\b(?!ORA|PLS|TNS)[A-Z]{1,5}(?=-?0)")
_NUMBER_OR_ID = lazy_pattern(r"[0A]{2,}")
_AROUND_EMAILS = lazy_pattern(f"({EMAIL.pattern})")
_NO_NUMBERS = Numbers()


def _same_length(found: re.Match[str]) -> str:
    return "A" * len(found.group())


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Where the facts stand in all sides of one wording; places are offsets with e-mail addresses cut out.

    `vendors`, `kinds` and `signs` are what words say: kinds of records by the six ways in which they show, the surest
    first; signs of whose text the message is. `names_record`: whether a record of a roster is named.
    """

    time: tuple[int, int] | None
    names: tuple[NamedPlace, ...]
    has_rows: bool
    numbers: tuple[tuple[int, int, bool], ...]
    vendors: frozenset[str]
    kinds: tuple[frozenset[str], ...]
    signs: Signs
    names_record: bool


class _Words(NamedTuple):
    """What the words of a side say."""

    vendors: frozenset[str]
    kinds: tuple[frozenset[str], ...]
    signs: Signs


@dataclass(slots=True, eq=False)
class Side:
    """The text on one side of a message, with its plan."""

    plan: Plan
    text: str
    emails: Sequence[str]

    @property
    def time(self) -> str:
        """The first time stamp as it is written, or ""."""
        place = self.plan.time
        return self.text[place[0] : place[1]] if place else ""

    @property
    def numbers(self) -> Numbers:
        """The codes and HTTP statuses named."""
        return Numbers.at(self.text, self.plan.numbers) if self.plan.numbers else _NO_NUMBERS

    def spelled_numbers(self) -> tuple[str, ...]:
        """The digits that may be codes and HTTP statuses, in their order."""
        text, numbers = self.text, self.plan.numbers
        return tuple([text[start:end] for start, end, _ in numbers]) if numbers else ()

    def names(self) -> list[tuple[str, str]]:
        """The records named, as (identifier, kind) in the order in which they were looked for."""
        text = self.text
        if not self.emails:
            names = [(text[start:end], kind) for start, end, kind in self.plan.names]
        else:
            names = [(self._filled(start, end), kind) for start, end, kind in self.plan.names]
        return [(spelled(name, kind), kind) for name, kind in names] if self.plan.has_rows else names

    def _filled(self, start: int, end: int) -> str:
        value = self.text[start:end]
        if HOLE not in value:
            return value
        number = self.text.count(HOLE, 0, start)
        for email in self.emails[number : number + value.count(HOLE)]:
            value = value.replace(HOLE, email, 1)
        return value


class SideReader:
    """Reads sides. One thread uses it at a time."""

    def __init__(self, clue_reader: ClueReader, *, remember: bool = True) -> None:
        """Read by the vocabulary's words. `remember=False` works out every side anew (for comparison)."""
        self._clue_reader = clue_reader
        self._remember = remember
        self._plans: dict[str, Plan] = {}
        self._long_plans: dict[str, Plan] = {}
        self._words: dict[str, _Words] = {}
        self._mask = {} if clue_reader.reads_digits else _MASK

    def before(self, text: str, start: int) -> Side:
        """The side before a message that starts at `start`."""
        return self.read(text[max(0, start - MAX_SIDE) : start])

    def after(self, text: str, end: int) -> Side:
        """The side behind a message that ends at `end`."""
        return self.read(text[end : end + MAX_SIDE])

    def read(self, text: str) -> Side:
        """A side by its text."""
        emails: Sequence[str] = ()
        if "@" in text:
            pieces = _AROUND_EMAILS.split(text)
            if len(pieces) > 1:
                emails = pieces[1::2]
                text = HOLE.join(pieces[::2])
        key = text.translate(self._mask)
        plans, most = (self._plans, MAX_PLANS) if len(text) <= LONG_SIDE else (self._long_plans, MAX_LONG)
        plan = plans.get(key)
        if plan is None:
            # Course codes and hexadecimal ids differ in letters, too; their length stays, and so do all places.
            wording = _LETTERED.sub(_same_length, key)
            plan = plans.get(wording) or self._worked_out(wording)
            if self._remember:
                if len(plans) >= most:
                    plans.clear()
                plans[wording] = plans[key] = plan
        return Side(plan, text, emails)

    def _worked_out(self, wording: str) -> Plan:
        # However long its numbers are, the same words are the same clues; looking for those takes longest.
        bare = _NUMBER_OR_ID.sub("0", wording)
        remember = self._remember and len(wording) <= LONG_SIDE
        words = self._words.get(bare) if remember else None
        if words is None:
            reader = self._clue_reader
            words = _Words(reader.vendors_in(wording), reader.kinds_by_sureness(wording), reader.signs.read(wording))
            if remember:
                if len(self._words) >= MAX_PLANS:
                    self._words.clear()
                self._words[bare] = words
        names = tuple(named_places(wording, HOLE))
        return Plan(
            time=time_place(wording),
            names=names,
            has_rows=any(name.kind == "row" for name in names),
            numbers=tuple(places_of_numbers(wording)),
            vendors=words.vendors,
            kinds=words.kinds,
            signs=words.signs,
            names_record=any(is_of_a_roster(kind, wording[start:end]) for start, end, kind in names),
        )
