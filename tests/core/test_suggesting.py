"""Suggestions for unknown lines: only where an entry speaks of most of the line, or of enough in its vendor's file."""

from __future__ import annotations

import pytest

from app.core.lookup.suggestions import Suggester
from app.core.matching.filters import NO_FILTERS
from app.services.error_desk import Desk
from app.services.scanning.sources import TextSource


def suggested(desk: Desk, text: str, name: str = "nightly.log") -> list[tuple[str, ...]]:
    report = desk.scan([TextSource(name, text)])
    return [tuple(entry.id for entry in unknown.suggestions) for unknown in report.unknown]


@pytest.mark.parametrize(
    "line",
    [
        "ERROR the disk of the backup server is full",
        "ERROR cache miss ratio above limit for bucket 7",
        "ERROR locker 12 assigned to student 4410 twice, contact the office",
        "ERROR kernel: usb 1-1: device descriptor read/64, error -71",
        "ERROR sshd[991]: Failed password for invalid user admin from 10.0.0.4",
        "ERROR cafeteria import: missing price for item 12",
        "ERROR clever: roster file was not uploaded",
    ],
)
def test_foreign_lines_get_none(line: str, desk: Desk) -> None:
    assert suggested(desk, line) == [()]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "ERROR Grading group Homework not found in Skyward for section 4",
            "canvas.skyward.grading-category-not-found",
        ),
        ("ERROR Synergy: Cannot find end date for assignment Quiz 4, skipping", "canvas.synergy.cannot-find-due-date"),
        ("ERROR Infinite Campus: due date before term begins", "canvas.infinite-campus.assignment-dates-error"),
    ],
)
def test_a_line_of_a_vendor_gets_its_nearest_entries(line: str, wanted: str, desk: Desk) -> None:
    (found,) = suggested(desk, line)
    assert wanted in found
    assert len(found) <= 3


def test_the_name_of_the_file_may_name_the_vendor(desk: Desk) -> None:
    line = "ERROR assignment section was frozen by the night robot"
    named, unnamed = (suggested(desk, line, name)[0] for name in ("powerschool.log", "nightly.log"))
    assert any(entry.startswith("canvas.powerschool.") for entry in named)
    assert not unnamed


def test_findings_in_a_file_say_whose_it_is(desk: Desk) -> None:
    known = "ERROR Section 441 does not have a gradebook.\n" * 2
    unknown = "ERROR gradebook of the section is closed\n"
    report = desk.scan([TextSource("a.log", known + unknown), TextSource("b.log", unknown)])
    (line,) = report.unknown
    assert "Skyward" in Suggester(desk.matcher, report, NO_FILTERS).vendors(line)
