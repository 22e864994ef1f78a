"""The records that a text names, in the many ways in which programs write them."""

from __future__ import annotations

import pytest

from app.core.scanning.named_places import named_places

NAMED = {
    # Words
    "student 4711:": {"4711": "student"},
    "user 4711 failed": {"4711": "user"},
    "[user 4711]": {"4711": "user"},
    "POST /users failed for issuedID=Q7: 400 {": {"Q7": "student"},
    "student_id=[S1] not": {"S1": "student"},
    "ERROR Perm ID S1 - not": {"S1": "student"},
    "user_id=4711: not sent": {"4711": "user"},
    "(user id 4711)": {"4711": "user"},
    "record #4711 -": {"4711": "id"},
    "row 14:": {"14": "row"},
    "users.csv row 14": {"14": "row"},
    "row 7 (student 4711)": {"7": "row", "4711": "student"},
    "Failed to push student 4711": {"4711": "student"},
    "pushing student S1 ->": {"S1": "student"},
    "Processing student 4711...": {"4711": "student"},
    "ERROR student S88110: ": {"S88110": "student"},
    "userID S88115": {"S88115": "user"},
    "EMPLID 00417 rejected": {"00417": "user"},
    "record for CWID 900112233": {"900112233": "user"},
    "Perm ID 778811:": {"778811": "student"},
    "perm id #778811": {"778811": "student"},
    "with student number 4711": {"4711": "student"},
    "student no. 4711": {"4711": "student"},
    "Student #4711": {"4711": "student"},
    "student (4711)": {"4711": "student"},
    "student [4711]": {"4711": "student"},
    "user#4711": {"4711": "user"},
    "sis_user_id S1 not": {"S1": "user"},
    "SIS ID S1": {"S1": "id"},
    "sourcedId S-1-2 failed": {"S-1-2": "id"},
    "user 'jdoe' could": {"jdoe": "user"},
    'for student "Lopez, Ana" (4711)': {"Lopez, Ana": "person", "4711": "student"},
    "for student Lopez, Ana (4711)": {"Lopez, Ana": "person", "4711": "student"},
    "student Ana Lopez (4711):": {"Ana Lopez": "person", "4711": "student"},
    "student 'O'Neil, Pat' (id 4711)": {"O'Neil, Pat": "person", "4711": "student"},
    "course BIO-7": {"BIO-7": "course"},
    'course "Algebra 1" (ALG-1)': {"Algebra 1": "course", "ALG-1": "course"},
    "section 30107": {"30107": "section"},
    "section 1010.02 is": {"1010.02": "section"},
    "enrollment S1/BIO7": {"S1/BIO7": "enrollment"},
    "enrollment of student 4711 in course BIO-7": {"4711": "student", "BIO-7": "course"},
    "Student 4711 / Section 30107": {"4711": "student", "30107": "section"},
    "Line item 7781 is": {"7781": "assignment"},
    "owner T2207": {"T2207": "teacher"},
    "school 9917": {"9917": "school"},
    "User S1 (ana@x.org) failed": {"S1": "user", "ana@x.org": "email"},
    # Fields
    "sisID=S1": {"S1": "id"},
    "failed for issuedID=S1": {"S1": "student"},
    "Student ID: 4711": {"4711": "student"},
    "student ID = 4711": {"4711": "student"},
    "student id:4711": {"4711": "student"},
    "user_id: 17 course_id: 22": {"17": "user", "22": "course"},
    "POST /users 400 issuedID=7": {"7": "student"},
    "teacher email=t@x.org student=S1": {"t@x.org": "teacher", "S1": "student"},
    "Student: Ana Lopez, grade 9": {"Ana Lopez": "person"},
    "E-mail: ana@x.org (student 4711)": {"ana@x.org": "email", "4711": "student"},
    "user: ana@x.org": {"ana@x.org": "email"},
    "user=jdoe, course=BIO": {"jdoe": "user", "BIO": "course"},
    'name="Welding 1" sisID=CTE-2041': {"Welding 1": "name", "CTE-2041": "id"},
    "{'studentId': 4711, 'sectionId': 30107}": {"4711": "student", "30107": "section"},
    '[rec@32473 id="S88211" type="users"]': {"S88211": "id"},
    '{"user":{"sourcedId":"S1","type":"user"},"class":{"sourcedId":"C1"}}': {"S1": "user", "C1": "course"},
    "<studentId>4711</studentId>": {"4711": "student"},
    "https://h/v2/users?student=4711&x=1": {"4711": "student"},
    # Paths
    "PUT /api/v1/courses/7/users/12": {"7": "course", "12": "user"},
    "PUT /users/sis_user_id:S17": {"S17": "user"},
    # What is malformed is shown whole; what is empty names nobody
    "email=sami.jensen20(at)x failed": {"sami.jensen20(at)x": "email"},
    'email="sami jensen@x.example" failed': {"sami jensen@x.example": "email"},
    "email=a@b.org,role=student": {"a@b.org": "email"},
    'student="Sami Brooks" issuedID=700103 email= failed: HTTP 400': {"Sami Brooks": "person", "700103": "student"},
}
NOBODY = """0 users|user 3 of 40|row 12 of 80|student not found|POST users 400|sisID= failed|email: , student:
    |thread id=14
    |user: not found|Student: Could not be created|line 88, in push|File "push.py", line 88|HTTP 400 Bad Request|batch 3
    |user 404 not found|course 201 Created|request id=55f|Process ID: 4711|step 2 of 4|course 3 of 40|student 5 times
    |/users/batch|error code: 10005|code 10005|by user svc17|running as user 17|user 10.0.0.1|course 2026-01-14
    |student 03:00:01|name=main|Key=17|students: 40|student count: 40|for 12 students|Quiz 4|Owner does not exist
    |user 5 seconds"""


@pytest.mark.parametrize(("text", "names"), NAMED.items())
def test_what_a_text_names(text: str, names: dict[str, str]) -> None:
    named: dict[str, str] = {}
    for start, end, kind in named_places(text):
        named.setdefault(text[start:end], kind)
    assert named == names


@pytest.mark.parametrize("text", [each.strip() for each in NOBODY.split("|")])
def test_what_names_nobody(text: str) -> None:
    assert [text[start:end] for start, end, _ in named_places(text)] == []


def test_a_mark_stands_for_an_address() -> None:
    text = "user=\x01 teacher email \x01 and \x01"
    assert [(place.start, place.kind) for place in named_places(text, "\x01")] == [
        (5, "email"),
        (21, "teacher"),
        (27, "email"),
    ]
