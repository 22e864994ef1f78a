"""Write a file whole or not at all: readers see the old content or the new, never a part."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a new, empty file beside the target; it becomes the target when the block ends well.

    Raises OSError where the folder or the target cannot be written (read-only, or open in Excel on Windows). After
    any error the target is as it was and the new file is gone.
    """
    import secrets  # noqa: PLC0415 - takes as long to import as all else here, and only who writes needs it

    _check_writable(target)
    # The window's settings load this module before the first paint, and `secrets` takes 4 ms of it.

    # Not from `tempfile`: its files are readable by their owner only, and a report may be meant for a shared folder.
    # The name is not made of the target's, which may be as long as names can be.
    written = target.with_name(f".{secrets.token_hex(8)}.part")
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
