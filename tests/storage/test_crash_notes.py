"""What a run leaves behind when it ends against its will."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.storage.userdata.crash_notes import KEPT_REPORTS, RunningNote, keep_report, plain_path, take_crash

ROOT = Path(__file__).resolve().parents[2]
CRASHING = """
import faulthandler, os, sys
from pathlib import Path
from app.storage.userdata.crash_notes import RunningNote
note = RunningNote(Path(sys.argv[1]), "Program 1.0, Python 3")
note.begin()
for number in range(30):
    note.did("open-log")
note.did("search")
{end}
"""
SEGFAULT = "faulthandler._sigsegv()"


def run(folder: Path, end: str) -> int:
    environment = os.environ | {"PYTHONPATH": os.fspath(ROOT)}
    command = [sys.executable, "-c", CRASHING.format(end=end), folder]
    return subprocess.run(command, env=environment, check=False, capture_output=True).returncode


def test_a_crash_is_told_once_with_versions_and_actions(tmp_path: Path) -> None:
    assert run(tmp_path, SEGFAULT) != 0
    report = take_crash(tmp_path)
    first, second, *rest = report.splitlines()
    assert first == "Program 1.0, Python 3"
    assert second == f"Done last: {', '.join(['open-log'] * 19)}, search"
    assert "Fatal Python error: Segmentation fault" in rest
    assert take_crash(tmp_path) == ""
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == [report], "only the report stays"


@pytest.mark.parametrize("end", ["note.end()", "os._exit(1)"])
def test_a_run_that_ended_or_was_ended_leaves_nothing_to_tell(tmp_path: Path, end: str) -> None:
    run(tmp_path, end)
    assert take_crash(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


def test_the_note_of_a_run_that_goes_on_is_left_alone(tmp_path: Path) -> None:
    note = RunningNote(tmp_path, "Program")
    note.begin()
    try:
        running = set(tmp_path.iterdir())
        assert take_crash(tmp_path) == ""
        assert set(tmp_path.iterdir()) == running != set()
    finally:
        note.end()
    assert list(tmp_path.iterdir()) == []


def test_a_long_run_keeps_a_short_note(tmp_path: Path) -> None:
    note = RunningNote(tmp_path, "Program")
    note.begin()
    for _ in range(5_000):
        note.did("search")
    size = next(tmp_path.glob("*.txt")).stat().st_size
    note.end()
    assert size < 70_000


def test_where_nothing_can_be_written_all_goes_on(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    note = RunningNote(blocked / "folder", "Program")
    note.begin()
    note.did("search")
    note.end()
    assert list(note.last_actions) == ["search"]
    assert take_crash(blocked / "folder") == ""
    assert keep_report(blocked / "folder", "x") is None


def test_only_the_last_reports_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT_REPORTS + 3):
        assert keep_report(tmp_path, str(number)) is not None
    assert len(list(tmp_path.iterdir())) == KEPT_REPORTS


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        (r"C:\Users\amy\Apps\SIS Error Desk\app\gui\session.py", "app/gui/session.py"),
        ("/home/amy/app/desk/app/core/words.py", "app/core/words.py"),
        ("/home/amy/.venv/lib/python3.11/site-packages/msgspec/json.py", "msgspec/json.py"),
        ("/usr/lib/python3.11/threading.py", "lib/python3.11/threading.py"),
        ("<string>", "<string>"),
    ],
)
def test_paths_lose_the_persons_folders(path: str, plain: str) -> None:
    assert plain_path(path) == plain
