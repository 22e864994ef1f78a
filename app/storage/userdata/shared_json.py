"""A small JSON file that several windows of the program read and change: settings, history, notes.

Each change is made to what the file says at that moment, by one process at a time, and written whole or not at all.
So two windows lose nothing of each other, and a reader needs no lock. A file that is broken is kept aside.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from app.storage.files.atomic_file import OWNER_ONLY, PART, replacing
from app.storage.files.file_lock import only_one
from app.storage.files.shared_open import open_shared

Values = dict[str, object]
Stamp = tuple[int, int, int] | None

_MAX_BYTES: Final = 16 * 1024 * 1024
_REPLACE_TRIES: Final = 20


class SharedJson:
    """One file holding one JSON object."""

    def __init__(self, path: Path, on_set_aside: Callable[[Path], None] | None = None) -> None:
        """Nothing is read or made yet. `on_set_aside` is given the new place of a broken file that was moved."""
        self.path = path
        self.kept_aside: Path | None = None
        """Where a broken file was moved by the last call that met one; for telling a person."""
        self._on_set_aside = on_set_aside

    def read(self) -> Values:
        """What the file says; nothing when it is missing or broken. Raises OSError when it cannot be read."""
        try:
            return self._parsed()
        except ValueError:
            with only_one(self._lock):
                return self._mended()

    def peek(self) -> Values:
        """What the file says, nothing for whatever reason; a broken file stays where it is."""
        try:
            return self._parsed()
        except (OSError, ValueError):
            return {}

    def update(self, change: Callable[[Values], None], wait: float = 2.0) -> Values:
        """Change the values in place and write them; what the file says afterwards.

        `wait` is how many seconds another process may hold the file. Raises FileBusyError after that, OSError when
        it cannot be written; the file is then as it was.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with only_one(self._lock, wait):
            self._sweep()
            values = self._mended()
            before = json.dumps(values, sort_keys=True)
            change(values)
            if json.dumps(values, sort_keys=True) != before:
                self._write(values)
        return values

    def keep_copy(self) -> Path:
        """Keep a copy of the file as it is now beside it; its path. Raises OSError."""
        copy = self._free_name()
        with open_shared(self.path) as file, replacing(copy, private=True) as written:
            written.write_bytes(file.read())
        return copy

    def forget(self) -> None:
        """Delete the file with all copies of it that were set aside. Raises OSError, FileBusyError."""
        if not self.path.parent.is_dir():
            return
        with only_one(self._lock):
            self._sweep()
            for copy in (self.path, *self.path.parent.glob(f"{self.path.stem}.broken-*{self.path.suffix}")):
                copy.unlink(missing_ok=True)

    def stamp(self) -> Stamp:
        """Something that differs whenever the file was written anew; None while there is no file."""
        try:
            state = self.path.stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size, state.st_ino

    @property
    def _lock(self) -> Path:
        return self.path.with_name(f".{self.path.name}.lock")

    def _parsed(self) -> Values:
        """Raises ValueError for anything but one JSON object."""
        try:
            with open_shared(self.path) as file:
                content = file.read(_MAX_BYTES + 1)
        except (FileNotFoundError, NotADirectoryError):
            return {}
        if len(content) > _MAX_BYTES:
            raise ValueError("too large")
        try:
            values = json.loads(content.decode("utf-8-sig", "surrogatepass"))  # somebody may have opened it in Notepad
        except RecursionError as error:
            raise ValueError("too deep") from error
        if not isinstance(values, dict):
            raise ValueError("no object")  # noqa: TRY004 - broken content, not a wrong call
        return values

    def _mended(self) -> Values:
        """The values; a broken file is moved aside first. Called by the only one."""
        try:
            return self._parsed()
        except ValueError:
            aside = self._free_name()
            self.path.replace(aside)
            with suppress(OSError):
                aside.chmod(OWNER_ONLY)  # as an older version may have left it readable
            self.kept_aside = aside
            if self._on_set_aside is not None:
                self._on_set_aside(aside)
            return {}

    def _sweep(self) -> None:
        """Delete what a process that was killed while it wrote left behind. Called by the only one."""
        for part in self.path.parent.glob(f".{self.path.name}.*{PART}"):
            with suppress(OSError):
                part.unlink()

    def _free_name(self) -> Path:
        day = time.strftime("%Y-%m-%d")
        number = 1
        while (name := self.path.with_name(f"{self.path.stem}.broken-{day}-{number}{self.path.suffix}")).exists():
            number += 1
        return name

    def _write(self, values: Values) -> None:
        content = json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True).encode("utf-8", "surrogatepass")
        for tries_left in reversed(range(_REPLACE_TRIES)):
            try:
                with replacing(self.path, private=True) as written, written.open("wb") as file:
                    file.write(content + b"\n")
                    file.flush()
                    os.fsync(file.fileno())
            except PermissionError:
                # On Windows a virus scanner or a backup may have the file open for a moment.
                if not tries_left or os.name != "nt":
                    raise
                time.sleep(0.002)
            else:
                return
