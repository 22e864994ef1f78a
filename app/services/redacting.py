"""Redact a whole text, and look at the result once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.sharing.leak_check import Leak, leaks
from app.core.sharing.redactor import Redactor
from app.services.error_desk import Desk


@dataclass(frozen=True, slots=True)
class RedactedText:
    """A text with stand-ins, what each stands for, and what a second look still finds."""

    text: str
    key: dict[str, str]
    leaks: list[Leak]


def redact_text(desk: Desk, text: str, hidden: Sequence[str] = (), *, readable: bool = False) -> RedactedText:
    """Replace all that is not known to be harmless, and the words to be hidden besides.

    `readable` keeps unknown words in small letters and short numbers, which may name somebody.
    """
    words = desk.error_words
    redactor = Redactor(words, hidden, desk.stand_in_key, readable=readable)
    redacted = redactor.redact(text)
    found = leaks(redacted, words.dictionary, redactor.learned_names(), redactor.kept, words=not readable)
    return RedactedText(redacted, redactor.key, found)
