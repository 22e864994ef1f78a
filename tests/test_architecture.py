"""ARCHITECTURE.md names files that exist, in lines that can be read."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_every_file_named_exists() -> None:
    named = [name for name in re.findall(r"`([\w./]+)`", TEXT) if "/" in name or name.endswith(".py")]
    files = {path.name for path in (ROOT / "app").rglob("*.py")}
    assert len(named) > 60
    assert [name for name in named if not (name in files or is_there(name))] == []


def is_there(name: str) -> bool:
    return (ROOT / name).exists() or (ROOT / f"{name}.py").exists()


def test_lines_are_short() -> None:
    assert [line for line in TEXT.splitlines() if len(line) > 120] == []
