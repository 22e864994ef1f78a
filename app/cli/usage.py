"""What all commands have in common: their exit statuses, and how they say that a call is wrong."""

from __future__ import annotations

import argparse
import codecs
import json
import re
import sys
from pathlib import Path
from typing import Any, BinaryIO

from app.core.catalog.model import Vocabulary
from app.core.matching.filters import Filters
from app.core.text.decoding import decode_line
from app.storage.logs.text_lines import HEAD_BYTES, encoding_of

FOUND, NOTHING, WRONG, FAULT = 0, 1, 2, 3
"""Exit statuses. WRONG: the call is wrong, or something could not be read; FAULT: the program itself is at fault."""


# All control characters but tab and line feed, and what turns the direction of writing round.
_COMMANDING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class UsageError(Exception):
    """Something about the call or its input is wrong; the message is one sentence for people."""


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the filters, which `chosen_filters` reads."""
    parser.add_argument("--vendor", metavar="V", help="only this vendor's entries (CourseKey, PowerSchool, ...)")
    parser.add_argument(
        "--record-type", metavar="R", help="only entries of this record type (user, course, enrollment, ...)"
    )


def chosen_filters(vocabulary: Vocabulary, vendor: str | None, record_type: str | None) -> Filters:
    """The filters by name or alias. Raises UsageError for a name nobody knows."""
    vendors: set[str] = set()
    record_types: set[str] = set()
    if vendor:
        key = vocabulary.vendor_named(vendor)
        if key is None:
            raise UsageError(f"There is no vendor {vendor!r}; choose one of: {', '.join(vocabulary.vendors)}.")
        vendors.add(key)
    if record_type:
        key = vocabulary.record_type_named(record_type)
        if key is None:
            raise UsageError(
                f"There is no record type {record_type!r}; choose one of: {', '.join(vocabulary.record_types)}."
            )
        record_types.add(key)
    return Filters(frozenset(vendors), frozenset(record_types))


def standard_input() -> BinaryIO:
    """The bytes piped in. Raises UsageError where there are none."""
    # There is none in a windowed program, nor where the caller closed it.
    if sys.stdin is None:
        raise UsageError("There is no standard input here; name a file instead of '-'.")
    return sys.stdin.buffer


def as_json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A value as one line of JSON, in which no letter commands a terminal."""
    return _COMMANDING.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def printable(text: str) -> str:
    """A text for a terminal: what would command it (colors, clearing, turning the direction round) is spelled out.

    Logs, and the names of files in archives, may hold anything.
    """
    return _COMMANDING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def read_text(path: str) -> str:
    """A file's text, or standard input's. Raises UsageError with a sentence."""
    try:
        data = standard_input().read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from error
    encoding = encoding_of(data[:HEAD_BYTES]) or "utf-8"
    if encoding.startswith(("utf-16", "utf-32")):
        return data.decode(encoding, errors="replace")
    return decode_line(data.removeprefix(codecs.BOM_UTF8))
