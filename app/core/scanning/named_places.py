"""Where a text names records: `issuedID=40131`, `"studentId": "S1"`, `student 4711:`, `/users/U1001`, `ana@x.example`.

What labels a value is read as the names of columns are (`identifiers`), so that all spellings are known here as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from app.core.text.identifiers import Identifier, identifier_kind, identifier_of, names_nothing
from app.core.text.lazy_pattern import lazy_pattern

EMAIL = lazy_pattern(r"[\w.+\-']{1,64}@[\w\-]{1,64}(?:\.[\w\-]{1,64}){1,4}")


class NamedPlace(NamedTuple):
    """Where a text names a record, and the record's kind (`identifiers.KINDS`)."""

    start: int
    end: int
    kind: str


_BEFORE = r"(?<![\w./@\x01])"
_FIELD = lazy_pattern(
    rf"{_BEFORE}([A-Za-z][\w#]{{0,40}}(?:[ .\-][A-Za-z#][\w#]{{0,40}}){{0,3}})[\"']?"
    r"(?:[ \t]{0,8}(:)[ \t]{0,8}|[ \t]{1,8}=[ \t]{0,8}|=>?\[?(?![ \t])|(>)(?=[^<>\s]))(?![:=/])"
)
"""A label and what separates it from its value. Behind `key=` a blank means that there is no value."""

_VALUE = lazy_pattern(r"\"([^\"\n]{1,120})\"|'((?:[^'\n]|(?<=\w)'(?=\w)){1,120})'|([^\s\"',;|(){}\[\]<>=&]{1,120})")
_ADDRESS = lazy_pattern(r"[^\s\"';|{}\[\]<>=,]{1,120}(?:,[^\s\"';|{}\[\]<>=,]{1,60}(?![^\s,]*[=:]))?")
_PERSON = lazy_pattern(r"[^\W\d_a-z][\w'\u2019\-]*(?:,? [^\W\d_a-z][\w'\u2019\-]*){1,3}(?![\w=:])")
_CLOSED = lazy_pattern(r"[ \t]*(?:[,;)\]}|\n]|$)")

_WITH_DIGIT = r"(?=[\w.\-/]{0,60}\d)\w[\w.\-/@]{0,80}"
_LABELED = lazy_pattern(
    rf"{_BEFORE}([A-Za-z][A-Za-z_#]*(?:[ \-.][A-Za-z#][A-Za-z_#]*){{0,2}})\.?(?:[ \t]{{1,4}}|[ \t]{{0,4}}[#(\[][ \t]?)"
    rf"[#(\[]?(\"[^\"\n]{{1,80}}\"|'(?:[^'\n]|(?<=\w)'(?=\w)){{1,80}}'|\x01|{_WITH_DIGIT})"
)
_NOT_COUNTED = lazy_pattern(
    r"[ \t]{0,3}(?:of|out of|/)[ \t]{0,3}\d|[ \t](?:times|rows|records|users|students|courses|errors|warnings|seconds"
    r"|secs|ms|minutes|hours|days|retries|attempts|new|more|changed|percent)\b|[ \t]?%"
)
_NO_ID = lazy_pattern(r"\d{4}-\d\d-\d\d(?:T.*)?|[vV]\d+(?:\.\d+)*|\d+(?:\.\d+){2,}")
_CLOCK = lazy_pattern(r":\d\d")
_STATUS = lazy_pattern(
    r"(?i)\d{3}\W{1,3}(?:ok|created|accepted|no content|bad request|unauthorized|forbidden|not found|method not|request"
    r"|conflict|precondition|unprocessable|too many|internal server|bad gateway|service unavailable|gateway)\b"
)
_ID_WORD = r"(?:(?:(?:sis|local|student|user)[ _]?)?(?i:id|no\.?|number|#)[ :=#]{1,2}|#)?"
_BESIDE = lazy_pattern(rf"[ \t]{{0,2}}[(\[][ \t]?{_ID_WORD}({_WITH_DIGIT})[ \t]?[)\]]")
_PERSON_BESIDE = lazy_pattern(
    rf"{_BEFORE}((?i:student|pupil|learner|user|teacher|instructor|parent|guardian)) ({_PERSON.pattern})"
    rf"[ \t]{{0,2}}[(\[][ \t]?{_ID_WORD}({_WITH_DIGIT})[ \t]?[)\]]"
)
_IN_WORDS: Final[Mapping[str, Identifier]] = {
    "record": Identifier("", "id"),
    "enrollment": Identifier("enrollment", "id"),
    "enrolment": Identifier("enrollment", "id"),
}
"""Words that say whose an id is right before it, though a column of this name would hold something else."""

