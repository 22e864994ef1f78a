"""Redact a whole text, and look at the result once more."""

from __future__ import annotations

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


def redact_text(desk: Desk, text: str) -> RedactedText:
    """Replace everybody in a text; a line in a CSV file is read by its columns."""
    redactor = Redactor(desk.error_words)
    redacted = redactor.redact(text)
    known = [one for one in redactor.key.values() if redactor.is_distinctive(one)]
    return RedactedText(redacted, redactor.key, leaks(redacted, known, redactor.kept))
