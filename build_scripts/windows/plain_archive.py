"""Rewrites PyInstaller's archive of modules without compression, for a form that is compressed as a whole.

PyInstaller compresses each module by itself. All of them one after another compress by a seventh more, since modules
have much in common: the program in one file unpacks such an archive together with its other files.
"""

from __future__ import annotations

import marshal
import struct
import zlib
from pathlib import Path
from typing import Final

_HEAD: Final = struct.Struct("!4s4si")
"""PyInstaller's mark, Python's own mark of its code, and where the table of contents begins."""


def write_plain(archive: Path, target: Path) -> None:
    """Write the modules of an archive to another one, in the order of their names and uncompressed."""
    content = archive.read_bytes()
    mark, python_mark, place = _HEAD.unpack_from(content)
    entries = dict(marshal.loads(content[place:]))  # noqa: S302 - made by PyInstaller a moment ago
    held = bytearray(_HEAD.size)
    for name, (kind, start, length) in sorted(entries.items()):
        code = zlib.decompress(content[start : start + length]) if length else b""
        entries[name] = (kind, len(held), len(code))
        held += code
    _HEAD.pack_into(held, 0, mark, python_mark, len(held))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(bytes(held) + marshal.dumps(list(entries.items())))


def names_in(content: bytes) -> set[str]:
    """Return the names of the modules in the bytes of an archive."""
    return {name for name, _ in marshal.loads(content[_HEAD.unpack_from(content)[2] :])}  # noqa: S302 - our own
