"""Catalog folders beside the program's own, on this computer or a share: read when reachable, remembered for when not.

Each folder has a copy in the cache: what was read of it the last time, with the faults met. A share that is away is
never asked for by those who only want the copy.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from app.core.catalog.faults import Fault
from app.core.catalog.model import Catalog, Entry, NamedStep, Vocabulary
from app.storage.catalog.cache import program_digest
from app.storage.catalog.files import (
    MAX_FILE_BYTES,
    NOT_ENTRIES,
    STEPS_FILE,
    TRANSLATIONS_FOLDER,
    VOCABULARY_FILE,
    CatalogError,
)
from app.storage.files.atomic_file import replacing
from app.storage.files.shared_open import system_path

if TYPE_CHECKING:
    from app.storage.catalog.reader import CatalogSource

MAX_FILES: Final = 2_000
"""More YAML files than that are not a catalog; nor is a folder with ten times as many files of any kind."""

_MAGIC: Final = b"SISED folder\n"
_DIGEST_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry with the file and the line (from 1) where it begins."""

    entry: Entry
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class FolderCopy:
    """What a folder held at `read_at` (seconds since 1970). `digest` is of its files and of the program."""

    folder: str
    digest: bytes
    read_at: float
    terms: Vocabulary | None
    entries: tuple[PlacedEntry, ...]
    faults: tuple[Fault, ...]


def stored_copy(folder: str, cache: Path) -> FolderCopy | None:
    """The copy made when the folder was read the last time, or None. The folder itself is not touched."""
    try:
        content = _copy_file(folder, cache).read_bytes()
    except OSError:
        return None
    checksum, payload = content[len(_MAGIC) :][:_DIGEST_BYTES], content[len(_MAGIC) + _DIGEST_BYTES :]
    if not content.startswith(_MAGIC) or hashlib.sha256(payload).digest() != checksum:
        return None
    try:
        return msgspec.msgpack.decode(payload, type=FolderCopy)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None  # of another version of the program


def fetch_folder(folder: str, cache: Path) -> FolderCopy:
    """Read a folder and keep a copy of it. May take as long as the network wants.

    Raises OSError with the system's words when the folder cannot be reached, CatalogError when it cannot be a catalog.
    """
    files = list(yaml_files(folder))
    digest = _digest(files)
    known = stored_copy(folder, cache)
    now = time.time()
    fresh = known is not None and known.digest == digest
    copy = replace(known, read_at=now) if fresh and known else copy_of(folder, *read_folder(folder, files), digest, now)
    with suppress(OSError, ValueError):  # ValueError: a file name that is not valid Unicode, named in a fault
        payload = msgspec.msgpack.encode(copy)
        cache.mkdir(parents=True, exist_ok=True)
        with replacing(_copy_file(folder, cache)) as file:
            file.write_bytes(_MAGIC + hashlib.sha256(payload).digest() + payload)
    return copy


def _copy_file(folder: str, cache: Path) -> Path:
    return cache / f"folder-{hashlib.sha256(folder.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.compiled"


def yaml_files(folder: str) -> Iterator[Path]:
    """The YAML files below a folder in a stable order. Raises OSError, and CatalogError for far too many files."""
    root = system_path(Path(folder))
    os.scandir(root).close()  # os.walk would find a missing folder merely empty
    seen = found = 0
    for where, folders, names in os.walk(root):
        if where == root and TRANSLATIONS_FOLDER in folders:
            folders.remove(TRANSLATIONS_FOLDER)
        folders.sort()
        seen += len(names) + len(folders)
        for name in sorted(names):
            if name.casefold().endswith((".yaml", ".yml")):
                found += 1
                yield Path(where, name)
        if found > MAX_FILES or seen > 10 * MAX_FILES:
            raise CatalogError(f"{folder} holds too many files to be a catalog; choose the folder of the entries.")


def _digest(files: list[Path]) -> bytes:
    """Raises OSError when a file cannot be read, as when the share goes away meanwhile."""
    digest = hashlib.sha256(program_digest())
    for path in files:
        content = path.read_bytes() if path.stat().st_size <= MAX_FILE_BYTES else b"too large"
        for part in (os.fsencode(path), content):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.digest()


def read_folder(folder: str, files: Iterable[Path]) -> tuple[CatalogSource, Vocabulary | None]:
    """Read the files of a folder: the entries with their faults and places, and the closed lists and steps it adds."""
    # Late, because importing YAML takes longer than reading a copy, which is what nearly always happens.
    from app.storage.catalog.reader import CatalogSource, read_entries, read_steps, read_terms  # noqa: PLC0415

    source = CatalogSource(Catalog(_NO_TERMS, ()))
    terms: Vocabulary | None = None
    steps: dict[str, NamedStep] = {}
    entry_files: list[tuple[str, Path]] = []
    for path in files:
        try:
            if path.name == VOCABULARY_FILE:
                terms = read_terms(path)
            elif path.name == STEPS_FILE:
                steps |= read_steps(path)
            elif path.name not in NOT_ENTRIES:
                entry_files.append((str(path), path))
        except (OSError, CatalogError) as error:
            source.faults.append(Fault(str(path), 0, "", "", str(error).removeprefix(f"{path}: ")))
    if steps:
        terms = msgspec.structs.replace(terms or _NO_TERMS, steps={**(terms or _NO_TERMS).steps, **steps})
    entries = read_entries(source, entry_files)
    source.catalog = Catalog(_NO_TERMS, tuple(entries))
    if not entries and not source.faults:
        message = "holds no entries; choose a folder with the YAML files of a catalog"
        source.faults.append(Fault(folder, 0, "", "", message))
    return source, terms


def copy_of(
    folder: str, source: CatalogSource, terms: Vocabulary | None, digest: bytes = b"", read_at: float = 0
) -> FolderCopy:
    """Return what was read of a folder as a copy of it."""
    entries = source.catalog.entries
    placed = (PlacedEntry(each, source.places[each.id].file, source.places[each.id].line_of("id")) for each in entries)
    return FolderCopy(folder, digest, read_at, terms, tuple(placed), tuple(source.faults))


_NO_TERMS: Final = Vocabulary({}, {}, {}, {}, {}, {}, {}, {}, {})
