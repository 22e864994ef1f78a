"""What every document reader is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from app.core.clues import ClueReader
from app.core.log_record import LogRecord
from app.core.sieve import Sieve


class DocumentReader(Protocol):
    """Reads one document, once. `format` is its kind in words.

    `notes` are remarks for people, complete when the records were read ("line 7: ..."); `lines` is the highest
    number of a record so far, whether it was left out or not; `left_out` is how many records were left out so far,
    less those that count as none, such as titles. `is_whole` says whether all of the document could be read.
    """

    format: str
    notes: list[str]
    lines: int
    left_out: int
    is_whole: bool

    def records(
        self, stream: BinaryIO, clue_reader: ClueReader, sieve: Sieve | None = None
    ) -> Iterator[LogRecord | None]:
        """The records of a document. Raises one of read_errors, behind the records before a damaged place.

        With a sieve those that do not matter may be left out, and now and then None comes: a turn to stop.
        """
