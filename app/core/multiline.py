"""Records that go on over several lines: which line belongs to the one above it.

Whether it does is read off these two lines alone, so that a record is the same wherever reading began.
"""

from __future__ import annotations

import re

MAX_RECORD_LINES = 80

# Blanks and tabs only: of what else may count as a blank, `may_go_on` knows nothing.
_STACK = re.compile(r"[ \t]*(?:at [\w$.<(]|\.\.\. \d+ more|Caused by:|File \"|Traceback \(|During handling of|\^+\s*$)")
_PART = re.compile(r"[ \t]*[}\])]")
_INDENTED_PART = re.compile(r"[ \t]+[\"{\[]")
_OPENS = re.compile(r"[{\[(,:]\s*$")
_NEW_RECORD = re.compile(
    r"[^\w{]{0,3}(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}|\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:"
    r"|(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|SEVERE)\b)|\{\"",
    re.IGNORECASE,
)
_MAY_GO_ON = frozenset(b' \t}])>"{[.^abcdefghijklmnopqrstuvwxyz')
_BRACE = ord("{")
_WRAPPED = 50
_STACK_HEADS = (b"Caused by:", b"Traceback (", b"During handling of", b'File "')
MAY_GO_ON = _MAY_GO_ON | {head[0] for head in _STACK_HEADS}
"""What a line that belongs to the one above begins with; a first look before `may_go_on`."""


def may_go_on(block: bytearray, start: int) -> bool:
    """Whether the line that starts there may belong to the one above; a quick look before `goes_on`."""
    first = block[start]
    if first in _MAY_GO_ON:
        # A line of JSON is a record of its own.
        return not (first == _BRACE and block[start + 1 : start + 2] == b'"')
    return block.startswith(_STACK_HEADS, start)


def goes_on(above: str, line: str) -> bool:
    """Whether a line belongs to the record of the line above it."""
    if not line or line.isspace() or not above or above.isspace():
        return False
    if line[0] == ">" or above[0] == ">":
        return line[0] == above[0] and _quoted_goes_on(above.lstrip("> \t"), line.lstrip("> \t"))
    if _PART.match(line) or _STACK.match(line) or _INDENTED_PART.match(line):
        return True
    if line[0] in '"{[' and _OPENS.search(above) and not _NEW_RECORD.match(line):
        return True
    # A message that a mail program or a narrow window wrapped: a brace or a quote is still open.
    is_open = above.count("{") > above.count("}") or above.count('"') % 2 == 1
    return is_open and ord(line[0]) in _MAY_GO_ON and not _NEW_RECORD.match(line)


def _quoted_goes_on(above: str, line: str) -> bool:
    """As `goes_on`, of lines quoted in a mail: such programs wrap long lines."""
    return goes_on(above, line) or (len(above) >= _WRAPPED and line[:1].islower() and not _NEW_RECORD.match(line))
