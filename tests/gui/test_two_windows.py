"""Two windows of the program at once, as two processes over the same settings and caches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
application = QApplication(["two", "-style", "Fusion"])
import app.gui.application as program
name, log = sys.argv[1], sys.argv[2]
changes = {"one": ("theme", ["dark", "light", "contrast", "dark"]), "two": ("text_size", [110, 125, 150, 175])}
window = lambda: next((each for each in application.topLevelWidgets() if type(each).__name__ == "MainWindow"), None)
left = [{changes[name][0]: value} for value in changes[name][1]]
def work():
    it = window()
    if it is None or not it.furnished or " failed for " not in it.report.summary.text():
        QTimer.singleShot(20, work)
    elif left:
        it.preferences.change(**left.pop(0))
        QTimer.singleShot(300, work)
    else:
        print(it.notices.text, "|", it.report.summary.text(), flush=True)
        application.closeAllWindows()
QTimer.singleShot(20, work)
sys.exit(program.run(["--open", log]))
"""


@pytest.mark.slow
def test_two_windows_lose_nothing_of_each_other(tmp_path: Path, sync_log: Path) -> None:
    environment = os.environ | {
        "SIS_ERROR_DESK_HOME": str(tmp_path / "home"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.fspath(ROOT),
        "LANGUAGE": "en",
    }
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "env": environment}
    windows = [subprocess.Popen([sys.executable, "-c", PROGRAM, name, sync_log], **pipes) for name in ("one", "two")]
    said = [window.communicate(timeout=120) for window in windows]
    assert [window.returncode for window in windows] == [0, 0], said
    for out, _errors in said:
        assert out.startswith(" | "), "no notice"
        assert " failed for " in out
    settings = tmp_path / "home" / "settings"
    assert json.loads((settings / "settings.json").read_text(encoding="utf-8")) == {"theme": "dark", "text_size": 175}
    assert not list(settings.glob("*broken*"))
    assert not list((settings / "crashes").iterdir()), "both notes are gone"
