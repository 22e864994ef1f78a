"""The core knows no screen: everything below the window imports, and runs, without Qt."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import app

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("app.core", "app.storage", "app.services", "app.cli")
NETWORK = ("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio", "PySide6.QtNetwork")


def modules(room: str) -> list[str]:
    found = [one.name for one in pkgutil.walk_packages(app.__path__, "app.")]
    return [name for name in found if name == room or name.startswith(f"{room}.")]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_without_qt(room: str) -> None:
    names = modules(room)
    assert len(names) > 1
    program = (
        f"import {', '.join(names)}, sys;"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken'))])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert (result.stdout.strip(), result.stderr) == ("[]", "")


def test_a_command_runs_without_qt() -> None:
    program = (
        "import sys; from app.__main__ import main; status = main(['lookup', 'addCode must be unique.']);"
        "print(status, any(name.startswith('PySide6') for name in sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stdout.splitlines()[-1] == "0 False"


def test_no_module_of_the_program_names_the_network() -> None:
    importing = re.compile(rf"^\s*(?:import|from)\s+(?:{'|'.join(map(re.escape, NETWORK))})\b", re.MULTILINE)
    guilty = [path.name for path in (ROOT / "app").rglob("*.py") if importing.search(path.read_text(encoding="utf-8"))]
    assert guilty == []
