"""What tools print over several lines is one failure: one finding with the record named above it, no pieces left."""

from __future__ import annotations

import pytest

from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.scanning.sources import TextSource

UNIQUE = '{"error": {"message": "Email must be unique", "info": {}}}'
MISSING = '{"error": {"code": 10005, "message": "User missing the following fields: lastName", "info": {}}}'
ID = "S70001"

ONE_FAILURE = {
    "a traceback with its answer": f"""2026-01-14 03:00:01 ERROR push failed for studentID={ID}
Traceback (most recent call last):
  File "/srv/sync/push.py", line 88, in push
    reply.raise_for_status()
    ~~~~~~~~~~~~~~~~~~~~~~^^
  File "/srv/lib/models.py", line 1021, in raise_for_status
    raise HTTPError(http_error_msg, response=self)
requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.example.org/users
Response body: {MISSING}
2026-01-14 03:00:02 INFO done
""",
    "a traceback that ends with the message": f"""ERROR:root:push failed for student_id={ID}
Traceback (most recent call last):
  File "push.py", line 3, in <module>
    push()
sync.errors.ApiError: {UNIQUE}
""",
    "tracebacks in a chain": f"""2026-01-14 03:00:01 ERROR push failed for studentID={ID}
Traceback (most recent call last):
  File "push.py", line 88, in push
    reply.raise_for_status()
requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.example.org/users

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "push.py", line 92, in push
    raise PushError(reply.text) from error
PushError: {UNIQUE}

2026-01-14 03:00:02 INFO done
""",
    "a stack of .NET": f"""2026-01-14 03:00:01.204 +00:00 [ERR] Push failed, studentId: {ID}
System.Net.Http.HttpRequestException: 400 (Bad Request). Body: {UNIQUE}
 ---> System.Net.WebException: The remote server returned an error
   --- End of inner exception stack trace ---
   at Sync.ApiClient.PostAsync(String path) in C:\\src\\ApiClient.cs:line 77
   at Sync.Pusher.<Run>d__4.MoveNext()
2026-01-14 03:00:01.900 +00:00 [INF] Next
""",
    "the console of .NET": f"""fail: Sync.Pusher[0]
      Push failed for studentId={ID}
      Sync.ApiException: {UNIQUE}
         at Sync.Pusher.Run() in C:\\src\\Pusher.cs:line 12
info: Sync.Pusher[0]
      Done
""",
    "a stack of Java": f"""2026-01-14 03:00:01 ERROR [main] com.sis.Push - Failed for studentId={ID}
com.sis.client.ApiException: 400 Bad Request: {MISSING}
\tat com.sis.client.Api.post(Api.java:55)
\tat com.sis.Push.main(Push.java:9)
Caused by: java.io.IOException: Server returned HTTP response code: 400
\tat sun.net.www.protocol.http.HttpURLConnection.getInputStream(HttpURLConnection.java:1900)
\t... 2 more
""",
    "Spring's exceptions": f"""2026-01-14 03:00:01.000 ERROR 1 --- [ main] c.s.Push : push of studentId={ID} failed
org.springframework.web.client.HttpClientErrorException$BadRequest: 400 Bad Request: "{UNIQUE}"
\tat org.springframework.web.client.HttpClientErrorException.create(HttpClientErrorException.java:101)
""",
    "Node's exceptions": f"""2026-01-14T03:00:01Z error: push failed studentId={ID}
ApiError: {UNIQUE}
    at async push (/srv/sync/push.js:12:5)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
""",
    "PHP's exceptions": f"""[2026-01-14 03:00:01] sync.ERROR: studentId={ID} {UNIQUE}
Stack trace:
#0 /srv/push.php(12): Sync\\Client->post('/users')
#1 {{main}}
  thrown in /srv/push.php on line 12
""",
    "a PowerShell transcript": f"""**********************
Windows PowerShell transcript start
Start time: 20260114030000
**********************
Pushing studentId={ID}
PS>TerminatingError(Invoke-RestMethod): "{UNIQUE}"
Invoke-RestMethod : {UNIQUE}
At C:\\Sync\\push.ps1:12 char:5
+     Invoke-RestMethod -Method Post -Uri $uri -Body $body
+     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
    + CategoryInfo          : InvalidOperation: (:) [Invoke-RestMethod], WebException
    + FullyQualifiedErrorId : WebCmdletWebResponseException,Microsoft.PowerShell.Commands.InvokeRestMethodCommand

Windows PowerShell transcript end
""",
    "PowerShell without a terminating error": f"""Pushing studentId={ID}
Invoke-WebRequest : {MISSING}
At line:1 char:1
+ Invoke-WebRequest -Uri $uri
+ ~~~~~~~~~~~~~~~~~~~~~~~~~~~
    + CategoryInfo          : InvalidOperation: (:) [Invoke-WebRequest], WebException
    + FullyQualifiedErrorId : WebCmdletWebResponseException
Done
""",
    "PowerShell 7": f"""Pushing studentId={ID}
Invoke-RestMethod: C:\\Sync\\push.ps1:12
Line |
  12 |      Invoke-RestMethod -Method Post -Uri $uri
     |      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
     | {UNIQUE}
""",
    "a script that throws": f"""Pushing studentId={ID}
C:\\Sync\\push.ps1 : {UNIQUE}
At line:1 char:1
+ .\\push.ps1
+ ~~~~~~~~~~
    + CategoryInfo          : NotSpecified: (:) [Write-Error], WriteErrorException
    + FullyQualifiedErrorId : Microsoft.PowerShell.Commands.WriteErrorException,push.ps1
""",
    "colors": f"\x1b[31mERROR\x1b[0m studentID={ID} \x1b[33mUser\x1b[39m missing the following fields: lastName\n",
    "colors as a pager spells them": f"^[[31mERROR^[[0m studentID={ID} ^[[1mEmail^[[22m must be unique\n",
    "colors as rsyslog spells them": f"#033[31mERROR#033[0m studentID={ID} #033[1mEmail#033[22m must be unique\n",
    "colors in JSON": f'{{"studentID": "{ID}", "message": "\\u001b[31mEmail\\u001b[0m must be unique"}}\n',
    "a progress bar": f"push  10%\rpush  20%\rstudentID={ID} ERROR Email must be unique\rpush 100%\n",
}


