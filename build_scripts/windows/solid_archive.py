"""Rewrites PyInstaller's archive of modules as a solid one: all of them are compressed together, by LZMA.

PyInstaller compresses each module by itself, by zlib. Modules have much in common, so that together and by LZMA they
take two thirds of the space. The program in one file has such an archive; `shared_modules.py` reads it at start.

The file is the head, the compressed modules, and the table of contents, whose places are those in the modules as they
are before compression.
"""

from __future__ import annotations

import lzma
import marshal
import struct
import zlib
from pathlib import Path
from typing import Final

_HEAD: Final = struct.Struct("!4s4si")
"""PyInstaller's mark, Python's own mark of its code, and where the table of contents begins."""


def write_solid(archive: Path, target: Path) -> None:
    """Write the modules of an archive to another one, in the order of their names and compressed together."""
    content = archive.read_bytes()
    mark, python_mark, place = _HEAD.unpack_from(content)
    entries = dict(marshal.loads(content[place:]))  # noqa: S302 - made by PyInstaller a moment ago
    held = bytearray()
    for name, (kind, start, length) in sorted(entries.items()):
        code = zlib.decompress(content[start : start + length]) if length else b""
        entries[name] = (kind, len(held), len(code))
        held += code
    compressed = lzma.compress(bytes(held), preset=9)
    head = _HEAD.pack(mark, python_mark, _HEAD.size + len(compressed))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(head + compressed + marshal.dumps(list(entries.items())))


def names_in(content: bytes) -> set[str]:
    """Return the names of the modules in the bytes of an archive."""
    return {name for name, _ in marshal.loads(content[_HEAD.unpack_from(content)[2] :])}  # noqa: S302 - our own
