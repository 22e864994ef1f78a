"""Codes for terminals in logs: colors, cursor moves and overtyped letters, also as viewers and daemons spell them."""

from __future__ import annotations

import re
from typing import NamedTuple

ESCAPE = "\x1b"
BACKSPACE = "\x08"

# Colors and moves; titles and links with their text's address; switches of two letters.
_CODE = (
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]{0,2000}(?:\x07|\x1b\\)|[()*+#%][0-9A-Za-z]|[=>78cDEHMNOZ])"
    # The escape letter as pagers (^[), rsyslog (#033), shells (\033, \x1b) and dumps spell it.
    r"|(?:\^\[|#033|\\033|\\x1[bB])\[[0-9;]{0,40}[A-Za-z]"
)
_CODES = re.compile(_CODE + r"|\u241b\[[0-9;]{0,40}[A-Za-z]|\x9b[0-?]*[ -/]*[@-~]")
_CODES_IN_BYTES = re.compile(_CODE.encode() + rb"|\xe2\x90\x9b\[[0-9;]{0,40}[A-Za-z]|\xc2\x9b[0-?]*[ -/]*[@-~]")
SIGNS = (b"\x1b", b"^[[", b"#033[", b"\\033[", b"\\x1b[", b"\xe2\x90\x9b[", b"\xc2\x9b")
"""What shows in raw bytes that codes may stand there."""
_SPELLED = ("^[[", "#033[", "\u241b[", "\x9b")


class PlainBytes(NamedTuple):
    """A block without codes. `cuts` are the places in it behind each code, and how many bytes were cut up to there."""

    data: bytes
    cuts: list[tuple[int, int]]


def has_codes(text: str) -> bool:
    """Whether codes may stand in a text; those that begin with a backslash are left to who undoes backslashes."""
    return ESCAPE in text or BACKSPACE in text or any([sign in text for sign in _SPELLED])  # noqa: C419 - half the time


def without_codes(text: str) -> str:
    """The text as a terminal shows it, without colors."""
    text = _CODES.sub("", text)
    return _overtyped(text) if BACKSPACE in text else text


def bytes_without_codes(block: bytes) -> PlainBytes:
    """A block's bytes without codes, and where they stood."""
    parts: list[bytes] = []
    cuts: list[tuple[int, int]] = []
    done = kept = 0
    for found in _CODES_IN_BYTES.finditer(block):
        parts.append(block[done : found.start()])
        kept += found.start() - done
        done = found.end()
        cuts.append((kept, done - kept))
    parts.append(block[done:])
    return PlainBytes(b"".join(parts), cuts)


def _overtyped(text: str) -> str:
    """A text in which backspaces take back the letter before them on the same line."""
    shown: list[str] = []
    for letter in text:
        if letter != BACKSPACE:
            shown.append(letter)
        elif shown and shown[-1] != "\n":
            shown.pop()
    return "".join(shown)
