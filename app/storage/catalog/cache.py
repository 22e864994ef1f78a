"""The catalog's quick form: what was read from the YAML, kept in the cache folder and proven fresh at each start.

Reading YAML takes some fifty times as long as reading the same values compiled. The compiled form is only a copy: it
counts when its key fits the sources byte for byte, and whatever is odd about it leads back to the YAML, in silence.

A file is: magic, key (32 bytes), checksum of the payload (32 bytes), payload (MessagePack).
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from app import __version__
from app.core.catalog.faults import Fault
from app.core.catalog.model import Catalog, Part
from app.core.catalog.template import Placeholder, Template
from app.core.matching.prepared_index import NO_GROUNDWORK, Groundwork, groundwork_of
from app.storage.catalog.files import MAX_FILE_BYTES, source_files
from app.storage.files.atomic_file import replacing
from app.storage.places import lasting_name

if TYPE_CHECKING:
    from app.storage.catalog.reader import CatalogSource

FORMAT = 4
"""Raise it when the layout of the compiled file changes."""

_MAGIC = b"SISED catalog\n"
_DIGEST_BYTES = 32
_HEAD_BYTES = len(_MAGIC) + 2 * _DIGEST_BYTES

_ROOMS_OF_CODE = ("core/catalog", "core/lookup", "core/matching", "core/text", "storage/catalog")
"""The rooms whose code reads, checks and prepares entries."""

Reader = Callable[[Path], "CatalogSource"]


class LoadedCatalog(Struct, frozen=True):
    """A catalog and the faults met when its sources were read; `groundwork` is what was worked out of it."""

    catalog: Catalog
    faults: tuple[Fault, ...]
    groundwork: Groundwork = NO_GROUNDWORK


class Compiled(Struct, frozen=True):
    """Where a compiled catalog is kept, and the key of 32 bytes that says of what it was made."""

    file: Path
    key: bytes


class _Stored(Struct, frozen=True):
    """The parts of a compiled file, unproven."""

    key: bytes
    checksum: bytes
    payload: memoryview


class _Proof(Thread):
    """Digests the sources and a stored payload beside the decoding: hashing and reading leave Python's lock alone."""

    def __init__(self, catalog_folder: Path, reader: str, payload: memoryview) -> None:
        super().__init__(name="catalog proof", daemon=True)
        self._catalog_folder = catalog_folder
        self._reader = reader
        self._payload = payload
        self.key: bytes | None = None
        self.checksum = b""

    def run(self) -> None:
        """Fill in `key`, which stays None when a source cannot be read, and `checksum`."""
        self.checksum = hashlib.sha256(self._payload).digest()
        self.key = _key(self._catalog_folder, self._reader)


def load_catalog(catalog_folder: Path, cache_folder: Path, read: Reader | None = None) -> LoadedCatalog:
    """Return the catalog from its compiled form when that is fresh, else from the YAML, and compile it.

    `read` reads the sources when they must be read (the default is `read_catalog`); what it returns is kept with its
    faults. Raises CatalogError as `read` does. A cache folder that is missing or cannot be written only costs time.
    """
    catalog_folder = catalog_folder.absolute()
    reader = f"{read.__module__}.{read.__qualname__}" if read else ""
    compiled = cache_folder / _file_name(catalog_folder)
    stored = _stored(compiled)
    proof = _Proof(catalog_folder, reader, stored.payload if stored else memoryview(b""))
    proof.start()
    loaded = _decoded(stored) if stored else None
    proof.join()
    if stored and loaded and (stored.key, stored.checksum) == (proof.key, proof.checksum):
        return loaded
    with _collector_paused():
        source = (read or _default_reader())(catalog_folder)
    loaded = LoadedCatalog(source.catalog, tuple(source.faults), prepared(source.catalog))
    # Asked again: a file saved while it was read would otherwise be filed under what it said before.
    if proof.key is not None and proof.key == _key(catalog_folder, reader):
        # ValueError: a file name that is not valid Unicode, named in a fault.
        with suppress(OSError, ValueError):
            _write(compiled, proof.key, loaded)
    return loaded


def prepared(catalog: Catalog) -> Groundwork:
    """Work out all that is kept with a compiled catalog. Raises TemplateError for a catalog that was not checked."""
    from app.core.lookup.word_tables import packed_words  # noqa: PLC0415 - loads the stemmer; needed only to compile

    return groundwork_of(catalog, packed_words(catalog.entries, catalog.vocabulary))


