"""Which parts of a text to mark when it is shown again: a message's values, and the words that were found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from app.core.text.tokens import WORD, stem
from app.core.text.unwrapping import SOFT_BREAK, unwrap

AROUND_LETTERS = 160
"""How much of what stands before and behind a message is shown with it."""

MOST_LETTERS = 1200
CUT = "…"


class Part(Enum):
    """What a piece of a pasted text is."""

    AROUND = auto()
    MESSAGE = auto()
    VALUE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; of a value also its placeholder's name."""

    text: str
    part: Part
    name: str = ""


def message_pieces(query: str, found_text: str, values: Mapping[str, str]) -> tuple[Piece, ...]:
    """The person's own message as it was read, with some of what stands around it, cut into pieces.

    `found_text` is the part that matched, empty where none did exactly; `values` are in the order of the message.
    """
    text = unwrap(query[: 20 * MOST_LETTERS]).replace(SOFT_BREAK, " ").strip()
    found = found_text.replace(SOFT_BREAK, " ").strip()
    start = text.find(found) if found else -1
    if start < 0:
        # Read from a paste longer than this, or not found exactly: whatever there is of it.
        found, start = (found, 0) if found and found not in text else (text[:MOST_LETTERS], 0)
        text = found + (CUT if not found_text and len(text) > len(found) else "")
    end = start + len(found)
    before, behind = _before(text[:start]), _behind(text[end:])
    pieces = [Piece(before, Part.AROUND)] if before else []
    pieces += _with_values(found[:MOST_LETTERS], values)
    pieces += [Piece(behind, Part.AROUND)] if behind else []
    return tuple(pieces)


def marked_words(text: str, stems: Collection[str]) -> tuple[tuple[int, int], ...]:
    """Where (start, end) the words of a text stand whose stems are among these."""
    if not stems:
        return ()
    return tuple(found.span() for found in WORD.finditer(text) if stem(found.group().casefold()) in stems)


def _before(text: str) -> str:
    shown = " ".join(text[-AROUND_LETTERS:].split())
    return f"{CUT if len(text) > AROUND_LETTERS else ''}{shown}{_blank(text[-1:])}" if shown else ""


def _behind(text: str) -> str:
    shown = " ".join(text[:AROUND_LETTERS].split())
    return f"{_blank(text[:1])}{shown}{CUT if len(text) > AROUND_LETTERS else ''}" if shown else ""


def _blank(edge: str) -> str:
    return " " if edge.isspace() else ""


def _with_values(message: str, values: Mapping[str, str]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for name, value in values.items():
        place = _place(message, value, at)
        if place < 0:
            continue
        if place > at:
            pieces.append(Piece(message[at:place], Part.MESSAGE))
        at = place + len(value)
        pieces.append(Piece(value, Part.VALUE, name))
    if at < len(message):
        pieces.append(Piece(message[at:], Part.MESSAGE))
    return pieces


def _place(message: str, value: str, start: int) -> int:
    """Where a value stands as a whole, not as a part of a longer word; -1 for nowhere."""
    while value.strip() and (place := message.find(value, start)) >= 0:
        edges = message[place - 1 : place] + message[place + len(value) : place + len(value) + 1]
        if not any(letter.isalnum() for letter in edges) or not (value[0].isalnum() and value[-1].isalnum()):
            return place
        start = place + 1
    return -1
