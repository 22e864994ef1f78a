"""What stands in a file: archives in archives opened, packed files unpacked, a mail's attachments taken out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from msgspec.structs import replace

from app.core.text.statement import Statement
from app.storage.files.file_types import MAIL, OLE, PACKED, TAR, disagreement, kind_of, refusal_of
from app.storage.files.read_errors import PASSED_ON, RefusedError, reason
from app.storage.inputs.candidates import HOLDS_OTHERS, Item, as_it_is, known_kind
from app.storage.inputs.decompression import unpacked
from app.storage.inputs.formats import Archive, MailParts, Member, Zip, document_in
from app.storage.inputs.limits import MAX_DEPTH, TOO_DEEP, TOO_MANY, UNKNOWN_SIZE, Budget, Meter, Metered, most_unpacked
from app.storage.inputs.log_file import LogFile, refused
from app.storage.inputs.mail_parts import MAX_MAIL
from app.storage.inputs.open_archives import Held, Shelf, View, spooled
from app.storage.inputs.outlook_mail import is_outlook_mail, opened_as_mail
from app.storage.inputs.tar import Tar

EMPTY = Statement("archive-empty")
_CLIMBS = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:|\x00")
_PACKED_SUFFIXES = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}
_BOUND_SUFFIXES = frozenset({".gz", ".bz2", ".xz", ".zst"})
CLIMBS = Statement("leads-out")


class Walk:
    """Walks one dropped file. What stands open between two members stands on its shelf."""

    def __init__(self, budget: Budget) -> None:
        """Unpack for a budget."""
        self.budget = budget
        self.shelf = Shelf()

    def files(self, item: Item, depth: int) -> Iterator[LogFile]:
        """The files in an item that stands in `depth` archives."""
        kind = known_kind(item)
        if kind in HOLDS_OTHERS:
            yield from self.files_within(item, kind, depth)
        else:
            yield as_it_is(item, kind)

    def files_within(self, item: Item, kind: str, depth: int = 0) -> Iterator[LogFile]:
        """The files in an item of a kind that holds others."""
        note = disagreement(PurePosixPath(item.name).suffix, kind)
        if kind == MAIL:
            yield from self._mail(item, note, depth, item.open)
        elif kind == OLE:
            yield from self._office_file(item, depth)
        else:
            yield from self._archive(item, kind, note, depth)

    def _archive(self, item: Item, kind: str, note: str, depth: int) -> Iterator[LogFile]:
        if depth >= MAX_DEPTH:
            yield refused(item.shown, TOO_DEEP)
        elif kind in PACKED:
            yield from self._packed(item, kind, note, depth)
        else:
            archive: Archive = Tar(item.open, item.path is not None) if kind == TAR else Zip(item.open, item.path)
            yield from self._members(item, archive, note, depth)

    def _packed(self, item: Item, kind: str, note: str, depth: int) -> Iterator[LogFile]:
        packed = _Kept(self, item, depth).item() if item.once else item
        meter = Meter(self.budget, most_unpacked(item.packed or UNKNOWN_SIZE))

        def opened(*, ahead: bool) -> BinaryIO:
            return cast(BinaryIO, Metered(unpacked(kind, packed.open(), ahead=ahead), meter))

        name = _unpacked_name(item.name)
        peek = partial(opened, ahead=False)
        inner = Item(f"{item.shown}!{name}", name, partial(opened, ahead=True), 0, item.packed, once=True, peek=peek)
        inner = replace(inner, note=_of_members(note) or item.note)
        try:
            if kind_of(inner.head()) == TAR:
                inner = replace(inner, shown=item.shown)
        except Exception:  # noqa: S110 - opening it again says why
            pass
        yield from self.files(inner, depth + 1)

    def _members(self, item: Item, archive: Archive, note: str, depth: int) -> Iterator[LogFile]:
        opened = Opened(self.shelf, depth, archive)
        within = replace(item, note=_of_members(note) or item.note)
        try:
            document = document_in(opened.held().content) if isinstance(archive, Zip) else ""
            if document:
                why = refusal_of(document)
                remark = disagreement(PurePosixPath(item.name).suffix, document)
                yield refused(item.shown, why) if why else item.file(remark)
                return
            empty = True
            for member in archive.members(opened.held):
                empty = False
                yield from self._member(within, member, opened, depth)
                if self.budget.files_left < 0:
                    return
            if archive.sequential:
                # Only its last member knows that it is the last.
                self.shelf.drop(depth)
            if empty:
                yield refused(item.shown, EMPTY)
        except PASSED_ON:
            raise
        except BaseException as error:
            yield refused(item.shown, Statement("archive-unopened", {"why": reason(error)}))

    def _member(self, item: Item, member: Member, opened: Opened, depth: int) -> Iterator[LogFile]:
        shown = f"{item.shown}!{member.name}"
        self.budget.files_left -= 1
        if self.budget.files_left < 0:
            if self.budget.files_left == -1:
                yield refused(item.shown, TOO_MANY)
        elif _CLIMBS.search(member.name):
            yield refused(shown, CLIMBS)
        elif member.refusal:
            yield refused(shown, member.refusal)
        else:
            meter = Meter(self.budget, most_unpacked(member.packed or UNKNOWN_SIZE))
            stream = partial(opened.stream, member.key, meter)
            name = PurePosixPath(member.name.replace("\\", "/")).name
            yield from self.files(
                Item(
                    shown,
                    name,
                    partial(stream, is_last=member.is_last),
                    member.size,
                    member.packed,
                    once=opened.archive.sequential,
                    note=item.note,
                    peek=partial(stream, is_peek=True),
                ),
                depth + 1,
            )

    def _office_file(self, item: Item, depth: int) -> Iterator[LogFile]:
        """A file of an old Office program, which is a mail of Outlook or holds no others."""
        try:
            is_mail = item.size <= MAX_MAIL and is_outlook_mail(item.open)
        except Exception:
            # Reading it says why.
            is_mail = False
        if is_mail:
            mail = replace(item, open=partial(opened_as_mail, item.open), path=None, peek=None)
            yield from self._mail(mail, item.note, depth, partial(opened_as_mail, item.open, needs_text=False))
        else:
            yield as_it_is(item, OLE)

    def _mail(self, item: Item, note: str, depth: int, open_parts: Callable[[], BinaryIO]) -> Iterator[LogFile]:
        if item.size > MAX_MAIL:
            yield item.file("is too large to be read as a mail; its lines were read")
            return
        yield item.file(note)
        mail = Opened(self.shelf, depth, MailParts(open_parts))
        try:
            mail.held()
        except Exception:
            # Reading the mail itself says why.
            return
        try:
            for member in mail.archive.members(mail.held):
                if depth >= MAX_DEPTH:
                    yield refused(item.shown, TOO_DEEP)
                    return
                yield from self._member(item, member, mail, depth)
        except RefusedError as error:
            yield refused(item.shown, reason(error))


class Opened:
    """An archive's members as streams. It is held open on the shelf from one to the next."""

    def __init__(self, shelf: Shelf, level: int, archive: Archive) -> None:
        """Open an archive that stands in `level` others when it is needed."""
        self._shelf = shelf
        self._level = level
        # Not this object itself: what is held must go, and be closed, with the last that refers to it.
        self._key = object()
        self.archive = archive

    def held(self) -> Held[object]:
        """The archive, opened. Raises one of read_errors."""
        held = self._shelf.get(self._level, self._key)
        if held is None:
            content, close = self.archive.opened()
            held = Held[object](self._key, content, close)
            self._shelf.put(self._level, held)
        return held

    def stream(self, key: object, meter: Meter, *, is_last: bool = False, is_peek: bool = False) -> BinaryIO:
        """A member's bytes. With the last member the archive is closed: Windows lets nobody delete an open file."""
        held = self.held()
        if not self.archive.can_open(held.content, key):
            self._shelf.drop(self._level)
            held = self.held()
        held.use()
        try:
            stream = self.archive.member(held.content, key, is_peek=is_peek)
        except BaseException:
            held.done()
            raise

        def closed() -> None:
            held.done()
            if is_last and self._shelf.get(self._level, self._key) is held:
                self._shelf.drop(self._level)

        return cast(BinaryIO, Metered(stream, meter, closed))


