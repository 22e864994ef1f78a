"""The entries nearest to unknown lines of a log. A suggestion that does not fit is worse than none."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import PurePath

from app.core.catalog.model import Entry
from app.core.lookup.lookup import Match, Matcher
from app.core.matching.filters import Filters
from app.core.report.report import Report
from app.core.report.unknown_groups import Unknown

SUGGESTIONS = 3
MIN_FIT = 0.6
"""How much of a line an entry must speak of where nothing says that the line is of its vendor."""
MIN_FIT_OF_VENDOR = 0.45


_HEAD = re.compile(
    r"^\W*(?:\d[\d\-:/T.,Z+ ]*\s+)?(?:\W*(?:ERROR|ERR|WARN(?:ING)?|FATAL|SEVERE|CRITICAL|FAILED|EXCEPTION)\b[\W\d]*)*"
)
"""The time and level before a message."""


class Suggester:
    """Suggests entries for the unknown lines of one report."""

    def __init__(self, matcher: Matcher, report: Report, filters: Filters) -> None:
        """Note which vendors each file of the report names."""
        self._matcher = matcher
        self._filters = filters
        self._clues = matcher.exact.clue_reader
        self._found: dict[str, set[str]] = defaultdict(set)
        for finding in report.findings:
            for path in finding.files:
                self._found[path].update(entry.vendor for entry in finding.entries)

    def suggestions(self, unknown: Unknown) -> tuple[Entry, ...]:
        """The entries that a person should look at, best first; mostly none."""
        answer = self._matcher.look_up(_HEAD.sub("", unknown.said, count=1), self._filters, limit=SUGGESTIONS)
        vendors = self.vendors(unknown)
        return tuple(match.entry for match in answer.matches[:SUGGESTIONS] if _is_near(match, vendors))

    def vendors(self, unknown: Unknown) -> frozenset[str]:
        """The vendors that the line names, its file's name, or other errors in the file."""
        path = unknown.place.path
        named = self._clues.vendors_in(unknown.sample) | self._clues.of_file_name(PurePath(path).name).vendors
        return named | self._filters.vendors | self._found.get(path, set())


def _is_near(match: Match, vendors: frozenset[str]) -> bool:
    # Found by its text, whole, misspelled or cut off: it speaks of all.
    return match.fit >= (MIN_FIT_OF_VENDOR if match.entry.vendor in vendors else MIN_FIT)