def scanned(text: str, desk: Desk) -> Report:
    return desk.scan([TextSource("pasted.txt", text)])


@pytest.mark.parametrize("name", ONE_FAILURE)
def test_one_failure_is_one_finding_with_its_record(name: str, desk: Desk) -> None:
    report = scanned(ONE_FAILURE[name], desk)
    assert [finding.count for finding in report.findings] == [1]
    assert [record for record, _ in report.findings[0].records.items()] == [ID]
    assert [unknown.sample for unknown in report.unknown] == []


@pytest.mark.parametrize("name", ONE_FAILURE)
def test_two_failures_are_two(name: str, desk: Desk) -> None:
    text = ONE_FAILURE[name]
    report = scanned(text + text.replace(ID, "S70002"), desk)
    assert [finding.count for finding in report.findings] == [2]
    assert {record for record, _ in report.findings[0].records.items()} == {ID, "S70002"}


def test_a_failure_below_a_line_that_is_fine_is_no_part_of_it(desk: Desk) -> None:
    text = "2026-01-14 03:00:01 INFO sent S1\nSystem.TimeoutException: nobody answers\n   at Sync.Push.Run()\n"
    report = scanned(text, desk)
    assert [unknown.sample for unknown in report.unknown] == [
        "System.TimeoutException: nobody answers\n   at Sync.Push.Run()"
    ]


@pytest.mark.parametrize(
    "between",
    [
        "During handling of the above exception, another exception occurred:",
        "The above exception was the direct cause of the following exception:",
    ],
)
def test_what_stands_between_two_tracebacks_is_no_error(between: str, desk: Desk) -> None:
    first = ONE_FAILURE["a traceback that ends with the message"]
    report = scanned(f"{first}\n{between}\n\nTraceback (most recent call last):\n", desk)
    assert [finding.count for finding in report.findings] == [1]
    assert not report.unknown
