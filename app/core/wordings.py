"""What varies in a log line from one time to the next, and what are its words.

Times, e-mail addresses, ids and numbers vary. Excepted are those that mean something: a number or a short word in
capitals that a name or a rule of reading is written with. Texts with the same words, and with
varying pieces of the same sorts between them, say the same of different records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from app.core.log_record import EMAIL

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
_LETTER_OF_SHAPE = {"0": r"\d", "a": "[a-z]", "A": "[A-Z]"}
_ENDS_A_PIECE = frozenset(" \"'()[]{}<>=|;!?\t")
"""Behind one of these no varying piece can go on."""

_BETWEEN = "\x00"
_ANY = 100_000
_LENGTHS = ((1, 2), (3, 3), (4, 4), (5, 6), (7, _ANY))
"""How many digits numbers have that are of one sort."""

_SHORT_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,5}(?![A-Za-z])")


def cut(text: str) -> list[str]:
    """A text cut at what varies in it: words at the even places, varying pieces at the odd ones."""
    return (_VARYING_WITH_EMAILS if "@" in text else _VARYING).split(text)


def sorts_of(pieces: Iterable[str]) -> tuple[str, ...]:
    """What sort each varying piece is of."""
    return _sorts_of_shapes(_BETWEEN.join(pieces).translate(_SHAPE))


@lru_cache(4_000)
def _sorts_of_shapes(shapes: str) -> tuple[str, ...]:
    return tuple([_pattern_of_shape(shape, ends=False) for shape in shapes.split(_BETWEEN)])


def pattern_of(piece: str, following: str) -> str:
    """A regular expression for varying pieces of this one's sort, before the same following letter or none."""
    return _pattern_of_shape(piece.translate(_SHAPE), not following or following in _ENDS_A_PIECE)


@cache
def _pattern_of_shape(shape: str, ends: bool) -> str:
    if "@" in shape:
        return f"(?>{EMAIL.pattern})"
    if _UUID_SHAPE.fullmatch(shape):
        return "[0-9a-fA-F-]{36}"
    if _ID_SHAPE.fullmatch(shape):
        return r"[A-Z]{1,5}-?\d+" + ("" if ends else "(?![0-9A-Za-z_])")
    if _CAPITALS_SHAPE.fullmatch(shape):
        return "[A-Z]{1,5}" + ("" if ends else "(?![0-9A-Za-z_]|-\\d)")
    number_ends = "" if ends else r"(?![0-9]|[:/.]\d\d)"
    if shape.isdigit():
        # A status has three digits, a year four, an error code at most six, a day or an hour at most two.
        length = len(shape)
        least, most = next(lengths for lengths in _LENGTHS if length <= lengths[1])
        digits = rf"\d{{{least},{most}}}" if most < _ANY else rf"\d{{{least},}}"
        return digits + number_ends
    return "".join(_LETTER_OF_SHAPE.get(letter) or re.escape(letter) for letter in shape) + number_ends


def meaningful_pieces(texts: Iterable[str]) -> frozenset[str]:
    """The pieces that mean something though they look as if they varied: those in some texts, by words in capitals.

    `texts` are all names and rules by which sides are read.
    """
    pieces = set(_PLAIN_CAPITALS)
    for text in texts:
        pieces.update(_VARYING.findall(text))
        pieces.update(word.upper() for word in _SHORT_WORD.findall(text))
    return frozenset(pieces)
