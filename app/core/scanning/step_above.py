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
    r"|\b(?:POST|PUT|PATCH|DELETE)\b|-->|>>"
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
_MOST_WORDS = 3
"""Words between a step and the record that it is about."""
_SAME_CALL = lazy_pattern(
    r"(?i)\b((?:request|req|trace|correlation|thread|worker|job|session|conn)[\w.\-]{0,12})[=:] ?([\w\-]+)"
)
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
        text = unwrap(above)
        step = _STEP.search(text)
        if (step is None and _FAILED.search(text) is None) or _WENT_WELL.search(text) or _is_of_other(text, record):
            return {}
        named = self._sides.read(text).names()
        kinds = [kind for _, kind in named]
        if not named or len(set(kinds)) < len(kinds):
            return {}
        if step is not None:
            first = min(text.find(name) for name, _ in named)
            if first < step.end() or len(text[step.end() : first].split()) > _MOST_WORDS:
                return {}
        else:
            # What it failed of is said below; a line that says it itself is a failure of its own.
            behind = text[max(text.rfind(name) + len(name) for name, _ in named) :]
            if _PROSE.search(behind) or self._is_known(text):
                return {}
        return dict(named)


def _is_of_other(above: str, record: str) -> bool:
    """Whether two lines are of different threads, processes or calls: `[worker-1]` and `[worker-2]`."""
    ours, theirs = _tags(record), _tags(above)
    calls = dict(_SAME_CALL.findall(above))
    if any(calls.get(name, value) != value for name, value in _SAME_CALL.findall(record[:MAX_LETTERS])):
        return True
    return bool(ours - theirs and theirs - ours)


def _tags(line: str) -> set[str]:
    found = _TAG.findall(line[:_HEAD])
    return {tag for tag in found if any(map(str.isdigit, tag)) and not _TIME.search(tag)}
