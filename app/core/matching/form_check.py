"""Check the form of an entry: its id, its links, its labels, and whether what it says to people is complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from app.core.catalog.faults import Problem
from app.core.catalog.model import Entry
from app.core.matching.wording_check import reading_level_problem, retired_word_problems

_ID = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+){2}")
_TYPOGRAPHIC = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u00a0": " "})
_ASKS_SUPPORT = re.compile(
    r"\b(?:contact|call|ask|tell|e-?mail|write to|report (?:it|this) to)\b.{0,60}\bsupport\b", re.IGNORECASE
)
_SAYS_WHAT = re.compile(r"\b(?:send|with|include|give|name|quote|attach|copy|which|that|whether|to \w+)\b|:", re.I)


def form_problems(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each fault of form."""
    for field, message in _faults_of_form(entry):
        yield Problem(entry.id, field, message)


def _faults_of_form(entry: Entry) -> Iterator[tuple[str, str]]:
    if not _ID.fullmatch(entry.id):
        hint = "three parts of small letters, digits and hyphens, joined by dots: system.vendor-or-record.name"
        yield "id", f"'{entry.id}' is not an id; write {hint}"
    if not entry.also_said:
        yield "also_said", "is empty; write how people say it, in their own words, at least once"
    yield from _link_problems(entry)
    yield from _label_problems(entry)
    yield from _desk_problems(entry)
    for field, text in _readable(entry):
        yield from _text_problems(field, text)
        if field != "title":  # it is the source's own
            yield from ((field, message) for message in retired_word_problems(text))
        if field not in {"title", "escalate.send"}:  # what to send is a list, not a sentence
            yield from ((field, message) for message in reading_level_problem(text))


def _link_problems(entry: Entry) -> Iterator[tuple[str, str]]:
    for index, link in enumerate(entry.links):
        parts = urlsplit(link)
        if parts.scheme != "https" or not parts.netloc or " " in link:
            yield f"links[{index}]", f"'{link}' is not a link; write the whole address, beginning with https://"
        elif ":" in parts.netloc:
            yield f"links[{index}]", f"'{link}' names a port; remove ':{parts.netloc.partition(':')[2]}'"


def _label_problems(entry: Entry) -> Iterator[tuple[str, str]]:
    """A label counts for all below it, so one that repeats it says nothing; a single cause is the entry itself."""
    for number, cause in enumerate(entry.causes):
        field = f"causes[{number}]"
        if cause.certainty and len(entry.causes) == 1:
            yield f"{field}.certainty", "is that of the only cause; give it to the entry or to single steps instead"
        elif cause.certainty == entry.certainty:
            yield f"{field}.certainty", "is the entry's anyway; remove it"
        for index, step in enumerate(cause.steps):
            if step.certainty == (cause.certainty or entry.certainty):
                yield f"{field}.steps[{index}].certainty", "is that of its cause or entry anyway; remove it"


def _desk_problems(entry: Entry) -> Iterator[tuple[str, str]]:
    """A reader takes a command for his own, so a step of a support desk says what that desk does."""
    for number, cause in enumerate(entry.causes):
        for index, step in enumerate(cause.steps):
            if step.who.endswith("-support") and "Support" not in step.do:
                hint = f"is a command to a support desk; write what it does, as '{entry.vendor} Support removes ...'"
                yield f"causes[{number}].steps[{index}]", hint


def _readable(entry: Entry) -> Iterator[tuple[str, str]]:
    """The texts that people read, each with its field."""
    yield from (("title", entry.title), ("meaning", entry.meaning), ("note", entry.note))
    yield from (("consequence_note", entry.consequence_note), ("next_run_note", entry.next_run_note))
    yield "escalate.send", entry.escalate.send
    for number, cause in enumerate(entry.causes):
        yield f"causes[{number}].title", cause.title
        yield f"causes[{number}].tell", cause.tell
        for index, step in enumerate(cause.steps):
            yield f"causes[{number}].steps[{index}]", step.do


def _text_problems(field: str, text: str) -> Iterator[tuple[str, str]]:
    plain = text.translate(_TYPOGRAPHIC)
    if plain != text:
        odd = next(one for one, other in zip(text, plain, strict=True) if one != other)
        yield field, f"holds the typographic character {odd!r}; write {odd.translate(_TYPOGRAPHIC)!r}"
    asked = _ASKS_SUPPORT.search(text) if ".steps[" in field else None
    if asked and not _SAYS_WHAT.search(text, asked.end()) and not _SAYS_WHAT.search(text, 0, asked.start()):
        yield field, "does not say what to send; write which facts support needs"
