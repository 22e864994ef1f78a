"""What a file's structure says of a record counts, whatever the record's words."""

from __future__ import annotations

import pytest

from app.core.report.report import Report
from app.core.scanning.block_scanner import BlockScanner
from app.core.scanning.log_record import LogRecord, Outcome
from app.core.scanning.scanner import Scanner
from app.services.error_desk import Desk
from tests.reference_scanner import prefilter_of

SILENT = "No last_name given for user S4410"
WORDY = "Import failed: the server said no"
KNOWN = "Email must be unique"


def report_of(records: list[LogRecord], desk: Desk) -> Report:
    scanner = Scanner(desk.matcher.exact)
    scanner.begin_file("import.csv")
    BlockScanner(scanner, prefilter_of(scanner.matcher.anchors)).feed_records(records)
    return scanner.report()


@pytest.mark.parametrize(
    ("text", "outcome", "unknown"),
    [
        (SILENT, Outcome.FAILED, 1),
        (SILENT, Outcome.WARNING, 1),
        (SILENT, Outcome.UNSAID, 0),
        (SILENT, Outcome.FINE, 0),
        (WORDY, Outcome.UNSAID, 1),
        (WORDY, Outcome.FINE, 0),
    ],
)
def test_an_outcome_goes_before_the_words(text: str, outcome: Outcome, unknown: int, desk: Desk) -> None:
    report = report_of([LogRecord(text, 7, outcome=outcome)], desk)
    assert report.files[0].unknown == unknown
    assert [group.place.line for group in report.unknown] == [7] * unknown


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.WARNING, Outcome.UNSAID])
def test_a_known_message_stays_known(outcome: Outcome, desk: Desk) -> None:
    report = report_of([LogRecord(KNOWN, 7, outcome=outcome)], desk)
    assert (report.occurrences, report.files[0].unknown) == (1, 0)
