"""The command line, as scripts and other programs use it: keys, exit statuses, one sentence for each fault."""

from __future__ import annotations

import codecs
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.conftest import ROOT

FOUND, NOTHING, WRONG = 0, 1, 2
SHARED = ["coursekey.enrollment.course-not-found", "coursekey.attendance.course-not-found"]
LOG = (
    "2025-09-02 06:00:14 ERROR POST /users 400 Email must be unique email=peña@x.example\n"
    "2025-09-02 06:00:15 ERROR POST /users 400 Missing required parameter: name\n"
    "2025-09-02 06:00:16 ERROR the moon is in the way\n"
)


def ids(answer: dict[str, object]) -> list[str]:
    return [match["id"] for match in answer["matches"]]  # type: ignore[attr-defined,index]


# lookup


def test_lookup_answers_in_json(program: Program) -> None:
    result = program.run("lookup", "--json", "AttendanceID 884120 does not exist")
    assert result.status == FOUND
    assert result.errors == b""
    assert list(result.json) == ["query", "ambiguous", "matches", "unlisted", "outside_products"]
    assert result.json["query"] == "AttendanceID 884120 does not exist"
    assert result.json["ambiguous"] is False
    best = result.json["matches"][0]
    assert list(best) == ["id", "title", "vendor", "record_type", "kind", "score", "values", "why"]
    assert best["id"] == "coursekey.attendance.attendance-does-not-exist"
    assert (best["vendor"], best["record_type"], best["kind"]) == ("CourseKey", "attendance", "exact")
    assert best["values"] == {"attendance_id": "884120"}
    assert best["why"]


def test_a_shared_text_is_ambiguous_and_never_cut(program: Program) -> None:
    answer = program.inside("lookup", "--json", "--limit", "1", "Course not found").json
    assert answer["ambiguous"] is True
    assert sorted(ids(answer)) == sorted(SHARED)


@pytest.mark.parametrize(
    "options",
    [("--record-type", "attendance"), ("--record-type", "Attendance session"), ("--record-type", "sessions")],
)
def test_a_record_type_by_any_of_its_names(options: tuple[str, ...], program: Program) -> None:
    answer = program.inside("lookup", "--json", *options, "Course not found").json
    assert answer["ambiguous"] is False
    assert ids(answer)[0] == "coursekey.attendance.course-not-found"


@pytest.mark.parametrize("vendor", ["Q-SIS", "q sis", "aequitas q"])
def test_a_vendor_by_any_of_its_names(vendor: str, program: Program) -> None:
    answer = program.inside("lookup", "--json", "--vendor", vendor, "grading category not found").json
    assert {match["vendor"] for match in answer["matches"]} == {"Q-SIS"}


def test_lookup_in_plain_words_for_people(program: Program) -> None:
    result = program.inside("lookup", "AttendanceID 884120 does not exist")
    assert result.status == FOUND
    for words in ("What it means", "How to fix it", "attendance id: 884120", "Whom to ask"):
        assert words in result.text
    shared = program.inside("lookup", "Course not found").text
    assert "This text has 2 meanings" in shared
    assert all(entry in shared for entry in SHARED)


def test_what_nobody_knows_ends_with_status_1(program: Program) -> None:
    result = program.inside("lookup", "xyzzy plugh quux")
    assert result.status == NOTHING
    assert result.text.startswith("No known error matches.")
    answer = program.inside("lookup", "--json", "xyzzy plugh quux")
    assert answer.status == NOTHING
    assert all(match["kind"] == "guess" for match in answer.json["matches"])


@pytest.mark.parametrize(
    "data",
    [
        "Cannot find due date for assignment Año 3, skipping".encode(),
        codecs.BOM_UTF8 + "Cannot find due date for assignment Año 3, skipping\r\n".encode(),
        "Cannot find due date for assignment Año 3, skipping".encode("utf-16"),
        "Cannot find due date for assignment Año 3, skipping".encode("windows-1252"),
    ],
)
def test_a_hyphen_reads_standard_input(data: bytes, program: Program) -> None:
    answer = program.inside("lookup", "--json", "-", stdin=data).json
    assert answer["matches"][0]["values"] == {"assignment": "Año 3"}


# lookup --batch


