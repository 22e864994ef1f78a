"""XML documents and fragments, read as they come: events, faults, rows and answers are records.

Nothing outside of the file is ever read, and no entity is defined: expat gets a root of our own, behind which no
document type may stand.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from app.core.matching.clues import ClueReader
from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.json_records import NO_CONTEXT
from app.core.scanning.log_record import LogRecord
from app.core.scanning.xml_records import Element, XmlRecords, bare_name, is_field
from app.core.text.statement import Statement
from app.storage.documents.plain_lines import PlainLines, plain_records
from app.storage.documents.reader import TextReader
from app.storage.documents.xml_spreadsheet import SpreadsheetRows
from app.storage.files.read_errors import RefusedError
from app.storage.logs.text_lines import MAX_LINE

ENTITIES = Statement("xml-entities")
_BLOCK = 64 * 1024
_MOST_KEPT = 512 * 1024
"""Letters of elements that are held until all around them is known."""
_MAX_DEPTH = 200
_MAX_TEXT = 64 * 1024
_WEIGHT = 100
_KEPT_FIELDS = 200
_KEPT_TEXT = 1_000
_ROOT = "sis-error-desk"
_PROLOGUE = re.compile(
    r"\ufeff?(?:\s|<\?(?:[^?]|\?(?!>)){0,2000}\?>|<!--(?:[^-]|-(?!->)){0,20000}-->|<!DOCTYPE[^\[<>]{0,1000}>)*"
)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]{0,1000}\[")
_DECLARATION = re.compile(r"<\?xml\b[^<>]{0,200}\?>|<!DOCTYPE[^\[<>]{0,1000}>")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:x0*[01]?[0-9a-fA-F]|0*(?:[12]?\\d|3[01]));")
_BEGINS = re.compile(r"<[A-Za-z_]")


class _BrokenXmlError(Exception):
    """No XML from here on; the message says why in words for people."""


class _Tree:
    """Elements as expat tells of them. Whole ones are handed on when too much is held."""

    def __init__(self, records: XmlRecords, clue_reader: ClueReader) -> None:
        self.parser = _rooted_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.open: list[Element] = [Element(_ROOT, 0)]
        self.ready: list[LogRecord] = []
        self.lines_above = 0
        self._records = records
        self._rows = SpreadsheetRows(clue_reader)
        self._loose = PlainLines()
        self._several: dict[int, set[str]] = {}
        self._kept = 0
        self._most = _MOST_KEPT

    @property
    def line(self) -> int:
        """The line of the document at which the parser stands."""
        return self.parser.CurrentLineNumber + self.lines_above

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) > _MAX_DEPTH:
            raise _BrokenXmlError("it is nested too deep")
        named = {bare_name(key): text[:_MAX_TEXT] for key, text in attributes.items() if not key.startswith("xmlns")}
        element = Element(bare_name(name), self.line, named)
        self.open.append(element)
        self._kept += _WEIGHT + sum(map(len, named.values()))

    def _end(self, _name: str) -> None:
        element = self.open.pop()
        self._several.pop(id(element), None)
        row = self._rows.record(element, self.open)
        if row is not None:
            self.ready += row
            self._kept = max(0, self._kept - _weight(element))
            return
        self.open[-1].children.append(element)
        if len(self.open) == 1:
            self._hand_on(0)
        elif self._kept > self._most:
            level = next((level for level, one in enumerate(self.open) if _is_frame(one)), 0)
            if level:
                self._hand_on(level)
            # What is left says what the others are about; it is not looked at again with each element.
            self._most = max(_MOST_KEPT, 2 * self._kept)

    def _data(self, text: str) -> None:
        if len(self.open) == 1:
            self._outside(text)
        elif len(self.open[-1].text) < _MAX_TEXT:
            self.open[-1].text += text[:_MAX_TEXT]
            self._kept += len(text)

    def _outside(self, text: str) -> None:
        """Text between elements at the top is lines of a log."""
        if text.strip():
            first = self.line - text.count("\n")
            for offset, line in enumerate(text.split("\n")):
                self.ready += self._loose.add(first + offset, line)
            self.ready += self._loose.ended()

    def _hand_on(self, level: int) -> None:
        """Make records of the elements held in one that is open."""
        parent = self.open[level]
        context = NO_CONTEXT
        for around in self.open[1 : level + 1]:
            context = self._records.context(around, context)
        seen = self._several.setdefault(id(parent), set())
        names = [child.name for child in parent.children]
        several = seen | {name for name in names if names.count(name) > 1} if len(names) < 100 else set(names)
        seen.update(names)
        frame = Element(parent.name, parent.line)
        kept: list[Element] = []
        for child in parent.children:
            if level and is_field(child) and len(kept) < _KEPT_FIELDS:
                kept.append(Element(child.name, child.line, child.attributes, child.text[:_KEPT_TEXT]))
            elif level and child.name not in several:
                frame.children.append(child)
            else:
                self.ready += self._records.of(child, context, is_item=level > 0)
        self.ready += self._records.of_children(frame, context)
        parent.children = kept
        self._kept = sum(map(_weight, self.open))

    def ended(self) -> None:
        """Close what is open: the document ends here, or breaks."""
        while len(self.open) > 1:
            self._end("")


def _rooted_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.Parse(f"<{_ROOT}>")
    return parser


def _is_frame(element: Element) -> bool:
    """Whether elements stand in an element that say more than what it is about."""
    return len(element.children) > _KEPT_FIELDS or not all(map(is_field, element.children))


def _weight(element: Element) -> int:
    total, stack = 0, [element]
    while stack:
        one = stack.pop()
        total += _WEIGHT + len(one.text) + sum(map(len, one.attributes.values()))
        stack += one.children
    return total


def is_xml(text: str) -> bool:
    """Whether a file whose text begins so is XML: elements in elements, and nothing between those at the top.

    A log whose lines begin with a tag (`<Error> push failed`) is none, nor is one whose first line is XML.
    """
    start = _after_prologue(text)
    if _DOCTYPE.match(text, start):
        return True
    if _BEGINS.match(text, start) is None:
        return False
    look = _Look()
    try:
        look.parser.Parse(_clean(text[start:]))
    except expat.ExpatError:
        return look.closed > 0 and not look.text_outside and (look.closed_top > 0 or not look.mixed)
    return not look.text_outside and (look.closed_top > 0 or (look.closed > 0 and not look.mixed))


class _Look:
    """What the first bytes of a file show of its elements."""

    def __init__(self) -> None:
        self.parser = _rooted_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.closed = self.closed_top = 0
        self.text_outside = self.mixed = False
        self._texts = [False]

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self.mixed = self.mixed or (len(self._texts) > 1 and self._texts[-1])
        self._texts.append(False)

    def _end(self, _name: str) -> None:
        self._texts.pop()
        self.closed += 1
        self.closed_top += len(self._texts) == 1

    def _data(self, text: str) -> None:
        if text.strip():
            self._texts[-1] = True
            self.text_outside = self.text_outside or len(self._texts) == 1


def _after_prologue(text: str, start: int = 0) -> int:
    found = _PROLOGUE.match(text, start)
    return found.end() if found else start


def _clean(text: str) -> str:
    """Text that expat reads although a program wrote it that knows XML badly."""
    if _NO_XML.search(text):
        text = _NO_XML.sub(" ", text)
    if "&" in text:
        text = _BARE_AMPERSAND.sub("&amp;", text)
    if "<?xml" in text or "<!DOCTYPE" in text:
        text = _DECLARATION.sub(lambda found: "\n" * found.group().count("\n"), text)
    return text


class XmlReader(TextReader):
    """Reads XML. Record numbers are the lines on which the elements begin; of a spreadsheet, the numbers of rows."""

    format = "xml"

    def records(
        self,
        stream: BinaryIO,
        clue_reader: ClueReader,
        sieve: Sieve | None = None,  # noqa: ARG002 - making a record costs little beside reading XML
    ) -> Iterator[LogRecord | None]:
        """The records in the order in which their elements end. Raises RefusedError for a file that defines entities.

        Where a document breaks off, what was read counts, the rest is read as lines, and a note names the line.
        """
        texts = _texts(stream, self._encoding)
        first = next(texts, "")
        start = _start_of(first)
        tree = _Tree(XmlRecords(clue_reader), clue_reader)
        tree.lines_above = first.count("\n", 0, start)
        more: str | None = first[start:]
        line = tree.lines_above + 1
        while more is not None:
            broken = self._feed(tree, more)
            yield from self._taken(tree)
            yield None
            if broken:
                yield from self._as_lines(broken, more.split("\n", broken - line)[-1], texts)
                return
            line += more.count("\n")
            more = next(texts, None)
        if len(tree.open) > 1:
            self.notes.append(f"Line {line}: the document is cut off; what comes before was read.")
        tree.ended()
        yield from self._taken(tree)

    def _taken(self, tree: _Tree) -> Iterator[LogRecord]:
        ready, tree.ready = tree.ready, []
        for record in ready:
            if record.text.strip():
                self.lines = max(self.lines, record.number)
                yield record

    def _feed(self, tree: _Tree, text: str) -> int:
        """Parse some more text. Returns the line where it is broken, 0 where it is not."""
        try:
            tree.parser.Parse(_clean(text))
        except _BrokenXmlError as error:
            line, why = tree.line, str(error)
        except expat.ExpatError as error:
            line, why = error.lineno + tree.lines_above, "this is no XML"
        else:
            return 0
        tree.ended()
        self.notes.append(f"Line {line}: {why}; from there on it was read as plain lines.")
        return line

    def _as_lines(self, number: int, rest: str, texts: Iterator[str]) -> Iterator[LogRecord]:
        for record in plain_records(_lines(number, rest, texts)):
            self.lines = max(self.lines, record.number)
            yield record


def _start_of(first: str) -> int:
    """Where the first element begins, behind the prologue. Raises RefusedError where that defines entities."""
    start = _after_prologue(first)
    doctype = _DOCTYPE.match(first, start)
    if doctype is None:
        return start
    end = first.find("]", doctype.end())
    if end < 0 or first.find("<!ENTITY", doctype.end(), end) >= 0:
        raise RefusedError(ENTITIES)
    return _after_prologue(first, first.find(">", end) + 1)


def _lines(number: int, rest: str, texts: Iterator[str]) -> Iterator[tuple[int, str]]:
    """The numbered lines of what is left of a text; very long ones in pieces."""
    more: str | None = rest
    line = ""
    while more is not None:
        *whole, last = more.split("\n")
        for text in whole:
            yield number, line + text
            number, line = number + 1, ""
        line += last
        if len(line) > MAX_LINE:
            yield number, line
            line = ""
        more = next(texts, None)
    yield number, line


def _texts(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """The text of a stream in pieces that end with a tag, so that no tag is cut."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(errors="replace"), translate=True)
    rest = ""
    ended = False
    while not ended:
        block = stream.read(_BLOCK)
        ended = not block
        rest += decoder.decode(block, final=ended)
        cut = len(rest) if ended or len(rest) > _MOST_KEPT else rest.rfind(">") + 1
        if cut:
            yield rest[:cut]
            rest = rest[cut:]
