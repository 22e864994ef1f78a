"""The files behind what a person drops: folders walked, archives opened, each file read or refused by name."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAX_ARCHIVE_FILES = 10_000
MAX_ARCHIVE_RATIO = 200
"""A member that grows more than this is refused as an archive bomb (logs reach about 60)."""
MAX_UNPACKED = 20 * 1024**3
MIN_BOUND = 64 * 1024**2
_BOMB = "This archive unpacks to far more than a log would; it was not read to its end."


@dataclass(frozen=True, slots=True)
class LogFile:
    """One file to scan: the name to show (`week.zip!logs/mon.log`), its bytes (0: not known), and how to open it."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


class RefusedError(Exception):
    """A file that is not read; the message says why in a sentence for people."""


READ_ERRORS = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, RefusedError)
"""What opening or reading a file may raise; `reason` puts each in words."""


def log_files(path: Path) -> Iterator[LogFile]:
    """The files of a path: itself, a folder's files in order of name, an archive's members."""
    if path.is_dir():
        yield from _folder(path)
        return
    suffix = path.suffix.casefold()
    if suffix == ".zip":
        yield from _zip_members(path)
    elif suffix == ".gz":
        yield LogFile(f"{path}!{path.stem}", 0, partial(_open_gzip, path))
    else:
        yield LogFile(str(path), _size(path), lambda: path.open("rb"))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # Opening it says why.


def _folder(path: Path, above: frozenset[tuple[int, int]] = frozenset()) -> Iterator[LogFile]:
    """A folder's files. `above` are the folders it stands in: on Windows a junction, which is no link, may lead up."""
    try:
        state = path.stat()
        if (state.st_dev, state.st_ino) in above:
            return
        children = sorted(path.iterdir(), key=lambda child: child.name.casefold())
    except OSError as error:
        yield _refused(str(path), f"This folder cannot be opened: {reason(error)}")
        return
    for child in children:
        try:
            is_file, is_folder = child.is_file(), child.is_dir() and not child.is_symlink()
        except OSError as error:
            yield _refused(str(child), reason(error))
            continue
        # A link to a folder may lead back up; what it points at is scanned where it stands. Pipes would never end.
        if is_file:
            yield from log_files(child)
        elif is_folder:
            yield from _folder(child, above | {(state.st_dev, state.st_ino)})


def _zip_members(path: Path) -> Iterator[LogFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except READ_ERRORS as error:
        yield _refused(str(path), f"This archive cannot be opened: {reason(error)}")
        return
    if len(members) > MAX_ARCHIVE_FILES:
        yield _refused(str(path), f"This archive holds {len(members)} files; at most {MAX_ARCHIVE_FILES} are read.")
        return
    shared = _Archive(path, members)
    for member in members:
        yield LogFile(f"{path}!{member.filename}", member.file_size, partial(shared.open, member))


def _open_gzip(path: Path) -> BinaryIO:
    return _bounded(gzip.GzipFile(path), path.stat().st_size)


class _Archive:
    """Opens the members of a zip file, which stays open from one to the next: opening it reads the list of them all.

    It is closed with its last member, since Windows lets nobody move or delete an open file.
    """

    def __init__(self, path: Path, members: Sequence[zipfile.ZipInfo]) -> None:
        self._path = path
        self._last = members[-1] if members else None
        self._zip: zipfile.ZipFile | None = None

    def open(self, member: zipfile.ZipInfo) -> BinaryIO:
        """The member's bytes, unpacked. Raises RefusedError, or what `zipfile` raises."""
        is_last = member is self._last
        try:
            _check_member(member)
            self._zip = archive = self._zip or zipfile.ZipFile(self._path)
            stream = cast(io.BufferedIOBase, archive.open(member))
        except BaseException:
            if is_last and self._zip is not None:
                self._zip.close()
                self._zip = None
            raise
        if is_last:
            self._zip = None
        return _bounded(stream, member.compress_size, archive if is_last else None)


def _check_member(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 1:
        raise RefusedError("This file is encrypted; unpack the archive with its password and drop the file itself.")
    if member.file_size > _most_unpacked(member.compress_size):
        raise RefusedError(_BOMB)


def _most_unpacked(packed: int) -> int:
    return min(MAX_UNPACKED, max(MIN_BOUND, packed * MAX_ARCHIVE_RATIO))


def _refused(name: str, why: str) -> LogFile:
    def refuse() -> BinaryIO:
        raise RefusedError(why)

    return LogFile(name, 0, refuse)


class _Bounded(io.RawIOBase):
    """An unpacking stream that stops with RefusedError when far more comes out than went in."""

    def __init__(self, stream: io.BufferedIOBase, packed: int, owner: zipfile.ZipFile | None = None) -> None:
        super().__init__()
        self._stream = stream
        self._owner = owner
        self._left = _most_unpacked(packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer).cast("B")
        # One read at a time: a longer one would lose what came before a damaged place.
        data = self._stream.read1(len(view))
        self._left -= len(data)
        if self._left < 0:
            raise RefusedError(_BOMB)
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            if self._owner is not None:
                self._owner.close()
        super().close()


def _bounded(stream: io.BufferedIOBase, packed: int, owner: zipfile.ZipFile | None = None) -> BinaryIO:
    return io.BufferedReader(_Bounded(stream, packed, owner), 256 * 1024)


def reason(error: Exception) -> str:
    """Why a file could not be read, in words for people."""
    if isinstance(error, RefusedError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "The file is not there any more."
    if isinstance(error, PermissionError):
        return (
            "You may not open this file, or another program keeps it locked. "
            "Close that program, or copy the file and drop the copy."
        )
    if isinstance(error, OSError) and error.strerror:
        return f"The file cannot be read ({error.strerror})."
    return "The file is damaged or cut off."
