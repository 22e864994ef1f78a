"""Write a file whole or not at all: readers see the old content or the new, never a part."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

PART: Final = ".part"
"""How the names of files end that are being written."""

_LEFT_BEHIND_SECONDS: Final = 600
OWNER_ONLY: Final = 0o600
"""The mode of files that nobody but their owner may read."""


@contextmanager
def replacing(target: Path, *, private: bool = False) -> Iterator[Path]:
    """Give a new, empty file beside the target; it becomes the target when the block ends well.

    `private` files hold what concerns their owner only (notes, searches, keys): nobody else may read them, and the
    name of their part begins with theirs, so that what a killed process left behind can be told.

    Raises OSError where the folder or the target cannot be written (read-only, or open in Excel on Windows). After
    any error the target is as it was and the new file is gone.
    """
    import secrets  # noqa: PLC0415 - takes as long to import as all else here, and only who writes needs it

    _check_writable(target)
    # The window's settings load this module before the first paint, and `secrets` takes 4 ms of it.

    if private:
        written = target.with_name(f".{target.name}.{secrets.token_hex(4)}{PART}")
        os.close(os.open(written, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
    else:
        # Not from `tempfile`: its files are readable by their owner only, and a report may be meant for a shared
        # folder. The name is not made of the target's, which may be as long as names can be.
        written = target.with_name(f".{secrets.token_hex(8)}{PART}")
        written.touch(exist_ok=False)
    try:
        yield written
        written.replace(target)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def _check_writable(target: Path) -> None:
    """Raise OSError for a target that may not be written: replacing alone would go around a write protection."""
    if target.exists():
        if not target.is_file() and not target.is_dir():
            # A device such as /dev/null would be gone afterwards, for everybody.
            raise OSError(errno.EINVAL, "not an ordinary file", str(target))
        target.open("r+b").close()


def sweep_parts(folder: Path) -> None:
    """Delete what processes that were killed while they wrote left in a folder; younger parts may be at work."""
    oldest = time.time() - _LEFT_BEHIND_SECONDS
    with suppress(OSError):
        for part in folder.glob(f".*{PART}"):
            with suppress(OSError):
                if part.stat().st_mtime < oldest:
                    part.unlink()
