"""Tar files as archives: read at any place where they stand on disk, else from front to back."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from app.core.text.statement import Statement
from app.storage.files.read_errors import RefusedError
from app.storage.files.shared_open import Joined, Stream
from app.storage.inputs.formats import Member
from app.storage.inputs.open_archives import Held

if TYPE_CHECKING:
    from typing_extensions import Buffer

_BUFFER = 256 * 1024
_MAX_HEADER = 16 * 1024
"""Bytes of a header that says more of a member, such as a name longer than 100 letters."""
_LONG_HEADERS = frozenset((tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK))
_LONG_HEADERS |= {tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE}
LONG_HEADER = Statement("archive-header")


class _Info(tarfile.TarInfo):
    """A member whose own headers are bounded: the library holds them in memory, and looks at some for very long."""

    def _proc_member(self, tarfile: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _LONG_HEADERS and self.size > _MAX_HEADER:
            raise RefusedError(LONG_HEADER)
        return super()._proc_member(tarfile)  # type: ignore[misc,no-any-return] # typeshed does not know it


class _Soft(Stream):
    """A stream that ends where reading fails, and remembers why: what came before must not be lost in `tarfile`."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self.error: Exception | None = None

    def readinto(self, buffer: Buffer) -> int:
        if self.error is None:
            try:
                return int(self._stream.readinto(buffer))  # type: ignore[attr-defined]
            except Exception as error:
                self.error = error
        return 0

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


class _Cursor:
    """A tar file being read from front to back; it stands at one member."""

    def __init__(self, stream: _Soft) -> None:
        self.source = stream
        self.archive = tarfile.open(fileobj=cast(BinaryIO, stream), mode="r|", bufsize=_BUFFER, tarinfo=_Info)  # noqa: SIM115
        self.index = -1
        self.is_read = False
        self._at: tarfile.TarInfo | None = None
        self._head: tuple[bytes, BinaryIO] | None = None

    def to(self, index: int) -> tarfile.TarInfo | None:
        """Go on to a member; None behind the last. Raises one of read_errors where the archive is damaged."""
        while self.index < index:
            self._at = self.archive.next()
            # It keeps every member otherwise.
            self.archive.members = []  # type: ignore[attr-defined]
            self.index += 1
            self.is_read = False
            self._head = None
            if self._at is None:
                if self.source.error is not None:
                    raise self.source.error
                break
        return self._at

    def stream(self, index: int, *, is_peek: bool) -> BinaryIO:
        """A member's bytes."""
        member = self.to(index)
        if member is None:
            raise EOFError
        head, rest = self._head or (b"", _of_member(self.archive, member, self.source))
        if is_peek:
            while len(head) < _BUFFER and (more := rest.read(_BUFFER - len(head))):
                head += more
            self._head = head, rest
            return io.BytesIO(head)
        self._head = None
        self.is_read = True
        return cast(BinaryIO, Joined(head, rest))

    def close(self) -> None:
        self.archive.close()
        self.source.close()


class _OfTar(Stream):
    """A member of a tar file; where it is cut off, the reason is that of the file below."""

    def __init__(self, stream: io.BufferedReader, source: _Soft | None) -> None:
        super().__init__()
        self._stream = stream
        self._source = source

    def readinto(self, buffer: Buffer) -> int:
        try:
            return self._stream.readinto1(buffer)
        except tarfile.ReadError:
            if self._source is not None and self._source.error is not None:
                raise self._source.error from None
            raise

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def _of_member(archive: tarfile.TarFile, member: tarfile.TarInfo, source: _Soft | None) -> BinaryIO:
    stream = archive.extractfile(member)
    if stream is None:
        raise RefusedError(Statement("no-file"))
    return cast(BinaryIO, _OfTar(cast(io.BufferedReader, stream), source))


class Tar:
    """A tar file: read at any place on disk, else from front to back."""

    def __init__(self, open_packed: Callable[[], BinaryIO], on_disk: bool) -> None:
        """Read a tar file from a stream that can be opened again."""
        self._open = open_packed
        self.sequential = not on_disk

    def opened(self) -> tuple[_Cursor | tarfile.TarFile, Callable[[], None]]:
        """Begin to read. Raises one of read_errors."""
        file = self._open()
        try:
            if self.sequential:
                cursor = _Cursor(_Soft(file))
                return cursor, cursor.close
            archive = tarfile.open(fileobj=file, mode="r:", tarinfo=_Info)  # noqa: SIM115 - closed by whoever holds it
        except BaseException:
            file.close()
            raise

        def close() -> None:
            archive.close()
            file.close()

        return archive, close

    def members(self, held: Callable[[], Held[object]]) -> Iterator[Member]:
        """The members that are files: links and devices have no bytes of their own."""
        if not self.sequential:
            for member in cast(tarfile.TarFile, held().content):
                if member.isreg():
                    yield Member(member.name, member, member.size, member.size)
            return
        index = 0
        while (found := cast(_Cursor, held().content).to(index)) is not None:
            if found.isreg():
                yield Member(found.name, index, found.size, found.size)
            index += 1

    def can_open(self, content: object, key: object) -> bool:
        """Whether the cursor did not pass this member yet."""
        if not isinstance(content, _Cursor):
            return True
        index = cast(int, key)
        return content.index < index or (content.index == index and not content.is_read)

    def member(self, content: object, key: object, *, is_peek: bool) -> BinaryIO:
        """A member's bytes. Raises one of read_errors."""
        if isinstance(content, _Cursor):
            return content.stream(cast(int, key), is_peek=is_peek)
        return _of_member(cast(tarfile.TarFile, content), cast(tarfile.TarInfo, key), None)
