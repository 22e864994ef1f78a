"""What the program tells a person beside its answers: one value, no toolkit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """How much a notice matters; each has its own icon, never only a color."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for a person, details for whoever helps them, and the file that was written."""

    kind: Kind
    text: str
    details: str = ""
    file: Path | None = None
