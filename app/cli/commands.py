"""The command line: the same answers as the window, for other programs and for machines without a screen."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from app import __version__
from app.cli import redact_command
from app.cli.json_answers import answer_json, entry_json
from app.cli.scan_command import add_options
from app.cli.text_answers import answer_text, entry_text
from app.cli.usage import FOUND, NOTHING, WRONG, UsageError, as_json, chosen_filters, read_text
from app.core.filters import Filters
from app.services.desk import Desk
from app.services.opening import open_own_desk
from app.storage.catalog_files import CatalogError
from app.storage.places import find_places


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage above it."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}. Try: {self.prog} --help")


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the exit status: 0 found something, 1 found nothing, 2 usage or input error."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know every letter of a student's name; the answer must still come.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
        result: int = options.run(options)
        # There is no sys.stdout in a windowed program; print knows that.
        print(end="", flush=True)
    except (UsageError, CatalogError) as error:
        print(f"sis-error-desk: {error}", file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        # The reader of our output (head, more) has seen enough.
        _drop_output()
        return FOUND
    except OSError as error:
        _drop_output()
        print(f"sis-error-desk: The answer cannot be written ({error.strerror}).", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return WRONG
    return result


def _drop_output() -> None:
    """Let what is left to print go nowhere, so that closing the stream at the end does not fail as well."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sis-error-desk", description="Says what an error of a roster or grade sync means and what to do."
    )
    parser.add_argument("--version", action="version", version=f"SIS Error Desk {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)

    lookup = commands.add_parser("lookup", help="find the entries for an error text, a code or a few words")
    _add_filters(lookup)
    lookup.add_argument("--limit", type=_positive, default=10, help="how many entries at most (default 10)")
    lookup.add_argument("--json", action="store_true", help="answer as JSON")
    lookup.add_argument(
        "--batch",
        metavar="FILE",
        help="answer many queries: JSON lines in, one answer a line out ('-': standard input)",
    )
    lookup.add_argument("text", nargs="?", metavar="TEXT", help="the text, or '-' for standard input")
    lookup.set_defaults(run=_lookup)

    scan = commands.add_parser("scan", help="report the known errors in log files, folders and archives")
    _add_filters(scan)
    add_options(scan)

    redact = commands.add_parser("redact", help="write a text with stand-ins for names, e-mails and ids of people")
    redact_command.add_options(redact)

    catalog = commands.add_parser("catalog", help="list, show or check the catalog's entries")
    actions = catalog.add_subparsers(dest="action", required=True, parser_class=_Parser)
    listing = actions.add_parser("list", help="all entries")
    listing.add_argument("--json", action="store_true", help="answer as JSON")
    listing.set_defaults(run=_list)
    show = actions.add_parser("show", help="one entry with its meaning and steps")
    show.add_argument("id", metavar="ID")
    show.add_argument("--json", action="store_true", help="answer as JSON")
    show.set_defaults(run=_show)
    check = actions.add_parser("check", help="prove a catalog: its shape, closed lists and samples")
    check.add_argument("folder", nargs="?", metavar="DIR", help="the catalog's folder (default: the program's own)")
    check.set_defaults(run=_check)
    return parser


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--vendor", metavar="V", help="only this vendor's entries (CourseKey, PowerSchool, ...)")
    parser.add_argument(
        "--record-type", metavar="R", help="only entries of this record type (user, course, enrollment, ...)"
    )


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return number


def _lookup(options: argparse.Namespace) -> int:
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
    print(as_json(answer_json(answer)) if options.json else answer_text(answer, desk.catalog.vocabulary))
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


def _list(options: argparse.Namespace) -> int:
    desk = open_own_desk(find_places())
    if options.json:
        print(as_json([entry_json(entry) for entry in desk.catalog.entries]))
    else:
        for entry in desk.catalog.entries:
            print(f"{entry.id}\t{entry.vendor}\t{entry.record_type}\t{entry.title}")
    return FOUND


def _show(options: argparse.Namespace) -> int:
    desk = open_own_desk(find_places())
    entry = desk.entry(options.id)
    if entry is None:
        raise UsageError(f"There is no entry {options.id!r}; 'sis-error-desk catalog list' shows all ids.")
    print(as_json(entry_json(entry)) if options.json else entry_text(entry, desk.catalog.vocabulary))
    return FOUND


def _check(options: argparse.Namespace) -> int:
    from app.services.checking import check_folder  # noqa: PLC0415 - loads the YAML reader, which nothing else needs

    folder = Path(options.folder) if options.folder else find_places().catalog
    checked = check_folder(folder)
    for fault in checked.faults:
        print(fault)
    print(f"{len(checked.catalog.entries)} entries are sound, {len(checked.faults)} faults found.")
    return NOTHING if checked.faults else FOUND
