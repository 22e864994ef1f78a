"""What a scan and its worker processes say to each other through their pipes, and how it is spelled there.

Catalog entries never travel: both sides have the same catalog, and an entry's id stands for it.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from app.core.catalog.model import Catalog, Entry
from app.core.report.bottom_k import Affected, AffectedRecords
from app.core.report.findings import Finding
from app.core.report.partial_report import Part
from app.services.scanning.byte_ranges import LogRange


class Task(Struct, frozen=True):
    """To a worker: scan a piece of a file. `head` is None where the file is that of the task before."""

    piece: LogRange
    head: str | None


class Stop(Struct, frozen=True):
    """To a worker: say what was found so far of the task at hand; the others are dropped."""


class Ready(Struct, frozen=True):
    """From a worker: it can begin, with a catalog of this digest."""

    digest: bytes


class Taken(Struct, frozen=True):
    """From a worker: so many bytes of its task are done."""

    bytes: int


class Found(Struct, frozen=True):
    """From a worker: some of the findings of its task, which would keep the reader busy for long all at once."""

    findings: list[Finding]


class Done(Struct, frozen=True):
    """From a worker: its task is over. The findings of `part` came before. `seconds` is the time it took."""

    part: Part
    complete: bool
    seconds: float


class Failed(Struct, frozen=True):
    """From a worker: its task met an error that should not be; somebody else must do it."""


class Stopped(Struct, frozen=True):
    """From a worker: it has nothing to do any more, as it was told to stop."""


Message = Ready | Taken | Found | Done | Failed | Stopped
_NAMES_AT_ONCE = 1_000


def in_portions(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings in lists that do not hold many names each."""
    portions: list[list[Finding]] = []
    names = _NAMES_AT_ONCE
    for finding in findings:
        if names >= _NAMES_AT_ONCE:
            portions.append([])
            names = 0
        portions[-1].append(finding)
        names += 20 + len(finding.records) + sum(len(counted) for counted in finding.values.values())
    return portions


def digest_of(catalog: Catalog) -> bytes:
    """A digest of all that a catalog says."""
    return hashlib.sha256(msgspec.msgpack.encode(catalog)).digest()


def dumped(value: object) -> bytes:
    """A message or task as bytes; an entry in it as its id."""
    target = io.BytesIO()
    _Pickler(target, pickle.HIGHEST_PROTOCOL).dump(value)
    return target.getvalue()


def loaded(data: bytes | memoryview, entries: Mapping[str, Entry]) -> Any:  # noqa: ANN401 - whatever was dumped
    """What `dumped` made bytes of, with entries by their ids. Raises KeyError for an id that is not there."""
    return _Unpickler(io.BytesIO(data), entries).load()


def entry_named(name: str) -> Entry:
    """Stands in the bytes for an entry; the reader puts its own look-up in this place."""
    raise LookupError(name)


def _reduced_entry(entry: Entry) -> tuple[Callable[[str], Entry], tuple[str]]:
    return entry_named, (entry.id,)


def _reduced_records(records: AffectedRecords) -> tuple[Callable[..., AffectedRecords], tuple[object, ...]]:
    """Thousands of records as columns: a tenth of the time that one by one takes."""
    kept = records._kept
    every = kept.values()
    columns = [[getattr(one, name) for one in every] for name in Affected.__struct_fields__]
    return records_of, ((records.limit, records.total, records._bound, records._most), [*kept], *columns)


def records_of(
    bounds: tuple[int, int, int, int],
    names: Sequence[str],
    *columns: Sequence[Any],
) -> AffectedRecords:
    """The records again, from their columns."""
    records = AffectedRecords(bounds[0])
    _, records.total, records._bound, records._most = bounds
    records._kept = dict(zip(names, map(Affected, *columns), strict=True))
    return records


def _reduced_finding(finding: Finding) -> tuple[Callable[..., object], tuple[object, ...]]:
    return finding_of, tuple([getattr(finding, name) for name in Finding.__slots__])


def finding_of(*values: object) -> object:
    """A finding again, from what its slots held; what a data class does by itself takes five times as long."""
    made: object = object.__new__(Finding)
    for name, value in zip(Finding.__slots__, values, strict=True):
        object.__setattr__(made, name, value)
    return made


class _Pickler(pickle.Pickler):
    # A third of the time that `persistent_id` takes, which is asked of every single object.
    dispatch_table: ClassVar[dict[type, Callable[[Any], Any]]] = {  # type: ignore[misc] # typeshed knows it as a property
        Entry: _reduced_entry,
        AffectedRecords: _reduced_records,
        Finding: _reduced_finding,
    }


class _Unpickler(pickle.Unpickler):
    """Reads what `_Pickler` wrote; both ends are this program, and nobody else can reach the pipes."""

    def __init__(self, stream: io.BytesIO, entries: Mapping[str, Entry]) -> None:
        super().__init__(stream)
        self._entries = entries

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as its base says
        if name == entry_named.__name__ and module == __name__:
            return self._entries.__getitem__
        return super().find_class(module, name)
