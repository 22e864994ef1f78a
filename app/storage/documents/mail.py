"""Mails: the subject and the text; what is attached comes as files of its own, by `log_files`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from app.core.matching.clues import ClueReader
from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.log_record import LogRecord
from app.core.text.unwrapping import SOFT_BREAK
from app.storage.documents.reader import DocumentReader
from app.storage.documents.web_page import page_records
from app.storage.inputs import mail_parts

_FLOWED = re.compile(r"(?<=\S) \n(?!>|\s)")
_WRAP = 60
"""Lines shorter than this were not wrapped by a mail program, but ended by a person or a program."""
_LOG_LINE = re.compile(
    r"\s*(?:>\s?)*(?:[-*\u2022]\s|\d{1,4}[.)]\s|[\[{<(|]|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}|\d\d:\d\d"
    r"|(?:trace|debug|info|warn|warning|error|fatal)\b|(?-i:[A-Z])[\w .\-]{0,40}:\s|[\w\-]{1,40}\.csv)",
    re.IGNORECASE,
)
LONG_HEADER = "A header of this mail is longer than any mail program writes; only its beginning was read."
MAX_PARAGRAPH = 40
"""Lines of one paragraph that are looked at as one text."""


class MailReader(DocumentReader):
    """Reads a mail. Record numbers are lines of the decoded text; the subject is line 1."""

    format = "mail"

    def __init__(self) -> None:
        """Begin a mail."""
        super().__init__()

    def records(
        self,
        stream: BinaryIO,
        clue_reader: ClueReader,
        sieve: Sieve | None = None,
    ) -> Iterator[LogRecord | None]:
        """The subject, then the paragraphs of the text. Raises RefusedError when it is no readable mail."""
        mail = mail_parts.read_mail(stream)
        if mail_parts.was_cut(mail):
            self.notes.append(LONG_HEADER)
        subject = mail_parts.header(mail, "Subject")
        if subject:
            yield LogRecord(subject, 1)
        for part in mail_parts.bodies(mail):
            text = mail_parts.text_of(part)
            if part.get_content_type() == "text/html":
                yield from page_records(text, clue_reader, sieve)
            else:
                yield from paragraphs(_unflowed(text, str(part.get_param("format", "") or "")))


def _unflowed(text: str, form: str) -> str:
    """Text in which a line that ends in a blank goes on in the next (RFC 3676), with one marked by a blank only."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FLOWED.sub(f" {SOFT_BREAK}", text) if form.casefold() == "flowed" else text


def paragraphs(text: str) -> Iterator[LogRecord]:
    """The text's lines as records; lines that a mail program wrapped stand together, so that a message is whole.

    A line that begins like a log line or a list's item begins a record, as does one behind a
    blank line or behind a short one.
    """
    together: list[str] = []
    start = 1
    below = 1
    for line in text.split("\n"):
        number, below = below, below + 1 + line.count(SOFT_BREAK)
        ends = not line.strip() or len(together) >= MAX_PARAGRAPH or (together and _begins(together[-1], line))
        if ends and together:
            yield LogRecord(_joined(together), start)
            together = []
        if line.strip():
            if not together:
                start = number
            together.append(line)
    if together:
        yield LogRecord(_joined(together), start)


def _joined(lines: list[str]) -> str:
    # Quoted lines are joined by `unwrap`, which takes their marks away.
    is_quoted = any(line.lstrip().startswith(">") for line in lines)
    return "\n".join(lines) if is_quoted else SOFT_BREAK.join(line.strip() for line in lines)


def _begins(before: str, line: str) -> bool:
    """Whether this line begins a text of its own and is not what was wrapped off the line before."""
    if _LOG_LINE.match(line):
        return True
    first = line.strip(" >\t").split(maxsplit=1)[0] if line.strip(" >\t") else ""
    return len(before.rstrip()) + 1 + len(first) < _WRAP
