"""What a field's name says about its value: `issuedID=40131`, `"givenName": "Avery"`, `User ID: U1009`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from typing import Final

from app.core.identities import EMAIL, NAME, is_common, kind_of_value, name_end
from app.core.identity_marks import BY_FIELD, PEOPLE, Kind, Mark

_FIELDS: Final[Mapping[Kind, str]] = {
    Kind.EMAIL: """email mail emails emailaddress emailaddresses useremail studentemail secondaryemail parentemail
        guardianemail contactemail primaryemail e-mail upn userprincipalname activedirectorymatchid""",
    Kind.ID: """userid userids uid sisuserid sisid sourcedid sourceid usersourcedid usersourcedids studentsourcedid
        teachersourcedid agentsourcedids sisuser studentid studentids studentnumber studentno studentlocalid studentkey
        issuedid personid personnumber personkey identifier joiningvalue reportableidentifier cleverid teacherid staffid
        staffnumber employeeid employeenumber guardianid parentid ssn socialsecuritynumber stateid statestudentid
        studentstateid localid externalpersonkey enrollmentid enrollmentsourcedid enrolmentid resultsourcedid
        resultid integrationid ltiuserid login loginid userlogin username usernames uniqueid netid samaccountname
        pseudonym ownerid memberid learnerid instructorid id ids canvasuserid canvasid lastuser actor userkey lrn
        recordid entityid xid""",
    Kind.STUDENT: "student studentname learner learnername pupil pupilname studentfullname students",
    Kind.TEACHER: "teacher teachername instructor instructorname teachers primaryteacher",
    Kind.PERSON: """name fullname firstname lastname givenname familyname middlename surname displayname sortablename
        preferredname nickname forename maidenname legalname person personname user users owner ownername contact
        contactname guardian guardianname parent parentname staff staffname emergencycontact recipient submittedby
        createdby updatedby modifiedby postedby preferredgivenname preferredfirstname preferredlastname formername""",
    Kind.COURSE: """course courseid coursename coursecode coursenumber coursetitle addcode siscourseid coursesourcedid
        coursesourcedids externalcoursekey class classid classname classcode classsourcedid classsourcedids classes
        courseids shortname longname""",
    Kind.SECTION: "section sectionid sectionname sectionnumber sissectionid sectionsourcedid sectionids sectioncode",
    Kind.ASSIGNMENT: """assignment assignmentid assignmentname assignmenttitle lineitem lineitemid lineitemsourcedid
        assignmentsourceid assignmentsourcedid submissionid quiz quizname quiztitle""",
    Kind.PHONE: """phone phonenumber phones mobile mobilephone mobilenumber cell cellphone sms telephone tel homephone
        workphone fax faxnumber""",
    Kind.DATE: "dob dateofbirth birthdate birthday birth born birthdt",
    Kind.ADDRESS: """address addressline addressline1 addressline2 street streetaddress homeaddress mailingaddress
        streetline1 streetline2 zip zipcode postalcode postcode""",
    Kind.SECRET: """password passwd pwd token accesstoken refreshtoken apikey secret clientsecret authorization auth
        cookie setcookie xapikey passphrase consumersecret privatekey pin""",
    Kind.DETAIL: """rowinfo race ethnicity sex gender americanindianoralaskanative hispanicorlatinoethnicity
        countryofbirthcode stateofbirthabbreviation cityofbirth medical disability accommodations""",
    # Read before the above: these end like them and name nobody.
    Kind.KEEP: """filename hostname fieldname columnname tablename servername schoolname vendorname eventname
        templatename jobname queuename threadname codeminorfieldname imsxcodeminorfieldname typename programname
        systemname productname statusname rolename categoryname districtname classificationname classloader errorclass
        exceptionclass jobid jobids correlationid requestid xrequestid traceid spanid transactionid batchid importid
        sisimportid syncid runid processid threadid schoolid schoolids schoolsourcedid orgid orgids orgsourcedid
        orgsourcedids parentsourcedid termid termids termsourcedid sessionid vendorid clientid tenantid districtid
        attendanceid mattendanceid messageid msgid eventid errorid categoryid gradingperiodid exchangeid operationid
        appid applicationid configid integrationconfigid scheduleid time timestamp ts date datetime createdat updatedat
        startedat endedat recordeddatetime datelastmodified duration elapsed took bytes size count total row rownumber
        line linenumber lines port pid code errorcode statuscode status httpstatus version build rule""",
}
_KIND_OF: Final = {name.replace("-", ""): kind for kind, names in _FIELDS.items() for name in names.split()}
_NOT_LETTERS = re.compile(r"[^a-z0-9]")
_KEY_WORDS = re.compile(r"[ .\-]+")

_QUOTE = (
    r"(?:\\*\"{1,2}|\\*'|[\u2018\u2019\u201c\u201d\u00ab\u00bb`]|&quot;|&apos;|&#0?3[49];|&ldquo;|&rdquo;|\\+u002[27])"
)
# From one to four words, an equals sign or colon, quotes at will. A tag is a field, too.
_KEY = re.compile(
    rf"(?<![\w@])([A-Za-z]\w{{0,45}}(?:[ .\-][A-Za-z]\w{{0,45}}){{0,3}}){_QUOTE}?"
    r"\s{0,3}(?:=>|[:=](?![:=]|//)|%3[AaDd])\s{0,3}"
    r"|<(?:\w{1,12}:)?([A-Za-z]\w{1,45})(?:\s[^<>]{0,80})?>\s{0,3}"
)
_OPENING = re.compile(_QUOTE)
_LIST = re.compile(r"\[([^\]\n]{1,2000})\]")
_ITEM = re.compile(r"[^\s,;\"'\[\]\\]+")
_BARE = re.compile(r"[^\s\"'<>,;|(){}\[\]&\\\u2018\u2019\u201c\u201d]{1,160}")
_BARE_NAME = re.compile(NAME)
_LOWER_NAME = re.compile(r"[^\W\d_][\w\u2019'\-]{0,30}(?:, ?[^\W\d_][\w\u2019'\-]{1,30}(?!\w|\s*[:=\"'\\]))?")
_BARE_ADDRESS = re.compile(
    r"[^\"'<>;|(){}\[\]&\\\n]{1,90}?(?=\s+-\s|\s\w+[=:]|, ?\"?\w+\"?[:=]|\s\s|[\"'<>;|(){}\[\]&\\\n]|$)"
)
_CLOSING: Final = {"\u2018": "\u2019", "\u201c": "\u201d", "\u00ab": "\u00bb", "&ldquo;": "&rdquo;"}
_PLURAL = re.compile(r"(?i)(?<![a-z])(?:users|students|teachers|courses|classes|sections|parents)\W{1,6}$")
_ENDPOINT = re.compile(
    r"(?i)/(courses?|classes|sections?|assignments?|lineitems?|orgs|schools?|terms|academicsessions)\b"
)
_ENDPOINT_KIND: Final = {
    "c": Kind.COURSE, "s": Kind.SECTION, "a": Kind.ASSIGNMENT, "l": Kind.ASSIGNMENT,
}  # fmt: skip
_NOTHING: Final = frozenset(
    """null none nil undefined true false n/a na unknown empty blank missing required invalid must not is was are were
    has have had does do did already cannot could can may should will error errors string integer number object array
    active inactive tobedeleted student teacher""".split()
)
_LONGEST, _MOST_WORDS = 160, 6


def kind_of_field(name: str) -> Kind | None:
    """What a field or column of this name holds; None where the name says nothing. `User ID`, `user_id`, `userID`."""
    words = _KEY_WORDS.split(name.strip())
    for first in range(len(words)):
        kind = _KIND_OF.get(_NOT_LETTERS.sub("", "".join(words[first:]).casefold()))
        if kind is not None:
            return kind
    return None


def kind_of_column(name: str) -> Kind | None:
    """As `kind_of_field`, for the heading of a column, which counts as a whole."""
    return _KIND_OF.get(_NOT_LETTERS.sub("", name.casefold()))


def marks_by_field(text: str, common: Set[str]) -> Iterator[Mark]:
    """The values of fields that hold identities, or that support needs (`KEEP`). `common`: words of error texts."""
    place = 0
    while (found := _KEY.search(text, place)) is not None:
        place = found.end()
        kind = kind_of_field(found.group(1) or found.group(2))
        if kind is None:
            # The next key may begin within this one: "to user ID: 17" is asked word by word above, "a: b: c" here.
            continue
        for start, end in _values(text, found.end(), kind, common):
            value = text[start:end]
            if not _says_nothing(value, kind, common):
                yield Mark(start, end, _refined(kind, value, text, found.end()), BY_FIELD)
                place = max(place, end)


def _refined(kind: Kind, value: str, text: str, start: int) -> Kind:
    """`name` beside `/courses` is a course's."""
    if kind is Kind.PERSON:
        endpoints = _ENDPOINT.findall(text, max(0, start - 120), start)
        if endpoints:
            last = endpoints[-1].casefold()
            return Kind.KEEP if last[:2] in {"or", "sc", "te", "ac"} else _ENDPOINT_KIND[last[0]]
    if value.isdigit() and _PLURAL.search(text, max(0, start - 20), start):
        return Kind.KEEP  # how many
    return kind_of_value(kind, value)


