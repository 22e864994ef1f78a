"""What the Windows program lacks of its packages is needed by nothing: tests pass without it."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "build_scripts"))

from windows import contents  # noqa: E402 - the path comes first

# Every package of which something is left out, at its work: stems and typos, workbooks, web pages and archives. That
# several processes share a log in the program itself, gate 4 sees.
SELECTION = (
    *("tests/core/test_alike.py", "tests/core/test_look_up.py", "tests/core/test_words.py"),
    *("tests/storage/test_archives.py", "tests/storage/test_exporters.py"),
)


def test_nothing_needs_what_is_left_out() -> None:
    command = [sys.executable, "-m", "pytest", "-p", "tests.packaging.left_out", "-p", "no:cacheprovider", "-x"]
    done = subprocess.run(
        [*command, *SELECTION], cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


@pytest.mark.parametrize("name", contents.STOOD_IN)
def test_a_stand_in_stands_for_a_module(name: str) -> None:
    assert find_spec(name) is not None, "the package has no such module any more"
