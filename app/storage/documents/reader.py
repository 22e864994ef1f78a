"""What every document reader is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from app.core.clues import ClueReader
from app.core.log_record import LogRecord


class DocumentReader(Protocol):
    """Reads one document, once. `format` is its kind in words.

    `notes` are remarks for people, complete when the records were read ("line 7: ...").
    """

    format: str
    notes: list[str]

    def records(self, stream: BinaryIO, clue_reader: ClueReader) -> Iterator[LogRecord]:
        """The records of a document. Raises one of read_errors, behind the records before a damaged place."""
