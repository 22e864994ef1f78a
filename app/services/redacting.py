"""Redact a whole text, and look at the result once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.leaks import Leak, leaks
from app.core.redaction import Redactor
from app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class RedactedText:
    """A text with stand-ins, what each stands for, and what a second look still finds."""

    text: str
    key: dict[str, str]
    leaks: list[Leak]


def redact_text(desk: Desk, text: str, hidden: Sequence[str] = ()) -> RedactedText:
    """Replace everybody in a text, and the words to be hidden besides; a line of CSV is read by its columns."""
    redactor = Redactor(desk.error_words, hidden)
    redacted = redactor.redact(text)
    known = [one for one in redactor.key.values() if redactor.is_distinctive(one)]
    # Words to be hidden that do not stand in the text are no part of its key.
    key = {name: original for name, original in redactor.key.items() if name in redacted}
    return RedactedText(redacted, key, leaks(redacted, known, redactor.kept))
