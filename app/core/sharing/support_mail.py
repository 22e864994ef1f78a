"""A hand-off: what a vendor's support needs to know of an error, with stand-ins for everybody it names."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

_WIDTH = 76


class Layout(StrEnum):
    """How the lines of a section stand: as sentences, as a list, as named facts, as they were printed."""

    TEXT = "text"
    LIST = "list"
    FACTS = "facts"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines. A line of facts is `name: value`."""

    title: str
    lines: tuple[str, ...]
    layout: Layout = Layout.TEXT

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The lines of facts as pairs."""
        return [(name, value) for name, _, value in (line.partition(": ") for line in self.lines)]


@dataclass(frozen=True, slots=True)
class HandOff:
    """A redacted mail to a vendor's support, ready to be copied or saved.

    `reference` names it in the mail, so that the answer finds its key; `recipient` is a name, or an address where a
    person gave one. `samples` are the redacted log lines of the mail in full length. `stand_ins` are those that stand
    in it. The key is no part of it and never goes with it.
    """

    reference: str
    recipient: str
    subject: str
    sections: tuple[Section, ...]
    samples: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """The mail as plain text."""
        return "\n\n".join("\n".join(_section_lines(section)) for section in self.sections) + "\n"

    @property
    def as_text(self) -> str:
        """Recipient, subject and body, to be pasted into any mail program or form."""
        return f"To: {self.recipient}\nSubject: {self.subject}\n\n{self.body}"


def _section_lines(section: Section) -> Iterator[str]:
    yield section.title
    for line in section.lines:
        if section.layout is Layout.PRINTED:
            yield f"    {line}"
        elif section.layout is Layout.LIST:
            yield from _wrapped(line, "  - ", "    ")
        else:
            yield from _wrapped(line, "  ", "    " if section.layout is Layout.FACTS else "  ")


def _wrapped(line: str, first: str, rest: str) -> list[str]:
    wrapped = textwrap.wrap(
        line,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        # Half a word is in no dictionary, and half a stand-in leads back to nobody.
        break_long_words=False,
    )
    return wrapped or [""]


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A vendor's answer with the stand-ins undone; `places` are where originals stand in it, with their stand-ins."""

    text: str
    places: tuple[tuple[int, int, str], ...]


def read_back(text: str, key: Mapping[str, str]) -> ReadBack:
    """Put the originals in the place of stand-ins, however a person has spelled these: `person k7q2mxb`."""
    names = {_spelled(name): name for name in key}
    if not names:
        return ReadBack(text, ())
    pattern = re.compile(rf"(?i)(?<![^\W_]|-)(?:{'|'.join(_tolerant(sorted(key)))})(?![^\W_]|@|-\d)")
    pieces: list[str] = []
    places: list[tuple[int, int, str]] = []
    place = length = 0
    for found in pattern.finditer(text):
        name = names.get(_spelled(found.group()))
        if name is None:
            continue
        before = text[place : found.start()]
        length += len(before)
        places.append((length, length + len(key[name]), name))
        pieces += (before, key[name])
        length += len(key[name])
        place = found.end()
    return ReadBack("".join((*pieces, text[place:])), tuple(places))


_SIGNS = r"(?:[a-z2-9]{7}(?![a-z0-9])|\d{1,4})"
"""What makes a stand-in unique: seven signs; before program version 1.1 a number."""


def _tolerant(names: Sequence[str]) -> Iterator[str]:
    words = dict.fromkeys(name.split("-")[0] for name in names if "@" not in name)
    if any("@" in name for name in names):
        yield rf"person[\-\u2010-\u2014 ]?{_SIGNS}@example\.org"
    for word in words:
        yield rf"{re.escape(word)}[\-\u2010-\u2014 ]{{0,2}}{_SIGNS}"


def _spelled(name: str) -> str:
    """A stand-in by its word and signs alone."""
    found = re.match(r"(?i)([a-z]+?)[\W_]*(?:0*(\d{1,4})|([a-z2-9]{7}))(@.*)?$", name)
    if found is None:
        return name.casefold()
    return f"{found[1]} {found[2] or found[3]} {found[4] or ''}".rstrip().casefold()


REFERENCE = re.compile(r"\bSED-[0-9A-F]{8}\b")
"""What names a hand-off in its mail."""
