"""What shows by its shape alone what it is: addresses, numbers of phones and cards, hosts, secrets.

Sharing would replace these anyway, as nothing in them is known to be harmless. Their shape tells where each begins and
ends and what sort of stand-in it gets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.core.sharing.pii_spans import BY_FIELD, BY_SHAPE, Kind, Mark

_AT: Final = r"(?:@|%40|=40|&#0?64;|&commat;|\\{1,4}u0040)"
EMAIL: Final = re.compile(rf"(?i)[\w.+\-'!$^~]{{0,63}}[\w+]{_AT}[\w\-]{{1,63}}(?:\.[\w\-]{{1,63}}){{1,5}}")
_SIGN = re.compile(_AT)
_SPELLED_EMAIL = re.compile(
    r"(?i)[\w.+\-]{1,64} ?(?:\(at\)|\[at\]|\(x\)) ?[\w\-]{1,63}(?: ?(?:\.|\(dot\)|\[dot\]) ?[\w\-]{2,63}){0,4}"
)
_TOP = "com|org|net|edu|gov|us|info|io|co|school|local|lan|internal|corp|uk|ca|mx|de|eu|ai|app|cloud|dev|me|tv"
_HOST = re.compile(
    rf"(?i)(?<=://)(?:[^\s/:@?#\"'<>]+:[^\s/@\"'<>]+@)?[\w\-]+(?:\.[\w\-]+)*|(?<![\w.\-/@])(?:[\w\-]+\.){{1,6}}(?:{_TOP})(?![\w\-]|\.\w|\()"
)
_KNOWN_DOMAINS = re.compile(
    r"(?i)(?:^|\.)((?:instructure|canvaslms|coursekey|powerschool|infinitecampus|skyward|aeries|follett|edupoint|google"
    r"|googleapis|microsoft|microsoftonline|windows|office|imsglobal|w3|1edtech|clever|classlink|mozilla|apache|python"
    r"|example|localhost|xmlsoap|schemas)(?:\.(?:com|org|net|edu|local|io))?)$"
)
_USUAL_LABELS = re.compile(
    r"(?i)(?:(?:www|api|sis|test|app|auth|login|portal|sync|lms|canvas|mail|purl|schemas|v\d)\d{0,2}\.?)*"
)
_HEX2 = r"[0-9a-f]{2}"
_MAC = re.compile(
    rf"(?i)(?<![\w:.\-])(?:{_HEX2}[:\-]){{5}}{_HEX2}(?![\w:\-])|(?<![\w.])(?:[0-9a-f]{{4}}\.){{2}}[0-9a-f]{{4}}(?![\w.])"
)
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\d)")
_HEX4 = r"[0-9a-f]{1,4}"
_IPV6 = re.compile(
    rf"(?i)(?<![\w:.])(?:(?:{_HEX4}:){{7}}{_HEX4}|(?:{_HEX4}:){{1,6}}:(?:{_HEX4}(?::{_HEX4}){{0,6}})?)(?![\w:])"
)
_IBAN = re.compile(r"(?<![\w.])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?!\w)")
_CARD = re.compile(
    r"(?<![\w.\-])\d{4}([ \-]?)\d{4}\1\d{4}\1\d{1,7}(?![\w\-])|(?<![\w.\-])\d{4}[ \-]\d{6}[ \-]\d{5}(?![\w\-])"
)
_PHONE = re.compile(
    r"(?<![\w.\-+])(?:\+\d{1,3}[ .\-]?|\d{1,2}[ .\-])?(?:\(\d{2,4}\) ?|\d{3}[ .\-])\d{3}[ .\-]\d{3,4}"
    r"(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\w\-])"
    r"|(?<!\w)\+\d[\d \-.()]{7,18}\d(?!\w)|(?<![\w.\-])\d\d(?:[ .]\d\d){4}(?![\w\-])"
)
_STREET = re.compile(
    r"(?<![\w\-])\d{1,6}(?: [NSEW]\.?)? (?:[^\W\d_][\w'\-]*\.? ){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Ln|Lane"
    r"|Blvd|Boulevard|Ct|Court|Way|Pl|Place|Ter|Terrace|Cir|Circle|Hwy|Pkwy)\b\.?"
    r"(?:,? (?:Apt|Unit|Suite|#)\.? ?\w+)?(?:, [^\W\d_][\w ]{2,30}, [A-Z]{2}(?: \d{5}(?:-\d{4})?)?)?"
)
_AGE = re.compile(
    r"(?i)\b(?:aged?|turn(?:s|ed|ing)?)\W{1,3}(\d{1,3})(?![\w.\-])|(?<![\w.\-])(\d{1,3})(?=[ \-]years?[ \-]old\b)"
)
# Base64: both cases and digits in one, or a padding.
_BASE64 = re.compile(
    r"(?<![\w/+])(?=[A-Za-z+/]*\d)(?=[\da-z+/]*[A-Z])(?=[\dA-Z+/]*[a-z])[A-Za-z0-9+/]{12,}={1,2}(?![\w=])"
    r"|(?<![\w/+])(?=[A-Za-z+]*\d)(?=[\dA-Z+]*[a-z])(?=[\da-z+]*[A-Z])[A-Za-z0-9+]{24,}(?![\w/+])"
)
_HASH = re.compile(r"(?i)(?<![0-9a-z_])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{12,128}(?![0-9a-z_])")
_SIMPLE: Final[tuple[tuple[re.Pattern[str], Kind], ...]] = (
    (re.compile(r"(?i)(?<![0-9a-z])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-z])"), Kind.ID),
    (re.compile(r"(?<![\w\-])\d{3}-\d{2}-\d{4}(?![\w\-])"), Kind.ID),
    (_MAC, Kind.IP), (_IPV4, Kind.IP), (_IPV6, Kind.IP), (_IBAN, Kind.ACCOUNT), (_CARD, Kind.ACCOUNT),
    (_PHONE, Kind.PHONE), (_STREET, Kind.ADDRESS), (_AGE, Kind.DETAIL), (_BASE64, Kind.SECRET), (_HASH, Kind.ID),
)  # fmt: skip
_SECRET = re.compile(
    r"(?i)\b(?:bearer|basic)\s+([\w.\-+/=~]{8,})|(?<!\w)(eyJ[\w\-]{8,}\.[\w\-]{4,}(?:\.[\w\-]{4,})?)"
    r"|(=\?[\w\-]+\?[bq]\?[^?\s]*\?=)"
)
_BORN = re.compile(
    r"(?i)\b(?:born|birth(?: ?date|day)?|dob|date of birth)\b[^\w\n]{0,6}(?:on |is |was )?[\"'\\]{0,4}"
    r"(\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}|\d{8})"
)
# EXCHANGE_ERROR_NON_RETRYABLE - [id]: the id of a job, which support looks up.
_JOB = re.compile(r"(?i)\b[A-Z]+(?:_[A-Z]+)+ - \[?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})")
_NO_IPS: Final = frozenset({"127.0.0.1", "0.0.0.0", "255.255.255.255", "::1", "::"})  # noqa: S104 - a text


def marks_by_shape(text: str) -> Iterator[Mark]:
    """What shows by its shape what it is, whether a person's or not."""
    for found in EMAIL.finditer(text) if _SIGN.search(text) else ():
        yield Mark(*_without_edges(text, *found.span()), Kind.EMAIL, BY_SHAPE, "")
    for found in _SPELLED_EMAIL.finditer(text) if "(" in text or "[" in text else ():
        yield Mark(*found.span(), Kind.EMAIL, BY_SHAPE, "")
    for pattern, kind in _SIMPLE:
        for found in pattern.finditer(text):
            if kind is not Kind.IP or found.group() not in _NO_IPS:
                group = found.lastindex or 0 if kind is Kind.DETAIL else 0
                yield Mark(*found.span(group), kind, BY_SHAPE)
    for found in _SECRET.finditer(text):
        yield Mark(*found.span(found.lastindex or 0), Kind.SECRET, BY_SHAPE)
    for found in _BORN.finditer(text):
        yield Mark(*found.span(1), Kind.DATE, BY_FIELD)
    for found in _JOB.finditer(text):
        yield Mark(*found.span(1), Kind.KEEP, BY_FIELD)
    for found in _HOST.finditer(text):
        yield from _host(found)


def _host(found: re.Match[str]) -> Iterator[Mark]:
    """A host, but for the part of it that is a vendor's domain. A file (`users.csv`) and a class are no hosts."""
    host = found.group()
    if not host.islower() and not host.isupper() and found.string[found.start() - 3 : found.start()] != "://":
        return  # System.IO
    known = _KNOWN_DOMAINS.search(host)
    if known is not None and _USUAL_LABELS.fullmatch(host[: known.start()]):
        return
    end = found.end() if known is None else found.start() + known.start()
    if end > found.start():
        yield Mark(found.start(), end, Kind.HOST, BY_SHAPE)


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """An address without quotes and marks that only stand before it."""
    while start < end and text[start] in "'./&*#":
        start += 1
    return start, end


def kind_of_value(kind: Kind, value: str) -> Kind:
    """The kind that a value shows, where its field leaves it open: `student` may hold a name, an id or an e-mail."""
    if EMAIL.fullmatch(value):
        return Kind.EMAIL
    if kind is Kind.PERSON and any(mark.isdigit() for mark in value):
        return Kind.ID
    if kind in {Kind.SECTION, Kind.ASSIGNMENT, Kind.COURSE} and (" " in value.strip() or value.isalpha()):
        return Kind.TITLE
    return kind
