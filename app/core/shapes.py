"""Unknown error lines: which lines look like errors, and what remains of one when its numbers and names are masked."""

from __future__ import annotations

import re

from app.core.wordings import cut, meaningful_pieces, sorts_of

_ERROR_LIKE = re.compile(
    r"(?i)\b(?:errors?|fatal|severe|critical|exception|fails?|failed|failure|denied|rejected|refused|invalid|unable to"
    r"|could not|cannot|timed out)\b"
    r"|\b[45]\d\d (?:bad request|unauthorized|forbidden|not found|conflict|internal server error|bad gateway"
    r"|service unavailable|unprocessable)"
    r"|\w(?:Error|Exception)\b"
)
_HARMLESS = re.compile(
    r"(?i)\b(?:0|no|zero|without(?: any)?) (?:\w+ )?(?:errors?|failures?|exceptions?|failed|rejected)\b"
    r"|\b(?:errors?|failures?|failed|rejected|error_?count)[\"']?\s*[:=]\s*[\"']?0\b"
)
_LEVEL = re.compile(r"(?i)(?:^|[\s\[\"'|,:<(])(trace|debug|info|information|notice|success|ok)(?=[\s\]\"'|,:>)]|$)")
_REPLY = re.compile(r"(?i)\b[45]\d\d [a-z]")
_STACK = re.compile(r"^\s+(?:at |\.\.\. \d+ more|File \"|\^|from )")
_MASKS = (
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
    (re.compile(r"(?<=[=:\s(\[{,])\"[^\"\n]{1,200}\"(?!\s*:)"), "<text>"),
    (re.compile(r"(?<=[=:\s(\[{,])'[^'\n]{1,200}'"), "<text>"),
    (re.compile(r"\b(?:[A-Z]{1,5}-(?=\d)|(?=\w*\d))[\w.\-]+\b"), "<n>"),
)
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


def shape_of(text: str) -> str:
    """The line with e-mails, ids, times, addresses, quoted texts and numbers masked: alike errors have one shape."""
    shape = text[: MAX_SHAPE * 3]
    for pattern, mask in _MASKS:
        shape = pattern.sub(mask, shape)
    return _BLANKS.sub(" ", shape).strip()[:MAX_SHAPE]


MAX_LETTERS = 800
"""Of longer lines not all is in the shape; each is always looked at by itself."""

MAX_KNOWN = 14_000
"""Wordings remembered; beyond, all are dropped and learned again as they are met."""

_WORDS = meaningful_pieces(each.pattern for each in (_ERROR_LIKE, _HARMLESS, _LEVEL)) | {
    "0",  # 0 errors
    *map(str, range(400, 600)),
}


class OtherLines:
    """Tells of lines without a known message whether they tell of an error, and its shape. One thread uses it.

    Lines worded alike have one shape: see `wordings`.
    """

    def __init__(self, *, remember: bool = True) -> None:
        """Start empty. `remember=False` works out every line anew (for comparison)."""
        self._remember = remember
        self._known: dict[tuple[object, ...], str] = {}

    def shape(self, text: str) -> str:
        """The shape of an error line, "" for a line that tells of no error."""
        if not self._remember or len(text) > MAX_LETTERS:
            return _shape(text)
        pieces = cut(text)
        varying = pieces[1::2]
        # Short words in capitals stand in the shape as they are, if no digit follows them.
        meaning = [piece for piece in varying if piece in _WORDS or piece.isalpha()]
        key = (sorts_of(varying), *meaning, *pieces[::2])
        shape = self._known.get(key)
        if shape is None:
            if len(self._known) >= MAX_KNOWN:
                self._known.clear()
            shape = self._known[key] = _shape(text)
        return shape


def _shape(text: str) -> str:
    return shape_of(text) if looks_like_an_error(text) else ""
