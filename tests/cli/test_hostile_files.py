"""Files that ended or stalled the program, beside a good log: its errors are reported, the others are named."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.fixtures.hostile import NOTHING, WORKBOOKS, put_into
from tests.fixtures.make_formats import LOG

WRONG = 2


def test_all_of_them_beside_a_good_log(program: Program, tmp_path: Path) -> None:
    put_into(tmp_path, 10_000)
    (tmp_path / "zz-good.log").write_text(LOG, encoding="utf-8")
    result = program.inside("scan", "--json", str(tmp_path))
    assert result.status == WRONG
    files = {Path(file["path"]).name: file for file in result.json["files"]}
    assert files["zz-good.log"]["error"] is None
    assert sum(one["files"].get(str(tmp_path / "zz-good.log"), 0) for one in result.json["findings"]) == 3
    unread = {name for name, file in files.items() if file["error"]}
    assert set(WORKBOOKS) | (set(NOTHING) - {"nameless.zip"}) <= unread
    assert all(file["error"].endswith(".") for file in files.values() if file["error"])


@pytest.mark.parametrize("name", ["a\x1b[2Jb.log", "a\x9b2Jb.log", "a\u202egol.b"])
def test_names_and_lines_never_command_the_terminal(name: str, program: Program) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr(name, f"ERROR the \x1b]0;title\x07 moon \x9b2J is \u202e in the way\n{LOG}")
        made.writestr(f"{name}.png", b"\x89PNG\r\n\x1a\n" + bytes(50))
    for options in ([], ["--json"]):
        result = program.inside("scan", *options, "-", stdin=archive.getvalue())
        said = (result.output + result.errors).decode()
        assert not [letter for letter in said if letter != "\n" and (ord(letter) < 32 or 126 < ord(letter) < 160)]
        assert "\u202e" not in said
