"""What in a text belongs to the catalog's errors and not to people: their words, their codes, their placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from app.core.catalog.model import Entry
from app.core.matching.pattern_index import PatternIndex
from app.core.sharing.harmless_words import NO_WORDS, HarmlessWords
from app.core.sharing.pii_patterns import kind_of_value
from app.core.sharing.pii_spans import BY_TEMPLATE, Kind, Mark, Place

KIND_OF_PLACEHOLDER: Final[Mapping[str, Kind]] = {
    "email": Kind.EMAIL, "student": Kind.PERSON, "student_id": Kind.ID, "user_id": Kind.ID, "user": Kind.PERSON,
    "teacher": Kind.PERSON, "person": Kind.PERSON, "name": Kind.PERSON, "course_id": Kind.COURSE,
    "add_code": Kind.COURSE, "class_id": Kind.COURSE, "course": Kind.TITLE, "section": Kind.TITLE,
    "section_id": Kind.SECTION, "assignment": Kind.TITLE, "assignment_id": Kind.ASSIGNMENT,
    "line_item": Kind.TITLE, "phone": Kind.PHONE,
}  # fmt: skip
KEPT_PLACEHOLDERS: Final = frozenset("job_id school_id attendance_id due_date status min_score max_score".split())


class ErrorWords:
    """What belongs to the errors and not to people: the catalog's templates, words and codes.

    `dictionary` holds the words that name nobody: these, and those of everyday and log English.
    """

    def __init__(
        self, entries: Sequence[Entry], index: PatternIndex | None = None, harmless: HarmlessWords = NO_WORDS
    ) -> None:
        """Read the words of entries. `index` spares indexing their templates once more."""
        self.index = index or PatternIndex(entries)
        texts = [text for entry in entries for text in (entry.title, *(message.text for message in entry.messages))]
        # Names of vendors and systems are written like those of people.
        texts += [entry.vendor for entry in entries]
        texts += [step.where for entry in entries for cause in entry.causes for step in cause.steps]
        without_gaps = (re.sub(r"\{[^{}]*\}", " ", text) for text in texts)
        self.words = frozenset(word.casefold() for text in without_gaps for word in re.findall(r"\w+", text))
        own = {word for word in self.words if not any(map(str.isdigit, word))}
        self.dictionary = HarmlessWords((harmless.plain | own) - harmless.names_too, harmless.names_too)
        self.codes = frozenset(message.code for entry in entries for message in entry.messages if message.code)

    def marks(self, text: str) -> tuple[list[Mark], list[Place]]:
        """The values of known messages in a text, and the places of the messages' own words."""
        marks: list[Mark] = []
        own: list[Place] = []
        for pattern in self.index.candidates(self.index.words_in(text)):
            for found in pattern.search.finditer(text):
                place = found.start()
                for placeholder in pattern.template.placeholders:
                    start, end = found.span(placeholder.name)
                    if start < 0:
                        continue
                    own.append((place, start))
                    place = end
                    marks += _value_mark(text, start, end, placeholder.name)
                own.append((place, found.end()))
        return marks, [(start, end) for start, end in own if start < end]


def _value_mark(text: str, start: int, end: int, name: str) -> Iterator[Mark]:
    while start < end and text[start] in " \t\r\n\"'`\u2018\u2019\u201c\u201d[(<{:,;\\":
        start += 1
    while end > start and text[end - 1] in " \t\r\n\"'`\u2018\u2019\u201c\u201d])>}:,;.\\":
        end -= 1
    if start >= end:
        return
    value = text[start:end]
    kind = KIND_OF_PLACEHOLDER.get(name)
    if name == "value" and text[max(0, start - 5) : start].casefold().endswith("for "):
        kind = Kind.ID
    if kind is not None:
        owner = "" if kind in {Kind.EMAIL, Kind.PERSON, Kind.ID} else None
        yield Mark(start, end, kind_of_value(kind, value), BY_TEMPLATE, owner)
    elif name in KEPT_PLACEHOLDERS:
        yield Mark(start, end, Kind.KEEP, BY_TEMPLATE)
