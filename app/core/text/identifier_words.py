"""The words of which names of identifiers are made: the one list for columns, JSON keys, texts and redaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _each(**words: str) -> Mapping[str, str]:
    return {word: meaning.replace("_", " ") for meaning, every in words.items() for word in every.split()}


OWNERS: Final = _each(
    student="student students pupil pupils learner learners child stu stud estudiante estudiantes alumno alumnos",
    teacher="""teacher teachers instructor instructors faculty staff employee employees emp professor advisor adviser
        counselor principal educator owner owners tchr profesor maestro docente""",
    guardian="guardian guardians parent parents mother father caregiver contact agent agents",
    user="user users person people persona usr usuario member members",
    course="course courses class classes crs curso courseoffering clase",
    section="section sections sect homeroom seccion",
    assignment="assignment assignments lineitem lineitems quiz tarea",
    enrollment="enrollment enrollments enrolment enrolments membership coursemember",
    attendance_session="attendance mattendance attendancesession",
    session="session sessions",
    school="school schools building org orgs organization organisation institution site agency escuela",
    term="term terms semester quarter trimester academicsession gradingperiod",
    row="row line fila",
    machine="""event process thread job batch import sync run correlation request req trace span transaction message
        msg log error err file filename template client tenant app application config operation exchange schedule queue
        host server device node activity ticket build category status type response result rule role version service
        api port product instance database table department subject room vendor account accounts commit field column
        program system severity level attempt group race ethnicity grade period calendar country zip postal phone fax
        support sender recipient admin notification page query report task location bus locker rows lines exception
        codeminorfield codeminor cell mobile environment workspace conversation channel invoice order
        reason step stage feature module submission district_code""",
)
"""{word: whose a field with this word is}. What is "machine" identifies no record of a school."""

IDS: Final = frozenset(
    """id ids no nbr nr num nums number numbers # key keys code codes identifier identifiers ident guid uuid uid index
    sourcedid sourcedids sourceid numero""".split()
)
"""Words that say that a field holds an id."""

WEAK_IDS: Final = frozenset("no nbr nr num nums number numbers # key keys code codes index numero".split())
"""Those that say nothing without whose they are: a number, a code."""

KNOWN_IDS: Final = _each(
    student="""permid permnum permno perm ssid sasid lasid dcid usic osis suid fleid peims stn lrn uln issued usid uic
        sspid smsid studentkey usi""",
    user="""cwid emplid pidm uin puid nuid unid netid eid xid spriden login username loginid samaccountname kerberos
        pseudonym sisuser wiseid matricula""",
    teacher="seid",
    section="crn",
    course="addcode",
)
"""Ids with names of their own, and whose they are where no other word says it."""

EMAILS: Final = frozenset("email emails mail upn userprincipalname correo".split())
FIRST_NAMES: Final = frozenset("first given fname forename firstname givenname".split())
LAST_NAMES: Final = frozenset("last family surname lname lastname familyname apellido apellidos".split())
PERSON_NAMES: Final = frozenset("full display preferred legal sortable nick fullname middle maiden".split())
TITLES: Final = frozenset("name names title fullname nombre".split())
BARE_NAMES: Final = frozenset("record entity object the affected failed".split())

AROUND: Final = frozenset(
    """sis sif external ext ed fi edfi canvas clever campus cafe powerschool ps power infinite ic skyward qmlativ
    synergy edupoint aeries aspen focus colleague peoplesoft oracle ellucian banner jenzabar populi genesis sapphire
    progressbook pinnacle qsis oneroster classlink google microsoft azure ad aad schoology lms lti anthology
    renweb facts veracross blackbaud gradelink eschool eschoolplus tyler munis workday classe crm sms csis calpads
    primary secondary source sourced integration remote foreign permanent other alternate alternative alt legacy old new
    original target affected failed failing record imported unique local state district national
    system global internal my the of in for only required optional entity object related reference ref reportable
    joining value match matching
    region regional county federal government university univ college institutional home work personal enrolled assigned
    current previous main e mi de del la el
    """.split()
)
"""Words that do not change whose a field is: which system or office gave the identifier."""

JOINED: Final = {
    ("line", "item"): "lineitem", ("attendance", "session"): "attendancesession",
    ("class", "session"): "attendancesession", ("course", "session"): "attendancesession",
    ("meeting", "session"): "attendancesession", ("grading", "period"): "gradingperiod",
    ("academic", "session"): "academicsession", ("course", "member"): "coursemember",
    ("class", "member"): "coursemember", ("course", "offering"): "courseoffering", ("home", "room"): "homeroom",
    ("user", "name"): "username", ("user", "names"): "username", ("log", "in"): "login", ("log", "on"): "login",
    ("sign", "in"): "login", ("add", "code"): "addcode", ("perm", "id"): "permid", ("source", "id"): "sourceid",
    ("sourced", "id"): "sourcedid", ("sourced", "ids"): "sourcedids", ("net", "id"): "netid", ("e", "mail"): "email",
}  # fmt: skip
"""Two words that mean one thing."""

EXACT: Final = {
    "joiningvalue": "", "reportableidentifier": "", "activedirectorymatchid": "user", "usersissisid": "user",
    "parentsourcedid": "school", "districtid": "school", "sisnumber": "", "idno": "", "idnumber": "", "coursekeyid": "",
    "anumber": "user",
}  # fmt: skip
"""Whole names that are not read by their words."""
