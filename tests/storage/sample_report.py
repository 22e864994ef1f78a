"""A report for the exporters' tests: known texts, and texts that try to be something else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec.structs import replace

from app.core.catalog.model import Catalog, Entry, Relations
from app.core.report.bottom_k import AffectedRecords
from app.core.report.findings import Finding
from app.core.report.place import Place
from app.core.report.report import FileVerdict, Report
from app.core.report.unknown_groups import Unknown
from app.core.text.statement import Statement
from app.storage.catalog.reader import read_catalog

ROOT = Path(__file__).resolve().parents[2]
NASTY = [
    "=1+1",
    "+SUM(A1)",
    "-2+3",
    "@cmd",
    "\t=1+1",
    "  =1+1",
    "=HYPERLINK(\"http://x.example\",\"y\")",
    "http://x.example/",
    "mailto:amy@school.example",
    "<script>alert(1)</script>",
    "a & b \"quoted\", 'too'; semi",
    "two\r\nlines\x00\x0b\ufffe",
    "half \ud83d of a letter",
    "00123",
    "1E5",
    "Zoë Müller 🎓 名前",
    "{{ 7 * 7 }}",
]  # fmt: skip


@cache
def catalog() -> Catalog:
    return read_catalog(ROOT / "catalog").catalog


def entry(entry_id: str) -> Entry:
    return next(entry for entry in catalog().entries if entry.id == entry_id)


def affected() -> AffectedRecords:
    records = AffectedRecords()
    beside = {
        "U-amy1": "user",
        "Amy Lopez": "name",
        "ms.hart@school.example": "teacher",
        "ALG-1": "section",
        "4": "row",
    }
    amy = records.add("amy@school.example", "email", beside, 3)
    if amy is not None:
        values = {"value": "amy(at)school.example", "id": "U-amy1"}
        amy.failed_at(Place("logs/=night.log", 16, "2026-03-02 01:30:42"), values)
    for name in NASTY:
        records.add(name, "", {})
    return records


def sample_report() -> Report:
    owner = entry("coursekey.course.owner-does-not-exist")
    sharing = tuple(e for e in catalog().entries if e.id.endswith("course-does-not-exist"))
    return Report(
        files=[
            FileVerdict("logs/=night.log", "text", "utf-8", 5_000, 60, 30, 1),
            FileVerdict("locked.log", error=Statement("file-locked")),
        ],
        findings=[
            Finding(
                (owner,),
                count=20,
                records=affected(),
                first=Place("logs/=night.log", 12, "2026-03-02 01:30:31"),
                last=Place("logs/=night.log", 58, "2026-03-02 02:30:31"),
            ),
            Finding(sharing, count=2, first=Place("logs/=night.log", 14), last=Place("logs/=night.log", 15)),
        ],
        unknown=[Unknown(f"shape {n}", n + 1, text, Place("a.log", n + 1), (owner,)) for n, text in enumerate(NASTY)],
        lines=60,
        bytes=5_000,
    )


def cascading_report() -> Report:
    """Two users that were not created, what follows from them, and more than is kept."""
    user, enrollment, attendance = (
        Finding((entry(each),), first=Place("a.log", 1), last=Place("a.log", 9))
        for each in (
            "coursekey.user.email-must-be-unique",
            "coursekey.enrollment.user-does-not-exist",
            "coursekey.attendance.course-not-found",
        )
    )
    # No entry of the catalog follows from an enrollment yet.
    attendance.entries = (replace(attendance.entries[0], relations=Relations(follows_from=("enrollment",))),)
    for name in ("amy", "ben"):
        user.records.add(f"{name}@x.example", "email", {f"U-{name}1": "user"})
        enrollment.records.add(f"{name}@x.example", "email", {"ALG-1": "course", f"U-{name}1": "user"}, 3)
    attendance.records.add("9001", "attendance session", {"ALG-1": "course", "U-amy1": "user"})
    user.count, enrollment.count, attendance.count = 2, 6, 1
    files = [FileVerdict("a.log", "text", "utf-8", 90, 9, 9, 7, note="named .xlsx but is text")]
    unknown = [Unknown("shape", 3, "cannot frobnicate", Place("a.log", 5))]
    return Report(files, [enrollment, user, attendance], unknown, 9, 90, unknown_dropped=4)
