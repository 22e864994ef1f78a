"""Table rows and paragraphs of a web page that are written so plainly that one expression reads them.

Whole rows and paragraphs with no tags within their texts and few escapes: most pages that programs write consist of
them, and reading these tag by tag takes ten times as long.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_ATTRIBUTES = r"(?:\s+[a-z][\w:.\-]*+(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'|[\w.%#:/;\-]++))?+)*+\s*+"
# A text on several lines, or with other escapes, may hold a message that its bytes do not show.
_TEXT = r"\s*+(?:[^<&\r\n]++|&(?:amp;(?!amp;|#)|lt;|quot;|nbsp;|\#39;|\#x27;))*+\s*+"
_CELL = rf"<(?:td|th){_ATTRIBUTES}>{_TEXT}</(?:td|th)>\s*+"
_PLAIN = re.compile(
    rf"(<tr{_ATTRIBUTES}>\s*+)(?:{_CELL})++</tr>\s*+|(<(p|li|h[1-6]|dd|dt){_ATTRIBUTES}>){_TEXT}</\3>\s*+",
    re.IGNORECASE,
)
_CELL_TEXT = re.compile(r">([^<]*)</t[dh]", re.IGNORECASE)


class Plain(NamedTuple):
    """A row or a paragraph in a part of a page: where it starts and ends, and where its first cell or its text does."""

    start: int
    end: int
    inside: int
    is_row: bool

    def cells(self, part: str) -> list[str]:
        """The texts of a row's cells."""
        return [cleaned(text) for text in _CELL_TEXT.findall(part, self.inside, self.end)]

    def text(self, part: str) -> str:
        """A paragraph's text."""
        return cleaned(part[self.inside : part.rindex("</", self.inside, self.end)])

    def lines_above(self, part: str) -> int:
        """The line ends between a paragraph's tag and its text."""
        text = part[self.inside : self.end]
        return text.count("\n", 0, len(text) - len(text.lstrip()))


def plain_in(part: str) -> Iterator[Plain]:
    """The plain rows and paragraphs in a part of a page."""
    for found in _PLAIN.finditer(part):
        start, end = found.span()
        if found[1] is not None:
            yield Plain(start, end, found.end(1), is_row=True)
        else:
            yield Plain(start, end, found.end(2), is_row=False)


def cleaned(text: str) -> str:
    """A text as it is shown: escapes undone, blanks made one."""
    if "&" in text:
        text = html.unescape(text)
    return BLANKS.sub(" ", text).strip()
