"""What shows by the way it is written that it names a person: e-mails, ids, phone numbers, names beside a role's word.

The rules are tuned to what sync logs hold; there is no general recognition of names, which would take error texts for
people. What fields and message templates say goes before these rules (`identity_fields`, `redaction`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Final

from app.core.identity_marks import BY_FIELD, BY_PATTERN, BY_PROSE, PEOPLE, Kind, Mark

_AT: Final = r"(?:@|%40|=40|&#0?64;|&commat;|\\{1,4}u0040)"
EMAIL: Final = re.compile(rf"(?i)[\w.+\-'!$^~]{{0,63}}[\w+]{_AT}[\w\-]{{1,63}}(?:\.[\w\-]{{1,63}}){{1,5}}")
_SIGN = re.compile(_AT)
_UUID = re.compile(r"(?i)(?<![0-9a-z])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-z])")
_HEX = re.compile(r"(?i)(?<![0-9a-z_])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{16,64}(?![0-9a-z_])")
_SSN = re.compile(r"(?<![\w\-])\d{3}-\d{2}-\d{4}(?![\w\-])")
_PHONE = re.compile(
    r"(?<![\w.\-])(?:\+?\d{1,2}[ .\-])?(?:\(\d{3}\) ?|\d{3}[ .\-])\d{3}[ .\-]\d{4}(?![\w\-])|(?<!\w)\+\d{10,14}(?!\w)"
)
_PATH = re.compile(
    r"(?i)/(users?|students?|teachers?|people|persons?|parents|guardians|staff|demographics|enrollments|courses"
    r"|classes|sections|assignments|lineitems|results)/([\w.@%\-+~]{2,90})"
)
_PATH_KIND: Final = {
    "courses": Kind.COURSE, "classes": Kind.COURSE, "sections": Kind.SECTION, "assignments": Kind.ASSIGNMENT,
    "lineitems": Kind.ASSIGNMENT,
}  # fmt: skip
_HOME = re.compile(
    r"(?i)(?:[a-z]:[\\/]{1,4}users[\\/]{1,4}|/home/|/users/(?=[a-z.]+/))([\w.\-]{2,40}(?: [\w.\-]{2,40})?)(?=[\\/])"
)
# EXCHANGE_ERROR_NON_RETRYABLE - [id]: the id of a job, which support looks up.
_JOB = re.compile(r"(?i)\b[A-Z]+(?:_[A-Z]+)+ - \[?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})")
_ROLE = (
    r"(?:users?|students?|pupils?|learners?|teachers?|instructors?|guardians?|parents?|persons?|staff|employees?|owners?"
    r"|names?|logins?|accounts?)"
)
_PLURALS = frozenset(
    "users students pupils learners teachers instructors guardians parents persons courses classes sections".split()
)
_NUMBERED = r"(?:\s*(?:with\s+)?(?:the\s+)?(?:(?:sis|source|sourced|local|state)\s*)?(?:ids?|numbers?|no\.?|key))?"
_ROLE_ID = re.compile(
    rf"(?i)(?<!\w)({_ROLE}|sis|courses?|class(?:es)?|sections?){_NUMBERED}\s*[#:\"'(\[\u2018\u201c]{{0,3}}\s?"
    r"((?=[\w.\-]*\d)(?!\d{1,3}(?![\w\-])|\d{4}-\d\d-\d\d|v\d)[a-z0-9][\w.\-]{1,60})"
)
_ROLE_BRACKET = re.compile(
    rf"(?i)(?<!\w){_ROLE}\b[^()\[\]\n:]{{0,45}}[(\[]((?=[\w.\-]*\d)(?!\d{{1,3}}[)\]])[a-z0-9][\w.\-]{{1,60}})[)\]]"
)
_CAPITAL = r"(?:[A-Z\u00c0-\u00de][\w\u2019'\-]{1,30}|[A-Z]\.)"
_PARTICLE = r"(?:de la|de los|de|del|da|dos|di|van der|van|von|bin|al|el|le|la|st\.)"
NAME: Final = rf"{_CAPITAL}(?:,?\s(?:{_PARTICLE}\s)?{_CAPITAL}){{0,3}}"
_ROLE_NAME = re.compile(rf"(?<!\w)(?i:({_ROLE}))(?i:\s+named?|\s+name)?[\s:]{{1,2}}[\"'(\u2018\u201c]?({NAME})")
_AFTER_WORD = re.compile(
    rf"(?<!\w)(?i:by|for|of|from|to|with|and|named|called|belongs to)\s+[\"'(\u2018\u201c]?({NAME})(?!\w)"
)
_GREETING = re.compile(
    rf"(?m)(?:^|[>\s])(?i:hi|hello|dear|hey|best|thanks|regards|sincerely|cheers)[, ]{{1,2}}({NAME})(?!\w)"
)
# Membership [create/update, jdoe2, apple2]: Blackboard's log.
_BRACKETED = re.compile(
    r"(?:Membership|Person|User|Enrollment) \[[a-z/]{3,30}, ([\w.@\-]{2,60})(?:, ([\w.@\-]{2,60}))?\]"
)
_LAST_FIRST = re.compile(rf"(?<=[\"'\u2018\u201c])({_CAPITAL}, {_CAPITAL}(?: {_CAPITAL})?)(?=\\*[\"'\u2019\u201d])")
_BEFORE_EMAIL = re.compile(rf"({NAME})(?:\\*\"{{1,2}}|&quot;)?\s{{1,2}}(?:<|\(|\[|&lt;)(?:mailto:)?(?=[\w.+\-]+{_AT})")
_POSSESSIVE = re.compile(r"(?<![\w./\-])((?=[\w.\-]*[._\d])[A-Za-z][\w.\-]{2,60})(?=['\u2019]s\s)")
_STREET = re.compile(
    r"(?<![\w\-])\d{1,6}(?: [NSEW]\.?)? (?:[A-Z][\w'\-]*\.? ){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Ln|Lane|Blvd"
    r"|Boulevard|Ct|Court|Way|Pl|Place|Ter|Terrace|Cir|Circle|Hwy|Pkwy)\b\.?(?:,? (?:Apt|Unit|Suite|#) ?\w+)?"
    r"(?:, [A-Z][\w ]{2,30}, [A-Z]{2}(?: \d{5}(?:-\d{4})?)?)?"
)
_BORN = re.compile(
    r"(?i)\b(?:born|birth(?: ?date|day)?|dob|date of birth)\b[^\w\n]{0,6}(?:on |is |was )?[\"'\\]{0,4}"
    r"(\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}|\d{8})"
)
_PREFIXED = re.compile(
    r"(?i)(?<![\w.\-/%])(?:(?:stu|stud|student|usr|user|tch|tea|teacher|emp|staff|per|pers|person|par|sis|lrn|pupil)[_\-]?"
    r"\d{2,}|[a-z]{1,2}[_\-]?\d{4,12}|\d{5,12}(?:\.\d{1,6}){2,4})(?![\w:%]|\.\d|-\w)"
)
_DIGITS = re.compile(r"(?<![\w.\-:/%+#=])[#=]?(\d{5,12})(?![\w:/%]|\.\d|-\w)")
_COUNTED = re.compile(
    r"(?i)\s?(?:rows?|records?|lines?|bytes?|[kmg]i?b|m?s|sec(?:ond)?s?|minutes?|users?|students?|enrollments?|courses?"
    r"|sections?|classes|files?|errors?|warnings?|entries|items?|points?|times|percent|%|requests?|of|new|changed)\b"
)
_NUMBERING = re.compile(
    r"(?i)(?:\b(?:lines?|rows?|port|code|codes|status|error|errors|rule|pid|thread|version|build|took|import|batch|job|run"
    r"|http|errorcode|edition|release|process)|\bv)[\s\"'#:=(\[\\]{0,6}$"
)
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_SECRET = re.compile(
    r"(?i)\b(?:bearer|basic)\s+([\w.\-+/=~]{8,})|(?<!\w)(eyJ[\w\-]{8,}\.[\w\-]{4,}(?:\.[\w\-]{4,})?)|://([^\s/:@]+:[^\s/@]+)@"
)

_SIMPLE: Final[tuple[tuple[re.Pattern[str], Kind], ...]] = (
    (_UUID, Kind.ID),
    (_SSN, Kind.ID),
    (_PHONE, Kind.PHONE),
    (_STREET, Kind.ADDRESS),
    (_HEX, Kind.ID),
)
_NO_NAMES = frozenset(
    """account accounts already api assignment bad batch calling cannot canvas changed class classroom code complete
    course created creating creation data database deleted does done duplicate email enrollment enrollments error
    errors exception export failed field file found from grade grades has http id import in information integration
    internal invalid is job key line list local locked login missing must name names new no not null number on or
    password post put record records request required response role roster row school section server service sis
    source status step students sync system table the this time to type unique unknown update updated user users
    validation value warning was were with without""".split()
)


_BEGIN_SENTENCES = frozenset(
    """a after again all also although an and another any are as at because before best both but by dear each even
    every for good hello hi his her how i if it its just kind last later maybe morning most my next no nobody nothing
    now often once one only our please regards same she he since so some sometimes somebody still thank thanks that
    their then there these they this those though today tonight tomorrow until we what when where which while who why
    you your yesterday yes monday tuesday wednesday thursday friday saturday sunday january february march july
    september october november december fall spring winter english math algebra biology chemistry history
    spanish french""".split()
)


def is_common(word: str, common: Set[str]) -> bool:
    """Whether a word belongs to error texts rather than to people."""
    folded = word.casefold()
    return folded in common or folded in _NO_NAMES


def name_end(text: str, start: int, end: int, common: Set[str]) -> int:
    """Where a person's name ends that begins at `start`: before the first word of error texts; `start` for no name."""
    kept = start
    for word in re.finditer(r"[\w\u2019'\-]+", text[start:end]):
        if is_common(word.group().removesuffix("'s"), common):
            break
        kept = start + word.end()
    return kept


