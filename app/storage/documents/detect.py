"""Which reader a document needs, by its first bytes."""

from __future__ import annotations

from app.core.text.lazy_pattern import lazy_pattern
from app.storage.documents.reader import DocumentReader
from app.storage.documents.workbooks import Workbooks
from app.storage.files.file_types import HEAD, MAIL, OLE, WEB_PAGE, ZIP, kind_of
from app.storage.logs.text_lines import HEAD_BYTES, encoding_of

_YAML_BEGINS = lazy_pattern(
    r"(?:#[^\n]*\n\s*)*(?:---(?:\s|$)|- +[\w\"'][^\n:]{0,60}:(?:\s|$)|[\w\"'][^\n:]{0,60}:(?:\s|$))"
)
# An item of a list with a field, and another field below it; or a document of fields; or two fields below a name.
_YAML_ITEM = lazy_pattern(
    r"(?m)^(?:[ \t]*- +|---(?:[ \t][^\n]*)?\n)[\w\"'][^\n:]{0,60}:(?:[ \t][^\n]*)?\n[ \t]*[\w\"'][^\n:]{0,60}:(?:\s|$)"
    r"|^[\w\"'][^\n:]{0,60}:[ \t]*\n[ \t]+[\w\"'][^\n:]{0,60}:(?:[ \t][^\n]*)?\n[ \t]+[\w\"'][^\n:]{0,60}:(?:\s|$)"
)
_SQL_SIGNS = lazy_pattern(
    r"(?im)^[ \t]{0,40}(?:INSERT\s+(?:IGNORE\s+|OR\s+\w+\s+)?INTO\s|COPY\s[^\n]{1,400}FROM\s+stdin)"
)
# A rule of dashes, or two fields one below the other.
_LAYOUT_SIGNS = lazy_pattern(
    r"(?m)^(?:(?=[^\n]{0,200}(?:--|──|━━|══))[-=+|─━═┌┬┐╔╦╗├┼┤ \t:]{3,}+\r?$|-\[ RECORD"
    r"|[ \t]{0,40}[A-Za-z][\w .\-/#()]{0,40}?:(?:[ \t].*)?\n[ \t]{0,40}[A-Za-z][\w .\-/#()]{0,40}?:(?:\s|$))"
)


def document_reader(  # the name: see below
    name: str,  # noqa: ARG001
    head: bytes,
    workbooks: Workbooks | None = None,
) -> DocumentReader | None:
    """A reader for a document that begins with these bytes (64 KiB of them); None for lines of text and for binary.

    A file is what its bytes say; its `name` is not looked at, so far. Archives are no matter of
    this: `log_files` opens them. Workbooks are read by the process of `workbooks`, or one of their own.
    """
    # Each reader loads when it is first needed: most logs are lines, and its library takes longer than a small scan.
    kind = kind_of(head[:HEAD])
    if kind in {ZIP, OLE}:
        from app.storage.documents.workbook import WorkbookReader  # noqa: PLC0415

        form = "xls" if kind == OLE else "ods" if b"opendocument" in head[:200] else "xlsx"
        return WorkbookReader(form, workbooks.process() if workbooks is not None else None)
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
        return _reader_of_json(head, text, encoding)
    if text.startswith("<"):
        from app.storage.documents.xml_document import XmlReader, is_xml  # noqa: PLC0415

        return XmlReader(encoding) if is_xml(text) else None
    return _reader_of_layout(text, encoding, is_whole=len(head) < HEAD_BYTES)


def _reader_of_json(head: bytes, text: str, encoding: str) -> DocumentReader | None:
    from app.storage.documents.json_document import JsonReader, is_json_document  # noqa: PLC0415

    if not is_json_document(head, encoding):
        return None
    from app.storage.documents.har_document import HarReader, is_har  # noqa: PLC0415

    return HarReader(encoding) if is_har(text) else JsonReader(encoding)


def _reader_of_layout(text: str, encoding: str, *, is_whole: bool) -> DocumentReader | None:
    """A reader for records of several lines, and for tables; each is looked for where a sign of it stands."""
    if _YAML_BEGINS.match(text) and _YAML_ITEM.search(text):
        from app.storage.documents.yaml_document import YamlReader, is_yaml  # noqa: PLC0415

        if is_yaml(text, is_whole=is_whole):
            return YamlReader(encoding)
    if ("INTO" in text or "into" in text or "COPY" in text) and _SQL_SIGNS.search(text):
        from app.storage.documents.sql_dump import SqlDumpReader, is_sql_dump  # noqa: PLC0415

        if is_sql_dump(text):
            return SqlDumpReader(encoding)
    if _LAYOUT_SIGNS.search(text):
        from app.storage.documents.layout_document import LayoutReader  # noqa: PLC0415
        from app.storage.documents.text_layouts import holds_layouts  # noqa: PLC0415

        if holds_layouts(text, is_whole=is_whole):
            return LayoutReader(encoding)
    return None
