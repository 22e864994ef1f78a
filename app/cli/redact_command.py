"""The command `redact`: a text in which only what is known to be harmless is left, to be shared."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.usage import FOUND, NOTHING, WRONG, UsageError, read_text
from app.services.open_catalog import open_own_desk
from app.storage.files.atomic_file import replacing
from app.storage.places import find_places

if TYPE_CHECKING:
    from app.core.sharing.leak_check import Leak

_MOST_TOLD = 5


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `redact` understands."""
    parser.add_argument("--key", metavar="FILE", help="write which stand-in stands for whom, as JSON; never share it")
    parser.add_argument(
        "--hide",
        metavar="WORD",
        action="append",
        default=[],
        help="replace this word, too (a school's name); may be repeated",
    )
    parser.add_argument(
        "--readable",
        action="store_true",
        help="keep unknown words in small letters and short numbers, which may name somebody; not for sharing",
    )
    parser.add_argument("--anyway", action="store_true", help="write the text even if a second look finds more in it")
    parser.add_argument("file", metavar="FILE", help="a text file, or '-' for standard input")
    parser.set_defaults(run=run_redact)


def run_redact(options: argparse.Namespace) -> int:
    """Write the redacted text to standard output; 0: something was replaced, 1: nothing, 2: it was refused."""
    from app.services.redacting import redact_text  # noqa: PLC0415 - loads only for this command

    text = read_text(options.file)
    if "\0" in text:
        raise UsageError(f"{options.file} is no text file. Save its sheet or page as text first.")
    desk = open_own_desk(find_places())
    redacted = redact_text(desk, text, options.hide, readable=options.readable)
    if redacted.leaks and not options.anyway:
        print(_refusal(redacted.leaks), file=sys.stderr)
        return WRONG
    if options.key:
        _write_key(Path(options.key), redacted.key)
    if options.readable:
        print("sis-error-desk: --readable keeps words that may name somebody. Do not share this text.", file=sys.stderr)
    print(redacted.text, end="")
    return FOUND if redacted.key else NOTHING


def _refusal(leaks: list[Leak]) -> str:
    told = "; ".join(f"line {leak.line}: {leak.what}" for leak in leaks[:_MOST_TOLD])
    more = f"; and {len(leaks) - _MOST_TOLD:,} more" if len(leaks) > _MOST_TOLD else ""
    return f"sis-error-desk: Not written, for a second look found personal data left ({told}{more}). See --anyway."


def _write_key(path: Path, key: dict[str, str]) -> None:
    try:
        with replacing(path) as part:
            part.chmod(0o600)
            part.write_text(json.dumps(key, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}).") from error
