"""What varies in a log line from one time to the next, and what are its words.

Times, e-mail addresses, ids and numbers vary. Excepted are those that mean something: a number or a short word in
capitals that a name or a rule of reading is written with. Texts with the same words, and with
varying pieces of the same sorts between them, say the same of different records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from app.core.named_places import EMAIL

_TIME = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?"
_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
# Words in capitals are often codes of courses or people's initials; these stand in most lines and never are.
_PLAIN_CAPITALS = ("ERROR", "WARN", "INFO", "DEBUG", "FATAL", "GET", "PUT", "POST", "PATCH", "HTTP")
_ID = r"[A-Z]{1,5}(?:-?\d+(?![A-Za-z_])|(?![A-Za-z0-9_]))"
_OTHERS = rf"{_TIME}|{_UUID}|(?!(?:{'|'.join(_PLAIN_CAPITALS)})\b){_ID}|\d+(?:[:/.]\d{{2,}})*"
# All of them begin a word: looking at nothing else takes a third of the time.
_VARYING = re.compile(rf"\b({_OTHERS})")
_VARYING_WITH_EMAILS = re.compile(rf"\b({EMAIL.pattern}|{_OTHERS})")
_SHAPE = str.maketrans(
    "123456789bcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ",
    "000000000aaaaaaaaaaaaaaaaaaaaaaaaaAAAAAAAAAAAAAAAAAAAAAAAAA",
)
_UUID_SHAPE = re.compile(r"[0aA]{8}-(?:[0aA]{4}-){3}[0aA]{12}")
_ID_SHAPE = re.compile(r"A{1,5}-?0+")
_CAPITALS_SHAPE = re.compile(r"A{1,5}")
_BETWEEN = "\x00"
_DIGITS = (2, 3, 4, 6, 100_000)
"""Up to how many digits numbers of one sort have."""

_SHORT_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,5}(?![A-Za-z])")


def cut(text: str) -> list[str]:
    """A text cut at what varies in it: words at the even places, varying pieces at the odd ones."""
    return (_VARYING_WITH_EMAILS if "@" in text else _VARYING).split(text)


def sorts_of(pieces: Iterable[str]) -> tuple[str, ...]:
    """What sort each varying piece is of."""
    return _sorts_of_shapes(_BETWEEN.join(pieces).translate(_SHAPE))


@lru_cache(4_000)
def _sorts_of_shapes(shapes: str) -> tuple[str, ...]:
    return tuple([_sort_of_shape(shape) for shape in shapes.split(_BETWEEN)])


@lru_cache(4_000)
def _sort_of_shape(shape: str) -> str:
    """What sort a piece of this shape is of: shapes of one sort differ in nothing that matters."""
    if "@" in shape:
        return "email"
    if _UUID_SHAPE.fullmatch(shape):
        return "uuid"
    if _ID_SHAPE.fullmatch(shape):
        return "id"
    if _CAPITALS_SHAPE.fullmatch(shape):
        return "capitals"
    if shape.isdigit():
        # A status has three digits, a year four, an error code at most six, a day or an hour at most two.
        return next(f"up to {most} digits" for most in _DIGITS if len(shape) <= most)
    return shape


def meaningful_pieces(texts: Iterable[str]) -> frozenset[str]:
    """The pieces that mean something though they look as if they varied: those in some texts, by words in capitals.

    `texts` are all names and rules by which sides are read.
    """
    pieces = set(_PLAIN_CAPITALS)
    for text in texts:
        pieces.update(_VARYING.findall(text))
        pieces.update(word.upper() for word in _SHORT_WORD.findall(text))
    return frozenset(pieces)
