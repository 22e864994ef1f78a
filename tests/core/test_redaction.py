"""Redaction: nobody is named, support still has what it needs, and a second look would see what is left."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.matching.exact_match import ExactMatcher
from app.core.sharing.catalog_terms import ErrorWords
from app.core.sharing.leak_check import Leak, leaks
from app.core.sharing.redactor import Redactor
from app.core.sharing.stand_ins import STAND_IN
from app.core.text.unwrapping import unwrap
from app.services.error_desk import Desk
from tests.wrapping import WRAPPINGS

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "nightly-sync.log"

FIRST = ("Avery", "Ngozi", "Theo", "María", "Jürgen", "D'Angelo", "Xochitl", "Bartholomew")
LAST = ("Okafor", "Lindqvist", "Nguyen", "O'Brien", "Castillo-Ruiz", "Fujimoto", "Zielinski")
names = st.tuples(st.sampled_from(FIRST), st.sampled_from(LAST))
numbers = st.integers(10_400, 99_999_999).filter(lambda n: not re.fullmatch(r"(?:19|20)\d{6}", str(n)))
ids = st.one_of(
    numbers.map(str), numbers.map("S{}".format), numbers.map("stu-{}".format), st.uuids().map(str),
    st.from_regex(r"[A-Z]{2,4}-[0-9]{4,6}", fullmatch=True),
)  # fmt: skip
emails = st.tuples(
    st.from_regex(r"[a-z]{3,9}[._+]?[a-z]{2,9}[0-9]{0,3}", fullmatch=True),
    st.sampled_from(("students.maplewood.org", "k12.ca.us", "riverbend.edu", "example.org")),
).map(lambda parts: f"{parts[0]}@{parts[1]}")


@pytest.fixture(scope="session")
def errors(desk: Desk) -> ErrorWords:
    return desk.error_words


KEY = b"a key for tests, 32 letters long"


def redactor_of(errors: ErrorWords) -> Redactor:
    return Redactor(errors, key=KEY)


def second_look(errors: ErrorWords, redactor: Redactor, redacted: str) -> list[Leak]:
    return leaks(redacted, errors.dictionary, redactor.learned_names(), redactor.kept)


def numbered(redacted: str) -> str:
    """A redacted text with its stand-ins numbered in their order: the same number, the same person."""
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        signs = found.group(2) or found.group(4)
        place = numbers.setdefault(signs.upper(), len(numbers) + 1)
        return found.group().replace(signs, str(place))

    return STAND_IN.sub(number, redacted)


def survivors(text: str, identities: list[str]) -> list[str]:
    """The identities that still stand in a text, however it is wrapped."""
    spellings = [text.casefold(), unwrap(text).casefold(), re.sub(r"=\r?\n", "", text).casefold()]
    return [one for one in identities if any(one.casefold() in spelling for spelling in spellings)]


LOG_LINES = {
    "key and value": 'ERROR POST /users email={email} issuedID={id} name="{last}, {first}" - 400 Bad Request',
    "json line": '{{"level":"error","email":"{email}","sourcedId":"{id}","givenName":"{first}","familyName":"{last}"}}',
    "prose": "Student {first} {last} ({id}) was rejected; parents were told at {email}.",
    "canvas csv": '34217,users.csv,"User not found for enrollment (User ID: {id}, login: {email})",118',
    "claimed": "user {first} {last} has already claimed {id}'s requested login information, skipping",
    "url": "GET https://sis.example.edu/v1/users/{id}?email={email} 404 Not Found",
    "query, encoded": "GET /students?userId={id}&mail={encoded} HTTP/1.1 500",
    "xml": "<user><sourcedId>{id}</sourcedId><givenName>{first}</givenName><familyName>{last}</familyName></user>",
    "graph": '{{"entryType":"student","errorCode":"UnmatchedEntry","joiningValue":"{id}","email":"{email}"}}',
    "display name": 'To: "{first} {last}" <{email}>',
    "unquoted object": "{{error: {{message: Email must be unique}}, userID: {id}, lastName: {last}}}",
    "windows path": "C:\\Users\\{id}\\Downloads\\report.csv of {email}",
    "list": '{{"userIds":["{id}"],"emails":["{email}"]}}',
}


def line_of(kind: str, first: str, last: str, number: str, email: str) -> str:
    encoded = email.replace("@", "%40")
    return LOG_LINES[kind].format(first=first, last=last, id=number, email=email, encoded=encoded)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(LOG_LINES)), st.sampled_from(sorted(WRAPPINGS)), names, ids, emails)
def test_nobody_planted_in_a_log_line_survives_in_any_wrapping(
    errors: ErrorWords, kind: str, wrapping: str, name: tuple[str, str], number: str, email: str
) -> None:
    first, last = name
    line = line_of(kind, first, last, number, email)
    planted = [one for one in (number, email, last, first) if one in line]
    redactor = redactor_of(errors)
    redacted = redactor.redact(WRAPPINGS[wrapping](line))
    assert not survivors(redacted, planted), redacted
    assert not second_look(errors, redactor, redacted)


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from(sorted(WRAPPINGS)), ids, names)
def test_values_of_known_messages_go_and_the_message_stays(
    errors: ErrorWords, desk: Desk, data: st.DataObject, wrapping: str, number: str, name: tuple[str, str]
) -> None:
    entry = data.draw(st.sampled_from([one for one in desk.catalog.entries if "{" in one.messages[0].text]))
    planted: list[str] = []

    def filled(found: re.Match[str]) -> str:
        if found.group(1) in {"student", "student_id", "user_id", "section_id", "assignment_id", "email"}:
            value = number if found.group(1) != "email" else "amy.okafor@north.k12.us"
            planted.append(value)
            return value
        return {"fields": "lastName, email", "status": "409", "host": "sis.example.edu"}.get(found.group(1), "4 x")

    text = re.sub(r"\{([a-z_]+):[a-z]+\??\}", filled, entry.messages[0].text)
    redacted = redactor_of(errors).redact(WRAPPINGS[wrapping](text))
    assert not survivors(redacted, planted), redacted


def samples(desk: Desk) -> list[tuple[str, str]]:
    return [(entry.id, sample.text) for entry in desk.catalog.entries for sample in entry.samples.match]


def test_every_sample_of_the_catalog_is_the_same_error_after_redaction(errors: ErrorWords, desk: Desk) -> None:
    matcher = ExactMatcher(desk.catalog)
    for entry_id, text in samples(desk):
        before = {owner.entry.id for found in matcher.find(unwrap(text)) for owner in found.decision.chosen}
        redacted = redactor_of(errors).redact(text)
        after = {owner.entry.id for found in matcher.find(unwrap(redacted)) for owner in found.decision.chosen}
        assert after == before, f"{entry_id}: {text} -> {redacted}"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(LOG_LINES)), names, ids, emails), min_size=1, max_size=5))
def test_redacting_twice_changes_nothing(
    errors: ErrorWords, lines: list[tuple[str, tuple[str, str], str, str]]
) -> None:
    text = "\n".join(line_of(kind, *name, number, email) for kind, name, number, email in lines)
    once = redactor_of(errors).redact(text)
    assert redactor_of(errors).redact(once) == once


def test_the_same_identity_has_the_same_stand_in_in_every_spelling(errors: ErrorWords) -> None:
    redacted = redactor_of(errors).redact(
        "email=Amy.Okafor@north.example\n"
        '{"email":"amy.okafor@north.example"}\n'
        "GET /users?mail=amy.okafor%40north.example\n"
        '"{\\"email\\":\\"amy.okafor\\u0040north.example\\"}"\n'
        "email=ben@north.example\n"
    )
    assert numbered(redacted).count("person-1@example.org") == 4
    assert numbered(redacted).count("person-2@example.org") == 1


def test_a_name_found_once_is_replaced_wherever_it_stands(errors: ErrorWords) -> None:
    redacted = redactor_of(errors).redact(
        'we called Ngozi about it\nERROR name="Okafor, Ngozi"\nNgozi Okafor is in grade 7'
    )
    assert numbered(redacted) == 'we called Person-1 about it\nERROR name="Person-1"\nPerson-1 is in grade 7'


def test_what_support_needs_stays(errors: ErrorWords) -> None:
    line = (
        '2026-03-02T06:00:14Z ERROR POST /users 400 {"error":{"code":10005,"message":"User missing the following '
        'fields: lastName","info":{}},"correlationId":"27c1a389-8714-423a-a049-a8d9aa7188a7","row":118}'
    )
    redactor = redactor_of(errors)
    assert redactor.redact(line) == line
    assert not second_look(errors, redactor, line)


@pytest.mark.parametrize(
    "line",
    [
        "Data Validation Failed: see 'validationErrors' for details",
        'HTTP 422 {"errors":{"type":"unprocessable_entity","message":"User not found in course or is not a student"}}',
        "Student Not Found",
        "ORA-20100: ::Section credit hours/CEUs must equal course credit hours/CEUs::",
        "EDS00201 SENR0034 GE01 Rule 11351 failed",
        "reading export roster-20260301.zip (users.csv 24180 rows, 1048576 bytes)",
        "com.follett.fss.vithar.core.ValidationException: Pass is not a valid value for java.math.BigDecimal",
        "EXCHANGE_ERROR_NON_RETRYABLE - 5d0c3a52-7c1e-4f6f-9a54-2f6f0d4be811 - Job failed. Status in SIS: 5",
        "userID or email is required for updating user.",
        '"counts":{"courses":3643,"sections":3643,"users":66109,"enrollments":66975,"error_count":0,"warning_count":27}',
        "Invalid timezone: Pacific Standard Time. Use the IANA TZDB standard",
        "Could not find resource for full path of Grade Passback from Infinite Campus to Canvas",
        "staff.csv:1 - location_id = '10' does not reference any location_id in locations.csv",
    ],
)
def test_error_texts_name_nobody(errors: ErrorWords, line: str) -> None:
    assert redactor_of(errors).redact(line) == line


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("born 04/17/2011, phone (555) 010-4477", ["04/17/2011", "010-4477"]),
        ('"dob":"2011-04-17","homePhone":"555-010-4477"', ["2011-04-17", "4477"]),
        ('{"address":"12 Elm Street","zip":"95014"}', ["Elm", "95014"]),
        ("lives at 1204 Maple Ridge Ave, Springfield, IL 62704", ["Maple", "62704"]),
        ("ssn 078-05-1120", ["078-05-1120"]),
        ("Authorization: Bearer abcdef0123456789xyz", ["abcdef0123456789xyz"]),
        ("https://sync:hunter22@sis.example.edu/api", ["hunter22"]),
        ('"row_info":"account_1, Avery Smith,, active "', ["Avery", "Smith"]),
        ("password=Tr0ub4dor", ["Tr0ub4dor"]),
        ("Email already taken by Avery Smith", ["Avery", "Smith"]),
        (
            "Hi Maria,\nit failed for Theo Lindqvist again.\nBest, Tom Baker",
            ["Maria", "Theo", "Lindqvist", "Tom", "Baker"],
        ),
        ("the seat is claimed by Okafor, Ngozi", ["Okafor", "Ngozi"]),
        ("Membership [create/update, jdoe2, apple2] An error occurred", ["jdoe2", "apple2"]),
        ("s1,active,student,asmith,Avery,Smith,avery.smith@students.example.edu,07", ["avery.smith@"]),
        ("Clever ID 4fee004cca2e43cf27000005 has no section", ["4fee004cca2e43cf27000005"]),
    ],
)
def test_other_personal_data_goes(errors: ErrorWords, line: str, gone: list[str]) -> None:
    assert not survivors(redactor_of(errors).redact(line), gone)


def test_columns_say_what_their_cells_hold(errors: ErrorWords) -> None:
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["sourcedId", "status", "givenName", "familyName", "grades", "message"])
    rows.writerow(["s-9", "active", "will", "page", "07", "a, b"])
    rows.writerow(["q17", "active", "Grant", "Field", "07", 'Page said "no"'])
    redacted = list(csv.reader(io.StringIO(numbered(redactor_of(errors).redact(table.getvalue())))))
    assert redacted[0] == ["sourcedId", "status", "givenName", "familyName", "grades", "message"]
    assert redacted[1] == ["Person-1", "active", "Person-1", "Person-1", "07", "a, b"]
    assert redacted[2] == ["Person-2", "active", "Person-2", "Person-2", "07", 'Person-1 said "no"']


def test_a_canvas_error_file_keeps_its_columns_and_the_import(errors: ErrorWords) -> None:
    redacted = redactor_of(errors).redact(
        "sis_import_id,file,message,row\n"
        '34217,enrollments.csv,"User not found for enrollment (User ID: U1009, Course ID: C-ENG9)",118\n'
        '34217,users.csv,"An existing Canvas user with the SIS ID S1001 has already claimed S2002\'s user_id",52\n'
    )
    assert numbered(redacted) == (
        "sis_import_id,file,message,row\n"
        '34217,enrollments.csv,"User not found for enrollment (User ID: ID-1, Course ID: Course-2)",118\n'
        '34217,users.csv,"An existing Canvas user with the SIS ID ID-3 has already claimed ID-4\'s user_id",52\n'
    )


def test_cells_stay_cells(errors: ErrorWords) -> None:
    rows = "sourcedId,givenName,familyName,email\ns1,Avery,Smith,avery.smith@students.example.edu\n"
    redacted = numbered(redactor_of(errors).redact(rows))
    assert redacted.splitlines()[1] == "Person-1,Person-1,Person-1,person-1@example.org"


def test_an_identity_can_be_shown_on_purpose_and_hidden_again(errors: ErrorWords) -> None:
    redactor = redactor_of(errors)
    line = "userID=S48213 email=amy@north.example"
    assert numbered(redactor.redact(line)) == "userID=Person-1 email=person-1@example.org"
    redactor.show("S48213")
    assert numbered(redactor.redact(line)) == "userID=S48213 email=person-1@example.org"
    assert not second_look(errors, redactor, redactor.redact(line))
    redactor.hide("S48213")
    assert "S48213" not in redactor.redact(line)


def test_what_only_looks_like_a_stand_in_is_replaced(errors: ErrorWords) -> None:
    redactor = redactor_of(errors)
    own = redactor.redact("userID=S48213").removeprefix("userID=")
    assert redactor.redact(f"as you said, {own} is wrong, and userID=ID-001 too").count(own) == 1
    assert "ID-001" not in redactor.redact("userID=ID-001")
    other = Redactor(errors, key=b"the key of another desk, as long").redact("userID=S48213")
    assert own not in other
    assert other.removeprefix("userID=") not in redactor.redact(other)


def test_the_sample_log_names_nobody_and_reports_the_same_errors(errors: ErrorWords, desk: Desk) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    redactor = redactor_of(errors)
    redacted = redactor.redact(text)
    assert not re.search(r"(?i)okafor|palmer|@example\.edu|T2207|40131", redacted)
    assert not second_look(errors, redactor, redacted)
    matcher = ExactMatcher(desk.catalog)

    def found(log: str) -> list[list[str]]:
        return [
            [hit.decision.chosen[0].entry.id for hit in matcher.find(line, in_log=True)] for line in log.splitlines()
        ]

    assert found(redacted) == found(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"userID":"S48213","email":"ana@x.org","givenName":"Ana","familyName":"Lopez","login":"alopez"}',
        'ERROR email=ana@x.org issuedID=S48213 name="Lopez, Ana" login=alopez',
        "user_id,login_id,first_name,last_name,email\nS48213,alopez,Ana,Lopez,ana@x.org",
        "S48213|Ana|Lopez|ana@x.org|failed",
        '{\n  "sourcedId": "S48213",\n  "givenName": "Ana",\n  "familyName": "Lopez",\n  "email": "ana@x.org"\n}',
        "<user>\n<sourcedId>S48213</sourcedId>\n<givenName>Ana</givenName>\n<email>ana@x.org</email>\n</user>",
    ],
)
def test_a_person_has_one_stand_in_over_all_that_a_record_says(errors: ErrorWords, text: str) -> None:
    redacted = redactor_of(errors).redact(f"{text}\n\nS48213 failed")
    signs = {(found.group(2) or found.group(4)).upper() for found in STAND_IN.finditer(redacted)}
    assert len(signs) == 1, redacted


def test_people_of_one_record_and_those_of_one_name_stay_apart(errors: ErrorWords) -> None:
    redacted = redactor_of(errors).redact(
        "user_id,first_name,last_name,email,parent_name,parent_email\n"
        "S1,Ana,Lopez,ana@x.org,Maria Lopez,m@x.org\n"
        "S2,Tom,Lopez,tom@x.org,Maria Lopez,m@x.org\n"
    )
    assert numbered(redacted).splitlines()[1:] == [
        "Person-1,Person-1,Person-1,person-1@example.org,Person-2,person-2@example.org",
        "Person-3,Person-3,Person-3,person-3@example.org,Person-2,person-2@example.org",
    ]


def test_names_of_sections_and_assignments_stay_readable(errors: ErrorWords) -> None:
    line = 'section=Algebra assignment="Unit 3 Quiz" assignmentName: "Photosynthesis Lab" sectionName="English 9 - P3"'
    assert redactor_of(errors).redact(line) == line


@pytest.mark.parametrize(
    ("line", "redacted"),
    [
        ("ERROR 12345678 Email must be unique", "ERROR ID-1 Email must be unique"),
        ("WARN [S1234567] Email must be unique", "WARN [ID-1] Email must be unique"),
        ('{"parent1_name":"Ana Lopez"}', '{"parent1_name":"Person-1"}'),
        ("Student Łukasz Nowak was rejected", "Student Person-1 was rejected"),
        ("student mark brown was not enrolled", "student Person-1 was not enrolled"),
        ("Login failed for NORTH\\jdoe", "Login failed for Person-1\\Word-2"),
        ("row 14: 48213: failed", "row 14: ID-1: failed"),
        ("MARY-JANE O'BRIEN, de la Cruz", "Person-1, Person-2"),
        ("from 10.4.18.22 (00:1B:44:11:3A:B7)", "from IP-1 (IP-2)"),
        ("card 4111 1111 1111 1111", "card Account-1"),
        ("IBAN DE89370400440532013000", "IBAN Account-1"),
        ("https://sis.maplewood.org/users/jdoe", "https://Host-1/users/Person-2"),
        ("courses_20250905.csv,22", "courses_20250905.csv,22"),
        (
            'section="White - Algebra 1" assignment="Essay of May Field"',
            'section="Person-1 - Algebra 1" assignment="Essay of Person-2"',
        ),
        ("\x1b[31mERROR\x1b[0m User missing the following fields", "ERROR User missing the following fields"),
        ("2026-01-14 03:00:00 ERROR row 2009-03-14 06:15", "2026-01-14 03:00:00 ERROR row Date-1 06:15"),
        ("ERROR 11/02/2008 06:15:00 skipped", "ERROR Date-1 06:15:00 skipped"),
        ("^[[31mERROR^[[0m User missing the following fields", "ERROR User missing the following fields"),
        ("#033[31mERROR#033[0m User missing the following fields", "ERROR User missing the following fields"),
        ("at push.ps1:12 and jdoe.ps1", "at push.ps1:12 and Word-1.ps1"),
        ('assignment="Field Trip Form"', 'assignment="Field Trip Form"'),
        (unicodedata.normalize("NFD", "ERROR María Núñez: failed"), "ERROR Person-1: failed"),
        ("INSERT INTO users VALUES (48213, 'Ana', 'Lopez')", "INSERT INTO users VALUES (ID-1, 'Person-2', 'Person-3')"),
        ("the page of each case will be retried", "the page of each case will be retried"),
    ],
)
def test_forms_that_once_leaked(errors: ErrorWords, line: str, redacted: str) -> None:
    assert numbered(redactor_of(errors).redact(line)) == redacted


# The second look


@pytest.mark.parametrize(
    "text",
    [
        "write to amy@north.example",
        "write to amy (at) north.example",
        "amy%40north.example",
        '"studentId":"S48213"',
        "the number 4821377",
        "555-010-4477",
        "e7a2b1c4-7c1e-4f6f-9a54-2f6f0d4be811",
        json.dumps({"body": json.dumps({"email": "amy@north.example"})}),
    ],
)
def test_the_second_look_sees_what_is_left(errors: ErrorWords, text: str) -> None:
    assert leaks(text, errors.dictionary)


def test_the_second_look_lets_stand_ins_and_what_was_let_through_at_its_place_pass(errors: ErrorWords) -> None:
    line = "2026-03-02T06:00:14Z person-k7q2mxb@example.org userID=ID-K7Q2MXB code 10005 20260302 1048576 bytes"
    redactor = redactor_of(errors)
    kept = redactor.redact(line)
    assert not [leak for leak in second_look(errors, redactor, kept) if "10005" in leak.text or "1048576" in leak.text]
    assert [leak.text for leak in second_look(errors, redactor, "student 10005 is missing")] == ["10005"]


def test_the_second_look_finds_a_known_name_in_any_spelling(errors: ErrorWords) -> None:
    found = leaks("1\nOKAFOR - Ngozi", errors.dictionary, ["Okafor, Ngozi"])
    assert "OKAFOR Ngozi" in [leak.text for leak in found]
    assert {leak.line for leak in found} == {2}


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        "a@a.",
        "1",
        "12345 ",
        "1-",
        "name=",
        "Aa, ",
        'dob 1/1/2011 "',
        "address: 12 Elm Street ",
        "/users/1",
        "\\",
    ],
)
def test_a_hostile_line_costs_no_more_than_its_length(errors: ErrorWords, piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        started = time.process_time()
        redactor = redactor_of(errors)
        second_look(errors, redactor, redactor.redact(text))
        return time.process_time() - started

    seconds(2_000)
    # Eight times as long; sixty-four times as much work would be quadratic.
    assert seconds(32_000) < 30 * max(min(seconds(4_000), seconds(4_000)), 0.02)
