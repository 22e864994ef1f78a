"""The first look at a log: which lines of a block of bytes can hold a known message or tell of an error at all.

One pass of a compiled engine over the raw bytes; Python never touches the other lines. What it points at is a
superset: whether a message stands there is decided on the line itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

import hyperscan

from app.core.scanning.error_lines import ERROR_WORDS, HARMLESS_BEFORE, HARMLESS_BEHIND, MAX_HARMLESS
from app.core.text.terminal_codes import SIGNS as TERMINAL_SIGNS
from app.core.text.terminal_codes import bytes_without_codes

Hit = tuple[int, int]
"""The offset behind a hit, and which anchor it is (its place in the list; `OTHER` for the words
of errors and headings, `ODD` for blanks or letters behind which any message may hide)."""

Expression = tuple[bytes, int, int]
"""A regular expression, the number of its hits, and Hyperscan's flags."""

Compiler = Callable[[Sequence[Expression]], hyperscan.Database]

OTHER = -1
ODD = -2

# Signs that a message may stand there with other blanks or letters than its anchor has. Most blocks hold none.
_ODD_SIGNS = (
    b"  ", b"\t", b"\\n", b"\\r", b"\\t", b"\\u00", b"\\u20", b"\\u30", b"\\ufe", b"\xa0", b"\xad", b"\xe2\x80",
    b"\xe2\x81", b"\xe3\x80\x80", b"sp;", b"shy;", b"&#", b"amp;#", b"=\n", b"=\r\n", b"=c2=", b"=c3=", b"=c4=",
    b"=c5=", b"=e2=", b"\xef\xac", b"\xef\xbb", b"\xef\xbc", b"\xef\xbd", b"\xcc", b"\xe2\x84", b"\xf0\x9d", b"\n>",
    b"\x08",
)  # fmt: skip
# A line that begins with a small letter may be wrapped.
_WRAP_SIGNS = tuple(b"\n%c" % letter for letter in b"abcdefghijklmnopqrstuvwxyz")
_ODD = (
    r"[A-Za-z0-9_] ?(?: {2}|\t|\\{1,8}(?:[nrt]|u[023]0)|\xc2?[\xa0\xad]|\xe2\x80[\x80-\x8f\xa8-\xaf]"
    r"|\xe2\x81[\x9f-\xaf]|\xe3\x80\x80|&(?:amp;){0,3}(?:(?:nb|en|em|thin)sp;|shy;|#)|=\r?\n)",
    r"\xef[\xac\xbb-\xbd]|\xcc[\x80-\xbf]|\xe2\x84|\xf0\x9d|\\ufe|=[CE][2-5]=[89AB]",
    # A mail wraps anywhere, also within an anchor; so does a narrow window while a quote is open: see `multiline`.
    r"\n>",
    # Overtyped letters.
    r"\x08",
)

_WRAPPED = r"[\"{}][^\n\"{}]*[A-Za-z0-9_] ?\r?\n[a-z][a-zA-Z0-9_]*[^=a-zA-Z0-9_]"

HEADING_WORDS = ("start", "begin", "sync", "import", "process", "export", "upload", "load", "step", "phase")
HEADING_MARKS = ("===", "---", "***", "###")
_BEFORE_A_HEADING = (
    "\n", "\n ", "  ", "\t", "[", "(", "info ", "info: ", "info] ", "info - ",
    *(f"{mark} " for mark in "0123456789Z])>|*=#"),
)  # fmt: skip
_ODD_ID = 1

# What is searched for beside anchors; numbers of hits behind those of the anchors.
_WORD, _HARMLESS_BEFORE, _HARMLESS_BEHIND, _SIGN, _WRAP_SIGN, _CODE_SIGN = range(6)
_AT_LINE_START = r"(?:[ \t]|\xc2?\xa0|\xe2\x80[\x80-\x8a])*[\[(]?"
_BEHIND_A_STAMP = r"[^\n]*(?:[\dZ\])>|*=#] |info(?: |: |\] | - ))"
_HEADING = rf"^(?:{_AT_LINE_START}|{_BEHIND_A_STAMP})(?:{'|'.join(HEADING_WORDS)})"