def marks_by_pattern(text: str, common: Set[str], codes: Set[str]) -> Iterator[Mark]:
    """What shows by the way it is written. `common` are words of error texts, `codes` numbers that are error codes."""
    for found in EMAIL.finditer(text) if _SIGN.search(text) else ():
        yield Mark(*_without_edges(text, *found.span()), Kind.EMAIL, BY_PATTERN)
    for pattern, kind in _SIMPLE:
        for found in pattern.finditer(text):
            yield Mark(*found.span(), kind, BY_PATTERN)
    for found in _SECRET.finditer(text):
        yield Mark(*found.span(found.lastindex or 0), Kind.SECRET, BY_PATTERN)
    for found in _PATH.finditer(text):
        if _is_id_in_path(found.group(2)):
            yield Mark(*found.span(2), _PATH_KIND.get(found.group(1).casefold(), Kind.ID), BY_PATTERN)
    for found in _HOME.finditer(text):
        yield Mark(*found.span(1), Kind.ID, BY_PATTERN)
    for found in _BORN.finditer(text):
        yield Mark(*found.span(1), Kind.DATE, BY_PATTERN)
    for found in _JOB.finditer(text):
        yield Mark(*found.span(1), Kind.KEEP, BY_FIELD)
    yield from _names(text, common)
    yield from _ids_in_prose(text)
    yield from _numbers(text, codes)


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """An address without quotes and marks that only stand before it."""
    while start < end and text[start] in "'./&*#":
        start += 1
    return start, end


