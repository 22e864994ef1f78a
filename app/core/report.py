"""What a scan found: findings grouped by entry, unknown error lines by shape, and a verdict for each file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from app.core.model import Entry

MAX_VALUES = 2_000
"""Distinct values kept for each placeholder of a finding; their counts go on, rarer ones are dropped."""


MAX_SAMPLES = 20
"""Original lines kept for each finding."""

MAX_SHAPES = 5_000
"""Shapes of unknown error lines kept; further ones are counted in their file's verdict only."""


@dataclass(frozen=True, slots=True)
class Place:
    """One occurrence: the file as shown (`week.zip!logs/mon.log`), its 1-based line, and the line's own time or ""."""

    path: str
    line: int
    time: str = ""


@dataclass(slots=True)
class FileVerdict:
    """One scanned file. `error` says in a sentence why it could not be read, "" when it was."""

    path: str
    format: str = ""
    encoding: str = ""
    bytes: int = 0
    lines: int = 0
    findings: int = 0
    unknown: int = 0
    error: str = ""


@dataclass(slots=True)
class Finding:
    """All occurrences of one entry, or of one text that several entries share undecided.

    `records` counts the affected records by what names them best (an e-mail, an id); `record_kinds` says of each what
    it is, `record_details` which other records and ids stood beside it.
    `values` counts each placeholder's values; `times` counts occurrences by hour (`2026-03-02T06`).
    """

    entries: tuple[Entry, ...]
    count: int = 0
    files: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    record_kinds: dict[str, str] = field(default_factory=dict)
    record_details: dict[str, tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, Counter[str]] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    first: Place | None = None
    last: Place | None = None
    samples: list[tuple[Place, str]] = field(default_factory=list)

    @property
    def ids(self) -> tuple[str, ...]:
        """The entries' ids, in catalog order."""
        return tuple(entry.id for entry in self.entries)

    def described(self, record: str) -> str:
        """A record with what stood beside it: `amy@school.example (U1001, ALG-1)`."""
        details = self.record_details.get(record, ())
        return f"{record} ({', '.join(details)})" if details else record

    @property
    def shared(self) -> bool:
        """Whether several entries share the text and nothing decided."""
        return len(self.entries) > 1

    @property
    def vendor(self) -> str:
        """The vendor, or all of them where the entries differ."""
        return ", ".join(dict.fromkeys(entry.vendor for entry in self.entries))

    @property
    def record_type(self) -> str:
        """The main record type, or all of them where the entries differ."""
        return ", ".join(dict.fromkeys(entry.record_type for entry in self.entries))

    @property
    def title(self) -> str:
        """The title, or all of them where the entries differ."""
        return " / ".join(dict.fromkeys(entry.title for entry in self.entries))


@dataclass(slots=True)
class Unknown:
    """Lines that look like errors and match nothing, grouped by shape (numbers, ids and names masked)."""

    shape: str
    count: int
    sample: str
    place: Place
    suggestions: tuple[Entry, ...] = ()


@dataclass(slots=True)
class Report:
    """The result of a scan. `findings` are sorted by count, largest first; `seconds` is the time it took."""

    files: list[FileVerdict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    lines: int = 0
    bytes: int = 0
    seconds: float = 0.0
    cancelled: bool = False

    @property
    def occurrences(self) -> int:
        """How many error lines were recognised."""
        return sum(finding.count for finding in self.findings)
