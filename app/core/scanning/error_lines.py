"""Which lines tell of an error, by their level and their words; and what of that is searched for in their bytes."""

from __future__ import annotations

import re

from app.core.scanning.log_record import Outcome
from app.core.scanning.severity_numbers import FAILED_NUMBERS, is_failed_by_number
from app.core.text.lazy_pattern import lazy_pattern

_WORDS = lazy_pattern(
    r"\b(?:errors?|errored|fatal|severe|critical|exceptions?|fail(?:s|ed|ing|ures?)?|unsuccessful(?:ly)?|denied"
    r"|rejected|refused|invalid|unable to|could(?: not|n't)|cannot|can't|timed out|panic"
    r"|errores|excepci[o\u00f3]n|fallos?|fall\u00f3|fallid[oa]s?|fallaron|no se (?:pudo|pudieron|puede"
    r"|encontr[o\u00f3])|rechazad[oa]s?|denegad[oa]s?|inv[a\u00e1]lid[oa]s?|no v[a\u00e1]lid[oa]s?)\b"
    r"|\b[45]\d\d (?:bad request|unauthorized|forbidden|not found|conflict|internal server error|bad gateway"
    r"|service unavailable|unprocessable)"
    r"|\w(?:error|exception)\b"
)
# One of these stands in each of the words and levels; to look for them first takes a tenth of the time.
_STEMS = (
    "err", "fail", "fatal", "sever", "critic", "excep", "success", "denied", "reject", "refused", "invalid", "unable",
    "could", "can", "timed", "panic", "fall", "no se ", "rechaz", "denegad", "inv\u00e1", "lid", "bad ", "unauth",
    "forbid", "not f", "conflict", "unavail", "unproc", "crit", "alert", "emerg", "level", "lvl", "@l", "prio",
    "status", "imported", "ok\"", "ok\\",
)  # fmt: skip

_NOUNS = r"(?:errors?|failures?|exceptions?|errores|fallos?|excepciones)"
_COUNTED = r"(?:errors?|failures?|fail(?:ed|s)?|rejected|exceptions?|errores|fallos?|fallid[oa]s|rechazad[oa]s)"
_ENDS = r"(?=\s*(?:$|[,;&|\]}]|\w+=))"
_HARMLESS = lazy_pattern(
    rf"\b(?:0|no|zero|without(?: any)?|sin|ning\u00fan|ni) (?:\w+ )?{_NOUNS}\b"
    # "12 rows, 0 failed" counts; in "worker 0 failed" it is a name.
    r"|\b(?:no|zero|(?:(?<![a-z] )|(?<=with )|(?<=and )|(?<=but )|(?<=had ))0) (?:\w+ )?"
    r"(?:failed|rejected|fallid[oa]s|rechazad[oa]s)\b"
    # A field that says that there is none: errors=0, "error": null, failed: [].
    rf"|\b{_COUNTED}[\"']?\s*[:=]\s*(?:[\"']?0+\b(?![.x])"
    rf"|[\"']?(?:null|nil|none|false|no|n/a|ninguno)\b[\"']?{_ENDS}|\[\s*\]|\{{\s*\}}|\"\"|''|{_ENDS})"
    rf"|\b{_COUNTED} 0(?![\w.])"
    r"|\b(?:not|never|didn't|hasn't|haven't) fail(?:ed)?\b|\berror-free\b"
)
_STACK = lazy_pattern(
    r"^\s+(?:at |\.\.\. \d+ more|File \"|\^|from )"
    # Between two tracebacks; what went wrong stands in these.
    r"|^(?:During handling of the above exception|The above exception was the direct cause)"
)
# What a person typed at the prompt of a database.
_PROMPT = lazy_pattern(r"(?:mysql|sqlite|SQL|MariaDB \[[^\]\n]{1,40}\]|\w{1,40}[=\-(][#>])>? ")
_REPLY = lazy_pattern(r"\b[45]\d\d [a-z]")
_JSON_QUOTE = r"\\{0,3}\"[ \t]*:[ \t]*\\{0,3}\"?"
_FIELDS_OF_FAILURE = (
    rf"\"(?:http[_\-]?|response[_\-]?)?status(?:[_\-]?code)?{_JSON_QUOTE}[45]\d\d",
    rf"\"(?:is[_\-]?)?(?:success(?:ful)?|succeeded|imported|ok){_JSON_QUOTE}false",
)
"""Fields of JSON that say that their object failed: `"status": 422`, `"success": false`."""
_FIELD_OF_FAILURE = lazy_pattern(rf"(?:{'|'.join(_FIELDS_OF_FAILURE)})(?![\w.])")

_HEADER = 120
"""Letters in which the level stands."""

