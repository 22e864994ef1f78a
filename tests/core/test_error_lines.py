"""Which lines look like errors nobody knows."""

from __future__ import annotations

import pytest

from app.core.error_lines import looks_like_an_error


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
    ],
)
def test_lines_that_look_like_errors(line: str) -> None:
    assert looks_like_an_error(line)


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
    ],
)
def test_lines_that_do_not(line: str) -> None:
    assert not looks_like_an_error(line)
