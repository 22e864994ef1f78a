"""What can be scanned: a path (file, folder, archive), a text that was pasted or dropped, or what is piped in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class PathSource:
    """A file, a folder or an archive on disk."""

    path: Path


@dataclass(frozen=True, slots=True)
class TextSource:
    """A text without a file; `name` is shown in its place."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class StreamSource:
    """Bytes that are read once, such as standard input; `name` is shown in the place of a path."""

    name: str
    stream: BinaryIO


Source = PathSource | TextSource | StreamSource
