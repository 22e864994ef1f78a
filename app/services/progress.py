"""How long work tells of its progress and learns that it should stop; no threads here, only calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.core.report import Report


@dataclass(frozen=True, slots=True)
class Progress:
    """A scan under way: bytes read of bytes in all (0 when not known), the file at hand, and the report so far."""

    done: int
    total: int
    path: str
    report: Report


OnProgress = Callable[[Progress], None]
Cancelled = Callable[[], bool]


def never() -> bool:
    """The answer of a caller that never cancels."""
    return False


def ignore(_: Progress) -> None:
    """The listener of a caller that wants no progress."""
