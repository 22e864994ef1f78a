"""What the columns of a table mean, and its rows as records: one reading for CSV, workbooks and web pages."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence

from app.core.clues import ClueReader, Clues
from app.core.json_records import NAMES, meaning_of, severity_of
from app.core.log_record import LogRecord

_DELIMITERS = ",;\t|"
MIN_COLUMNS = 2
_MAX_NAME = 40
_HTTP_STATUS = re.compile(r"[1-5]\d\d")

Columns = dict[int, str]
"""{index of a column: what it means}; columns without a meaning are left out."""


def csv_columns(header: str) -> tuple[str, Columns] | None:
    """The delimiter and {column: meaning} of a CSV header; None when the line is no such header."""
    for delimiter in _DELIMITERS:
        names = header.count(delimiter) and next(csv.reader([header], delimiter=delimiter), [])
        columns = columns_of_names(names) if names else None
        if columns is not None:
            return delimiter, columns
    return None


def columns_of_names(names: Sequence[str]) -> Columns | None:
    """What the cells of a header row mean; None when they are no header of a table with messages."""
    if len(names) < MIN_COLUMNS or any(len(name) >= _MAX_NAME for name in names):
        return None
    columns = {index: meaning for index, name in enumerate(names) if (meaning := meaning_of(name)) is not None}
    if "message" in columns.values() and not _is_a_line(names, columns):
        return columns
    return None


def _is_a_line(names: Sequence[str], columns: Mapping[int, str]) -> bool:
    """Whether "ERROR | Course not found" is a log line with its level, and no header with a column "Error"."""
    messages = [names[index].strip().casefold() for index, meaning in columns.items() if meaning == "message"]
    if any(message not in {"error", "errors", "warning", "warnings", "exception"} for message in messages):
        return False
    return len(columns) < MIN_COLUMNS or any(len(name.split()) > 2 for name in names)


class RowReader:
    """Reads the rows of one table by its columns' meanings. `width` is how many cells its header has."""

    def __init__(self, columns: Columns, width: int, clue_reader: ClueReader) -> None:
        """Read rows under a header whose columns mean this."""
        self._columns = columns
        self._width = width
        self._readers: Mapping[str, Callable[[str], Clues]] = {
            "kind": clue_reader.of_field,
            "vendor": lambda cell: Clues(vendors=clue_reader.vendors_in(cell)),
            "code": lambda cell: Clues(codes=frozenset({cell} if cell.isdigit() else ())),
            "status": lambda cell: Clues(statuses=frozenset(_HTTP_STATUS.findall(cell)[:1])),
        }

    def record(self, cells: Sequence[str], number: int, row: str) -> LogRecord:
        """A row's record. `row` is the row as it stands, taken whole when it does not fit the header.

        The message cells stand one below the other, behind the row's severity where a column tells it.
        """
        clues = Clues()
        texts: list[str] = []
        names: dict[str, str] = {}
        time = severity = ""
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
            if meaning in NAMES:
                names.setdefault(meaning, cell)
            elif meaning in {"severity", "status"}:
                severity = severity or severity_of(cell)
        # A row with other cells than the header is taken whole, so that no part of its message is lost.
        fits = texts and len(cells) <= self._width
        said = "\n".join(texts)
        return LogRecord((f"{severity}: {said}" if severity else said) if fits else row, number, clues, time, names)
