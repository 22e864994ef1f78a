"""`scan --compare`: last night against tonight."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import Program

LINE = '2026-03-02T06:00:0{n}Z ERROR POST /users 400 {{"error":{{"message":"{text}"}},"email":"{who}@north.example"}}\n'


def log(path: Path, *rows: tuple[str, str]) -> Path:
    path.write_text("".join(LINE.format(n=n, text=text, who=who) for n, (who, text) in enumerate(rows)))
    return path


@pytest.fixture
def last_night(program: Program, tmp_path: Path) -> Path:
    rows = (
        ("amy", "Email must be unique"),
        ("ben", "Email must be unique"),
        ("cy", "Validation isEmail on email failed."),
    )
    answer = program.inside("scan", "--json", str(log(tmp_path / "old.log", *rows)))
    path = tmp_path / "old.json"
    path.write_bytes(answer.output)
    return path


def test_what_is_new_gone_and_still_there(program: Program, tmp_path: Path, last_night: Path) -> None:
    tonight = log(tmp_path / "new.log", ("ben", "Email must be unique"), ("dan", "Email must be unique"))
    result = program.inside("scan", "--compare", str(last_night), str(tonight))
    assert result.status == 0
    told = result.text.split("Compared with ")[1]
    assert "errors 0 new, 1 still there, 1 gone." in told
    assert "2 (before 2) x Email must be unique" in told
    assert "1 new: dan@north.example" in told
    assert "1 gone: amy@north.example" in told
    assert "1 still there" in told


def test_the_json_answer_holds_the_comparison(program: Program, tmp_path: Path, last_night: Path) -> None:
    tonight = log(tmp_path / "new.log", ("dan", "Email must be unique"))
    answer = program.inside("scan", "--json", "--compare", str(last_night), str(tonight)).json
    fates = {one["ids"][0]: one["fate"] for one in answer["comparison"]}
    assert fates["coursekey.user.email-must-be-unique"] == "still there"
    assert answer["findings"]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"findings":[{"ids":"x"}]}', b"\xff\xfe", b'{"findings":3}'])
def test_what_is_no_answer_of_a_scan_is_refused(program: Program, tmp_path: Path, content: bytes) -> None:
    old, tonight = tmp_path / "old.json", log(tmp_path / "new.log", ("dan", "Email must be unique"))
    old.write_bytes(content)
    result = program.inside("scan", "--compare", str(old), str(tonight))
    assert result.status == 2
    assert result.sentence.startswith(str(old))
    assert not result.output


def test_a_run_that_is_not_there_is_told(program: Program, tmp_path: Path) -> None:
    result = program.inside("scan", "--compare", str(tmp_path / "none.json"), "resources/samples/nightly-sync.log")
    assert result.status == 2
    assert "cannot be read" in result.sentence
