"""A mail and its parts: what a person reads as its text, and what is attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from app.core.text.statement import Statement
from app.storage.files.read_errors import RefusedError

_SUBJECT = re.compile(r"(?im)^subject:.*(?:\n[ \t].*)*")

if TYPE_CHECKING:
    from email.message import EmailMessage, Message

MAX_MAIL = 64 * 1024**2
"""A larger file is no mail that a mail program would send; it is held in memory as a whole."""
_BLOCK = 256 * 1024
MAX_PARTS = 1_000
TOO_MANY_PARTS = Statement("mail-too-many-parts", {"n": MAX_PARTS, "m": MAX_PARTS})
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f/\\:]+")
_SUFFIX_OF_TYPE = {"text/plain": ".txt", "text/html": ".html", "text/csv": ".csv", "application/json": ".json"}
MAX_LEVELS = 50


def read_mail(stream: BinaryIO) -> EmailMessage:
    """Read a mail. Raises RefusedError when it is too large or cannot be read as one, else what reading raises."""
    # Late: most logs are no mails, and this loads half of the standard library.
    from email.message import EmailMessage  # noqa: PLC0415
    from email.parser import BytesFeedParser  # noqa: PLC0415

    from app.storage.inputs.mail_policy import PLAIN_HEADERS  # noqa: PLC0415

    parser = BytesFeedParser(EmailMessage, policy=PLAIN_HEADERS)
    left = MAX_MAIL
    try:
        while block := stream.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise RefusedError(Statement("mail-too-large"))
            parser.feed(block)
        return cast("EmailMessage", parser.close())
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        # The parser trips over some malformed headers.
        raise RefusedError(Statement("mail-damaged")) from error


def header(mail: Message, name: str) -> str:
    """A header's text, "" when it is missing or cannot be read."""
    from app.storage.inputs.mail_policy import decoded  # noqa: PLC0415 - see `read_mail`

    try:
        return decoded(str(mail.get(name, ""))).strip()
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""


def was_cut(mail: Message) -> bool:
    """Whether a header of the mail, or of a part of it, was too long to be read to its end."""
    from app.storage.inputs.mail_policy import longest  # noqa: PLC0415 - see `read_mail`

    return any(len(value) >= longest(name) for part in mail.walk() for name, value in part.raw_items())


def bodies(mail: Message, level: int = 0) -> list[Message]:
    """The parts that are the mail's own text; of the same text in several forms the plain one."""
    if mail.is_multipart():
        if level > MAX_LEVELS or mail.get_content_maintype() != "multipart":
            return []
        found = [bodies(part, level + 1) for part in _parts(mail)]
        if mail.get_content_subtype() != "alternative":
            return [part for parts in found for part in parts]
        plain = [parts for parts in found if parts and all(_is(part, "text/plain") for part in parts)]
        full = [parts for parts in plain if any(content_of(part).strip() for part in parts)]
        return next(iter([*full, *(parts for parts in reversed(found) if parts)]), [])
    is_text = _is(mail, "text/plain") or _is(mail, "text/html")
    return [mail] if is_text and not _is_attached(mail) else []


class Attachment(NamedTuple):
    """A part that is attached, and its name."""

    name: str
    part: Message


def attachments(mail: Message) -> list[Attachment]:
    """What is attached, one more than is read where there is too much; logos that belong to the text are left out."""
    found: list[Attachment] = []
    for part in _leaves(mail, 0):
        if len(found) > MAX_PARTS:
            break
        own_text = not _is_attached(part) and (_is(part, "text/plain") or _is(part, "text/html"))
        is_logo = part.get_content_maintype() == "image" and (part.get("Content-ID") or not _is_attached(part))
        if not own_text and not is_logo:
            found.append(Attachment(_name_of(part, len(found) + 1), part))
    return found


def content_of(part: Message) -> bytes:
    """A part's bytes with base64 and quoted-printable undone. Raises RefusedError when a mail in it is damaged."""
    try:
        if part.get_content_maintype() == "message":
            return b"\n".join(one.as_bytes() for one in _parts(part))
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        raise RefusedError(Statement("mail-part-damaged")) from error
    return content if isinstance(content, bytes) else b""


def text_of(part: Message) -> str:
    """A text part's text, by the encoding it names, else UTF-8 or Windows-1252."""
    content = content_of(part)
    named = part.get_content_charset("")
    for encoding in (named if named not in {"", "us-ascii", "ascii"} else "utf-8", "utf-8"):
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("windows-1252", errors="replace")


def _parts(mail: Message) -> list[Message]:
    payload = mail.get_payload()
    return [cast("Message", part) for part in payload if hasattr(part, "walk")] if isinstance(payload, list) else []


def _leaves(mail: Message, level: int) -> Iterator[Message]:
    """The parts that are no bundles of parts; a forwarded mail is one."""
    if mail.get_content_maintype() == "multipart" and level <= MAX_LEVELS:
        for part in _parts(mail):
            yield from _leaves(part, level + 1)
    else:
        yield mail


def _is(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_file_name(part))


def _file_name(part: Message) -> str:
    from app.storage.inputs.mail_policy import decoded  # noqa: PLC0415 - see `read_mail`

    try:
        return decoded(str(part.get_filename() or ""))
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""


def _name_of(part: Message, number: int) -> str:
    name = _NOT_IN_NAMES.sub("_", _file_name(part)).strip()
    if name:
        return name
    if part.get_content_maintype() == "message":
        subjects = [header(one, "Subject") for one in _parts(part)]
        return f"{_NOT_IN_NAMES.sub('_', ' '.join(subjects)).strip()[:80] or f'mail {number}'}.eml"
    return f"attachment {number}{_SUFFIX_OF_TYPE.get(part.get_content_type(), '')}"


def written_in(head: str) -> str:
    """Return what a person wrote of the first part of a mail: its subject and text.

    The other fields name the programs that carried it (Outlook, Exchange), which say nothing of the errors in it.
    """
    fields, _, text = head.replace("\r\n", "\n").partition("\n\n")
    subject = _SUBJECT.search(fields)
    return f"{subject[0] if subject else ''}\n\n{text}"
