"""Unknown error lines: which lines look like errors, and what remains of one when its numbers and names are masked."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_ERROR_LIKE = re.compile(
    r"(?i)\b(?:errors?|fatal|severe|critical|exception|fails?|failed|failure|denied|rejected|refused|invalid|unable to"
    r"|could not|cannot|timed out)\b"
    r"|\b[45]\d\d (?:bad request|unauthorized|forbidden|not found|conflict|internal server error|bad gateway"
    r"|service unavailable|unprocessable)"
    r"|\w(?:Error|Exception)\b"
)
_HARMLESS = re.compile(
    r"(?i)\b(?:0|no|zero|without(?: any)?) (?:\w+ )?(?:errors?|failures?|exceptions?)\b"
    # "12 rows, 0 failed" counts; in "worker 0 failed" it is a name.
    r"|\b(?:no|zero|(?:(?<![a-z] )|(?<=with )|(?<=and )|(?<=but )|(?<=had ))0) (?:\w+ )?(?:failed|rejected)\b"
    r"|\b(?:errors?|failures?|failed|rejected|error_?count)[\"']?\s*[:=]\s*[\"']?0\b"
)
_LEVEL = re.compile(r"(?i)(?:^|[\s\[\"'|,:<(])(trace|debug|info|information|notice|success|ok)(?=[\s\]\"'|,:>)]|$)")
_REPLY = re.compile(r"(?i)\b[45]\d\d [a-z]")
_STACK = re.compile(
    r"^\s+(?:at |\.\.\. \d+ more|File \"|\^|from )"
    # Between two tracebacks; what went wrong stands in these.
    r"|^(?:During handling of the above exception|The above exception was the direct cause)"
)
_TELLS = re.compile(r"(?i)(?:message|msg|error|reason|details?|description|exception)[\"']?\s*[:=]\s*$")
_TELLS_LETTERS = 20
# A record of JSON is its message: when and where is said by the other fields.
_TOLD = re.compile(
    r"(?i)\"(?:(?:error_?)?message|msg|error|reason|details?|description|exception)\"\s*:\s*"
    r"\"(.{3,600}?)\"\s*[,}\]]"
)


def _quoted(found: re.Match[str]) -> str:
    """The mask of a quoted name; a quoted message stays, as its words are what tells it from others."""
    before = found.string[max(0, found.start() - _TELLS_LETTERS) : found.start()]
    return found.group() if _ERROR_LIKE.search(found.group()) or _TELLS.search(before) else "<text>"


_BLANKS = re.compile(r"\s+")
MAX_SHAPE = 300


def looks_like_an_error(text: str) -> bool:
    """Whether a line tells of something that failed (and is not a summary such as "0 errors")."""
    found = _ERROR_LIKE.search(text)
    if found is None or _STACK.match(text):
        return False
    level = _LEVEL.search(text[:120])
    if level is not None and not _REPLY.search(text):
        return False
    return _HARMLESS.search(text) is None


@cache
def _masks() -> tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]:
    """What is masked by what, in this order. Made when the first unknown line is met."""
    return (
        (re.compile(r"[\w.+\-']{1,64}@[\w\-]+(?:\.[\w\-]+)+"), "<email>"),
        (re.compile(r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b"), "<id>"),
        (re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"), "<time>"),
        (
            re.compile(
                r"\b\d{1,2}/(?:\d{1,2}|[A-Z][a-z]{2})/\d{2,4}(?:[ :,]+\d\d?:\d\d(?::\d\d)?(?: ?[AP]M)?)?(?: [+-]\d{4})?"
            ),
            "<time>",
        ),
        (re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?\b"), "<time>"),
        (re.compile(r"https?://[^\s\"'<>]+"), "<address>"),
        (re.compile(r"(?<![\w])/(?:[\w.\-%{}]+/)*[\w.\-%{}]*\d[\w.\-%{}]*(?:/[\w.\-%{}]+)*"), "<path>"),
        (re.compile(r"(?<=[=:\s(\[{,])(?:\"[^\"\n]{1,200}\"(?!\s*:)|'[^'\n]{1,200}')"), _quoted),
        (re.compile(r"\b(?:[A-Z]{1,5}-(?=\d)|(?=\w*\d))[\w.\-]+\b"), "<n>"),
    )


def shape_of(text: str) -> str:
    """The line with e-mails, ids, times, addresses, quoted names and numbers masked: alike errors have one shape."""
    shape = message_of(text[: MAX_SHAPE * 3])
    for pattern, mask in _masks():
        shape = pattern.sub(mask, shape)
    return _BLANKS.sub(" ", shape).strip()[:MAX_SHAPE]


def message_of(text: str) -> str:
    """What an unescaped JSON record says: the first of its messages of several words; any other text as it is."""
    if not text.startswith("{"):
        return text
    messages = _TOLD.findall(text)
    return next((message for message in messages if " " in message), messages[0] if messages else text)


WORDS = (_ERROR_LIKE.pattern, _HARMLESS.pattern, _LEVEL.pattern)
"""The patterns by which lines are looked at, as texts."""