def _is_id_in_path(segment: str) -> bool:
    return any(mark.isdigit() for mark in segment) or "@" in segment or "." in segment or "%40" in segment


def _numbers(text: str, codes: Set[str]) -> Iterator[Mark]:
    for found in _PREFIXED.finditer(text):
        if not _is_numbering(text, found.start()):
            yield Mark(*found.span(), Kind.ID, BY_PROSE)
    for found in _DIGITS.finditer(text):
        start, end = found.span(1)
        number = found.group(1)
        is_other = number in codes or _COUNTED.match(text, end) or _is_numbering(text, start)
        if not _DAY.fullmatch(number):
            yield Mark(start, end, Kind.KEEP if is_other else Kind.ID, BY_PROSE)


def _is_numbering(text: str, start: int) -> bool:
    """Whether the word before says that a number counts or codes something and names nobody."""
    return _NUMBERING.search(text, max(0, start - 24), start) is not None


def _ids_in_prose(text: str) -> Iterator[Mark]:
    for found in _ROLE_ID.finditer(text):
        role, value = found.group(1).casefold(), found.group(2).rstrip(".")
        counts = _COUNTED.match(text, found.start(2) + len(value)) or (value.isdigit() and role in _PLURALS)
        if not counts and not _DAY.fullmatch(value):
            kind = Kind.COURSE if role[0] == "c" else Kind.SECTION if role.startswith("sec") else Kind.ID
            yield Mark(found.start(2), found.start(2) + len(value), kind, BY_PROSE)
    for found in _BRACKETED.finditer(text):
        yield Mark(*found.span(1), Kind.ID, BY_PROSE)
        if found.group(2):
            yield Mark(*found.span(2), Kind.COURSE, BY_PROSE)
    for pattern in (_POSSESSIVE, _ROLE_BRACKET):
        for found in pattern.finditer(text):
            yield Mark(*found.span(1), Kind.ID, BY_PROSE)


