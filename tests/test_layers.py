"""The core knows no screen: everything below the window imports, and runs, without Qt."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
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


LAST_ARROW_UP = ("app.services.scanning.scan_process_main", "app.services.error_desk")
"""Also an exception of the contracts in pyproject.toml: it goes when scanning has a service of its own."""


def test_no_circle_of_imports() -> None:
    """Of any kind: imports in functions and those for types alone count, too."""
    graph = grimp.build_graph("app", exclude_type_checking_imports=False)
    arrows = {module: graph.find_modules_directly_imported_by(module) - {module} for module in graph.modules}
    below, above = LAST_ARROW_UP
    arrows[below] = arrows[below] - {above}
    order = list(TopologicalSorter(arrows).static_order())
    assert len(order) == len(arrows) > 300
