"""What a scan is given: a file to read, or one that says why it is not read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from app.core.text.statement import Statement
from app.storage.files.read_errors import RefusedError


class LogFile(Struct, frozen=True):
    """One file to scan.

    `name` is what is shown (`week.zip!logs/mon.log`), `size` its unpacked bytes (0: not known),
    `open` gives a stream that is read once by `readinto` or `read1`, one read a call. `path` is
    set for a plain file on disk only, which may be read in pieces. `note` is a remark for
    people ("is named .xlsx but is a web page"), `packed_size` its bytes inside its archive
    (0: not packed, or not known).
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    path: Path | None = None
    note: str = ""
    packed_size: int = 0


def refused(name: str, why: Statement) -> LogFile:
    """A file whose opening raises RefusedError with this statement."""

    def refuse() -> BinaryIO:
        raise RefusedError(why)

    return LogFile(name, 0, refuse)
