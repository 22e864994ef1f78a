"""Other systems print texts of the catalog, too: those are not its errors. What shows a system keeps its errors."""

from __future__ import annotations

import pytest

from app.services.error_desk import Desk
from app.services.scanning.sources import TextSource

OTHER_SYSTEMS = {
    "moodle": (
        "[Wed Jan 14 03:00:00 2026] [php:error] PHP Fatal error: moodle_exception: Course not found in enrollib.php:88",
        "2026-01-14 03:00:02 moodle-cron[311]: User does not exist.",
        "Moodle enrol_flatfile: Course does not exist. BIO-7",
        '{"app":"moodle","level":"error","message":"User not found."}',
        "2026-01-14 ERROR local_sync: User not found (moodle id 44)",
    ),
    "lmb": (
        "2021-01-05T09:12:00 - LMB Message:Person:person id 9001:user does not exist:error",
        "LMB: Course not found.",
    ),
    "blackboard": (
        "2026-01-14 03:00:01 ERROR Blackboard Learn SIS framework - Course not found",
        "BbSnapshot: User not found.",
    ),
    "schoology": (
        'POST https://api.schoology.com/v1/users 400 {"message":"Email must be unique"}',
        "schoology-import: Missing required parameter: school_uid",
    ),
    "clever": (
        "[clever] Invalid start date",
        "clever-sync: User not found.",
        "Clever Sync: Course not found",
        "clever_id,user_type,error\n58a1,student,User not found",
        '{"error":"User not found","clever_id":"58a"}',
    ),
    "gads": (
        "2026-01-14 03:00:04 [ERROR] GADS User not found.",
        'google directory api: {"error":{"code":404,"message":"Resource Not Found: userKey"}}',
        'googleapis 400 {"error":{"code":400,"message":"Invalid start time","errors":[]}}',
        '{"error":{"code":404,"message":"User not found","status":"NOT_FOUND"}}',
    ),
    "azure": (
        "AAD Connect: User does not exist.",
        "AADSTS50034: User not found",
        'Microsoft Graph: {"error":{"code":"Request_ResourceNotFound","message":"User not found"}}',
        "ADSync: Email must be unique",
    ),
    "ldap": (
        "ldap: User not found: kmoss",
        "ldap_search: User not found",
        "slapd[12]: User does not exist",
        "ERROR o.s.s.l.LdapUserSearch - User not found",
    ),
    "zoom": (
        "zoom: Invalid end time",
        "zoom webhook: Invalid start time",
        '{"service":"zoom","msg":"Invalid start time"}',
        "Zoom error 1001: User does not exist",
    ),
    "smtp": (
        "mail: Template not found: reminder.html",
        "mailer: template not found.",
        "smtp: 550 User not found",
        "postfix/smtp[221]: User does not exist",
    ),
    "oauth": (
        '{"error":"invalid_request","error_description":"Missing required parameter: grant_type"}',
        "Error 400: invalid_grant Missing required parameter: refresh_token",
        "Missing required parameter: client_id",
        "Missing required parameter: redirect_uri",
        "Missing required parameter: response_type, scope",
    ),
    "iis": (
        "2026-01-14 03:00:00 W3SVC1 GET /api/x 500 Internal Server Error",
        "System.NullReferenceException: Object reference not set to an instance of an object.",
        '{"Message":"The request is invalid.","ModelState":{"a":["b"]}}',
        "HTTP Error 404 - 404 Not Found response: page",
    ),
    "java": (
        "2026-01-14 03:00:01.123 ERROR 1 --- [nio-8080-exec-1] c.a.web.UserController : User not found",
        "java.lang.IllegalArgumentException: Invalid end date",
        "Caused by: com.acme.CourseException: Course not found",
        "org.springframework.web.HttpServerErrorException: 500 Internal Server Error",
        "javax.persistence.EntityNotFoundException: Course does not exist.",
    ),
    "oneroster": (
        "<imsx_statusInfo><imsx_codeMajor>failure</imsx_codeMajor><imsx_description>User not found</imsx_description>"
        "</imsx_statusInfo>",
        '{"imsx_codeMajor":"failure","imsx_severity":"error","imsx_description":"User not found"}',
    ),
    "edfi": (
        'Ed-Fi ODS API: {"message":"The request is invalid.","modelState":{"x":["y"]}}',
        "edfi: Invalid start date",
    ),
    "powerschool tomcat": (
        "PowerSchool 14-Jan-2026 03:00:01 SEVERE [http-bio-443] com.powerschool.core.Error User not found",
        "catalina.out: SEVERE: Template not found",
        "PowerSchool: Course not found",
        "PowerSchool log: HTTP response HTTP/1.1 200 OK",
    ),
    "sql": (
        "Msg 50000, Level 16, State 1, Procedure usp_Enroll: Course does not exist.",
        "2026-01-14 03:00:02.12 spid52 Course does not exist",
        "ORA-20001: User not found",
        "ORA-20100: ::Course does not exist.::",
        "2026-01-14T03:00:01Z 8 [ERROR] ERROR 1644 (45000): Email must be unique",
        "SQLSTATE[45000]: <<Unknown error>>: 1644 User not found",
        "2026-01-14 03:00:01 UTC [8] ERROR: Email must be unique\n2026-01-14 UTC [8] CONTEXT: PL/pgSQL function f()",
        "psql: ERROR: Invalid start date",
    ),
    "other": (
        "papercut: User not found: kmoss",
        "ERROR [AccountService] User not found: 8812",
        "backup agent: Template not found",
        "com.foo.Bar: Missing required parameter: name",
        "[payroll] Invalid end date",
        "cafeteria: User not found",
        "Library system: User does not exist.",
        "ERROR UserRepository - Email must be unique",
        "at Foo.bar: Course not found",
        "vpn: Attendance Overlap",
        "INFO 2026-01-14 door-access: User not found",
        "printer: Template not found",
        '{"logger":"com.acme.Auth","message":"User not found"}',
        '{"program":"cron","message":"Invalid start time"}',
        'time=2026 level=error component=billing msg="User not found."',
        'level=error component=parking msg="Course does not exist" student=4711',
        '{"level":"ERROR","service":"payments","message":"Course does not exist","student_id":5}',
        '{"level":"ERROR","logger":"com.acme.Billing","message":"Email must be unique","userId":5}',
        "fail: Acme.Shop.UserService[0]\n      User not found",
    ),
}

