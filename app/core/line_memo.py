"""Lines alike: a line worded like an earlier one is not worked out again, only its values are cut out.

A line is cut at what varies in it: times, e-mail addresses, ids and numbers. What is left are its words. Two lines
with the same words, and with varying pieces of the same sorts between them, hold the same messages, and whatever was
read out of one stands at the same pieces of the other. Excepted are numbers that mean something: those a message
template is written with, and codes and HTTP statuses; lines are only alike when these are the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.core.log_record import EMAIL, kind_of_value
from app.core.model import Entry
from app.core.sides import MAX_SIDE, Side

MAX_LETTERS = MAX_SIDE
"""Longer lines are always worked out."""

MAX_WORDINGS = 14_000
"""Wordings kept; beyond, all are dropped and learned again as they are met."""

MAX_VARIANTS = 50
"""Kept for one wording; a number that means something takes few values."""

_TIME = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?"
_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
# Words in capitals are often codes of courses or people's initials; these stand in most lines and never are.
_PLAIN_CAPITALS = r"(?!(?:ERROR|WARN|INFO|DEBUG|FATAL|GET|PUT|POST|PATCH|HTTP)\b)"
_OTHERS = (
    rf"{_TIME}|{_UUID}|{_PLAIN_CAPITALS}[A-Z]{{1,5}}(?:-?\d+(?![A-Za-z_])|(?![A-Za-z0-9_]))"
    r"|\d{2,}(?:[:/.,]\d{2,})*"
)
# All of them begin a word: looking at nothing else takes a third of the time.
_VARYING = re.compile(rf"\b({_OTHERS})")
_VARYING_WITH_EMAILS = re.compile(rf"\b({EMAIL.pattern}|{_OTHERS})")
_SHAPE = str.maketrans(
    "123456789bcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ",
    "000000000aaaaaaaaaaaaaaaaaaaaaaaaaAAAAAAAAAAAAAAAAAAAAAAAAA",
)
_UUID_SHAPE = re.compile(r"[0aA]{8}-(?:[0aA]{4}-){3}[0aA]{12}")
_BETWEEN = "\x00"
_ID_SHAPE = re.compile(r"A{1,5}(?:-?0+)?")

Fact = int | str | tuple[int, int, int, int]
"""Where a fact stands: a whole piece by its number; a text that is always the same; or from a letter of one piece up
to a letter of another."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """How to read a line of one wording: where the facts of its one message stand.

    `own` are the records that the message's values name, `beside` those that its sides name, both with their kinds.
    """

    entries: tuple[Entry, ...]
    undecided: bool
    time: Fact
    own: tuple[tuple[Fact, str], ...]
    beside: tuple[tuple[Fact, str], ...]
    values: tuple[tuple[str, Fact], ...]


class _Wording:
    """What was learned of one wording: which of its pieces mean something, and the reading for each of their values."""

    __slots__ = ("meaning", "readings")

    def __init__(self, meaning: tuple[int, ...]) -> None:
        self.meaning = meaning
        self.readings: dict[tuple[str, ...], Reading] = {}


class Cut:
    """A line cut at what varies in it."""

    __slots__ = ("key", "pieces")

    def __init__(self, pieces: list[str], key: tuple[object, ...]) -> None:
        self.pieces = pieces
        self.key = key

    def fact(self, fact: Fact) -> str:
        """The text of a fact in this line."""
        if isinstance(fact, int):
            return self.pieces[fact]
        if isinstance(fact, str):
            return fact
        first, start, last, end = fact
        pieces = self.pieces
        # A varying piece is always meant whole, and may be longer here.
        ending = pieces[last] if last % 2 else pieces[last][:end]
        return f"{pieces[first][start:]}{''.join(pieces[first + 1 : last])}{ending}"


class LineMemo:
    """Remembers readings by wording, for one context."""

    def __init__(self, meaningful: frozenset[str]) -> None:
        """Start empty. `meaningful` are the varying pieces that message templates are written with."""
        self._meaningful = meaningful
        self._wordings: dict[tuple[object, ...], _Wording] = {}
        self._sorts: dict[str, tuple[str, ...]] = {}

    def cut(self, text: str) -> Cut:
        """Cut a line."""
        pieces = (_VARYING_WITH_EMAILS if "@" in text else _VARYING).split(text)
        varying = pieces[1::2]
        shapes = _BETWEEN.join(varying).translate(_SHAPE)
        sorts = self._sorts.get(shapes)
        if sorts is None:
            sorts = tuple(map(_sort, shapes.split(_BETWEEN)))
            if len(self._sorts) >= MAX_WORDINGS:
                self._sorts.clear()
            self._sorts[shapes] = sorts
        if self._meaningful.isdisjoint(varying):
            return Cut(pieces, (sorts, *pieces[::2]))
        meaning = tuple([(number, piece) for number, piece in enumerate(varying) if piece in self._meaningful])
        return Cut(pieces, (sorts, meaning, *pieces[::2]))

    def recall(self, cut: Cut) -> Reading | None:
        """The reading of a line worded like it, if one was learned."""
        wording = self._wordings.get(cut.key)
        if wording is None:
            return None
        pieces = cut.pieces
        return wording.readings.get(tuple([pieces[number] for number in wording.meaning]))

    def learn(
        self, cut: Cut, entries: tuple[Entry, ...], undecided: bool, values: Mapping[str, tuple[int, int]], sides: Sides
    ) -> None:
        """Remember how a line was read: where its one message's values stand, and what stands beside the message."""
        finder = _Finder(cut.pieces)
        try:
            meaning = tuple(sorted({finder.number(*place) for place in sides.numbers()} - {-1}))
            facts = {name: finder.fact(*place) for name, place in values.items()}
            own = tuple((fact, kind) for name, fact in facts.items() if (kind := kind_of_value(name)))
            beside = tuple((finder.fact(start, end), kind) for start, end, kind in sides.names())
            time = sides.time()
            when = finder.fact(*time) if time else ""
            reading = Reading(entries, undecided, when, own, beside, tuple(facts.items()))
        except CannotBeLearnedError:
            return
        wording = self._wordings.get(cut.key)
        if wording is None:
            if len(self._wordings) >= MAX_WORDINGS:
                self._wordings.clear()
            wording = self._wordings[cut.key] = _Wording(meaning)
        if wording.meaning == meaning and len(wording.readings) < MAX_VARIANTS:
            wording.readings[tuple([cut.pieces[number] for number in meaning])] = reading


