"""Which lines tell of an error, by their level and their words."""

from __future__ import annotations

import re

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


def looks_like_an_error(text: str) -> bool:
    """Whether a line tells of something that failed (and is not a summary such as "0 errors")."""
    found = _ERROR_LIKE.search(text)
    if found is None or _STACK.match(text):
        return False
    level = _LEVEL.search(text[:120])
    if level is not None and not _REPLY.search(text):
        return False
    return _HARMLESS.search(text) is None
