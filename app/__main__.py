"""The program's entry: without arguments the window opens, with a command the command line answers."""

from __future__ import annotations

import sys
from collections.abc import Sequence

COMMANDS = frozenset({"lookup", "scan", "catalog", "-h", "--help", "--version"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in COMMANDS:
        # Qt is not touched here: the command line runs on machines without a screen.
        from app.cli.commands import run  # noqa: PLC0415

        return run(given)
    from app.gui.application import run as run_window  # noqa: PLC0415

    return run_window(given)


if __name__ == "__main__":
    sys.exit(main())
