"""Scan one log: its format found out, read by the block or by the record, and fed to a scanner."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ParamSpec, TypeVar

from app.core.matching.exact_match import ExactMatcher
from app.core.matching.filters import Filters
from app.core.report.report import FileVerdict
from app.core.scanning.aggregator import OnOccurrence
from app.core.scanning.block_scanner import MAX_STEP, BlockScanner, line_before
from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.log_record import AlikeRecords, LogRecord
from app.core.scanning.prefilter import Prefilter
from app.core.scanning.scanner import Scanner
from app.core.text.statement import Statement
from app.storage.documents.detect import document_reader
from app.storage.documents.reader import DocumentReader
from app.storage.documents.workbooks import Workbooks
from app.storage.files.read_errors import PASSED_ON, reason
from app.storage.files.shared_open import open_shared
from app.storage.inputs.log_file import LogFile
from app.storage.logs.block_reader import (
    BlockReader,
    LogStream,
    WithoutZeros,
    first_lines,
    head_text,
    is_wide,
    line_format,
    opened,
)
from app.storage.logs.file_identity import CHANGED, REPLACED, Seen, is_replaced
from app.storage.logs.search_cache import KeptSearches
from app.storage.logs.text_lines import HEAD_BYTES

if TYPE_CHECKING:
    from app.services.scanning.byte_ranges import LogRange

BATCH = 200
BATCH_LETTERS = 200_000
ALIKE = 20
_NOTES = 3
ZEROS = "Holds bytes of zero, as a crash or a full disk leaves them; what is written around them was read."

P = ParamSpec("P")
R = TypeVar("R")

GoOn = Callable[[int], bool]
"""Asked between two pieces with the bytes taken of this file; answers whether to go on."""


class LogScanning:
    """Scans logs one after another into one scanner. One thread."""

    def __init__(
        self,
        exact: ExactMatcher,
        filters: Filters,
        on_occurrence: OnOccurrence | None = None,
        cache: Path | None = None,
    ) -> None:
        """Prepare a scanner and the search in front of it, which is kept in a cache folder if there is one."""
        self._caller = _Caller()
        self.scanner = Scanner(exact, filters, self._caller.guarded(on_occurrence) if on_occurrence else None)
        self._clue_reader = exact.clue_reader
        self._workbooks = Workbooks()
        compiled = KeptSearches(cache).compiled if cache else None
        prefilter = Prefilter(self.scanner.matcher.anchors, compiled)
        self._blocks = BlockScanner(self.scanner, prefilter)
        self._sieve = Sieve(prefilter, self.scanner.matcher.anchors, compiled)

    def close(self) -> None:
        """End the process that reads workbooks, if any was met. Without this it ends by itself after a while."""
        self._workbooks.close()

    def scan(self, file: LogFile, go_on: GoOn) -> bool:
        """Scan a file. What cannot be read is said in its verdict. False when `go_on` stopped it."""
        begun = len(self.scanner.files)
        try:
            with file.open() as stream:
                seen = _seen(file, stream)
                complete = self._scan_stream(file, stream, self._caller.guarded(go_on))
                if seen is not None and file.path is not None and complete:
                    _look_again(self.scanner.files[-1], seen, stream, file.path)
                return complete
        except PASSED_ON:
            raise
        except BaseException as error:
            if error is self._caller.error:
                raise
            if len(self.scanner.files) == begun:
                self.scanner.begin_file(file.name)
            verdict = self.scanner.files[-1]
            verdict.error, verdict.note = reason(error), file.note
            return True

    def scan_range(self, piece: LogRange, go_on: GoOn, name: str = "") -> bool:
        """Scan a part of a plain file, from one record's start to another's. False when `go_on` stopped it.

        What cannot be read is said in the verdict. `name`: what the file is called, where that is not its path.
        """
        verdict = self.scanner.begin_file(name or str(piece.path), piece.head, within=piece.start > 0)
        verdict.encoding, verdict.format = piece.encoding, piece.format
        try:
            with open_shared(piece.path) as stream:
                if piece.seen is not None:
                    piece.seen.check(stream)
                above = _line_above(stream, piece.start)
                stream.seek(piece.start)
                log = LogStream(stream)
                reader = BlockReader(log, piece.encoding, piece.end - piece.start)
                return self._scan_blocks(reader, log, verdict, self._caller.guarded(go_on), above)
        except PASSED_ON:
            raise
        except BaseException as error:
            if error is self._caller.error:
                raise
            verdict.error = reason(error)
            return True

    def _scan_stream(self, file: LogFile, stream: BinaryIO, go_on: GoOn) -> bool:
        log, encoding = opened(stream)
        reader = document_reader(file.name, log.head, self._workbooks)
        head = head_text(log, encoding)
        if reader is not None and reader.format == "mail":
            from app.storage.inputs.mail_parts import written_in  # noqa: PLC0415 - late: most logs are no mails

            head = written_in(head)
        verdict = self.scanner.begin_file(file.name, head)
        verdict.encoding, verdict.note = encoding or "", file.note
        if reader is not None:
            return self._scan_document(reader, log, verdict, go_on)
        if encoding is None:
            verdict.error = Statement("no-text")
            return True
        verdict.format = line_format(log, encoding)
        if verdict.format == "csv":
            # Late: most logs are lines.
            from app.storage.documents.csv_rows import CsvReader  # noqa: PLC0415
            from app.storage.logs.csv_layout import layout_of  # noqa: PLC0415

            layout = layout_of(first_lines(log, encoding))
            return self._scan_document(CsvReader(encoding, layout), log, verdict, go_on)
        return self._scan_blocks(BlockReader(log, encoding), log, verdict, go_on)

    def _scan_document(self, reader: DocumentReader, log: LogStream, verdict: FileVerdict, go_on: GoOn) -> bool:
        verdict.format = reader.format
        if not reader.is_text:
            # A workbook whose parts are not packed looks like text from outside.
            verdict.encoding = ""
        narrow = verdict.encoding and not is_wide(verdict.encoding)
        text = WithoutZeros(log) if narrow else None
        stream = io.BufferedReader(log if text is None else text, 256 * 1024)
        records = reader.records(stream, self._clue_reader, self._sieve)
        yielded = 0
        try:
            for batch in _batches(records):
                self._blocks.feed_records(batch)
                last = max(map(_last_number, batch), default=0)
                verdict.bytes, verdict.lines = log.bytes, max(verdict.lines, last, reader.lines)
                yielded += sum(map(_count, batch))
                verdict.records = yielded + reader.left_out
                if not go_on(log.bytes):
                    return False
            return True
        finally:
            zeros = (ZEROS,) if text is not None and text.found else ()
            notes = (*((verdict.note,) if verdict.note else ()), *reader.notes, *zeros)
            more = f" (and {len(notes) - _NOTES} more remarks)" if len(notes) > _NOTES else ""
            verdict.note = " ".join(notes[:_NOTES]) + more
            verdict.is_partly_read = not reader.is_whole

    def _scan_blocks(
        self, reader: BlockReader, log: LogStream, verdict: FileVerdict, go_on: GoOn, above: str = ""
    ) -> bool:
        blocks = self._blocks
        blocks.begin(above)
        ends_with_line = True
        while reader.next():
            done = blocks.feed(reader.buffer, reader.length, final=reader.final, go_on=lambda: go_on(log.bytes))
            ends_with_line = reader.buffer[done - 1] == 10 if done else ends_with_line
            verdict.bytes, verdict.lines = log.bytes, blocks.line - ends_with_line
            verdict.records = verdict.lines - self.scanner.joined
            if not go_on(log.bytes):
                return False
            reader.release(done)
        if reader.zeros:
            verdict.note = f"{verdict.note} {ZEROS}".strip()
        if not verdict.lines:
            verdict.format = "empty"
        return True


def _line_above(stream: BinaryIO, offset: int) -> str:
    """The line of a plain file that ends before an offset."""
    if not offset:
        return ""
    start = max(0, offset - MAX_STEP - 1)
    stream.seek(start)
    data = bytearray(stream.read(offset - start)).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return line_before(data, len(data))


def _seen(file: LogFile, stream: BinaryIO) -> Seen | None:
    """What a large plain file is when its scan begins; a small one is read at once."""
    return Seen.of(stream, file.size) if file.path is not None and file.size > HEAD_BYTES else None


def _look_again(verdict: FileVerdict, seen: Seen, stream: BinaryIO, path: Path) -> None:
    """Say in the verdict whether a file was changed while it was read."""
    if not seen.is_in(stream):
        verdict.error = verdict.error or CHANGED
    elif is_replaced(stream, path):
        verdict.note = f"{verdict.note} {REPLACED}".strip()


class _Caller:
    """Remembers what the caller's own functions raised, which is no fault of the file at hand."""

    def __init__(self) -> None:
        self.error: BaseException | None = None

    def guarded(self, function: Callable[P, R]) -> Callable[P, R]:
        def call(*given: P.args, **named: P.kwargs) -> R:
            try:
                return function(*given, **named)
            except BaseException as error:
                self.error = error
                raise

        return call


def _batches(records: Iterator[LogRecord | AlikeRecords | None]) -> Iterator[list[LogRecord | AlikeRecords]]:
    """The records a few hundred at a time, fewer where they are long or none comes; those before a read error first.

    Records alike are read at once, and many of them counted in the time of one.
    """
    batch: list[LogRecord | AlikeRecords] = []
    letters = room = 0
    try:
        for record in records:
            if record is not None:
                batch.append(record)
                room += 1 + _count(record) // ALIKE
                letters += len(record.first.text if isinstance(record, AlikeRecords) else record.text)
                if room < BATCH and letters < BATCH_LETTERS:
                    continue
            yield batch
            batch, letters, room = [], 0, 0
    except PASSED_ON:
        raise
    except BaseException:
        yield batch
        raise
    yield batch


def _count(record: LogRecord | AlikeRecords) -> int:
    return len(record.numbers) if isinstance(record, AlikeRecords) else 1


def _last_number(record: LogRecord | AlikeRecords) -> int:
    return record.numbers[-1] if isinstance(record, AlikeRecords) else record.number
