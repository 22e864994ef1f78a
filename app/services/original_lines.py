"""The original lines of an occurrence, read from its file when somebody asks for them, with what matters marked."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from app.core.catalog.model import Entry
from app.core.lookup.lookup import Matcher
from app.core.matching.anchors import anchors_of
from app.core.matching.pattern import Pattern
from app.core.report.place import Place
from app.core.scanning.log_record import LogRecord
from app.core.text.multiline import MAX_RECORD_LINES, goes_on
from app.core.text.statement import Statement
from app.core.text.unwrapping import unwrap
from app.services.scanning.progress import Cancelled, never
from app.services.scanning.sources import PathSource, Source, TextSource
from app.storage.documents.detect import document_reader
from app.storage.documents.workbooks import Workbooks
from app.storage.files.read_errors import RefusedError, reason
from app.storage.files.shared_open import open_shared
from app.storage.inputs.discovery import log_files, log_files_in
from app.storage.inputs.log_file import LogFile
from app.storage.logs.block_reader import as_bytes, is_wide, opened
from app.storage.logs.line_index import LineIndex, SourceLine, Wanted, lines_between, records_between
from app.storage.logs.tail_state import FileState, file_state

AROUND = 100
"""Lines shown before and after an occurrence."""

GONE = Statement("kept-by-report")
CHANGED = Statement("changed-since")
_INDEXES = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a line that matters: the message, or one of its values, whose name is then given."""

    start: int
    end: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class OriginalLine:
    """A line with its marks; `of_occurrence` for those of the record in which the error stands."""

    line: SourceLine
    of_occurrence: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Originals:
    """The lines around an occurrence. `problem` says why they are not, or not as they were.

    `file` is the file on disk that holds them, an archive for its members; None for a text that was pasted.
    """

    place: Place
    lines: tuple[OriginalLine, ...] = ()
    problem: Statement | None = None
    file: Path | None = None


class OriginalReader:
    """Reads original lines of what one report was made of. One thread uses it at a time."""

    def __init__(self, matcher: Matcher, sources: Sequence[Source]) -> None:
        """Nothing is read before somebody asks."""
        self._exact = matcher.exact
        self._sources = tuple(sources)
        self._indexes: dict[Path, tuple[FileState, LineIndex]] = {}
        self._patterns: dict[str, Pattern] = {}

    def around(
        self,
        entries: Sequence[Entry],
        place: Place,
        lines: int = AROUND,
        kept: str = "",
        cancelled: Cancelled = never,
    ) -> Originals:
        """The lines around an occurrence of these entries (of none: of any line).

        `kept` is what the report kept of it, shown where the file is gone. Never raises for what is on disk.
        """
        patterns = self._patterns_of(entries)
        file = on_disk(self._sources, place.path)
        try:
            found = self._read(place, patterns, lines, cancelled)
        except FileNotFoundError as error:
            if not kept:
                return Originals(place, problem=reason(error))
            left = [SourceLine(place.line + number, text) for number, text in enumerate(kept.split("\n"))]
            return Originals(place, tuple(_marked(left, place.line, patterns)), GONE)
        except Exception as error:
            return Originals(place, problem=reason(error), file=file)
        marked = _marked(found, place.line, patterns)
        problem: Statement | None = None
        if not cancelled() and not any(line.of_occurrence for line in marked):
            problem = CHANGED
        elif patterns and not any(line.marks or line.line.before or line.line.after for line in marked):
            problem = CHANGED
            marked = [replace(line, of_occurrence=False) for line in marked]
        return Originals(place, tuple(marked), problem, file)

    def _patterns_of(self, entries: Sequence[Entry]) -> list[Pattern]:
        if not self._patterns:
            self._patterns = {pattern.template.text: pattern for pattern in self._exact.patterns.patterns}
        texts = dict.fromkeys(message.text for entry in entries for message in entry.messages)
        return [self._patterns[text] for text in texts if text in self._patterns]

    def _read(self, place: Place, patterns: Sequence[Pattern], around: int, cancelled: Cancelled) -> list[SourceLine]:
        file = file_named(self._sources, place.path)
        with file.open() as stream:
            log, encoding = opened(stream)
            workbooks = Workbooks(cancelled)
            reader = document_reader(file.name, log.head, workbooks)
            if reader is not None:
                records = reader.records(io.BufferedReader(log, 256 * 1024), self._exact.clue_reader)
                every = (record for record in records if isinstance(record, LogRecord))
                try:
                    return records_between(every, place.line, around, lambda text: _holds(text, patterns), cancelled)
                finally:
                    workbooks.close()
            if encoding is None:
                raise RefusedError(Statement("no-text-any-more"))
            needle = _needle(patterns)
            wanted = Wanted(max(1, place.line - around), place.line + around, place.line, needle)
            if file.path is None or is_wide(encoding):
                return lines_between(as_bytes(log, encoding), wanted, None, cancelled)
            return self._read_plain(file.path, wanted, cancelled)

    def _read_plain(self, path: Path, wanted: Wanted, cancelled: Cancelled) -> list[SourceLine]:
        """Lines of a file that can be read from any place."""
        state = file_state(path)
        known = self._indexes.pop(path, None)
        index = LineIndex()
        # A log that only grew has its lines where they were.
        if known is not None and state is not None and known[0].is_begun_as(state):
            index = known[1]
        if state is not None:
            self._indexes[path] = state, index
            if len(self._indexes) > _INDEXES:
                del self._indexes[next(iter(self._indexes))]
        with open_shared(path) as plain:
            return lines_between(_raw(plain), wanted, index, cancelled)


