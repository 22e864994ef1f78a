"""In an exe without a console `sys.stdout` is None, and so is `sys.stderr`: nothing may trip over that."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Closed by hand: the program leaves garbage collection off, and with it the closing of files at the end.
BEGINNING = """
import sys
result = open(sys.argv[1], "w")
sys.stdin = sys.stdout = sys.stderr = sys.__stdin__ = sys.__stdout__ = sys.__stderr__ = None
from app.__main__ import main
"""
COMMAND = BEGINNING + "result.write(str(main(sys.argv[2:]))); result.close()"
WINDOW = (
    BEGINNING
    + """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
application = QApplication([])
seen = []
def look():
    seen.extend(window.windowTitle() for window in application.topLevelWidgets() if window.isVisible())
    if seen:
        application.closeAllWindows()
timer = QTimer(interval=200)
timer.timeout.connect(look)
timer.start()
QTimer.singleShot(20_000, application.quit)
def fail():
    1 / 0
QTimer.singleShot(50, fail)
status = main([])
result.write(f"{status} {seen}")
result.close()
"""
)


def run(script: str, environment: Mapping[str, str], folder: Path, *words: str) -> str:
    result = folder / "result.txt"
    command = [sys.executable, "-c", script, str(result), *words]
    environment = {**environment, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, cwd=ROOT, env=environment, timeout=60, check=False, capture_output=True)
    return result.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "status"),
    [(("lookup", "Email must be unique"), "0"), (("lookup",), "2"), (("scan", "no such file"), "2"), (("lokup",), "2")],
)
def test_commands_end_as_they_do_with_a_console(
    words: tuple[str, ...], status: str, program_environment: dict[str, str], tmp_path: Path
) -> None:
    assert run(COMMAND, program_environment, tmp_path, *words) == status


def test_the_window_opens_survives_an_error_and_closes(program_environment: dict[str, str], tmp_path: Path) -> None:
    said = run(WINDOW, program_environment, tmp_path)
    assert said.startswith("0 ")
    assert "SIS Error Desk" in said
