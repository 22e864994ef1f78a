"""A text in chunks: words, numbers, or both joined by dots, hyphens and underscores, as logs write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_LETTER_ESCAPE: Final = (
    r"\\{1,4}u(?:00[c-fC-F]|01[0-9a-fA-F]|1[eE][0-9a-fA-F])[0-9a-fA-F]|%C[3-5]%[89AB][0-9A-F]|=C[3-5]=[89AB][0-9A-F]"
    r"|&[A-Za-z]{1,2}(?:acute|grave|uml|tilde|cedil|caron|circ|ring|slash|strok|lig);"
)
# A letter may be followed by accents of its own (\u0300 to \u036f): names are spelled in both ways.
WORDS = re.compile(
    rf"(?:{_LETTER_ESCAPE}|\w)(?:{_LETTER_ESCAPE}|[\w\u0300-\u036f]|=\r?\n(?=\w)|[.'\u2019\-](?=\w|{_LETTER_ESCAPE}))*"
)
_ESCAPED = re.compile(r"u[0-9a-fA-F]{4}|[nrtbf]")


class Chunk(NamedTuple):
    """A chunk and its place. Escapes such as `%20` before it are not part of it."""

    start: int
    end: int
    text: str


def chunks_of(text: str) -> Iterator[Chunk]:
    """The chunks of a text in their order."""
    for found in WORDS.finditer(text):
        start, end = found.span()
        chunk = found.group()
        if start and text[start - 1] == "\\":
            escaped = _ESCAPED.match(chunk)
            if escaped is not None and escaped.end() == len(chunk) > 1:
                continue
            if escaped is not None and escaped.end() < len(chunk) and (escaped.end() > 1 or not chunk[1].islower()):
                start += escaped.end()
                chunk = chunk[escaped.end() :]
        elif start and (text[start - 1] == "&" or text.endswith("&#", 0, start)) and text[end : end + 1] == ";":
            continue
        elif start and text[start - 1] == "%" and re.match("[0-7][0-9A-Fa-f]", chunk):
            start += 2
            chunk = chunk[2:]
        if chunk:
            yield Chunk(start, end, chunk)


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital of any alphabet, be it escaped."""
    return word[:1].isupper() or word[:1].istitle() or word[:2] in {"\\u", "&A"}
