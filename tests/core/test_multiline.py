"""Which lines belong to the record above, and that the quick look never says no where the real one says yes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.text.multiline import goes_on, goes_on_over_blank, may_go_on, surely_begins

HEAD = "2026-03-02 06:00:14 ERROR POST /users failed"

GOES_ON = [
    (HEAD, "    at com.sis.Roster.push(Roster.java:88)"),
    (HEAD, "\tat Job.run(Job.java:1)"),
    (HEAD, "... 12 more"),
    (HEAD, "\t... 12 more"),
    (HEAD, "Caused by: java.io.IOException: reset"),
    (HEAD, "Traceback (most recent call last):"),
    ("Traceback (most recent call last):", '  File "sync.py", line 8, in push'),
    (HEAD, 'File "sync.py", line 8, in push'),
    (HEAD, "During handling of the above exception, another exception occurred:"),
    ('  File "sync.py", line 8', "    ^^^^"),
    ("{", '  "error": {'),
    ('  "error": {', '    "message": "Email must be unique"'),
    ('    "message": "Email must be unique"', "  }"),
    ("  }", "}"),
    ("[", "\t{"),
    (HEAD + ", answer:", '{error: "Email must be unique"}'),
    ("answer: [", '"Email must be unique"'),
    ("> Hi, last night we saw this in the nightly log: Email must", "> be unique"),
    ('> {"error": {"message": "Email must', '> be unique"}}'),
    ("> > Hi, last night we saw this in the nightly log: Email must", "> > be unique"),
    ("> {", '>   "message": "Email must be unique"'),
    ('ERROR {"error": {"message": "Email must', 'be unique"}}'),
    ('ERROR message="Email must', "be unique"),
    ('  File "sync.py", line 8, in push', "    reply.raise_for_status()"),
    ("    reply.raise_for_status()", "requests.exceptions.HTTPError: 400 Client Error"),
    ("    ~~~~^^^^", "KeyError: 'email'"),
    ("    connect()", "ldap.SERVER_DOWN: {'desc': 'gone'}"),
    ("    sys.exit(1)", "SystemExit: 1"),
    ("requests.exceptions.HTTPError: 400 Client Error", 'Response body: {"error": 1}'),
    (HEAD, "Response: 400 Email must be unique"),
    (HEAD, "System.Net.Http.HttpRequestException: 400 (Bad Request)"),
    (HEAD, "com.sis.client.ApiException: 400 Bad Request"),
    (HEAD, "org.springframework.web.client.HttpClientErrorException$BadRequest: 400"),
    (HEAD, "TypeError: Cannot read properties of undefined"),
    ("System.AggregateException: One or more errors", " ---> System.Net.WebException: 400"),
    ("   at Sync.Push()", "   --- End of inner exception stack trace ---"),
    ("fail: Sync.Pusher[0]", "      Failed to push student S1"),
    ("      Failed to push student S1", "      System.InvalidOperationException: Email must be unique"),
    ("PHP Fatal error: Uncaught Exception: x in /srv/push.php:12", "Stack trace:"),
    ("Stack trace:", "#0 /srv/push.php(12): push()"),
    ("#0 /srv/push.php(12): push()", "#1 {main}"),
    ("push.rb:3:in 'push': Email must be unique (RuntimeError)", "\tfrom push.rb:9:in 'main'"),
    ("Posting user S1", 'PS>TerminatingError(Invoke-RestMethod): "Email must be unique"'),
    ('PS>TerminatingError(Invoke-RestMethod): "x"', "Invoke-RestMethod : Email must be unique"),
    ("Posting user S1", "Invoke-WebRequest : Email must be unique"),
    ("Posting user S1", "C:\\Sync\\push.ps1 : Email must be unique"),
    ("Invoke-RestMethod : Email must be unique", "At C:\\Sync\\push.ps1:12 char:5"),
    ("At C:\\Sync\\push.ps1:12 char:5", "+     Invoke-RestMethod -Method Post"),
    ("+     Invoke-RestMethod -Method Post", "+     ~~~~~~~"),
    ("+     ~~~~~~~", "    + CategoryInfo          : InvalidOperation"),
    ("Invoke-RestMethod: C:\\Sync\\push.ps1:12", "Line |"),
    ("Line |", "  12 |  Invoke-RestMethod -Method Post"),
    ("  12 |  Invoke-RestMethod -Method Post", "     |  ~~~~~~~"),
    ("     |  ~~~~~~~", "     | Email must be unique"),
    ("\x1b[31m2026-03-02 06:00:14 ERROR push failed\x1b[0m", "\x1b[31m    at com.sis.Roster\x1b[0m"),
]
ON_ITS_OWN = [
    (HEAD, HEAD),
    (HEAD, ""),
    ("", "be unique"),
    (HEAD, "   "),
    (HEAD, "Email must be unique"),
    (HEAD, "be unique"),
    (HEAD, "[2026-03-02 06:00:15] INFO next"),
    ('{"message": "Email must be unique"}', '{"message": "Course not found"}'),
    ('{"a": [', '{"message": "Course not found"}'),
    ('ERROR message="Email must', "2026-03-02 06:00:15 ERROR next"),
    ('ERROR message="Email must', "info next"),
    ('ERROR message="Email must', "Course not found"),
    (HEAD, "> Hi, we saw: Email must"),
    ("> Email must be unique", "> another line of the mail"),
    ("> Hi, last night we saw this in the nightly log: Email must", "> Be unique"),
    ("> Hi, last night we saw this in the nightly log: Email must", "> 2026-03-02 06:00:14 next"),
    ("> Hi, last night we saw this in the nightly log: Email must", ">"),
    (">", "> be unique"),
    ("> be unique", "Thanks!"),
    ("> be unique", "    at com.sis.Roster.push(Roster.java:88)"),
    ("2026-03-02 06:00:14 INFO all is well", "System.Net.WebException: 400"),
    ("2026-03-02 06:00:14 INFO all is well", "Traceback (most recent call last):"),
    ("com.sis.ApiException: 400", "com.sis.ApiException: 401"),
    ("  a part of a list", "users.csv: Email must be unique"),
    ("Email must be unique", "Course not found"),
    ("#1 Email must be unique", "#2 Email must be unique"),
    ("Posting user S1", "Posting user S2"),
    ("    + FullyQualifiedErrorId : WebCmdletWebResponseException", "Posting user S2"),
    ("    + FullyQualifiedErrorId : WebCmdletWebResponseException", "Invoke-RestMethod : Course not found"),
    ("INFO: Posting user S1", "Invoke-RestMethod : Course not found"),
    ("Invoke-RestMethod : Email must be unique", "Invoke-RestMethod : Course not found"),
    (" 1 | S1 | Email must be unique", " 2 | S2 | Email must be unique"),
    ("********************", "Invoke-RestMethod : Course not found"),
]


@pytest.mark.parametrize(("above", "line"), GOES_ON)
def test_it_goes_on(above: str, line: str) -> None:
    assert goes_on(above, line)
    assert may_go_on(bytearray(line, "utf-8"), 0)


@pytest.mark.parametrize(("above", "line"), ON_ITS_OWN)
def test_it_is_a_record_of_its_own(above: str, line: str) -> None:
    assert not goes_on(above, line)


LINES = st.one_of(
    st.sampled_from([text for pair in (*GOES_ON, *ON_ITS_OWN) for text in pair]),
    st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=12),
    st.builds(
        "".join,
        st.tuples(
            st.text(st.sampled_from(" \t\x0b\x0c\x1c\x85\u00a0\u3000>"), max_size=3),
            st.sampled_from(
                ("at x", "... 1 more", "Caused by:", 'File "', "Traceback (", "}", "^", '"', "{", "[", "x")
            ),
        ),
    ),
)


@given(above=LINES, line=LINES)
@example(above=HEAD, line="\u00a0at com.sis.Roster")
@example(above=HEAD, line="\x0cCaused by: that")
def test_the_quick_look_never_hides_a_line_that_goes_on(above: str, line: str) -> None:
    if goes_on(above, line):
        block = bytearray(f"{above}\n{line}\n", "utf-8")
        assert may_go_on(block, len(above.encode()) + 1)


DURING = "During handling of the above exception, another exception occurred:"
CAUSE = "The above exception was the direct cause of the following exception:"
TRACEBACK = "Traceback (most recent call last):"


@pytest.mark.parametrize(
    ("above", "line", "belongs"),
    [
        ("KeyError: 'k'", DURING, True),
        ("KeyError: 'k'", CAUSE, True),
        (DURING, TRACEBACK, True),
        ("KeyError: 'k'", TRACEBACK, False),
        ("", DURING, False),
        (" ", CAUSE, False),
        (DURING, "2026-01-14 INFO done", False),
    ],
)
def test_only_tracebacks_in_a_chain_go_on_over_a_blank_line(above: str, line: str, belongs: bool) -> None:
    assert goes_on_over_blank(above, line) is belongs
    if belongs:
        assert not surely_begins("", line)
        for end in ("\n", "\r\n"):
            assert may_go_on(bytearray(f"{above}{end}{end}{line}{end}", "utf-8"), len(f"{above}{end}"))


def test_a_line_surely_begins_a_record_where_nothing_above_can_change_that() -> None:
    assert surely_begins("2026-01-14 INFO begun", "2026-01-14 INFO done")
    assert surely_begins("", "2026-01-14 INFO done")
    assert not surely_begins("2026-01-14 INFO begun", "")
    assert not surely_begins("2026-01-14 ERROR x", "    at com.sis.Push.run(Push.java:3)")
