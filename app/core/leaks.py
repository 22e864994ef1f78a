"""The second look at what is to be shared: plain patterns, apart from the rules of redaction, that find what is left.

What redaction misses once it would miss twice. So nothing here leans on its rules: any e-mail address, any id in a
field, any long number is a leak unless it is a stand-in or was kept on purpose, and no known identity may stand
anywhere, in no spelling. A false alarm costs a look; a leak cannot be called back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from app.core.unwrapping import unwrap

_STAND_IN = re.compile(
    r"(?i)person-\d{2,4}(?:@|%40)example\.org|\b(?:student|teacher|person|id|course|section|assignment|phone|date|address"
    r"|secret|detail|name)-\d{2,4}\b"
)
_GONE: Final = "\u2026"
_LOOKS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "an e-mail address",
        re.compile(
            r"(?i)[\w.+\-']{1,64}\s?(?:@|%40|=40|\(at\)|\[at\])\s?[\w\-]+(?:\s?(?:\.|\(dot\))\s?[\w\-]{2,})+"
        ),
    ),
    ("an id", re.compile(r"(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")),
    ("a social security number", re.compile(r"(?<![\w\-])\d{3}-\d\d-\d{4}(?![\w\-])")),
    ("a phone number", re.compile(r"(?<![\w\-.])\(?\d{3}\)?[ .\-]\d{3}[.\-]\d{4}(?![\w\-])")),
    (
        "an id",
        re.compile(
            r"(?i)(?:user|student|person|teacher|staff|parent|guardian|sis|sourced|issued|login|employee|owner)"
            r"[ _\-]?(?:id|number|no|key)s?[\"'\\]{0,4}\s?[:=]\s?[\"'\\\[]{0,4}((?=[\w.\-]*\d)[\w.\-]{2,60})"
        ),
    ),
    ("a long number", re.compile(r"(?<![\w.\-:/])(\d{7,12})(?![\w\-:/.]\d|\w)")),
)  # fmt: skip
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:\d{4})?")
_COUNTED = re.compile(r"(?i)\s?(?:rows|records|lines|bytes|[kmg]i?b|m?s|seconds|users|entries|items|requests)\b")
_WORD = re.compile(r"[^\W_]+")


class Leak(NamedTuple):
    """Something left that names a person: what it looks like, the text, and the line it stands in, counted from 1."""

    what: str
    text: str
    line: int


class LeakError(Exception):
    """What was to be shared still names somebody, and was not written."""

    def __init__(self, leaks: Iterable[Leak]) -> None:
        """Keep the leaks for whoever tells the person."""
        self.leaks = tuple(leaks)
        super().__init__(f"{len(self.leaks)} places still look like personal data.")


def leaks(text: str, identities: Iterable[str] = (), allowed: Collection[str] = ()) -> list[Leak]:
    """What is left in a text that is to be shared.

    `identities` are those known to have stood in the original; `allowed` what a person chose to show or support needs.
    """
    may_stay = {_folded(one) for one in allowed}
    found: dict[tuple[str, int], Leak] = {}
    known = _by_first_word(one for one in identities if _folded(one) not in may_stay)
    for number, line in enumerate(text.splitlines(), 1):
        for spelled in dict.fromkeys((line, unwrap(line))):
            for leak in (*_by_look(spelled, number), *_by_name(spelled, number, known)):
                if not _is_allowed(leak.text, may_stay):
                    found.setdefault((_folded(leak.text), number), leak)
    return list(found.values())


def _by_look(line: str, number: int) -> Iterator[Leak]:
    bare = _STAND_IN.sub(_GONE, line)
    for what, pattern in _LOOKS:
        for hit in pattern.finditer(bare):
            text = hit.group(hit.lastindex or 0)
            if what == "a long number" and (_DAY.fullmatch(text) or _COUNTED.match(bare, hit.end())):
                continue
            yield Leak(what, text, number)


def _is_allowed(text: str, allowed: Collection[str]) -> bool:
    folded = _folded(text)
    return folded in allowed or any(folded in one for one in allowed if len(folded) > 6)


def _by_first_word(identities: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for identity in identities:
        words = tuple(_WORD.findall(identity.casefold()))
        if words:
            by_first.setdefault(words[0], []).append(words)
    return by_first


def _by_name(line: str, number: int, known: dict[str, list[tuple[str, ...]]]) -> Iterator[Leak]:
    """Known identities by their words, whatever stands between them."""
    if not known:
        return
    places = list(_WORD.finditer(line))
    words = [place.group().casefold() for place in places]
    for place, word in enumerate(words):
        for sought in known.get(word, ()):
            last = place + len(sought) - 1
            if tuple(words[place : last + 1]) == sought:
                yield Leak("a known name or id", line[places[place].start() : places[last].end()], number)


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
