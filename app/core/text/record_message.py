"""What a record of a log says: its message, without time stamp, level, names of programs, JSON or XML around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from app.core.text.lazy_pattern import lazy_pattern
from app.core.text.unwrapping import unwrap

MAX_MESSAGE = 600
"""Letters of a message that are kept; nobody reads more in a list."""

MAX_LETTERS = 16_000
_MAX_DEPTH = 6
_MAX_FAULTS = 20

_KEYS = (
    "imsxdescription", "errormessage", "message", "msg", "@m", "@mt", "renderedmessage", "messagetemplate",
    "shortmessage", "fullmessage", "textpayload", "errordescription", "description", "detail", "details",
    "reason", "faultstring", "exceptionmessage", "exception", "@x", "error", "err", "errors", "title", "text", "log",
)  # fmt: skip
"""Keys whose texts are messages, the most telling first, without their signs and in small letters."""

FAULT_KEYS = frozenset({"validationerrors", "modelstate", "invalidparams", "fielderrors", "violations"})
"""Keys that hold what is wrong with each field; beside them a message says only that something is."""

_INSIDE = (
    "imsxstatusinfo", "error", "err", "errors", "exception", "response", "body", "content", "data", "fault",
    "innererror", "innerexception", "cause", "result", "jsonpayload",
)  # fmt: skip
"""Keys under which an object may stand that holds the message."""

_LEVELS = r"TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|FATAL|SEVERE|CRIT(?:ICAL)?|ALERT|EMERG(?:ENCY)?|PANIC"
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,:]\d{1,9})?(?: ?[AaPp][Mm]\b)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?"
_STAMP = lazy_pattern(
    rf"(?:<\d{{1,3}}>(?:\d )?)?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?"
    rf"(?:[IWEF]?\d{{4}} \d\d:\d\d:\d\d\.\d+|\d\d-\d\d {_CLOCK}"
    rf"|\d{{4}}[-./]\d\d[-./]\d\d(?:[T ,]+{_CLOCK})?"
    rf"|\d{{1,2}}[-./](?:\d{{1,2}}|{_MONTHS})[-./]\d{{2,4}}(?:[ ,:]+{_CLOCK})?"
    rf"|(?P<syslog>(?:{_MONTHS}) +\d{{1,2}}(?:,? \d{{4}})?,? {_CLOCK}(?: \d{{4}})?)|{_CLOCK}"
    r"|\d{8}[- T]\d\d:?\d\d:?\d\d(?:[:.,]\d+)?|\d{6} \d{6}|\d{10}(?:\d{3})?(?:\.\d+)?)(?![\w%])"
)
_LEVEL = lazy_pattern(rf"(?:(?:{_LEVELS})\b|(?i:{_LEVELS}|fail)(?=[:|,\]\t]| {{2,}}| - ))(?![/\w])")
_LEVEL_NEARBY = lazy_pattern(rf"(?:[\w.$@/#*-]+(?:\[[^\]\n]{{0,40}}\])?[ |,:-]+){{1,4}}?(?:{_LEVELS})\b(?=[\s:|,\]-])")
_SEPARATORS = lazy_pattern(r"[\s|,;:>*\]-]+")
_BRACKETS = lazy_pattern(r"\[(?:[^\[\]\n]|\[[^\[\]\n]*\]){0,120}\]|\([\w .:#/-]{1,60}\)(?= ?[:|-])")
# What RFC 5424 puts between the time and the message: host, program, process, kind, and data in brackets.
_PRIORITY = lazy_pattern(r"<\d{1,3}>\d ")
_SYSLOG_HEADER = lazy_pattern(r"(?: \S+){4} (?:-|(?:\[(?:[^\]\"]|\"(?:[^\"\\]|\\.)*\"){0,400}\])+)(?: |$)")
_PROGRAM = lazy_pattern(r"(?:\S+ )?[\w./()-]+(?:\[\d+\])?: ")
_LOGGER = lazy_pattern(
    r"[A-Za-z_$][\w$]*(?:[.$][\w$]+)+(?:@\d+)?(?=:|\s|$)|[\w.$-]{1,40}(?= - )"
    r"|[\w.$]{1,40}:(?=[^\s/\\])|\d{1,7}(?=[\s\]:])"
)
_STARTS_STACK = lazy_pattern(
    r"(?m)^[ \t]*(?:Traceback \(most recent call last\)|at [\w$.<>`]+[\w$.<>`\[\], ]*\(|File \")"
)
_EXCEPTION = lazy_pattern(
    r"(?:Caused by: |--->? )?(?:[A-Za-z_][\w$]*\.)*[A-Z]\w*(?:Error|Exception|Failure|Fault)\b[\w.]*(?::|$)"
)
_TAGGED = lazy_pattern(
    r"<(?:\w+:)?(imsx_description|errorMessage|message|faultstring|description|detail|reason|error|exception|Data)\b"
    r"[^<>]{0,200}>\s*([^<]{3,600}?)\s*</",
    re.IGNORECASE,
)
# A record that is no whole JSON any more: cut off, or with its quotes unescaped.
_TOLD = lazy_pattern(
    r"(?i)[\"']?\b((?:error_?)?message|msg|error(?:_description)?|reason|details?|description|exception)[\"']?\s*[:=]\s*"
    r"\"(.{3,600}?)(?:\"\s*[,}\]\n]|\"\s+\w+=|\"?$)"
)
_FIELDS = lazy_pattern(r"(?:\w+=(?:\"[^\"]*\"|\S*)\s+){2}")
_SIGNS = lazy_pattern(r"[^a-z]")
_WITH_SIGN = frozenset({"@m", "@mt", "@x"})
"""Keys of Serilog that are a single letter without their sign."""


def message_of(record: str) -> str:
    """What a record says, unescaped and on one line; the record itself where nothing stands around its message."""
    text = _spoken(record[:MAX_LETTERS].strip())
    return " ".join(unwrap(text).split())[:MAX_MESSAGE]


def _spoken(text: str) -> str:
    if "\n" in text and _STARTS_STACK.search(text):
        text = _exception_in(text)
    text = _without_header(text)
    start = text.find("{")
    if start >= 0 and (told := _told_by_json(text, start)):
        return told
    if "</" in text and (tagged := _TAGGED.findall(text)):
        return _most_telling([said for _, said in tagged])
    if text.startswith(("{", "[{")) or _FIELDS.match(text):
        return _most_telling([said for _, said in _TOLD.findall(unwrap(text))]) or text
    return text


def _most_telling(texts: Sequence[str]) -> str:
    """The first text of several words, else the first; "" where there is none."""
    return next((text for text in texts if " " in text), texts[0] if texts else "")


def _exception_in(text: str) -> str:
    """The line of a stack trace that says what was raised: Python prints it last, others first."""
    lines = [line for line in text.split("\n") if line and not line[0].isspace()]
    raised = [line for line in lines if _EXCEPTION.match(line)]
    if not raised:
        return lines[0] if lines else text
    return raised[-1].removeprefix("Caused by: ")


def _without_header(text: str) -> str:
    """The text behind time stamp, level and names of programs."""
    place, stamped, leveled = 0, False, False
    while True:
        place = _behind(_SEPARATORS, text, place)
        stamp = _STAMP.match(text, place)
        if stamp is not None and not (stamped and leveled):
            place, stamped = stamp.end(), True
            if stamp["syslog"] and (program := _PROGRAM.match(text, _behind(_SEPARATORS, text, place))):
                place = program.end()
            if _PRIORITY.match(text) and (header := _SYSLOG_HEADER.match(text, place)):
                return text[header.end() :] or text
            continue
        level = _LEVEL.match(text, place)
        if level is None and stamped and not leveled:
            level = _LEVEL_NEARBY.match(text, place)
        if level is not None and not leveled:
            place, leveled = level.end(), True
            continue
        named = _BRACKETS.match(text, place)
        if named is not None and (stamped or leveled or _is_header(named.group()[1:-1])):
            leveled = leveled or _LEVEL.match(named.group()[1:-1] + ":") is not None
            stamped = stamped or _STAMP.match(named.group()[1:-1]) is not None
            place = named.end()
            continue
        logger = _LOGGER.match(text, place) if stamped or leveled else None
        if logger is None or (logger.group()[-1] == ":" and not leveled) or (logger.group().isdigit() and leveled):
            break
        place = logger.end()
    return (text[place:] if stamped or leveled else "") or text


def _behind(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _is_header(text: str) -> bool:
    return (_STAMP.match(text) or _LEVEL.match(text + ":")) is not None


def _told_by_json(text: str, start: int) -> str:
    """What a JSON object in a text tells, behind what stands before it; "" when it is none or tells nothing."""
    end = text.rfind("}") + 1
    value = _decoded(text[start:end])
    told = "" if value is None else _told_by(value)
    before = text[:start].rstrip(" :=[").removesuffix("body").strip(" :=")
    return f"{before}: {told}" if told and before and start else told


def _decoded(text: str) -> object:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def _told_by(value: object, depth: int = 0) -> str:
    """The message in a decoded JSON value; "" when there is none."""
    told = ""
    if isinstance(value, str):
        inner = _decoded(value) if value[:1] in ("{", "[") and depth < _MAX_DEPTH else None
        told = (_told_by(inner, depth + 1) if inner is not None else "") or value
    elif isinstance(value, list) and depth < _MAX_DEPTH:
        texts = dict.fromkeys(filter(None, (_told_by(each, depth + 1) for each in value[:_MAX_FAULTS])))
        told = "; ".join(texts)
    elif isinstance(value, dict) and depth < _MAX_DEPTH:
        told = _told_by_object({_plain(str(key)): each for key, each in value.items()}, depth)
    return told


def _plain(key: str) -> str:
    return key if key in _WITH_SIGN else _SIGNS.sub("", key.casefold())


def _told_by_object(by_key: Mapping[str, object], depth: int) -> str:
    faults = [fault for key, each in by_key.items() if key in FAULT_KEYS for fault in _faults_in(each)]
    if faults:
        return "; ".join(dict.fromkeys(faults[:_MAX_FAULTS]))
    inside = next(filter(None, (_told_by(by_key[key], depth + 1) for key in _INSIDE if _holds(by_key.get(key)))), "")
    own = [told for key in _KEYS if isinstance(by_key.get(key), str) and (told := _told_by(by_key[key], depth).strip())]
    said = _most_telling(own)
    if inside and " " not in said:
        said = ""
    if said and inside and inside not in said and " " in inside:
        return f"{said}: {inside}"
    return said or inside


def _holds(value: object) -> bool:
    return isinstance(value, dict | list) or (isinstance(value, str) and value[:1] in ("{", "["))


def _faults_in(value: object, depth: int = 0) -> Iterator[str]:
    """All texts in what a validation found, in the order of the record."""
    if isinstance(value, str):
        if value:
            yield value
    elif depth < _MAX_DEPTH and isinstance(value, list):
        for each in value:
            yield from _faults_in(each, depth + 1)
    elif depth < _MAX_DEPTH and isinstance(value, dict):
        told = _told_by(value, depth + 1)
        if told:
            yield told
        else:
            for each in value.values():
                yield from _faults_in(each, depth + 1)
