"""No command opens a socket, looks up a host or serves anything: the first try would end its process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.no_sockets import TOUCHED, Sockets

FOUND = 0
LOG = "2025-09-02 06:00:14 ERROR POST /users 400 Email must be unique https://example.org/x\nERROR odd\n"


def run(arguments: list[str], environment: dict[str, str], stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.no_sockets", *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["lookup", "Email must be unique"],
        ["lookup", "--json", "https://example.org says Email must be unique"],
        ["lookup", "--batch", "-"],
        ["scan", "-"],
        ["scan", "--json", "{log}"],
        ["scan", "--csv", "{target}", "{log}"],
        ["scan", "--xlsx", "{target}", "{log}"],
        ["scan", "--html", "{target}", "{log}"],
        ["catalog", "list"],
        ["catalog", "show", "coursekey.user.email-must-be-unique"],
        ["catalog", "check"],
        ["--help"],
        ["--version"],
    ],
)
def test_no_command_opens_a_socket(arguments: list[str], tmp_path: Path, program_environment: dict[str, str]) -> None:
    log = tmp_path / "mon.log"
    log.write_text(LOG, encoding="utf-8")
    words = [word.format(log=log, target=tmp_path / "report") for word in arguments]
    stdin = '{"text": "Email must be unique"}\n' if "--batch" in words else LOG
    done = run(["app", *words], program_environment, stdin)
    assert (done.returncode, done.stderr) == (FOUND, "")


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import socket; socket.create_connection(('localhost', 9))",
        "import socket; socket.getaddrinfo('example.invalid', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_a_socket_would_be_noticed(attempt: str, tmp_path: Path, program_environment: dict[str, str]) -> None:
    (tmp_path / "guilty.py").write_text(f"try:\n    {attempt}\nexcept OSError:\n    pass\n", encoding="utf-8")
    done = run(["guilty"], program_environment | {"PYTHONPATH": str(tmp_path)})
    assert done.returncode == TOUCHED
    assert "socket used" in done.stderr


def test_a_socket_of_this_process_would_be_noticed(sockets: Sockets) -> None:
    import socket  # noqa: TID251 - to show that it would be noticed

    with pytest.raises(PermissionError):
        socket.socket()
    assert sockets.events
    sockets.events.clear()
