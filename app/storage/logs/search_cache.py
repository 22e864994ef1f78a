"""Compiled searches, kept in the cache folder: loading one takes a tenth of the time of compiling it.

A file is: magic, checksum of the payload (32 bytes), payload (Hyperscan's own form). Its name is a digest of all that
the search is made of. Whatever is odd about it only costs the time to compile it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import hyperscan

from app.core.scanning.prefilter import Expression, compile_expressions
from app.storage.files.atomic_file import replacing

_MAGIC = b"SISED search\n"
_DIGEST_BYTES = 32


class KeptSearches:
    """Compiles searches, or loads those that were compiled before."""

    def __init__(self, cache: Path) -> None:
        """Keep them in a folder, which may not exist yet."""
        self._cache = cache

    def compiled(self, expressions: Sequence[Expression]) -> hyperscan.Database:
        """The search for some expressions."""
        made_of = hashlib.sha256(repr(list(expressions)).encode())
        path = self._cache / f"search-{made_of.hexdigest()[:32]}.compiled"
        search = _loaded(path)
        if search is None:
            search = compile_expressions(expressions)
            with suppress(OSError, hyperscan.HyperscanError):
                _keep(path, hyperscan.dumpb(search))
        return search


def _loaded(path: Path) -> hyperscan.Database | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    payload = content[len(_MAGIC) + _DIGEST_BYTES :]
    if content[: -len(payload) or None] != _MAGIC + hashlib.sha256(payload).digest():
        return None
    try:
        search = hyperscan.loadb(payload, hyperscan.HS_MODE_BLOCK)
        search.scratch = hyperscan.Scratch(search)
    except (hyperscan.HyperscanError, ValueError, TypeError):
        # Made by another version, or for another processor: profiles roam.
        return None
    return search


def _keep(path: Path, payload: bytes) -> None:
    """Raises OSError where the cache cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        file.write_bytes(_MAGIC + hashlib.sha256(payload).digest() + payload)
