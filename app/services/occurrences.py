"""All places of a finding, one after another, of which a report keeps the first only.

A report of a million occurrences must stay small, so it does not hold their places. Who goes through them reads the
logs again, a file at a time and as far as they have come; of each place only its line number is kept, and not many
more of them than were asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.catalog.model import Entry
from app.core.lookup.lookup import Matcher
from app.core.matching.filters import NO_FILTERS, Filters
from app.core.report.findings import Finding
from app.core.report.place import Place
from app.services.original_lines import file_named
from app.services.scanning.file_scan import LogScanning
from app.services.scanning.progress import Cancelled, never
from app.services.scanning.sources import Source

LEAST_AT_ONCE = 2_000
"""Places looked for at once, at least; then as many again as are known."""


@dataclass(slots=True)
class _File:
    """What is known of one file: the lines of its first places, each once, and whether these are all."""

    path: str
    lines: array[int] = field(default_factory=lambda: array("Q"))
    complete: bool = False


class Occurrences:
    """The places of one finding, by file and line. One thread uses it at a time."""

    def __init__(
        self, matcher: Matcher, sources: Sequence[Source], finding: Finding, filters: Filters = NO_FILTERS
    ) -> None:
        """Begin with the places that the report kept."""
        self._matcher, self._sources, self._filters = matcher, tuple(sources), filters
        self._ids = finding.ids
        self._scanning: LogScanning | None = None
        self._at_hand: _File | None = None
        self._times = {(place.path, place.line): place.time for place, _ in finding.samples}
        self._files = [_File(path) for path in sorted(finding.files)]
        known = {file.path: file for file in self._files}
        for place, _ in finding.samples:
            if place.path in known:
                _add(known[place.path], place.line)
        all_kept = finding.count <= len(finding.samples)
        last = finding.samples[-1][0].path if finding.samples else ""
        for file in self._files:
            # The report keeps the first places by file and line: files before the last one are complete.
            file.complete = all_kept or file.path < last

    @property
    def total(self) -> int | None:
        """How many places there are; None while nobody has seen them all."""
        return sum(len(file.lines) for file in self._files) if all(f.complete for f in self._files) else None

    def place(self, number: int, cancelled: Cancelled = never) -> Place | None:
        """The place of a number, from 0 on; None behind the last one, and when `cancelled` says so.

        A file that cannot be read any more has the places that are known of it.
        """
        for file in self._files:
            while number >= len(file.lines) and not file.complete:
                self._read_on(file, number, cancelled)
                if cancelled():
                    return None
            if number < len(file.lines):
                line = file.lines[number]
                return Place(file.path, line, self._times.get((file.path, line), ""))
            number -= len(file.lines)
        return None

    def _read_on(self, file: _File, number: int, cancelled: Cancelled) -> None:
        wanted = number + max(LEAST_AT_ONCE, len(file.lines))
        if self._scanning is None:
            self._scanning = LogScanning(self._matcher.exact, self._filters, self._take)
        self._at_hand = file
        known = len(file.lines)
        try:
            log = file_named(self._sources, file.path)
            # From its beginning: what a shared text means may depend on a heading further up.
            ended = self._scanning.scan(log, lambda _: not cancelled() and len(file.lines) <= wanted)
            self._scanning.scanner.report()  # counts the last batch
        except Exception:
            ended = True
        finally:
            self._scanning.scanner.start_anew()
            self._at_hand = None
        file.complete = (ended and not cancelled()) or (not cancelled() and len(file.lines) == known)

    def _take(
        self, entries: tuple[Entry, ...], place: Place, _records: Mapping[str, str], _values: Mapping[str, str]
    ) -> None:
        file = self._at_hand
        if file is not None and tuple(entry.id for entry in entries) == self._ids:
            _add(file, place.line)


def _add(file: _File, line: int) -> None:
    if not file.lines or line > file.lines[-1]:
        file.lines.append(line)
