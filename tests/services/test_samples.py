"""The sample logs show what the program can do: known errors that follow from one another, and a few unknown ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.scanning.sources import PathSource
from app.storage.catalog.reader import read_catalog

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(read_catalog(ROOT / "catalog").catalog)


def scanned(desk: Desk, name: str) -> Report:
    return desk.scan([PathSource(SAMPLES / name)])


def test_nightly_sync_shows_a_night_with_a_cascade(desk: Desk) -> None:
    report = scanned(desk, "nightly-sync.log")
    counts = {finding.ids: finding.count for finding in report.findings}
    assert counts == {
        ("coursekey.enrollment.user-does-not-exist",): 8,
        ("coursekey.enrollment.course-does-not-exist",): 6,
        ("coursekey.attendance.attendance-overlap",): 5,
        ("canvas.powerschool.assignment-already-exists",): 3,
        ("canvas.powerschool.grading-category-missing",): 3,
        ("coursekey.course.invalid-time-zone",): 2,
        ("coursekey.course.owner-does-not-exist",): 2,
        ("coursekey.user.account-missing-the-following-fields",): 2,
        ("coursekey.user.email-must-be-unique",): 2,
        ("coursekey.user.user-missing-the-following-fields",): 2,
    }
    assert sum(unknown.count for unknown in report.unknown) == 6
    assert len(report.unknown) == 4


def test_grade_sync_table_is_read_by_its_columns(desk: Desk) -> None:
    report = scanned(desk, "grade-sync-errors.csv")
    assert report.files[0].format == "csv"
    assert sum(finding.count for finding in report.findings) == 8
    # An error, and a row whose severity says warning.
    assert sorted(unknown.said for unknown in report.unknown) == [
        "Answer took 14 seconds, trying again",
        "Could not open the gradebook: the page came back empty",
    ]
    assert all(finding.vendor == "PowerSchool" for finding in report.findings)


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_samples_name_nobody_real(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    words = text.replace('"', " ").replace("}", " ").split()
    assert all("example.edu" in word for word in words if "@" in word)
