"""Check what entries name of others: that it exists, and that each relation is written on both sides."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping

from app.core.catalog.faults import Problem
from app.core.catalog.model import Entry, Vocabulary

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")

OTHER_SIDE = {
    "causes": "follows_from",
    "follows_from": "causes",
    "same-text": "same-text",
    "twin": "twin",
    "see-also": "see-also",
}
"""Each relation and what it is called on the other side."""


def relation_problems(entry: Entry, vocabulary: Vocabulary, known: Mapping[str, Entry]) -> Iterator[Problem]:
    """Yield a problem for each relation of an entry that does not hold. `known` are all entries, by id."""
    for name, others in relations_of(entry).items():
        for index, other in enumerate(others):
            problem = _problem(entry, name, other, vocabulary, known)
            if problem:
                yield Problem(entry.id, f"relations.{name}[{index}]", problem)


def one_sided(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a problem for each relation among some entries that only one of the two names."""
    known = {entry.id: entry for entry in entries}
    for entry in known.values():
        for name, others in relations_of(entry).items():
            for index, other_id in enumerate(others):
                other = known.get(other_id)
                if other is not None and not _names_back(entry, name, other):
                    message = (
                        f"'{other_id}' does not name this entry back; add '{entry.id}' to its '{OTHER_SIDE[name]}'"
                    )
                    yield Problem(entry.id, f"relations.{name}[{index}]", message)


def relations_of(entry: Entry) -> dict[str, tuple[str, ...]]:
    """Return the relations of an entry as they are written."""
    own = entry.relations
    return {
        "causes": own.causes,
        "follows_from": own.follows_from,
        "same-text": own.same_text,
        "twin": own.twin,
        "see-also": own.see_also,
    }


def like(name: str, known: Iterable[str]) -> str:
    """Return "; did you mean 'x'?" for the name most like another one, or ""."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


def _problem(entry: Entry, name: str, other_id: str, vocabulary: Vocabulary, known: Mapping[str, Entry]) -> str:
    """What is wrong with one relation, or ""."""
    if name == "follows_from" and other_id in vocabulary.record_types:
        return ""
    other = known.get(other_id)
    if other is None:
        kinds = vocabulary.record_types if name == "follows_from" else ()
        what = "entry or record type" if kinds else "entry"
        return f"there is no {what} '{other_id}'{like(other_id, (*known, *kinds))}"
    return _misnamed(entry, name, other)


def _misnamed(entry: Entry, name: str, other: Entry) -> str:
    if other.id == entry.id:
        return "an entry is not related to itself; remove it"
    if name == "same-text" and not _texts(entry) & _texts(other):
        return f"'{other.id}' has no text in common with this entry; write it under 'see-also'"
    if name == "twin" and other.vendor == entry.vendor:
        return f"'{other.id}' is of the same vendor; a twin is of another one. Write it under 'see-also'"
    return ""


def _names_back(entry: Entry, name: str, other: Entry) -> bool:
    back = relations_of(other)[OTHER_SIDE[name]]
    # An entry that follows from all errors of a record type follows from each of them.
    by_kind = name == "causes" and other.vendor == entry.vendor and entry.record_type in back
    return entry.id in back or by_kind


def _texts(entry: Entry) -> set[str]:
    return {_PLACEHOLDER.sub("{}", message.text.casefold()).strip(". ") for message in entry.messages}
