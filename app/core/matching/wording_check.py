"""Check the words of an entry: words that readers stumble over, and sentences that are too hard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

MOST_LEVEL: Final = 10
"""The highest grade at which a text may be read (Flesch-Kincaid); eight is the aim."""

_WORDS: Final = {
    r"blanks?": "'space' for the character, 'empty' for the field",
    r"(?:stand|stands|stood)(?!-| for\b)": "'is', 'appears' or 'is shown'",
    r"mend(?:s|ed|ing)?": "'fix' or 'correct'",
    r"(?<=be )made new|(?:made|makes?|making) (?:it|them) new(?! \w)": "'set up again' or 'create again'",
    r"anew": "'again'",
    r"beside": "'next to'",
    r"turn(?:s|ed)? (?:(?!off|on)\w+ ){0,3}(?<!right )away": "'reject'",
    r"put(?:s|ting)?(?: it| them| this| that)? right(?! \w)": "'correct'",
    r"set-ups?": "'setup', or 'set up' for what somebody does",
    r"faulty": "'wrong' or 'damaged'",
    r"hiccups?": "'temporary problem'",
    r"small lots": "'batches'",
    r"inside name": "'internal name'",
    r"whilst|amongst": "'while', 'among'",
    r"\w*(?:colour|behaviour|favour|centre|enrolment|catalogue)\w*": "the American spelling",
    r"(?:organ|recogn|author|synchron|custom|summar|categor)is(?:e|es|ed|ing|ation)": "the American spelling with z",
    r"(?:cancel|label|travel)l(?:ed|ing)": "the American spelling with one l",
}
_RETIRED: Final = [(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), better) for words, better in _WORDS.items()]
_QUOTED: Final = re.compile(r'"[^"]*"|(?<!\w)\'[^\']*\'(?!\w)')
_SENTENCE_END: Final = re.compile(r"[.!?;:](?:\s|$)")
_WORD: Final = re.compile(r"[A-Za-z][\w'-]*")
_NAME: Final = re.compile(r"[a-z][A-Z]|\d|_")
_SYLLABLE: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"(?<![tdsxzlg])e[ds]$|(?<!l)e$|'s$")
_FEWEST_WORDS: Final = 12


def retired_word_problems(text: str) -> Iterator[str]:
    """Yield what to write instead of words that readers stumble over. What is quoted is somebody else's."""
    plain = _QUOTED.sub("", text)
    for pattern, better in _RETIRED:
        for found in pattern.finditer(plain):
            yield f"says '{found.group()}'; write {better}"


def reading_level_problem(text: str) -> Iterator[str]:
    """Yield what to change in a text that is too hard to read."""
    level = reading_level(text)
    if level > MOST_LEVEL:
        yield f"is hard to read (grade {level:.0f}); write shorter sentences and words"


def reading_level(text: str) -> float:
    """Return the grade at which a text may be read (Flesch-Kincaid), 0 for a short one.

    Names such as PowerTeacher or addCode do not count: their reader knows them.
    """
    plain = _QUOTED.sub("", text)
    words = [word for word in _WORD.findall(plain) if not _NAME.search(word)]
    if len(words) < _FEWEST_WORDS:
        return 0.0
    sentences = max(1, len(_SENTENCE_END.findall(plain)))
    syllables = sum(max(1, len(_SYLLABLE.findall(_SILENT.sub("", word.casefold())))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
