"""Names of identifiers: what a column, a JSON key or a field in a text of this name identifies.

`Student ID`, `sis_user_id`, `permNum` and `(SIS) Local ID #` are spellings of few words. So a name is read word by
word from its end: what it holds (an id, a name, an e-mail address), then whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from app.core.text.identifier_words import (
    AROUND,
    BARE_NAMES,
    EMAILS,
    EXACT,
    FIRST_NAMES,
    IDS,
    JOINED,
    KNOWN_IDS,
    LAST_NAMES,
    OWNERS,
    PERSON_NAMES,
    TITLES,
    WEAK_IDS,
)
from app.core.text.lazy_pattern import lazy_pattern

Form = Literal["id", "name", "first name", "last name", "email", "any"]
"""What a field holds; "any": an id or a name, as in a column `Student`."""


class Identifier(NamedTuple):
    """Whose identifier a field holds, and in which form. `owner` is "" where only its surroundings tell whose.

    Owners are "student", "teacher", "guardian", "user" (any person), "course", "section", "assignment", "enrollment",
    "attendance session", "session", "school", "term" and "row". A "machine" is no record of a school: a request, a
    process, a job, a file.
    """

    owner: str
    form: Form


KINDS: Final = (
    "email", "user", "student", "person", "id", "name", "first name", "last name", "teacher", "guardian", "course",
    "section", "assignment", "enrollment", "attendance session", "session", "school", "term", "row",
)  # fmt: skip
"""What `identifier_kind` may answer. "id" and "name" are the record's own, whatever kind of record it is; a "person"
is named by name."""

PARTS_OF_NAMES: Final = frozenset({"first name", "last name"})
"""Kinds of fields that become one name, that of a person."""

_STUDENT_OR_USER: Final = frozenset({"", "student", "user"})
_PEOPLE: Final = frozenset({"student", "teacher", "guardian", "user"})
_NO_ANY: Final = frozenset({"machine", "attendance session", "session", "enrollment", "term"})
_PLURALS: Final = frozenset(
    {"people", *(word for word in OWNERS if word[-1] == "s" and (word[:-1] in OWNERS or word[:-2] in OWNERS))}
)
_WORD = lazy_pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|#")
_MIDDLE: Final = frozenset({"middle", "maiden"})
_NOT_ALONE: Final = (frozenset({"first"}), frozenset({"last"}), frozenset({"given"}), frozenset({"family"}))
_ADDRESSES: Final = frozenset({"address", "addresses"})
_SEVERAL = lazy_pattern(r"/|\bor\b", re.IGNORECASE)
_LONGEST: Final = 60
_KNOWN: Final = frozenset(
    {*OWNERS, *IDS, *KNOWN_IDS, *EMAILS, *FIRST_NAMES, *LAST_NAMES, *PERSON_NAMES, *TITLES, *AROUND, *_ADDRESSES}
)
_MOST_LETTERS: Final = max(map(len, _KNOWN))


@lru_cache(maxsize=4096)
def identifier_of(name: str) -> Identifier | None:
    """What a field, key or column of this name identifies; None where the name says nothing of that."""
    if len(name) > _LONGEST:
        return None
    words = _words(name)
    exact = EXACT.get("".join(words))
    if exact is not None or not words:
        return None if exact is None else Identifier(exact, "id")
    if len(words) > 1 and words[-1] in AROUND and ("(" in name or words[-2] in IDS or words[-2] in TITLES):
        # Which system gave an id may stand behind it: `ID (SIS)`.
        words = [word for word in words if word not in AROUND] or words
    found = _by_end(words)
    if found is not None and _SEVERAL.search(name) and len({OWNERS[word] for word in words if word in OWNERS}) > 1:
        return Identifier("", found.form)
    return found


@lru_cache(maxsize=4096)
def identifier_kind(name: str) -> str | None:
    """What kind of record (one of `KINDS`) a field, key or column of this name identifies, or None."""
    found = identifier_of(name)
    if found is None or found.owner == "machine":
        return None
    owner, form = found
    if form == "email":
        return owner if owner in {"teacher", "guardian"} else "email"
    if form in {"first name", "last name"}:
        return form if owner in _STUDENT_OR_USER else None
    if form == "name":
        return "person" if owner in {"student", "user"} else owner or "name"
    return owner or "id"


def identifiers_of(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The identifiers of one record, {identifier: kind}, from its fields as (kind, text) in their order.

    First and last names become one name; texts that name nothing ("N/A") are left out.
    """
    found: dict[str, str] = {}
    parts: dict[str, str] = {}
    for kind, text in named:
        value = text.strip()
        own = kind_of_text(kind, value)
        if not own:
            continue
        if kind in PARTS_OF_NAMES:
            parts.setdefault(kind, value)
        else:
            found.setdefault(spelled(value, kind), own)
    if parts and "person" not in found.values():
        found.setdefault(full_name(parts.get("first name", ""), parts.get("last name", "")), "person")
    return found


def full_name(first: str, last: str) -> str:
    """A name from its parts, of which one may be missing."""
    return f"{first} {last}" if first and last else first or last


def kind_of_text(kind: str, text: str) -> str:
    """The kind of an identifier of a field of some kind, by its text, too; "" for a text that names nothing."""
    return "" if names_nothing(text) else _by_text(kind, text)


