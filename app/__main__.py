"""The program's entry: without arguments the window opens, with a command the command line answers."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

_COMMANDS = frozenset({"lookup", "scan", "redact", "catalog"})
_ANSWERED = frozenset({"-h", "--help", "--version"})
"""Options of the command line; any other one is the window's."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    if getattr(sys, "frozen", False):
        # In a frozen program the worker processes of a scan are this program again: here they leave, and do their work.
        from multiprocessing import freeze_support  # noqa: PLC0415 - only there

        freeze_support()
    # Loading makes a hundred thousand objects that all stay: looking for rubbish among them only takes time.
    gc.disable()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and _is_command(given[0]):
        # Qt is not touched here: the command line runs on machines without a screen.
        from app.cli.commands import run  # noqa: PLC0415

        return run(given)
    from app.gui.application import run as run_window  # noqa: PLC0415

    return run_window(given)


def _is_command(first: str) -> bool:
    """Whether the command line answers. A log dropped on the program's icon comes as a bare path, for the window."""
    if first in _COMMANDS or first in _ANSWERED:
        return True
    return not first.startswith("-") and not Path(first).exists()


if __name__ == "__main__":
    sys.exit(main())
