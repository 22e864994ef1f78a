"""Which format a log of lines has, by its first lines."""

from __future__ import annotations

from collections.abc import Sequence

from app.storage.logs.csv_layout import LOOKED_AT, layout_of

__all__ = ["LOOKED_AT", "format_of"]


def format_of(first_lines: Sequence[str]) -> str:
    """The format of a log by its first lines: "csv", "json lines" or "text"."""
    if not first_lines:
        return "text"
    if layout_of(first_lines) is not None:
        return "csv"
    first = first_lines[0]
    return "json lines" if first.lstrip().startswith("{") and first.rstrip().endswith("}") else "text"
