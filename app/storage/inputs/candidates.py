"""A file before it is known what it is. What holds others goes to `walk`, which most scans need not load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from msgspec import Struct

from app.storage.files.file_types import HEAD, MAIL, OLE, PACKED, TAR, ZIP, disagreement, kind_of, refusal_of
from app.storage.inputs.log_file import LogFile, refused

HOLDS_OTHERS = PACKED | {ZIP, TAR, MAIL, OLE}
"""The kinds of files in which others stand, or may stand: an OLE file may be a mail of Outlook."""


class Item(Struct, frozen=True):
    """A file before it is known what it is: the name to show, its last part, and how to open it.

    `size` and `packed` are its bytes unpacked and packed (0: not known); `once` says that
    opening it again costs much.
    """

    shown: str
    name: str
    open: Callable[[], BinaryIO]
    size: int
    packed: int
    path: Path | None = None
    once: bool = False
    note: str = ""
    peek: Callable[[], BinaryIO] | None = None
    """Opens it for a look at its first bytes, where that can be had for less."""

    def file(self, note: str = "") -> LogFile:
        """This as a file to scan, with a remark."""
        return LogFile(self.shown, self.size, self.open, self.path, note or self.note, 0 if self.path else self.packed)

    def head(self) -> bytes:
        """The first bytes, those before a damaged place too. Raises one of read_errors when there are none."""
        head = b""
        with (self.peek or self.open)() as stream:
            try:
                while len(head) < HEAD and (more := stream.read(HEAD - len(head))):
                    head += more
            except Exception:
                if not head:
                    raise
        return head


def known_kind(item: Item) -> str | None:
    """What an item is by its first bytes, or None when these cannot be read: opening it again says why."""
    try:
        return kind_of(item.head())
    except Exception:
        return None


def as_it_is(item: Item, kind: str | None) -> LogFile:
    """An item that holds no others: to be scanned, with a remark on its name, or refused."""
    if kind is None:
        return item.file()
    why = refusal_of(kind)
    return refused(item.shown, why) if why else item.file(disagreement(PurePosixPath(item.name).suffix, kind))
