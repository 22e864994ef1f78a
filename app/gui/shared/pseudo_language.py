"""A language nobody speaks: English with accents and 40 % longer.

What it leaves in plain English was never made translatable, and what it cuts off some real language will cut off too.
"""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QObject, QTranslator

_LONGER: Final = 0.4
_ACCENTED: Final = str.maketrans("aceginorsuyzACEGINORSUYZ", "áçéğíñóřšúýžÁÇÉĞÍÑÓŘŠÚÝŽ")
# Placeholders, tags, entities, the key of a menu and the patterns of a file dialog must stay as they are.
_UNTOUCHED: Final = re.compile(r"\{[^{}]*\}|%L?n|%L?\d|%p%|<[^<>]*>|&\w+;|&.|\(\*[^()]*\)|;;|\d+")
_FILLING: Final = " éxtřá"
# Names of keys are read back by Qt, the other decides the direction of writing.
_NOT_FOR_READING: Final = {"QShortcut", "QKeySequence", "QGuiApplication"}


class PseudoTranslator(QTranslator):
    """Translates whatever it is asked for."""

    def __init__(self, english: QTranslator, parent: QObject | None = None) -> None:
        """`english` knows the plurals."""
        super().__init__(parent)
        self._english = english

    def isEmpty(self) -> bool:
        """Never: there is a translation for everything."""
        return False

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The text with accents, and longer."""
        if context in _NOT_FOR_READING:
            return sourceText
        return pseudo(self._english.translate(context, sourceText, disambiguation, n) or sourceText)


def pseudo(text: str) -> str:
    """A text as this language writes it."""
    pieces, end = [], 0
    for match in _UNTOUCHED.finditer(text):
        pieces += [text[end : match.start()].translate(_ACCENTED), match.group()]
        end = match.end()
    accented = "".join([*pieces, text[end:].translate(_ACCENTED)])
    letters = sum(character.isalpha() for character in text)
    wanted = round(letters * _LONGER)
    filling = (_FILLING * (wanted // len(_FILLING) + 1))[: wanted + 1] if wanted else ""
    body = accented.rstrip()
    stop = len(body) - (1 if body.endswith((".", ":", "…", "?", "!")) else 0)
    return body[:stop] + filling.rstrip() + body[stop:] + accented[len(body) :]
