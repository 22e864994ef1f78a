"""The program as another program starts it: `python -m app ...` in a process of its own, or its entry called here."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from app.__main__ import main
from app.storage.places import HOME_VARIABLE
from tests.conftest import ROOT


@dataclass(frozen=True)
class Result:
    """What a command left behind: its exit status and both of its outputs, as bytes."""

    status: int
    output: bytes
    errors: bytes

    @property
    def text(self) -> str:
        return self.output.decode("utf-8")

    @property
    def json(self) -> Any:  # noqa: ANN401 - any JSON value
        return json.loads(self.output)

    @property
    def sentence(self) -> str:
        """The one sentence on standard error."""
        lines = self.errors.decode("utf-8").splitlines()
        assert len(lines) == 1, lines
        assert lines[0].startswith("sis-error-desk: ")
        return lines[0].removeprefix("sis-error-desk: ")


@dataclass(frozen=True)
class Program:
    """Starts commands in one environment."""

    environment: Mapping[str, str]

    def run(self, *arguments: str, stdin: bytes = b"", extra: Mapping[str, str] | None = None) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "app", *arguments],
            input=stdin,
            capture_output=True,
            cwd=ROOT,
            env={**self.environment, **(extra or {})},
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return Result(done.returncode, done.stdout, done.stderr)

    def inside(self, *arguments: str, stdin: bytes = b"") -> Result:
        """The same in this process: many times quicker, for the many ways in which a call can be wrong."""
        output, errors = io.BytesIO(), io.BytesIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            for name, written in (("stdout", output), ("stderr", errors)):
                patch.setattr(sys, name, io.TextIOWrapper(written, write_through=True))
            patch.setenv(HOME_VARIABLE, self.environment[HOME_VARIABLE])
            patch.chdir(ROOT)
            status = main(arguments)
            # Read before the wrappers around the streams go, which close what they wrap.
            return Result(status, output.getvalue(), errors.getvalue())