def test_a_batch_keeps_the_order(program: Program, tmp_path: Path) -> None:
    queries = [
        {"text": "Course not found", "vendor": None, "record_type": "attendance"},
        {"text": "xyzzy plugh quux", "vendor": None, "record_type": None},
        {"text": "Email must be unique\u2028", "vendor": "CourseKey", "record_type": None},
        {"text": "10005"},
        {"text": ""},
    ]
    lines = "\r\n".join(json.dumps(query, ensure_ascii=False) for query in queries) + "\n\n"
    path = tmp_path / "queries.jsonl"
    path.write_text(lines, encoding="utf-8", newline="")
    from_file = program.run("lookup", "--batch", str(path))
    from_stdin = program.inside("lookup", "--batch", "-", stdin=lines.encode())
    assert from_file.status == from_stdin.status == FOUND
    assert from_file.output == from_stdin.output
    answers = [json.loads(line) for line in from_file.text.split("\n")[:-1]]
    assert [answer["query"] for answer in answers] == [query["text"] for query in queries]
    assert ids(answers[0])[0] == "coursekey.attendance.course-not-found"
    assert ids(answers[2])[0] == "coursekey.user.email-must-be-unique"
    assert answers[3]["matches"][0]["kind"] == "code"
    assert ids(answers[4]) == []


def test_a_batch_that_finds_nothing_ends_with_status_1(program: Program) -> None:
    result = program.inside("lookup", "--batch", "-", stdin=b'{"text": "xyzzy plugh quux"}')
    assert result.status == NOTHING
    assert program.inside("lookup", "--batch", "-").status == NOTHING


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("no json", "Line 2 of the batch is no query"),
        ('{"query": "x"}', "Line 2 of the batch is no query"),
        ("[1]", "Line 2 of the batch is no query"),
        ("[" * 100_000, "Line 2 of the batch is no query"),
        ('{"text": 1}', "Line 2 of the batch: text, vendor and record_type are texts"),
        ('{"text": "x", "vendor": ["y"]}', "Line 2 of the batch: text, vendor and record_type are texts"),
        ('{"text": "x", "vendor": "Nobody"}', "Line 2 of the batch: There is no vendor 'Nobody'"),
        ('{"text": "x", "record_type": "nothing"}', "Line 2 of the batch: There is no record type 'nothing'"),
    ],
)
def test_a_broken_line_of_a_batch_is_named(line: str, words: str, program: Program) -> None:
    result = program.inside("lookup", "--batch", "-", stdin=f'{{"text": "Email must be unique"}}\n{line}\n'.encode())
    assert result.status == WRONG
    assert words in result.sentence
    assert len(result.text.splitlines()) == 1


# scan


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "nightly.log"
    path.write_text(LOG, encoding="utf-8")
    return path


def test_scan_answers_in_json(program: Program, log: Path) -> None:
    result = program.run("scan", "--json", str(log))
    assert result.status == FOUND
    report = result.json
    assert list(report)[:6] == ["files", "findings", "unknown", "lines", "bytes", "seconds"]
    (file,) = report["files"]
    assert file == {
        "path": str(log),
        "format": "text",
        "encoding": "utf-8",
        "bytes": log.stat().st_size,
        "lines": 3,
        "error": None,
        "note": None,
        "findings": 2,
        "unknown": 1,
        "account": {"unit": "lines", "read": 3, "known": 2, "unknown": 1, "warnings": 0, "fine": 0},
        "is_partly_read": False,
        "code": None,
    }
    assert (report["lines"], report["bytes"]) == (3, log.stat().st_size)
    assert report["seconds"] >= 0
    finding = next(f for f in report["findings"] if f["ids"] == ["coursekey.user.email-must-be-unique"])
    place = {"path": str(log), "line": 1, "time": "2025-09-02 06:00:14"}
    expected = {
        "ids": ["coursekey.user.email-must-be-unique"],
        "vendor": "CourseKey",
        "record_type": "user",
        "title": "Email must be unique",
        "count": 1,
        "files": {str(log): 1},
        "records": ["peña@x.example"],
        "first": place,
        "last": place,
        "values": {},
    }
    assert {key: finding[key] for key in expected} == expected
    other = next(f for f in report["findings"] if f is not finding)
    assert other["values"] == {"fields": {"name": 1}}
    (unknown,) = report["unknown"]
    assert list(unknown) == ["shape", "count", "sample", "path", "line", "suggestions", "warnings"]
    assert (unknown["count"], unknown["path"], unknown["line"]) == (1, str(log), 3)


def test_scan_names_all_entries_that_share_a_text(program: Program) -> None:
    report = program.inside("scan", "--json", "-", stdin=b"ERROR Course not found\nno time\n").json
    (finding,) = report["findings"]
    assert sorted(finding["ids"]) == sorted(SHARED)
    assert finding["first"] == {"path": "-", "line": 1, "time": None}


def test_scan_reads_files_folders_archives_and_standard_input(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "a.log").write_text(LOG, encoding="utf-8")
    with zipfile.ZipFile(folder / "week.zip", "w") as archive:
        archive.writestr("logs/mon.log", LOG)
    single = tmp_path / "b.log"
    single.write_bytes(LOG.encode("utf-16"))
    report = program.run("scan", "--json", str(folder), str(single), "-", stdin=LOG.encode()).json
    paths = [str(folder / "a.log"), f"{folder / 'week.zip'}!logs/mon.log", str(single), "-"]
    assert [file["path"] for file in report["files"]] == paths
    assert report["findings"][0]["files"] == dict.fromkeys(paths, 1)


