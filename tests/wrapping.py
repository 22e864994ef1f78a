"""The wrappings in which people paste a message: each leaves its words, and none of its spelling."""

from __future__ import annotations

import csv
import html
import io
import json
import quopri
import re
import textwrap
from collections.abc import Callable, Mapping


def in_json(text: str, levels: int = 1) -> str:
    """The text as the message of a JSON body, which is a string in another body, and so on."""
    for level in range(levels):
        text = json.dumps({"message": text} if level == 0 else {"time": "06:00", "body": text})
    return text


def in_html(text: str) -> str:
    return f"<td>{html.escape(text)}</td>"


def in_csv(text: str) -> str:
    """The text as a cell of a row, all cells quoted."""
    row = io.StringIO()
    csv.writer(row, quoting=csv.QUOTE_ALL).writerow(["34217", "failed", text, "118"])
    return row.getvalue().rstrip("\r\n")


def in_mail(text: str, width: int = 60, marks: str = "> ") -> str:
    """The text wrapped between words and quoted, as a mail program does it."""
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]
    return "\n".join((marks + line).rstrip() for line in ["Hi,", "", *lines, "", "Thanks!"])


def in_curly_quotes(text: str) -> str:
    """The text after a word processor went over it."""
    text = re.sub(r"(?<!\w)'", "\u2018", text).replace("'", "\u2019")
    text = re.sub(r"(?<!\w)\"", "\u201c", text).replace('"', "\u201d")
    return f"\u201c{text}\u201d"


def in_hard_blanks(text: str) -> str:
    return text.replace(" ", "\u00a0")


def in_html_blanks(text: str) -> str:
    return html.escape(text).replace(" ", "&nbsp;")


def in_quoted_printable(text: str) -> str:
    """A raw mail: long lines end in a soft break in the middle of a word."""
    mail = f"Good morning, last night the grade sync stopped again and it showed us this message: {text}"
    return quopri.encodestring(mail.encode("utf-8")).decode("ascii")


WRAPPINGS: Mapping[str, Callable[[str], str]] = {
    "plain": str,
    "json": in_json,
    "json in json": lambda text: in_json(text, 2),
    "json in json in json": lambda text: in_json(text, 3),
    "html": in_html,
    "csv": in_csv,
    "mail": in_mail,
    "mail quoted twice": lambda text: in_mail(text, 48, "> > "),
    "mail quoted tightly": lambda text: in_mail(text, 72, ">>"),
    "curly quotes": in_curly_quotes,
    "capitals": str.upper,
    "small letters": str.lower,
    "hard blanks": in_hard_blanks,
    "html blanks": in_html_blanks,
    "quoted-printable": in_quoted_printable,
    "a full stop": lambda text: f"{text}.",
    "bold mark-up": lambda text: f"**{text}**",
}
