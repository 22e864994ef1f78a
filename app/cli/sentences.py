"""The sentences of the command line: one for each code of a statement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.core.text.statement import Code, Statement, Value

ENGLISH: Final[Mapping[Code, str]] = {
    # How an entry was found.
    "exact": "Exactly this text.",
    "exact-inferred": "Exactly this text (its wording is inferred).",
    "exact-shared": "Exactly this text, which {n} entries share; nothing here decides between them.",
    "exact-decided": "Exactly this text; the {reasons} decided between entries that share it.",
    "told-apart": "Shares this text; told apart by {reasons}.",
    "also-in-text": "Also found in this text.",
    "begins-like": "Begins like this text; how it goes on here is not in the catalog.",
    "could-be": "Could be this text; other programs print it, too.",
    "entry-id": "This is the entry's ID.",
    "related": "Related to the entry found.",
    "nearly": "Almost this text: {differences} of {n} words.",
    "has-code": "Has the code {number}.",
    "has-status": "Has the HTTP status {number}.",
    "has-words": "{found} of {all} words: {words}.",
    "resembles": "Resembles these words.",
    # What decided between entries.
    "by-code": "code",
    "by-status": "HTTP status",
    "by-values": "values",
    "by-vendor": "vendor",
    "by-record-type": "record type",
    "by-nothing": "nothing here",
    # How a text or a word differs from the catalog's.
    "misspelled": "{n} misspelled",
    "missing": "{n} missing",
    "other-words": "other words",
    "typo": "{word} (typo of {other})",
    "synonym": "{word} (synonym of {other})",
    # How long a scan takes.
    "few-seconds-left": "a few seconds left",
    "seconds-left": "about {n} seconds left",
    "minute-left": "about 1 minute left",
    "minutes-left": "about {n} minutes left",
    "hour-left": "about 1 hour left",
    "hours-left": "about {n} hours left",
    "hour-minutes-left": "about 1 hour {n} minutes left",
    "hours-minutes-left": "about {n} hours {m} minutes left",
    # Why a file was not read, or not to its end.
    "file-gone": "The file is not there any more.",
    "file-locked": "You may not open this file, or another program keeps it locked. "
    "Close that program, or copy the file and drop the copy.",
    "drive-gone": (
        "The drive or network folder went away while it was read; connect it again, or copy the file here first."
    ),
    "unreadable": "The file cannot be read ({why}).",
    "damaged": "The file is damaged or cut off.",
    "no-memory": "Reading this file takes more memory than there is.",
    "not-understood": "This file holds something that cannot be understood ({kind}); it was not read to its end.",
    "folder-unopened": "This folder cannot be opened: {why}",
    "no-text": "This is no text file; its content was not read.",
    "no-text-any-more": "This is no text file any more.",
    "no-file": "This is no file.",
    "read-before": "This was read before and cannot be read again.",
    "piped-gone": "What was piped in is gone; its lines cannot be shown again.",
    "kept-by-report": "The file is not there any more; this is what the report kept of it.",
    "changed-since": "The file has changed since it was read: this error is not here any more.",
    "changed-meanwhile": "This file was changed while it was read, so some of it may be missing here; scan it again.",
    "ended-process": "Reading this file ended the process that did it, twice; it was not read again.",
    "ended-looking": "Looking into what was dropped ended the process that did it; drop its files one by one.",
    "is-device": "This is a pipe or a device, no file; it was not read.",
    "dead-link": "This is a link that leads nowhere.",
    "link-to-device": "This is a link to a pipe or a device, no file; it was not read.",
    "link-to-folder": "This is a link to another folder; drop that folder itself to have it read.",
    # Archives.
    "archive-empty": "There is no file in this archive: it is empty, or holds folders and links only.",
    "archive-header": "A header in this archive is longer than any program writes; what comes after it was not read.",
    "too-many-pieces": (
        "This file is packed in very many pieces that hold next to nothing; it was not read to its end."
    ),
    "odd-packing": "This file is packed in a way that is not read here; unpack the archive and drop the file itself.",
    "encrypted": "This file is encrypted; unpack the archive with its password and drop the file itself.",
    "archive-lists-too-many": "This archive lists far more files than logs would come in.",
    "archive-unopened": "This archive cannot be opened, or not to its end: {why}",
    "leads-out": "Its name leads out of the archive, as no log's does; it was not read.",
    "archive-bomb": "This archive unpacks to far more than a log would; it was not read to its end.",
    "nested-too-deep": "Archives are nested more than {n} deep here; unpack some of them and drop the rest.",
    "archive-too-many": "This archive holds more than {n} files; only the first {m} are read.",
    "packed": "This is a {kind}; unpack it and drop the files in it.",
    "kind-7z": "7z archive",
    "kind-rar": "rar archive",
    "kind-cab": "cab archive",
    "kind-z": "Z archive",
    # Mails and documents.
    "mail-too-large": "This mail is larger than 64 MB; save its attachments and drop those.",
    "mail-too-many-parts": "This mail has more than {n} attachments; only the first {m} are read.",
    "mail-damaged": "This mail is damaged; copy its text and paste that.",
    "mail-part-damaged": "This part of the mail is damaged and could not be read.",
    "outlook-damaged": "This Outlook mail is damaged; copy its text and paste that.",
    "outlook-rtf": (
        "The text of this Outlook mail is kept in a form (RTF) that is not read here; copy its text and paste that."
    ),
    "outlook-too-large": "This Outlook mail is larger than 64 MB; save its attachments and drop those.",
    "sheet-too-far": "A sheet of this workbook reaches too far to be read; save it as CSV and drop that.",
    "sheet-too-large": "The sheet {name} is too large to be read; save it as CSV.",
    "sheet-unread": "The sheet {name} could not be read: {why}.",
    "workbook-broke": (
        "This workbook ended the process that read it, or took too much memory; save it as CSV and drop that."
    ),
    "workbook-too-long": "This workbook takes too long to be read; save it as CSV and drop that.",
    "workbook-locked": "This workbook is protected with a password; save it without one in Excel and drop that.",
    "xml-entities": "This XML file defines entities, which no log needs and which may hide others; it was not read.",
    # Files of other kinds.
    "is-pdf": "This is a PDF; save or copy its text and drop that.",
    "is-rtf": "This is an RTF document; save it as plain text and drop that.",
    "is-picture": "This is a picture; type or copy the error message that it shows.",
    "is-program": "This is a program, no log.",
    "is-database": "This is a database; export the table with the errors as CSV and drop that.",
    "is-event-log": "This is a Windows event log; save it as text or CSV in the event viewer and drop that.",
    "is-winmail": "This is Outlook's winmail.dat; ask for the mail to be sent again as plain text or HTML.",
    "is-outlook-data": "This is an Outlook data file; save the mails in question as .eml and drop those.",
    "is-word": "This is a Word document; save or copy its text and drop that.",
    "is-presentation": "This is a presentation; save or copy its text and drop that.",
    "is-open-document": "This is an OpenDocument text; save or copy its text and drop that.",
    "is-outlook-mail": "This is an Outlook mail (.msg); save it as .eml, or copy its text and paste that.",
    "is-office-file": "This is an old Office file but no workbook; save or copy its text and drop that.",
    "is-media": "This is a video or sound file, no log.",
}


def sentence_of(statement: Statement, sentences: Mapping[Code, str] = ENGLISH) -> str:
    """Say a statement in the language of these sentences."""
    values = {name: _words(name, value, sentences) for name, value in statement.values.items()}
    return sentences[statement.code].format_map(values)


def _words(name: str, value: Value, sentences: Mapping[Code, str]) -> str | int:
    if isinstance(value, Statement):
        return sentence_of(value, sentences)
    if isinstance(value, tuple):
        said = (part if isinstance(part, str) else sentence_of(part, sentences) for part in value)
        return (" and " if name == "reasons" else ", ").join(said)
    return value
