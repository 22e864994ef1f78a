"""Words: how texts are cut into words, and which forms of a word count as the same."""

from __future__ import annotations

import re
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import snowballstemmer

WORD = re.compile(r"[^\W_]+(?:['\u2019](?=[a-z]{1,2}\b)[a-z]+)?", re.IGNORECASE)
"""A word for searching: letters and digits; an underscore parts words, as a capital does not."""

STOP_WORDS = frozenset(
    """a about after again all also am an and any are as at be because been but by can could did do does doing done
    down every for from get gets getting give gives go goes going got had has have he her here hers him his how i if
    in into is isn't it its it's just let like me my no not now of off on once one only or other our out over own
    please same says said say she should so some still such than that the their them then there these they thing things
    this those through to too under until up us very was we were what when where which while who whom why will with
    won't would you your""".split()
)
"""Words that carry no meaning in a question; they are searched only when nothing else is there."""

_SAID = {word.replace("'", ""): word for word in STOP_WORDS if "'" in word} | {
    **dict.fromkeys(("dont", "doesnt", "dosnt", "didnt", "wont", "wouldnt", "cant", "couldnt", "shouldnt"), "not"),
    **dict.fromkeys(("arent", "wasnt", "werent", "hasnt", "havent", "hadnt"), "not"),
}


# A stemmer holds the word it works on, and the window looks up while a scan does.
_stemming = Lock()


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.stemmer:
    # Late, because it loads the rules of all languages, and a compiled catalog holds the stems of its words.
    import snowballstemmer  # noqa: PLC0415

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The common form of a word's forms (enrolled, enrollment -> enrol); digits stay as they are."""
    if not word.isascii() or any(character.isdigit() for character in word):
        return word
    with _stemming:
        result: str = _stemmer().stemWord(word.replace("'", ""))
    return result


def words_of(text: str) -> list[str]:
    """The words of a text in order, lower case, cut also at underscores and inner capitals kept whole."""
    return [found.casefold() for found in WORD.findall(text)]


def said(word: str) -> str:
    """What a word without its apostrophe was meant to be: isnt is isn't."""
    return _SAID.get(word, word)


def allowed_typos(word: str) -> int:
    """How many edits a word may be away: none up to 4 letters, one for 5 to 8, two from 9; digits are never fuzzy."""
    if any(character.isdigit() for character in word):
        return 0
    if len(word) <= 4:
        return 0
    return 1 if len(word) <= 8 else 2


def is_short(word: str) -> bool:
    """Whether a word is too short for free typos but long enough for a slip of the fingers."""
    return len(word) == 4 and word.isalpha()


def is_slip(word: str, meant: str) -> bool:
    """Whether two words one edit apart differ by a swap or a missing letter (tiem, ownr), not by another letter."""
    return word[0] == meant[0] and (sorted(word) == sorted(meant) or len(meant) > len(word))
