"""`redact` and `scan --hand-off`: what leaves the computer names nobody."""

from __future__ import annotations

import email
import json
import re
from email.policy import default
from pathlib import Path

from tests.cli.program import Program
from tests.conftest import ROOT

LINE = '2026-03-02T06:00:01Z ERROR POST /users 400 {"email":"amy@north.k12.us","userID":"S48211"} failed\n'
SAFE = '2026-03-02T06:00:01Z ERROR POST /users 400 {"email":"person-01@example.org","userID":"ID-001"} failed\n'
SAMPLE = ROOT / "resources" / "samples" / "nightly-sync.log"


def test_redact_writes_the_text_with_stand_ins(program: Program, tmp_path: Path) -> None:
    log = tmp_path / "sync.log"
    log.write_text(LINE * 2, encoding="utf-8")
    result = program.inside("redact", str(log))
    assert (result.status, result.text) == (0, SAFE * 2)
    assert log.read_text(encoding="utf-8") == LINE * 2


def test_redact_reads_standard_input_and_changes_nothing_twice(program: Program) -> None:
    assert program.inside("redact", "-", stdin=LINE.encode()).text == SAFE
    again = program.inside("redact", "-", stdin=SAFE.encode())
    assert (again.status, again.text) == (1, SAFE)


def test_the_key_leads_back(program: Program, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    assert program.inside("redact", "--key", str(key), "-", stdin=LINE.encode()).status == 0
    assert json.loads(key.read_text(encoding="utf-8")) == {
        "person-01@example.org": "amy@north.k12.us", "ID-001": "S48211",
    }  # fmt: skip


def test_words_to_be_hidden_are_replaced_too(program: Program, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    given = ("redact", "--hide", "Lincoln High", "--hide", "Springfield", "--key", str(key), "-")
    result = program.inside(*given, stdin=b"LINCOLN HIGH failed\n")
    assert (result.status, result.text) == (0, "Name-01 failed\n")
    assert json.loads(key.read_text(encoding="utf-8")) == {"Name-01": "Lincoln High"}


def test_what_still_looks_personal_is_not_written(program: Program) -> None:
    text = b"please ask amy (at) north.k12.us about it\n"
    result = program.inside("redact", "-", stdin=text)
    assert (result.status, result.text) == (2, "")
    assert "line 1: an e-mail address" in result.sentence
    assert program.inside("redact", "--anyway", "-", stdin=text).text == text.decode()


def test_a_file_that_is_no_text_is_refused_in_a_sentence(program: Program) -> None:
    result = program.inside("redact", str(ROOT / "tests" / "fixtures" / "formats" / "report.xlsx"))
    assert result.status == 2
    assert "no text file" in result.sentence


def test_redact_is_a_command_of_its_own_process(program: Program) -> None:
    assert program.run("redact", "-", stdin=LINE.encode()).text == SAFE


def test_scan_writes_a_mail_for_each_error(program: Program, tmp_path: Path) -> None:
    mails = tmp_path / "mails"
    result = program.inside("scan", str(SAMPLE), "--hand-off", str(mails))
    assert result.status == 0
    assert not result.errors
    found = sorted(mails.iterdir())
    assert len(found) > 8
    for path in found:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?i)@example\.edu|okafor|T2207", text)
    first = email.message_from_bytes(found[0].read_bytes(), policy=default)
    assert first["Subject"] == "CourseKey: User does not exist"