class _Kept:
    """A packed file inside of an archive that is read from front to back: kept, so that it is not sought again."""

    def __init__(self, walk: Walk, item: Item, depth: int) -> None:
        self._walk = walk
        self._item = item
        # Beside the archive of this level, which goes on to its next member.
        self._level = -1 - depth
        self._key = object()

    def item(self) -> Item:
        return replace(self._item, open=self._open, peek=None, once=False)

    def _open(self) -> BinaryIO:
        shelf = self._walk.shelf
        held = shelf.get(self._level, self._key)
        if held is None:
            content = spooled(self._item.open())
            held = Held[object](self._key, content, content.close)
            shelf.put(self._level, held)
        held.use()
        return cast(BinaryIO, View(cast(BinaryIO, held.content), held.done))


def _of_members(note: str) -> str:
    """The remark on an archive, said of what stands in it."""
    return f"is in a file that {note}" if note else ""


def _unpacked_name(name: str) -> str:
    """The name of what a packed file holds: mon.log for mon.log.gz."""
    path = PurePosixPath(name)
    suffix = path.suffix.casefold()
    if suffix in _PACKED_SUFFIXES:
        return path.stem + _PACKED_SUFFIXES[suffix]
    return path.stem if suffix in _BOUND_SUFFIXES else name


def spooled_item(shown: str, stream: BinaryIO) -> Item:
    """An item for a stream that can be read only once. Raises one of read_errors, RefusedError among them."""
    try:
        content = spooled(stream)
    except ValueError as error:
        raise RefusedError(Statement("read-before")) from error
    held = Held[object](None, content, content.close)

    def opened() -> BinaryIO:
        held.use()
        return cast(BinaryIO, View(content, held.done))

    size = content.seek(0, 2)
    return Item(shown, PurePosixPath(shown.replace("\\", "/")).name, opened, size, size)
