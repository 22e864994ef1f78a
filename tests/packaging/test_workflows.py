"""What runs at GitHub cannot run here: what it must give to our own scripts is read off its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]


def steps() -> list[dict[str, Any]]:
    files = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    workflows = [yaml.safe_load(file.read_text("utf-8")) for file in files]
    return [step for workflow in workflows for job in workflow["jobs"].values() for step in job["steps"]]


def test_whoever_freezes_the_program_sets_what_its_spec_asks_for() -> None:
    spec = (ROOT / "build_scripts" / "sis-error-desk.spec").read_text("utf-8")
    assert 'SystemExit("Set PYTHONNODEBUGRANGES=1' in spec
    freezing = [step for step in steps() if "sis-error-desk.spec" in step.get("run", "")]
    assert freezing
    assert all(step.get("env", {}).get("PYTHONNODEBUGRANGES") == "1" for step in freezing)


def test_every_script_that_a_workflow_calls_is_there() -> None:
    words = {word for step in steps() for word in step.get("run", "").split()}
    called = sorted(word for word in words if word.startswith("build_scripts/"))
    assert "build_scripts/dev.py" in called
    assert [name for name in called if not (ROOT / name).exists()] == []
