"""Anchors: the run of words of a message template by which it is found in a log.

Programs print a message's words with single blanks between them, whatever they write around it (JSON, CSV, mail).
So a template is searched for by one such run, as bytes and in any case, before anything is decoded or unescaped. A
run holds letters, digits, underscores and single blanks only: no character that an encoder rewrites.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from app.core.catalog.template import Template

ANCHOR_LETTERS = 24
"""Long enough that hardly another text holds it; longer ones find no more and make the search slower."""

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_RUN = re.compile(r"[A-Za-z0-9_]+(?: [A-Za-z0-9_]+)*")
_FIELD_NAME = re.compile(r"[a-z]+(?:[A-Z][a-z]+)+")
_FIELD_NAMES = 3
_BLANKS = re.compile(r"\s+")


def anchors_of(templates: Sequence[Template]) -> tuple[str, ...]:
    """The anchor of each template, lower case; one whose words are rare in these templates, then a long one."""
    frequency = Counter(word for template in templates for word in set(template.words))
    return tuple(_anchor(template, frequency) for template in templates)


def _anchor(template: Template, frequency: Mapping[str, int]) -> str:
    literal = _PLACEHOLDER.sub("\n", template.text.replace("{{", "\n").replace("}}", "\n"))
    runs = [run.split(" ") for run in _RUN.findall(literal)]
    if sum(bool(_FIELD_NAME.fullmatch(word)) for run in runs for word in run) >= _FIELD_NAMES:
        # The fields of a JSON object: quotes and colons stand between the words.
        windows = [[word] for run in runs for word in run]
    else:
        windows = [window for run in runs for window in _windows(run)]
    if not windows:
        # No ASCII word stands in it; every line must then be looked at for the word it has.
        return max(template.words, key=len)
    best = max(windows, key=lambda window: _worth(window, frequency))
    return " ".join(best).casefold()


def _windows(words: list[str]) -> list[list[str]]:
    """The runs of neighbouring words that are as long as an anchor may be."""
    windows: list[list[str]] = []
    for start in range(len(words)):
        end, letters = start + 1, len(words[start])
        while end < len(words) and letters + 1 + len(words[end]) <= ANCHOR_LETTERS:
            letters += 1 + len(words[end])
            end += 1
        windows.append(words[start:end])
    return windows


def _worth(window: Sequence[str], frequency: Mapping[str, int]) -> tuple[float, int]:
    letters = sum(map(len, window)) + len(window) - 1
    rarity = min(frequency[word.casefold()] for word in window)
    # A rare word proves more than some letters; below half the length even a rare word stands in too many lines.
    return (min(letters, ANCHOR_LETTERS) - min(rarity, 20) / 2, letters)


def holds_anchor(text: str, anchor: str) -> bool:
    """Whether a text holds an anchor, in any case and with any white space between its words."""
    folded = text.casefold()
    return anchor in folded or anchor in _BLANKS.sub(" ", folded)