def _sort(shape: str) -> str:
    """What sort of thing a varying piece is, by its letters as A or a and its digits as 0."""
    if "@" in shape:
        return "@"
    if shape.isdigit():
        # A status has three digits, a year four, an error code at most six.
        length = len(shape)
        return shape if length in {3, 4} else "0" if length < 7 else "00"
    return "u" if _UUID_SHAPE.fullmatch(shape) else "c" if _ID_SHAPE.fullmatch(shape) else shape


class CannotBeLearnedError(Exception):
    """A fact does not stand in the line as it was read out."""


class Sides:
    """The sides of a message, with places counted in the whole line."""

    def __init__(self, before: Side, after: Side, start: int, end: int) -> None:
        """`start` and `end` are the message's own."""
        self._sides = ((before, max(0, start - MAX_SIDE)), (after, end))

    def time(self) -> tuple[int, int] | None:
        """Where the line's time stands."""
        return next((_in_line(side, at, *side.plan.time) for side, at in self._sides if side.plan.time), None)

    def names(self) -> list[tuple[int, int, str]]:
        """Where the sides name records."""
        return [
            (*_in_line(side, at, start, end), kind) for side, at in self._sides for start, end, kind in side.plan.names
        ]

    def numbers(self) -> list[tuple[int, int]]:
        """Where the sides may name codes and HTTP statuses."""
        return [_in_line(side, at, start, end) for side, at in self._sides for start, end, _ in side.plan.numbers]


def _in_line(side: Side, at: int, start: int, end: int) -> tuple[int, int]:
    return at + side.place_in_line(start), at + side.place_in_line(end)


class _Finder:
    """Finds the pieces that places of a line fall into."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._pieces = pieces
        self._starts: list[int] = []
        at = 0
        for piece in pieces:
            self._starts.append(at)
            at += len(piece)
        self._text = "".join(pieces)

    def fact(self, start: int, end: int) -> Fact:
        """The fact that stands there. Raises CannotBeLearnedError where it begins or ends within a varying piece."""
        if start == end:
            return ""
        first, first_at = self._piece(start)
        last, last_at = self._piece(end - 1)
        last_at += 1
        if first == last and first % 2 == 0:
            return self._text[start:end]
        if (first % 2 and first_at) or (last % 2 and last_at != len(self._pieces[last])):
            raise CannotBeLearnedError
        return first if first == last else (first, first_at, last, last_at)

    def number(self, start: int, end: int) -> int:
        """The varying piece that a number is; -1 when it is among the words, which are the same in all such lines."""
        first, at = self._piece(start)
        if first % 2 == 0:
            return -1
        if at or len(self._pieces[first]) != end - start:
            raise CannotBeLearnedError
        return first

    def _piece(self, place: int) -> tuple[int, int]:
        number = bisect_right(self._starts, place) - 1
        return number, place - self._starts[number]


def place_of_value(value: str, found: re.Match[str], name: str) -> tuple[int, int]:
    """Where a value stands that was read out of a match. Raises CannotBeLearnedError where it does not."""
    start, end = found.span(name)
    # It may have taken a mark beside it, or lost some.
    place = found.string.find(value, max(0, start - 1), end + 4)
    if place < 0:
        raise CannotBeLearnedError
    return place, place + len(value)


def meaningful_pieces(texts: Iterable[str]) -> frozenset[str]:
    """The pieces that mean something though they look as if they varied: those in some texts, by words in capitals.

    `texts` are the message templates and all names and rules by which lines are read.
    """
    pieces: set[str] = set()
    for text in texts:
        pieces.update(_VARYING.findall(text))
        pieces.update(word.upper() for word in _SHORT_WORD.findall(text))
    return frozenset(pieces)


_SHORT_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,5}(?![A-Za-z])")
