"""What can be scanned: a path (file, folder, archive), a text that was pasted or dropped, or what is piped in."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from msgspec import Struct


class PathSource(Struct, frozen=True):
    """A file, a folder or an archive on disk."""

    path: Path


class TextSource(Struct, frozen=True):
    """A text without a file; `name` is shown in its place."""

    name: str
    text: str


class StreamSource(Struct, frozen=True):
    """Bytes that are read once, such as standard input; `name` is shown in the place of a path."""

    name: str
    stream: BinaryIO


Source = PathSource | TextSource | StreamSource