def _raw(stream: BinaryIO) -> io.RawIOBase:
    assert isinstance(stream, io.RawIOBase)  # noqa: S101 - what open_shared gives
    return stream


def file_named(sources: Sequence[Source], name: str) -> LogFile:
    """The file that is called like this in a report of these sources. Raises FileNotFoundError, or RefusedError."""
    found = next((file for file in _files(sources, name) if file.name == name), None)
    if found is None:
        raise FileNotFoundError(name)
    return found


def _files(sources: Sequence[Source], name: str) -> Iterator[LogFile]:
    for source in sources:
        if isinstance(source, TextSource):
            if name == source.name or name.startswith(f"{source.name}!"):
                yield from log_files_in(source.name, source.text.encode("utf-8", errors="replace"))
        elif not isinstance(source, PathSource):
            raise RefusedError(Statement("piped-gone"))
    path = on_disk(sources, name)
    if path is not None:
        yield from log_files(path)


def on_disk(sources: Sequence[Source], name: str) -> Path | None:
    """The file on disk that a report calls so, or the archive it stands in; None when there is none."""
    if not any(isinstance(source, PathSource) for source in sources):
        return None
    parts = name.split("!")
    for count in range(len(parts), 0, -1):
        path = Path("!".join(parts[:count]))
        if file_state(path) is not None:
            return path
    return None


def _needle(patterns: Sequence[Pattern]) -> re.Pattern[bytes] | None:
    """What surely stands in a line that holds one of the messages."""
    if not patterns:
        return None
    anchors = dict.fromkeys(anchors_of([pattern.template for pattern in patterns]))
    spelled = [rb"\s+".join(re.escape(word.encode()) for word in anchor.split()) for anchor in anchors]
    return re.compile(b"|".join(spelled), re.IGNORECASE)


def _holds(text: str, patterns: Sequence[Pattern]) -> bool:
    plain = unwrap(text)
    return not patterns or any(pattern.search.search(plain) for pattern in patterns)


def _marked(lines: Sequence[SourceLine], focus: int, patterns: Sequence[Pattern]) -> list[OriginalLine]:
    """The lines, with those of the occurrence and what matters in them marked."""
    marked = [OriginalLine(line) for line in lines]
    first = next((number for number, line in enumerate(lines) if line.number == focus), None)
    if first is None:
        return marked
    last = first
    while last + 1 < len(lines) and last - first < MAX_RECORD_LINES and "\n" not in lines[last].text:
        if not goes_on(lines[last].text, lines[last + 1].text):
            break
        last += 1
    marks = _marks([line.text for line in lines[first : last + 1]], patterns)
    for number in range(first, last + 1):
        marked[number] = OriginalLine(lines[number], True, tuple(marks[number - first]))
    return marked


def _marks(texts: Sequence[str], patterns: Sequence[Pattern]) -> list[list[Mark]]:
    """The marks in the lines of one record."""
    whole = "\n".join(texts)
    spans: list[tuple[int, int, str]] = []
    for pattern in patterns:
        found = pattern.search.search(whole)
        if found is not None:
            spans.append((*found.span(), ""))
            spans += ((*found.span(gap.name), gap.name) for gap in pattern.template.placeholders)
    if not spans:
        spans = _spans_of_values(whole, patterns)
    return _by_line(texts, [(start, end, name) for start, end, name in spans if 0 <= start < end])


def _spans_of_values(whole: str, patterns: Sequence[Pattern]) -> list[tuple[int, int, str]]:
    """Where values stand in a text whose message can only be read when it is unwrapped."""
    plain = unwrap(whole)
    for pattern in patterns:
        found = pattern.search.search(plain)
        if found is None:
            continue
        spans = [(whole.find(value), value, name) for name, value in pattern.template.values(found).items()]
        known = [(place, place + len(value), name) for place, value, name in spans if place >= 0]
        return known or [(0, len(whole), "")]
    return []


def _by_line(texts: Sequence[str], spans: Sequence[tuple[int, int, str]]) -> list[list[Mark]]:
    marks: list[list[Mark]] = []
    begin = 0
    for text in texts:
        end = begin + len(text)
        marks.append(
            [
                Mark(max(start, begin) - begin, min(stop, end) - begin, name)
                for start, stop, name in spans
                if start < end and stop > begin
            ]
        )
        begin = end + 1
    return marks
