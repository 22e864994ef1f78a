"""The one message in a log line: by the templates whose anchors stand there, the most specific one that matches.

Only lines where that is plain are told; the others are left to `LogMatcher`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import Final, NamedTuple

from app.core.matching.anchors import holds_anchor
from app.core.scanning.line_matcher import Target


class NoMessage(Enum):
    """Why a line gave no message: surely none stands there, or it must be read by `LogMatcher`.

    LESSER: its best one counts as none, but those of lesser templates may.
    """

    NOTHING = "nothing"
    LESSER = "lesser"
    UNSURE = "unsure"


_Place = tuple[int, int, re.Match[str] | None]
"""Where a template's words start and end; the match where it has values."""

_SEVERAL: Final = (-1, -1, None)
"""Stands for more than one place."""


class LineMessage(NamedTuple):
    """The message of a line.

    `targets` are all templates of it; `start` and `end` its place; `values` by their names. `alone`: no other
    template's anchor stands in the line. `own`: the values by each template, where there are several.
    """

    targets: tuple[Target, ...]
    start: int
    end: int
    values: dict[str, str]
    alone: bool
    own: tuple[dict[str, str], ...]


def message_in(text: str, folded: str, targets: Sequence[Target]) -> LineMessage | NoMessage:
    """The message of a line, or why there is none.

    `targets` are the templates whose anchors stand in it, as `LogMatcher.ranked` gives them. `folded` is the text in
    lower case, of the same length.
    """
    for number, target in enumerate(targets, 1):
        found = _found(target, text, folded)
        if found is None:
            continue
        if found is _SEVERAL:
            return NoMessage.UNSURE
        if number == len(targets):
            return LineMessage(target.alone, found[0], found[1], _values(target, found), number == 1, ())
        return _among(text, folded, target, found, targets[number:]) or NoMessage.UNSURE
    return NoMessage.NOTHING


def _among(text: str, folded: str, target: Target, found: _Place, others: Sequence[Target]) -> LineMessage | None:
    """The message that the best template matched, if no other one stands beside it.

    Those of the same words make it together; shorter ones within it do not count.
    """
    hits = [(target, found)]
    lesser: list[Target] = []
    for other in others:
        if other.weight < target.weight:
            lesser.append(other)
        elif (place := _found(other, text, folded)) is not None:
            if place is _SEVERAL or other.words != target.words:
                return None
            hits.append((other, place))
    together = _together(hits)
    if together is None or any(_stands_beside(other, text, folded, together.start, together.end) for other in lesser):
        return None
    return together


def _together(hits: list[tuple[Target, _Place]]) -> LineMessage | None:
    """The message of matches of the same words; None where they are not plainly one message."""
    if len(hits) == 1:
        target, found = hits[0]
        return LineMessage(target.alone, found[0], found[1], _values(target, found), False, ())
    hits.sort(key=lambda hit: (hit[1][0], hit[0].order, hit[1][1]))
    start, end, _ = hits[0][1]
    own = tuple([_values(target, found) for target, found in hits])
    values = own[0].copy()
    always = all(target.always for target, _ in hits)
    for (_, found), its in zip(hits, own, strict=True):
        if found[:2] != (start, end) and (not always or found[0] >= end):
            return None
        for name, value in its.items():
            if values.setdefault(name, value) != value:
                return None
    return LineMessage(tuple([target for target, _ in hits]), start, end, values, False, own)


def _stands_beside(target: Target, text: str, folded: str, start: int, end: int) -> bool:
    """Whether a template may have matched outside of a place."""
    if folded.find(target.anchor) >= start and folded.rfind(target.anchor) + len(target.anchor) <= end:
        return False
    found = _found(target, text, folded)
    return found is not None and (found is _SEVERAL or found[0] >= end or found[1] <= start)


def _values(target: Target, found: _Place) -> dict[str, str]:
    return target.pattern.template.values(found[2]) if found[2] is not None and target.size else {}


def _found(target: Target, text: str, folded: str) -> _Place | None:
    """The one place of a template in a line, None without one, `_SEVERAL` where it may stand more than once."""
    if not target.owners:
        return None
    anchor, lead = target.anchor, target.lead
    place = folded.find(anchor)
    if place < 0 or lead is None or folded.find(anchor, place + 1) >= 0:
        return _searched(target, text, folded)
    start = place - len(lead)
    if start < 0 or not folded.startswith(lead, start):
        return _searched(target, text, folded)
    # No other place has the anchor.
    if target.literal and folded.startswith(target.literal, start):
        # Nothing need be compiled for a text as it is usually written.
        end = start + len(target.literal)
        return (start, end, None) if _is_whole(folded, start, end) else None
    found = target.pattern.search.match(text, start)
    return None if found is None else (*found.span(), found)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on before or behind a place."""
    before, behind = text[max(0, start - 1) : start], text[end : end + 1]
    return not (before.isalnum() or before == "_" or behind.isalnum() or behind == "_")


def _searched(target: Target, text: str, folded: str) -> _Place | None:
    # Of other letters some are equal to a template's only by the rules of expressions.
    if text.isascii() and not all(word in folded for word in target.further_words):
        return None
    place: _Place | None = None
    for found in target.pattern.search.finditer(text):
        if holds_anchor(found.group(), target.anchor):
            if place is not None:
                return _SEVERAL
            place = *found.span(), found
    return place
