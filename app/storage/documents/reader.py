"""What every document reader is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from app.core.matching.clues import ClueReader
from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.log_record import AlikeRecords, LogRecord


class DocumentReader(ABC):
    """Reads one document, once. `format` is its kind in words.

    `notes` are remarks for people, complete when the records were read ("line 7: ..."); `lines` is the highest
    number of a record so far, whether it was left out or not; `left_out` is how many records were left out so far,
    less those that count as none, such as titles. `is_whole` says whether all of the document could be read.
    `is_text`: what it reads is text, in which a zero is nothing that anybody wrote.
    """

    format: str
    is_text: ClassVar[bool] = True

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.notes: list[str] = []
        self.lines = 0
        self.left_out = 0
        self.is_whole = True

    @abstractmethod
    def records(
        self, stream: BinaryIO, clue_reader: ClueReader, sieve: Sieve | None = None
    ) -> Iterator[LogRecord | AlikeRecords | None]:
        """The records of a document. Raises one of read_errors, behind the records before a damaged place.

        With a sieve those that do not matter may be left out, those of a table that say the same may come together,
        and now and then None comes: a turn to stop.
        """


class TextReader(DocumentReader):
    """Reads a document that is text."""

    def __init__(self, encoding: str) -> None:
        """Read a file of an encoding that `log_text.encoding_of` knows."""
        super().__init__()
        self._encoding = encoding
