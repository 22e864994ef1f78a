"""Tells a text that a program printed from words that a person types: by its marks and its set phrases."""

from __future__ import annotations

import re
from collections.abc import Callable

_SURE = re.compile(
    r"""(?x)
    [{}<>|\\^]                               # of JSON, markup, tables, paths
    | \[ | \]
    | ::|=|://|->
    | "[^"]+"\s*: | '[^']*\d[^']*'            # a field of JSON; an id in quotes
    | \b[A-Z]+(?:_[A-Z0-9]+)+\b               # EXCHANGE_ERROR
    | \b(?:[A-Z]\w*)?[a-z](?:Exception|Error)\b | \w\.\w+\.\w+Exception
    | \b(?:HTTP|http)[/ ]\d
    | \w\.\w+\(                              # a method called
    | \b(?:ERROR|WARN|WARNING|FATAL|INFO|DEBUG|SEVERE|CRITICAL)\b
    | \b[A-Z]{2,5}-\d{3,}\b                   # ORA-00001
    | \b0x[0-9a-fA-F]{4,}
    | \b\d{1,3}(?:\.\d{1,3}){3}\b             # an address
    | \n\s*at\s[\w.$]+\( | \bTraceback\b
    | \d{4}-\d\d-\d\d[T ]\d\d:\d\d
    """
)
_STATUS = re.compile(
    r"(?i)\b[1-5]\d\d\b\W{1,3}(?:[a-z]+_[a-z]+|bad request|unauthorized|forbidden|not found|method not allowed|"
    r"conflict|request timeout|precondition failed|unprocessable|too many requests|internal server error|bad gateway|"
    r"service unavailable|gateway time-?out|ok\b|created\b)"
)
_LABEL = re.compile(r"(?<=\w):(?!\w\w\b)(?=\s*\S)")
"""A colon with something behind it that is no clock time (9:30, hh:mm)."""
_PERSON = re.compile(
    r"(?i)\b(?:i(?=\s+\w\w)|i'm|im|i've|my|me|mine|we|we're|our|us|he|she|they|their|hi|hello|thanks|thank|please help|"
    r"why|how|what|where|who|somebody|someone|says|said|saying|gets|getting|got|keeps|won't|wont|kid|kids|guy|stuff|"
    r"yo|mi|nos|nuestro|nuestra|dice|por qué|cómo|qué)\b|\?\s*$"
)
_SET_PHRASE = re.compile(
    r"""(?ix)
    \b(?:not\sfound|not\sexist|(?:has|have)\s(?:been|passed)|not\s\w+ed\b|
    \w+\s(?:closed|locked|deleted|disabled|suspended|archived|canceled|cancelled)(?=\W*$)|doesn't\shave|exists?\son|already\s\w+|must\s(?:be|not|have|contain)|(?:is|are|was)\s(?:required|invalid|missing|
    not\s\w+|inactive|locked|closed|full|expired|denied|empty|null)|cannot\s\w+|could\snot|couldn't\s\w+|didn't\s\w+|
    doesn't\sexist|unable\sto|failed\s(?:to|for)|failed|failure|denied|mismatch|exceed(?:s|ed)|
    (?:limit|quota|maximum|capacity)\s(?:is\s)?reached|expired|unknown|invalid|
    illegal|unexpected|unsupported|duplicate|violat\w+|rejected|skipping|skipped|no\s\w+\s(?:given|found)|missing|
    required|not\s(?:allowed|permitted|authorized|supported|valid|available|open|enrolled))\b
    """
)
_ID = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])\w{4,}\b|\b\d{2,}\b|#\d+|\b[A-Z]\d+\b")
_FIELD_NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\b[a-z]+[A-Z]\w*\b|\b(?:[A-Z][a-z]+){2,}\b")
_SENTENCE = re.compile(r"[A-Z][^.!]*\s[^.!]*[\w)'\"\]][.!]")
_ENOUGH = 2


def looks_printed(text: str, is_known: Callable[[str], bool]) -> bool:
    """Whether a program printed the text, from which names of vendors are left out.

    `is_known` says whether the catalog has a word (lower case): people type the names of fields that they read here.
    """
    text = text.strip()
    if _SURE.search(text) or _STATUS.search(text):
        return True
    if _PERSON.search(text):
        return False
    if _LABEL.search(text) or _SENTENCE.fullmatch(text):
        return True
    signs = (text[:1].isupper() and not text.isupper(), _SET_PHRASE.search(text), _ID.search(text))
    names_a_field = any(not is_known(name.casefold()) for name in _FIELD_NAME.findall(text))
    return sum(map(bool, (*signs, names_a_field))) >= _ENOUGH
