"""SQL dumps: each row that is inserted is a record, by its table's columns where these are named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from app.core.matching.clues import ClueReader
from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.log_record import LogRecord
from app.core.scanning.outcomes import lists_errors
from app.storage.documents.plain_lines import PlainLines
from app.storage.documents.reader import TextReader
from app.storage.documents.table_rows import TableRows
from app.storage.logs.text_lines import lines_of

_INSERT = re.compile(
    r"\s*INSERT\s+(?:IGNORE\s+|OR\s+\w+\s+)?(?:INTO\s+)?([\w.`\"\[\]$]{1,200})\s*(?:\(([^()]{0,8000})\)\s*)?"
    r"(?:OVERRIDING\s+\w+\s+VALUE\s+)?VALUES\b",
    re.IGNORECASE,
)
_COPY = re.compile(r"\s*COPY\s+([\w.\"]{1,200})\s*\(([^()]{1,8000})\)\s+FROM\s+stdin;?\s*$", re.IGNORECASE)
_COPY_LINE = re.compile(_COPY.pattern, re.IGNORECASE | re.MULTILINE)
_ROWS = re.compile(r"^\s{0,40}(?=INSERT|COPY)", re.IGNORECASE | re.MULTILINE)
_CREATE = re.compile(r"\s*CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w.`\"\[\]$]{1,200})", re.IGNORECASE)
_BEGINS = re.compile(r"\s*INSERT\s+(?:IGNORE\s+|OR\s+\w+\s+)?INTO\s", re.IGNORECASE)
_KEYWORD = (
    r"(?:SET|DROP|CREATE|LOCK|UNLOCK|ALTER|USE|BEGIN|COMMIT|START|SELECT|GRANT|REVOKE|COMMENT|DELETE|TRUNCATE|GO)"
)
# As programs write them, or as a person does: lines of a log may begin with such words, too.
_OTHER = re.compile(rf"\s*(?:{_KEYWORD}\b|--(?:\s|$)|/\*|(?i:{_KEYWORD})\b[^\n]*[;(]\s*$)")
_COLUMN = re.compile(r"\s*[`\"\[]?(\w+)[`\"\]]?\s+(?:\w|$)")
_NO_COLUMN = re.compile(r"\s*(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FOREIGN|CHECK|FULLTEXT|CREATE)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\(((?:[^()]|\([^()]*\)){1,8000})\)")
_COMMA = re.compile(r",(?![^()]*\))")
_TEXT, _ESCAPED_TEXT = r"'(?:[^']++|'')*+'", r"'(?:[^'\\]++|\\.|'')*+'"
_TUPLES = {
    escaped: re.compile(rf"\s*,?\s*\(((?:[^'()]++|{text}|\((?:[^'()]++|{text}|\([^'()]*+\))*+\))*+)\)", re.DOTALL)
    for escaped, text in ((False, _TEXT), (True, _ESCAPED_TEXT))
}
_VALUES = {
    escaped: re.compile(
        rf"\s*(?:(?:N|E|_\w+\s)?({text})(?:::[\w ]+)?|((?:[^,'(]++|\([^)]*+\)|{text})*+))\s*(?:,|$)", re.DOTALL
    )
    for escaped, text in ((False, _TEXT), (True, _ESCAPED_TEXT))
}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_LETTERS = {"n": "\n", "r": "\n", "t": "\t", "0": "", "Z": ""}
_QUOTES = str.maketrans("", "", '`"[]')
_MAX_ROW = 256 * 1024
_MAX_STATEMENT_LINES = 2_000
_MAX_HEAD_LINES = 200
_MAX_TABLES = 500
_TURN = 1_000


def is_sql_dump(text: str) -> bool:
    """Whether text begins as a script does, and inserts rows."""
    if not any(begins.match(text) for begins in (_BEGINS, _COPY_LINE, _OTHER)):
        return False
    return any(
        _INSERT.match(text, found.start()) or _COPY_LINE.match(text, found.start()) for found in _ROWS.finditer(text)
    )


class SqlDumpReader(TextReader):
    """Reads a dump. Record numbers are the lines on which the rows begin."""

    format = "sql"

    def records(
        self,
        stream: BinaryIO,
        clue_reader: ClueReader,
        sieve: Sieve | None = None,  # noqa: ARG002 - taking a row apart costs more than its record
    ) -> Iterator[LogRecord | None]:
        """A record for each row, and for lines that are no statement as in a log of lines."""
        script = _Script(clue_reader)
        for count, (number, line) in enumerate(lines_of(stream, self._encoding)):
            self.lines = number
            yield from script.take(number, line)
            if count % _TURN == 0:
                yield None
        yield from script.ended()


class _Script:
    """Takes a script line by line."""

    def __init__(self, clue_reader: ClueReader) -> None:
        self._clue_reader = clue_reader
        self._plain = PlainLines()
        self._columns: dict[str, list[str]] = {}
        self._tables: dict[tuple[bool, tuple[str, ...]], TableRows] = {}
        self._table: TableRows | None = None
        self._rest = ""
        self._first = 0
        self._escaped = False
        self._copying = False
        self._left = 0
        self._creating: list[str] | None = None
        self._opening: list[str] = []

    def take(self, number: int, line: str) -> Iterator[LogRecord]:
        """The records that end with a line."""
        if self._table is not None:
            if self._copying:
                yield from self._copied(number, line)
            else:
                self._rest = f"{self._rest}\n{line}" if self._rest else line
                self._first = self._first or number
                yield from self._rows(number)
        elif self._left:
            self._within(line)
        elif self._opening:
            yield from self._opened(line)
        else:
            yield from self._statement(number, line)

    def _statement(self, number: int, line: str) -> Iterator[LogRecord]:
        insert, copy = _INSERT.match(line), _COPY.match(line)
        found = insert or copy
        if found is None:
            if _BEGINS.match(line) and "\n" not in line and ";" not in line:
                self._opening, self._first = [line], number
                return
            if _OTHER.match(line) is None:
                yield from self._plain.add(number, line)
                return
            yield from self._plain.ended()
            self._begin_other(line)
            return
        yield from self._plain.ended()
        named = [name.translate(_QUOTES).strip() for name in found[2].split(",")] if found[2] else None
        self._table = self._table_of(found[1], named or self._columns.get(_bare(found[1]), []))
        self._copying = copy is not None
        if insert is not None:
            self._escaped = "`" in insert.group()
            self._rest, self._first = line[insert.end() :], number + line.count("\n", 0, insert.end())
            yield from self._rows(number)

    def _opened(self, line: str) -> Iterator[LogRecord]:
        """Go on with the head of a statement; without any VALUES below it, it is lines."""
        lines, first = [*self._opening, line], self._first
        if _INSERT.match("\n".join(lines)) or len(lines) > _MAX_HEAD_LINES or ";" in line or not line.strip():
            self._opening, self._first = [], 0
            yield from self._statement(first, "\n".join(lines))
        else:
            self._opening = lines

    def _begin_other(self, line: str) -> None:
        create = _CREATE.match(line)
        self._creating = None
        if create is not None and len(self._columns) < _MAX_TABLES:
            self._creating = self._columns[_bare(create[1])] = _columns_within(line[create.end() :])
        is_comment = line.lstrip().startswith(("--", "/*")) or line.strip().casefold() in {"go", "begin", "commit"}
        self._left = 0 if is_comment or line.rstrip().endswith(";") else _MAX_STATEMENT_LINES

    def _within(self, line: str) -> None:
        """Pass over a line of a statement that inserts nothing; those of a table's making name its columns."""
        self._left -= 1
        if self._creating is not None and not _NO_COLUMN.match(line) and (column := _COLUMN.match(line)) is not None:
            self._creating.append(column[1])
        if line.rstrip().endswith(";") or line.strip().casefold() == "go":
            self._left = 0

    def _rows(self, number: int) -> Iterator[LogRecord]:
        """The rows that are complete; an open one waits for the next line."""
        assert self._table is not None  # noqa: S101 - a statement is open
        place = 0
        first = self._first
        while (found := _TUPLES[self._escaped].match(self._rest, place)) is not None:
            first += self._rest.count("\n", place, found.start(1))
            if (record := self._table.record(self._cells(found[1]), first)) is not None:
                yield record
            first += self._rest.count("\n", found.start(1), found.end())
            place = found.end()
        self._rest, self._first = self._rest[place:], first
        waiting = self._rest.strip()
        if not waiting or waiting == ",":
            self._rest, self._first = "", 0
            return
        if not waiting.startswith(("(", ",")) or len(waiting) > _MAX_ROW:
            self._table, self._rest = None, ""
            if not waiting.startswith((";", "ON ", "on ", "RETURNING")):
                yield from self._plain.add(number, waiting)

    def _copied(self, number: int, line: str) -> Iterator[LogRecord]:
        assert self._table is not None  # noqa: S101 - rows are being copied
        if line == "\\.":
            self._table, self._copying = None, False
            return
        cells = ["" if cell == "\\N" else _ESCAPE.sub(_letter, cell) for cell in line.split("\t")]
        if (record := self._table.record(cells, number)) is not None:
            yield record

    def _cells(self, row: str) -> list[str]:
        cells: list[str] = []
        place = 0
        while place < len(row) and (found := _VALUES[self._escaped].match(row, place)) is not None:
            place = max(found.end(), place + 1)
            if found[1] is None:
                bare = found[2].strip()
                cells.append("" if bare.casefold() in {"null", "default"} else bare)
                continue
            text = found[1][1:-1].replace("''", "'")
            cells.append(_ESCAPE.sub(_letter, text) if self._escaped else text)
        return cells

    def _table_of(self, name: str, columns: list[str]) -> TableRows:
        key = lists_errors(_named(name)), tuple(columns)
        if key not in self._tables:
            if len(self._tables) >= _MAX_TABLES:
                self._tables.clear()
            self._tables[key] = TableRows(self._clue_reader, lists_errors=key[0])
            self._tables[key].has_header(columns)
        return self._tables[key]

    def ended(self) -> Iterator[LogRecord]:
        """What is left at the end."""
        for offset, line in enumerate(self._opening):
            yield from self._plain.add(self._first + offset, line)
        if self._rest.strip(" ,;\n"):
            yield from self._plain.add(self._first or 1, self._rest)
        yield from self._plain.ended()


def _columns_within(text: str) -> list[str]:
    """The columns of a table that is made on a single line, as SQLite writes it."""
    within = _IN_BRACKETS.match(text)
    columns = _COMMA.split(within[1]) if within is not None else ()
    found = (_COLUMN.match(f"{column} ") for column in columns if not _NO_COLUMN.match(column))
    return [one[1] for one in found if one is not None]


def _letter(found: re.Match[str]) -> str:
    return _LETTERS.get(found[1], found[1])


def _named(table: str) -> str:
    return table.translate(_QUOTES).rpartition(".")[2]


def _bare(table: str) -> str:
    return _named(table).casefold()
