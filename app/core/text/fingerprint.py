"""The fingerprint of an error message: its words, with what varies from one time to the next masked.

Masked are numbers, ids, times, addresses, paths, names of hosts and people, quoted names, values of fields, units and
lists. A fingerprint depends on its message alone, so parts of a log that are counted apart merge in any order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from app.core.text.lazy_pattern import lazy_pattern
from app.core.text.name_words import CAPITALIZED, NO_NAMES, PARTICLES, ROLES, SCHOOLS, SHOUTED, TITLES
from app.core.text.record_message import message_of

VARIES = "<*>"
"""Stands for what varies, as in the templates of log parsers."""

MAX_FINGERPRINT = 300
"""Letters of a fingerprint."""

_MAX_MESSAGE = 600
_LETTERS_BEFORE = 20
_ONE_DIGIT = str.maketrans("123456789", "000000000")
_MANY_WORDS = 4
_LONG_WORD = 5

# Fields whose value tells what is wrong.
_TELLING = r"(?:error_?)?(?:message|msg|error|reason|details?|description|exception|status|state|result|cause|code)"
_ERROR_WORDS = lazy_pattern(
    r"(?i)error|fail|invalid|exception|denied|not |cannot|missing|could|^.(?:GET|PUT|POST|PATCH|DELETE) "
)
_TELLS = lazy_pattern(rf"(?i)\b{_TELLING}[\"']?\s*[:=]\s*$")

# Latin with all its accents, Greek, Cyrillic. In an accent of its own a small letter may end.
_LETTERS = [chr(code) for code in (*range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00))]
_UPPER = "A-Z" + "".join(filter(str.isupper, _LETTERS))
_LOWER = "a-z\u0300-\u036f" + "".join(filter(str.islower, _LETTERS))
_INITIALS = rf"(?:(?:[A-Z]\.)+|(?:{'|'.join(TITLES)})\.)(?= (?![{_UPPER}]{{2}}))"
_NAME = (
    rf"(?:{_INITIALS}|(?:Mc|Mac|De|Di|La|Le|Van|[OD]['\u2019])?[{_UPPER}][{_LOWER}]+"
    rf"(?:['\u2019-][{_UPPER}{_LOWER}][{_LOWER}]+)*|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{{2,4}})"
)
_NAME_ENDS = r"(?:(?<=[JS]r)\.)?(?:,? (?:[A-Z]\.|[JS]r\b\.?|I{2,3}\b|IV\b))*"
_PARTICLE = rf"(?:{'|'.join(PARTICLES)})"
_SCHOOL = rf"(?:(?:['\u2019]s)?(?: (?:{'|'.join(SCHOOLS)})\b)+)?"
_SURELY_A_NAME = lazy_pattern(r"(?:Mc|[OD]['\u2019])[A-Z]")
_BEFORE_NAMES = lazy_pattern(rf"(?i)\b(?:for|of|by|from|at|to|in|with|and|{'|'.join(ROLES)})[,:]? \W?$")
_BEHIND_NAMES = lazy_pattern(
    r"['\u2019]s? |(?:['\u2019]s?)? (?:could|can|cannot|was|were|is|are|has|had|have|does|did|do|not|already|failed"
    r"|no longer|needs|must|\()"
)
_NOT_NAMES = ("ed", "ing", "tion")
_SENTENCE_ENDS = frozenset(".:;!?-|]>)")


class _Mask(NamedTuple):
    """What is masked, and by what; looked for where one of some signs stands in the text."""

    pattern: re.Pattern[str]
    instead: str | Callable[[re.Match[str]], str] = VARIES
    signs: str = ""


def fingerprint_of(record: str) -> str:
    """Mask what varies in what a record says: messages alike have one fingerprint."""
    return mask(message_of(record))


def mask(message: str) -> str:
    """Mask what varies in a message."""
    return mask_names(mask_numbers(message))


def mask_digits(message: str) -> str:
    """Make all digits the same: which digit it is makes no difference to a fingerprint."""
    return message[:_MAX_MESSAGE].translate(_ONE_DIGIT)


def mask_numbers(message: str) -> str:
    """Mask addresses and numbers, which is half of the work and makes most messages of one kind the same."""
    return _masked(mask_digits(message), _signed_masks())


def mask_names(text: str) -> str:
    """Mask what else varies in a message without addresses and numbers."""
    return " ".join(_masked(text, _spelled_masks()).split())[:MAX_FINGERPRINT]


def _masked(text: str, masks: Iterable[_Mask]) -> str:
    for pattern, instead, signs in masks:
        if not signs or any([sign in text for sign in signs]):  # noqa: C419 - half the time of a generator
            text = pattern.sub(instead, text)
    return text


@cache
def _signed_masks() -> tuple[_Mask, ...]:
    """Masks in their order. Made when the first unknown line is met."""
    return (*_addresses(), *_numbers())


@cache
def _spelled_masks() -> tuple[_Mask, ...]:
    return (*_values(), *_names(), *_joined())


def _addresses() -> tuple[_Mask, ...]:
    path = r"[\w.\-%{}$+~@#=:]"
    return (
        _Mask(re.compile(r"[\w.+\-']{1,64}@[\w\-]+(?:\.[\w\-]+)+"), signs="@"),
        _Mask(re.compile(r"(?i)\b[a-z][a-z0-9+.\-]{1,20}://[^\s\"'<>,;)\]}]+"), signs="/"),
        _Mask(re.compile(r"(?<![\w<])[A-Za-z]:\\[^\s\"'<>|,;]*|\\\\[\w.$?-]+\\[^\s\"'<>|,;]*"), signs="\\"),
        _Mask(
            re.compile(
                rf"(?<![\w<*.])\.{{0,2}}/+(?:{path}+/)+{path}*(?:\?[^\s\"']*)?"
                r"|(?<![\w<*/])/[\w.\-%$+~@]*[\d.][\w.\-%$+~@:]*|(?<![\w<*.])\.{1,2}/[\w.\-]+"
            ),
            signs="/",
        ),
        # IPv6.
        _Mask(
            re.compile(r"(?<![\w:])\[?(?=[\da-fA-F:]*::|(?:[\da-fA-F]+:){7})[\da-fA-F:]{3,39}(?![\w:])\]?(?::\d+)?"),
            signs=":",
        ),
        _Mask(re.compile(r"(?i)(?<![\w.\-])localhost(?::\d+)?(?![\w.\-])")),
        # Hosts, classes and files: names of three parts, or of two where the last is a known end.
        _Mask(
            re.compile(r"(?<![\w.])(?:[A-Za-z_][\w\-$]*\.){2,}[A-Za-z_$][\w\-$]*(?:/[\w.$\-]+)*(?::\d+)?"), signs="."
        ),
        _Mask(
            re.compile(
                r"(?i)(?<![\w.\-@$])[a-z0-9][\w\-]*\.(?:com|org|net|edu|gov|local|lan|internal|example|csv|txt|xml|json"
                r"|xlsx?|zip|log)(?::\d+)?(?![\w.\-($])"
            ),
            signs=".",
        ),
    )


def _numbers() -> tuple[_Mask, ...]:
    month = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
    digits = "0123456789"
    return (
        _Mask(re.compile(r"\b(?=[MTWFS])(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? (?=[A-Z0-9])"), ""),
        _Mask(
            re.compile(
                rf"\b(?=[JFMASOND\d])(?:{month}\.? +\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}} {month})(?:,? \d{{4}})?"
                r"(?:,? \d\d?:\d\d(?::\d\d)?)?(?: \d{4})?\b(?: ?[AP]M\b)?"
            ),
            signs=digits,
        ),
        # Schools with a number: PS 118.
        _Mask(re.compile(r"\b(?:[PIMJ]?H?S|P\.S\.|I\.S\.) ?#?\d{1,3}\b"), signs=digits),
        _Mask(re.compile(r"\b[a-z0-9_]*(?:true|false|null)\b(?!-)")),
        _Mask(
            re.compile(
                r"(?<![\w<])[-+#$]?(?=[\w.:\-~]*\d)\w+(?:[.:\-/_@+$~]+\w+|[-+](?=\d))*%?(?: ?[AP]M\b)?"
            ),
            signs=digits,
        ),
        _Mask(re.compile(r"\b[0-9a-f]{8,}\b")),
    )  # fmt: skip


def _values() -> tuple[_Mask, ...]:
    value = r"(?:\"[^\"]*\"|'[^']*'|[^\s,;&|()\[\]{}\"']+)"
    return (
        _Mask(re.compile(rf"(?<!\w)(?!(?i:{_TELLING})=)([\w.\-]+)=(?!=){value}"), rf"\1={VARIES}", "="),
        _Mask(re.compile(r"(?<!\w)(?:\"[^\"\n]{0,80}\"|'[^'\n]{0,80}')(?!\w)"), _quoted, "\"'"),
    )


def _names() -> tuple[_Mask, ...]:
    name = rf"(?!(?:{'|'.join(CAPITALIZED)})\b){_NAME}"
    shout = rf"(?!(?:{'|'.join([*SHOUTED, *map(str.upper, CAPITALIZED)])})\b)[{_UPPER}]{{2,}}"
    shouts = rf"(?:(?:[A-Z]\.)+ (?={shout}))?(?:[OD]['\u2019])?{shout}(?:['\u2019-]{shout})*"
    goes_on = r"(?![\w$(\[/@=]|[.:]\w|-\w|::)"
    return (
        _Mask(
            re.compile(
                rf"(?<![\w.<*$/#@'\u2019-])(?:{_PARTICLE} ){{0,3}}{name}(?:(?:-| |, )(?:{_PARTICLE} )*{name})*"
                rf"{_NAME_ENDS}{_SCHOOL}(?![\w$(\[/@=]|\.\w|-\w|::)"
            ),
            _name,
        ),
        _Mask(
            re.compile(rf"(?<![\w.<*$/#@'-]){shouts}(?:(?:, | ){shouts})*{_NAME_ENDS}{_SCHOOL}{goes_on}"), _shouted_name
        ),
        _Mask(
            re.compile(
                rf"(?i)\b(for|by|of|from|to|as|invalid|unknown|illegal) ({'|'.join(ROLES)}) "
                rf"(?!(?:{'|'.join(NO_NAMES)})s?\b)\w[\w.\-']*"
            ),
            rf"\1 \2 {VARIES}",
        ),
    )


def _joined() -> tuple[_Mask, ...]:
    units = r"(?:[KMGT]i?)?B|bytes?|ms|msecs?|us|ns|s|secs?|seconds?|mins?|minutes?|hours?|days?|%|percent"
    return (
        _Mask(re.compile(rf"<\*> ?(?:{units})\b(?:/s(?:ec)?)?"), signs="*"),
        # A list of names of fields.
        _Mask(
            re.compile(rf"(?i)\b(?!(?:{_TELLING})s?:)(\w+s): \w+(?:(?:, | and |, and )\w+)*(?=$|[.;)\]}}])"),
            rf"\1: {VARIES}",
            ":",
        ),
        _Mask(re.compile(r"<\*> \(<\*>\)"), signs="("),
        _Mask(re.compile(r"<\*>(?:(?:\s*[,;|&:/+.\-~]+\s*|\s+and\s+|\s+)?<\*>)+"), signs="*"),
        # A full stop of the sentence, or of an initial.
        _Mask(re.compile(r"(?<=<\*>)\.+$"), ""),
    )


def _quoted(found: re.Match[str]) -> str:
    """The mask of a quoted name; a quoted message stays, as its words are what tells it from others."""
    quoted = found.group()
    before = found.string[max(0, found.start() - _LETTERS_BEFORE) : found.start()]
    is_message = quoted.count(" ") > _MANY_WORDS or _ERROR_WORDS.search(quoted) or _TELLS.search(before)
    return quoted if is_message else VARIES


def _name(found: re.Match[str]) -> str:
    """The mask of capitalized words; where no name is to be expected, or a sentence begins, they stay."""
    name, start, text = found.group(), found.start(), found.string
    if _SURELY_A_NAME.match(name):
        return VARIES
    before = text[:start].rstrip()
    begins = not before or before[-1] in _SENTENCE_ENDS
    if " " in name or "-" in name:
        return VARIES if not begins or ", " in name or _BEHIND_NAMES.match(text, found.end()) else name
    expected = _BEFORE_NAMES.search(text[max(0, start - _LETTERS_BEFORE) : start])
    return name if begins or name.endswith(_NOT_NAMES) or not expected else VARIES


def _shouted_name(found: re.Match[str]) -> str:
    """The mask of words in capitals, where the others are not and a name is to be expected."""
    name, start, text = found.group(), found.start(), found.string
    rest = text[:start] + text[found.end() :]
    if (len(name) < _LONG_WORD and " " not in name) or sum(map(str.isupper, rest)) > sum(map(str.islower, rest)):
        return name
    begins = not start and _BEHIND_NAMES.match(text, found.end())
    return VARIES if begins or _BEFORE_NAMES.search(text[max(0, start - _LETTERS_BEFORE) : start]) else name
