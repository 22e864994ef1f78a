"""How the headers of a mail are read: in a time that goes with their length, and not beyond a bound.

Python's own header registry takes gigabytes for half a megabyte of encoded words, and seconds for many parameters.
"""

from __future__ import annotations

import re
from email.header import decode_header
from email.policy import EmailPolicy

MAX_HEADER = 64 * 1024
"""Letters of a header that are read; the longest that mail programs write take some thousand."""

_MAX_PARAMETERS = 4 * 1024
"""The same for headers with parameters, such as the name of an attachment: each is looked at several times."""

_LINE_ENDS = re.compile(r"[\r\n]+")


def longest(name: str) -> int:
    """The letters that are read of a header of this name."""
    return _MAX_PARAMETERS if name.casefold().startswith("content-") else MAX_HEADER


class PlainHeaders(EmailPolicy):
    """Keeps headers as they stand, cut where they are too long, and takes them apart only for who asks."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Take a header as it stands in the mail."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[: longest(name)]

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - of the base
        """Give a header's text on one line, nothing decoded."""
        return _LINE_ENDS.sub("", value)


PLAIN_HEADERS = PlainHeaders(refold_source="none")


def decoded(value: str) -> str:
    """A header's text with its encoded words decoded; what cannot be decoded stays."""
    if "=?" not in value:
        return _as_text(value.encode("utf-8", "surrogateescape"), "utf-8")
    parts = decode_header(value)
    return "".join(part if isinstance(part, str) else _as_text(part, charset or "utf-8") for part, charset in parts)


def _as_text(data: bytes, charset: str) -> str:
    for encoding in (charset, "utf-8"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("windows-1252", errors="replace")