def test_scan_for_one_vendor_or_record_type(program: Program, log: Path) -> None:
    assert program.inside("scan", "--vendor", "Skyward", str(log)).status == NOTHING
    report = program.inside("scan", "--record-type", "user", "--vendor", "coursekey", "--json", str(log))
    assert report.status == FOUND
    assert {finding["record_type"] for finding in report.json["findings"]} == {"user"}


def test_scan_in_plain_words_for_people(program: Program, log: Path) -> None:
    text = program.inside("scan", str(log)).text
    for words in ("Email must be unique", "Affected: peña@x.example", "the moon is in the way"):
        assert words in text


@pytest.mark.parametrize("kind", ["csv", "xlsx", "html"])
def test_scan_writes_a_file(kind: str, program: Program, log: Path, tmp_path: Path) -> None:
    target = tmp_path / "answer of any name"
    result = program.inside("scan", f"--{kind}", str(target), str(log))
    assert result.status == FOUND
    assert result.errors == b""
    content = target.read_bytes()
    if kind == "xlsx":
        assert zipfile.is_zipfile(target)
    else:
        assert "Email must be unique" in content.decode("utf-8-sig")


def test_scan_of_harmless_lines_ends_with_status_1(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "ok.log"
    path.write_text("INFO all is well\n", encoding="utf-8")
    result = program.inside("scan", "--json", str(path))
    assert result.status == NOTHING
    assert result.json["findings"] == []
    empty = tmp_path / "empty"
    empty.mkdir()
    assert program.inside("scan", str(empty)).status == NOTHING


def test_an_unreadable_file_has_its_error_and_the_rest_is_scanned(program: Program, log: Path) -> None:
    gone = log.with_name("gone.log")
    result = program.inside("scan", "--json", str(gone), str(log))
    assert result.status == WRONG
    first, second = result.json["files"]
    assert first["path"] == str(gone)
    assert first["error"].endswith(".")
    assert second["error"] is None
    assert len(result.json["findings"]) == 2


# catalog


def test_catalog_list(program: Program) -> None:
    result = program.run("catalog", "list", "--json")
    assert result.status == FOUND
    entries = result.json
    assert len(entries) >= 137
    assert {"id", "title", "vendor", "record_type", "messages", "meaning", "causes"} <= set(entries[0])
    lines = program.inside("catalog", "list").text.splitlines()
    assert [line.split("\t")[0] for line in lines] == [entry["id"] for entry in entries]


def test_catalog_show(program: Program) -> None:
    name = "coursekey.user.email-must-be-unique"
    shown = program.inside("catalog", "show", name)
    assert shown.status == FOUND
    assert shown.text.startswith("Email must be unique\n")
    assert program.run("catalog", "show", name, "--json").json["id"] == name


def test_an_entry_says_what_to_fix_first_before_its_steps(program: Program) -> None:
    shown = program.inside("catalog", "show", "coursekey.enrollment.user-does-not-exist").text
    assert shown.index("\n  coursekey.user.email-must-be-unique\n") < shown.index("How to fix it (1)")


def test_catalog_check_of_the_own_catalog(program: Program) -> None:
    result = program.run("catalog", "check")
    assert (result.status, result.errors) == (FOUND, b"")
    assert "0 faults" in result.text


def test_catalog_check_names_file_line_and_field(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(ROOT / "catalog", folder)
    path = folder / "coursekey" / "user.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("consequence: blocks-record", "consequence: blocks-recrod", 1), encoding="utf-8")
    result = program.inside("catalog", "check", str(folder))
    assert result.status == NOTHING
    assert "user.yaml:" in result.text
    assert "did you mean 'blocks-record'?" in result.text


def test_a_harmless_line_that_matches_is_a_fault(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(ROOT / "catalog", folder)
    (folder / "harmless.txt").write_bytes(b"\xff\xfe broken\nEmail must be unique\n")
    result = program.inside("catalog", "check", str(folder))
    assert result.status == NOTHING
    assert "coursekey.user.email-must-be-unique: messages: matches a harmless line" in result.text


# Faults of the call: one sentence, status 2, nothing else.


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("lookup",), "Give either a text to look up or --batch FILE"),
        (("lookup", "--batch", "x", "y"), "Give either a text to look up or --batch FILE"),
        (("lookup", ""), "There is no text to look up."),
        (("lookup", " \t"), "There is no text to look up."),
        (("lookup", "-"), "There is no text to look up."),
        (("lookup", "--vendor", "Nobody", "x"), "There is no vendor 'Nobody'; choose one of: CourseKey, "),
        (("lookup", "--record-type", "nothing", "x"), "There is no record type 'nothing'; choose one of: user, "),
        (("lookup", "--limit", "0", "x"), "'0' is no number above 0"),
        (("lookup", "--limit", "²", "x"), "'²' is no number above 0"),
        (("lookup", "--limit", "many", "x"), "'many' is no number above 0"),
        (("lookup", "--colour", "x"), "Unrecognized arguments: --colour"),
        (("lookup", "--batch", "no/such/file"), "no/such/file cannot be read"),
        (("lookup", "--batch", "app"), "app cannot be read"),
        (("scan",), "The following arguments are required: PATH"),
        (("scan", "no/such/file"), "no/such/file: The file is not there"),
        (("scan", "--vendor", "Nobody", "x"), "There is no vendor 'Nobody'"),
        (("scan", "--json", "--csv", "x", "y"), "not allowed with argument"),
        (("catalog",), "The following arguments are required: action"),
        (("catalog", "paint"), "invalid choice: 'paint'"),
        (("catalog", "show"), "The following arguments are required: ID"),
        (("catalog", "show", "no.such.entry"), "There is no entry 'no.such.entry'; 'sis-error-desk catalog list'"),
        (("catalog", "check", "no/such/folder"), "no/such/folder is not a folder."),
        (("catalog", "check", "app"), "app holds no entries"),
        (("catalog", "check", "pyproject.toml"), "pyproject.toml is not a folder."),
    ],
)
def test_a_fault_of_the_call_is_one_sentence(arguments: tuple[str, ...], words: str, program: Program) -> None:
    result = program.inside(*arguments)
    assert result.status == WRONG
    assert words in result.sentence


