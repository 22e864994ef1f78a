"""Records that go on over several lines: which line belongs to the one above it.

Whether it does is read off these two lines alone, so that a record is the same wherever reading began.
"""

from __future__ import annotations

import re

from app.core.text.lazy_pattern import lazy_pattern
from app.core.text.terminal_codes import ESCAPE, without_codes

MAX_RECORD_LINES = 80

# Blanks and tabs only: of what else may count as a blank, `may_go_on` knows nothing.
_STACK = lazy_pattern(
    r"[ \t]*(?:at (?:async )?[\w$.<(\[]|\.\.\. \d+ (?:more|common frames)|Caused by:|File \"|During handling of"
    r"|[~^]+\s*$|---> (?:\w+\.)+\w|#\d+ (?:/|[A-Za-z]:\\|\{main\}|\[internal))"
    r"|[ \t]+(?:from \S+:\d+:in |thrown in |Suppressed: |--- End of )|Stack trace:\s*$"
)
_PART = lazy_pattern(r"[ \t]*[}\])]")
_INDENTED_PART = lazy_pattern(r"[ \t]+[\"{\[]")
_OPENS = lazy_pattern(r"[{\[(,:]\s*$")
_NEW_RECORD = lazy_pattern(
    r"[^\w{]{0,3}(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}|\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:"
    r"|(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|SEVERE)\b)|\{\"",
    re.IGNORECASE,
)
_QUIET = lazy_pattern(
    r"(?i)(?:^|[\s\[\"'|,:<(])(?:trace|debug|dbug|info|information|notice|success|ok)(?=[\s\]\"'|,:>)]|$)"
)
_LEVEL_LETTERS = 120

# What fails below a line that says of which record: an exception with its name, the answer that came.
_EXCEPTION_NAME = r"(?:\w{1,60}[.$]){0,20}\w{0,60}(?:Exception|[A-Za-z]Error|Fault|BadRequest|NotFound|Timeout|Failure)"
_EXCEPTION = lazy_pattern(
    rf"[ \t]*(?:Unhandled exception\. |Uncaught )?{_EXCEPTION_NAME}(?:\s\[\w+\])?(?:\s?:|\s*$| ?\()"
)
_EXCEPTION_OF_TRACEBACK = lazy_pattern(
    rf"{_EXCEPTION_NAME}\b|(?:\w+\.)+[A-Z]\w+(?::\s|\s*$)|(?:SystemExit|KeyboardInterrupt)\b"
)
_TRACEBACK = lazy_pattern(r"[ \t]*Traceback \(")
_CODE = lazy_pattern(r"\t| {4}")
_CODE_OF_TRACEBACK = lazy_pattern(r"[ \t]*File \"")
_ANSWER = lazy_pattern(
    r"(?:(?:Server |HTTP |API |Raw |Error )?(?:Response|Reply|Answer|Body|Content|Payload|Details?|Output|Request)"
    r"(?: (?:body|content|text|data|payload|was|from server))?|StatusCode) ?[:=] ?\S",
    re.IGNORECASE,
)

# What PowerShell prints of one error.
_COMMAND = r"[A-Z][a-z]+-[A-Z]\w+"
_TERMINATING = lazy_pattern(r"PS>TerminatingError\(")
_COMMAND_FAILED = lazy_pattern(rf"(?:{_COMMAND}|[A-Za-z]:\\[^:\n]{{1,200}}\.ps1) ?: ")
_POSITION = lazy_pattern(r"At (?:[A-Za-z]:\\|/|\\\\|line:)[^\n]{0,400}char:\d+\s*$")
_SNIPPET = lazy_pattern(r"[ \t]*\+ ")
_VIEW = lazy_pattern(r"Line \|\s*$")
_VIEW_LINE = lazy_pattern(r"[ \t]+\d* *\| ")
_VIEW_CODE = lazy_pattern(r"[ \t]+\| ")
# Lines between the steps of a session, which name no record.
_BETWEEN = lazy_pattern(r"\*{4}|[=\-]{4}")
_HOST_RECORD = lazy_pattern(r"(?:trce|dbug|info|warn|fail|crit): \S+\[\d+\]\s*$")

# Between two tracebacks of one failure, with a blank line on both sides.
_CHAIN = "During handling of the above exception", "The above exception was the direct cause"
_BELOW_BLANK = (*(line.encode() for line in _CHAIN), b"Traceback (")
_LINE_ENDS = b"\n\r"

_MAY_GO_ON = frozenset(b' \t}])>"{[.^~+#-\x1babcdefghijklmnopqrstuvwxyz')
_BRACE = ord("{")
_WRAPPED = 50
_STARTS = re.compile(
    rb"[A-Z](?:aused by:|he above exception|raceback \(|uring handling of|ile \"|tack trace:|ine \|"
    rb"|t (?:[A-Za-z]:\\|/|\\\\|line:)"
    rb"|S>Term|:\\|[a-z]+-[A-Z]|[\w.$]{0,1300}(?:Exception|Error|Fault|BadRequest|NotFound|Timeout|Failure)"
    rb"|(?i:\w{0,60}\.[a-z]|nhandled exception|ncaught |ystemexit|eyboardinterrupt"
    rb"|esponse|eply|nswer|ody|ontent|ayload|etail|utput|equest|tatuscode|erver |ttp |pi |aw |rror ))"
)
MAY_GO_ON = _MAY_GO_ON | frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ\n\r")
"""What a line that belongs to the one above begins with; a first look before `may_go_on`."""


