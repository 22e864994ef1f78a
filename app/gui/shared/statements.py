"""The sentences of the window: one for each code of a statement, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

if TYPE_CHECKING:
    from app.core.text.statement import Code, Statement

SENTENCES: Final[Mapping[Code, object]] = {
    # How an entry was found.
    "exact": QT_TRANSLATE_NOOP("Told", "Exactly this text."),
    "exact-inferred": QT_TRANSLATE_NOOP("Told", "Exactly this text (its wording is inferred)."),
    "exact-shared": QT_TRANSLATE_NOOP(
        "Told", "Exactly this text, which {n} entries share; nothing here decides between them."
    ),
    "exact-decided": QT_TRANSLATE_NOOP(
        "Told", "Exactly this text; the {reasons} decided between entries that share it."
    ),
    "told-apart": QT_TRANSLATE_NOOP("Told", "Shares this text; told apart by {reasons}."),
    "also-in-text": QT_TRANSLATE_NOOP("Told", "Also found in this text."),
    "begins-like": QT_TRANSLATE_NOOP("Told", "Begins like this text; how it goes on here is not in the catalog."),
    "could-be": QT_TRANSLATE_NOOP("Told", "Could be this text; other programs print it, too."),
    "entry-id": QT_TRANSLATE_NOOP("Told", "This is the entry's ID."),
    "related": QT_TRANSLATE_NOOP("Told", "Related to the entry found."),
    "nearly": QT_TRANSLATE_NOOP("Told", "Almost this text: {differences} of {n} words."),
    "has-code": QT_TRANSLATE_NOOP("Told", "Has the code {number}."),
    "has-status": QT_TRANSLATE_NOOP("Told", "Has the HTTP status {number}."),
    "has-words": QT_TRANSLATE_NOOP("Told", "{found} of {all} words: {words}."),
    "resembles": QT_TRANSLATE_NOOP("Told", "Resembles these words."),
    # What decided between entries.
    "by-code": QT_TRANSLATE_NOOP("Told", "code"),
    "by-status": QT_TRANSLATE_NOOP("Told", "HTTP status"),
    "by-values": QT_TRANSLATE_NOOP("Told", "values"),
    "by-vendor": QT_TRANSLATE_NOOP("Told", "vendor"),
    "by-record-type": QT_TRANSLATE_NOOP("Told", "record type"),
    "by-nothing": QT_TRANSLATE_NOOP("Told", "nothing here"),
    # How a text or a word differs from the catalog's.
    "misspelled": QT_TRANSLATE_NOOP("Told", "{n} misspelled"),
    "missing": QT_TRANSLATE_NOOP("Told", "{n} missing"),
    "other-words": QT_TRANSLATE_NOOP("Told", "other words"),
    "typo": QT_TRANSLATE_NOOP("Told", "{word} (typo of {other})"),
    "synonym": QT_TRANSLATE_NOOP("Told", "{word} (synonym of {other})"),
    # How long a scan takes.
    "few-seconds-left": QT_TRANSLATE_NOOP("Told", "a few seconds left"),
    "seconds-left": QT_TRANSLATE_NOOP("Told", "about {n} seconds left"),
    "minute-left": QT_TRANSLATE_NOOP("Told", "about 1 minute left"),
    "minutes-left": QT_TRANSLATE_NOOP("Told", "about {n} minutes left"),
    "hour-left": QT_TRANSLATE_NOOP("Told", "about 1 hour left"),
    "hours-left": QT_TRANSLATE_NOOP("Told", "about {n} hours left"),
    "hour-minutes-left": QT_TRANSLATE_NOOP("Told", "about 1 hour {n} minutes left"),
    "hours-minutes-left": QT_TRANSLATE_NOOP("Told", "about {n} hours {m} minutes left"),
}
# Marked above, looked up below.
_look_up: Final = QCoreApplication.translate


def statement_text(statement: Statement) -> str:
    """Say a statement in the language of the window."""
    values = {
        name: _listed(name, value) if isinstance(value, tuple) else value for name, value in statement.values.items()
    }
    return _look_up("Told", str(SENTENCES[statement.code])).format_map(values)


def _listed(name: str, parts: tuple[str | Statement, ...]) -> str:
    said = (part if isinstance(part, str) else statement_text(part) for part in parts)
    return (QCoreApplication.translate("Told", " and ") if name == "reasons" else ", ").join(said)
