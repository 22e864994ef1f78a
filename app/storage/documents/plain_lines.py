"""Lines of text in a document, put together to records as those of a plain log are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.core.scanning.log_record import LogRecord
from app.core.text.multiline import MAX_RECORD_LINES, goes_on


class PlainLines:
    """Puts lines together to records."""

    def __init__(self) -> None:
        """Begin with no line."""
        self._lines: list[str] = []
        self._number = 0

    def add(self, number: int, text: str) -> Iterator[LogRecord]:
        """Take a line; the record that ended with the line above it comes out."""
        if self._lines and (len(self._lines) >= MAX_RECORD_LINES or not goes_on(self._lines[-1], text)):
            yield from self.ended()
        if not self._lines:
            self._number = number
        self._lines.append(text)

    def ended(self) -> Iterator[LogRecord]:
        """The record of the lines so far, if they hold any text: something else follows, or nothing."""
        lines, self._lines = self._lines, []
        text = "\n".join(lines)
        if text.strip():
            yield LogRecord(text, self._number)


def plain_records(lines: Iterable[tuple[int, str]]) -> Iterator[LogRecord]:
    """The records of numbered lines."""
    plain = PlainLines()
    for number, text in lines:
        yield from plain.add(number, text)
    yield from plain.ended()
