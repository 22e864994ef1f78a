"""Lets a Windows binary share the C++ runtime library with all others.

delvewheel puts a copy of the library (0.6 MB) into each wheel, under a name of its own so that two programs in one
environment do not meet. In the bundle there is one program, and one library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

LIBRARY: Final = "MSVCP140.dll"
Binary = tuple[str, str, str]
"""As PyInstaller lists it: the name in the bundle, the path, the kind."""

_COPY: Final = re.compile(rb"msvcp140-[0-9a-f]{32}\.dll", re.IGNORECASE)


def merged(binaries: Iterable[Binary], every: Iterable[Binary], folder: Path) -> list[Binary]:
    """Return what PyInstaller collected for one exe, without the copies.

    The library is among the binaries of `every` exe of the bundle; where it is not all stays as it is. Binaries that
    are changed for it go to a folder. Raises ValueError as `shared` does.
    """
    library = next((Path(path) for name, path, _ in every if name.casefold() == LIBRARY.casefold()), None)
    if library is None:
        return list(binaries)
    return [
        (name, str(shared(Path(path), library, folder)) if kind == "EXTENSION" else path, kind)
        for name, path, kind in binaries
        if not _COPY.search(name.encode())
    ]


def shared(binary: Path, library: Path, folder: Path) -> Path:
    """Return a binary that asks for the library by its plain name, made in a folder; without a copy, the same one.

    Raises ValueError where its wheel's copy is another one than the library: then it may need what that one lacks.
    """
    content = binary.read_bytes()
    names = {name.decode() for name in _COPY.findall(content)}
    for name in names:
        copy = binary.parent.with_name(f"{binary.parent.name}.libs") / name
        if copy.read_bytes() != library.read_bytes():
            raise ValueError(f"{binary.name} comes with another {LIBRARY} than Python's {library}")
    if not names:
        return binary
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / binary.name
    made.write_bytes(_COPY.sub(lambda found: LIBRARY.encode().ljust(len(found[0]), b"\0"), content))
    return made