class Prefilter:
    """A search for all anchors of a catalog, for the words of errors and for headings.

    Holds working memory: one thread uses it at a time.
    """

    def __init__(self, anchors: Sequence[str], compiled: Compiler | None = None) -> None:
        """Compile the search; hits name an anchor by its place in `anchors`, which holds no text twice.

        `compiled` makes databases of expressions, or knows some that were made before.
        """
        self._compiled = compiled or compile_expressions
        anywhere = hyperscan.HS_FLAG_CASELESS
        once = anywhere | hyperscan.HS_FLAG_SINGLEMATCH
        self._anchors = anchors
        kinds = len(anchors)
        self._first = self._compiled(
            [(re.escape(anchor).encode(), number, anywhere) for number, anchor in enumerate(anchors)]
            + [(text.encode("latin-1"), kinds + _WORD, anywhere) for text in ERROR_WORDS]
            + [(text.encode(), kinds + _HARMLESS_BEFORE, anywhere) for text in HARMLESS_BEFORE]
            + [(text.encode(), kinds + _HARMLESS_BEHIND, anywhere) for text in HARMLESS_BEHIND]
            + [(re.escape(sign), kinds + _SIGN, once) for sign in _ODD_SIGNS]
            + [(sign, kinds + _WRAP_SIGN, hyperscan.HS_FLAG_SINGLEMATCH) for sign in _WRAP_SIGNS]
            + [(re.escape(sign).encode(), kinds + _SIGN, once) for sign in _heading_signs()]
            + [(re.escape(sign), kinds + _CODE_SIGN, once) for sign in TERMINAL_SIGNS]
        )
        # Made when the first block shows a sign: most logs never do. Lines that begin with small letters are common
        # in some logs; so what these may mean is searched for by itself.
        self._second: hyperscan.Database | None = None
        self._wraps: hyperscan.Database | None = None

    def hits(self, block: memoryview) -> list[Hit]:
        """The hits of a block, in order. Several may stand in one line, and of one word."""
        return self._hits(block, codes_undone=False)

    def _hits(self, block: memoryview, *, codes_undone: bool) -> list[Hit]:
        found: list[Hit] = []
        add, kinds = found.append, len(self._anchors)
        words, signs = _ErrorWords(), set[int]()
        meet = (words.add, words.drop_before, words.drop_behind)

        def on_hit(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            if number < kinds:
                add((end, number))
            elif number < kinds + _SIGN:
                meet[number - kinds](end)
            else:
                signs.add(number - kinds)

        self._first.scan(block, on_hit)  # type: ignore[type-var] # any buffer will do
        if _CODE_SIGN in signs and not codes_undone and (plain := self._hits_between_codes(block)) is not None:
            return plain
        before = len(found)
        found += [(end, OTHER) for end in words.ends]
        if _SIGN in signs or _begins_with_heading(block):
            self._look_for_odd_and_headings(block, found)
        if _WRAP_SIGN in signs:
            self._look_for_wraps(block, found)
        if len(found) > before:
            found.sort()
        return found

    def _hits_between_codes(self, block: memoryview) -> list[Hit] | None:
        """The hits of a block as a terminal shows it; None where no codes stand in it."""
        data, cuts = bytes_without_codes(bytes(block))
        if not cuts:
            return None
        places = [place for place, _ in cuts]
        found: list[Hit] = []
        with memoryview(data) as plain:
            for end, number in self._hits(plain, codes_undone=True):
                # A code right behind a hit is not part of it.
                before = bisect_left(places, end)
                found.append((end + (cuts[before - 1][1] if before else 0), number))
        return found

    def _look_for_odd_and_headings(self, block: memoryview, found: list[Hit]) -> None:
        if self._second is None:
            heading = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_MULTILINE
            self._second = self._compiled(
                [(text.encode("latin-1"), _ODD_ID, 0) for text in _ODD]
                + [(_HEADING.encode(), 0, heading)]
                + [(re.escape(mark).encode(), 0, 0) for mark in HEADING_MARKS]
            )

        def on_hit(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            found.append((end, ODD if number == _ODD_ID else OTHER))

        self._second.scan(block, on_hit)  # type: ignore[type-var]

    def _look_for_wraps(self, block: memoryview, found: list[Hit]) -> None:
        if self._wraps is None:
            self._wraps = self._compiled([(_WRAPPED.encode(), _ODD_ID, 0)])

        def on_hit(_number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            found.append((end, ODD))

        self._wraps.scan(block, on_hit)  # type: ignore[type-var]


class _ErrorWords:
    """The error words of a block, in the order of their ends; those that something beside them makes harmless go."""

    def __init__(self) -> None:
        self.ends: list[int] = []
        self._harmless = -1

    def add(self, end: int) -> None:
        if end != self._harmless:
            self.ends.append(end)

    def drop_before(self, end: int) -> None:
        """The word that ends here is harmless: "0 errors"."""
        self._harmless = end
        self._drop(end)

    def drop_behind(self, end: int) -> None:
        """The last word before this is harmless: `errors=0`."""
        if self.ends and self.ends[-1] >= end - MAX_HARMLESS:
            self._drop(self.ends[-1])

    def _drop(self, word: int) -> None:
        while self.ends and self.ends[-1] == word:
            self.ends.pop()


def _heading_signs() -> list[str]:
    return [before + word for before in _BEFORE_A_HEADING for word in HEADING_WORDS] + list(HEADING_MARKS)


_FIRST_HEADING = re.compile(rb"(?i)[ \t]*[\[(]?(?:%s)" % "|".join(HEADING_WORDS).encode())


def _begins_with_heading(block: memoryview) -> bool:
    """Whether the first line begins with a heading's word: no line end stands before it to be searched for."""
    return _FIRST_HEADING.match(block) is not None


def compile_expressions(expressions: Sequence[Expression]) -> hyperscan.Database:
    """Compile a search for some expressions in one block at a time."""
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[text for text, _, _ in expressions],
        ids=[number for _, number, _ in expressions],
        elements=len(expressions),
        flags=[flags for _, _, flags in expressions],
    )
    return database
