"""The second look at what is to be shared, by other means than the first.

It reads the finished text word by word, with a splitting of its own, and asks three things of each word or number: Is
it in the dictionary of harmless words? If not: did the first look let it through at this very place, beside these
neighbors? And was it learned anywhere as a name, an address or an id? What fails is a leak, named with its line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from app.core.sharing.harmless_words import HarmlessWords
from app.core.text.unwrapping import unwrap

_STAND_IN = re.compile(
    r"(?i)person-[a-z2-9]{7}(?:@|%40)example\.org|(?<![^\W_])(?:person|id|course|section|assignment|phone|date|address|host|ip"
    r"|account|secret|detail|word|name)-[a-z2-9]{7}(?![^\W_])"
)
_GONE: Final = "\0"
_ESCAPES = re.compile(
    r"&#?\w{2,8};|%(?:[01][0-9A-Fa-f]|2[0-9A-Fa-f]|3[A-Fa-f]|5[B-Fb-f]|60|7[B-Fb-f])|\\{1,4}u(?:00[2aA]|20[0-4])[0-9a-fA-F]"
    r"|\\{1,4}[nrtbf](?![a-z]|$)|\\{1,4}[nrtbf](?=person-)"
)
_SOFT_BREAK = re.compile(r"([^\W_])=\r?\n(?: {4})?([a-z]+)")
_WORD = re.compile(r"\0+|[^\W_]+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")
_LOOKS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "an e-mail address",
        re.compile(r"(?i)[\w.+\-']{1,64}\s?(?:@|%40|=40|\(at\)|\[at\])\s?[\w\-]+(?:\s?(?:\.|\(dot\))\s?[\w\-]{2,})+"),
    ),
    ("an id", re.compile(r"(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")),
    ("a social security number", re.compile(r"(?<![\w\-])\d{3}-\d\d-\d{4}(?![\w\-])")),
    ("an address of a computer", re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")),
    ("a phone number", re.compile(r"(?<![\w\-.])\(?\d{3}\)?[ .\-]\d{3}[.\-]\d{4}(?![\w\-])")),
)  # fmt: skip
_MACHINES: Final = frozenset("utf sha md http ipv v x k p amd win es rs hs st nd rd th ms kb mb gb s".split())


class Leak(NamedTuple):
    """Something left that may name a person: what it looks like, the text, and the line it stands in, from 1."""

    what: str
    text: str
    line: int


class LeakError(Exception):
    """What was to be shared still names somebody, and was not written."""

    def __init__(self, leaks: Iterable[Leak]) -> None:
        """Keep the leaks for whoever tells the person."""
        self.leaks = tuple(leaks)
        super().__init__(f"{len(self.leaks)} places still look like personal data.")


class WordBeside(NamedTuple):
    """A word of a line with its neighbors in small letters: empty at the line's ends, NUL for a stand-in."""

    before: str
    word: str
    after: str
    start: int


def words_in(line: str) -> list[WordBeside]:
    """The words and numbers of a line, without escapes."""
    found = [(one.group(), one.start()) for one in _WORD.finditer(_without_escapes(line))]
    folded = ["", *(_GONE if word[0] == _GONE else word.casefold() for word, _ in found), ""]
    return [
        WordBeside(folded[n], word, folded[n + 2], start) for n, (word, start) in enumerate(found) if word[0] != _GONE
    ]


def _without_escapes(line: str) -> str:
    return _ESCAPES.sub(lambda found: " " * len(found.group()), line)


