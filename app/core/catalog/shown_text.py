"""An entry's error text as people see it: one line, without placeholders and without the envelope around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.catalog.model import Entry

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{[^{}]*\}")
_DOTS = re.compile(r"\.{4,}")
_ELLIPSIS = "..."


def error_text(entry: Entry) -> str:
    """Return the entry's first error text, with "..." for each value that differs from message to message."""
    text = _PLACEHOLDER.sub(_shown, entry.messages[0].text)
    return _DOTS.sub(_ELLIPSIS, " ".join(text.split()))


def _shown(found: re.Match[str]) -> str:
    mark = found.group()
    return mark[0] if mark in {"{{", "}}"} else _ELLIPSIS
