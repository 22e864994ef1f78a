"""Scan records for known errors: records in, findings grouped and counted. Similarity never counts here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from app.core.clues import Clues
from app.core.exact import ExactMatcher, Found
from app.core.filters import NO_FILTERS, Filters
from app.core.log_record import LogRecord, names_in, names_in_values, sortable_time, time_in
from app.core.report import MAX_SAMPLES, MAX_SHAPES, MAX_VALUES, FileVerdict, Finding, Place, Report, Unknown
from app.core.shapes import looks_like_an_error, shape_of
from app.core.unwrapping import unwrap

MAX_RECORD = 200_000
"""Letters of one record that are looked at as one text; readers cut longer lines into pieces."""

_HEADING = re.compile(
    r"(?i)^[\W\dTZ]{0,60}?(?:info\W{1,9})?"
    r"(?:[=\-*#]{2,}|(?<!\w)(?:start|begin|sync|import|process|export|upload|load|step|phase)\w*\b)"
)
_MAX_HEADING = 160
MAX_DETAILS = 12
"""Further names kept for an affected record."""
_PEOPLE = ("email", "user", "student", "assignment", "section", "course")
_MAIN_KINDS = {
    "course": ("course", "section", "email"),
    "attendance": ("attendance session", "course", "section", "email"),
    "assignment": ("assignment", "section", "course", "student"),
    "grading-category": ("assignment", "section", "course"),
    "section": ("section", "course", "assignment"),
    "sync-job": ("section", "course", "assignment"),
}


@dataclass(slots=True)
class _FileState:
    """What is known of the file being scanned: its verdict, its own clues, and the step its last heading named."""

    verdict: FileVerdict
    clues: Clues
    step: Clues = field(default_factory=Clues)


class Scanner:
    """Collects findings over any number of files; `report()` may be asked for at any time.

    One scanner serves one scan in one thread; the matcher behind it may be shared.
    """

    def __init__(self, exact: ExactMatcher, filters: Filters = NO_FILTERS) -> None:
        """Scan with a matcher's templates, only for entries that the filters admit."""
        self._exact = exact
        self._filters = filters
        self._findings: dict[tuple[str, ...], Finding] = {}
        self._unknown: dict[str, Unknown] = {}
        self.files: list[FileVerdict] = []
        self._file: _FileState | None = None

    def begin_file(self, path: str, head: str = "") -> FileVerdict:
        """Start a file; its verdict is filled as records come. `head` is its first part, which may name a vendor."""
        verdict = FileVerdict(path)
        self.files.append(verdict)
        reader = self._exact.clue_reader
        by_name = reader.of_file_name(re.split(r"[\\/!]", path)[-1])
        named = reader.vendors_in(head)
        # Two vendors named in one file decide nothing.
        context = by_name.or_else(Clues(vendors=named if len(named) == 1 else frozenset()))
        self._file = _FileState(verdict, context)
        return verdict

    def feed(self, records: Iterable[LogRecord]) -> None:
        """Look at records of the file begun last."""
        if self._file is None:
            raise RuntimeError("begin_file comes before feed")
        state = self._file
        for record in chain.from_iterable(map(_pieces, records)):
            text = unwrap(record.text)
            context = record.clues.or_else(state.step).or_else(state.clues)
            found = self._exact.find(text, self._filters, context, in_log=True)
            if found:
                state.verdict.findings += len(found)
                for one in found:
                    self._count(one, text, record, state)
            elif looks_like_an_error(text):
                state.verdict.unknown += 1
                self._count_unknown(text, record, state)
            elif len(text) < _MAX_HEADING and _HEADING.match(text):
                kinds = self._exact.clue_reader.record_types_in(text)
                state.step = Clues(record_types=kinds) if len(kinds) == 1 else Clues()

    def _count(self, found: Found, text: str, record: LogRecord, state: _FileState) -> None:
        entries = tuple(owner.entry for owner in found.decision.chosen)
        finding = self._findings.setdefault(tuple(entry.id for entry in entries), Finding(entries))
        path = state.verdict.path
        place = Place(path, record.number, record.time or time_in(text))
        finding.count += 1
        finding.files[path] += 1
        names = self._names(found, text, record)
        if names:
            main = _main_record(names, entries[0].record_type)
            finding.records[main] += 1
            finding.record_kinds.setdefault(main, names.pop(main))
            details = finding.record_details.get(main, ())
            finding.record_details[main] = tuple(dict.fromkeys((*details, *names)))[:MAX_DETAILS]
        for name, value in found.values.items():
            counted = finding.values.setdefault(name, Counter())
            if value in counted or len(counted) < MAX_VALUES:
                counted[value] += 1
        _place(finding, place)
        if len(finding.samples) < MAX_SAMPLES:
            finding.samples.append((place, record.text[:2000]))

    @staticmethod
    def _names(found: Found, text: str, record: LogRecord) -> dict[str, str]:
        names = {value: kind for kind, value in record.names.items() if kind != "row"}
        names |= names_in_values(found.values)
        names |= names_in(text, (found.start, found.end))
        rows = {value: kind for value, kind in names.items() if kind == "row"}
        if len(rows) < len(names):
            return {value: kind for value, kind in names.items() if kind != "row"}
        row = record.names.get("row")
        return {f"row {row}": "row"} if row else {f"row {value}": "row" for value in rows}

    def _count_unknown(self, text: str, record: LogRecord, state: _FileState) -> None:
        shape = shape_of(text)
        known = self._unknown.get(shape)
        if known is not None:
            known.count += 1
        elif len(self._unknown) < MAX_SHAPES:
            place = Place(state.verdict.path, record.number, record.time or time_in(text))
            self._unknown[shape] = Unknown(shape, 1, record.text.strip()[:1000], place)

    def report(self) -> Report:
        """What was found so far; the lists are new, the findings in them are still being counted."""
        return Report(
            files=list(self.files),
            findings=sorted(self._findings.values(), key=lambda finding: (-finding.count, finding.ids)),
            unknown=sorted(self._unknown.values(), key=lambda unknown: (-unknown.count, unknown.shape)),
            lines=sum(file.lines for file in self.files),
            bytes=sum(file.bytes for file in self.files),
        )


def _pieces(record: LogRecord) -> Iterator[LogRecord]:
    """A record that is too long as pieces, parted where one message is likely to end."""
    text = record.text
    while len(text) > MAX_RECORD:
        cut = max(text.rfind(mark, 0, MAX_RECORD) for mark in "}\n ") + 1 or MAX_RECORD
        yield replace(record, text=text[:cut])
        text = text[cut:]
    yield record if text is record.text else replace(record, text=text)


def _main_record(names: dict[str, str], record_type: str) -> str:
    """The name that tells best which record failed: a person for a user, the class for a course."""
    order = _MAIN_KINDS.get(record_type, _PEOPLE)
    return min(names, key=lambda name: order.index(names[name]) if names[name] in order else len(order))


def _place(finding: Finding, place: Place) -> None:
    """Keep the first and last occurrence: by time where both have one, else by the order of reading."""
    moment = sortable_time(place.time)
    if moment:
        finding.times[moment[:13]] += 1
    if finding.first is None or (moment and moment < (sortable_time(finding.first.time) or moment)):
        finding.first = place
    if finding.last is None or not moment or moment >= (sortable_time(finding.last.time) or moment):
        finding.last = place
