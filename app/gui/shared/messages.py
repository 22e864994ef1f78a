"""Sentences that come from below the window, in the language of the window.

Core, storage and services say in English why something was found or not read; the command line prints that as it is.
Here stand the same sentences, each value in braces. A sentence is recognized by its template, which is translated and
filled again. What is not known stays English; a test goes through the sources to see that nothing is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

# The texts are marked for translation here and looked up below by their template.
_look_up: Final = QCoreApplication.translate
_MARKED: Final = (
    # Why a file was not read, or not to its end.
    QT_TRANSLATE_NOOP(
        "Told", "Holds bytes of zero, as a crash or a full disk leaves them; what is written around them was read."
    ),
    QT_TRANSLATE_NOOP(
        "Told", "This file was changed while it was read: another one has its name now, which was not read."
    ),
    # Archives.
    # Mails and documents.
    QT_TRANSLATE_NOOP(
        "Told", "A header of this mail is longer than any mail program writes; only its beginning was read."
    ),
    QT_TRANSLATE_NOOP("Told", "Line {line}: {why}; from there on it was read as plain lines."),
    QT_TRANSLATE_NOOP("Told", "Line {line}: the document is cut off; what comes before was read."),
    # Files of other kinds.
    # Remarks on files.
    QT_TRANSLATE_NOOP("Told", "is named {ending} but is {kind}"),
    QT_TRANSLATE_NOOP("Told", "is in a file that {remark}"),
    QT_TRANSLATE_NOOP("Told", "is too large to be read as a mail; its lines were read"),
    QT_TRANSLATE_NOOP("Told", "a gzip file"),
    QT_TRANSLATE_NOOP("Told", "a bzip2 file"),
    QT_TRANSLATE_NOOP("Told", "an xz file"),
    QT_TRANSLATE_NOOP("Told", "a zst file"),
    QT_TRANSLATE_NOOP("Told", "a zip archive"),
    QT_TRANSLATE_NOOP("Told", "a tar archive"),
    QT_TRANSLATE_NOOP("Told", "a mail"),
    QT_TRANSLATE_NOOP("Told", "an old Excel or Office file"),
    QT_TRANSLATE_NOOP("Told", "a web page"),
    QT_TRANSLATE_NOOP("Told", "plain text"),
    QT_TRANSLATE_NOOP("Told", "a workbook"),
    QT_TRANSLATE_NOOP("Told", "it is nested too deep"),
    QT_TRANSLATE_NOOP("Told", "a field's name in quotes is missing"),
    QT_TRANSLATE_NOOP("Told", "a colon is missing"),
    QT_TRANSLATE_NOOP("Told", "a comma or bracket is missing"),
    QT_TRANSLATE_NOOP("Told", "the document is cut off"),
    QT_TRANSLATE_NOOP("Told", "this is no JSON value"),
    QT_TRANSLATE_NOOP("Told", "this is no XML"),
    QT_TRANSLATE_NOOP("Told", "this is no YAML"),
    QT_TRANSLATE_NOOP("Told", "a record is broken or too large"),
    # Saving.
    QT_TRANSLATE_NOOP("Told", "Excel could not hold this report: {why}"),
    QT_TRANSLATE_NOOP("Told", "A report cannot be saved as {name}: choose a name that ends with one of {endings}."),
)
_TEMPLATES: Final = tuple(map(str, _MARKED))
_PLACEHOLDER: Final = re.compile(r"\\\{(\w+)\\\}")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?]) (?=[A-Z])")


def told(sentence: str) -> str:
    """A sentence of core, storage or services in the language of the window."""
    found = recognized(sentence)
    if found is None:
        parts = _SENTENCE_END.split(sentence)
        return " ".join(map(told, parts)) if len(parts) > 1 else sentence
    template, values = found
    text = _look_up("Told", template) if template else sentence
    return text.format(**{name: told(value) for name, value in values.items()}) if values else text


@lru_cache(maxsize=2048)
def recognized(sentence: str) -> tuple[str, dict[str, str]] | None:
    """The template of a sentence and the values in it, or None for a sentence not known."""
    for template, match in _matchers():
        values = match(sentence)
        if values is not None:
            return template, values.groupdict()
    return None


@lru_cache(maxsize=1)
def _matchers() -> list[tuple[str, Callable[[str], re.Match[str] | None]]]:
    return [
        (template, re.compile(_PLACEHOLDER.sub(r"(?P<\1>.+?)", re.escape(template)), re.DOTALL).fullmatch)
        for template in _TEMPLATES
    ]
