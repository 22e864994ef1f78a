"""Freezes the program and the bare window with PyInstaller, under the Windows Python or this machine's own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from windows import contents, product
from windows.stages import key_of, stage
from windows.wine import Prefix, windows_path

SPEC: Final = product.ROOT / "build_scripts" / "sis-error-desk.spec"
_SECONDS: Final = 900
_OWN: Final = product.ROOT / "build_scripts" / "windows"
_PARTS: Final = (
    "product.py",
    "contents.py",
    "icon.py",
    "solid_archive.py",
    "runtime_library.py",
    "shared_modules.py",
    "unused_module.py",
)
_BUILT_BY: Final = (SPEC, *(_OWN / name for name in _PARTS), product.ICON)


@dataclass(frozen=True)
class Frozen:
    """One frozen program: its folder, and the same in one file."""

    folder: Path
    portable: Path

    @property
    def window(self) -> Path:
        """The window's exe."""
        return self.folder / f"{product.WINDOW}.exe"

    @property
    def modules(self) -> Path:
        """The archive of the modules that both exes share."""
        return self.folder / "_internal" / contents.MODULES

    @property
    def console(self) -> Path:
        """The command line's exe."""
        return self.folder / f"{product.CONSOLE}.exe"


def freeze_program(prefix: Prefix, python: Path) -> Frozen:
    """Freeze the program as it is in the checkout; raises WineError, or CalledProcessError for the languages."""
    subprocess.run([sys.executable, product.ROOT / "build_scripts" / "translating.py"], timeout=120, check=True)
    sources = (*_BUILT_BY, *(product.ROOT / name for name in ("app", *product.DATA_FOLDERS)))
    folder = stage("program", key_of(python.parent.parent.name, *sources), _maker(prefix, python))
    return Frozen(folder / product.IDENTIFIER, folder / f"{product.PORTABLE}.exe")


def freeze_bare_window(prefix: Prefix, python: Path) -> Frozen:
    """Freeze the bare window by the same spec; raises WineError."""
    sources = (*_BUILT_BY, _OWN / "bare_window.py")
    folder = stage("bare", key_of(python.parent.parent.name, *sources), _maker(prefix, python, "--", "--bare"))
    name = f"{product.IDENTIFIER}-bare"
    return Frozen(folder / name, folder / f"{name}-portable.exe")


def _maker(prefix: Prefix, python: Path, *options: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        work = folder / "work"
        places = ["--distpath", windows_path(folder), "--workpath", windows_path(work)]
        without_columns = Prefix(prefix.folder, {**prefix.environment, "PYTHONNODEBUGRANGES": "1"})
        command: list[str | Path] = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places]
        without_columns.run([*command, windows_path(SPEC), *options], seconds=_SECONDS, cwd=product.ROOT)
        shutil.rmtree(work)

    return make
