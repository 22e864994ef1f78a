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
    QT_TRANSLATE_NOOP("Told", "The file is not there any more."),
    QT_TRANSLATE_NOOP(
        "Told",
        "You may not open this file, or another program keeps it locked. "
        "Close that program, or copy the file and drop the copy.",
    ),
    QT_TRANSLATE_NOOP(
        "Told",
        "The drive or network folder went away while it was read; connect it again, or copy the file here first.",
    ),
    QT_TRANSLATE_NOOP("Told", "The file cannot be read ({why})."),
    QT_TRANSLATE_NOOP("Told", "The file is damaged or cut off."),
    QT_TRANSLATE_NOOP("Told", "Reading this file takes more memory than there is."),
    QT_TRANSLATE_NOOP(
        "Told", "This file holds something that cannot be understood ({kind}); it was not read to its end."
    ),
    QT_TRANSLATE_NOOP("Told", "This folder cannot be opened: {why}"),
    QT_TRANSLATE_NOOP("Told", "This is no text file; its content was not read."),
    QT_TRANSLATE_NOOP("Told", "This is no file."),
    QT_TRANSLATE_NOOP("Told", "This was read before and cannot be read again."),
    QT_TRANSLATE_NOOP("Told", "The file is not there any more; this is what the report kept of it."),
    QT_TRANSLATE_NOOP("Told", "The file has changed since it was read: this error is not here any more."),
    QT_TRANSLATE_NOOP("Told", "This is no text file any more."),
    QT_TRANSLATE_NOOP(
        "Told", "Holds bytes of zero, as a crash or a full disk leaves them; what is written around them was read."
    ),
    QT_TRANSLATE_NOOP(
        "Told", "This file was changed while it was read, so some of it may be missing here; scan it again."
    ),
    QT_TRANSLATE_NOOP(
        "Told", "This file was changed while it was read: another one has its name now, which was not read."
    ),
    QT_TRANSLATE_NOOP("Told", "Reading this file ended the process that did it, twice; it was not read again."),
    QT_TRANSLATE_NOOP(
        "Told", "Looking into what was dropped ended the process that did it; drop its files one by one."
    ),
    QT_TRANSLATE_NOOP("Told", "This is a pipe or a device, no file; it was not read."),
    QT_TRANSLATE_NOOP("Told", "This is a link that leads nowhere."),
    QT_TRANSLATE_NOOP("Told", "This is a link to a pipe or a device, no file; it was not read."),
    QT_TRANSLATE_NOOP("Told", "This is a link to another folder; drop that folder itself to have it read."),
    # Archives.
    QT_TRANSLATE_NOOP("Told", "There is no file in this archive: it is empty, or holds folders and links only."),
    QT_TRANSLATE_NOOP(
        "Told", "A header in this archive is longer than any program writes; what comes after it was not read."
    ),
    QT_TRANSLATE_NOOP(
        "Told", "This file is packed in very many pieces that hold next to nothing; it was not read to its end."
    ),
    QT_TRANSLATE_NOOP(
        "Told", "This file is packed in a way that is not read here; unpack the archive and drop the file itself."
    ),
    QT_TRANSLATE_NOOP("Told", "This file is encrypted; unpack the archive with its password and drop the file itself."),
    QT_TRANSLATE_NOOP("Told", "This archive lists far more files than logs would come in."),
    QT_TRANSLATE_NOOP("Told", "This archive cannot be opened, or not to its end: {why}"),
    QT_TRANSLATE_NOOP("Told", "Its name leads out of the archive, as no log's does; it was not read."),
    QT_TRANSLATE_NOOP("Told", "This archive unpacks to far more than a log would; it was not read to its end."),
    QT_TRANSLATE_NOOP(
        "Told",
        "Archives are nested more than {n} deep here; unpack some of them and drop the rest.",
    ),
    QT_TRANSLATE_NOOP("Told", "This archive holds more than {n} files; only the first {m} are read."),
    QT_TRANSLATE_NOOP("Told", "This is a {kind}; unpack it and drop the files in it."),
    # Mails and documents.
    QT_TRANSLATE_NOOP("Told", "This mail is larger than 64 MB; save its attachments and drop those."),
    QT_TRANSLATE_NOOP("Told", "This mail has more than {n} attachments; only the first {m} are read."),
    QT_TRANSLATE_NOOP(
        "Told", "A header of this mail is longer than any mail program writes; only its beginning was read."
    ),
    QT_TRANSLATE_NOOP("Told", "This mail is damaged; copy its text and paste that."),
    QT_TRANSLATE_NOOP("Told", "This part of the mail is damaged and could not be read."),
    QT_TRANSLATE_NOOP("Told", "A sheet of this workbook reaches too far to be read; save it as CSV and drop that."),
    QT_TRANSLATE_NOOP(
        "Told", "This workbook ended the process that read it, or took too much memory; save it as CSV and drop that."
    ),
    QT_TRANSLATE_NOOP("Told", "This workbook takes too long to be read; save it as CSV and drop that."),
    QT_TRANSLATE_NOOP("Told", "The sheet {name} is too large to be read; save it as CSV."),
    QT_TRANSLATE_NOOP("Told", "The sheet {name} could not be read: {why}."),
    QT_TRANSLATE_NOOP(
        "Told", "This workbook is protected with a password; save it without one in Excel and drop that."
    ),
    QT_TRANSLATE_NOOP("Told", "Line {line}: {why}; from there on it was read as plain lines."),
    QT_TRANSLATE_NOOP("Told", "Line {line}: the document is cut off; what comes before was read."),
    QT_TRANSLATE_NOOP(
        "Told", "This XML file defines entities, which no log needs and which may hide others; it was not read."
    ),
    QT_TRANSLATE_NOOP("Told", "This Outlook mail is damaged; copy its text and paste that."),
    QT_TRANSLATE_NOOP(
        "Told",
        "The text of this Outlook mail is kept in a form (RTF) that is not read here; copy its text and paste that.",
    ),
    QT_TRANSLATE_NOOP("Told", "This Outlook mail is larger than 64 MB; save its attachments and drop those."),
    # Files of other kinds.
    QT_TRANSLATE_NOOP("Told", "This is a PDF; save or copy its text and drop that."),
    QT_TRANSLATE_NOOP("Told", "This is an RTF document; save it as plain text and drop that."),
    QT_TRANSLATE_NOOP("Told", "This is a picture; type or copy the error message that it shows."),
    QT_TRANSLATE_NOOP("Told", "This is a program, no log."),
    QT_TRANSLATE_NOOP("Told", "This is a database; export the table with the errors as CSV and drop that."),
    QT_TRANSLATE_NOOP("Told", "This is a Windows event log; save it as text or CSV in the event viewer and drop that."),
    QT_TRANSLATE_NOOP(
        "Told", "This is Outlook's winmail.dat; ask for the mail to be sent again as plain text or HTML."
    ),
    QT_TRANSLATE_NOOP("Told", "This is an Outlook data file; save the mails in question as .eml and drop those."),
    QT_TRANSLATE_NOOP("Told", "This is a Word document; save or copy its text and drop that."),
    QT_TRANSLATE_NOOP("Told", "This is a presentation; save or copy its text and drop that."),
    QT_TRANSLATE_NOOP("Told", "This is an OpenDocument text; save or copy its text and drop that."),
    QT_TRANSLATE_NOOP("Told", "This is an Outlook mail (.msg); save it as .eml, or copy its text and paste that."),
    QT_TRANSLATE_NOOP("Told", "This is an old Office file but no workbook; save or copy its text and drop that."),
    QT_TRANSLATE_NOOP("Told", "This is a video or sound file, no log."),
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
    QT_TRANSLATE_NOOP("Told", "7z archive"),
    QT_TRANSLATE_NOOP("Told", "rar archive"),
    QT_TRANSLATE_NOOP("Told", "cab archive"),
    QT_TRANSLATE_NOOP("Told", "Z archive"),
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
