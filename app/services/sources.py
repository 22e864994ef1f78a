"""What can be scanned: a path (file, folder, archive), or text that was pasted, dropped or piped in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PathSource:
    """A file, a folder or an archive on disk."""

    path: Path


@dataclass(frozen=True, slots=True)
class TextSource:
    """A text without a file; `name` is shown in its place."""

    name: str
    text: str


Source = PathSource | TextSource