_SEGMENT = lazy_pattern(
    r"(?i)/(users|students|teachers|courses|classes|sections|enrollments|assignments|lineitems)/"
    r"(?:sis_\w{2,12}_id:)?([\w.@%\-\x01]{1,80})"
)
_SEGMENT_KIND: Final = {
    "users": "user", "students": "student", "teachers": "teacher", "courses": "course", "classes": "course",
    "sections": "section", "enrollments": "enrollment", "assignments": "assignment", "lineitems": "assignment",
}  # fmt: skip
_KEY_BEFORE = lazy_pattern(r"[\"']?([A-Za-z]\w{1,40})[\"']?\s{0,3}[:=]\s{0,3}$")
_FARTHEST: Final = 400
"""Letters before a field within which the object around it is looked for."""

_ACTOR = lazy_pattern(r"(?i)\b(?:by|as|via)[ \t]$")
_PEOPLE: Final = frozenset({"", "student", "user", "teacher", "guardian"})
_NO_PERSONS: Final = frozenset({"row", "machine", "session"})
_UNQUOTED: Final = 3
_MOST_WORDS: Final = 6


def named_places(text: str, email_mark: str = "") -> list[NamedPlace]:
    """Where a text names records: those with a label first, then paths, then e-mail addresses.

    Where `email_mark` is given, each such letter stands for an e-mail address.
    """
    taken = _Taken(text, email_mark)
    taken.take_fields()
    taken.take_labeled()
    for found in _SEGMENT.finditer(text):
        start, end = found.span(2)
        if any(letter.isdigit() or letter in "@\x01" for letter in text[start:end]):
            taken.add(start, end, _SEGMENT_KIND[found[1].casefold()])
    for found in re.finditer(email_mark, text) if email_mark else EMAIL.finditer(text):
        taken.add(*found.span(), "email")
    return taken.places


class _Taken:
    """The names found in a text; each place names one record."""

    def __init__(self, text: str, email_mark: str) -> None:
        self.places: list[NamedPlace] = []
        self._text = text
        self._mark = email_mark
        self._ground = bytearray(len(text))

    def add(self, start: int, end: int, kind: str | None) -> None:
        """Take a place, unless some of it is taken. Without a kind it names nothing and is closed to others."""
        if start >= end or 1 in self._ground[start:end]:
            return
        self._ground[start:end] = b"\1" * (end - start)
        if kind is not None:
            self.places.append(NamedPlace(start, end, kind))

    def take_fields(self) -> None:
        """Take the values of fields: a label, a colon or equals sign, a value."""
        text, place = self._text, 0
        while (found := _FIELD.search(text, place)) is not None:
            place = found.end()
            label = _label(found[1])
            if label is None or (found[3] and text[found.start() - 1 : found.start()] != "<"):
                continue
            value = self._value(found.end(), label, is_prose=found[2] is not None)
            if value is None:
                continue
            place = max(place, value[1])
            kind = self._kind(label, *value, found.start())
            self.add(*value, kind)
            if kind is not None:
                self._take_beside(value[1], label)

    def take_labeled(self) -> None:
        """Take what stands behind a word without any sign: `student 4711`, `[user id U7]`, `course "Algebra 1"`."""
        text = self._text
        for person in _PERSON_BESIDE.finditer(text):
            kind = _kind_of(person[1])
            self.add(*person.span(2), "person" if kind in {"student", "user"} else kind)
            self.add(*person.span(3), kind)
        place = 0
        while (found := _LABELED.search(text, place)) is not None:
            place = found.end(1) if found[2][0] not in "\"'" else found.end()
            start, end = _bare(text, *found.span(2))
            label = _label(found[1], before_id=True)
            if (
                label is None
                or start == end
                or _is_counted(text, start, end)
                or _ACTOR.search(text, 0, found.end(1) - len(label.text))
            ):
                continue
            if label.text.casefold() == "quiz" or label.identifier.form not in {"id", "any", "email"}:
                continue
            if label.identifier.form == "email" and text[start:end] != self._mark:
                continue
            self.add(start, end, self._kind(label, start, end, found.start()))
            place = max(place, end)
            self._take_beside(found.end(), label)

    def _take_beside(self, place: int, label: _Label) -> None:
        """Take the id in brackets behind a name: `student "Lopez, Ana" (4711)`."""
        found = _BESIDE.match(self._text, place)
        if found is not None and label.identifier.form in {"any", "name"} and label.identifier.owner not in _NO_PERSONS:
            self.add(*found.span(1), _kind_of(label.identifier.owner) if label.identifier.owner else "id")

    def _value(self, start: int, label: _Label, *, is_prose: bool) -> tuple[int, int] | None:
        """Where the value of a field stands; None where there is none."""
        text = self._text
        form, owner = label.identifier.form, label.identifier.owner
        if form == "email" and text[start : start + 1] not in {'"', "'"}:
            address = _ADDRESS.match(text, start)
            return None if address is None or _is_key(text, address.end()) else _bare(text, *address.span())
        if form in {"any", "name"} and owner in _PEOPLE and (name := _PERSON.match(text, start)) is not None:
            return name.span()
        found = _VALUE.match(text, start)
        if found is None:
            return None
        if found.lastindex != _UNQUOTED:
            start, end = found.span(found.lastindex or 0)
            return (start, end) if len(text[start:end].split()) <= _MOST_WORDS else None
        return _unquoted(text, *found.span(), is_prose=is_prose)

    def _kind(self, label: _Label, start: int, end: int, place: int) -> str | None:
        """The kind of what a label names, by its text and the object around it, too; None where it names nobody."""
        value, identifier = self._text[start:end], label.identifier
        is_address = "@" in value or (self._mark and self._mark in value)
        if identifier.owner == "machine" or (names_nothing(value) and not is_address):
            return None
        if identifier.owner == "row" and "row" not in label.text.casefold():
            # A line of a program, not of a table.
            return None
        if not identifier.owner and identifier.form in {"id", "name"}:
            around = _object_around(self._text, place)
            kind = identifier_kind(f"{around} {identifier.form}") if around else None
            if kind is not None:
                return kind
            if identifier.form == "name" and " " not in value:
                return None
        kind = identifier_kind(label.text) or identifier_kind(f"{identifier.owner} {identifier.form}")
        if kind in {"user", "student", "id"} and is_address:
            return "email"
        return "person" if kind == "student" and " " in value and not any(map(str.isdigit, value)) else kind


