"""Paths as people read them."""

from __future__ import annotations

import re
from typing import Final

_SEPARATOR: Final = re.compile(r"[\\/]")
_SHOWN: Final = 2


def short_path(path: str) -> str:
    """The file and its folder, which is what tells files apart; `week.zip!mon.log` stays as it is."""
    parts = [part for part in _SEPARATOR.split(path) if part]
    return path if len(parts) <= _SHOWN else "…/" + "/".join(parts[-_SHOWN:])
