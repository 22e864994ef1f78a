"""The command `catalog`: lists, shows or checks entries."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.json_answers import entry_json
from app.cli.text_answers import entry_text
from app.cli.usage import FOUND, NOTHING, UsageError, as_json, printable
from app.services.open_catalog import open_own_desk
from app.storage.places import find_places


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `catalog` understands: actions, each with its own options."""
    actions = parser.add_subparsers(dest="action", required=True, parser_class=type(parser))
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


def _list(options: argparse.Namespace) -> int:
    desk = open_own_desk(find_places())
    if options.json:
        print(as_json([entry_json(entry) for entry in desk.catalog.entries]))
    else:
        for entry in desk.catalog.entries:
            print(printable(f"{entry.id}\t{entry.vendor}\t{entry.record_type}\t{entry.title}"))
    return FOUND


def _show(options: argparse.Namespace) -> int:
    desk = open_own_desk(find_places())
    entry = desk.entry(options.id)
    if entry is None:
        raise UsageError(f"There is no entry {options.id!r}; 'sis-error-desk catalog list' shows all ids.")
    print(as_json(entry_json(entry)) if options.json else printable(entry_text(entry, desk.catalog.vocabulary)))
    return FOUND


def _check(options: argparse.Namespace) -> int:
    from app.services.catalog_checking import check_folder  # noqa: PLC0415 - loads the YAML reader, which nothing else needs

    folder = Path(options.folder) if options.folder else find_places().catalog
    checked = check_folder(folder)
    for fault in checked.faults:
        print(printable(str(fault)))
    print(f"{len(checked.catalog.entries)} entries are sound, {len(checked.faults)} faults found.")
    return NOTHING if checked.faults else FOUND
