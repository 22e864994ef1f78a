"""The command `lookup`: the entries for a text, or for each of many."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable

from app.cli.json_answers import answer_json
from app.cli.text_answers import answer_text
from app.cli.usage import FOUND, NOTHING, UsageError, add_filters, as_json, chosen_filters, printable, read_text
from app.core.matching.filters import Filters
from app.services.error_desk import Desk
from app.services.open_catalog import open_own_desk
from app.storage.places import find_places


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `lookup` understands."""
    add_filters(parser)
    parser.add_argument("--limit", type=_positive, default=10, help="how many entries at most (default 10)")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.add_argument(
        "--batch",
        metavar="FILE",
        help="answer many queries: JSON lines in, one answer a line out ('-': standard input)",
    )
    parser.add_argument("text", nargs="?", metavar="TEXT", help="the text, or '-' for standard input")
    parser.set_defaults(run=run_lookup)


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return number


def run_lookup(options: argparse.Namespace) -> int:
    """Answer, and return the exit status. Raises UsageError."""
    if (options.text is None) == (options.batch is None):
        raise UsageError("Give either a text to look up or --batch FILE. Try: sis-error-desk lookup --help")
    desk = open_own_desk(find_places())
    if options.batch is not None:
        return _batch(desk, read_text(options.batch).split("\n"), options)
    query = read_text("-") if options.text == "-" else options.text
    if not query.strip():
        raise UsageError("There is no text to look up.")
    filters = chosen_filters(desk.catalog.vocabulary, options.vendor, options.record_type)
    answer = desk.look_up(query, filters, options.limit)
    print(as_json(answer_json(answer)) if options.json else printable(answer_text(answer, desk.catalog.vocabulary)))
    return FOUND if answer.known else NOTHING


def _batch(desk: Desk, lines: Iterable[str], options: argparse.Namespace) -> int:
    """One answer a line, in the order of the queries; a faulty line is an input error and names its number."""
    found = False
    for number, line in enumerate(lines, 1):
        if line.strip():
            text, filters = _batch_query(desk, number, line, options)
            answer = desk.look_up(text, filters, options.limit)
            found = found or answer.known
            print(as_json(answer_json(answer)))
    return FOUND if found else NOTHING


def _batch_query(desk: Desk, number: int, line: str, options: argparse.Namespace) -> tuple[str, Filters]:
    try:
        query = json.loads(line)
        text, vendor, record_type = query["text"], query.get("vendor"), query.get("record_type")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UsageError(
            f'Line {number} of the batch is no query; write {{"text": "...", "vendor": null, "record_type": null}}.'
        ) from error
    if not all(isinstance(value, str | None) for value in (vendor, record_type)) or not isinstance(text, str):
        raise UsageError(
            f"Line {number} of the batch: text, vendor and record_type are texts (the last two may be null)."
        )
    try:
        filters = chosen_filters(desk.catalog.vocabulary, vendor or options.vendor, record_type or options.record_type)
    except UsageError as error:
        raise UsageError(f"Line {number} of the batch: {error}") from error
    return text, filters