_FINE = "trace|debug|dbug|info|information|notice|success|ok"
_FAILED = "error|err|fatal|severe|critical|crit|alert|emerg|emergency|panic|fail"
_LEVEL = re.compile(
    # Written as no word of a sentence is: [warn], "error", fail: at the beginning, Info behind a time.
    r"(?:(?<=[\[\"'|(<\t])|(?<=[\d\]Z,|] )|(?<=[\d\]Z,|] - )|^)"
    rf"(?i:(?P<fine>{_FINE})|(?P<failed>{_FAILED}))"
    r"(?=[\])>|\t]|[\"'](?!\s*:)|:|,\s|,\"|  | -|$)"
    # Or in capitals.
    rf"|(?<![\w/=.-])(?:(?P<FINE>{_FINE.upper()})|(?P<FAILED>{_FAILED.upper()}))"
    r"(?![\w/=.-])"
)
_FIELD_SIGNS = lazy_pattern("[Ll]evel|LEVEL|[Ss]everity|lvl|@l|[Pp]riority")
_LEVEL_FIELD = lazy_pattern(
    r"(?i)[\"']?\b(?:log[._]?)?(?:level|severity|lvl|@l|priority)(?:name|text)?[\"']?\s*[:=]\s*[\"']?"
    rf"(?:(?P<fine>{_FINE}|[123]0\b)|(?P<failed>{_FAILED}|[56]0\b))\b"
)


def outcome_of(text: str) -> Outcome:
    """Say whether a line tells of something that failed; a summary such as "0 errors" does not.

    The level of a warning decides nothing: programs warn of full disks and of records they skip, so its words decide.
    """
    lowered = text.lower()
    has_stem = any(stem in lowered for stem in _STEMS)
    if not (has_stem or text[:1] == "<") or _STACK.match(text) or _PROMPT.match(text):
        return Outcome.UNSAID
    level = level_of(text)
    if level is Outcome.FAILED or (level is Outcome.FINE and not _REPLY.search(lowered)):
        return level
    if is_failed_by_number(text):
        return Outcome.FAILED
    if _FIELD_OF_FAILURE.search(lowered) or _WORDS.search(_HARMLESS.sub(" ", lowered)):
        return Outcome.FAILED
    return Outcome.UNSAID


def level_of(text: str) -> Outcome:
    """Read the level of a line, where levels stand."""
    found = _LEVEL_FIELD.search(text) if _FIELD_SIGNS.search(text) else None
    found = found or _LEVEL.search(text[:_HEADER])
    if found is None or found.lastgroup is None:
        return Outcome.UNSAID
    return Outcome(found.lastgroup.casefold())


# In bytes: accented letters in any encoding, and words behind an escaped blank.
_ACCENTED = r"(?:[aoAO]\xcc\x81|[aoAO]|[\x80-\xff]{1,2}|\\u00[a-fA-F0-9]{2}|&\w{2,8};)"
_BEGINS = r"(?:\b|\\[nrt]|\\u[0-9a-fA-F]{4}|=[0-9A-F]{2})"
_QUOTE = r"\\{0,3}[\"']?"

ERROR_WORDS = (
    rf"{_BEGINS}(?:errors?|errored|fatal|severe|critical|exceptions?|fail(?:s|ed|ing|ures?)?|unsuccessful(?:ly)?)\b",
    rf"{_BEGINS}(?:denied|rejected|refused|invalid[oa]?s?|unable to|could(?: not|n't)|cannot|can't|timed out|panic)\b",
    rf"{_BEGINS}(?:errores|excepci{_ACCENTED}n|fallos?|fall{_ACCENTED}|fallid[oa]s?|fallaron|rechazad[oa]s?)",
    rf"{_BEGINS}(?:denegad[oa]s?|no se (?:pudo|pudieron|puede|encontr{_ACCENTED})|(?:no v|inv){_ACCENTED}lid[oa]s?)",
    r"\b[45]\d\d (?:bad request|unauthorized|forbidden|not found|conflict|internal server error|bad gateway"
    r"|service unavailable|unprocessable)",
    r"\w(?:error|exception)\b",
    rf"{_BEGINS}(?:err|crit|alert|emerg(?:ency)?)\b",
    rf"(?:level|severity|lvl|@l|priority)(?:name|text)?{_QUOTE}[ \t]*[:=][ \t]*{_QUOTE}[56]0\b",
    *_FIELDS_OF_FAILURE,
    *FAILED_NUMBERS,
)
"""What stands in the bytes of a line that failed by `outcome_of`, in any case; it may stand in others, too."""

HARMLESS_BEFORE = (
    # Not "failed=0 errors=3".
    r"(?:\b(?:no|zero|without|without any|sin)|(?:^|[,;(\[\n|-] ?|[a-z] )0) "
    r"(?:errors?|failures?|exceptions?|errores|fallos?)\b",
    r"\b(?:no|zero) (?:failed|rejected)\b",
    r"(?:[,;(] ?|\b(?:with|and|but|had) )0 (?:failed|rejected)\b",
)
"""What ends with an error word and makes it harmless."""

HARMLESS_BEHIND = (
    rf"\b(?:errors?|failures?|failed|rejected|exceptions?|errores|fallos?){_QUOTE}[ \t]{{0,3}}[:=][ \t]{{0,3}}"
    rf"(?:{_QUOTE}0+[^\w.]|{_QUOTE}(?:null|nil|none|false|n/a){_QUOTE}[ \t]*[\n\r,;&|\]}}]|\[\]|\{{\}}|\"\"|'')",
)
"""What begins with an error word and makes it harmless."""

MAX_HARMLESS = 48
"""Letters of the latter behind the word that are looked at."""
