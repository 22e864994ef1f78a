"""A report as JSON and as text: what other programs lean on, and what a person reads in a terminal."""

from __future__ import annotations

import json

import pytest

from app.cli.json_answers import report_json
from app.cli.text_answers import report_text
from app.core.report.place import Place
from app.core.report.report import FileVerdict, Report
from app.core.report.unknown_groups import Unknown
from app.core.text.statement import Statement
from tests.storage.sample_report import cascading_report, catalog, sample_report

USER, ENROLLMENT = "coursekey.user.email-must-be-unique", "coursekey.enrollment.user-does-not-exist"
ATTENDANCE = "coursekey.attendance.course-not-found"


def as_text(report: Report) -> str:
    return report_text(report, catalog().vocabulary)


def test_json_keeps_its_keys_and_adds_some() -> None:
    answer = json.loads(json.dumps(report_json(sample_report())))
    assert list(answer)[:6] == ["files", "findings", "unknown", "lines", "bytes", "seconds"]
    assert list(answer["files"][0])[:6] == ["path", "format", "encoding", "bytes", "lines", "error"]
    assert list(answer["findings"][0])[:10] == [
        "ids", "vendor", "record_type", "title", "count", "files", "records", "first", "last", "values",
    ]  # fmt: skip
    assert answer["cascades"] == []
    assert (answer["files"][0]["findings"], answer["files"][0]["unknown"], answer["files"][0]["note"]) == (30, 1, None)


def test_json_counts_affected_records() -> None:
    finding = report_json(cascading_report())["findings"][0]
    assert finding["records"] == ["amy@x.example", "ALG-1", "U-amy1", "ben@x.example", "U-ben1"]
    assert finding["affected"][0] == {
        "record": "amy@x.example", "kind": "email", "count": 3, "details": {"ALG-1": "course", "U-amy1": "user"},
        "first": None, "values": {},
    }  # fmt: skip
    assert finding["records_complete"] is True
    assert finding["times"] == {}


def test_json_lists_a_thousand_records_with_counts_and_says_what_is_missing() -> None:
    report = cascading_report()
    for number in range(2_500):
        report.findings[0].records.add(f"u{number}@x.example", "email", {})
    report.findings[0].records.lower_limit(2_000)
    finding = report_json(report)["findings"][0]
    assert len(finding["affected"]) == 1_000
    assert len(finding["records"]) >= 2_000
    assert finding["records_complete"] is False
    assert 2_000 < finding["records_distinct"] < 3_000


def test_json_shows_cascades_as_a_tree() -> None:
    answer = report_json(cascading_report())
    assert answer["cascades"] == [
        {
            "ids": [USER],
            "records": 2,
            "count": 7,
            "bound": "",
            "causes": [{"record": "amy@x.example", "count": 4}, {"record": "ben@x.example", "count": 3}],
            "followers": [
                {
                    "ids": [ENROLLMENT],
                    "records": 2,
                    "count": 6,
                    "followers": [{"ids": [ATTENDANCE], "records": 1, "count": 1, "followers": []}],
                }
            ],
        }
    ]
    assert answer["unknown_dropped"] == 4


def test_text_says_what_to_fix_first_and_what_follows() -> None:
    lines = as_text(cascading_report()).splitlines()
    start = lines.index("Fix these 2 first; 7 other failures follow from them.")
    assert lines[start + 1 : start + 4] == [
        "  Email must be unique (user): amy@x.example, ben@x.example",
        "    then 6 x User does not exist (enrollment)",
        "      then 1 x Course not found (attendance)",
    ]


def test_text_counts_records_and_names_remarks_and_what_is_left_out() -> None:
    report = cascading_report()
    for number in range(2_500):
        report.findings[0].records.add(f"u{number}@x.example", "email", {})
    text = as_text(report)
    assert "Affected: amy@x.example (ALG-1, U-amy1) 3 times, ben@x.example (ALG-1, U-ben1) 3 times, " in text
    assert " and 2,494 more" in text
    assert "a.log: 9 known errors, 7 unknown. named .xlsx but is text" in text
    assert "      4  more, of other kinds" in text
    report.findings[0].records.lower_limit(1_000)
    assert " and about " in as_text(report)


def test_text_without_cascades_says_nothing_of_them() -> None:
    assert "Fix th" not in as_text(sample_report())


def test_what_became_of_every_record_is_told() -> None:
    file = FileVerdict("a.csv", "csv", "utf-8", 90, 1_205, 38, 12, records=1_204, known=37, warnings=3)
    report = Report(files=[file], unknown=[Unknown("x", 3, "x y", Place("a.csv", 2), warnings=3)], lines=1_205)
    assert "1,204 rows: 37 known errors, 12 unknown (3 of them warnings), 1,155 fine." in as_text(report)
    assert "      3  Warning: x y" in as_text(report)
    answer = report_json(report)
    assert answer["account"] == {
        "unit": "rows", "read": 1_204, "known": 37, "unknown": 12, "warnings": 3, "fine": 1_155,
    }  # fmt: skip
    assert answer["upshot"] == "unknown"
    assert answer["unknown"][0]["warnings"] == 3


CLEAN = FileVerdict("a.log", "text", "utf-8", 9, 2, records=2)
HEADLINES = {
    "Nothing is wrong.": [CLEAN],
    "There is nothing to read": [FileVerdict("a.log", "empty")],
    "Nothing could be read": [FileVerdict("a.png", error=Statement("is-picture"))],
    "No error in what was read, but not all": [CLEAN, FileVerdict("b.log", error=Statement("file-locked"))],
    "No error in what was read": [FileVerdict("a.xlsx", "xlsx", "", 9, 2, records=2, is_partly_read=True)],
}


@pytest.mark.parametrize("headline", HEADLINES)
def test_each_state_has_its_own_headline(headline: str) -> None:
    assert as_text(Report(files=HEADLINES[headline])).startswith(headline)


def test_one_of_a_kind_is_counted_in_the_singular() -> None:
    file = FileVerdict("a.log", "text", lines=1, records=1)
    assert "1 file, 1 line, " in as_text(Report(files=[file], lines=1))
    assert "2 files, 1,200 lines, " in as_text(Report(files=[file, CLEAN], lines=1_200))


def test_a_cancelled_scan_says_not_that_nothing_is_wrong() -> None:
    assert as_text(Report(files=[CLEAN], cancelled=True)).startswith("No error in what was read")


def test_a_file_that_was_not_read_has_a_code_next_to_its_sentence() -> None:
    (file,) = report_json(Report(files=[FileVerdict("a.png", error=Statement("is-picture"))]))["files"]
    assert file["code"] == "is-picture"
    assert file["error"] == "This is a picture; type or copy the error message that it shows."
