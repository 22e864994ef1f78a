"""Scan records for known errors: records in, findings grouped and counted. Similarity never counts here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from app.core.matching.clues import NO_CLUES, Clues
from app.core.matching.exact_match import ExactMatcher
from app.core.matching.filters import NO_FILTERS, Filters
from app.core.report.findings import by_count
from app.core.report.partial_report import Part
from app.core.report.report import FileVerdict, Report
from app.core.scanning.affected_record import told_kinds
from app.core.scanning.aggregator import OnOccurrence, Row, Tally
from app.core.scanning.line_matcher import LogMatcher, Occurrence, Target
from app.core.scanning.line_reader import MAX_LETTERS, LineFacts, LineReader
from app.core.scanning.log_record import AlikeRecords, InPlace, LogRecord, Outcome, is_of_a_roster
from app.core.scanning.message_finder import NoMessage
from app.core.scanning.record_reader import RecordReader
from app.core.scanning.step_above import StepReader
from app.core.scanning.unknown_lines import UnknownLine, UnknownLineReader
from app.core.text.unwrapping import unwrap

MAX_RECORD = 16_000
"""Letters of one record that are looked at as one text; longer ones are looked at in pieces."""

_MAX_CONTEXTS = 1_000

_CUTS = ("}", ";", "|", "\n", ",", " ")
"""Behind one of these a long record is cut, the best first: no message should be cut in two."""


@dataclass(slots=True)
class _FileState:
    """What is known of the file being scanned: its verdict, its own clues, and the step its last heading named.

    `joined` lines of it were looked at as parts of the records above them. `step` is None before the first heading of a
    part that does not begin with the file.
    """

    verdict: FileVerdict
    clues: Clues
    step: Clues | None = field(default_factory=Clues)
    joined: int = 0
    contexts: dict[bool, Clues] = field(default_factory=dict)
    record_contexts: dict[tuple[Clues, bool], Clues] = field(default_factory=dict)


class Scanner:
    """Collects findings over any number of files; `report()` may be asked for at any time.

    One scanner serves one scan in one thread; the matcher behind it may be shared. `line_above` is asked for the line
    above the record of a log that was taken last; whoever feeds lines sets it.
    """

    def __init__(
        self,
        exact: ExactMatcher,
        filters: Filters = NO_FILTERS,
        on_occurrence: OnOccurrence | None = None,
        *,
        remember: bool = True,
    ) -> None:
        """Scan with a matcher's templates, only for entries that the filters admit.

        `remember=False` works out every line anew, which is slow and serves comparison.
        """
        self.matcher = LogMatcher(exact, filters, remember=remember)
        self._lines = LineReader(self.matcher)
        self._records = RecordReader()
        self._remember = remember and self._lines.usable
        self._on_occurrence = on_occurrence
        self._tally = Tally(on_occurrence)
        self._unknown_lines = UnknownLineReader(self.matcher.clue_reader)
        self._steps = StepReader(self.matcher.sides, self._holds_message)
        self.line_above: Callable[[], str] = str
        self.files: list[FileVerdict] = []
        self._file: _FileState | None = None
        self._head = "", NO_CLUES

    def begin_file(self, path: str, head: str = "", *, within: bool = False) -> FileVerdict:
        """Start a file; its verdict is filled as records come. `head` is its first part, which may name a vendor.

        `within`: what comes is a later part of the file; its heading is not known yet.
        """
        verdict = FileVerdict(path)
        self.files.append(verdict)
        reader = self.matcher.clue_reader
        by_name = reader.of_file_name(re.split(r"[\\/!]", path)[-1])
        if head != self._head[0]:
            # Parts of one file come with the same head, which takes longer to read than a small part.
            self._head = head, reader.of_head(head)
        context = by_name.or_else(self._head[1])
        self._file = _FileState(verdict, context, None if within else Clues())
        self._tally.begin_file(path)
        return verdict

    @property
    def joined(self) -> int:
        """How many lines of the file at hand belong to known or unknown errors that begin further up."""
        return self._state.joined

    def take(self, raw: str, line: int, candidates: Sequence[Target] | None) -> None:
        """Look at one record of a line-based log that starts at a line.

        `candidates` are the templates whose anchors it holds, as `LogMatcher.ranked` gives them; None when they are not
        known.
        """
        if len(raw) > MAX_RECORD:
            # Each piece is a record.
            self._state.joined += 1
            for piece in _pieces(raw):
                self._state.joined -= 1
                self.take(piece, line, None)
            return
        text = unwrap(raw)
        if candidates is None:
            self._read_alone(text, raw, line, self.matcher.candidates(text))
            return
        read = self._read_line(text, candidates, self._context())
        if isinstance(read, LineFacts) and not (read.reading.undecided and self._state.step is None):
            sort = read.reading.sort
            if not sort.kinds and (names := self._steps.names(self.line_above(), raw)):
                values = dict(zip(sort.values, read.facts[1:], strict=True))
                self._tally.add(sort.entries, Row(line, read.facts[0], names, values, raw), waits=False)
            else:
                self._tally.add_alike(sort, line, read.facts, raw)
            self._note_known(1, raw)
        elif read is NoMessage.NOTHING:
            self._take_other(text, raw, line)
        else:
            self._read_alone(text, raw, line, candidates)

    def take_record(self, record: LogRecord, candidates: Sequence[Target] | None) -> None:
        """Look at a record that a reader of documents gives; `candidates` as for `take`."""
        if record.in_place is not None:
            record, candidates = self._placed(record, record.in_place), None
        if len(record.text) > MAX_RECORD:
            for piece in _pieces(record.text):
                self.take_record(replace(record, text=piece), None)
            return
        text = unwrap(record.text)
        read = self._read_record(record, text, candidates)
        if isinstance(read, LineFacts):
            whole = self._records.whole(record, *read, waits=self._state.step is None)
            if whole is not None:
                self._note_known(1, record.text)
                self._tally.add_alike(whole[0], record.number, whole[1], record.text)
                return
        found = self._found_alone(record, text, read, candidates)
        if found:
            self._count(found, record.number, record.text, record)
        else:
            self._take_other(text, record.text, record.number, record.time, record.outcome)

    def take_alike(self, records: AlikeRecords, candidates: Sequence[Target] | None) -> None:
        """Look at many records at once; `candidates` as for `take`, of their text."""
        first = records.first
        if first.in_place is not None or len(first.text) > MAX_RECORD:
            for record in records:
                self.take_record(record, candidates)
            return
        text = unwrap(first.text)
        read = self._read_record(first, text, candidates)
        if isinstance(read, LineFacts):
            alike = self._records.columns(records, *read, waits=self._state.step is None)
            if alike is not None:
                self._note_known(1, first.text, len(records.numbers))
                self._tally.add_columns(alike.sort, records.numbers, alike.columns, first.text)
                return
        found = self._found_alone(first, text, read, candidates)
        if found:
            for record in records:
                self._count(found, record.number, record.text, record)
            return
        unknown = self._unknown_lines.read(text, first.text, first.outcome)
        for number, time in zip(records.numbers, records.times, strict=True):
            self._note_other(unknown, first.text, number, time, first.outcome)

    def _placed(self, record: LogRecord, place: InPlace) -> LogRecord:
        """A row of which some cells may have moved, without those that nothing shows to stand in their columns."""

        def holds(text: str, around: Clues | None = None) -> bool:
            unwrapped = unwrap(text)
            return bool(self.matcher.read(unwrapped, self.matcher.candidates(unwrapped), around or context))

        placed = replace(record, clues=place.clues, time=place.time, names=place.names, in_place=None)
        context = self._record_context(placed)
        # Its message may go on in the next cells, where its own commas were taken for those between cells.
        longer = f"{place.text}, {place.behind}"
        if holds(place.text) or (place.likely and not holds(record.text)):
            text = place.text
        elif place.behind and holds(longer) and not holds(place.behind):
            text = longer
        elif place.at_end and not holds(record.text, alone := self._record_context(record)):
            return replace(record, text=place.at_end if holds(place.at_end, alone) else record.text, in_place=None)
        else:
            return replace(record, in_place=None)
        return replace(placed, text=text)

    def _holds_message(self, text: str) -> bool:
        return bool(self.matcher.read(text, self.matcher.candidates(text), self._context()))

    def _read_line(self, text: str, candidates: Sequence[Target], context: Clues) -> LineFacts | NoMessage:
        if self._remember and len(text) <= MAX_LETTERS:
            return self._lines.read(text, candidates, context)
        return NoMessage.UNSURE

    def _read_alone(self, text: str, raw: str, line: int, candidates: Iterable[Target]) -> None:
        found = self.matcher.read(text, candidates, self._context())
        if found:
            self._count(found, line, raw)
        else:
            self._take_other(text, raw, line)

    def _read_record(self, record: LogRecord, text: str, candidates: Sequence[Target] | None) -> LineFacts | NoMessage:
        if candidates is None:
            return NoMessage.UNSURE
        # What is surely an entry's message is read once for all contexts: records come with many of them.
        is_sure = not record.clues.foreign and all(target.is_sure for target in candidates)
        return self._read_line(text, candidates, NO_CLUES if is_sure else self._record_context(record))

    def _found_alone(
        self, record: LogRecord, text: str, read: LineFacts | NoMessage, candidates: Sequence[Target] | None
    ) -> Sequence[Occurrence]:
        """The messages in a record read by itself; `read` is what reading it as a line gave."""
        if candidates is None:
            candidates = self.matcher.candidates(text)
        elif read is NoMessage.NOTHING:
            candidates = ()
        return self.matcher.read(text, candidates, self._record_context(record))

    def _context(self) -> Clues:
        state = self._state
        waits = state.step is None
        context = state.contexts.get(waits)
        if context is None:
            if state.step is None:
                context = replace(state.clues, record_types=frozenset())
            else:
                context = state.step.or_else(state.clues)
            state.contexts[waits] = context
        return context

    def _record_context(self, record: LogRecord) -> Clues:
        """What is known of a record: what its columns say, else what its file says."""
        known = self._state.record_contexts
        key = record.clues, any(is_of_a_roster(kind, name) for name, kind in record.names.items())
        context = known.get(key)
        if context is None:
            if len(known) >= _MAX_CONTEXTS:
                known.clear()
            own = replace(record.clues, names_record=key[1])
            context = known[key] = own.or_else(self._context())
        return context

    @property
    def _state(self) -> _FileState:
        if self._file is None:
            raise RuntimeError("begin_file comes before records")
        return self._file

    def _count(self, found: Iterable[Occurrence], line: int, raw: str, record: LogRecord | None = None) -> None:
        state = self._state
        count = 0
        for one in found:
            count += 1
            names, time = one.names, one.time
            if record is not None:
                kinds = told_kinds(tuple(record.names.values()), record.clues.record_types)
                names = dict(zip(record.names, kinds, strict=True)) | dict(names)
                time = record.time or time
            elif not names:
                names = self._steps.names(self.line_above(), raw)
            waits = state.step is None and one.undecided
            self._tally.add(one.entries, Row(line, time, names, one.values, raw), waits=waits)
        self._note_known(count, raw)

    def _note_known(self, findings: int, raw: str, records: int = 1) -> None:
        """Count records alike, with so many findings each."""
        state = self._state
        state.verdict.findings += findings * records
        state.verdict.known += records
        state.joined += raw.count("\n") * records

    def _take_other(self, text: str, raw: str, line: int, time: str = "", outcome: Outcome = Outcome.UNSAID) -> None:
        self._note_other(self._unknown_lines.read(text, raw, outcome), raw, line, time, outcome)

    def _note_other(self, unknown: UnknownLine, raw: str, line: int, time: str, outcome: Outcome) -> None:
        state = self._state
        if unknown.fingerprint:
            is_warning = outcome is Outcome.WARNING
            state.verdict.unknown += 1
            state.verdict.warnings += is_warning
            state.joined += raw.count("\n")
            self._tally.add_unknown(unknown.fingerprint, Row(line, time, {}, {}, raw, is_warning))
        elif unknown.step is not None and unknown.step != state.step:
            state.step = unknown.step
            state.contexts.clear()
            state.record_contexts.clear()

    def report(self) -> Report:
        """What was found so far; the lists are new, the findings in them are still being counted."""
        self._tally.settle()
        return Report(
            files=list(self.files),
            findings=by_count(self._tally.findings.values()),
            unknown=self._tally.unknown.listed(),
            unknown_dropped=self._tally.unknown.dropped,
            lines=sum(file.lines for file in self.files),
            bytes=sum(file.bytes for file in self.files),
        )

    def start_anew(self) -> None:
        """Leave what was found to those who have it, and count the next files from nothing.

        What was learned for speed stays.
        """
        self._tally = Tally(self._on_occurrence)
        self.files = []
        self._file = None

    def part(self) -> Part:
        """What was found, with what later and earlier parts of the same file must know."""
        state = self._state
        kinds = state.step.record_types if state.step is not None else frozenset[str]()
        return Part(
            self.report(),
            [(kind, finding) for (kind, _), finding in self._tally.waiting.items()],
            None if state.step is None else next(iter(kinds), ""),
            next(iter(state.clues.record_types), ""),
        )


def _pieces(text: str) -> Iterator[str]:
    """A text that is too long as pieces."""
    start = 0
    while len(text) - start > MAX_RECORD:
        end = start + MAX_RECORD
        cuts = (text.rfind(mark, start + MAX_RECORD // 2, end) + 1 for mark in _CUTS)
        end = next((cut for cut in cuts if cut), end)
        yield text[start:end]
        start = end
    yield text[start:]
