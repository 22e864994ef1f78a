"""Results of slow steps, kept outside the checkout under a key of everything that went into them."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from windows.product import ROOT

CACHE_VARIABLE: Final = "SIS_ERROR_DESK_BUILD_CACHE"
"""An environment variable: another folder for downloads and stages."""

_KEPT: Final = 2
"""So many results of one stage are kept: the newest, and the one before for whoever changes to and fro."""


def cache_folder() -> Path:
    """Return the folder for downloads and stages, made when missing."""
    named = os.environ.get(CACHE_VARIABLE, "").strip()
    folder = Path(named) if named else Path.home() / ".cache" / "sis-error-desk-build"
    folder.mkdir(parents=True, exist_ok=True)
    return folder.absolute()


def key_of(*parts: str | Path) -> str:
    """Return a short digest of texts and of files, folders with all that is in them."""
    digest = hashlib.sha256()
    for part in parts:
        for name, content in _contents(part):
            digest.update(f"{len(name)} {len(content)} ".encode() + name.encode() + content)
    return digest.hexdigest()[:16]


def stage(name: str, key: str, make: Callable[[Path], object]) -> Path:
    """Return the folder of a finished stage; `make` fills a new one when there is none with this key.

    A stage that fails half-way leaves nothing that a later run would take for finished.
    """
    folder = cache_folder() / f"{name}-{key}"
    done = folder / ".done"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        make(folder)
        done.touch()
    os.utime(folder)
    _forget_old(name)
    return folder


def _contents(part: str | Path) -> Iterable[tuple[str, bytes]]:
    if isinstance(part, str):
        yield "", part.encode()
        return
    files = [part] if part.is_file() else sorted(path for path in part.rglob("*") if path.is_file())
    for path in files:
        if "__pycache__" not in path.parts:
            yield path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name, path.read_bytes()


def _forget_old(name: str) -> None:
    width = len(key_of())
    folders = [path for path in cache_folder().glob(f"{name}-*") if len(path.name) == len(name) + 1 + width]
    folders.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for folder in folders[_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
