"""The sheets of a workbook, row by row: the part of reading one that a library in native code does.

The library may end its process, or take all memory there is; so `workbook_process` lets a process of its own do this.
Nothing in here knows what the columns of a sheet mean.
"""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from msgspec import Struct
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from app.core.text.statement import Statement
from app.storage.files.file_types import LOCKED_WORKBOOK, ole_kind, refusal_of
from app.storage.files.read_errors import DAMAGED, RefusedError
from app.storage.inputs.limits import BOMB, most_unpacked

MAX_UNPACKED = 512 * 1024**2
"""The library holds a sheet in memory, so what a workbook unpacks to is bounded."""
MAX_CELLS = 20_000_000
_BUNCH = 5_000
_BUNCH_LETTERS = 1_000_000
_OLE_LOOK = 64 * 1024**2
_BLOCK = 1024 * 1024
# As far as the library goes in taking something for an address: in any case, with blanks, under any element. Each
# begins with a letter that stands nowhere else for long, which makes the search several times as quick.
_CELL = re.compile(rb"r(?<=\sr)\s*+=\s*+[\"']\s*+([A-Za-z]{1,3}+)(\d{1,9}+)")
_ROW = re.compile(rb"row\s(?:[^>]{0,100}?\s)?r\s*+=\s*+[\"']\s*+(\d{1,9}+)")
# A cell beyond column Z or row 99,999, or such a row: nearly no sheet has one, and to look for one takes a tenth of the
# time in which all addresses are read.
_FAR = re.compile(rb"r(?<=\sr)\s*+=\s*+[\"']\s*+(?:[A-Za-z]{2}|[A-Za-z]?\d{6})")
_TEXT = re.compile(rb"si(?<=[<:]si)[\s>]")
_NAMED = re.compile(rb"[\"']s[\"'][^>]{0,100}>\s*+<(?:\w{1,10}:)?v>(\d{1,9})<")
_LONGEST = 200

Cell = int | float | str | bool | time | date | datetime | timedelta


class Opened(Struct, frozen=True, tag=True):
    """The workbook is open; `kind` is "xlsx", "xlsb", "xls" or "ods"."""

    kind: str


class Sheet(Struct, frozen=True, tag=True):
    """A sheet begins; its rows follow."""


class Rows(Struct, frozen=True, tag=True):
    """The next rows of a sheet, the first of which is its row 1, each as the texts of its cells."""

    rows: list[list[str]]


class Unread(Struct, frozen=True, tag=True):
    """A sheet that cannot be read, and why; the others follow."""

    why: Statement


SheetMessage = Opened | Sheet | Rows | Unread


def sheets_of(kind: str, copy: BinaryIO, size: int) -> Iterator[SheetMessage]:
    """All that a workbook of so many bytes holds. Raises RefusedError with the reason, or whatever reading raises."""
    kind = _checked(kind, copy)
    copy.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(copy)
    except PasswordError as error:
        raise RefusedError(LOCKED_WORKBOOK) from error
    except CalamineError as error:
        raise RefusedError(DAMAGED) from error
    left = most_unpacked(size)
    with book:
        yield Opened(kind)
        for name in book.sheet_names:
            try:
                sheet = book.get_sheet_by_name(name)
            except CalamineError as error:
                yield Unread(Statement("sheet-unread", {"name": repr(name), "why": str(error)}))
                continue
            if sheet.height * sheet.width > MAX_CELLS:
                yield Unread(Statement("sheet-too-large", {"name": repr(name)}))
                continue
            yield Sheet()
            for bunch in _bunches(sheet):
                left -= bunch.letters
                if left < 0:
                    raise RefusedError(BOMB)
                yield Rows(bunch.rows)


