"""Which front end answers: a command goes to the command line, a log dropped on the icon to the window."""

from __future__ import annotations

from pathlib import Path

import pytest

import app.cli.commands
import app.gui.application
from app.__main__ import main


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    monkeypatch.setattr(app.cli.commands, "run", lambda _given: names.append("command line") or 0)
    monkeypatch.setattr(app.gui.application, "run", lambda _given: names.append("window") or 0)
    return names


@pytest.mark.parametrize("given", [["lookup", "x"], ["--version"], ["lokup", "x"]])
def test_the_command_line_answers_commands_also_misspelled_ones(given: list[str], answered: list[str]) -> None:
    assert main(given) == 0
    assert answered == ["command line"]


def test_the_window_takes_no_arguments_and_logs(tmp_path: Path, answered: list[str]) -> None:
    log = tmp_path / "nightly ü.log"
    log.write_text("", encoding="utf-8")
    assert (main([]), main([str(log)]), main(["--open", str(log)])) == (0, 0, 0)
    assert answered == ["window"] * 3
