"""Take a pasted message out of its wrapping: escapes, mail quoting, typographic characters.

The result still holds everything the person pasted; only the spelling of characters changes.
Punctuation between words does not matter to the message templates, so brackets, quotes and
doubled CSV quotes may stay.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from app.core.text.lazy_pattern import lazy_pattern
from app.core.text.terminal_codes import ESCAPE, has_codes, without_codes

MAX_ESCAPE_LEVELS = 3
"""How many times JSON or HTML may have been escaped over itself (JSON in a JSON string in a log)."""

SOFT_BREAK = "\r"
"""Stands where lines of a quoted mail were joined: a blank to templates and values, an edge to short messages."""

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
    }
)
_HTML_ESCAPE = lazy_pattern(r"&#?\w{2,32};")
_JSON_ESCAPE = lazy_pattern(r"\\(u[0-9a-fA-F]{4}|[\"'\\/nrtbf])")
_UNICODE_ESCAPE = lazy_pattern(r"\\u[0-9a-fA-F]{4}")
_JSON_LETTERS = {"n": "\n", "r": "\n", "t": "\t", "b": " ", "f": " "}
_SPELLED_CODE = lazy_pattern(r"\\(?:033|x1[bB])\[")
_MAIL_QUOTE = lazy_pattern(r"(?m)^[ \t]*(?:>[ \t]?)+")
# A raw mail shows itself by a soft line break or a letter of two and more bytes; "id=22" alone does not.
_QUOTED_PRINTABLE = lazy_pattern(r"=(?:\r?\n|[C-F][0-9A-F]=[89AB][0-9A-F])")
_NOT_QUOTED_PRINTABLE = lazy_pattern(r"=(?!\r?\n|[0-9A-F]{2})")
_SOFT_LINE_END = lazy_pattern(r"=\r?\n")
_QUOTED_BYTES = lazy_pattern(r"(?:=[0-9A-F]{2})+")


def unwrap(text: str) -> str:
    """Undo escaping and mail quoting around a message; plain text comes back unchanged."""
    if "=" in text and _QUOTED_PRINTABLE.search(text):
        text = _undo_quoted_printable(text)
    if has_codes(text):
        text = without_codes(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)
    if "&" in text:
        text = _undo_html(text)
    if "\\" in text:
        text = _undo_json(without_codes(text) if _SPELLED_CODE.search(text) else text)
        if ESCAPE in text:
            text = without_codes(text)
    if "\n" in text:
        text = _join_mail_lines(text)
    return text


def _undo_quoted_printable(text: str) -> str:
    if _NOT_QUOTED_PRINTABLE.search(text):
        return text
    return _QUOTED_BYTES.sub(_quoted_characters, _SOFT_LINE_END.sub("", text))


def _quoted_characters(found: re.Match[str]) -> str:
    return bytes.fromhex(found.group().replace("=", "")).decode("utf-8", errors="replace")


def _undo_html(text: str) -> str:
    import html  # noqa: PLC0415 - makes a table of two thousand names, and few messages hold any

    for _ in range(MAX_ESCAPE_LEVELS):
        plain = _HTML_ESCAPE.sub(lambda found: html.unescape(found.group()), text)
        if plain == text:
            break
        text = plain
    return text.replace("\u00a0", " ").translate(_TYPOGRAPHY)


def _undo_json(text: str) -> str:
    if text.count("\\") == text.count('\\"'):
        return text.replace('\\"', '"')
    # A lone backslash before n or t may be a Windows path: without a quote in sight it stays.
    for level in range(MAX_ESCAPE_LEVELS):
        surely_escaped = '\\"' in text or _UNICODE_ESCAPE.search(text)
        if not surely_escaped and (level > 0 or '"' not in text):
            break
        text = _JSON_ESCAPE.sub(_json_character, text)
    return text if text.isascii() else text.translate(_TYPOGRAPHY)


def _json_character(found: re.Match[str]) -> str:
    escape = found.group(1)
    if escape[0] == "u" and len(escape) > 1:
        character = chr(int(escape[1:], 16))
        # Half of a surrogate pair cannot stand alone in text that is written out again.
        return " " if "\ud800" <= character <= "\udfff" else character
    return _JSON_LETTERS.get(escape, escape)


def _join_mail_lines(text: str) -> str:
    plain = _MAIL_QUOTE.sub("", text)
    if plain == text:
        return text
    lines = [line.strip() for line in plain.splitlines()]
    width = max(map(len, lines))
    joined = lines[0]
    for before, line in pairwise(lines):
        joined += ("\n" if _is_own_line(before, line, width) else SOFT_BREAK) + line
    return joined


def _is_own_line(before: str, line: str, width: int) -> bool:
    """Whether a person began the line and not the mail program: its first word would still have fitted above."""
    if not before or not line:
        return True
    first = line.split(maxsplit=1)[0]
    return line[0].isupper() and before[-1] not in ":," and len(before) + 1 + len(first) <= width
