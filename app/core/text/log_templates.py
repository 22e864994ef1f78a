"""Groups of fingerprints that say the same: words that vary where all other words are the same are no words.

A fingerprint masks what varies by the way it is written. What is left is seen only in many of them: behind "user" stand
six different words, so these are names. That is worked out from the set of all fingerprints, so it does
not depend on their order, and parts of a log may be merged first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from app.core.text.fingerprint import VARIES
from app.core.text.lazy_pattern import lazy_pattern
from app.core.text.name_words import ROLES

Tokens = tuple[str, ...]
_Hole = tuple[int, int]
"""A place in templates: what stands before it, and what behind it."""

_PLAIN_WORDS = 6
"""Different words in one place that show that any may stand there. Fewer may be verbs: opened, closed, deleted."""

_WORDS_BEHIND_A_ROLE = 3
_SIGNED_WORDS = 2
"""Of words with signs in them, such as `root_domain`, two are enough."""

_LEAST_CONSTANT = 2
"""Words that a template must have beside the place that varies."""

_MAX_NAME = 3
_MAX_ROUNDS = 8
_TOKEN = lazy_pattern(r"<\*>|[\w$#@~]+(?:[.\-/+*'\u2019]+[\w$#@~]+)*|[^\w\s]")
_SIGNED = lazy_pattern(r"[._$/~@#\d]|<\*>")
_ROLE = lazy_pattern(rf"(?i)(?:{'|'.join(ROLES)})s?")
_RUN = lazy_pattern(r"<\*>(?:(?: ?[,;|&:/+.\-~]+ ?| and | ?)<\*>)+")


def templates_of(fingerprints: Iterable[str]) -> dict[str, str]:
    """The template of each fingerprint; those that say the same have one."""
    tokens = {each: tuple(_TOKEN.findall(each)) for each in fingerprints}
    for _ in range(_MAX_ROUNDS):
        varying = _varying(set(tokens.values()))
        if not varying:
            break
        tokens = {each: _with_holes(words, varying.get(words, {})) for each, words in tokens.items()}
    joined = {each: _RUN.sub(VARIES, " ".join(words)) for each, words in tokens.items()}
    # Shown is a template as one of its messages is written.
    written: dict[str, str] = {}
    for each, words in tokens.items():
        template = _written(each, words)
        written[joined[each]] = min(template, written.get(joined[each], template))
    return {each: written[template] for each, template in joined.items()}


def _written(fingerprint: str, words: Tokens) -> str:
    remaining = iter(words)
    return _RUN.sub(VARIES, _TOKEN.sub(lambda _: next(remaining), fingerprint))


def _varying(templates: Iterable[Tokens]) -> Mapping[Tokens, Mapping[int, int]]:
    """The places in templates where words vary: how many, by the first of them."""
    found: dict[_Hole, dict[Tokens, list[tuple[Tokens, int]]]] = defaultdict(lambda: defaultdict(list))
    before, behind = _Numbers(), _Numbers()
    for words in templates:
        if sum(word[0].isalpha() for word in words) <= _LEAST_CONSTANT:
            continue
        heads, tails = before.along(words), behind.along(words[::-1])[::-1]
        for start, length in _places(words):
            hole = heads[start], tails[start + length]
            found[hole][words[start : start + length]].append((words, start))
    varying: dict[Tokens, dict[int, int]] = defaultdict(dict)
    for by_words in found.values():
        for here in _that_vary(by_words):
            for words, start in by_words[here]:
                # Behind a name of one word, what follows it goes on in the same way: that is no longer name.
                varying[words][start] = min(len(here), varying[words].get(start, _MAX_NAME))
    return varying


def _places(words: Tokens) -> Iterator[tuple[int, int]]:
    for start, word in enumerate(words):
        if not (word[0].isalnum() or word[0] in "_$" or word == VARIES):
            continue
        yield start, 1
        if _is_behind_a_role(words, start):
            for length in range(2, min(_MAX_NAME, len(words) - start) + 1):
                if VARIES in words[start : start + length] or not words[start + length - 1][0].isalnum():
                    break
                yield start, length


def _is_behind_a_role(words: Tokens, start: int) -> bool:
    before = start - 1
    if before >= 1 and words[before] in {"of", "for", "named", ":", "=", VARIES}:
        before -= 1
    return before >= 0 and _ROLE.fullmatch(words[before]) is not None


def _that_vary(by_words: Mapping[Tokens, list[tuple[Tokens, int]]]) -> Iterable[Tokens]:
    """Those of the words that stand in one place which stand for anything."""
    if len(by_words) < _SIGNED_WORDS:
        return ()
    words, start = next(iter(by_words.values()))[0]
    if _is_behind_a_role(words, start):
        # Where names were seen, other words are names too: `student <*>`, `student ana silva`.
        needed = _SIGNED_WORDS if (VARIES,) in by_words else _WORDS_BEHIND_A_ROLE
    else:
        needed = _PLAIN_WORDS
    if len(by_words) >= needed:
        return by_words
    # At the beginning stands what is said of things more often than a name of one: start_job, end_job.
    return _signed(by_words) if start else ()


def _signed(by_words: Iterable[Tokens]) -> list[Tokens]:
    signed = [words for words in by_words if _SIGNED.search(words[0])]
    return signed if len(signed) >= _SIGNED_WORDS else []


def _with_holes(words: Tokens, places: Mapping[int, int]) -> Tokens:
    varies = {number for start, length in places.items() for number in range(start, start + length)}
    return tuple(VARIES if number in varies else word for number, word in enumerate(words))


class _Numbers:
    """Numbers for the beginnings of templates: two have the same one when they are equal."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], int] = {}

    def along(self, words: Tokens) -> list[int]:
        numbers = [0]
        for word in words:
            numbers.append(self._known.setdefault((numbers[-1], word), len(self._known) + 1))
        return numbers
