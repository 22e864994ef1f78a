"""The desk: one opened catalog with everything that answers from it."""

from __future__ import annotations

import hashlib
import os
import re
import threading
import time
from collections import Counter
from collections.abc import Sequence
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from app.core.catalog.faults import Fault
from app.core.catalog.model import Catalog, Entry
from app.core.catalog.translation import ENGLISH_TEXTS, CatalogTexts
from app.core.lookup.lookup import GUESS, Answer, Match, Matcher
from app.core.matching.filters import NO_FILTERS, Filters
from app.core.matching.prepared_index import NO_GROUNDWORK, Groundwork
from app.core.report.report import Report
from app.core.scanning.aggregator import OnOccurrence
from app.core.text.unwrapping import unwrap
from app.services.scanning.progress import Cancelled, OnProgress, Progress, Watch, ignore, never
from app.services.scanning.scan import scan, size_of
from app.services.scanning.sources import Source
from app.services.scanning.workforce import Team
from app.storage.catalog.cache import Compiled
from app.storage.places import Places

if TYPE_CHECKING:
    from app.core.report.cascades import Cascade
    from app.core.sharing.catalog_terms import ErrorWords
    from app.services.scanning.scan_process import ScanHost

_MIN_LOG_LINES = 3
_LOG_LINE = (
    r"^\W{0,3}(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d{1,2}/\d{1,2}/\d{2,4}\W+\d{1,2}:\d\d"
    r"|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d|\d\d:\d\d:\d\d|\{\s*\"|(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b)"
)

_LARGE = 20_000_000
_PATIENCE = 3.0
"""For a log of so many bytes it is worth so many seconds to wait for a process that is starting."""


class FilterCounts(Struct, frozen=True):
    """How many results each choice of a filter would show for a query, given the other filter."""

    vendors: dict[str, int]
    record_types: dict[str, int]


