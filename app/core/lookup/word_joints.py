"""Words run together ("Gradebooknumber") or torn apart ("Gradebook num ber"), mended by the words that are known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from msgspec import Struct

Known = Callable[[str], bool]

_LEAST = 2
_LEAST_JOINED = 4
_LEAST_SLIP = 5
_LEAST_BEFORE_SLIP = 3


class Piece(Struct, frozen=True):
    """A word and where it stands in the text; mended, it may be part of what stands there, or reach over a blank."""

    word: str
    start: int
    end: int


class Joints:
    """Mends words by one set of known ones. Immutable."""

    def __init__(self, is_known: Known, is_slip: Known, pairs: Collection[tuple[str, str]] = frozenset()) -> None:
        """`is_known` says whether a word in small letters is known, `is_slip` whether it is one but for a slip.

        `pairs` are words known to follow one another.
        """
        self._is_known = is_known
        self._is_slip = is_slip
        self._pairs = pairs

    def mended(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The words as they were meant; what cannot be mended stays."""
        mended: list[Piece] = []
        place = 0
        while place < len(pieces):
            piece = pieces[place]
            following = pieces[place + 1] if place + 1 < len(pieces) else None
            if following is not None and self._belong_together(piece, following):
                mended.append(Piece(piece.word + following.word, piece.start, following.end))
                place += 2
                continue
            moved = self._with_blank_moved(piece, following) if following is not None else []
            if moved:
                mended += moved
                place += 2
                continue
            mended += [piece] if self._is_known(piece.word) else self._parted(piece)
            place += 1
        return mended

    def _belong_together(self, one: Piece, other: Piece) -> bool:
        """Whether two words with a blank between them are one: it is known, and the two are not or never stand so."""
        if other.start - one.end != 1 or len(one.word) + len(other.word) < _LEAST_JOINED:
            return False
        if not self._is_known(one.word + other.word):
            return False
        both_known = self._is_known(one.word) and self._is_known(other.word)
        return not both_known or bool(self._pairs and (one.word, other.word) not in self._pairs)

    def _with_blank_moved(self, one: Piece, other: Piece) -> list[Piece]:
        """The two known words that two are whose blank was typed a letter too early or too late: mus tbe, no tfound."""
        if other.start - one.end != 1 or (self._is_known(one.word) and self._is_known(other.word)):
            return []
        early = (
            Piece(one.word + other.word[:1], one.start, other.start + 1),
            Piece(other.word[1:], other.start + 1, other.end),
        )
        late = Piece(one.word[:-1], one.start, one.end - 1), Piece(one.word[-1:] + other.word, one.end - 1, other.end)
        for moved in (early, late):
            words = moved[0].word, moved[1].word
            if min(map(len, words)) >= _LEAST and all(map(self._is_known, words)) and words in self._pairs:
                return [*moved]
        return []

    def _parted(self, piece: Piece) -> list[Piece]:
        """The two known words that one consists of: such as follow one another, else with the longest first one."""
        word = piece.word
        if len(word) < _LEAST_JOINED:
            return [piece]
        if not word.isalpha():
            return self._parted_from_number(piece)
        cuts = [
            cut
            for cut in range(len(word) - _LEAST, _LEAST - 1, -1)
            if self._is_known(word[:cut]) and self._is_known(word[cut:])
        ]
        if self._is_slip(word):
            return [piece]
        if not cuts:
            # One half may be misspelled besides: nottauthorized.
            cuts = [cut for cut in range(len(word) - _LEAST_BEFORE_SLIP, _LEAST, -1) if self._half_known(word, cut)]
        if not cuts:
            return [piece]
        cut = next((cut for cut in cuts if (word[:cut], word[cut:]) in self._pairs), cuts[0])
        return [Piece(word[:cut], piece.start, piece.start + cut), Piece(word[cut:], piece.start + cut, piece.end)]

    def _half_known(self, word: str, cut: int) -> bool:
        first, last = word[:cut], word[cut:]
        return (self._is_known(first) and len(last) >= _LEAST_SLIP and self._is_slip(last)) or (
            self._is_known(last) and len(first) >= _LEAST_SLIP and self._is_slip(first)
        )

    def _parted_from_number(self, piece: Piece) -> list[Piece]:
        """A known word and the number that is run together with it."""
        word = piece.word.rstrip("0123456789")
        cut = piece.start + len(word)
        if cut == piece.end or len(word) < _LEAST_JOINED or not self._is_known(word):
            return [piece]
        return [Piece(word, piece.start, cut), Piece(piece.word[len(word) :], cut, piece.end)]
