"""All that is needed before anything can be built or tried: system packages, a Windows Python, a clean Windows disk."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from console import apt_command, has_apt, install_system_packages, stop

from windows import windows_python, wine
from windows.stages import key_of, stage

PACKAGES: Final = {
    "wine": "wine",
    "wineserver": "wine",
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "import": "imagemagick",
    "makensis": "nsis",
    "wixl": "wixl",
    "msiinfo": "msitools",
    "osslsigncode": "osslsigncode",
    "openssl": "openssl",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
}
"""Command -> the Debian package it comes from."""

_MORE: Final = ("wine64", "fonts-dejavu-core", "ca-certificates")


@dataclass(frozen=True)
class Toolchain:
    """The Windows Python's exe, and a never used Windows disk to copy."""

    python: Path
    template: Path


def ensure() -> Toolchain:
    """Install, download and make what is missing; ends the program with a plain message where that cannot be."""
    _ensure_commands()
    python = stage("python", key_of(windows_python.LOCK, windows_python.PACKAGE_HASH), windows_python.make_python)
    sources = Path(wine.__file__).with_name("stand_ins")
    stand_ins = stage("stand-ins", key_of(sources), wine.make_stand_ins)
    version = subprocess.run(["wine", "--version"], capture_output=True, text=True, timeout=60, check=True).stdout
    key = key_of(version, Path(wine.__file__), sources)
    disk = stage("disk", key, lambda folder: wine.make_prefix(folder / "wine", stand_ins))
    return Toolchain(windows_python.python_exe(python), disk / "wine")


def _ensure_commands() -> None:
    missing = _missing()
    if not missing:
        return
    packages = sorted({PACKAGES[command] for command in missing} | set(_MORE))
    if install_system_packages(packages) and not _missing():
        return
    lacking = f"The Windows program CANNOT be built or checked here: {', '.join(_missing())} cannot be installed."
    if has_apt():
        stop(f"{lacking} As root, run this, then try again:\n  {apt_command(packages)}")
    stop(f"{lacking} It takes a Debian or Ubuntu machine on 64-bit Intel, or a PC with Windows (see README.md).")


def _missing() -> list[str]:
    return [command for command in PACKAGES if shutil.which(command) is None]
