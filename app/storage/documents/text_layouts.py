"""Tables and lists that database clients and PowerShell print as text, among other lines.

Tables: a heading with a rule of dashes below it (psql, sqlcmd, Format-Table), in a frame (mysql), or with pipes
(Markdown). Lists: a line for each field, `Name : value` (Format-List, vertical output of mysql and psql), and a blank
line or a title between two records. Only those count whose columns hold messages; all else stays lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.core.scanning.json_records import meaning_of
from app.core.scanning.table_columns import columns_of_names

_MAX_FIELDS = 80
_MAX_MESSAGE_LINES = 60
_FRAMES = str.maketrans(
    {**dict.fromkeys("│┃║", "|"), **dict.fromkeys("─━═", "-"), **dict.fromkeys("┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╞╪╡╭╮╰╯", "+")}
)
_FRAMED = re.compile("[│┃║─━═]")
_BAR_RULE = re.compile(r"[ \t]*-+(?:\+-+)+[ \t]*$")
_FRAME_RULE = re.compile(r"[ \t]*\+(?:[-=]+\+)+[ \t]*$")
_PIPE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$")
_GAP_RULE = re.compile(r"[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*$")
_DASHES = re.compile(r"-+")
_ROW_COUNT = re.compile(r"\s*\(?\d+ rows?\b")
_FIELD = re.compile(r"[ \t]*([A-Za-z][\w .\-/#()]{0,40}?)[ \t]*:(?:[ \t]+(.*)|)$")
_BAR_FIELD = re.compile(r"[ \t]*([A-Za-z][\w .\-/#()]{0,40}?)[ \t]*\|(?:[ \t](.*)|)$")
_TITLE = re.compile(r"[ \t]*(?:\*{5,} \d+\. row \*{5,}|-\[ RECORD \d+ \]-[-+]*)[ \t]*$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_KEYS = frozenset(
    {"row", "kind", "code", "status", "severity", "time", "email", "user", "student", "course", "section", "assignment"}
)


class Line(NamedTuple):
    """A line that belongs to no table."""

    number: int
    text: str


class Row(NamedTuple):
    """A row of a table, or a record of a list, with the headings of its cells."""

    number: int
    headings: tuple[str, ...]
    cells: list[str]


def holds_layouts(text: str, *, is_whole: bool) -> bool:
    """Whether text holds tables or lists of messages; of a long log of which this is the beginning, mostly such."""
    rows = lines = 0
    for piece in layouts_in(enumerate(text.split("\n"), 1)):
        if isinstance(piece, Row):
            rows += 1
            if is_whole:
                return True
        elif piece.text.strip():
            lines += 1
    return rows > lines


def layouts_in(lines: Iterable[tuple[int, str]]) -> Iterator[Line | Row]:
    """The lines and rows of a text, in their order."""
    above: Line | None = None
    layout: _Table | _List | None = None
    for number, written in lines:
        text = written.rstrip("\r")
        line = Line(number, text)
        if layout is not None:
            if layout.takes(line):
                continue
            yield from layout.ended()
            layout = None
        layout = _begun(above, line)
        if layout is not None:
            if above is not None and not layout.has_taken_above:
                yield above
            above = None
            continue
        if above is not None:
            yield above
        above = line
    if layout is not None:
        yield from layout.ended()
    elif above is not None:
        yield above


def _begun(above: Line | None, line: Line) -> _Table | _List | None:
    """What begins with a line, with its heading above it."""
    text = _plain(line.text)
    if _FRAME_RULE.match(text):
        return _Table(line, (), _split_at(_places(text, "+")))
    if above is not None and text.lstrip(" \t|:")[:2] == "--":
        heading = _plain(above.text)
        cut: _Cut | None = None
        if _BAR_RULE.match(text) and "|" in heading:
            cut = _split_at([-1, *_places(text, "+"), 1_000_000])
        elif _PIPE_RULE.match(text) and "|" in heading:
            cut = _split_at_pipes
        elif _GAP_RULE.match(text):
            cut = _split_at_gaps([found.span() for found in _DASHES.finditer(text)])
        names = cut(heading) if cut is not None else None
        if cut is not None and names is not None and all(names) and columns_of_names(names) is not None:
            return _Table(above, tuple(names), cut, has_taken_above=True)
    if _TITLE.match(text):
        return _List(line, _BAR_FIELD if "RECORD" in text else _FIELD)
    if _FIELD.match(line.text) and (above is None or not above.text.strip()):
        begun = _List(None, _FIELD)
        return begun if begun.takes(line) else None
    return None


_Cut = Callable[[str], list[str] | None]
"""Cuts a line into cells; None for a line that has others."""


def _plain(text: str) -> str:
    return text.translate(_FRAMES) if not text.isascii() and _FRAMED.search(text) else text


def _places(text: str, mark: str) -> list[int]:
    return [place for place, letter in enumerate(text) if letter == mark]


def _split_at(places: Sequence[int]) -> _Cut:
    """Cut where the rule has its crosses; where letters are wider than one place, at the pipes."""

    def cut(line: str) -> list[str] | None:
        inner = places[1:-1]
        if all(line[place : place + 1] == "|" for place in inner):
            # The last cell may be longer than its column.
            cells = [line[start + 1 : end] for start, end in pairwise([*places[:-1], len(line)])]
        else:
            bare = line.strip().removeprefix("|").removesuffix("|") if places[0] >= 0 else line
            cells = bare.split("|")
        return [cell.strip().strip("|").strip() for cell in cells] if len(cells) == len(places) - 1 else None

    return cut


def _split_at_pipes(line: str) -> list[str] | None:
    if "|" not in line:
        return None
    bare = line.strip().replace("\\|", "\0").removeprefix("|").removesuffix("|")
    return [cell.replace("\0", "|").strip() for cell in bare.split("|")]


def _split_at_gaps(columns: Sequence[tuple[int, int]]) -> _Cut:
    """Cut at the blanks before each group of dashes; a number that stands at the right may begin before them."""

    def cut(line: str) -> list[str] | None:
        line = line.expandtabs()
        cells: list[str] = []
        start = 0
        for (_, end), (next_start, _) in pairwise(columns):
            place = min(next_start, len(line))
            while place > end and not line[place - 1].isspace():
                place -= 1
            if place and place < len(line) and not line[place - 1].isspace():
                return None
            cells.append(line[start:place].strip())
            start = place
        return [*cells, line[start:].strip()]

    return cut


class _Table:
    """A table that is open. Its first line is its rule where it has a frame, else its heading."""

    def __init__(self, first: Line, headings: tuple[str, ...], cut: _Cut, *, has_taken_above: bool = False) -> None:
        self.has_taken_above = has_taken_above
        self._lines = [first]
        self._headings = headings
        self._cut = cut
        self._rows: list[Row] = []
        self._ready: list[Row | Line] = []
        self._goes_on: set[int] = set()
        self._is_table = bool(headings)
        self._is_over = False
        self._rule_seen = has_taken_above

    def takes(self, line: Line) -> bool:
        """Whether a line belongs to the table."""
        text = _plain(line.text)
        if self._is_over or not text.strip():
            return False
        if _FRAME_RULE.match(text) or (not self._rule_seen and _BAR_RULE.match(text)):
            self._rule_seen = True
            return True
        if _ROW_COUNT.match(text):
            self._is_over = True
            return True
        cells = self._cut(text)
        if cells is None:
            return False
        return self._row(line, cells) if self._is_table else self._heading(cells)

    def _heading(self, cells: list[str]) -> bool:
        self._headings, self._is_table = tuple(cells), columns_of_names(cells) is not None
        return self._is_table

    def _row(self, line: Line, cells: list[str]) -> bool:
        headings = self._headings
        if tuple(cells) == headings or _GAP_RULE.match(line.text) or _BAR_RULE.match(line.text):
            return True
        before = self._rows[-1] if self._rows else None
        filled = [place for place, cell in enumerate(cells) if cell]
        marked = {place for place in filled if cells[place].endswith("+")}
        if before is not None and filled and self._goes_on.issuperset(filled):
            for place in filled:
                _append(
                    before.cells, place, cells[place].removesuffix("+").strip() if place in marked else cells[place]
                )
            self._goes_on = marked
        elif before is not None and len(filled) == 1 and len(headings) > 2 and filled[0] < len(before.cells):
            # A long text that goes on in its column.
            _append(before.cells, filled[0], cells[filled[0]])
        else:
            # A cell of several lines ends with a plus in psql, far from its text or right behind it.
            self._goes_on = marked if _ends_with_plus(line.text) else set()
            cells = [
                cell.removesuffix("+").strip() if place in self._goes_on else cell for place, cell in enumerate(cells)
            ]
            self._rows.append(Row(line.number, headings, cells))
        return True

    def ended(self) -> Iterator[Line | Row]:
        """The rows; the lines where it is no table with messages."""
        if self._is_table:
            yield from self._rows
        else:
            yield from self._lines


def _ends_with_plus(text: str) -> bool:
    return re.search(r"\+[ \t]*(?:\||$)", text) is not None


def _append(cells: list[str], place: int, text: str) -> None:
    if len(cells[place]) < 16_000:
        cells[place] = f"{cells[place]} {text}".strip()


class _List:
    """A list of fields that is open; it is known only at its end whether it holds a message."""

    has_taken_above = False

    def __init__(self, title: Line | None, field: re.Pattern[str]) -> None:
        self._field = field
        self._lines = [title] if title is not None else []
        self._titled = title is not None
        self._fields: list[tuple[Line, str, str, int]] = []

    def takes(self, line: Line) -> bool:
        """Whether a line belongs to the list: a field, or more of the value above."""
        found = self._field.match(line.text)
        if found is not None and len(self._fields) < _MAX_FIELDS:
            colon = line.text.index(":" if self._field is _FIELD else "|", found.end(1))
            if any(name == found[1] for _, name, _, _ in self._fields):
                return False
            self._fields.append((line, found[1], found[2] or "", colon))
        elif self._fields and len(self._lines) < _MAX_MESSAGE_LINES and _is_more(line.text, self._fields[-1][3]):
            first, name, value, colon = self._fields[-1]
            self._fields[-1] = (first, name, f"{value} {line.text.strip()}", colon)
        else:
            return False
        self._lines.append(line)
        return True

    def ended(self) -> Iterator[Line | Row]:
        """The record; the lines where it is none."""
        names = [name for _, name, _, _ in self._fields]
        if self._is_record(names) and self._says_something():
            yield Row(self._fields[0][0].number, tuple(names), [value.strip() for _, _, value, _ in self._fields])
        else:
            yield from self._lines

    def _is_record(self, names: Sequence[str]) -> bool:
        columns = columns_of_names(names)
        if columns is None:
            return False
        # "Error: this" above "Warning: that" are two lines of a log.
        says_more = not _KEYS.isdisjoint(meaning for name in names if (meaning := meaning_of(name)))
        aligned = len({colon for _, _, _, colon in self._fields}) == 1
        return says_more and (self._titled or aligned or len(names) > 2)

    def _says_something(self) -> bool:
        """Whether a message holds words: "Errors: 3" is the sum of a report."""
        return any(meaning_of(name) == "message" and _WORD.search(value) for _, name, value, _ in self._fields)


def _is_more(text: str, colon: int) -> bool:
    """Whether a line goes on with the value above it: it begins where values do."""
    return len(text) - len(text.lstrip()) > colon