def may_go_on(block: bytearray, start: int) -> bool:
    """Whether the line that starts there may belong to the one above; a quick look before `goes_on`."""
    first = block[start]
    if first in _MAY_GO_ON:
        # A line of JSON is a record of its own.
        return not (first == _BRACE and block[start + 1 : start + 2] == b'"')
    if first in _LINE_ENDS:
        return block.startswith(_BELOW_BLANK, start + 1 + _LINE_ENDS.index(first))
    return _STARTS.match(block, start) is not None


def goes_on(above: str, line: str) -> bool:
    """Whether a line belongs to the record of the line above it."""
    if ESCAPE in line or ESCAPE in above:
        above, line = without_codes(above), without_codes(line)
    if not line or line.isspace() or not above or above.isspace():
        return False
    if line[0] == ">" or above[0] == ">":
        return line[0] == above[0] and _quoted_goes_on(above.lstrip("> \t"), line.lstrip("> \t"))
    if _PART.match(line) or _STACK.match(line) or _INDENTED_PART.match(line):
        return True
    if line[0] in '"{[' and _OPENS.search(above) and not _NEW_RECORD.match(line):
        return True
    if _is_of_failure(above, line):
        return True
    # A message that a mail program or a narrow window wrapped: a brace or a quote is still open.
    is_open = above.count("{") > above.count("}") or above.count('"') % 2 == 1
    return is_open and ord(line[0]) in _MAY_GO_ON and not _NEW_RECORD.match(line)


def goes_on_over_blank(above: str, line: str) -> bool:
    """Whether a line belongs to the record of the one above it with a blank line between: tracebacks in a chain."""
    if not above or above.isspace():
        return False
    return line.startswith(_CHAIN) or (above.startswith(_CHAIN) and line.startswith("Traceback ("))


def surely_begins(above: str, line: str) -> bool:
    """Whether a line begins a record, whatever stands further up and down."""
    if not line or line.isspace() or goes_on(above, line):
        return False
    return not (not above or above.isspace()) or not line.startswith((*_CHAIN, "Traceback ("))


def _quoted_goes_on(above: str, line: str) -> bool:
    """As `goes_on`, of lines quoted in a mail: such programs wrap long lines."""
    return goes_on(above, line) or (len(above) >= _WRAPPED and line[:1].islower() and not _NEW_RECORD.match(line))


def _is_of_failure(above: str, line: str) -> bool:
    """Whether a line is a piece of what is printed of one failure, also below the line that says what failed."""
    first = line[0]
    if first in " \t+":
        return _is_indented_piece(above, line)
    if _TRACEBACK.match(line):
        return not _is_quiet(above)
    if _EXCEPTION_OF_TRACEBACK.match(line) and _CODE.match(above) and not _NEW_RECORD.match(line):
        return True
    if _EXCEPTION.match(line) or _ANSWER.match(line):
        return (_NEW_RECORD.match(above) is not None and not _is_quiet(above)) or _is_piece(above, line)
    return _is_of_session(above, line)


def _is_indented_piece(above: str, line: str) -> bool:
    if _TRACEBACK.match(line):
        return not _is_quiet(above)
    if _CODE_OF_TRACEBACK.match(above) or _HOST_RECORD.match(above):
        return True
    if _SNIPPET.match(line):
        return _POSITION.match(above) is not None or _SNIPPET.match(above) is not None
    if _VIEW_LINE.match(line):
        return _VIEW.match(above) is not None or (_VIEW_CODE.match(line) and _VIEW_LINE.match(above)) is not None
    return _EXCEPTION.match(line) is not None and above[0] in " \t"


def _is_piece(above: str, line: str) -> bool:
    """Whether an answer stands below an exception or its stack; an exception there is another one."""
    if _EXCEPTION.match(line):
        return False
    return _EXCEPTION.match(above) is not None or _STACK.match(above) is not None or _ANSWER.match(above) is not None


def _is_of_session(above: str, line: str) -> bool:
    """Whether a line is a piece of an error in a PowerShell session; the step it fails in stands above."""
    if _POSITION.match(line) or _VIEW.match(line) or _VIEW.match(above):
        return True
    if not _TERMINATING.match(line) and not _COMMAND_FAILED.match(line):
        return False
    if _TERMINATING.match(above):
        return not _TERMINATING.match(line)
    ends_another = _SNIPPET.match(above) or _BETWEEN.match(above) or _COMMAND_FAILED.match(above)
    return not ends_another and not _is_quiet(above)


def _is_quiet(line: str) -> bool:
    """Whether a line has the level of one that tells of no failure; what fails below it is another record."""
    return _QUIET.search(line[:_LEVEL_LETTERS]) is not None