@pytest.mark.parametrize(
    "arguments",
    [
        ("lookup", "--vendor", "Nobody", "x"),
        ("lookup", "-"),
        ("lookup", "--batch", "-"),
        ("scan", "no/such/file"),
        ("scan", "--csv", "no/such/folder/report", "pyproject.toml"),
        ("catalog", "check", "no/such/folder"),
        ("catalog", "paint"),
    ],
)
def test_a_fault_ends_the_process_with_status_2(arguments: tuple[str, ...], program: Program) -> None:
    result = program.run(*arguments, stdin=b" \nx" if "--batch" in arguments else b"")
    assert result.status == WRONG
    assert result.sentence.endswith((".", "--help"))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "html"])
@pytest.mark.parametrize("target", ["no/such/folder/report", "."])
def test_an_output_that_cannot_be_written(kind: str, target: str, program: Program, log: Path) -> None:
    result = program.inside("scan", f"--{kind}", str(log.parent / target), str(log))
    assert result.status == WRONG
    assert "cannot be written" in result.sentence


@pytest.mark.parametrize(
    "arguments", [("--help",), ("lookup", "--help"), ("catalog", "check", "--help"), ("--version",)]
)
def test_help_and_version(arguments: tuple[str, ...], program: Program) -> None:
    result = program.run(*arguments)
    assert result.status == FOUND
    assert result.errors == b""
    assert "SIS Error Desk" in result.text or "usage: sis-error-desk" in result.text


# Whatever the terminal is, the answer comes.


@pytest.mark.parametrize(
    "extra",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"PYTHONIOENCODING": "ascii"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
)
def test_letters_of_any_language_come_out(extra: dict[str, str], program: Program) -> None:
    text = "Cannot find due date for assignment Peña “Ω” 成绩 𝄞, skipping"
    result = program.run("lookup", "--json", "-", stdin=text.encode(), extra=extra)
    assert result.status == FOUND
    assert result.json["query"] == text
    assert "成绩" in result.text
    plain = program.run("scan", "-", stdin=text.encode(), extra=extra)
    assert plain.status == FOUND


@pytest.mark.skipif(os.name == "nt", reason="arguments are always text there")
def test_an_argument_that_is_no_text(program: Program) -> None:
    result = program.run("lookup", "--json", os.fsdecode(b"Course not found \xff"))
    assert result.status == FOUND
    assert result.json["matches"]


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
@pytest.mark.parametrize(
    "arguments", [("catalog", "list", "--json"), ("catalog", "list"), ("lookup", "Course not found")]
)
def test_a_reader_that_has_seen_enough(arguments: tuple[str, ...], program: Program) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "app", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=dict(program.environment),
    )
    assert started.stdout is not None
    assert started.stderr is not None
    started.stdout.close()
    with started.stderr:
        assert started.stderr.read() == b""
    assert started.wait(60) == FOUND
