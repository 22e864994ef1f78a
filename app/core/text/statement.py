"""Statements: what people are to be told, as a code with values instead of a sentence.

Each front end has one table from codes to sentences; a test holds that no code is without its sentence.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

MatchCode = Literal[
    # How an entry was found.
    "exact", "exact-inferred", "exact-shared", "exact-decided", "told-apart", "also-in-text", "begins-like",
    "could-be", "entry-id", "related", "nearly", "has-code", "has-status", "has-words", "resembles",
    # What decided between entries.
    "by-code", "by-status", "by-values", "by-vendor", "by-record-type", "by-nothing",
    # How a text or a word differs from the catalog's.
    "misspelled", "missing", "other-words", "typo", "synonym",
]  # fmt: skip
TimeCode = Literal["few-seconds-left", "seconds-left", "minute-left", "minutes-left", "hour-left", "hours-left",
                   "hour-minutes-left", "hours-minutes-left"]  # fmt: skip
Code = MatchCode | TimeCode


class Statement(Struct, frozen=True):
    """Name what happened by a code, with the values that its sentence needs.

    A value may be a list, also of statements; the sentence lists them.
    """

    code: Code
    values: dict[str, str | int | tuple[str | Statement, ...]] = field(default_factory=dict)
