"""Read the list of words that name nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from app.core.sharing.harmless_words import HarmlessWords

FILE: Final = "harmless-words.txt"
_ALSO_NAMES: Final = "[also names]"


def read_harmless_words(resources: Path) -> HarmlessWords:
    """Return the words of the program's list. Without the file nothing counts as harmless, so more is replaced."""
    try:
        text = (resources / FILE).read_text(encoding="utf-8")
    except OSError:
        return HarmlessWords()
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    plain, _, names_too = lines.partition(_ALSO_NAMES)
    return HarmlessWords(frozenset(plain.split()) - {"[words]"}, frozenset(names_too.split()))