def _checked(kind: str, copy: BinaryIO) -> str:
    """Refuse what is no readable workbook, before it is read into memory. The kind, now for certain."""
    if kind == "xls":
        held = ole_kind(copy.read(_OLE_LOOK))
        if held == "locked workbook":
            raise RefusedError(LOCKED_WORKBOOK)
        if held != "xls":
            raise RefusedError(refusal_of(held) or DAMAGED)
        return kind
    with zipfile.ZipFile(copy) as parts:
        if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
            raise RefusedError(BOMB)
        looks = [_look(parts, part) for part in parts.infolist()]
        if max((look.longest for look in looks), default=0) * sum(look.naming for look in looks) > MAX_UNPACKED:
            _check_texts(parts, looks)
        return "xlsb" if "xl/workbook.bin" in parts.NameToInfo else kind


class _Look(Struct):
    """What a look at a part showed: the length of each text that cells may name, and how many cells name one.

    `is_far`: whether its cells may reach far.
    """

    part: zipfile.ZipInfo
    texts: array[int]
    naming: int = 0
    is_far: bool = False

    @property
    def longest(self) -> int:
        return max(self.texts, default=0)


def _look(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> _Look:
    """Refuse a part that unpacks to more than it says, or a sheet whose cells reach too far.

    The library makes room for every cell from the first to the last. Any part may be a sheet, whatever its name.
    """
    if part.flag_bits & 1:
        raise RefusedError(LOCKED_WORKBOOK)
    look = _Look(part, array("q"))
    begun = above = 0
    tail = b""
    with parts.open(part) as stream:
        # Reading it all compares its size and checksum with what it says.
        while block := stream.read(_BLOCK):
            # A cell that two blocks share is seen with the second.
            look.is_far = look.is_far or _FAR.search(tail + block) is not None
            look.naming += block.count(b'"s"') + block.count(b"'s'")
            for found in _TEXT.finditer(block):
                look.texts.append(above + found.start() - begun)
                begun = above + found.start()
            above += len(block)
            tail = block[-_LONGEST:]
    if look.texts:
        look.texts.append(above - begun)
        del look.texts[0]
    if look.is_far and _reach(parts, part) > MAX_CELLS:
        raise RefusedError(Statement("sheet-too-far"))
    return look


def _reach(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """How many cells a sheet has from the first to the last."""
    columns: set[bytes] = set()
    rows = 0
    tail = b""
    with parts.open(part) as stream:
        while block := stream.read(_BLOCK):
            piece = tail + block
            cells = _CELL.findall(piece)
            columns.update([letters.upper() for letters, _ in cells])
            numbers = {number for _, number in cells}
            numbers.update(_ROW.findall(piece))
            rows = max(rows, max(map(int, numbers), default=0))
            tail = block[-_LONGEST:]
    return rows * max(map(_column_number, columns), default=0)


def _check_texts(parts: zipfile.ZipFile, looks: list[_Look]) -> None:
    """Refuse a workbook whose texts are named by so many cells that all of them would be far too much."""
    lengths = max((look.texts for look in looks), key=len)
    letters = 0
    for look in looks:
        if not look.naming:
            continue
        tail = b""
        with parts.open(look.part) as stream:
            while block := stream.read(_BLOCK):
                piece = tail + block
                letters += sum(lengths[int(at)] for at in _NAMED.findall(piece) if int(at) < len(lengths))
                tail = piece[piece.rfind(b"<", len(piece) - _LONGEST) :]
    if letters > MAX_UNPACKED:
        raise RefusedError(BOMB)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _Bunch(Struct):
    """Some rows, and how many letters they hold."""

    rows: list[list[str]]
    letters: int = 0


def _bunches(sheet: CalamineSheet) -> Iterator[_Bunch]:
    """A sheet's rows, some at a time, fewer where they are long."""
    bunch = _Bunch([])
    for row in sheet.iter_rows():
        cells = texts(row)
        bunch.rows.append(cells)
        bunch.letters += sum(map(len, cells))
        if len(bunch.rows) >= _BUNCH or bunch.letters >= _BUNCH_LETTERS:
            yield bunch
            bunch = _Bunch([])
    if bunch.rows:
        yield bunch


def texts(row: Sequence[Cell]) -> list[str]:
    """A row's cells as they would stand in a CSV: whole numbers without ".0", dates in ISO form."""
    return [cell if type(cell) is str else _text(cell) for cell in row]


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)
