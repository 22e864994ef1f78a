"""The patterns by which lines are read, as texts: whatever word stands in one of them may change what a line says."""

from __future__ import annotations

import re

from app.core import clues, log_record, patterns

_SUFFIX = re.compile(r"([a-z])\?")
_NUMBERS_OF_PATTERNS = re.compile(r"\{\d*,?\d*\}|\[[^\]]*\]")


def _texts() -> tuple[str, ...]:
    found: list[str] = []
    for module in (clues, log_record, patterns):
        for value in vars(module).values():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                # "errors?" stands for two words.
                pattern = _NUMBERS_OF_PATTERNS.sub(" ", value.pattern)
                found += (pattern, _SUFFIX.sub("", pattern))
            elif isinstance(value, frozenset | set):
                found += (word for word in value if isinstance(word, str))
    return tuple(found)


RULES = _texts()
