"""What a field's name says about its value: `issuedID=40131`, `"givenName": "Avery"`, `User ID: U1009`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from app.core.sharing.pii_patterns import EMAIL, kind_of_value
from app.core.sharing.pii_spans import BY_FIELD, Kind, Mark
from app.core.text.identifiers import Identifier, identifier_of

_OTHERS: Final[Mapping[Kind, str]] = {
    Kind.PERSON: """first last middle cn guardians parents contacts emergencycontact emergencycontacts siblings
        createdby updatedby modifiedby postedby submittedby requestedby assignedto recipient sender to from cc bcc
        nombre apellidos madre padre tutor vorname nachname prenom nom full studentfull contact preferred legal maiden
        counselor advisor coach principal ownername displayname forename given family fn""",
    Kind.ID: "samaccountname uid lastuser actor pseudonym lrn netid loginname",
    Kind.PHONE: """phone phonenumber phones mobile mobilephone mobilenumber cell cellphone sms telephone tel homephone
        workphone fax faxnumber telefono""",
    Kind.DATE: "dob dateofbirth birthdate birthday birth born birthdt fechanacimiento fechadenacimiento",
    Kind.ADDRESS: """address addressline address1 address2 street streetaddress homeaddress mailingaddress
        streetline zip zipcode postalcode postcode city direccion""",
    Kind.SECRET: """password passwd pwd token accesstoken refreshtoken apikey secret clientsecret authorization auth
        cookie setcookie xapikey passphrase consumersecret privatekey pin""",
    Kind.DETAIL: """rowinfo race ethnicity sex gender americanindianoralaskanative hispanicorlatinoethnicity
        countryofbirthcode stateofbirthabbreviation cityofbirth medical disability accommodations""",
    Kind.KEEP: """jobid jobids correlationid requestid xrequestid traceid spanid transactionid batchid importid
        sisimportid syncid runid processid threadid schoolid schoolids schoolsourcedid orgid orgids orgsourcedid
        orgsourcedids parentsourcedid termid termids termsourcedid sessionid vendorid clientid tenantid districtid
        attendanceid mattendanceid messageid msgid eventid errorid categoryid gradingperiodid exchangeid operationid
        appid applicationid configid integrationconfigid scheduleid time timestamp ts date datetime createdat updatedat
        startedat endedat recordeddatetime datelastmodified duration elapsed took bytes size count total row rownumber
        line linenumber lines port pid errorcode statuscode status httpstatus version build rule attempt attempts
        retries limit offset page pages records rows""",
}
_KIND_OF: Final = {name: kind for kind, names in _OTHERS.items() for name in names.split()}
_NOT_LETTERS = re.compile(r"[^a-z\u00df-\u017f]")
_KEY_WORDS = re.compile(r"[ .\-]+")
_WEAK_NAMES: Final = frozenset("id ids sourcedid identifier recordid entityid xid key".split())

_QUOTE = (
    r"(?:\\*\"{1,2}|\\*'|[\u2018\u2019\u201c\u201d\u00ab\u00bb`]|&quot;|&apos;|&#0?3[49];|&ldquo;|&rdquo;|\\+u002[27])"
)
# From one to four words, an equals sign or colon, quotes at will. A tag is a field, too.
_KEY = re.compile(
    rf"(?<![\w@])([^\W\d_]\w{{0,45}}(?:[ .\-][^\W\d_]\w{{0,45}}|[ ]\d{{1,2}}){{0,3}}){_QUOTE}?"
    r"\s{0,3}(?:=>|=3D(?=[\"'])|[:=](?![:=]|//)|%3[AaDd])\s{0,3}"
    r"|<(?:\w{1,12}:)?([A-Za-z]\w{1,45})(?:\s[^<>=]{0,80})?>\s{0,3}"
)
_OPENING = re.compile(_QUOTE)
_LIST = re.compile(r"\[([^\]\n]{1,4000})\]")
_ELEMENT = re.compile(r"[^<>\n]{1,160}(?=</)")
_ITEM = re.compile(rf"{_QUOTE}((?:(?!{_QUOTE}|[\[\]]).){{1,160}}){_QUOTE}|([^\s,;\"'\[\]\\]+)")
_BARE = re.compile(
    r"(?:[^\s\"'<>,;|(){}\[\]&\\\u2018\u2019\u201c\u201d]|\\{1,4}u[0-9a-fA-F]{4}|&#(?:x27|0?39);){1,160}"
)
_BARE_ADDRESS = re.compile(
    r"[^\"'<>;|(){}\[\]&\\\n]{1,90}?(?=\s+-\s|\s\w+[=:]|, ?\"?\w+\"?[:=]|\s\s|[\"'<>;|(){}\[\]&\\\n]|$)"
)
_BARE_PHONE = re.compile(r"[+(]?\d[\d .()\-/x]{4,24}\d")
_CLOSING: Final = {"\u2018": "\u2019", "\u201c": "\u201d", "\u00ab": "\u00bb", "&ldquo;": "&rdquo;"}
# How many, not who.
_COUNT = re.compile(
    r"(?i)(?:users|students|teachers|courses|classes|sections|enrollments|parents|orgs|assignments)\\*\":\s?\d{1,6}(?=[,}\]\s])"
)
_ENDPOINT = re.compile(
    r"(?i)/(courses?|classes|sections?|assignments?|lineitems?|orgs|schools?|terms|academicsessions)\b"
)
_ENDPOINT_KIND: Final = {"c": Kind.COURSE, "s": Kind.TITLE, "a": Kind.TITLE, "l": Kind.TITLE}
_NOTHING: Final = frozenset(
    """null none nil undefined true false n/a na unknown empty blank missing required invalid must not is was are were
    has have had does do did already cannot could can should error errors string integer number object array
    active inactive tobedeleted student teacher guardian parent aide administrator""".split()
)
_KEPT_VALUE = re.compile(r"(?=.*\d)[0-9A-Fa-fTZv.:+\-/ ]{1,64}")
_LONGEST, _MOST_WORDS = 160, 6


class Field(NamedTuple):
    """What a field holds, and which person of a record it belongs to (see `Mark.owner`)."""

    kind: Kind
    owner: str | None = None


def kind_of_field(name: str) -> Field | None:
    """What a field of this name holds; None where the name says nothing. Only its last words may count: `the user`."""
    words = _KEY_WORDS.split(name.strip())
    for first in range(len(words)):
        found = kind_of_column(" ".join(words[first:]))
        if found is not None:
            return found
    return None


@lru_cache(maxsize=4096)
def kind_of_column(name: str) -> Field | None:
    """As `kind_of_field`, for the heading of a column, which counts as a whole."""
    folded = _NOT_LETTERS.sub("", name.casefold())
    kind = _KIND_OF.get(folded)
    if kind is not None:
        return Field(kind, "other" if kind is Kind.PERSON and folded[-2:] == "by" else "" if kind in _OWNED else None)
    found = identifier_of(name)
    return None if found is None else _field(found, folded)


_OWNED: Final = frozenset({Kind.PERSON, Kind.ID, Kind.EMAIL})


def _field(found: Identifier, folded: str) -> Field | None:
    owner, form = found
    if owner in {"machine", "school", "term", "attendance session", "session", "row"}:
        return Field(Kind.KEEP)
    if owner in {"course", "section", "assignment"}:
        return Field(Kind.TITLE if form == "name" else Kind[owner.upper()])
    if owner == "enrollment":
        return Field(Kind.ID)
    whose = "" if owner in {"", "user", "student"} else owner + "".join(filter(str.isdigit, folded))
    if form == "email":
        return Field(Kind.EMAIL, whose)
    if form == "id":
        return Field(Kind.ID, f"{whose}?" if folded in _WEAK_NAMES else whose)
    return Field(Kind.PERSON, whose)


def marks_by_field(text: str) -> Iterator[Mark]:
    """The values of fields that hold identities, or that support needs (`KEEP`)."""
    place = 0
    while (found := _KEY.search(text, place)) is not None:
        place = found.end()
        field = kind_of_field(found.group(1) or found.group(2))
        # "row 14: 4711": what stands behind a numbered line is no number of a line.
        numbered = field is not None and field.kind is Kind.KEEP and (found.group(1) or "")[-1:].isdigit()
        if field is None or numbered or _COUNT.match(text, found.start()):
            # The next key may begin within this one: "to user ID: 17" is asked word by word above, "a: b: c" here.
            continue
        in_element = _ELEMENT.match(text, found.end()) if found.group(2) else None
        places = [in_element.span()] if in_element else _values(text, found.end(), field.kind)
        for start, end in places:
            value = text[start:end]
            if not _says_nothing(value, field.kind):
                yield Mark(start, end, _refined(field.kind, value, text, found.end()), BY_FIELD, field.owner)
                place = max(place, end)


def _refined(kind: Kind, value: str, text: str, start: int) -> Kind:
    """`name` beside `/courses` is a course's."""
    if kind is Kind.PERSON:
        endpoints = _ENDPOINT.findall(text, max(0, start - 120), start)
        if endpoints:
            last = endpoints[-1].casefold()
            return Kind.TITLE if last[:2] in {"or", "sc", "te", "ac"} else _ENDPOINT_KIND[last[0]]
    return kind_of_value(kind, value)