class Neighbors:
    """Words that were let through at one place, known by the words beside them there."""

    def __init__(self) -> None:
        """Know none."""
        self._pairs: set[tuple[str, str, str]] = set()

    def add(self, text: str, places: Iterable[tuple[int, int]], gone: Iterable[tuple[int, int]] = ()) -> None:
        """Let through what stands at some places of a text, in which stand-ins are put where others have `gone`."""
        letters = list(text)
        for start, end in gone:
            letters[start:end] = _GONE * (end - start)
        allowed = bytearray(len(text))
        for start, end in places:
            allowed[start:end] = b"\1" * (end - start)
        blanked = "".join(letters)
        for line in blanked.splitlines(keepends=True):
            for one in words_in(line):
                if any(allowed[one.start : one.start + len(one.word)]):
                    self._let(one)
            allowed = allowed[len(line) :]

    def add_all(self, text: str) -> None:
        """Let through all words of a text, such as the catalog's."""
        for line in text.splitlines():
            for one in words_in(line):
                self._let(one)

    def _let(self, one: WordBeside) -> None:
        word = one.word.casefold()
        self._pairs.add(("before", one.before, word))
        self._pairs.add(("after", word, one.after))

    def let(self, one: WordBeside) -> bool:
        """Whether a word was let through beside one of its neighbors. A mail may have broken the line at the other."""
        word = one.word.casefold()
        return ("before", one.before, word) in self._pairs or ("after", word, one.after) in self._pairs


def leaks(
    text: str,
    harmless: HarmlessWords,
    learned: Iterable[str] = (),
    kept: Neighbors | None = None,
    *,
    words: bool = True,
) -> list[Leak]:
    """What is left in a text that is to be shared.

    `learned` are the identities known from the original, `kept` what was let through there for a reason. Without
    `words` a word need not be in the dictionary: for a text that stays with its owner.
    """
    kept = kept or Neighbors()
    found: dict[tuple[str, int], Leak] = {}
    known = _by_first_word(learned)
    for number, line in enumerate(_SOFT_BREAK.sub(r"\1\2\n", text).splitlines(), 1):
        for spelled in dict.fromkeys((line, unwrap(line))):
            bare = _STAND_IN.sub(lambda hit: _GONE * len(hit.group()), _without_escapes(spelled))
            for leak in _of_line(bare, number, harmless, known, kept, words=words):
                found.setdefault((leak.text.casefold(), number), leak)
    return list(found.values())


def _of_line(
    line: str,
    number: int,
    harmless: HarmlessWords,
    known: dict[str, list[tuple[str, ...]]],
    kept: Neighbors,
    *,
    words: bool,
) -> Iterator[Leak]:
    beside = words_in(line)
    let = [kept.let(one) for one in beside]
    for what, pattern in _LOOKS:
        for hit in pattern.finditer(line):
            inside = [ok for one, ok in zip(beside, let, strict=True) if hit.start() <= one.start < hit.end()]
            if not all(inside):
                yield Leak(what, hit.group(), number)
    if words:
        for one, ok in zip(beside, let, strict=True):
            if line[one.start - 1 : one.start] == "\\" and one.word[1:].casefold() in harmless.plain:
                continue  # the letter of an escape
            if not ok and not _is_harmless(one, harmless):
                yield Leak("a word that may name somebody" if one.word.isalpha() else "a number", one.word, number)
    yield from _by_name(beside, let, number, known)


def _is_harmless(one: WordBeside, harmless: HarmlessWords) -> bool:
    for part in _PART.findall(one.word) if one.word.isascii() else [one.word]:
        folded = part.casefold()
        if part.isdigit():
            if len(part) > 2 and part not in _SIZES:
                return False
        elif len(part) > 1 and folded not in harmless.plain and folded not in _MACHINES:
            return one.word.casefold() in harmless.plain
    return True


_SIZES: Final = frozenset("256 512 128".split())


def _by_first_word(identities: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for identity in identities:
        words = tuple(re.findall(r"[^\W_]+", identity.casefold()))
        if words:
            by_first.setdefault(words[0], []).append(words)
    return by_first


def _by_name(
    beside: list[WordBeside], let: Collection[bool], number: int, known: dict[str, list[tuple[str, ...]]]
) -> Iterator[Leak]:
    """Known identities by their words, whatever stands between them."""
    if not known:
        return
    words = [one.word.casefold() for one in beside]
    places = list(let)
    for place, word in enumerate(words):
        for sought in known.get(word, ()):
            last = place + len(sought)
            if tuple(words[place:last]) == sought and not all(places[place:last]):
                yield Leak("a known name or id", " ".join(one.word for one in beside[place:last]), number)
