"""Zip, tar and mail as archives: what stands in them, and each member's bytes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from msgspec import Struct

from app.core.text.statement import Statement
from app.storage.files.read_errors import RefusedError
from app.storage.files.shared_open import open_shared
from app.storage.inputs import mail_parts
from app.storage.inputs.limits import BOMB, most_unpacked
from app.storage.inputs.open_archives import Held, spooled
from app.storage.inputs.truncated_zip import CutZip

_ENCRYPTED = Statement("encrypted")
_ODD_PACKING = Statement("odd-packing")
_READ_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
_MAX_DIRECTORY = 16 * 1024**2
_MAX_TAIL = 65_536 + 22 + 20 + 56
_FULL = 0xFFFFFFFF


class Member(Struct, frozen=True):
    """A file in an archive: `key` finds it, `refusal` says why it is not read."""

    name: str
    key: object
    size: int = 0
    packed: int = 0
    refusal: Statement | None = None
    is_last: bool = False


class Archive(Protocol):
    """A kind of archive. What `opened` gives is handed back to the others."""

    @property
    def sequential(self) -> bool:
        """Whether its members are reached one after the other only."""

    def opened(self) -> tuple[object, Callable[[], None]]:
        """Open it; what is open and how to close it. Raises one of read_errors."""

    def members(self, held: Callable[[], Held[object]]) -> Iterator[Member]:
        """Its files in their order. Raises one of read_errors where it is damaged."""

    def can_open(self, content: object, key: object) -> bool:
        """Whether this member can still be reached without opening the archive again."""

    def member(self, content: object, key: object, *, is_peek: bool) -> BinaryIO:
        """A member's bytes; after a peek it can be opened once more. Raises one of read_errors."""


class Zip:
    """A zip file, on disk or in another archive."""

    sequential = False

    def __init__(self, open_packed: Callable[[], BinaryIO], path: Path | None) -> None:
        """Read a zip file from disk, or a copy of it."""
        self._open = open_packed
        self._path = path

    def opened(self) -> tuple[zipfile.ZipFile | CutZip, Callable[[], None]]:
        """Read the list of members; where it is missing, find them. Raises one of read_errors."""
        file = open_shared(self._path) if self._path else spooled(self._open())
        try:
            _check_directory(file)
            archive = _archive(file)
        except BaseException:
            file.close()
            raise

        def close() -> None:
            archive.close()
            file.close()

        return archive, close

    def members(self, held: Callable[[], Held[object]]) -> Iterator[Member]:
        """The members that are no folders."""
        # `is_dir` looks at the last letter of a name, and a damaged zip may have one without any.
        every = cast(zipfile.ZipFile, held().content).infolist()
        infos = [info for info in every if not info.filename.endswith("/")]
        for info in infos:
            yield Member(
                info.filename, info, info.file_size, info.compress_size, _refusal(info), is_last=info is infos[-1]
            )
        if isinstance(held().content, CutZip):
            raise EOFError  # noqa: TRY004 - no wrong type: its end is missing

    def can_open(self, content: object, key: object) -> bool:  # noqa: ARG002 - of the protocol
        """Always."""
        return True

    def member(self, content: object, key: object, *, is_peek: bool) -> BinaryIO:  # noqa: ARG002 - of the protocol
        """A member's bytes. Raises what `zipfile` raises."""
        return cast(BinaryIO, cast(zipfile.ZipFile, content).open(cast(zipfile.ZipInfo, key)))


def _archive(file: BinaryIO) -> zipfile.ZipFile | CutZip:
    try:
        return zipfile.ZipFile(file)
    except zipfile.BadZipFile:
        return CutZip(file)


def _refusal(info: zipfile.ZipInfo) -> Statement | None:
    if info.flag_bits & 1:
        return _ENCRYPTED
    if info.compress_type not in _READ_PACKINGS:
        return _ODD_PACKING
    return BOMB if info.file_size > most_unpacked(info.compress_size) else None


def _check_directory(file: BinaryIO) -> None:
    """Look at the size of a zip file's list of members, which is read into memory. Raises RefusedError."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _MAX_TAIL))
    tail = b""
    while more := file.read(_MAX_TAIL):
        tail += more
    file.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return
    (listed,) = struct.unpack_from("<I", tail, at + 12)
    long_form = tail.rfind(b"PK\x06\x06")
    if listed == _FULL and long_form >= 0 and len(tail) >= long_form + 48:
        (listed,) = struct.unpack_from("<Q", tail, long_form + 40)
    if listed > _MAX_DIRECTORY:
        raise RefusedError(Statement("archive-lists-too-many"))


def document_in(content: object) -> str:
    """What a zip file is when it is a document: "workbook", "Word document", ...; "" for an archive."""
    archive = cast(zipfile.ZipFile, content)
    names = archive.NameToInfo
    if "[Content_Types].xml" in names:
        for folder, kind in (("xl/", "workbook"), ("word/", "Word document"), ("ppt/", "presentation")):
            if any(name.startswith(folder) for name in names):
                return kind
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as stream:
            spreadsheet = b"spreadsheet" in stream.read(200)
        return "workbook" if spreadsheet else "OpenDocument text"
    return ""


class MailParts:
    """A mail's attachments as an archive's members."""

    sequential = False

    def __init__(self, open_mail: Callable[[], BinaryIO]) -> None:
        """Read the mail when an attachment is asked for."""
        self._open = open_mail

    def opened(self) -> tuple[list[mail_parts.Attachment], Callable[[], None]]:
        """Read the mail as a whole. Raises one of read_errors."""
        with self._open() as stream:
            return mail_parts.attachments(mail_parts.read_mail(stream)), lambda: None

    def members(self, held: Callable[[], Held[object]]) -> Iterator[Member]:
        """The attachments."""
        parts = cast("list[mail_parts.Attachment]", held().content)
        for index, attachment in enumerate(parts[: mail_parts.MAX_PARTS]):
            yield Member(attachment.name, index, is_last=index == len(parts) - 1)
        if len(parts) > mail_parts.MAX_PARTS:
            raise RefusedError(mail_parts.TOO_MANY_PARTS)

    def can_open(self, content: object, key: object) -> bool:  # noqa: ARG002 - of the protocol
        """Always."""
        return True

    def member(self, content: object, key: object, *, is_peek: bool) -> BinaryIO:  # noqa: ARG002 - of the protocol
        """An attachment's bytes. Raises RefusedError when it is damaged."""
        attachment = cast("list[mail_parts.Attachment]", content)[cast(int, key)]
        return io.BytesIO(mail_parts.content_of(attachment.part))
