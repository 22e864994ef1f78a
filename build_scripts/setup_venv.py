"""Makes the project's own Python environment and keeps it equal to a lock file."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import platform
import subprocess
import sys
from pathlib import Path

from console import ROOT, apt_command, has_apt, install_system_packages, run, say, stop

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
REQUIREMENTS = ROOT / "build_scripts" / "requirements"
# Says which lock files the environment holds, so that a second start need not ask pip.
STAMP = VENV / "locked.json"
INCLUDES = {
    "build.txt": ("build.txt", "dev.txt", "runtime.txt"),
    "dev.txt": ("dev.txt", "runtime.txt"),
    "runtime.txt": ("runtime.txt",),
}


def tool(name: str) -> Path:
    """Return the path of a command installed in the environment."""
    return PYTHON.with_name(f"{name}.exe" if sys.platform == "win32" else name)


def ensure(lock: str) -> bool:
    """Make `.venv` hold what the lock file lists; True when something was installed."""
    held = _held() if PYTHON.exists() else {}
    if held.get(lock) == _fingerprint(lock):
        return False
    if not _usable():
        _create()
    _install(lock)
    return True


def create_venv(folder: Path) -> None:
    """Make a fresh environment in a folder, helping where Debian leaves a piece out."""
    _ensure_ensurepip()
    if run([sys.executable, "-m", "venv", "--clear", folder]) != 0:
        stop(f"The Python environment {folder} could not be made; the lines above say why.")


def _held() -> dict[str, str]:
    """Read which lock files, by fingerprint, were installed last."""
    try:
        held = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _fingerprint(lock: str) -> str:
    """Return a lock file's hash; with its line ends as in the repository, whatever git made of them."""
    text = (REQUIREMENTS / lock).read_text(encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()


def _usable() -> bool:
    """Tell whether `.venv` starts and has pip; an upgrade of the system's Python can break it."""
    try:
        done = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _create() -> None:
    """Make `.venv`."""
    say(f"Making the Python environment .venv (Python {platform.python_version()})")
    create_venv(VENV)


def _ensure_ensurepip() -> None:
    """Debian and Ubuntu split the module that venv needs off into a package of its own."""
    if importlib.util.find_spec("ensurepip") is not None:
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if install_system_packages([package]):
        return
    if has_apt():
        stop(f"Python lacks its venv part. Install it, then run this again:\n  {apt_command([package])}")
    stop("Python lacks its ensurepip module; install Python with pip and venv, then run this again.")


def _install(lock: str) -> None:
    """Install a lock file and note it down; every file must have a hash that the lock names."""
    say(f"Installing what build_scripts/requirements/{lock} lists (once; may download up to 150 MB)")
    STAMP.unlink(missing_ok=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", REQUIREMENTS / lock]) != 0:
        stop("Installing failed; the lines above say why. The first set-up needs a connection to a package index.")
    STAMP.write_text(json.dumps({name: _fingerprint(name) for name in INCLUDES[lock]}), encoding="utf-8")
