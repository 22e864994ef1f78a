"""The sentences of the window: one for each code of a statement, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

if TYPE_CHECKING:
    from app.core.text.statement import Code, Statement, Value

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
    # Why a file was not read, or not to its end.
    "file-gone": QT_TRANSLATE_NOOP("Told", "The file is not there any more."),
    "file-locked": QT_TRANSLATE_NOOP(
        "Told",
        "You may not open this file, or another program keeps it locked. "
        "Close that program, or copy the file and drop the copy.",
    ),
    "drive-gone": QT_TRANSLATE_NOOP(
        "Told",
        "The drive or network folder went away while it was read; connect it again, or copy the file here first.",
    ),
    "unreadable": QT_TRANSLATE_NOOP("Told", "The file cannot be read ({why})."),
    "damaged": QT_TRANSLATE_NOOP("Told", "The file is damaged or cut off."),
    "no-memory": QT_TRANSLATE_NOOP("Told", "Reading this file takes more memory than there is."),
    "not-understood": QT_TRANSLATE_NOOP(
        "Told",
        "This file holds something that cannot be understood ({kind}); it was not read to its end.",
    ),
    "folder-unopened": QT_TRANSLATE_NOOP("Told", "This folder cannot be opened: {why}"),
    "no-text": QT_TRANSLATE_NOOP("Told", "This is no text file; its content was not read."),
    "no-text-any-more": QT_TRANSLATE_NOOP("Told", "This is no text file any more."),
    "no-file": QT_TRANSLATE_NOOP("Told", "This is no file."),
    "read-before": QT_TRANSLATE_NOOP("Told", "This was read before and cannot be read again."),
    "piped-gone": QT_TRANSLATE_NOOP("Told", "What was piped in is gone; its lines cannot be shown again."),
    "kept-by-report": QT_TRANSLATE_NOOP("Told", "The file is not there any more; this is what the report kept of it."),
    "changed-since": QT_TRANSLATE_NOOP(
        "Told",
        "The file has changed since it was read: this error is not here any more.",
    ),
    "changed-meanwhile": QT_TRANSLATE_NOOP(
        "Told",
        "This file was changed while it was read, so some of it may be missing here; scan it again.",
    ),
    "ended-process": QT_TRANSLATE_NOOP(
        "Told",
        "Reading this file ended the process that did it, twice; it was not read again.",
    ),
    "ended-looking": QT_TRANSLATE_NOOP(
        "Told",
        "Looking into what was dropped ended the process that did it; drop its files one by one.",
    ),
    "is-device": QT_TRANSLATE_NOOP("Told", "This is a pipe or a device, no file; it was not read."),
    "dead-link": QT_TRANSLATE_NOOP("Told", "This is a link that leads nowhere."),
    "link-to-device": QT_TRANSLATE_NOOP("Told", "This is a link to a pipe or a device, no file; it was not read."),
    "link-to-folder": QT_TRANSLATE_NOOP(
        "Told",
        "This is a link to another folder; drop that folder itself to have it read.",
    ),
    # Archives.
    "archive-empty": QT_TRANSLATE_NOOP(
        "Told",
        "There is no file in this archive: it is empty, or holds folders and links only.",
    ),
    "archive-header": QT_TRANSLATE_NOOP(
        "Told",
        "A header in this archive is longer than any program writes; what comes after it was not read.",
    ),
    "too-many-pieces": QT_TRANSLATE_NOOP(
        "Told",
        "This file is packed in very many pieces that hold next to nothing; it was not read to its end.",
    ),
    "odd-packing": QT_TRANSLATE_NOOP(
        "Told",
        "This file is packed in a way that is not read here; unpack the archive and drop the file itself.",
    ),
    "encrypted": QT_TRANSLATE_NOOP(
        "Told",
        "This file is encrypted; unpack the archive with its password and drop the file itself.",
    ),
    "archive-lists-too-many": QT_TRANSLATE_NOOP("Told", "This archive lists far more files than logs would come in."),
    "archive-unopened": QT_TRANSLATE_NOOP("Told", "This archive cannot be opened, or not to its end: {why}"),
    "leads-out": QT_TRANSLATE_NOOP("Told", "Its name leads out of the archive, as no log's does; it was not read."),
    "archive-bomb": QT_TRANSLATE_NOOP(
        "Told",
        "This archive unpacks to far more than a log would; it was not read to its end.",
    ),
    "nested-too-deep": QT_TRANSLATE_NOOP(
        "Told",
        "Archives are nested more than {n} deep here; unpack some of them and drop the rest.",
    ),
    "archive-too-many": QT_TRANSLATE_NOOP(
        "Told",
        "This archive holds more than {n} files; only the first {m} are read.",
    ),
    "packed": QT_TRANSLATE_NOOP("Told", "This is a {kind}; unpack it and drop the files in it."),
    "kind-7z": QT_TRANSLATE_NOOP("Told", "7z archive"),
    "kind-rar": QT_TRANSLATE_NOOP("Told", "rar archive"),
    "kind-cab": QT_TRANSLATE_NOOP("Told", "cab archive"),
    "kind-z": QT_TRANSLATE_NOOP("Told", "Z archive"),
    # Mails and documents.
    "mail-too-large": QT_TRANSLATE_NOOP(
        "Told",
        "This mail is larger than 64 MB; save its attachments and drop those.",
    ),
    "mail-too-many-parts": QT_TRANSLATE_NOOP(
        "Told",
        "This mail has more than {n} attachments; only the first {m} are read.",
    ),
    "mail-damaged": QT_TRANSLATE_NOOP("Told", "This mail is damaged; copy its text and paste that."),
    "mail-part-damaged": QT_TRANSLATE_NOOP("Told", "This part of the mail is damaged and could not be read."),
    "outlook-damaged": QT_TRANSLATE_NOOP("Told", "This Outlook mail is damaged; copy its text and paste that."),
    "outlook-rtf": QT_TRANSLATE_NOOP(
        "Told",
        "The text of this Outlook mail is kept in a form (RTF) that is not read here; copy its text and paste that.",
    ),
    "outlook-too-large": QT_TRANSLATE_NOOP(
        "Told",
        "This Outlook mail is larger than 64 MB; save its attachments and drop those.",
    ),
    "sheet-too-far": QT_TRANSLATE_NOOP(
        "Told",
        "A sheet of this workbook reaches too far to be read; save it as CSV and drop that.",
    ),
    "sheet-too-large": QT_TRANSLATE_NOOP("Told", "The sheet {name} is too large to be read; save it as CSV."),
    "sheet-unread": QT_TRANSLATE_NOOP("Told", "The sheet {name} could not be read: {why}."),
    "workbook-broke": QT_TRANSLATE_NOOP(
        "Told",
        "This workbook ended the process that read it, or took too much memory; save it as CSV and drop that.",
    ),
    "workbook-too-long": QT_TRANSLATE_NOOP(
        "Told",
        "This workbook takes too long to be read; save it as CSV and drop that.",
    ),
    "workbook-locked": QT_TRANSLATE_NOOP(
        "Told",
        "This workbook is protected with a password; save it without one in Excel and drop that.",
    ),
    "xml-entities": QT_TRANSLATE_NOOP(
        "Told",
        "This XML file defines entities, which no log needs and which may hide others; it was not read.",
    ),
    # Files of other kinds.
    "is-pdf": QT_TRANSLATE_NOOP("Told", "This is a PDF; save or copy its text and drop that."),
    "is-rtf": QT_TRANSLATE_NOOP("Told", "This is an RTF document; save it as plain text and drop that."),
    "is-picture": QT_TRANSLATE_NOOP("Told", "This is a picture; type or copy the error message that it shows."),
    "is-program": QT_TRANSLATE_NOOP("Told", "This is a program, no log."),
    "is-database": QT_TRANSLATE_NOOP(
        "Told",
        "This is a database; export the table with the errors as CSV and drop that.",
    ),
    "is-event-log": QT_TRANSLATE_NOOP(
        "Told",
        "This is a Windows event log; save it as text or CSV in the event viewer and drop that.",
    ),
    "is-winmail": QT_TRANSLATE_NOOP(
        "Told",
        "This is Outlook's winmail.dat; ask for the mail to be sent again as plain text or HTML.",
    ),
    "is-outlook-data": QT_TRANSLATE_NOOP(
        "Told",
        "This is an Outlook data file; save the mails in question as .eml and drop those.",
    ),
    "is-word": QT_TRANSLATE_NOOP("Told", "This is a Word document; save or copy its text and drop that."),
    "is-presentation": QT_TRANSLATE_NOOP("Told", "This is a presentation; save or copy its text and drop that."),
    "is-open-document": QT_TRANSLATE_NOOP(
        "Told",
        "This is an OpenDocument text; save or copy its text and drop that.",
    ),
    "is-outlook-mail": QT_TRANSLATE_NOOP(
        "Told",
        "This is an Outlook mail (.msg); save it as .eml, or copy its text and paste that.",
    ),
    "is-office-file": QT_TRANSLATE_NOOP(
        "Told",
        "This is an old Office file but no workbook; save or copy its text and drop that.",
    ),
    "is-media": QT_TRANSLATE_NOOP("Told", "This is a video or sound file, no log."),
}
# Marked above, looked up below.
_look_up: Final = QCoreApplication.translate


def statement_text(statement: Statement) -> str:
    """Say a statement in the language of the window."""
    values = {name: _words(name, value) for name, value in statement.values.items()}
    return _look_up("Told", str(SENTENCES[statement.code])).format_map(values)


def _words(name: str, value: Value) -> str | int:
    if isinstance(value, str | int):
        return value
    if not isinstance(value, tuple):
        return statement_text(value)
    said = (part if isinstance(part, str) else statement_text(part) for part in value)
    return (QCoreApplication.translate("Told", " and ") if name == "reasons" else ", ").join(said)
