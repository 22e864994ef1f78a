"""Mails of Outlook (.msg) as they would be sent: subject, text and attachments, to be read as any other mail."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO

from app.core.text.statement import Statement
from app.storage.files.file_types import ole_kind
from app.storage.files.read_errors import RefusedError
from app.storage.inputs.open_archives import spooled

if TYPE_CHECKING:
    from email.message import EmailMessage

    from olefile import OleFileIO

DAMAGED = Statement("outlook-damaged")
ONLY_RTF = Statement("outlook-rtf")
_MOST_BYTES = 64 * 1024**2
_LOOK = 64 * 1024**2
_MOST_ATTACHMENTS = 1_000
_MOST_LEVELS = 5
_MOST_LETTERS = 900
_SUBJECT, _BODY, _HTML, _RTF, _NAME, _ADDRESS, _TO = "0037", "1000", "1013", "1009", "0C1A", "0C1F", "0E04"
_DATA, _LONG_NAME, _SHORT_NAME, _MIME_TYPE, _MAIL_IN_IT = "3701", "3707", "3704", "370E", "__substg1.0_3701000D"
_PROPERTIES = "__properties_version1.0"
_SENT_AT = 0x00390040
_CODE_PAGES = (0x3FDE0003, 0x3FFD0003)
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
_MIME = re.compile(r"([a-z]{1,20})/([\w.+\-]{1,80})")

_Path = tuple[str, ...]


def is_outlook_mail(open_file: Callable[[], BinaryIO]) -> bool:
    """Whether an OLE file is a mail. Raises one of read_errors."""
    with spooled(open_file()) as copy:
        return ole_kind(copy.read(_LOOK)) == "Outlook mail"


def opened_as_mail(open_file: Callable[[], BinaryIO], *, needs_text: bool = True) -> BinaryIO:
    """The mail in a file as a stream; see `as_mail`. Raises one of read_errors."""
    with spooled(open_file()) as copy:
        return io.BytesIO(as_mail(copy, needs_text=needs_text))


def as_mail(stream: BinaryIO, *, needs_text: bool = True) -> bytes:
    """The mail in a seekable stream as it would be sent. Raises RefusedError, also where it has no readable text.

    Not `needs_text`: its attachments are wanted.
    """
    # Late: most logs are no mails.
    from olefile import OleFileIO  # noqa: PLC0415

    try:
        with OleFileIO(stream) as file:
            mail = _Outlook(file).mail((), 0, needs_text=needs_text)
            return mail.as_bytes()
    except RefusedError:
        raise
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError, struct.error) as error:
        # The library and the writer of mails trip over odd files in many ways.
        raise RefusedError(DAMAGED) from error


class _Outlook:
    """One file of Outlook's; a mail in it is a folder among its streams."""

    def __init__(self, file: OleFileIO) -> None:
        self._file = file
        self._left = _MOST_BYTES

    def mail(self, path: _Path, level: int, *, needs_text: bool = False) -> EmailMessage:
        """The mail in a folder of the file."""
        from email.message import EmailMessage  # noqa: PLC0415

        mail = EmailMessage()
        properties = self._properties(path, level)
        encoding = _encoding(properties)
        sender = " ".join(filter(None, (self._text(path, name, encoding) for name in (_NAME, _ADDRESS))))
        headers = {
            # Addresses need not be such as can be sent to.
            "X-Outlook-From": sender,
            "X-Outlook-To": self._text(path, _TO, encoding),
            "Subject": self._text(path, _SUBJECT, encoding),
            "Date": _sent_at(properties),
        }
        for name, text in headers.items():
            if line := _CONTROL.sub(" ", text).strip()[:_MOST_LETTERS]:
                mail[name] = line
        mail["Message-ID"] = "<outlook@localhost>"
        self._add_text(mail, path, encoding, needs_text=needs_text)
        for name, kind, content in self._attachments(path, encoding, level):
            mail.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=name)
        return mail

    def _add_text(self, mail: EmailMessage, path: _Path, encoding: str, *, needs_text: bool) -> None:
        body, html = self._text(path, _BODY, encoding), self._text(path, _HTML, encoding)
        if not html:
            html = _decoded(self._bytes((*path, f"__substg1.0_{_HTML}0102")), encoding)
        if needs_text and not body.strip() and not html.strip() and self._has((*path, f"__substg1.0_{_RTF}0102")):
            raise RefusedError(ONLY_RTF)
        mail.set_content(_writable(body))
        if html.strip():
            mail.add_alternative(_writable(html), subtype="html")

    def _attachments(self, path: _Path, encoding: str, level: int) -> Iterator[tuple[str, tuple[str, str], bytes]]:
        folders = dict.fromkeys(
            tuple(entry[: len(path) + 1])
            for entry in self._file.listdir(streams=True, storages=True)
            if tuple(entry[: len(path)]) == path
            and len(entry) > len(path)
            and entry[len(path)].startswith("__attach_version1.0_")
        )
        for number, folder in enumerate(list(folders)[:_MOST_ATTACHMENTS], 1):
            name = self._text(folder, _LONG_NAME, encoding) or self._text(folder, _SHORT_NAME, encoding)
            name = _CONTROL.sub("", name).strip() or f"attachment {number}"
            if self._has((*folder, _MAIL_IN_IT)):
                if level < _MOST_LEVELS:
                    inner = self.mail((*folder, _MAIL_IN_IT), level + 1)
                    yield f"{name.removesuffix('.msg')}.eml", ("application", "octet-stream"), inner.as_bytes()
                continue
            found = _MIME.fullmatch(self._text(folder, _MIME_TYPE, encoding).casefold())
            kind = (found[1], found[2]) if found and found[1] not in {"text", "message", "multipart"} else None
            content = self._bytes((*folder, f"__substg1.0_{_DATA}0102"))
            yield name, kind or ("application", "octet-stream"), content

    def _has(self, path: _Path) -> bool:
        return bool(self._file.exists("/".join(path)))

    def _bytes(self, path: _Path) -> bytes:
        """A stream's bytes, b"" where there is none. Raises RefusedError when they are too many."""
        if not self._has(path):
            return b""
        with self._file.openstream(list(path)) as stream:
            content = stream.read()
        self._left -= len(content)
        if self._left < 0:
            raise RefusedError(Statement("outlook-too-large"))
        return bytes(content)

    def _text(self, path: _Path, name: str, encoding: str) -> str:
        wide = self._bytes((*path, f"__substg1.0_{name}001F"))
        if wide:
            return wide.decode("utf-16-le", errors="replace").rstrip("\0")
        return _decoded(self._bytes((*path, f"__substg1.0_{name}001E")), encoding).rstrip("\0")

    def _properties(self, path: _Path, level: int) -> dict[int, bytes]:
        """The values of fixed length: {tag: eight bytes}."""
        content = self._bytes((*path, _PROPERTIES))
        first = 24 if level else 32
        return {
            struct.unpack_from("<I", content, place)[0]: content[place + 8 : place + 16]
            for place in range(first, len(content) - 15, 16)
        }


def _encoding(properties: dict[int, bytes]) -> str:
    for tag in _CODE_PAGES:
        if tag in properties:
            page = int.from_bytes(properties[tag][:4], "little")
            return "utf-8" if page == 65001 else f"cp{page}"
    return "utf-8"


def _decoded(content: bytes, encoding: str) -> str:
    for name in ("utf-8", encoding):
        try:
            return content.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("windows-1252", errors="replace")


def _sent_at(properties: dict[int, bytes]) -> str:
    ticks = int.from_bytes(properties.get(_SENT_AT, b""), "little")
    if not 0 < ticks < 4 * 10**18:
        return ""
    return (_EPOCH + timedelta(microseconds=ticks // 10)).strftime("%a, %d %b %Y %H:%M:%S +0000")


def _writable(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n") + "\n"
