"""Saved web pages: the rows of tables and the text of paragraphs, list items and the like, in bounded memory."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import BinaryIO

from app.core.matching.clues import ClueReader
from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.log_record import LogRecord
from app.core.scanning.table_columns import RowReader, columns_of_names
from app.storage.documents.plain_html import BLANKS, Plain, plain_in
from app.storage.documents.reader import TextReader

_BLOCK = 64 * 1024
_CHARSET = re.compile(rb"(?i)charset\s*=\s*[\"']?\s*([\w\-]{2,40})")
_UNREAD = frozenset({"script", "style", "template", "noscript", "svg"})
_BLOCKS = frozenset(
    """p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 pre blockquote section article header footer main aside nav form
    fieldset legend figure figcaption address details summary hr title caption option button textarea label body html
    table thead tbody tfoot tr""".split()
)
_CELLS = frozenset({"td", "th"})
_MAX_CELL = 128 * 1024
"""Letters of a paragraph or cell kept as one; what is longer becomes several."""
_HEADER_ROWS = 30
_MAX_TABLES = 50
_MAX_TAG = 64 * 1024
"""Letters of one tag; where a longer one would stand, it is text."""
_MAX_COMMENT = 1024 * 1024
_STRAY = re.compile(r"<(?![A-Za-z/!?])")
_SECTION = "<!["


class WebPageReader(TextReader):
    """Reads a web page. Record numbers are lines of the page's source."""

    format = "web page"

    def records(
        self, stream: BinaryIO, clue_reader: ClueReader, sieve: Sieve | None = None
    ) -> Iterator[LogRecord | None]:
        """The page's texts and table rows in their order. Broken HTML is read as far as it makes sense."""
        page = PageText(clue_reader, sieve)
        decoder: codecs.IncrementalDecoder | None = None
        while block := stream.read(_BLOCK):
            decoder = decoder or codecs.getincrementaldecoder(self._named(block))(errors="replace")
            yield from page.fed(decoder.decode(block))
            self.lines, self.left_out = page.lines, page.left_out
            if sieve is not None:
                yield None
        yield from page.ended()

    def _named(self, block: bytes) -> str:
        if self._encoding.startswith("utf-16") or self._encoding in {"utf-8-sig", "utf-32"}:
            return self._encoding
        named = _CHARSET.search(block[:4096])
        # A page that says UTF-8 and is not was saved by something that did not care.
        if named is None or self._encoding == "utf-8":
            return self._encoding
        try:
            name = codecs.lookup(named[1].decode()).name
        except LookupError:
            return self._encoding
        return self._encoding if name in {"utf-8", "iso8859-1"} or name.startswith("utf-16") else name


def page_records(text: str, clue_reader: ClueReader, sieve: Sieve | None = None) -> Iterator[LogRecord]:
    """The records of a page that is there as text (a mail's HTML)."""
    page = PageText(clue_reader, sieve)
    for start in range(0, len(text), _BLOCK):
        yield from page.fed(text[start : start + _BLOCK])
    yield from page.ended()


class _Table:
    """A table being read."""

    def __init__(self) -> None:
        self.rows = 0
        self.in_cell = False
        self.cells: list[str] = []
        self.header: list[str] = []
        self.reader: RowReader | None = None
        self.line = 0

    @property
    def is_settled(self) -> bool:
        """Whether rows may be left out: it is known how they are read, and each of their cells is looked at alone."""
        if self.reader is None:
            return self.rows > _HEADER_ROWS
        return self.reader.may_leave_out


