"""The sentences of the command line: one for each code of a statement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.core.text.statement import Code, Statement

ENGLISH: Final[Mapping[Code, str]] = {
    # How an entry was found.
    "exact": "Exactly this text.",
    "exact-inferred": "Exactly this text (its wording is inferred).",
    "exact-shared": "Exactly this text, which {n} entries share; nothing here decides between them.",
    "exact-decided": "Exactly this text; the {reasons} decided between entries that share it.",
    "told-apart": "Shares this text; told apart by {reasons}.",
    "also-in-text": "Also found in this text.",
    "begins-like": "Begins like this text; how it goes on here is not in the catalog.",
    "could-be": "Could be this text; other programs print it, too.",
    "entry-id": "This is the entry's ID.",
    "related": "Related to the entry found.",
    "nearly": "Almost this text: {differences} of {n} words.",
    "has-code": "Has the code {number}.",
    "has-status": "Has the HTTP status {number}.",
    "has-words": "{found} of {all} words: {words}.",
    "resembles": "Resembles these words.",
    # What decided between entries.
    "by-code": "code",
    "by-status": "HTTP status",
    "by-values": "values",
    "by-vendor": "vendor",
    "by-record-type": "record type",
    "by-nothing": "nothing here",
    # How a text or a word differs from the catalog's.
    "misspelled": "{n} misspelled",
    "missing": "{n} missing",
    "other-words": "other words",
    "typo": "{word} (typo of {other})",
    "synonym": "{word} (synonym of {other})",
    # How long a scan takes.
    "few-seconds-left": "a few seconds left",
    "seconds-left": "about {n} seconds left",
    "minute-left": "about 1 minute left",
    "minutes-left": "about {n} minutes left",
    "hour-left": "about 1 hour left",
    "hours-left": "about {n} hours left",
    "hour-minutes-left": "about 1 hour {n} minutes left",
    "hours-minutes-left": "about {n} hours {m} minutes left",
}


def sentence_of(statement: Statement, sentences: Mapping[Code, str] = ENGLISH) -> str:
    """Say a statement in the language of these sentences."""
    values = {
        name: _listed(name, value, sentences) if isinstance(value, tuple) else value
        for name, value in statement.values.items()
    }
    return sentences[statement.code].format_map(values)


def _listed(name: str, parts: tuple[str | Statement, ...], sentences: Mapping[Code, str]) -> str:
    said = (part if isinstance(part, str) else sentence_of(part, sentences) for part in parts)
    return (" and " if name == "reasons" else ", ").join(said)
