"""Which lines look like errors nobody knows, and which of those are alike."""

from __future__ import annotations

import pytest

from app.core.shapes import MAX_SHAPE, looks_like_an_error, shape_of


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ERROR user 17 failed", "ERROR user 4711 failed"),
        ("2025-09-02 06:00:14 ERROR x", "2025-12-31T23:59:59.123Z ERROR x"),
        ("for ana@x.example failed", "for o'neil+b@y.k12.example.us failed"),
        ('name="Essay" failed', 'name="Quiz 3" failed'),
        ("id 0c9d41e7-55b2-4a18-8f3e-b7260a91dd04 failed", "id 11111111-2222-3333-4444-555555555555 failed"),
        ("GET /users/17 failed", "GET /courses/ALG-1 failed"),
        ("see https://a.example/x failed", "see http://b.example/y?z=1 failed"),
        ("too   many blanks failed", "too many\tblanks failed"),
    ],
)
def test_lines_alike_have_one_shape(one: str, other: str) -> None:
    assert shape_of(one) == shape_of(other)


def test_other_words_are_another_shape() -> None:
    assert shape_of("ERROR user 17 failed") != shape_of("ERROR course 17 failed")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"level":"error","message":"Disk quota exceeded"}', '{"level":"error","message":"Mail relay gone"}'),
        ('06:00,ERROR,bridge,"Failed to parse part 3"', '06:00,ERROR,bridge,"Failed to open part 3"'),
        ("error='heap space'", "error='stack overflow'"),
    ],
)
def test_a_quoted_message_is_no_name(one: str, other: str) -> None:
    assert shape_of(one) != shape_of(other)


def test_in_a_quoted_message_numbers_are_masked() -> None:
    line = '{{"ts":"2026-03-02T00:00:00Z","level":"error","service":"{}","message":"Login of account {} was denied"}}'
    assert shape_of(line.format("roster-sync", "a7")) == shape_of(line.format("sis-bridge", "b19"))
    assert shape_of(line.format("roster-sync", "a7")) == "Login of account <n> was denied"


def test_a_json_record_is_its_message() -> None:
    assert shape_of('{"error":"E17","user":"4711","message":"Mail "relay" gone for 3"}') == "Mail <text> gone for <n>"
    assert shape_of('{"error":"timeout"}') == "timeout"
    assert shape_of('{"failed":17}') == '{"failed":<n>}'


def test_a_shape_is_short() -> None:
    assert len(shape_of("error " * 10_000)) <= MAX_SHAPE
