"""Lines to records: plain text and JSON lines as they are, CSV rows by the meaning of their columns."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence

from app.core.clues import ClueReader, Clues
from app.core.log_record import LogRecord
from app.storage.log_text import Line

_COLUMNS: Mapping[str, frozenset[str]] = {
    meaning: frozenset(names.split())
    for meaning, names in {
        "message": """message errormessage error errortext errordescription detail details detailedmessage description
            text body response reason""",
        "row": "row rownumber line linenumber",
        "kind": """recordtype type kind entity entitytype entrytype object objecttype file filename endpoint resource
            path url""",
        "vendor": "vendor system sis source integration product",
        "code": "code errorcode",
        "status": "status httpstatus statuscode httpcode httpstatuscode",
        "time": "time timestamp datetime date createdat recordeddatetime occurredat loggedat when eventtime",
        "email": "email mail emailaddress useremail studentemail",
        "user": """userid sisid sisuserid sourcedid sourceid cleverid joiningvalue reportableidentifier user username
            recordid""",
        "student": "studentid student studentnumber issuedid",
        "course": "courseid course siscourseid addcode class classid",
        "section": "sectionid section sissectionid",
        "assignment": "assignmentid assignment assignmentname lineitem",
    }.items()
}
_NAMES = ("email", "user", "student", "course", "section", "assignment", "row")
_DELIMITERS = ",;\t|"
MAX_ROW_LINES = 50
"""Lines that one row may take; with more, its quote is taken for a stray one."""
_NOT_LETTERS = re.compile(r"[^a-z]")
_MIN_COLUMNS = 2
_HTTP_STATUS = re.compile(r"[1-5]\d\d")


def format_of(first_line: str) -> str:
    """The format of a log by its first line: "csv", "json lines" or "text"."""
    if csv_columns(first_line) is not None:
        return "csv"
    return "json lines" if first_line.lstrip().startswith("{") and first_line.rstrip().endswith("}") else "text"


def csv_columns(header: str) -> tuple[str, dict[int, str]] | None:
    """The delimiter and {column: meaning} of a CSV header; None when the line is no such header."""
    for delimiter in _DELIMITERS:
        names = header.count(delimiter) and next(csv.reader([header], delimiter=delimiter), [])
        if not names or len(names) < _MIN_COLUMNS:
            continue
        columns = {index: meaning for index, name in enumerate(names) if (meaning := _meaning(name)) is not None}
        if "message" in columns.values() and all(len(name) < 40 for name in names) and not _is_a_line(names, columns):
            return delimiter, columns
    return None


def _is_a_line(names: Sequence[str], columns: Mapping[int, str]) -> bool:
    """Whether "ERROR | Course not found" is a log line with its level, and no header with a column "Error"."""
    messages = [names[index].strip().casefold() for index, meaning in columns.items() if meaning == "message"]
    if messages != ["error"]:
        return False
    return len(columns) < _MIN_COLUMNS or any(len(name.split()) > 2 for name in names)


def _meaning(name: str) -> str | None:
    bare = _NOT_LETTERS.sub("", name.casefold())
    return next((meaning for meaning, names in _COLUMNS.items() if bare in names), None)


def records_of(lines: Iterator[Line], log_format: str, clue_reader: ClueReader) -> Iterator[LogRecord]:
    """The records of a log's lines."""
    if log_format != "csv":
        for number, text in lines:
            yield LogRecord(text, number)
        return
    header = next(lines, None)
    columns = csv_columns(header[1]) if header else None
    if header is None or columns is None:
        return
    width = len(next(csv.reader([header[1]], delimiter=columns[0])))
    yield from _CsvRows(columns[0], columns[1], width, clue_reader).records(lines)


def _next(waiting: deque[Line], lines: Iterator[Line]) -> Line | None:
    return waiting.popleft() if waiting else next(lines, None)


class _CsvRows:
    """Reads rows by their columns' meanings. A row that does not fit the header is taken as a plain line."""

    def __init__(self, delimiter: str, columns: dict[int, str], width: int, clue_reader: ClueReader) -> None:
        self._delimiter = delimiter
        self._columns = columns
        self._width = width
        self._clue_reader = clue_reader
        self._readers: Mapping[str, Callable[[str], Clues]] = {
            "kind": clue_reader.of_field,
            "vendor": lambda cell: Clues(vendors=clue_reader.vendors_in(cell)),
            "code": lambda cell: Clues(codes=frozenset({cell} if cell.isdigit() else ())),
            "status": lambda cell: Clues(statuses=frozenset(_HTTP_STATUS.findall(cell)[:1])),
        }

    def records(self, lines: Iterator[Line]) -> Iterator[LogRecord]:
        """A record for each row. A row whose quotes are open goes on over the next lines."""
        waiting: deque[Line] = deque()
        while (line := _next(waiting, lines)) is not None:
            rows = self._gathered(line, waiting, lines)
            if not rows:
                yield LogRecord(line[1], line[0])
                continue
            reader = csv.reader((f"{text}\n" for _, text in rows), delimiter=self._delimiter)
            start = 0
            try:
                for cells in reader:
                    text = "\n".join(text for _, text in rows[start : reader.line_num])
                    yield self._record(cells, rows[start][0], text)
                    start = reader.line_num
            except csv.Error:
                yield from (LogRecord(text, number) for number, text in rows[start:])

    def _gathered(self, line: Line, waiting: deque[Line], lines: Iterator[Line]) -> list[Line]:
        """The lines of the row that begins here; none when a quote never closes (the lines below wait to be read)."""
        rows = [line]
        while sum(text.count('"') for _, text in rows) % 2:
            more = _next(waiting, lines) if len(rows) < MAX_ROW_LINES else None
            if more is not None:
                rows.append(more)
            if more is None or self._is_whole_row(more[1]):
                waiting.extendleft(reversed(rows[1:]))
                return []
        return rows

    def _is_whole_row(self, text: str) -> bool:
        """Whether a line can hardly be the inside of a cell: it has as many cells as the header."""
        if self._width <= _MIN_COLUMNS or text.count('"') % 2 or text.count(self._delimiter) < self._width - 1:
            return False
        return len(next(csv.reader([text], delimiter=self._delimiter), [])) == self._width

    def _record(self, cells: list[str], number: int, row: str) -> LogRecord:
        clues = Clues()
        texts: list[str] = []
        names: dict[str, str] = {}
        time = ""
        for index, meaning in self._columns.items():
            cell = cells[index].strip() if index < len(cells) else ""
            if not cell:
                continue
            if meaning == "message":
                texts.append(cell)
            elif meaning == "time":
                time = time or cell
            elif meaning in self._readers:
                clues = clues.or_else(self._readers[meaning](cell))
            if meaning in _NAMES:
                names.setdefault(meaning, cell)
        # A row with other cells than the header is taken whole, so that no part of its message is lost.
        fits = texts and len(cells) <= self._width
        return LogRecord("\n".join(texts) if fits else row, number, clues, time, names)