def _values(text: str, start: int, kind: Kind, common: Set[str]) -> Iterator[tuple[int, int]]:
    """Where the value or values of a field stand that begin at `start`."""
    many = _LIST.match(text, start)
    if many is not None:
        for item in _ITEM.finditer(text, *many.span(1)):
            yield item.span()
        return
    opening = _OPENING.match(text, start)
    if opening is not None:
        closing = _closing(text, opening)
        if closing > opening.end():
            yield opening.end(), closing
            return
        start = opening.end()
    yield _bare_value(text, start, kind, common)


def _closing(text: str, opening: re.Match[str]) -> int:
    """Where a quoted value ends; -1 where the quote is not closed within reach."""
    mark = _CLOSING.get(opening.group(), opening.group())
    start = opening.end()
    end = text.find(mark, start, start + _LONGEST)
    while end >= 0 and mark[-1] in "'\u2019" and text[end + 1 : end + 2].isalpha() and text[end - 1 : end].isalpha():
        end = text.find(mark, end + 1, start + _LONGEST)  # the apostrophe of O'Brien closes nothing
    return end if end >= 0 and "\n" not in text[start:end] else -1


def _bare_value(text: str, start: int, kind: Kind, common: Set[str]) -> tuple[int, int]:
    """A value without quotes: a word; of a person's name and of an address, several."""
    if kind is Kind.ADDRESS:
        found = _BARE_ADDRESS.match(text, start)
        return found.span() if found else (start, start)
    if kind in PEOPLE and EMAIL.match(text, start) is None:
        name = _BARE_NAME.match(text, start) or _LOWER_NAME.match(text, start)
        if name is not None and not _goes_on(text, name.end()):
            return start, name_end(text, *name.span(), common)
    found = _BARE.match(text, start)
    if found is None:
        return start, start
    return start, start + len(found.group().rstrip(".:!?"))


