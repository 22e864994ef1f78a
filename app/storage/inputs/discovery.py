"""The files behind what a person drops: folders walked, archives opened, each file read or refused by name."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from app.core.text.statement import Statement
from app.storage.files.file_types import HEAD, kind_of
from app.storage.files.read_errors import PASSED_ON, RefusedError, read_errors, reason
from app.storage.files.shared_open import Joined, open_shared, system_path
from app.storage.inputs.candidates import HOLDS_OTHERS, Item, as_it_is, known_kind
from app.storage.inputs.log_file import LogFile, refused

__all__ = ["LogFile", "RefusedError", "log_files", "log_files_in", "read_errors", "reason", "size_on_disk"]


def log_files(path: Path) -> Iterator[LogFile]:
    """The files of a path: itself, a folder's files in order of name, an archive's members, a mail's attachments.

    What a file is, its bytes say, not its name. Whatever cannot be read is a file whose `open`
    raises one of `read_errors`; `reason` puts that in words. An archive that is read member by
    member as it is walked is unpacked once; walked first and read later, some are unpacked twice.
    """
    if path.is_dir():
        yield from _folder(path)
    else:
        yield from _file(path)


def log_files_in(name: str, content: BinaryIO | bytes) -> Iterator[LogFile]:
    """The files in bytes that are no file on disk: `name` itself, or an archive's members, a mail's attachments.

    A stream of text can be opened once; an archive in a stream is copied first, into memory or
    a nameless file that goes with it.
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    if isinstance(content, bytes):
        item = Item(name, last, partial(io.BytesIO, content), len(content), len(content))
        yield from items_of(item, len(content))
        return
    head = b""
    try:
        while len(head) < HEAD and (more := content.read(HEAD - len(head))):
            head += more
        whole = cast(BinaryIO, Joined(head, content))
        if kind_of(head) not in HOLDS_OTHERS:
            yield from items_of(Item(name, last, lambda: whole, 0, 0, peek=partial(io.BytesIO, head)), 0)
            return
        from app.storage.inputs.walk import spooled_item  # noqa: PLC0415 - see `items_of`

        item = spooled_item(name, whole)
    except Exception as error:
        yield refused(name, reason(error))
        return
    yield from items_of(item, item.size)


def _file(path: Path) -> Iterator[LogFile]:
    opening = partial(open_shared, path)
    try:
        state = Path(system_path(path)).stat()
    except OSError:
        # Opening it says why.
        yield LogFile(str(path), 0, opening)
        return
    if not stat.S_ISREG(state.st_mode):
        # A pipe is read once: nobody may look at its first bytes before.
        yield LogFile(str(path), 0, opening)
        return
    item = Item(str(path), path.name, opening, state.st_size, state.st_size, path)
    yield from items_of(item, state.st_size)


def _folder(top: Path) -> Iterator[LogFile]:
    """A folder's files, in order of name. A stack of our own: folders may be deeper than Python calls go."""
    stack: list[tuple[tuple[int, int], Iterator[Path]]] = []
    opened = _children(top, stack)
    if isinstance(opened, LogFile):
        yield opened
    while stack:
        child = next(stack[-1][1], None)
        if child is None:
            stack.pop()
            continue
        try:
            is_file, is_folder = child.is_file(), child.is_dir() and not child.is_symlink()
            why = None if is_file or is_folder else _why_not(child, top)
        except OSError as error:
            yield refused(str(child), reason(error))
            continue
        if is_file:
            yield from _file(child)
        elif is_folder:
            opened = _children(child, stack)
            if isinstance(opened, LogFile):
                yield opened
        elif why:
            yield refused(str(child), why)


def _why_not(child: Path, top: Path) -> Statement | None:
    """Why something in a folder that is no file is not read; None for a link to what is read where it stands."""
    if not child.is_symlink():
        return Statement("is-device")
    if not child.exists():
        return Statement("dead-link")
    if not child.is_dir():
        return Statement("link-to-device")
    # It may lead back up, so it is not followed.
    inside = child.resolve().is_relative_to(top.resolve())
    return None if inside else Statement("link-to-folder")


def _children(folder: Path, stack: list[tuple[tuple[int, int], Iterator[Path]]]) -> LogFile | None:
    """Put a folder's children on the stack. On Windows a junction, which is no link, may lead up: then nothing."""
    try:
        state = Path(system_path(folder)).stat()
        identity = (state.st_dev, state.st_ino)
        if any(identity == above for above, _ in stack):
            return None
        names = sorted((child.name for child in Path(system_path(folder)).iterdir()), key=str.casefold)
    except OSError as error:
        return refused(str(folder), Statement("folder-unopened", {"why": reason(error)}))
    stack.append((identity, iter([folder / name for name in names])))
    return None


def size_on_disk(path: Path) -> int:
    """The bytes of a file, or of all files in a folder; what cannot be asked counts nothing."""
    if not path.is_dir():
        try:
            return Path(system_path(path)).stat().st_size
        except OSError:
            return 0
    total = 0
    for folder, _, names in os.walk(system_path(path)):
        for name in names:
            with suppress(OSError):
                total += Path(folder, name).stat().st_size
    return total


def items_of(item: Item, packed: int) -> Iterator[LogFile]:
    """The files in an item, itself when it is no archive. `packed`: its bytes on disk, which bound what comes out."""
    kind = known_kind(item)
    if kind in HOLDS_OTHERS:
        from app.storage.inputs.limits import Budget  # noqa: PLC0415
        from app.storage.inputs.walk import Walk  # noqa: PLC0415 - its libraries take longer to load than a small scan

        try:
            yield from Walk(Budget(packed)).files_within(item, kind)
        except PASSED_ON:
            raise
        except BaseException as error:
            yield refused(item.shown, reason(error))
    else:
        yield as_it_is(item, kind)
