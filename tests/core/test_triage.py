"""The order of work, and the numbers of the summary."""

from __future__ import annotations

from app.core.catalog.model import Vocabulary
from app.core.report.cascades import cascades
from app.core.report.findings import Finding, by_count
from app.core.report.report import Report
from app.core.report.triage import NOBODY, Triage, owner_of, triage
from tests.core.test_cascades import AMY, ATTENDANCE, ENROLLMENT, ENTRIES, USER, found

REPAIRS_ITSELF = next(entry.id for entry in ENTRIES.values() if entry.next_run == "repairs-itself")
TEACHER = next(
    entry.id
    for entry in ENTRIES.values()
    if entry.causes[0].steps[0].who == "teacher" and entry.consequence == "blocks-assignment"
)
TEACHER_RUN = next(
    entry.id
    for entry in ENTRIES.values()
    if entry.causes[0].steps[0].who == "teacher"
    and entry.consequence == "blocks-run"
    and entry.next_run != "repairs-itself"
)
MINE = "coursekey.user.user-missing-the-following-fields"


def sorted_out(vocabulary: Vocabulary, *findings: Finding) -> Triage:
    report = Report(findings=by_count(findings))
    return triage(report, vocabulary, cascades(report))


def test_causes_come_first_then_mine_then_what_blocks_most_then_what_is_frequent(vocabulary: Vocabulary) -> None:
    classes = [{"U1001": "user", f"ALG-{number}": "course"} for number in range(5)]
    sessions = [{f"90{number}": "attendance session", "U1001": "user", "ALG-2": "course"} for number in range(3)]
    work = sorted_out(
        vocabulary,
        found(REPAIRS_ITSELF, *({f"x{n}": "course"} for n in range(30))),
        found(TEACHER, *({f"quiz {n}": "assignment"} for n in range(20))),
        found(TEACHER_RUN, {"r": "course"}),
        found(MINE, {"ben@x.example": "email"}),
        found(USER, AMY),
        found(ENROLLMENT, *classes),
        found(ATTENDANCE, *sessions),
    )
    assert [(standing.finding.ids[0], standing.depth) for standing in work.standings] == [
        (USER, 0),
        (ENROLLMENT, 1),
        (ATTENDANCE, 2),
        (MINE, 0),
        (TEACHER_RUN, 0),
        (TEACHER, 0),
        (REPAIRS_ITSELF, 0),
    ]
    assert [(work.standings[n].makes_fail, work.standings[n].follows) for n in range(3)] == [(8, 0), (3, 5), (0, 3)]
    assert work.standings[2].causes == ("User does not exist",)
    assert (work.fix_first, work.follow, work.bound) == (1, 8, "")


def test_the_summary_counts_reasons_by_who_must_act(vocabulary: Vocabulary) -> None:
    work = sorted_out(
        vocabulary,
        found(MINE, {"ben@x.example": "email"}, {"cy@x.example": "email"}),
        found(TEACHER, {"quiz": "assignment"}),
        found(REPAIRS_ITSELF, {"ben@x.example": "email"}),
    )
    assert work.owners == (("registrar", 1), ("teacher", 1), (NOBODY, 1))
    assert (work.records, work.complete) == (3, True), "ben failed twice and is one record"


def test_of_several_meanings_one_that_needs_somebody_decides() -> None:
    assert owner_of(found((REPAIRS_ITSELF, TEACHER), {"a": "user"})) == "teacher"
    assert owner_of(found(REPAIRS_ITSELF, {"a": "user"})) == NOBODY


def test_a_growing_report_is_in_order_before_its_causes_are_known(vocabulary: Vocabulary) -> None:
    report = Report(findings=by_count([found(TEACHER, {"q": "assignment"}, {"r": "assignment"}), found(MINE, AMY)]))
    work = triage(report, vocabulary)
    assert [standing.finding.ids[0] for standing in work.standings] == [MINE, TEACHER]
    assert triage(Report(), vocabulary) == Triage()
