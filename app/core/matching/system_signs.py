"""Whose text it is: signs of a system of the catalog, and signs of another one.

Many programs print "User not found". The catalog's entry is meant only where something shows its system; and where
another system is named, or fields of its protocol stand there, it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from app.core.catalog.model import Vocabulary
from app.core.text.lazy_pattern import lazy_pattern

MENTION, SPEAKER, FIELD, STRANGER = "mention", "speaker", "field", "stranger"

# Sides are read with their digits masked (`sides`): a name with a digit is known by any.
_DIGITS = str.maketrans("123456789", "000000000")
_NOTHING = lazy_pattern(r"(?!)")
_EMAIL = lazy_pattern(r"[\w.+\-']{1,64}@[\w\-]{1,64}(?:\.[\w\-]{1,64}){1,4}")
# What programs put behind their name: "LDAP sync:", "zoom-api[12]:", "moodle.ERROR".
_PART_OF_IT = (
    r"(?:[ ._\-/]*(?:error[ #]{0,2}0+"
    r"|sync|synch|api|service|server|job|import|export|connector|bridge|client|worker|plugin|log))*"
)
_SPEAKS = (
    r"(?:\[\d+\]|\(\d+\))?[\"']?\s{0,2}"
    r"(?:[:\])>|]|-+>?\s|$|\s\w+=|\.(?:error|warn|warning|critical|fatal)\b)"
)
# A whole value: `"service": "print",` and not the cell "Posters, Print".
_QUOTED, _END_OF_QUOTED = r"(?<=[\"'])", r"[\"']\s{0,2}[,}]"
# A field that names the program which wrote the record, and parts of programs' names that say nothing of whose it is.
_PROGRAM = lazy_pattern(
    r"(?i)(?<![\w.])(?:logger(?:_?name)?|(?:service|app|application)(?:_?name)?|program|component|product|subsystem)"
    r"[\"']?\s{0,2}[:=]\s{0,2}(?:\\?[\"']([^\"'\\\n]{1,80})|([^\s\"',;{}()\[\]]{1,80}))"
)
_PARTS_OF_PROGRAMS = frozenset(
    """app apps application core com org net edu us io service services server client job jobs task tasks tool runner
    controller handler manager adapter connector agent daemon scheduler queue log logger default root prod dev test web
    rest main py java js""".split()
)
_WORDS = lazy_pattern(r"[^\W\d_]?[^\W\d_A-Z]+|[A-Z]+")
_OPENS = r"(?:^|(?<=[\s\[(<:=|,/\"'.]))"


class Signs(Struct, frozen=True):
    """What one side of a message shows.

    Attributes:
        systems: Systems of the catalog that a field's name or a word shows.
        envelopes: Systems in whose envelope the side ends: the message stands in it.
        foreign: What speaks for another system: its name (MENTION), its name as the one that speaks (SPEAKER), a field
            that no system of the catalog has (FIELD), a program of which nothing is known (STRANGER).
    """

    systems: frozenset[str] = frozenset()
    envelopes: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()


NO_SIGNS = Signs()


class SignReader:
    """Reads signs by the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Prepare the search for the vocabulary's signs."""
        self._fields = {name: system for system, signs in vocabulary.signs.items() for name in signs.fields}
        self._words = {_spelled(word): system for system, signs in vocabulary.signs.items() for word in signs.words}
        self._field_pattern = _any_of(self._fields)
        self._word_pattern = _any_of(self._words)
        self._envelopes = {
            system: re.compile(_envelope(signs.envelope), re.IGNORECASE)
            for system, signs in vocabulary.signs.items()
            if signs.envelope
        }
        others = vocabulary.others
        inside = {_spelled(name) for key, term in vocabulary.vendors.items() for name in (key, *term.aliases)}
        names = [_spelled(name) for name in others.names]
        speakers = [_spelled(name) for name in others.speakers]
        for key, product in vocabulary.outside_products.items():
            (speakers if product.everyday else names).append(_spelled(key))
            names += map(_spelled, product.aliases)
        names = [name for name in names if name not in inside]
        self._name_pattern = _any_of(dict.fromkeys(names, ""))
        known = (*vocabulary.sync_words, *vocabulary.systems, *inside)
        markers = (marker for term in vocabulary.record_types.values() for marker in term.markers)
        self._neutral = _PARTS_OF_PROGRAMS.union(*(_spelled(each).split() for each in (*known, *markers)))
        speaking = _alternatives([*names, *(name for name in speakers if name not in inside)])
        name = rf"(?:{speaking}){_PART_OF_IT}"
        spoken = rf"{_OPENS}{name}{_SPEAKS}|{_QUOTED}{name}{_END_OF_QUOTED}"
        self._speaker_pattern = re.compile(spoken) if speaking else _NOTHING
        self._foreign_pattern = _any_of(dict.fromkeys(map(str.casefold, others.fields), ""))

    def read(self, text: str) -> Signs:
        """What a side shows."""
        if not text or text.isspace():
            return NO_SIGNS
        if "@" in text:
            text = _EMAIL.sub("\x01", text)
        folded = text.casefold()
        spelled = re.sub(r"[_\-]+", " ", folded).translate(_DIGITS)
        systems = [self._fields[name] for name in self._field_pattern.findall(text)]
        systems += [self._words[word] for word in self._word_pattern.findall(" ".join(spelled.split()))]
        envelopes = [system for system, pattern in self._envelopes.items() if pattern.search(text[-200:])]
        return Signs(frozenset(systems), frozenset(envelopes), frozenset(self._foreign(text, folded, spelled)))

    def _foreign(self, text: str, folded: str, spelled: str) -> Iterator[str]:
        if self._speaker_pattern.search(spelled) is not None:
            yield SPEAKER
        if self._name_pattern.search(spelled) is not None:
            yield MENTION
        if self.is_foreign(folded):
            yield FIELD
        if any(not self.is_neutral(quoted or bare) for quoted, bare in _PROGRAM.findall(text)):
            yield STRANGER

    def is_neutral(self, program: str) -> bool:
        """Whether the name of a program could be that of any sync job: `c.s.RosterWorker`."""
        return all(len(word) == 1 or word.casefold() in self._neutral for word in _WORDS.findall(program))

    def is_foreign(self, folded: str) -> bool:
        """Whether a text in lower case holds a field that no system of the catalog has."""
        return self._foreign_pattern.search(folded) is not None

    def names_another(self, text: str) -> bool:
        """Whether a text names a system outside the catalog."""
        return self._name_pattern.search(re.sub(r"[_\-]+", " ", text.casefold()).translate(_DIGITS)) is not None


def _envelope(path: Iterable[str]) -> str:
    """An object of JSON, quoted or not, up to the text in it: `{"error": {"code": 5, "message": "`."""
    *outer, last = path
    opened = "".join(rf"\b{re.escape(name)}[\"']?\s*[:=]\s*\{{\s*" for name in outer)
    return (
        rf"{opened}(?:[\"']?code[\"']?\s*:\s*[\"']?\d+[\"']?\s*,\s*)?[\"']?{re.escape(last)}[\"']?\s*:\s*[\"'“‘]?\s*$"
    )


def _spelled(text: str) -> str:
    return " ".join(re.sub(r"[_\-]+", " ", text.casefold()).translate(_DIGITS).split())


def _alternatives(names: Iterable[str]) -> str:
    longest_first = sorted(set(names), key=len, reverse=True)
    return "|".join(map(re.escape, longest_first))


def _any_of(names: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(names)})(?!\w)") if names else _NOTHING