OURS = (
    '17,"Posters, Print","User missing the following fields: email",https://x.example,',
    "2026-01-14 ERROR issuedID=S88217 Email must be unique",
    "student S88110: Email must be unique",
    "user S88111 failed: Email must be unique",
    "[user S88112] Email must be unique",
    "(user id S88113) Email must be unique",
    "record #S88114 - Email must be unique",
    "userID S88115 Email must be unique",
    "pushing student S88116 -> Email must be unique",
    '{"level":"error","endpoint":"/users","externalId":"S1","message":"Email must be unique"}',
    "POST /users 400 Email must be unique",
    "2026-01-14 03:00:01 [Error] Sync.Pusher - Failed to push student S88206\n"
    'System.Net.Http.HttpRequestException: 400 (Bad Request). Body: {"error":{"message":"Email must be unique"}}',
    'PS>TerminatingError(Invoke-RestMethod): "{"error": {"message": "Email must be unique", "info": {}}}"',
    "ERROR User not found.",
    "PUT /users/U17 400 User not found.",
    '/course-members 400 "Course does not exist."',
    "sync-courses: BIO7 400 Invalid start date",
    "row 14: Email must be unique",
    "Failed to push student 4711: Course not found",
    "course BIO7-01: Invalid end date",
    "enrollments.csv line 12: User does not exist.",
    "2026-01-14 03:00 student 4711 - Missing required parameter: email",
    '{"endpoint":"https://api.coursekey.com/v2/courses","error":{"code":10005,"message":"Invalid end time"}}',
    "Date,Student ID,Status,Error Message\n01/12/2026,S88207,400,Email must be unique",
    "ERROR course sync: Invalid course days",
    "CourseKey: template not found.",
    '{"level":"error","logger":"c.s.RosterWorker","student":"4711","message":"Email must be unique"}',
    'level=error service=user-sync student=4711 msg="Email must be unique"',
)


@pytest.mark.parametrize("system", OTHER_SYSTEMS)
def test_another_systems_log_claims_nothing(system: str, desk: Desk) -> None:
    for line in OTHER_SYSTEMS[system]:
        assert not desk.scan([TextSource("night.log", f"{line}\n")]).findings, line


def test_the_ids_of_the_sis_that_sends_are_not_another_systems(desk: Desk) -> None:
    rows = "Banner ID,Status,Error Message\nS88101,400,Email must be unique\n"
    assert desk.scan([TextSource("banner-export.csv", rows)]).findings


@pytest.mark.parametrize(
    "line",
    [line for system in ("sql", "oneroster") for line in OTHER_SYSTEMS[system] if "\n" not in line]
    + [*OTHER_SYSTEMS["other"][-5:-1]],
)
def test_another_systems_text_is_only_guessed_at(line: str, desk: Desk) -> None:
    assert not desk.look_up(line).known


@pytest.mark.parametrize(
    "text",
    [
        "HTTP response HTTP/1.1 404 Not Found",
        "HTTP/1.1 404 Not Found",
        "HTTP/1.1 500 Internal Server Error",
        "Unable to update assignment Quiz 3 Reason: HTTP response HTTP/1.1 404 Not Found",
        "Object reference not set to an instance of an object at Acme.Billing.Run()",
        "Seat limit reached for course 7",
        "where are the bus routes",
    ],
)
def test_what_any_program_says_is_only_guessed_at(text: str, desk: Desk) -> None:
    assert not desk.look_up(text).known


@pytest.mark.parametrize("line", OURS)
def test_what_shows_its_system_counts(line: str, desk: Desk) -> None:
    report = desk.scan([TextSource("night.log", f"{line}\n")])
    assert sum(finding.count for finding in report.findings) == 1


def test_a_vendor_named_once_claims_no_text_of_a_platform(desk: Desk) -> None:
    log = (
        "2026-01-14 03:00:00 INFO Q-SIS bus export\n"
        "2026-01-14 03:00:01 ERROR bus export failed: System.NullReferenceException: "
        "Object reference not set to an instance of an object.\n   at Bus.Export.Run()\n"
    )
    assert not desk.scan([TextSource("night.log", log)]).findings


def test_a_status_of_another_message_on_the_line_excludes_nothing(desk: Desk) -> None:
    line = "ERROR POST /users: Email must be unique; 403 Section 4711 does not have a gradebook.\n"
    assert len(desk.scan([TextSource("night.log", line)]).findings) == 2


def test_a_success_is_nobodys_error(desk: Desk) -> None:
    for status in ("200 OK", "201 Created", "503 Service Unavailable"):
        text = f"PowerSchool HTTP response HTTP/1.1 {status}"
        assert not desk.look_up(text).known, text
        assert not desk.scan([TextSource("night.log", f"ERROR {text}\n")]).findings, text
