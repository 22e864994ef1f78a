"""Which reader a document needs, by its first bytes."""

from __future__ import annotations

import re

from app.storage.documents.reader import DocumentReader
from app.storage.file_kinds import HEAD, MAIL, OLE, WEB_PAGE, ZIP, kind_of
from app.storage.log_text import HEAD_BYTES, encoding_of

# A rule of dashes, or two fields one below the other.
_LAYOUT_SIGNS = re.compile(
    r"(?m)^[ \t]*(?:[-=+|─━═┌┬┐╔╦╗ :]*[-─━═]{2,}[-=+|─━═┌┬┐╔╦╗ \t:]*$"
    r"|[A-Za-z][\w .\-/#()]{0,40}?[ \t]*:(?:[ \t].*)?\n[ \t]*[A-Za-z][\w .\-/#()]{0,40}?[ \t]*:(?:[ \t]|$)|-\[ RECORD)"
)


def document_reader(name: str, head: bytes) -> DocumentReader | None:  # noqa: ARG001 - see below
    """A reader for a document that begins with these bytes (64 KiB of them); None for lines of text and for binary.

    A file is what its bytes say; its `name` is not looked at, so far. Archives are no matter of
    this: `log_files` opens them.
    """
    # Each reader loads when it is first needed: most logs are lines, and its library takes longer than a small scan.
    kind = kind_of(head[:HEAD])
    if kind in {ZIP, OLE}:
        from app.storage.documents.workbook import WorkbookReader  # noqa: PLC0415

        return WorkbookReader("xls" if kind == OLE else "ods" if b"opendocument" in head[:200] else "xlsx")
    encoding = encoding_of(head)
    if encoding is None:
        return None
    if kind == WEB_PAGE:
        from app.storage.documents.web_page import WebPageReader  # noqa: PLC0415

        return WebPageReader(encoding)
    if kind == MAIL:
        from app.storage.documents.mail import MailReader  # noqa: PLC0415

        return MailReader()
    return _reader_of_text(head, encoding)


def _reader_of_text(head: bytes, encoding: str) -> DocumentReader | None:
    """A reader for text that says by its form what belongs together; None for lines."""
    text = head.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")):
        from app.storage.documents.json_document import JsonReader, is_json_document  # noqa: PLC0415

        return JsonReader(encoding) if is_json_document(head, encoding) else None
    if text.startswith("<"):
        from app.storage.documents.xml_document import XmlReader, is_xml  # noqa: PLC0415

        return XmlReader(encoding) if is_xml(text) else None
    if _LAYOUT_SIGNS.search(text):
        from app.storage.documents.layout_document import LayoutReader  # noqa: PLC0415
        from app.storage.documents.text_layouts import holds_layouts  # noqa: PLC0415

        return LayoutReader(encoding) if holds_layouts(text, is_whole=len(head) < HEAD_BYTES) else None
    return None