def _values(text: str, start: int, kind: Kind) -> Iterator[tuple[int, int]]:
    """Where the value or values of a field stand that begin at `start`."""
    many = _LIST.match(text, start)
    if many is not None:
        for item in _ITEM.finditer(text, *many.span(1)):
            yield item.span(item.lastindex or 0)
        return
    opening = _OPENING.match(text, start)
    if opening is not None:
        closing = _closing(text, opening)
        if closing > opening.end():
            yield opening.end(), closing
            return
        start = opening.end()
    pattern = {Kind.ADDRESS: _BARE_ADDRESS, Kind.PHONE: _BARE_PHONE}.get(kind, _BARE)
    found = pattern.match(text, start)
    if found is not None:
        yield start, start + len(found.group().rstrip(".:!?"))


def _closing(text: str, opening: re.Match[str]) -> int:
    """Where a quoted value ends; -1 where the quote is not closed within reach."""
    mark = _CLOSING.get(opening.group(), opening.group())
    start = opening.end()
    end = text.find(mark, start, start + _LONGEST)
    while end >= 0 and mark[-1] in "'\u2019" and text[end + 1 : end + 2].isalpha() and text[end - 1 : end].isalpha():
        end = text.find(mark, end + 1, start + _LONGEST)  # the apostrophe of O'Brien closes nothing
    return end if end >= 0 and "\n" not in text[start:end] else -1


def _says_nothing(value: str, kind: Kind) -> bool:
    """Whether a field's value is no identity: empty, a word of the error's own, or a whole sentence."""
    bare = value.strip(" .:!?-*\\").casefold()
    if bare in _NOTHING or not any(mark.isalnum() for mark in bare):
        return True
    if kind in _TESTS:
        return not _TESTS[kind](value)
    return len(bare.split()) > _MOST_WORDS


def _has_digit(value: str) -> bool:
    return any(mark.isdigit() for mark in value)


def _is_street(value: str) -> bool:
    """Not a server's address."""
    return "://" not in value and value.count(".") != 3


_TESTS: Final[Mapping[Kind, Callable[[str], bool]]] = {
    Kind.KEEP: lambda value: _KEPT_VALUE.fullmatch(value) is not None and value.count(".") != 3,
    Kind.TITLE: bool,
    Kind.DETAIL: bool,
    Kind.DATE: _has_digit,
    Kind.PHONE: _has_digit,
    Kind.ADDRESS: _is_street,
    Kind.SECRET: lambda value: len(value) >= 4,
    Kind.EMAIL: lambda value: EMAIL.search(value) is not None or "." in value or _has_digit(value),
}
"""What a value must be like to be of a kind that has its own form."""
