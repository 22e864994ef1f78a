"""The key by which a desk names its stand-ins, made once and kept where only its owner reads it."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

from app.storage.files.atomic_file import replacing

_BYTES: Final = 32


def desk_key(file: Path) -> bytes:
    """Return the desk's key, made and kept at the first call.

    Where it can be neither read nor kept, a new one serves for this time: stand-ins then differ from text to text.
    """
    try:
        kept = file.read_bytes()
        if len(kept) == _BYTES:
            return kept
    except OSError:
        pass
    key = secrets.token_bytes(_BYTES)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file, private=True) as part:
            part.write_bytes(key)
    except OSError:
        pass
    return key
