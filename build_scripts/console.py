"""What the set-up commands share: the project's root, speaking to the developer, and stopping."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]


def say(text: str) -> None:
    """Print a line at once, so that it stands before the output of the tool started next."""
    print(text, flush=True)


def stop(text: str, status: int = 1) -> NoReturn:
    """End with one sentence on standard error."""
    sys.stdout.flush()
    print(text, file=sys.stderr, flush=True)
    raise SystemExit(status)


def run(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> int:
    """Run a tool in the project's root and return its exit status.

    `env` holds additions to the environment. Ctrl+C reaches the tool as well as us: it may end in its own way.
    """
    process = subprocess.Popen([str(word) for word in command], cwd=ROOT, env={**os.environ, **(env or {})})
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def has_apt() -> bool:
    """Tell whether system packages come from apt (Debian, Ubuntu and their relatives)."""
    return sys.platform.startswith("linux") and shutil.which("apt-get") is not None


def install_system_packages(packages: Sequence[str]) -> bool:
    """Install packages with apt when we are root; False when we may not or it failed."""
    # mypy judges for the platform it runs on; Windows has no geteuid.
    if sys.platform == "win32" or os.geteuid() != 0 or not has_apt():
        return False
    say(f"Installing system packages: {' '.join(packages)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends", *packages]
    # The package lists may be fresh enough; fetching them takes longer than trying.
    if run(install, quiet) == 0:
        return True
    return run(["apt-get", "update", "-qq"], quiet) == 0 and run(install, quiet) == 0


def apt_command(packages: Sequence[str]) -> str:
    """Return the one command that a person can copy to install the packages."""
    install = f"apt-get install -y --no-install-recommends {shlex.join(packages)}"
    return f"sudo sh -c 'apt-get update && {install}'"
