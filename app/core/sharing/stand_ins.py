"""Names of stand-ins. They follow from what they stand for and from the desk's own key.

So the same person has the same stand-in in every text of a desk, another one at another desk, and nobody without the
key can try names to see which fits. Two signs of a name prove that this desk made it: an id in a log that looks like
one (`ID-001`) is no stand-in.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Final

from app.core.sharing.pii_spans import Kind

_SIGNS: Final = "BCDFGHJKMNPQRSTVWXZ23456789"
"""No vowels, so that no word arises; no signs that are taken for each other."""
_LETTERS: Final = _SIGNS[:19]
_OWN, _PROOF = 5, 2
_WORDS: Final = "|".join(kind.value for kind in Kind if kind not in {Kind.EMAIL, Kind.KEEP})
STAND_IN: Final = re.compile(
    rf"(?i)(?:(?<![^\W_])(?<!@)|(?<=\\[nrtbf]))(?:(person)-([{_SIGNS}]{{7}})(?:@|%40)example\.org|({_WORDS})-([{_SIGNS}]{{7}}))(?![^\W_]|@|-[^\W_])"
)
"""What looks like a stand-in of some desk, in any case."""


class StandInNames:
    """Names stand-ins by a desk's key."""

    def __init__(self, key: bytes) -> None:
        """Use a key of at least 16 bytes, which stays on this computer."""
        self._key = key

    def name(self, kind: Kind, identity: str) -> str:
        """Return the stand-in of an identity, which is given in its folded spelling."""
        own = self._signs(f"identity:{identity}", _OWN)
        own = _LETTERS[_SIGNS.index(own[0]) % len(_LETTERS)] + own[1:]
        signs = own + self._signs(f"proof:{own}", _PROOF)
        if kind is Kind.EMAIL:
            return f"person-{signs.lower()}@example.org"
        return f"{kind.value}-{signs}"

    def is_own(self, found: re.Match[str]) -> bool:
        """Whether a match of `STAND_IN` is a name that this desk gave."""
        signs = (found.group(2) or found.group(4)).upper()
        return signs[_OWN:] == self._signs(f"proof:{signs[:_OWN]}", _PROOF)

    def _signs(self, text: str, count: int) -> str:
        number = int.from_bytes(hmac.digest(self._key, text.encode("utf-8", "surrogatepass"), hashlib.sha256)[:12])
        signs = ""
        for _ in range(count):
            number, place = divmod(number, len(_SIGNS))
            signs += _SIGNS[place]
        return signs