def kinds_of_column(kind: str, texts: Sequence[str]) -> list[str]:
    """`kind_of_text` of each text of a column."""
    if kind in PARTS_OF_NAMES:
        return [kind_of_text(kind, text) for text in texts]
    of_address = _by_text(kind, "@")
    # Nearly all end with a digit, or are addresses: of these nothing else need be asked.
    return [
        (of_address if text[0].isalnum() else kind_of_text(kind, text))
        if "@" in text
        else (kind if text[-1:].isdigit() else kind_of_text(kind, text))
        for text in texts
    ]


def spelled(text: str, kind: str) -> str:
    """An identifier as people read it: of a row the number alone says nothing."""
    return f"row {text}" if kind == "row" else text


def _by_text(kind: str, text: str) -> str:
    """The kind of an identifier by its text, too: a column `Student` may hold names, a login an address."""
    if "@" in text:
        return "email" if kind in {"user", "student", "id"} else kind
    return "person" if kind == "student" and not any(map(str.isdigit, text)) else kind


def names_nothing(text: str) -> bool:
    """Whether a field's text says that there is no identifier: empty, "null", "N/A", "-"."""
    return text.casefold() in _NOTHING or not any(map(str.isalnum, text))


_NOTHING: Final = frozenset(
    """null none nil undefined true false yes no n/a na not unknown empty blank missing required invalid must does is
    was are has have error failed""".split()
)


def _by_end(words: Sequence[str]) -> Identifier | None:
    last, before = words[-1], list(words[:-1])
    if last in _ADDRESSES and before and before[-1] in EMAILS:
        last = before.pop()
    if last in EMAILS:
        return Identifier(_owner(before, strict=False) or "", "email")
    if last in IDS:
        return _id(before, last)
    if last in TITLES or last in FIRST_NAMES or last in LAST_NAMES:
        return _name(words)
    if last in KNOWN_IDS:
        return Identifier(_owner(before, strict=False) or KNOWN_IDS[last], "id")
    # Of many (`students: 40`) it is a number.
    return _any(before, OWNERS[last]) if last in OWNERS and (last not in _PLURALS or before) else None


def _id(before: list[str], last: str) -> Identifier | None:
    while before and before[-1] in IDS:
        last = before.pop() if last in WEAK_IDS else last
    owner = _owner(before)
    if owner is None:
        return None
    if owner == "row":
        return Identifier("row" if last in WEAK_IDS else "machine", "id")
    if not owner and last in WEAK_IDS:
        return None
    if owner == "school" and any(OWNERS.get(word) in _PEOPLE for word in before):
        # The school's id of a student.
        owner = next(OWNERS[word] for word in before if OWNERS.get(word) in _PEOPLE)
    return Identifier(owner, "id")


def _name(words: Sequence[str]) -> Identifier | None:
    """A name or title: of a person with the parts of names, else of what stands before the word."""
    parts = {*words} & (FIRST_NAMES | LAST_NAMES)
    owner = _owner([word for word in words if not (word in parts or word in TITLES or word in PERSON_NAMES)])
    if parts:
        return _part_of_name(words, parts, owner)
    is_person = not owner and any(word in PERSON_NAMES for word in words)
    if owner is None or _MIDDLE & {*words} or (words[-1] == "title" and owner in {"", *_PEOPLE}):
        return None
    if owner or is_person:
        return Identifier(owner or "user", "name")
    return Identifier("", "name") if all(word in TITLES or word in BARE_NAMES for word in words) else None


def _part_of_name(words: Sequence[str], parts: Set[str], owner: str | None) -> Identifier | None:
    if owner is None or (not owner and {*words} in _NOT_ALONE):
        return None
    first, last = bool(parts & FIRST_NAMES), bool(parts & LAST_NAMES)
    return Identifier(owner or "user", "name" if first and last else "first name" if first else "last name")


def _any(before: Sequence[str], owner: str) -> Identifier | None:
    """A column that is called as its records are: `Student`, `Course`; also `id_student`."""
    if any(word in IDS and word not in WEAK_IDS for word in before):
        return Identifier(owner, "id") if all(word in IDS or word in AROUND for word in before) else None
    if owner in _NO_ANY or not all(word in AROUND for word in before):
        return None
    return Identifier(owner, "any")


def _owner(words: Sequence[str], *, strict: bool = True) -> str | None:
    """Whose a field is, by the words before its form: the last that says so; "" where none does.

    None: a word in between is not known, so that it is something's that we do not know. Not `strict`: such count not.
    """
    for word in reversed(words):
        owner = OWNERS.get(word) or KNOWN_IDS.get(word)
        if owner is not None:
            return owner
        if strict and word not in AROUND:
            return None
    return ""


def _words(name: str) -> list[str]:
    """The words of a name in lower case, those run together taken apart: `sisuserid`, `userID`, `USER_ID`."""
    words = [part for word in _WORD.findall(name) for part in _parted(word.casefold())]
    if len(words) > 1 and words[-1] == "c" and name.casefold().endswith("__c"):
        words.pop()
    joined: list[str] = []
    for word in words:
        both = JOINED.get((joined[-1], word)) if joined else None
        if both is None:
            joined.append(word)
        else:
            joined[-1] = both
    return joined


def _parted(word: str) -> Sequence[str]:
    """A word as known words, the longest first; as it is where it is not made of such."""
    if word in _KNOWN or len(word) < 4:
        return (word,)
    ways: dict[int, tuple[str, ...]] = {len(word): ()}
    for start in range(len(word) - 2, -1, -1):
        for end in range(min(len(word), start + _MOST_LETTERS), start + 1, -1):
            if end in ways and word[start:end] in _KNOWN:
                ways[start] = (word[start:end], *ways[end])
                break
    return ways.get(0, (word,))
