"""The same questions asked of the program in the checkout: what the built one must answer."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from windows.product import ROOT


def answer(*arguments: str, cwd: str | None = None) -> bytes:
    """Return the command line's output, with nothing remembered from before; raises CalledProcessError."""
    with tempfile.TemporaryDirectory(prefix="sis-error-desk-home-") as home:
        environment = {**os.environ, "SIS_ERROR_DESK_HOME": home, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "app", *arguments]
        # 1 says that nothing was found: an answer as well.
        done = subprocess.run(command, cwd=cwd or ROOT, env=environment, capture_output=True, timeout=300, check=False)
        if done.returncode not in (0, 1):
            raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
        return done.stdout
