"""The line above a failure that names no record: the step in which it failed, "Posting user S1"."""

from __future__ import annotations

from collections.abc import Callable

from app.core.scanning.line_context import SideReader
from app.core.text.lazy_pattern import lazy_pattern
from app.core.text.unwrapping import unwrap

MAX_LETTERS = 400
"""Letters of a line that may be a step; longer ones are not looked at."""

_STEP = lazy_pattern(
    r"(?i)\b(?:post|send|process|sync(?:hroni[sz])?|creat|updat|push|upload|import|export|sav|submitt?|handl|load|add"
    r"|insert|enroll?|writ|publish|transferr?|patch|putt?|call|request|provision|migrat|register|upsert|delet|remov"
    r"|deactivat|activat|invit|start|attempt|try|work|convert|validat|check|match|merg|transmitt?|retry)ing\b"
    r"|\b(?:POST|PUT|PATCH|DELETE)\b|\b(?:request|payload|body)\b|-->|>>"
    r"|\b(?:envi|proces|cre|actualiz|sincroniz|import|export|carg|guard|agreg|elimin|registr|valid|intent)ando\b"
)
_FAILED = lazy_pattern(r"(?i)\b(?:fail(?:ed|ure|s)?|unable|could not|cannot|rejected|problem|fall[oó]|no se pudo)\b")
_WENT_WELL = lazy_pattern(
    r"(?i)\b(?:ok|success\w*|succeeded|done|completed?|finished|created|updated|saved|accepted|imported|synced|skipped"
    r"|listo|exitos\w+|correctamente|20[0-4])\b"
)
_PROSE = lazy_pattern(r"[^\W\d_]{2,}\W+[^\W\d_]{2,}")
_TAG = lazy_pattern(r"\[([^\]\[\n]{1,40})\]")
_HEAD = 120
_TIME = lazy_pattern(r"\d\d:\d\d|\d{4}-\d\d")

IsKnown = Callable[[str], bool]
"""Whether a text holds a known message."""


class StepReader:
    """Reads such lines. One thread uses it at a time."""

    def __init__(self, sides: SideReader, is_known: IsKnown) -> None:
        """Read records as they are read beside a message."""
        self._sides = sides
        self._is_known = is_known

    def names(self, above: str, record: str) -> dict[str, str]:
        """The records that the line above a record names as those of its step, {identifier: kind}."""
        if not above or len(above) > MAX_LETTERS or above.isspace():
            return {}
        has_failed = _STEP.search(above) is None
        if (has_failed and _FAILED.search(above) is None) or _WENT_WELL.search(above) or _is_of_other(above, record):
            return {}
        text = unwrap(above)
        named = self._sides.read(text).names()
        kinds = [kind for _, kind in named]
        if not named or len(set(kinds)) < len(kinds):
            return {}
        if has_failed:
            # What it failed of is said below; a line that says it itself is a failure of its own.
            behind = text[max(text.rfind(name) + len(name) for name, _ in named) :]
            if _PROSE.search(behind) or self._is_known(text):
                return {}
        return dict(named)


def _is_of_other(above: str, record: str) -> bool:
    """Whether two lines are of different threads or processes: `[worker-1]` and `[worker-2]`."""
    ours, theirs = _tags(record), _tags(above)
    return bool(ours - theirs and theirs - ours)


def _tags(line: str) -> set[str]:
    found = _TAG.findall(line[:_HEAD])
    return {tag for tag in found if any(map(str.isdigit, tag)) and not _TIME.search(tag)}
