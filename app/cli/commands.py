"""The command line: the same answers as the window, for other programs and for machines without a screen."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from app import __version__
from app.cli.usage import FAULT, FOUND, WRONG, UsageError, printable
from app.storage.catalog.files import CatalogError


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage above it."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}. Try: {self.prog} --help")


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the exit status: 0 found something, 1 found nothing, 2 wrong call or input.

    3 stands for a fault of the program itself.
    """
    # What is loaded by now stays loaded: nobody need look for garbage in it.
    gc.freeze()
    gc.enable()
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know every letter of a student's name; the answer must still come.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = _parser(arguments).parse_args(arguments)
        result: int = options.run(options)
        # There is no sys.stdout in a windowed program; print knows that.
        print(end="", flush=True)
    except (UsageError, CatalogError) as error:
        print(printable(f"sis-error-desk: {error}"), file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        # The reader of our output (head, more) has seen enough.
        _drop_output()
        return FOUND
    except OSError as error:
        _drop_output()
        print(printable(f"sis-error-desk: The answer cannot be written ({error.strerror})."), file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return WRONG
    except Exception as error:
        from app.storage.places import find_places  # noqa: PLC0415 - for faults only
        from app.storage.userdata.fault_log import log_fault  # noqa: PLC0415

        log = log_fault(find_places().settings, error)
        print(printable(f"sis-error-desk: {_fault(error)} It is noted in {log}, without any data."), file=sys.stderr)
        return FAULT
    return result


def _fault(error: Exception) -> str:
    """A fault of the program in a sentence. Its words are left out: they may hold a student's data."""
    if isinstance(error, MemoryError):
        return "There is not enough memory for this."
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = f" at {last.tb_frame.f_globals.get('__name__', '?')}:{last.tb_lineno}" if last is not None else ""
    return f"Something went wrong inside the program ({type(error).__name__}{where}). Please tell its maintainers."


def _drop_output() -> None:
    """Let what is left to print go nowhere, so that closing the stream at the end does not fail as well."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Understands these arguments: their command with its options, or all commands where they name none."""
    parser = _Parser(
        prog="sis-error-desk", description="Says what an error of a roster or grade sync means and what to do."
    )
    parser.add_argument("--version", action="version", version=f"SIS Error Desk {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    for name in arguments[:1] if arguments and arguments[0] in _COMMANDS else _COMMANDS:
        explanation, add_options = _COMMANDS[name]
        add_options(commands.add_parser(name, help=explanation))
    return parser


# Each command loads what it needs, when it is the one that was called.
def _lookup(parser: argparse.ArgumentParser) -> None:
    from app.cli.lookup_command import add_options  # noqa: PLC0415

    add_options(parser)


def _scan(parser: argparse.ArgumentParser) -> None:
    from app.cli.scan_command import add_options  # noqa: PLC0415

    add_options(parser)


def _redact(parser: argparse.ArgumentParser) -> None:
    from app.cli.redact_command import add_options  # noqa: PLC0415

    add_options(parser)


def _catalog(parser: argparse.ArgumentParser) -> None:
    from app.cli.catalog_command import add_options  # noqa: PLC0415

    add_options(parser)


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "lookup": ("find the entries for an error text, a code or a few words", _lookup),
    "scan": ("report the known errors in log files, folders and archives", _scan),
    "redact": ("write a text with stand-ins for names, e-mails and ids of people", _redact),
    "catalog": ("list, show or check the catalog's entries", _catalog),
}
