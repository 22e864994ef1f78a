"""`redact` and `scan --hand-off`: what leaves the computer names nobody."""

from __future__ import annotations

import email
import json
import re
from email.policy import default
from pathlib import Path

import pytest

from app.core.sharing.redactor import Redactor
from tests.cli.program import Program
from tests.conftest import ROOT

LINE = '2026-03-02T06:00:01Z ERROR POST /users 400 {"email":"amy@north.k12.us","userID":"S48211"} failed\n'
SAFE = re.compile(
    r'2026-03-02T06:00:01Z ERROR POST /users 400 {"email":"(?P<email>person-\w{7}@example\.org)",'
    r'"userID":"(?P<id>Person-\w{7})"} failed\n'
)
SAMPLE = ROOT / "resources" / "samples" / "nightly-sync.log"


def test_redact_writes_the_text_with_stand_ins(program: Program, tmp_path: Path) -> None:
    log = tmp_path / "sync.log"
    log.write_text(LINE * 2, encoding="utf-8")
    result = program.inside("redact", str(log))
    assert result.status == 0
    first, second = result.text.splitlines(keepends=True)
    assert first == second
    assert SAFE.fullmatch(first)
    assert log.read_text(encoding="utf-8") == LINE * 2


def test_redact_reads_standard_input_and_changes_nothing_twice(program: Program) -> None:
    safe = program.inside("redact", "-", stdin=LINE.encode()).text
    assert SAFE.fullmatch(safe)
    again = program.inside("redact", "-", stdin=safe.encode())
    assert (again.status, again.text) == (1, safe)


def test_a_person_has_one_stand_in_and_keeps_it_from_text_to_text(program: Program) -> None:
    found = SAFE.fullmatch(program.inside("redact", "-", stdin=LINE.encode()).text)
    assert found is not None
    assert found["email"].split("@")[0].casefold() == found["id"].casefold()
    other = program.inside("redact", "-", stdin=b"name,email,id\nAmy Lee,amy@north.k12.us,S48211\n").text
    assert other == f"name,email,id\n{found['id']},{found['email']},{found['id']}\n"


def test_the_key_leads_back(program: Program, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    result = program.inside("redact", "--key", str(key), "-", stdin=LINE.encode())
    found = SAFE.fullmatch(result.text)
    assert found is not None
    assert json.loads(key.read_text(encoding="utf-8")) == {found["email"]: "amy@north.k12.us", found["id"]: "S48211"}


def test_words_to_be_hidden_are_replaced_too(program: Program, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    given = ("redact", "--hide", "Lincoln High", "--hide", "Springfield", "--key", str(key), "-")
    result = program.inside(*given, stdin=b"LINCOLN HIGH failed\n")
    assert result.status == 0
    name = result.text.removesuffix(" failed\n")
    assert re.fullmatch(r"Name-\w{7}", name)
    assert json.loads(key.read_text(encoding="utf-8")) == {name: "LINCOLN HIGH"}


def test_what_still_looks_personal_is_not_written(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Redactor, "redact", lambda _redactor, text: text)  # the first look misses everything
    text = b"please ask amy (at) north.k12.us about it\n"
    result = program.inside("redact", "-", stdin=text)
    assert (result.status, result.text) == (2, "")
    assert "line 1: an e-mail address" in result.sentence
    assert program.inside("redact", "--anyway", "-", stdin=text).text == text.decode()


def test_readable_keeps_more_and_says_so(program: Program) -> None:
    text = b"ERROR zorbling of 4711 by Amy Lee\n"
    result = program.inside("redact", "--readable", "-", stdin=text)
    assert re.fullmatch(r"ERROR zorbling of 4711 by Person-\w{7}\n", result.text)
    assert "Do not share" in result.sentence
    shared = program.inside("redact", "-", stdin=text).text
    assert re.fullmatch(r"ERROR Word-\w{7} of (?:ID|Person)-\w{7} by Person-\w{7}\n", shared)


def test_a_file_that_is_no_text_is_refused_in_a_sentence(program: Program) -> None:
    result = program.inside("redact", str(ROOT / "tests" / "fixtures" / "formats" / "report.xlsx"))
    assert result.status == 2
    assert "no text file" in result.sentence


def test_redact_is_a_command_of_its_own_process(program: Program) -> None:
    assert SAFE.fullmatch(program.run("redact", "-", stdin=LINE.encode()).text)


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
