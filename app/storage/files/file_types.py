"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.core.text.statement import Statement

HEAD = 4096
"""Bytes that tell the kind of a file."""

GZIP, BZIP2, XZ, ZSTD, ZIP, TAR, MAIL, OLE = "gzip", "bzip2", "xz", "zstd", "zip", "tar", "mail", "ole"
DEFLATE = "deflate"
"""Packed as in a zip file, without any mark of its own."""
PACKED = frozenset({GZIP, BZIP2, XZ, ZSTD})
WEB_PAGE, TEXT, UNKNOWN = "web page", "text", ""

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x1f\x8b\x08", GZIP),
    (0, b"\xfd7zXZ\x00", XZ),
    (0, b"\x28\xb5\x2f\xfd", ZSTD),
    (0, b"PK\x03\x04", ZIP),
    (0, b"PK\x05\x06", ZIP),
    (0, b"PK\x07\x08PK", ZIP),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (0, b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (0, b"Rar!\x1a\x07", "rar archive"),
    (0, b"MSCF\x00\x00\x00\x00", "cab archive"),
    (0, b"\x1f\x9d", "Z archive"),
    (0, b"%PDF-", "PDF"),
    (0, b"{\\rtf", "RTF document"),
    (0, b"\x7fELF", "program"),
    (0, b"\x89PNG\r\n\x1a\n", "picture"),
    (0, b"\xff\xd8\xff", "picture"),
    (0, b"GIF87a", "picture"),
    (0, b"GIF89a", "picture"),
    (0, b"II*\x00", "picture"),
    (0, b"MM\x00*", "picture"),
    (8, b"WEBP", "picture"),
    (4, b"ftypheic", "picture"),
    (4, b"ftyp", "video or sound file"),
    (0, b"ID3", "video or sound file"),
    (0, b"\x1aE\xdf\xa3", "video or sound file"),
    (0, b"SQLite format 3\x00", "database"),
    (4, b"Standard Jet DB", "database"),
    (4, b"Standard ACE DB", "database"),
    (0, b"ElfFile\x00", "Windows event log"),
    (0, b"\x78\x9f\x3e\x22", "winmail.dat file"),
    (0, b"!BDN", "Outlook data file"),
)
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_SKIPPABLE_ZSTD = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
_WEB_PAGE = re.compile(
    # Each part takes what it can and gives nothing back: else a page of comments could be read in endless ways.
    rb"(?is)\A(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]{0,200}+>\s*+)?+(?:<!--(?:(?!-->).){0,2000}+-->\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|table|meta|div|title|style)\b"
)
_MAIL_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9\-]{1,60}):[ \t\r\n]")
_MAIL_NAMES = frozenset(
    b"""from to subject date received mime-version message-id return-path delivered-to reply-to content-type x-mailer
    thread-topic""".split()
)
_PROOF_OF_MAIL = frozenset((b"received", b"mime-version", b"message-id", b"return-path"))
_MIN_MAIL_HEADERS = 3
_DOS_HEADER = 64
_ADVICE: dict[str, Statement] = {
    "7z archive": Statement("packed", {"kind": Statement("kind-7z")}),
    "rar archive": Statement("packed", {"kind": Statement("kind-rar")}),
    "cab archive": Statement("packed", {"kind": Statement("kind-cab")}),
    "Z archive": Statement("packed", {"kind": Statement("kind-z")}),
    "PDF": Statement("is-pdf"),
    "RTF document": Statement("is-rtf"),
    "picture": Statement("is-picture"),
    "program": Statement("is-program"),
    "database": Statement("is-database"),
    "Windows event log": Statement("is-event-log"),
    "winmail.dat file": Statement("is-winmail"),
    "Outlook data file": Statement("is-outlook-data"),
    "Word document": Statement("is-word"),
    "presentation": Statement("is-presentation"),
    "OpenDocument text": Statement("is-open-document"),
    "Outlook mail": Statement("is-outlook-mail"),
    "Office file": Statement("is-office-file"),
    "video or sound file": Statement("is-media"),
}
LOCKED_WORKBOOK = Statement("workbook-locked")
_EXPECTED: dict[str, frozenset[str]] = {
    ".gz": frozenset({GZIP}),
    ".tgz": frozenset({GZIP}),
    ".bz2": frozenset({BZIP2}),
    ".xz": frozenset({XZ}),
    ".zst": frozenset({ZSTD}),
    ".zip": frozenset({ZIP}),
    ".tar": frozenset({TAR}),
    ".xlsx": frozenset({"workbook", OLE}),
    ".xlsm": frozenset({"workbook", OLE}),
    ".xlsb": frozenset({"workbook", OLE}),
    ".ods": frozenset({"workbook"}),
    ".xls": frozenset({OLE}),
    ".htm": frozenset({WEB_PAGE}),
    ".html": frozenset({WEB_PAGE}),
    ".csv": frozenset({TEXT}),
    ".tsv": frozenset({TEXT}),
    ".txt": frozenset({TEXT, WEB_PAGE, MAIL}),
    ".log": frozenset({TEXT, WEB_PAGE, MAIL}),
    ".json": frozenset({TEXT}),
    ".jsonl": frozenset({TEXT}),
}
_SPOKEN = {
    GZIP: "a gzip file",
    BZIP2: "a bzip2 file",
    XZ: "an xz file",
    ZSTD: "a zst file",
    ZIP: "a zip archive",
    TAR: "a tar archive",
    MAIL: "a mail",
    OLE: "an old Excel or Office file",
    WEB_PAGE: "a web page",
    TEXT: "plain text",
    "workbook": "a workbook",
}


