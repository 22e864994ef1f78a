"""What a record says, without what stands around its message."""

from __future__ import annotations

import json

import pytest

from app.core.text.record_message import MAX_MESSAGE, message_of

HEADERS = (
    "2026-01-14 03:00:00 ERROR ", "2026-01-14T03:00:00.123Z ERROR ", "2026-01-14 03:00:00,123 - roster.sync - ERROR - ",
    "[2026-01-14 03:00:00] [error] ", "01/14/2026 03:00:00 AM ERROR ", "ERROR:root:", "[ERR] ", "fail: ", "Error: ",
    "Jan 14 03:00:00 sis-host syncd[4711]: ", "<131>1 2026-01-14T03:00:00.123Z host app 44 ID47 - ",
    '<131>1 2026-01-14T03:00:00Z host app 44 ID47 [rec@32473 id="S1"] ', "2026-01-14 03:00:00 [Error] Sync.Pusher - ",
    "2026-01-14 03:00:00.091 25746 ERROR nova.osapi [req-9 1 2 - - -] ", "WARN  [main] c.s.RosterJob: ",
    "[Sun Jan 04 04:51:14 2026] [error] ", "", "E0114 03:00:00.123456 1 sync.go:88] ",
)  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("message", ["could not open the roster", "Student 4711: no e-mail", "User not found: kmoss"])
def test_headers_are_no_message(header: str, message: str) -> None:
    assert message_of(header + message) == message


@pytest.mark.parametrize("text", ["10 errors", "2026-01-14 ERROR", "Error loading file x", "", "[]", "{", "ERROR"])
def test_a_text_without_more_is_its_message(text: str) -> None:
    assert message_of(text) == text


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"level": "error", "message": 'Login of "a" was denied'}, 'Login of "a" was denied'),
        ({"error": "timeout"}, "timeout"),
        ({"error": "invalid_request", "error_description": "Missing parameter: x"}, "Missing parameter: x"),
        ({"detail": "See it.", "validationErrors": {"$.id": ["It is bad."], "b": ["No."]}}, "It is bad.; No."),
        ({"title": "One or more.", "errors": {"Id": "x"}, "invalid-params": [{"reason": "too long"}]}, "too long"),
        ({"Message": "The request is bad.", "ModelState": {"a": ["Amount is required."]}}, "Amount is required."),
        ({"imsx_severity": "error", "imsx_description": "Class was rejected"}, "Class was rejected"),
        ({"imsx_StatusInfo": {"imsx_description": "Class was rejected"}}, "Class was rejected"),
        ({"msg": "push failed", "err": {"message": "refused by host", "code": 3}}, "push failed: refused by host"),
        ({"status": 400, "body": json.dumps({"error": {"message": "Name is too long"}})}, "Name is too long"),
        ({"errors": [{"message": "a is bad"}, {"message": "b is bad"}]}, "a is bad; b is bad"),
        ({"failed": 17}, '{"failed": 17}'),
        ({"short_message": "Class has no teacher", "level": 3}, "Class has no teacher"),
        ({"@t": "2026-01-14", "@mt": "Class {Id} has no teacher", "@l": "Error"}, "Class {Id} has no teacher"),
        ({"severity": "ERROR", "jsonPayload": {"message": "Class has no teacher"}}, "Class has no teacher"),
    ],
)  # fmt: skip
def test_of_json_its_message_counts(value: object, message: str) -> None:
    assert message_of(json.dumps(value)) == message


def test_json_behind_a_header_and_words() -> None:
    line = '2026-01-14 03:00:03 ERROR POST /fees 400 {"error":{"message":"Amount is required"}}'
    assert message_of(line) == "POST /fees 400: Amount is required"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"error":"E17","user":"4711","message":"Mail "relay" gone for 3"}', 'Mail "relay" gone for 3'),
        ('{"ts":1,"message":"Disk is nearly full","stack":"at x', "Disk is nearly full"),
        ('time=2026-01-14T03:00:00Z level=error msg="Failed to push" user=4711', "Failed to push"),
        (
            "<imsx_statusInfo><imsx_severity>error</imsx_severity><imsx_description>It was rejected</imsx_description>"
            "</imsx_statusInfo>",
            "It was rejected",
        ),
    ],
)
def test_of_what_is_nearly_json_and_of_xml_too(text: str, message: str) -> None:
    assert message_of(text) == message


PYTHON = """2026-01-14 03:00:01 ERROR push failed for issuedID=S1
Traceback (most recent call last):
  File "push.py", line 88, in push
    r.raise_for_status()
requests.exceptions.HTTPError: 400 Client Error
Response body: {}"""
JAVA = """java.lang.IllegalStateException: no roster
\tat a.b.C.run(C.java:1)
Caused by: java.io.IOException: disk full
\tat x.Y.go(Z.java:3)"""
DOTNET = """2026-01-14 03:00:01 [Error] Sync.Pusher - Failed to push
System.Net.Http.HttpRequestException: 400 (Bad Request)
   at Sync.ApiClient.PostAsync(String path) in C:\\src\\ApiClient.cs:line 77"""


@pytest.mark.parametrize(
    ("trace", "message"),
    [
        (PYTHON, "requests.exceptions.HTTPError: 400 Client Error"),
        (JAVA, "java.io.IOException: disk full"),
        (DOTNET, "System.Net.Http.HttpRequestException: 400 (Bad Request)"),
    ],
)
def test_a_stack_trace_says_what_was_raised(trace: str, message: str) -> None:
    assert message_of(trace) == message


def test_a_message_is_short() -> None:
    assert len(message_of("error " * 10_000)) <= MAX_MESSAGE
