"""Questions in another language, put into the English of the catalog word by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from app.core.catalog.model import SearchWords
from app.core.text.tokens import STOP_WORDS

_WORD = re.compile(r"\w+")
_MAX_PHRASE = 5
_LEAST_BEGUN = 3


class SearchLanguage:
    """Reads questions in one language. Immutable."""

    def __init__(self, words: SearchWords, is_english: Callable[[str], bool]) -> None:
        """`is_english` says whether a word (lower case) stands in the catalog."""
        self._is_english = is_english
        self._fillers = frozenset(map(_root, words.fillers))
        self._meanings = {
            tuple(_root(word) for word in phrase.split()): meaning for phrase, meaning in words.words.items()
        }
        # Fillers between the words of a phrase say nothing there either: "fecha (de) entrega".
        self._meanings |= {self._telling(phrase): meaning for phrase, meaning in self._meanings.items()}
        self._words = frozenset(word for phrase in self._meanings for word in phrase)

    def in_english(self, text: str, *, last_is_open: bool = False) -> str | None:
        """The question in English words, or None where it is not in this language. Unknown words stay as they are.

        `last_is_open` says that the last word may be unfinished.
        """
        words = _WORD.findall(text)
        roots = [_root(word) for word in words]
        if not self._speaks(words, roots):
            return None
        told = [(word, root) for word, root in zip(words, roots, strict=True) if root not in self._fillers]
        if last_is_open and told and told[-1][0] == words[-1]:
            told[-1] = self._finished(*told[-1])
        english: list[str] = []
        place = 0
        while place < len(told):
            length, meaning = self._meaning_at([root for _, root in told[place : place + _MAX_PHRASE]])
            english.append(meaning or told[place][0])
            place += length
        return " ".join(english)

    def _speaks(self, words: list[str], roots: list[str]) -> bool:
        """Whether more words are of this language only than are English only."""
        ours = others = 0
        for word, root in zip(words, roots, strict=True):
            known = root in self._words or root in self._fillers
            english = word.casefold() in STOP_WORDS or self._is_english(word.casefold())
            if known and (not english or not word.isascii()):
                ours += 1
            elif english and not known:
                others += 1
        return ours > 0 and ours >= others

    def _telling(self, phrase: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word for word in phrase if word not in self._fillers) or phrase

    def _meaning_at(self, roots: list[str]) -> tuple[int, str]:
        """The longest phrase that begins here, with its meaning; one word without one where none does."""
        for length in range(len(roots), 0, -1):
            meaning = self._meanings.get(tuple(roots[:length]))
            if meaning is not None:
                return length, meaning
        return 1, ""

    def _finished(self, word: str, root: str) -> tuple[str, str]:
        """A word begun, with the first known one that it may become."""
        begun = _plain(word)
        if root in self._words or len(begun) < _LEAST_BEGUN:
            return word, root
        return next(((known, known) for known in sorted(self._words) if known.startswith(begun)), (word, root))


def _plain(word: str) -> str:
    """A word in small letters without accents; ñ is a letter of its own, which many keyboards lack."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def _root(word: str) -> str:
    """What the forms of a word have in common: number, gender and accents do not count."""
    root = _plain(word)
    if len(root) > 5 and root.endswith("es") and root[-3] not in "aeiou":
        root = root[:-2]
    elif len(root) > 4 and root.endswith("s"):
        root = root[:-1]
    return root[:-1] if len(root) > 4 and root[-1] in "aeo" else root
