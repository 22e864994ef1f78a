"""Whether a file is still the one that was begun: logs are replaced, cut and begun anew while they are read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from app.core.text.statement import Statement
from app.storage.files.read_errors import RefusedError
from app.storage.files.shared_open import open_shared, system_path
from app.storage.logs.tail_state import Trail

CHANGED = Statement("changed-meanwhile")
REPLACED = "This file was changed while it was read: another one has its name now, which was not read."

Identity = tuple[int, int]


class Seen(Struct, frozen=True):
    """A file as it was when reading it began: its number in the system, and some of its bytes.

    It may grow. Where a system gives the same file another number, as some network folders do, its bytes decide.
    """

    identity: Identity | None
    trail: Trail

    @classmethod
    def of(cls, stream: BinaryIO, size: int) -> Seen:
        """Look at an open file of so many bytes; it stands at its beginning afterwards. Raises OSError."""
        seen = cls(_identity(os.fstat(stream.fileno())), Trail.of(stream, size))
        stream.seek(0)
        return seen

    def check(self, stream: BinaryIO) -> None:
        """Raise RefusedError where an open file is not this one; quick where its number says so. Moves the place."""
        state = os.fstat(stream.fileno())
        number = _identity(state)
        is_known = number is not None and number == self.identity and state.st_size >= self.trail.end
        if not is_known and not self.trail.leads_through(stream, state.st_size):
            raise RefusedError(CHANGED)

    def is_in(self, stream: BinaryIO) -> bool:
        """Whether an open file still holds what was seen. Moves the place. Raises OSError."""
        return self.trail.leads_through(stream, os.fstat(stream.fileno()).st_size)

    def is_at(self, path: Path) -> bool:
        """Whether the file of a path still holds what was seen, or is gone: then all of it was read before."""
        try:
            with open_shared(path) as stream:
                return self.is_in(stream)
        except FileNotFoundError:
            return True
        except OSError:
            return False


def is_replaced(stream: BinaryIO, path: Path) -> bool:
    """Whether a path leads to another file by now than the one that is open."""
    try:
        here, there = os.fstat(stream.fileno()), Path(system_path(path)).stat()
    except OSError:
        return False
    one, other = _identity(here), _identity(there)
    return one is not None and other is not None and one != other


def _identity(state: os.stat_result) -> Identity | None:
    return (state.st_dev, state.st_ino) if state.st_ino else None