class Desk:
    """Look up, count, scan. Immutable; may be used from several threads."""

    def __init__(
        self,
        catalog: Catalog,
        faults: Sequence[Fault] = (),
        places: Places | None = None,
        joined: Compiled | None = None,
        added: int = 0,
        *,
        groundwork: Groundwork = NO_GROUNDWORK,
    ) -> None:
        """Build the indexes of a catalog; `faults` is what was skipped when it was read.

        `places` says where it was read from; without it all is done in one process. `joined` is where a catalog is
        kept to which `added` entries of other folders were added. `groundwork` is what is known of the catalog already.
        """
        self._english = self.catalog = catalog
        self._places = places
        self._joined = joined
        self.added = added
        # Shared with the desks of other languages; at most one, which is made when a window wants it.
        self._hosts: list[ScanHost] = []
        self._closed = threading.Event()
        self.faults = tuple(faults)
        self.matcher = Matcher(catalog, groundwork)
        self._by_id = {entry.id: entry for entry in catalog.entries}

    @property
    def english(self) -> Catalog:
        """The catalog as it was written, whatever language is shown: for what goes to a vendor."""
        return self._english

    @cached_property
    def error_words(self) -> ErrorWords:
        """What belongs to the errors and not to the people in a text: for redaction."""
        from app.core.sharing.catalog_terms import ErrorWords  # noqa: PLC0415 - for those who share something
        from app.storage.places import find_places  # noqa: PLC0415 - as above
        from app.storage.word_list import read_harmless_words  # noqa: PLC0415 - as above

        words = read_harmless_words((self._places or find_places()).resources)
        return ErrorWords(self._english.entries, self.matcher.exact.patterns, words)

    @cached_property
    def stand_in_key(self) -> bytes:
        """The key by which this desk names its stand-ins; without a place of its own a new one for this time."""
        if self._places is None:
            return os.urandom(32)
        from app.storage.userdata.desk_key import desk_key  # noqa: PLC0415 - for those who share something

        return desk_key(self._places.stand_in_key)

    @cached_property
    def catalog_stamp(self) -> str:
        """What tells one state of the catalog from another: `137 entries, 5f0c2a91`."""
        digest = hashlib.sha256(msgspec.msgpack.encode(self._english)).hexdigest()
        return f"{len(self._english.entries):,} entries, {digest[:8]}"

    def in_language(self, texts: CatalogTexts) -> Desk:
        """The same desk, showing the texts of another language where it has them. It is searched as before."""
        other = copy(self)
        other.catalog = self._english
        if texts.entries or texts.terms:
            entries = tuple(texts.entry(entry) for entry in self._english.entries)
            other.catalog = Catalog(texts.vocabulary(self._english.vocabulary), entries)
        other._by_id = {entry.id: entry for entry in other.catalog.entries}
        return other

    def texts_in(self, language: str) -> CatalogTexts:
        """What the catalog has in a language; reads files. Without a place of its own a catalog has nothing."""
        if self._places is None:
            return ENGLISH_TEXTS
        from app.storage.catalog.translations import read_translations  # noqa: PLC0415 - it loads YAML

        return read_translations(self._places.catalog, language, self._english).texts

    def entry(self, entry_id: str) -> Entry | None:
        """The entry of an id, or None."""
        return self._by_id.get(entry_id)

    def look_up(self, query: str, filters: Filters = NO_FILTERS, limit: int = 50, *, typing: bool = False) -> Answer:
        """Find the entries for any text, best first. `typing`: the last word may be unfinished."""
        answer = self.matcher.look_up(query, filters, limit, typing=typing)
        if self.catalog is self._english:
            return answer
        shown = tuple(replace(match, entry=self._by_id[match.entry.id]) for match in answer.matches)
        return replace(answer, matches=shown)

    def browse(self, filters: Filters = NO_FILTERS) -> Answer:
        """All entries in catalog order: what an empty search shows."""
        return Answer("", tuple(Match(entry, "", 0.0, None) for entry in self.catalog.entries if filters.admits(entry)))

    def counts(self, query: str, filters: Filters) -> FilterCounts:
        """How many results each vendor and each record type would show for this query."""
        by_vendor = self._found(query, Filters(record_types=filters.record_types))
        by_kind = self._found(query, Filters(vendors=filters.vendors))
        vendors = Counter(entry.vendor for entry in by_vendor)
        kinds = Counter(kind for entry in by_kind for kind in entry.record_types)
        return FilterCounts(
            {vendor: vendors[vendor] for vendor in self.catalog.vocabulary.vendors},
            {kind: kinds[kind] for kind in self.catalog.vocabulary.record_types},
        )

    def _found(self, query: str, filters: Filters) -> list[Entry]:
        if not query.strip():
            return [entry for entry in self.catalog.entries if filters.admits(entry)]
        answer = self.look_up(query, filters, typing=True)
        return [match.entry for match in answer.matches if match.kind != GUESS]

    def scan(
        self,
        sources: Sequence[Source],
        filters: Filters = NO_FILTERS,
        on_progress: OnProgress = ignore,
        cancelled: Cancelled = never,
        on_occurrence: OnOccurrence | None = None,
        *,
        processes: int | None = 1,
        participate: bool = True,
    ) -> Report:
        """Scan files, folders, archives and texts for known errors.

        `processes` scan large logs at once (None or 0: as many as the logs are worth), the calling one among them
        unless `participate` is False: then it only scans what cannot be cut in pieces.
        """
        team = Team(processes, participate, self._places, self._english, self._joined)
        return self._scan(sources, filters, on_progress, cancelled, on_occurrence, team)

    def _scan(
        self,
        sources: Sequence[Source],
        filters: Filters,
        on_progress: OnProgress,
        cancelled: Cancelled,
        on_occurrence: OnOccurrence | None,
        team: Team,
    ) -> Report:
        if self.catalog is self._english:
            return scan(self.matcher, sources, filters, on_progress, cancelled, on_occurrence, team)

        def on_named_progress(progress: Progress) -> None:
            self.name(progress.report)
            on_progress(progress)

        return self.name(scan(self.matcher, sources, filters, on_named_progress, cancelled, on_occurrence, team))

    def name(self, report: Report) -> Report:
        """Name a report's findings in the desk's language; also one that was made in another. It stays the same."""
        for finding in report.findings:
            finding.entries = tuple(self._by_id.get(entry.id, entry) for entry in finding.entries)
        return report

    def prepare(self) -> None:
        """Build now what the first look-up would have to build."""
        self.matcher.prepare()

    def scan_apart(
        self,
        sources: Sequence[Source],
        filters: Filters = NO_FILTERS,
        on_progress: OnProgress = ignore,
        cancelled: Cancelled = never,
    ) -> tuple[Report, tuple[Cascade, ...]]:
        """Scan for a window, which is not to be held up: in another process if `start_host` has made one ready.

        Also says what follows from what, which takes long for a large report. After a cancel `on_progress` is told
        of all that was found before the report is complete.
        """
        from app.core.report.cascades import cascades  # noqa: PLC0415 - both load after the first paint
        from app.services.scanning.scan_process import HostLostError  # noqa: PLC0415

        def on_named_progress(progress: Progress) -> None:
            self.name(progress.report)
            on_progress(progress)

        patience = _worth_waiting(sources)
        if patience:
            self.start_host()
        avoided: frozenset[str] = frozenset()
        for host in self._hosts:
            if host.wait_until_ready(patience, cancelled):
                try:
                    report, found = host.scan(sources, filters, on_named_progress, cancelled)
                except HostLostError as error:
                    # Here nothing is read that ended a process before.
                    avoided = error.avoided
                    break
                return self.name(report), found
        team = Team(None, False, self._places, self._english, self._joined, Watch(avoided=avoided))
        report = self._scan(sources, filters, on_progress, cancelled, None, team)
        return report, cascades(report)

    def start_host(self) -> None:
        """Start the process of `scan_apart`, if it does not run and nobody closed; returns before it is ready."""
        from app.services.scanning.scan_process import ScanHost  # noqa: PLC0415 - for those who have a window

        if self._places is not None and not self._hosts and not self._closed.is_set():
            self._hosts.append(ScanHost(self._english, self._places, self._joined))
        for host in self._hosts:
            host.start()
        if self._closed.is_set():
            # Closed before, or by another thread in the middle of this.
            self.close()

    def host_ready(self, seconds: float) -> bool:
        """Whether that process is ready, or is within so many seconds."""
        return any(host.wait_until_ready(seconds) for host in self._hosts)

    def close(self) -> None:
        """End the process of `scan_apart`; what it is scanning is lost."""
        self._closed.set()
        for host in self._hosts:
            host.end()

    def warm_up(self, cancelled: Cancelled = never) -> None:
        """Prepare in a quiet moment what the first scan and the first mail would have to wait for."""
        for pattern in self.matcher.exact.patterns.patterns:
            if cancelled():
                return
            # Made once and kept; each takes some milliseconds, between which others may have the interpreter.
            _ = pattern.search
            time.sleep(0.001)
        # What the first mail to support would wait for.
        _ = self.error_words, self.catalog_stamp

    def is_log(self, text: str) -> bool:
        """Whether a pasted text is a log of several messages, to be scanned like a file, not one wrapped message."""
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            return False
        looking = sum(bool(re.match(_LOG_LINE, line)) for line in lines[:1000])
        if len(lines) >= _MIN_LOG_LINES and looking * 2 >= min(len(lines), 1000):
            return True
        hits = sum(bool(self.matcher.exact.find(unwrap(line))) for line in lines[:50])
        return hits > 1


def _worth_waiting(sources: Sequence[Source]) -> float:
    return _PATIENCE if sum(map(size_of, sources)) >= _LARGE else 0.0
