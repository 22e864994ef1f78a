"""Lines are read alike by what the very words beside a message say, and not only by the facts that stand there."""

from __future__ import annotations

from itertools import product

import pytest

from app.core.matching.exact_match import ExactMatcher
from app.core.report.report import Report
from app.core.scanning.scanner import Scanner
from app.services.error_desk import Desk

BEFORE = (
    "", "2026-03-02T06:15:00Z ERROR ", "ERROR: ", "backup: ", "ERROR [backup] ", "backup ERROR: ", "sync[12] -> ",
    "amy@school.example: ", "amy@school.example backup: ", "amy@school.example ERROR: ", "we wrote amy@school.example ",
    '"email":"bo@x.example" ', "for 0f8fad5b-d9cb-469f-a165-70867728950e ", "for 0f8fad5b-d9cb-469f-a165-7086772895ab ",
    "request=0f8fad5b-d9cb-469f-a165-70867728950e 12ms: ", "for CHEM-165 ", "CHEM-165: ", "It said ", "it also said ",
    "GET /courses/ALG-1 status=400 ", "userId=U1234 ", '{"level":"error","service":"coursekey-api","message":"',
    "400 Bad Request Response: {error: {code: 10005, message: \"", "at sync.Job\n", "  at org.Job: ",
)  # fmt: skip
BEHIND = (
    "", ".", '","userId":"U29248"}', " userId=U42679", ": see amy@school.example", " - amy@school.example",
    " - 4@x.example",
    " - CHEM-165", " - 3f8fad5b-d9cb-469f-a165-70867728950e", " - af8fad5b-d9cb-469f-a165-70867728950e", " - nightly",
    " while it synced", " behind the moon", "\n  at org.Job.run(Job.java:1)", " at step 12", "?", ", not again",
)  # fmt: skip
TEXTS = (
    "Course not found", "course not found", "User not found.", "PowerSchool Error: request NBS206 at step 150",
    "PowerSchool Error:", "Canvas Authentication Error - request UUU252", "Invalid start time", "Attendance Overlap",
    "Assignment not found: BIO Chapter 38", "HTTP response HTTP/1.1 412 request PHYS75 at step 112",
    "Reason: HTTP response HTTP/1.1 403 Forbidden does not teach MUS245",
    "COLLECTION_GENERIC - 3c39fecb-c08c-ed57-d942-5ada4f63c0fd - HTTP response HTTP/1.1 400 request",
    "Unable to update assignment AAA Chapter 59 Reason: HTTP response HTTP/1.1 403 Forbidden request AAA191",
)  # fmt: skip


@pytest.fixture(scope="module")
def exact(desk: Desk) -> ExactMatcher:
    return desk.matcher.exact


def scanned(lines: list[str], exact: ExactMatcher, *, remember: bool) -> Report:
    scanner = Scanner(exact, remember=remember)
    scanner.begin_file("nightly.log")
    for number, line in enumerate(lines, 1):
        scanner.take(line, number, scanner.matcher.ranked(anchors_in(line, scanner)))
    return scanner.report()


def anchors_in(line: str, scanner: Scanner) -> tuple[int, ...]:
    folded = line.casefold()
    return tuple(number for number, anchor in enumerate(scanner.matcher.anchors) if anchor in folded)


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_remembered_of_words_changes_nothing(text: str, exact: ExactMatcher) -> None:
    lines = [f"{before}{text}{behind}" for before, behind in product(BEFORE, BEHIND)]
    quick, slow = scanned(lines, exact, remember=True), scanned(lines, exact, remember=False)
    assert [(found.ids, found.count) for found in quick.findings] == [
        (found.ids, found.count) for found in slow.findings
    ]
    assert [(each.shape, each.count) for each in quick.unknown] == [(each.shape, each.count) for each in slow.unknown]