def load_compiled(compiled: Compiled) -> LoadedCatalog | None:
    """What the file holds if it is whole and was written under this key, else None."""
    stored = _stored(compiled.file)
    if stored is None or stored.key != compiled.key or stored.checksum != hashlib.sha256(stored.payload).digest():
        return None
    return _decoded(stored)


def keep_compiled(compiled: Compiled, loaded: LoadedCatalog) -> None:
    """Keep a catalog; where that is not possible, it only costs time."""
    with suppress(OSError, ValueError):
        _write(compiled.file, compiled.key, loaded)


def program_digest() -> bytes:
    """The digest of all in this program on which the reading and checking of entries depends."""
    digest = hashlib.sha256(repr((FORMAT, __version__, _model_shape())).encode())
    with suppress(OSError):
        for code in _code_files():
            _add(digest, code.read_bytes())
    return digest.digest()


def _default_reader() -> Reader:
    # Late, because importing YAML takes longer than loading the compiled form.
    from app.storage.catalog.reader import read_catalog  # noqa: PLC0415

    return read_catalog


def _file_name(catalog_folder: Path) -> str:
    """One file for each catalog folder, so that two catalogs do not turn each other out."""
    return f"catalog-{hashlib.sha256(_encoded(lasting_name(catalog_folder))).hexdigest()[:16]}.compiled"


def _key(catalog_folder: Path, reader: str) -> bytes | None:
    """The digest of everything the result depends on, or None when a source cannot be read.

    Times and sizes of files are left out: an editor, a copy or a synchronised folder may keep both.
    """
    # Of the quick digests the only safe one that processors help with: 12 MB take 8 ms, or 30 ms without that help.
    digest = hashlib.sha256()
    facts = (FORMAT, __version__, reader, _model_shape())
    for part in (repr(facts).encode(), _encoded(lasting_name(catalog_folder))):
        _add(digest, part)
    try:
        for code in _code_files():
            _add(digest, code.read_bytes())
        for path in source_files(catalog_folder):
            if path.stat().st_size > MAX_FILE_BYTES:
                return None
            _add(digest, _encoded(path.relative_to(catalog_folder).as_posix()))
            _add(digest, path.read_bytes())
    except OSError:
        return None
    return digest.digest()


def _code_files() -> list[Path]:
    """The code that reads and checks entries: while it is being changed, so may its results and the words of faults.

    A frozen program has no such files; there the version stands for the code.
    """
    package = Path(__file__).parent.parent.parent
    return sorted(path for room in _ROOMS_OF_CODE for path in (package / room).glob("*.py"))


def _add(digest: hashlib._Hash, part: bytes) -> None:
    # With its length, so that bytes cannot wander from one file to the next unnoticed.
    digest.update(len(part).to_bytes(8, "big"))
    digest.update(part)


def _encoded(name: str) -> bytes:
    # Names on disk need not be valid Unicode.
    return name.encode("utf-8", "surrogatepass")


def _model_shape() -> object:
    """Fields, types and defaults of all values stored: a changed model makes older files unreadable on purpose."""
    structs: list[type[msgspec.Struct]] = [
        *sorted(Part.__subclasses__(), key=lambda struct: struct.__name__),
        LoadedCatalog,
        Fault,
        Groundwork,
        Template,
        Placeholder,
    ]
    return [
        (s.__name__, s.__struct_fields__, sorted(s.__annotations__.items()), s.__struct_defaults__) for s in structs
    ]


def _stored(compiled: Path) -> _Stored | None:
    """The compiled file's parts, or None when there is none or another program's file stands there."""
    try:
        content = compiled.read_bytes()
    except OSError:
        return None
    if not content.startswith(_MAGIC) or len(content) < _HEAD_BYTES:
        return None
    key_end = len(_MAGIC) + _DIGEST_BYTES
    return _Stored(content[len(_MAGIC) : key_end], content[key_end:_HEAD_BYTES], memoryview(content)[_HEAD_BYTES:])


def _decoded(stored: _Stored) -> LoadedCatalog | None:
    """The values, or None when the payload is damaged. MessagePack may be damaged and still readable: see _Proof."""
    try:
        with _collector_paused():
            return msgspec.msgpack.decode(stored.payload, type=LoadedCatalog)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _write(compiled: Path, key: bytes, loaded: LoadedCatalog) -> None:
    """Raises OSError where the cache cannot be written. Two processes may write at once: the last one stays."""
    payload = msgspec.msgpack.encode(loaded)
    compiled.parent.mkdir(parents=True, exist_ok=True)
    with replacing(compiled) as file:
        file.write_bytes(_MAGIC + key + hashlib.sha256(payload).digest() + payload)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking over a hundred thousand values that all stay: it doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