def kind_of(head: bytes) -> str:
    """The kind of a file by its first `HEAD` bytes: a constant above, a name such as "PDF", "" when not known."""
    for offset, magic, kind in _MAGIC:
        if head.startswith(magic, offset):
            return kind
    for test, kind in _TESTS:
        if test(head):
            return kind
    return UNKNOWN if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) else TEXT


def refusal_of(kind: str) -> Statement | None:
    """Say why a file of this kind is refused; None when the kind is read."""
    return _ADVICE.get(kind)


def disagreement(suffix: str, kind: str) -> str:
    """A remark when a file's name promises another kind: "is named .xlsx but is a web page"; "" when it fits."""
    expected = _EXPECTED.get(suffix.casefold())
    if expected is None or kind in expected or kind not in _SPOKEN:
        return ""
    return f"is named {suffix.casefold()} but is {_SPOKEN[kind]}"


def is_web_page(head: bytes) -> bool:
    """Whether this begins like a saved web page."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="ignore").encode()
    return _WEB_PAGE.match(head) is not None


def is_mail(head: bytes) -> bool:
    """Whether this begins with the headers of a mail as it was sent (not as somebody pasted it)."""
    names: set[bytes] = set()
    lines = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").splitlines(keepends=True)
    for index, line in enumerate(lines):
        if index == 0 and line.startswith(b"From "):
            continue
        if not line.strip():
            break
        if line[:1] in b" \t":
            if not names:
                return False
            continue
        found = _MAIL_HEADER.match(line)
        if found is None:
            # The last line may be cut off by the end of the head.
            if index < len(lines) - 1 or len(head) < HEAD:
                return False
            break
        names.add(found[1].lower())
    return len(names & _MAIL_NAMES) >= _MIN_MAIL_HEADERS and not names.isdisjoint(_PROOF_OF_MAIL)


def _is_tar(head: bytes) -> bool:
    """Whether the first block is a tar header: its own checksum proves it, also for the oldest form."""
    block = head[:512]
    if len(block) < 512 or not block[0]:
        return False
    digits = block[148:156].strip(b" \x00")
    if not digits or not all(48 <= digit <= 55 for digit in digits):
        return False
    return int(digits, 8) == sum(block[:148]) + 8 * 32 + sum(block[156:])


def ole_kind(content: bytes) -> str:
    """What an OLE container holds by the names in it: "xls", "locked workbook", "Outlook mail", or an Office file."""
    for name, kind in (
        ("EncryptedPackage", "locked workbook"),
        ("__properties_version1.0", "Outlook mail"),
        ("__substg1.0_", "Outlook mail"),
        ("Workbook", "xls"),
        ("WordDocument", "Word document"),
        ("PowerPoint Document", "presentation"),
        ("Book", "xls"),
    ):
        if name.encode("utf-16-le") in content:
            return kind
    return "Office file"


_TESTS: tuple[tuple[Callable[[bytes], object], str], ...] = (
    (_BZIP2.match, BZIP2),
    (_SKIPPABLE_ZSTD.match, ZSTD),
    (lambda head: head.startswith(b"MZ") and b"\x00" in head[:_DOS_HEADER], "program"),
    (_is_tar, TAR),
    (is_web_page, WEB_PAGE),
    (is_mail, MAIL),
)
