"""What a column, key or field of a name identifies, in the spellings that student information systems export."""

import pytest

from app.core.text.identifiers import KINDS, Identifier, identifier_kind, identifier_of, identifiers_of

NAMES = {
    "id": """External ID|ID|id|sisID|SIS ID|sis_id|(SIS) ID|ID (SIS)|sourcedId|sourced_id|SourcedID|Local ID|local-id
        |localId|Unique ID|uniqueId|Identifier|State ID|Banner ID|bannerId|Campus Cafe ID|Clever ID|clever_id
        |integration_id|Other ID|Record ID|recordId|entityId|Joining Value|reportableIdentifier|Student/Teacher ID""",
    "student": """Student|Student ID|student_id|STUDENTID|studentID|Student No.|Student #|STUDENT_NUMBER|Student_Number
        |StudentKey|Student ID Number|SIS Student ID|Student SIS ID|Student_ID__c|State Student ID|State_StudentNumber
        |School Student ID|Student School ID|District Student ID|Local Student ID|Student ID (Local)|studentUniqueId
        |studentReference.studentUniqueId|Student USI|studentSourcedId|issuedID|Perm ID|PermNum|Perm #
        |perm_id|SSID|SASID|LASID|DCID|students.dcid|UIC|USID|OSIS Number|Pupil ID|Learner ID|id_student
        |Stu ID|stuNum""",
    "user": """User|User ID|userId|user_id|sis_user_id|SIS User ID|SIS Login ID|login_id|username|User Name|Person ID
        |personID|personSourcedId|CWID|EMPLID|PIDM|UIN|NetID|A Number|externalPersonKey|usersSisId|canvas_user_id""",
    "teacher": """Teacher|Teacher ID|Teacher Name|Teacher Email|teacher_email|Employee ID|employeeNumber|Emp ID|Staff ID
        |staffUniqueId|Faculty ID|Instructor|Primary Teacher|Owner|ownerId|owner_email|Advisor ID""",
    "guardian": "Parent Email|Guardian Name|Parent ID|guardian_id|agentSourcedIds",
    "email": """email|E-mail|e_mail|Email Address|EmailAddress|Student Email|studentEmail|User Email|School Email
        |mail|UPN""",
    "name": "Name|NAME|Record Name|Nombre",
    "person": """Student Name|Student (Name)|studentName|Full Name|FULL_NAME|Last, First|Name (Last, First)
        |Display Name|Preferred Name|Student Full Name|User Full Name""",
    "first name": "First Name|FirstName|first_name|givenName|Student First Name|FNAME",
    "last name": "Last Name|LASTNAME|familyName|Surname|Student Last Name|lname",
    "course": """Course|Course ID|courseId|course_code|Course Number|Course #|Course Name|SIS Course ID|class_id|Class
        |classSourcedId|addCode|Class Nbr|externalCourseKey|Course Key""",
    "section": "Section|Section ID|SIS Section ID|sis_section_id|crn|CRN|Course Section ID|Section #|sectionIdentifier",
    "assignment": "Assignment|Assignment ID|Assignment Name|Line Item ID|lineItemSourcedId|SIS Assignment ID",
    "attendance session": "attendanceID|mattendanceID|Attendance Session ID",
    "session": "Session ID|sessionId",
    "school": "School|School ID|school_id|schoolSourcedId|School Name|orgSourcedId|parentSourcedId|Building Code",
    "term": "Term ID|termSourcedId|Grading Period ID",
    "row": "Row|Row #|Row Number|rowNumber|Line|line_number|Row No.",
}
NOTHING = """Event ID|Process ID|Correlation ID|Request ID|X-Request-ID|Trace ID|Import ID|sis_import_id|batch id|Job ID
    |error code|errorCode|row id|Message|Message ID|Status|Status Code|Code|Key|Number|No|#|Grade|Grade Level|Period
    |File Name|Field Name|Column Name|hostname|Source Code|Home Phone|Locker Number|Bus Number|Room Number|Invoice ID
    |Account ID|Support Email|Title|Middle Name|Number of students|students|enabledUser|Attendance
    |valid|android|grid|paid
    |first|last|First Seen|Last Updated|Description|resultSourcedId|vendor id|Category ID|Test ID|Student Test ID"""


def _each(names: str) -> list[str]:
    return [name.strip() for name in names.split("|")]


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for kind, names in NAMES.items() for name in _each(names)])
def test_a_name_says_what_it_identifies(name: str, kind: str) -> None:
    assert identifier_kind(name) == kind
    assert kind in KINDS
    spellings = {name.upper(), name.lower()} if "_" in name or " " in name else set()
    assert {identifier_kind(spelling) for spelling in spellings} <= {kind}


@pytest.mark.parametrize("name", _each(NOTHING))
def test_what_only_looks_like_an_identifier_is_none(name: str) -> None:
    assert identifier_kind(name) is None


def test_what_identifies_something_of_a_machine_is_known_as_such() -> None:
    assert identifier_of("X-Request-ID") == Identifier("machine", "id")
    assert identifier_of("Teacher E-mail") == Identifier("teacher", "email")


def test_the_identifiers_of_a_row_are_kept_together() -> None:
    row = [
        ("row", "12"),
        ("last name", "Lopez"),
        ("first name", "Ana"),
        ("student", "4711"),
        ("email", "N/A"),
        ("id", "-"),
    ]
    assert identifiers_of(row) == {"row 12": "row", "4711": "student", "Ana Lopez": "person"}


def test_a_student_without_a_digit_is_a_name_and_a_login_with_a_sign_an_address() -> None:
    assert identifiers_of([("student", "Ortiz"), ("user", "ana@example.org")]) == {
        "Ortiz": "person",
        "ana@example.org": "email",
    }


def test_a_malformed_address_is_kept_whole() -> None:
    assert identifiers_of([("email", "sami.jensen20(at)x")]) == {"sami.jensen20(at)x": "email"}
