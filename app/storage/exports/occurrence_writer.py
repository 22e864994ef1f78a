"""Save every occurrence of a scan while it runs: one row each, nothing kept in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from app.core.catalog.model import Entry
from app.core.report.place import Place
from app.storage.exports.report_tables import FORMULA_STARTS, plain
from app.storage.files.atomic_file import replacing

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

COLUMNS: Final = (
    ("File", 40), ("Line", 10), ("Time", 22), ("Affected record", 32), ("Kind", 12), ("Named with", 40),
    ("Id", 50), ("Error", 44), ("Values", 60),
)  # fmt: skip
MAX_SHEET_ROWS = 1_000_000
"""Occurrences written into a workbook; a sheet holds few more."""

_MAX_CELL = 16_000
_MOST_SAID = 10_000
_Row = tuple[str, int, str, str, str, str, str, str, str]


class OccurrenceWriter:
    """Writes occurrences as CSV, or as a workbook with the sheet "Occurrences" where the name ends with `.xlsx`.

    Used as a context manager. The file appears under its name when the block ends well; after an error the old one is
    as it was. Texts from a log never become formulas.
    """

    def __init__(self, path: Path) -> None:
        """Write to this path; nothing happens before the block begins."""
        self._path = path
        self._open = ExitStack()
        self._write: Callable[[_Row], object] = _not_open
        self._known: dict[int, tuple[tuple[Entry, ...], tuple[str, ...], str]] = {}
        self._said: dict[str, str] = {}
        self._safe: Callable[[str], str] = _harmless
        self.rows = 0

    def __enter__(self) -> Self:
        """Raise OSError where the file cannot be written."""
        with ExitStack() as opening:
            part = opening.enter_context(replacing(self._path))
            is_workbook = self._path.suffix.casefold() == ".xlsx"
            self._safe = _flat if is_workbook else _harmless
            self._write = self._as_workbook(opening, part) if is_workbook else self._as_csv(opening, part)
            self._open = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write = _not_open
        self._open.__exit__(kind, error, trace)

    def on_occurrence(
        self, entries: tuple[Entry, ...], place: Place, names: Mapping[str, str], values: Mapping[str, str]
    ) -> None:
        """Write one occurrence of these entries; to be handed to a scan."""
        # By identity: to hash an entry takes longer than to write a row. Kept alive, its id stays its own.
        known = self._known.get(id(entries))
        if known is None:
            title = " / ".join(dict.fromkeys(entry.title for entry in entries))
            known = entries, tuple(entry.id for entry in entries), title
            if len(self._known) < _MOST_SAID:
                self._known[id(entries)] = known
        self.write(known[1], known[2], place, names, values)

    def write(
        self, ids: Sequence[str], title: str, place: Place, names: Mapping[str, str], values: Mapping[str, str]
    ) -> None:
        """Write one occurrence.

        Args:
            ids: The entries' ids.
            title: Their title.
            place: File, line and time.
            names: The identifiers that it names with their kinds, the affected record first.
            values: The values read out of the message, by name.

        Raises:
            OSError: The disk is full or gone.
        """
        self.rows += 1
        safe, said = self._safe, self._said
        record = next(iter(names), "")
        further = ", ".join([name for name in names if name != record]) if len(names) > 1 else ""
        found = "; ".join([f"{name}={value}" for name, value in values.items()]) if values else ""
        self._write(
            (
                said.get(place.path) or self._once(place.path),
                place.line,
                safe(place.time),
                safe(record),
                names.get(record, ""),
                safe(further),
                ids[0] if len(ids) == 1 else ", ".join(ids),
                said.get(title) or self._once(title),
                safe(found),
            )
        )

    def _once(self, text: str) -> str:
        """What many rows say, made safe once."""
        if len(self._said) > _MOST_SAID:
            self._said.clear()
        safe = self._said[text] = self._safe(text)
        return safe

    @staticmethod
    def _as_csv(opening: ExitStack, part: Path) -> Callable[[_Row], object]:
        # Excel takes a file for UTF-8 only by its byte order mark.
        file = opening.enter_context(part.open("w", encoding="utf-8-sig", newline="", buffering=256 * 1024))
        put = file.write

        def write(row: Sequence[str | int]) -> None:
            # No cell holds a line break, so this is all that CSV asks for, in half the time of the csv module.
            line = ",".join(map(str, row))
            if line.count(",") >= len(row) or '"' in line:
                line = ",".join([_quoted(str(cell)) for cell in row])
            put(line + "\r\n")

        write([heading for heading, _ in COLUMNS])
        return write

    def _as_workbook(self, opening: ExitStack, part: Path) -> Callable[[_Row], object]:
        from app.storage.exports.workbook import open_workbook  # noqa: PLC0415 - a heavy library, only for those who want it

        book = opening.enter_context(open_workbook(part))
        sheet: Worksheet = book.add_worksheet("Occurrences")
        for column, (heading, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading)
        sheet.freeze_panes(1, 0)

        def write(row: Sequence[str | int]) -> None:
            number = self.rows
            if number <= MAX_SHEET_ROWS:
                for column, cell in enumerate(row):
                    if isinstance(cell, int):
                        sheet.write_number(number, column, cell)
                    elif cell:
                        sheet.write_string(number, column, cell)
            elif number == MAX_SHEET_ROWS + 1:
                sheet.write_string(
                    number, 0, "More rows than a sheet can hold: save the occurrences as CSV to see all."
                )

        return write


def _not_open(_row: _Row) -> None:
    raise RuntimeError("Occurrences are written inside the `with` block only.")


def _flat(text: str) -> str:
    """The text on one line, of a length that a cell can hold."""
    if not text.isprintable():
        text = plain(text)
    return text if len(text) <= _MAX_CELL else f"{text[:_MAX_CELL]}…"


def _harmless(text: str) -> str:
    """The same, not to be taken for a formula."""
    text = _flat(text)
    if text[:1].isalnum() or not text.lstrip().startswith(FORMULA_STARTS):
        return text
    return f"'{text}"


def _quoted(cell: str) -> str:
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}"' if "," in cell else cell
