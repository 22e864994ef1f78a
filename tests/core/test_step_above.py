"""The line above a failure that names no record says which one failed; no other line does."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from app.core.matching.filters import NO_FILTERS
from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.scanning.byte_ranges import LogRange
from app.services.scanning.file_scan import LogScanning
from app.storage.inputs.log_file import LogFile

UNIQUE = '{"error": {"message": "Email must be unique", "info": {}}}'


def scanned(text: str, desk: Desk) -> Report:
    data = text.encode()
    scanning = LogScanning(desk.matcher.exact, NO_FILTERS)
    scanning.scan(LogFile("nightly.log", len(data), lambda: io.BytesIO(data)), lambda _: True)
    return scanning.scanner.report()


def records(report: Report) -> list[str]:
    return [name for finding in report.findings for name in finding.records]


STEPS = [
    "2026-01-14 03:00:00 INFO Posting user S1001",
    "[2026-01-14 03:00:00] Sending student S1001 to the server ...",
    "03:00:00 DEBUG POST https://api.example.org/v2/users issuedID=S1001",
    "2026-01-14 03:00:00 ERROR Push failed for studentId=S1001",
    "Jan 14 03:00:00 sync app[12]: Processing student S1001",
    "Posting user S1001",
    '2026-01-14 03:00:00 --> {"issuedID":"S1001"}',
    "Enviando estudiante S1001",
    "2026-01-14T03:00:00Z info: Updating record #S1001",
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_step_above_names_the_record(step: str, end: str, desk: Desk) -> None:
    lines = ["2026-01-14 03:00:00 INFO begun", step, f"2026-01-14 03:00:01 ERROR 400 {UNIQUE}", "done", ""]
    assert records(scanned(end.join(lines), desk)) == ["S1001"]


@pytest.mark.parametrize(
    "above",
    [
        "2026-01-14 03:00:00 INFO user S1001 created",
        "2026-01-14 03:00:00 INFO Posting user S1001: 201 Created",
        "2026-01-14 03:00:00 INFO Posting users S1001, then user S1002",
        "2026-01-14 03:00:00 ERROR Email must be unique for user S1001",
        "2026-01-14 03:00:00 ERROR user S1001 failed since no home room was given",
        "2026-01-14 03:00:00 INFO user S1001 is next",
        "2026-01-14 03:00:00 DEBUG request=8e83094b 65ms: Student S1001 was enrolled in section 07813",
        "2026-01-14 03:00:00 INFO importing went on with the next one in the list, user S1001",
        "2026-01-14 03:00:00 INFO user S1001 found by userID, nothing for sending",
        "2026-01-14 03:00:00 INFO Posting user S1001\n",
        "2026-01-14 03:00:00 INFO Posting user S1001 " + "and much more " * 40,
    ],
)
def test_another_line_above_names_nothing(above: str, desk: Desk) -> None:
    report = scanned(f"{above}\n2026-01-14 03:00:01 ERROR 400 {UNIQUE}\n", desk)
    own = [finding for finding in report.findings if finding.last and finding.last.line > 1]
    assert own
    assert "S1001" not in records(report) or report.findings[0].count == 2


def test_a_record_on_the_line_itself_goes_before(desk: Desk) -> None:
    log = f"2026-01-14 03:00:00 INFO Posting user S1001\n2026-01-14 03:00:01 ERROR issuedID=S1002 400 {UNIQUE}\n"
    assert records(scanned(log, desk)) == ["S1002"]


def test_another_worker_above_names_nothing(desk: Desk) -> None:
    log = f"03:00:00 INFO [w1] Posting user S1\n03:00:00 INFO [w2] Posting user S2\n03:00:01 ERROR [w1] 400 {UNIQUE}\n"
    assert records(scanned(log, desk)) == []


def test_another_call_above_names_nothing(desk: Desk) -> None:
    log = f"03:00:00 INFO request=8e8309 Posting user S1\n03:00:01 ERROR request=77aa01 400 {UNIQUE}\n"
    assert records(scanned(log, desk)) == []
    assert records(scanned(log.replace("77aa01", "8e8309"), desk)) == ["S1"]


def test_a_step_of_another_kind_of_record_names_nothing(desk: Desk) -> None:
    log = f"03:00:00 INFO Posting section SEC-9\n03:00:01 ERROR 400 {UNIQUE}\n"
    assert records(scanned(log, desk)) == []


def test_a_later_part_of_a_file_knows_the_line_above_it(desk: Desk, tmp_path: Path) -> None:
    log = tmp_path / "nightly.log"
    step = b"2026-01-14 03:00:00 INFO Posting user S1001\r\n"
    log.write_bytes(step + f"2026-01-14 03:00:01 ERROR 400 {UNIQUE}\r\n".encode())
    scanning = LogScanning(desk.matcher.exact, NO_FILTERS)
    scanning.scan_range(LogRange(log, len(step), log.stat().st_size, "utf-8", "text", ""), lambda _: True)
    assert records(scanning.scanner.report()) == ["S1001"]


def test_a_small_block_knows_the_line_above_it(desk: Desk) -> None:
    log = "".join(
        f"2026-01-14 03:00:00 INFO Posting user S{n}\n2026-01-14 03:00:01 ERROR 400 {UNIQUE}\n"
        for n in range(10_000, 40_000)
    )
    (finding,) = scanned(log, desk).findings
    assert finding.records.total == finding.count == 30_000
