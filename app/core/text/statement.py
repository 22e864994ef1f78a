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
FileCode = Literal[
    # Why a file was not read, or not to its end.
    "file-gone", "file-locked", "drive-gone", "unreadable", "damaged", "no-memory", "not-understood",
    "folder-unopened", "no-text", "no-text-any-more", "no-file", "read-before", "piped-gone", "kept-by-report",
    "changed-since", "changed-meanwhile", "ended-process", "ended-looking", "is-device", "dead-link",
    "link-to-device", "link-to-folder", "archive-empty", "archive-header", "too-many-pieces", "odd-packing",
    "encrypted", "archive-lists-too-many", "archive-unopened", "leads-out", "archive-bomb", "nested-too-deep",
    "archive-too-many", "packed", "kind-7z", "kind-rar", "kind-cab", "kind-z", "mail-too-large",
    "mail-too-many-parts", "mail-damaged", "mail-part-damaged", "outlook-damaged", "outlook-rtf",
    "outlook-too-large", "sheet-too-far", "sheet-too-large", "sheet-unread", "workbook-broke",
    "workbook-too-long", "workbook-locked", "xml-entities", "is-pdf", "is-rtf", "is-picture", "is-program",
    "is-database", "is-event-log", "is-winmail", "is-outlook-data", "is-word", "is-presentation",
    "is-open-document", "is-outlook-mail", "is-office-file", "is-media",
]  # fmt: skip
Code = MatchCode | TimeCode | FileCode


class Statement(Struct, frozen=True):
    """Name what happened by a code, with the values that its sentence needs.

    A value may be a statement in its turn, or a list; the sentence lists them.
    """

    code: Code
    values: dict[str, Value] = field(default_factory=dict)


Value = str | int | Statement | tuple[str | Statement, ...]
