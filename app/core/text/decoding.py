"""Bytes of a log to text."""

from __future__ import annotations


def decode_line(line: bytes | bytearray) -> str:
    """A line as UTF-8, or as Windows-1252 where it is none; never an error."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("windows-1252", errors="replace")
