"""The command `catalog`: lists, shows or checks entries."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.json_answers import entry_json
from app.cli.text_answers import counted, entry_text
from app.cli.usage import FOUND, NOTHING, WRONG, UsageError, as_json, printable
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
    upgrade = actions.add_parser("upgrade", help="rewrite entries of an older form in the present one")
    upgrade.add_argument("folder", metavar="DIR", help="the folder of the entries")
    upgrade.set_defaults(run=_upgrade)


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

    places = find_places()
    checked = check_folder(Path(options.folder) if options.folder else places.catalog, places)
    for fault in checked.faults:
        print(printable(str(fault)))
    faults = sum(not fault.is_note for fault in checked.faults)
    print(f"{counted(checked.sound, 'entry is', 'entries are')} sound, {counted(faults, 'fault', 'faults')} found.")
    return NOTHING if faults else FOUND


def _upgrade(options: argparse.Namespace) -> int:
    from app.services.catalog_upgrading import upgrade_folder  # noqa: PLC0415 - as above

    upgraded = upgrade_folder(Path(options.folder), find_places())
    for path in upgraded.changed:
        print(printable(f"{path}: rewritten"))
    for fault in upgraded.faults:
        print(printable(str(fault)))
    print(f"{counted(len(upgraded.changed), 'file', 'files')} rewritten.")
    return WRONG if upgraded.faults else FOUND
