"""What the program tells a person beside its answers: one value, no toolkit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How much a notice matters; each has its own icon, never only a color."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for a person, and details for whoever helps them."""

    kind: Kind
    text: str
    details: str = ""
