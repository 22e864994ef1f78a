"""The first look at a structured file: which rows, objects or texts of it can matter at all.

A record matters when its text holds a hit of the prefilter. A reader that asks here makes records of those places
only. Of raw bytes more is pointed at than matters, never less: escapes and quotes stand between what a record joins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import hyperscan

from app.core.scanning.outcomes import TROUBLE_IN_CELLS, TROUBLE_IN_JSON
from app.core.scanning.prefilter import HEADING_WORDS, Compiler, Prefilter, compile_expressions
from app.core.scanning.severity_numbers import TROUBLE_NUMBERS

_ENDS_WITH = r"{words}(?:\s|[^\x00-\x7f]|\\{{1,8}}[nrtu]|&[#a-z0-9]{{2,8}};)*[\"\]}},\\]"
_GO_ON = bytes(range(0x80, 0xC0))
# Before the first word of a cell or text only blanks and marks may stand.
_CELL = r"(?:^|[,;\t|\"\n>])[^A-Za-z0-9\n/._\-]*"
_WORDS = "|".join(HEADING_WORDS)
_IN_QUOTES = r"(?:[^\"\\]|\\.)*"
_LEAD_IN_QUOTES = r"\"(?:\\[nrtbf\"\\/]|[^A-Za-z0-9\n/._\\\"\-])*"
# Of JSON, what may become other than it stands there when it is decoded, or is put together of several fields.
_JSON = (
    # A heading in a text, or in a field's name that stands before a text of several words.
    rf"{_LEAD_IN_QUOTES}(?:{_WORDS}){_IN_QUOTES}\"\s*[,}}\]]",
    rf"{_LEAD_IN_QUOTES}(?:{_WORDS}){_IN_QUOTES}\"\s*:\s*\"{_IN_QUOTES}(?:[A-Za-z\x80-\xff]{_IN_QUOTES}[ \t]|\\)",
    # Escaped letters, but those of other languages and quotes.
    r"\\u(?:[^0]|0[^0]|00(?:[0189ab]|2[^27bf]|3[^c]|[4-7]))",
    r"\\{9}",
    *TROUBLE_IN_JSON,
    *TROUBLE_NUMBERS,
    # A text that begins with blanks, so that those before it may be the end of another text.
    r":\s*\"(?:\\[nrtu]|[ \t\xc2\xe2\xe3&])",
)


class Sieve:
    """Looks at texts and raw bytes. Holds working memory: one thread uses it at a time."""

    def __init__(self, prefilter: Prefilter, anchors: Sequence[str], compiled: Compiler | None = None) -> None:
        """Look with a scan's prefilter, which was made of these anchors. `compiled`: as for the prefilter."""
        self._prefilter = prefilter
        self._anchors = anchors
        self._compiled = compiled or compile_expressions
        # Each made when it is first needed: most logs are lines.
        self._cells: hyperscan.Database | None = None
        self._json: hyperscan.Database | None = None
        self._halves: list[tuple[str, str]] = []
        self._endings: dict[int, re.Pattern[str]] = {}

    def matter(self, texts: Sequence[str]) -> list[int]:
        """Which of some records' texts matter, by their places in the list."""
        block, ends = as_lines(texts)
        with memoryview(block) as view:
            hits = self._prefilter.hits(view)
        found: list[int] = []
        number = 0
        last = len(texts)
        for place, _ in hits:
            while number < last and place > ends[number]:
                number += 1
            if number == last:
                break
            if not found or found[-1] != number:
                found.append(number)
        return found

    def places(self, raw: bytes) -> list[int]:
        """Where in the bytes of a table's rows something stands that may matter: the offsets behind it, in order.

        Only within one cell: what several cells say together is not seen.
        """
        if self._cells is None:
            # A heading stands at the beginning of a text; here that is the beginning of a cell.
            expressions = [rf"{_CELL}(?:{_WORDS})", *TROUBLE_IN_CELLS]
            self._cells = self._compiled(
                [(one.encode(), number, hyperscan.HS_FLAG_CASELESS) for number, one in enumerate(expressions)]
            )
        return self._ends(raw, self._cells)

    def places_in(self, text: str) -> list[int]:
        """The same of a table that is there as text, in letters."""
        raw = text.encode("utf-8", "surrogatepass")
        ends = self.places(raw)
        return ends if len(raw) == len(text) else _in_letters(raw, ends)

    def items_in_json(self, text: str, items: Sequence[tuple[object, int, int]]) -> list[int]:
        """Which of some values in a JSON text may matter, by their places in the list; see `json_text.Item`.

        Also for what two fields of an object say together.
        """
        if self._json is None:
            self._halves = list(_halves(self._anchors))
            behind = [rf":\s*\"{words}[^A-Za-z0-9_]" for _, words in self._halves]
            expressions = (*enumerate(behind), *((-1, one) for one in _JSON))
            self._json = self._compiled(
                [(one.encode("latin-1"), number + 1, hyperscan.HS_FLAG_CASELESS) for number, one in expressions]
            )
        raw = text.encode("utf-8", "surrogatepass")
        hits: list[tuple[int, int]] = []
        with memoryview(raw) as view:
            hits += [(end, 0) for end, _ in self._prefilter.hits(view)]

            def on_hit(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
                hits.append((end, number))

            self._json.scan(view, on_hit)  # type: ignore[type-var] # any buffer will do
        hits.sort()
        ends = [end for end, _ in hits]
        if len(raw) != len(text):
            ends = _in_letters(raw, ends)
        found: list[int] = []
        first = 0
        for place, (_, start, end) in enumerate(items):
            last = bisect_right(ends, end, first)
            if last > first and self._means(text, start, end, [number for _, number in hits[first:last]]):
                found.append(place)
            first = last
        return found

    def completes(self, head: str) -> bool:
        """Whether a text that follows may make an anchor of the last words of this one."""
        words = head.casefold().rstrip()
        return any(
            words.endswith(" ".join(anchor.split(" ")[:place]))
            for anchor in self._anchors
            for place in range(1, anchor.count(" ") + 1)
        )

    def _means(self, text: str, start: int, end: int, hits: Sequence[int]) -> bool:
        """Whether hits in a part of a text mean anything: the end of an anchor does only beside its beginning."""
        if 0 in hits:
            return True
        for number in set(hits):
            ends_with = self._endings.get(number)
            if ends_with is None:
                words = self._halves[number - 1][0]
                ends_with = self._endings[number] = re.compile(_ENDS_WITH.format(words=words), re.IGNORECASE)
            if ends_with.search(text, start, end):
                return True
        return False

    def _ends(self, raw: bytes, further: hyperscan.Database) -> list[int]:
        """The offsets behind the hits of the prefilter and of another search, in order."""
        with memoryview(raw) as view:
            ends = [end for end, _ in self._prefilter.hits(view)]
            before = len(ends)

            def on_hit(_number: int, _start: int, end: int, _flags: int, _context: object) -> None:
                ends.append(end)

            further.scan(view, on_hit)  # type: ignore[type-var] # any buffer will do
        if len(ends) > before:
            ends.sort()
        return ends


def _halves(anchors: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The anchors cut between two words, as expressions."""
    for anchor in anchors:
        words = anchor.split(" ")
        for place in range(1, len(words)):
            yield re.escape(" ".join(words[:place])), re.escape(" ".join(words[place:]))


def _in_letters(raw: bytes, ends: Sequence[int]) -> list[int]:
    """Offsets in UTF-8, in order, as offsets in its letters."""
    found: list[int] = []
    position = letters = 0
    for end in ends:
        # Every letter has one byte that begins it.
        letters += len(raw[position:end].translate(None, _GO_ON))
        position = end
        found.append(letters)
    return found


def as_lines(texts: Sequence[str]) -> tuple[bytes, list[int]]:
    """Some texts as one block, each on a line of its own, and up to where in it each of them reaches.

    A line end stands before the first, as before all others. A message may be wrapped within its anchor; as one line
    it is found.
    """
    joined = "\n".join(("", *texts))
    if joined.count("\n") > len(texts) or "\r" in joined:
        texts = [text.replace("\r", " ").replace("\n", " ") for text in texts]
        joined = "\n".join(("", *texts))
    sizes = map(len, texts if joined.isascii() else (text.encode("utf-8", "surrogatepass") for text in texts))
    ends: list[int] = []
    end = 1
    for size in sizes:
        end += size + 1
        ends.append(end)
    return joined.encode("utf-8", "surrogatepass"), ends
