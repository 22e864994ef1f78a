"""What the columns of a table mean, and its rows as records: one reading for CSV, workbooks and web pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import NamedTuple

from app.core.matching.clues import NO_CLUES, ClueReader, Clues
from app.core.scanning.json_records import meaning_of, severity_of
from app.core.scanning.log_record import InPlace, LogRecord, Outcome
from app.core.scanning.row_outcomes import RowOutcomes, names_outcome
from app.core.text.identifiers import KINDS, identifiers_of
from app.core.text.lazy_pattern import lazy_pattern

DELIMITERS = ",;\t|"
MIN_COLUMNS = 2
_MAX_NAME = 40
_MASK = str.maketrans("123456789", "000000000")
_MAX_KNOWN = 4_000
"""Ways to fill the columns that are clues which are remembered."""
_HTTP_STATUS = lazy_pattern(r"[1-5]\d\d")
_JSON_FIELD = lazy_pattern(r"\s*\[?\s*\{\s*\"?[^\"]*\"?\s*:")
"""What the first cell of a header begins with where it is a line of JSON, cut at its commas."""

Columns = dict[int, str]
"""{index of a column: what it means}; columns without a meaning are left out."""


def columns_of_names(names: Sequence[str]) -> Columns | None:
    """What the cells of a header row mean; None when they are no header of a table with messages or outcomes."""
    if len(names) < MIN_COLUMNS or any(len(name) >= _MAX_NAME for name in names) or _JSON_FIELD.match(names[0]):
        return None
    columns = {index: meaning for index, name in enumerate(names) if (meaning := _meaning_of(name)) is not None}
    if "message" in columns.values():
        return None if _is_a_line(names, columns) else columns
    return columns if len(columns) >= MIN_COLUMNS and any(map(names_outcome, names)) else None


def _meaning_of(name: str) -> str | None:
    meaning = meaning_of(name)
    return "status" if meaning is None and names_outcome(name) else meaning


def _is_a_line(names: Sequence[str], columns: Mapping[int, str]) -> bool:
    """Whether "ERROR | Course not found" is a log line with its level, and no header with a column "Error"."""
    messages = [names[index].strip().casefold() for index, meaning in columns.items() if meaning == "message"]
    if any(message not in {"error", "errors", "warning", "warnings", "exception"} for message in messages):
        return False
    return len(columns) < MIN_COLUMNS or any(
        len(name.split()) > 2 for index, name in enumerate(names) if index not in columns
    )


class NamedColumn(NamedTuple):
    """What a column holds that identifies records of a kind, row by row."""

    meaning: str
    texts: list[str]


class RowReader:
    """Reads the rows of one table by the names and meanings of its columns.

    A row with other cells than the header may have moved cells: they are believed only in their place (`InPlace`).
    `deciding` are the columns that decide what a row says if it fits: all but those of its time and its identifiers.
    """

    def __init__(
        self,
        names: Sequence[str],
        columns: Columns,
        clue_reader: ClueReader,
        *,
        is_sure: bool = True,
        lists_errors: bool = False,
    ) -> None:
        """Read rows under a header of these names, whose columns mean this. Not `is_sure`: any cell may have moved.

        `lists_errors`: the table's name says that each row with a message is an error.
        """
        self.is_sure = is_sure
        self._header = tuple(names)
        self._width = len(names)
        readers: Mapping[str, Callable[[str], Clues]] = {
            "kind": clue_reader.of_field,
            "vendor": clue_reader.of_vendor,
            "speaker": clue_reader.of_speaker,
            "code": lambda cell: Clues(codes=frozenset({cell} if cell.isdigit() else ())),
            "status": lambda cell: Clues(statuses=frozenset(_HTTP_STATUS.findall(cell)[:1])),
        }
        self._messages = _places(columns, {"message"})
        self._severities = _places(columns, {"severity", "status"})
        self._times = _places(columns, {"time"})
        self._names = [(index, meaning) for index, meaning in columns.items() if meaning in KINDS]
        self._clued = [(index, readers[meaning]) for index, meaning in columns.items() if meaning in readers]
        self._known_clues: dict[tuple[str, ...], Clues] = {}
        # Where no name of a record type holds a digit, the numbers in an endpoint say nothing.
        self._mask = {} if clue_reader.reads_digits else _MASK
        self._masked = {index for index, meaning in columns.items() if meaning == "kind"}
        self._outcomes = RowOutcomes(names, columns, lists_errors=lists_errors)
        of_clues = [index for index, _ in self._clued]
        self.deciding = tuple(sorted({*self._messages, *self._severities, *of_clues, *self._outcomes.columns}))

    @property
    def may_leave_out(self) -> bool:
        """Whether rows may be left out by what their bytes hold: each of their cells says alone whether it matters."""
        return len(self._messages) == 1 and not self._outcomes.need_every_row

    def deciding_column(self, index: int, rows: Sequence[Sequence[str]]) -> list[str]:
        """The cells of a deciding column, without what differs from row to row and decides nothing."""
        cells = [row[index] for row in rows]
        if index not in self._masked:
            return cells
        bare = {cell: cell.translate(self._mask) for cell in set(cells)}
        return [bare[cell] for cell in cells]

    def may_be_header(self, cells: Sequence[str]) -> bool:
        """Whether a row, or one that says the same, may be a header that is repeated."""
        if not (self.is_sure and self.fits(cells)):
            return True
        return all(cells[index].split() == self._header[index].split() for index in self.deciding)

    def fits(self, cells: Sequence[str]) -> bool:
        """Whether a row has as many cells as the header. Else some of them may have moved, any of them."""
        return len(cells) == self._width

    def text(self, cells: Sequence[str], row: str) -> str:
        """The text of a row's record: its message cells one below the other, behind its severity.

        `row` is the row as it stands, taken whole when it does not fit the header: no part of its message is lost.
        """
        if not self.is_sure or not self.fits(cells):
            return row
        texts = [cell for index in self._messages if (cell := cells[index].strip())]
        if not texts:
            return row
        said = texts[0] if len(texts) == 1 else "\n".join(texts)
        for index in self._severities:
            if severity := severity_of(cells[index].strip()):
                return f"{severity}: {said}"
        return said

    def outcome(self, cells: Sequence[str]) -> Outcome:
        """What a row's cells say of its outcome."""
        return self._outcomes.of(cells) if self.fits(cells) else self._outcomes.of_moved(cells)

    def record(self, cells: Sequence[str], number: int, row: str) -> LogRecord:
        """A row's record."""
        return self.record_saying(self.text(cells, row), self.outcome(cells), cells, number)

    def record_saying(self, text: str, outcome: Outcome, cells: Sequence[str], number: int) -> LogRecord:
        """The record of a row whose text and outcome are known."""
        if not self.is_sure or not self.fits(cells):
            return LogRecord(text, number, outcome=outcome, in_place=self._in_place(cells))
        return LogRecord(text, number, self._clues(cells), self._time(cells), self._named_records(cells), outcome)

    def _in_place(self, cells: Sequence[str]) -> InPlace | None:
        """The reading that holds if the message stands in its column: all left of it then does, too."""
        fits = self.fits(cells)
        place = self._messages[0] if self._messages else len(cells)
        at_end = cells[-1].strip() if len(cells) >= MIN_COLUMNS and not fits and place == self._width - 1 else ""
        if place >= len(cells) or not cells[place].strip():
            return InPlace("", "", at_end=at_end) if at_end else None
        known = cells if fits else cells[:place]
        behind = ", ".join(cells[place + 1 :])
        names = self._named_records(known)
        return InPlace(cells[place], behind, fits, at_end, self._clues(known), self._time(known), names)

    def times(self, rows: Sequence[Sequence[str]]) -> list[str]:
        """The times of rows that fit the header."""
        if len(self._times) == 1:
            return _stripped([row[self._times[0]] for row in rows])
        return [self._time(row) for row in rows] if self._times else [""] * len(rows)

    def named_columns(self, rows: Sequence[Sequence[str]]) -> list[NamedColumn]:
        """What the columns that identify records hold in rows that fit the header."""
        return [NamedColumn(meaning, _unquoted([row[index] for row in rows])) for index, meaning in self._names]

    def _time(self, cells: Sequence[str]) -> str:
        return next((cell for index in self._times if (cell := _cell(cells, index))), "")

    def _named_records(self, cells: Sequence[str]) -> dict[str, str]:
        # A quote that opens and never closes is no part of anybody's id.
        return identifiers_of((meaning, _cell(cells, index).strip('"')) for index, meaning in self._names)

    def _clues(self, cells: Sequence[str]) -> Clues:
        said = tuple(
            [
                _cell(cells, index).translate(self._mask) if index in self._masked else _cell(cells, index)
                for index, _ in self._clued
            ]
        )
        clues = self._known_clues.get(said)
        if clues is None:
            clues = NO_CLUES
            for cell, (_, read) in zip(said, self._clued, strict=True):
                if cell:
                    clues = clues.or_else(read(cell))
            if len(self._known_clues) >= _MAX_KNOWN:
                self._known_clues.clear()
            self._known_clues[said] = clues
        return clues


def _places(columns: Columns, meanings: Set[str]) -> list[int]:
    return [index for index, meaning in columns.items() if meaning in meanings]


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index].strip() if index < len(cells) else ""


def _stripped(cells: list[str]) -> list[str]:
    """The cells of a column without blanks around them."""
    # Of cells without any blank nothing need be taken.
    return cells if len(f"|{'|'.join(cells)}|".split()) == 1 else [cell.strip() for cell in cells]


def _unquoted(cells: list[str]) -> list[str]:
    """The cells of a column without blanks around them, and without a quote that opens and never closes."""
    stripped = _stripped(cells)
    return [cell.strip('"').strip() for cell in stripped] if '"' in "|".join(stripped) else stripped