def _names(text: str, common: Set[str]) -> Iterator[Mark]:
    for found in _ROLE_NAME.finditer(text):
        yield from _name_mark(text, found.span(2), kind_of_role(found.group(1)), common)
    for pattern in (_LAST_FIRST, _BEFORE_EMAIL):
        for found in pattern.finditer(text):
            yield from _name_mark(text, found.span(1), Kind.PERSON, common)
    for found in _GREETING.finditer(text):
        yield from _name_mark(text, found.span(1), Kind.PERSON, common | _BEGIN_SENTENCES)
    for found in _AFTER_WORD.finditer(text):
        start, end = found.span(1)
        end = name_end(text, start, end, common | _BEGIN_SENTENCES)
        if " " in text[start:end]:
            yield Mark(start, end, Kind.PERSON, BY_PROSE)


def _name_mark(text: str, place: tuple[int, int], kind: Kind, common: Set[str]) -> Iterator[Mark]:
    end = name_end(text, *place, common)
    if end > place[0]:
        yield Mark(place[0], end, kind, BY_PROSE)


def names_in_prose(text: str, common: Set[str]) -> Iterator[str]:
    """Two and more words with capitals that no error text holds: in what a person wrote, a name."""
    for found in re.finditer(NAME, text):
        words = found.group().replace(",", " ").split()
        usual = [is_common(_bare(word), common | _BEGIN_SENTENCES) for word in words]
        start = next((n for n, one in enumerate(usual) if not one), len(words))
        end = next((n for n, one in enumerate(usual) if n > start and one), len(words))
        if end - start > 1:
            yield " ".join(_bare(word) for word in words[start:end])


def _bare(word: str) -> str:
    return re.sub("['\u2019]s?$", "", word)


def kind_of_role(role: str) -> Kind:
    """Whose name stands behind a role's word."""
    folded = role.casefold()
    if folded.startswith(("student", "pupil", "learner")):
        return Kind.STUDENT
    return Kind.TEACHER if folded.startswith(("teacher", "instructor")) else Kind.PERSON


def kind_of_value(kind: Kind, value: str) -> Kind:
    """The kind that a value shows, where its field leaves it open: `student` may hold a name, an id or an e-mail."""
    if EMAIL.fullmatch(value):
        return Kind.EMAIL
    if kind in PEOPLE and any(mark.isdigit() for mark in value):
        return Kind.ID
    return kind
