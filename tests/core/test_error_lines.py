"""Which lines look like errors nobody knows."""

from __future__ import annotations

import pytest

from app.core.scanning.error_lines import outcome_of
from app.core.scanning.log_record import Outcome


@pytest.mark.parametrize(
    "line",
    [
        "ERROR something broke",
        "2025-09-02 06:00 [WARN] could not reach the server",
        "java.lang.NullPointerException: x",
        "sync failed for 3 users",
        "HTTP 403 Forbidden",
        "request rejected by the gateway",
        "login timed out",
        '{"level":"error","message":"boom"}',
        "10 errors",
        "Queue worker 0 failed, exit status 70",
        "Invalid password",
        "2026-01-14 03:00:00 ERROR Guardian contact of Ivan",
        "[ERR] Guardian contact",
        "2026-01-14 03:00:00,123 - roster - ERROR - Guardian contact",
        "ERROR:root:Guardian contact",
        "fail: Sync.Pusher[0]",
        "2026-01-14 [Error] Sync - Guardian contact",
        "[Sun Jan 04 04:51:14 2026] [error] Guardian contact",
        "<131>1 2026-01-14T03:00:00Z h a 4 - - ERROR Guardian contact",
        "2026-01-14 03:00:00 FATAL Guardian contact",
        "SEVERE: Guardian contact",
        '{"severity":"ERROR","m":"Guardian contact"}',
        '{"level":50,"msg":"Guardian contact"}',
        "level=error msg=Guardian",
        "error al guardar el alumno",
        "La importaci\u00f3n fall\u00f3",
        "no se pudo abrir el archivo",
        "usuario rechazado",
        "10 rows, 3 failed, 0 errors",
        "0 errors, 3 failed",
        "Failed to fetch user info for 4711",
        "Could not get student information, retry",
        "error code 0x80",
        "failed: 10",
        "error=E17",
        "error: none of the files could be read",
        "error: no such file",
        "Finished with no errors but could not mail",
        '{"error":{"message":"x"}}',
        '{"id":"S7","status":422}',
        '{"statusCode" : "409", "body": "x"}',
        r'{"answer":"{\"http_status\":503}"}',
        '{"id":"S7","success":false}',
        '{"isSuccess": false}',
    ],
)
def test_lines_that_look_like_errors(line: str) -> None:
    assert outcome_of(line) is Outcome.FAILED


@pytest.mark.parametrize(
    "line",
    [
        "0 errors",
        "Finished with no errors",
        "finished with 0 failed",
        "done: 12 rows, 0 failed",
        "errors: 0, warnings: 3",
        '{"error_count": 0}',
        "completed without any errors",
        "INFO retrying after the failed attempt",
        "[debug] error handler installed",
        "    at java.base/java.lang.Thread.run(Error.java:10)",
        "all is well",
        "",
        "terrorist mirrors",
        '{"level":"warn","msg":"retry","error":null}',
        '{"level":"warn","msg":"retry","error":""}',
        '{"error":false}',
        '{"id":"S7","status":200}',
        '{"status":4220}',
        '{"code":"450"}',
        '{"id":"S7","success":true}',
        '{"level":"info","status":404}',
        '{"errors":[]}',
        '{"error": None}',
        "failed=0 errors=0",
        "errorCount: 0",
        "0 errors, 0 failed",
        "errors: none",
        "sin errores",
        "terminado con 0 fallos",
        "2026-01-14 04:30:31, Info                  CBS    Failed to get next element",
        "[Sun Jan 04 04:51:14 2026] [notice] error log opened",
        '{"logger":"%s","message":"retrying after failed attempt","level":"info"}' % ("long" * 40),
        '{"level":30,"msg":"failed"}',
        "the job did not fail",
        "mysql> select * from errors;",
        "sis=# select * from errors;",
        "SQL> select * from errors;",
        "2026-01-14 03:00:00 WARN disk nearly full",
    ],
)
def test_lines_that_do_not(line: str) -> None:
    assert not outcome_of(line).is_trouble