class PageText(HTMLParser):
    """Collects the records of a page as it is fed, part by part."""

    def __init__(self, clue_reader: ClueReader, sieve: Sieve | None = None) -> None:
        """Begin a page. With a sieve, what does not matter may be left out."""
        super().__init__(convert_charrefs=True)
        self._clue_reader = clue_reader
        self._sieve = sieve
        self._unread = 0
        self._unread_tag = ""
        self._pre = 0
        self._text: list[str] = []
        self._letters = 0
        self._line = 0
        self._tables: list[_Table] = []
        self._ready: list[LogRecord] = []
        self._left_out: list[tuple[Plain, int, list[str]]] = []
        self._held = ""
        self.lines = 0
        self.left_out = 0

    def fed(self, part: str) -> Iterator[LogRecord]:
        """The records that are complete with this part."""
        part = self._whole_tags(part)
        self.feed(self._read_plainly(part, self._sieve) if self._sieve is not None else part)
        if len(self.rawdata) > _MAX_COMMENT:
            # A comment that never ends: what follows is text.
            self._take_as_text()
        ready, self._ready = self._ready, []
        yield from ready

    def _whole_tags(self, part: str) -> str:
        """What can be read now. The parser never gets half of a tag: it would look at it again with every part.

        What begins a tag without being one becomes an escape, since the parser looks for the end of each.
        """
        part = self._held + part
        tag = part.find("<", part.rfind(">") + 1)
        tag = len(part) if tag < 0 else tag
        part, self._held = part[:tag], part[tag:]
        if len(self._held) > _MAX_TAG:
            part, self._held = part + self._held.replace("<", "&lt;"), ""
        return _STRAY.sub("&lt;", part) if "<" in part else part

    def _take_as_text(self) -> None:
        raw, self.rawdata = self.rawdata, ""
        self.handle_data(raw)

    def parse_html_declaration(self, i: int) -> int:
        """Read what begins with `<!`; a marked section is a comment up to its first `>`, as in browsers."""
        if self.rawdata.startswith(_SECTION, i):
            return self.rawdata.find(">", i) + 1 or -1
        return int(super().parse_html_declaration(i))

    def _read_plainly(self, part: str, sieve: Sieve) -> str:
        """Read what is written plainly without looking at its tags; what remains to be read comes back."""
        places = sieve.places_in(part)
        position = number = 0
        for plain in plain_in(part):
            if position < plain.start:
                self.feed(part[position : plain.start])
                position = plain.start
            if not self._stands_alone(plain):
                continue
            while number < len(places) and places[number] <= plain.start:
                number += 1
            matters = number < len(places) and places[number] <= plain.end
            line = self.lineno + part.count("\n", plain.start, plain.inside)
            if plain.is_row:
                self._plain_row(plain, part, line, matters=matters)
            else:
                self._plain_paragraph(plain, part, line, matters=matters)
            self.lineno += part.count("\n", plain.start, plain.end)
            position = plain.end
        self._note_lines(part)
        return part[position:]

    def _stands_alone(self, plain: Plain) -> bool:
        """Whether a row or paragraph here neither ends nor goes on with anything that is open."""
        if self.rawdata or self.cdata_elem or self._unread or self._pre or self._text:
            return False
        table = self._tables[-1] if self._tables else None
        if plain.is_row:
            return table is not None and not table.in_cell and not table.cells
        return table is None or not table.in_cell

    def _plain_row(self, plain: Plain, part: str, line: int, *, matters: bool) -> None:
        table = self._tables[-1]
        if matters or not table.is_settled:
            self._row(table, plain.cells(part), line)
        else:
            self._left_out.append((plain, line, table.header))

    def _plain_paragraph(self, plain: Plain, part: str, line: int, *, matters: bool) -> None:
        if not matters:
            self._left_out.append((plain, line, []))
        elif text := plain.text(part):
            self._ready.append(LogRecord(text, line + plain.lines_above(part)))

    def _note_lines(self, part: str) -> None:
        """Note how many records were left out of this part, and the line of the last."""
        self.left_out += len(self._left_out)
        for plain, line, header in reversed(self._left_out):
            if plain.is_row:
                cells = plain.cells(part)
                if any(cells) and cells != header:
                    self.lines = max(self.lines, line)
                    break
            elif plain.text(part):
                self.lines = max(self.lines, line + plain.lines_above(part))
                break
        self._left_out.clear()

    def ended(self) -> Iterator[LogRecord]:
        """The last records."""
        # A comment that never ended is none: what it begins with becomes an escape.
        rest, self.rawdata = self.rawdata, ""
        if rest and not self.cdata_elem:
            self.feed(rest.replace("<!--", "&lt;!--"))
        self.close()
        if self._held:
            self.handle_data(self._held.lstrip("<!/") if not self._text else self._held)
        self._end_text()
        while self._tables:
            self._end_row()
            self._tables.pop()
        ready, self._ready = self._ready, []
        yield from ready

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - of the parser
        """A tag begins; blocks end the text before them."""
        if self._unread:
            self._unread += tag == self._unread_tag
        elif tag in _UNREAD:
            self._end_text()
            self._unread, self._unread_tag = 1, tag
        elif tag == "br":
            self._add("\n")
        elif tag in _CELLS or tag in {"table", "tr"}:
            self._table_tag(tag)
        elif tag in _BLOCKS:
            self._block(tag)

    def _table_tag(self, tag: str) -> None:
        if tag == "table":
            self._end_text()
            if len(self._tables) < _MAX_TABLES:
                self._tables.append(_Table())
        elif tag == "tr":
            self._end_row()
        elif tag in _CELLS and self._tables:
            self._end_cell()
            self._tables[-1].in_cell = True
            self._tables[-1].line = self._tables[-1].line or self.getpos()[0]

    def _block(self, tag: str) -> None:
        if self._tables and self._tables[-1].in_cell:
            self._add(" ")
        else:
            self._end_text()
        self._pre += tag in {"pre", "textarea"}

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag such as <br/>; <script/> opens nothing."""
        if tag not in _UNREAD:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """A tag ends."""
        if self._unread:
            self._unread -= tag == self._unread_tag
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._end_row()
            if self._tables:
                self._tables.pop()
        elif tag in _BLOCKS:
            self._block("")
            self._pre = max(0, self._pre - (tag in {"pre", "textarea"}))

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if not self._unread:
            self._add(data)

    def _add(self, data: str) -> None:
        if not self._text:
            if data.isspace():
                return
            blank = len(data) - len(data.lstrip())
            self._line = self.getpos()[0] + data.count("\n", 0, blank)
            data = data[blank:] if not self._pre else data
        self._text.append(data if self._pre or data == "\n" else BLANKS.sub(" ", data))
        self._letters += len(data)
        if self._letters > _MAX_CELL:
            # Of a cell what is there counts; a message is shorter.
            self._end_text()

    def _taken(self) -> str:
        text, self._text, self._letters = "".join(self._text), [], 0
        return text

    def _end_text(self) -> None:
        """End a paragraph."""
        if not self._text:
            return
        line, is_pre, text = self._line, self._pre > 0, self._taken()
        if is_pre:
            self._ready += [
                LogRecord(part.rstrip("\r"), line + offset)
                for offset, part in enumerate(text.split("\n"))
                if part.strip()
            ]
        elif text := "\n".join(part.strip() for part in text.split("\n")).strip():
            self._ready.append(LogRecord(text, line))

    def _end_cell(self) -> None:
        """End the cell that is open; text between cells is a paragraph of its own."""
        table = self._tables[-1] if self._tables else None
        if table is None or not table.in_cell:
            self._end_text()
            return
        table.in_cell = False
        table.cells.append(BLANKS.sub(" ", self._taken()).strip())

    def _end_row(self) -> None:
        self._end_cell()
        if not self._tables:
            return
        table = self._tables[-1]
        cells, table.cells = table.cells, []
        line, table.line = table.line, 0
        self._row(table, cells, line)

    def _row(self, table: _Table, cells: list[str], line: int) -> None:
        whole = " | ".join(cell for cell in cells if cell)
        if not whole:
            return
        table.rows += 1
        columns = columns_of_names(cells) if table.reader is None and table.rows <= _HEADER_ROWS else None
        if columns is not None:
            table.header = cells
            table.reader = RowReader(cells, columns, self._clue_reader)
        elif table.reader is None:
            self._ready.append(LogRecord(whole, line))
        elif cells != table.header:
            self._ready.append(table.reader.record(cells, line, whole))
