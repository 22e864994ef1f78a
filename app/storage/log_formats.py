"""Which format a log of lines has, by its first line."""

from __future__ import annotations

from app.storage.columns import csv_columns


def format_of(first_line: str) -> str:
    """The format of a log by its first line: "csv", "json lines" or "text"."""
    if csv_columns(first_line) is not None:
        return "csv"
    return "json lines" if first_line.lstrip().startswith("{") and first_line.rstrip().endswith("}") else "text"
