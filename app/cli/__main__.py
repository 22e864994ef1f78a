"""The command line as a program of its own: what is started beside the window's exe, with a console."""

from __future__ import annotations

import gc
import sys
from multiprocessing import freeze_support


def main() -> int:
    """Run the command of this process and return its exit status; without one, say what there is."""
    # In a frozen program the worker processes of a scan are this program again: here they leave, and do their work.
    freeze_support()
    # Until all is loaded there is no garbage worth looking for; `run` lets it be looked for again.
    gc.disable()
    from app.cli.commands import run  # noqa: PLC0415

    return run(sys.argv[1:] or ["--help"])


if __name__ == "__main__":
    sys.exit(main())