def _goes_on(text: str, end: int) -> bool:
    """Whether what looks like a name is only the beginning of an id or a login: `jane.doe`, `amy-17`."""
    return text[end : end + 1].isdigit() or (
        text[end : end + 1] in {"-", "_", "."} and text[end + 1 : end + 2].isalnum()
    )


def _says_nothing(value: str, kind: Kind, common: Set[str]) -> bool:
    """Whether a field's value is no identity: empty, a word of the error's own, or a whole sentence."""
    bare = value.strip(" .:!?-*\\").casefold()
    if bare in _NOTHING or not any(mark.isalnum() for mark in bare):
        return True
    if kind in _TESTS:
        return not _TESTS[kind](bare)
    words = bare.split()
    if len(words) > _MOST_WORDS:
        return True
    if any(mark.isdigit() or mark == "@" for mark in bare):
        return kind is Kind.ID and len(bare) < 2 and not bare.isdigit()
    return all(is_common(word.strip("\"',.;:"), common) for word in words)


def _has_digit(value: str) -> bool:
    return any(mark.isdigit() for mark in value)


def _is_street(value: str) -> bool:
    """Not a server's address."""
    return "://" not in value and value.count(".") != 3


_TESTS: Final[Mapping[Kind, Callable[[str], bool]]] = {
    Kind.KEEP: bool,
    Kind.DETAIL: bool,
    Kind.DATE: _has_digit,
    Kind.PHONE: _has_digit,
    Kind.ADDRESS: _is_street,
    Kind.SECRET: lambda value: len(value) >= 4,
    Kind.EMAIL: lambda value: EMAIL.search(value) is not None or "." in value or _has_digit(value),
}
"""What a value must be like to be of a kind that has its own form."""