class _Label(NamedTuple):
    """The words before a value that say what it identifies."""

    text: str
    identifier: Identifier


@lru_cache(maxsize=4_000)
def _label(words: str, *, before_id: bool = False) -> _Label | None:
    """The longest end of some words that is the name of an identifier, be it a machine's.

    `before_id`: an id follows without any sign between, see `_IN_WORDS`.
    """
    parts = re.split(r"[ .\-]", words)
    while len(parts) > 1 and parts[0].isupper() and not all(map(str.isupper, parts)):
        # ERROR, POST
        parts = parts[1:]
    for first in range(len(parts)):
        text = " ".join(parts[first:])
        found = (_IN_WORDS.get(text.casefold()) if before_id else None) or identifier_of(text)
        if found is not None:
            return _Label(text, found)
    return None


def _kind_of(owner: str) -> str | None:
    return identifier_kind(f"{owner} id")


def _is_key(text: str, end: int) -> bool:
    """Whether what ends here is the next field's label: `email: issuedID=7`."""
    return text[end : end + 1] == "=" or text[end : end + 2] == " ="


def _is_counted(text: str, start: int, end: int) -> bool:
    """Whether a number says how many or which of how many, or is a date, a version or an HTTP status."""
    if _NO_ID.fullmatch(text, start, end) is not None or _CLOCK.match(text, end) is not None:
        return True
    return _NOT_COUNTED.match(text, end) is not None or (end - start == 3 and _STATUS.match(text, start) is not None)


def _object_around(text: str, place: int) -> str:
    """The key of the JSON object in which a field stands: `"user": {"id": ...`; "" where there is none."""
    start = max(0, place - _FARTHEST)
    opening, closing = text.rfind("{", start, place), text.rfind("}", start, place)
    while closing > opening >= 0:
        # An object that is closed before the field does not hold it.
        opening, closing = text.rfind("{", start, opening), text.rfind("}", start, closing)
    found = _KEY_BEFORE.search(text, max(0, opening - 60), opening) if opening > 0 else None
    return found[1] if found else ""


def _unquoted(text: str, start: int, end: int, *, is_prose: bool) -> tuple[int, int] | None:
    """A value without quotes; None where it is the next field's label or the beginning of a sentence."""
    if _is_key(text, end):
        return None
    if text[end - 1] == ":" and (is_prose or not any(map(str.isdigit, text[start:end]))):
        # `issuedID=Q7: 400` has a value, and the message behind it.
        return None
    start, end = _bare(text, start, end)
    if is_prose and text[start:end].isalpha() and _CLOSED.match(text, end) is None:
        return None
    return start, end


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A value's place without quotes around it and stops behind it."""
    while start < end and text[start] in "\"'":
        start += 1
    while end > start and text[end - 1] in "\"'.,:-/":
        end -= 1
    return start, end
