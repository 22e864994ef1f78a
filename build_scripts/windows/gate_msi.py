"""Gate 6: the package for Group Policy says what it must, holds every file, installs and goes away again."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from windows import product
from windows.gates import Bench, require
from windows.wine import clean_prefix, windows_path


def check(bench: Bench) -> str:
    """Look into the package with msitools, then install and remove it with Wine's own Windows Installer."""
    package = bench.msi
    properties = _table(package, "Property")
    for name, value in (
        ("ProductName", product.NAME),
        ("ProductVersion", product.version()),
        ("Manufacturer", product.PUBLISHER),
        ("UpgradeCode", f"{{{product.UPGRADE_CODE}}}"),
        ("ALLUSERS", "1"),
    ):
        require(f"{name}\t{value}" in properties, f"the package's {name} is not {value}:\n{properties}")
    files = _extracted(package, bench.scratch / "msi")
    require(_sums(files) == _sums(bench.program.rglob("*")), "the package holds other files than the program")
    with clean_prefix(bench.template, bench.scratch / "msi disk") as prefix:
        folder = prefix.drive / "Program Files" / product.NAME
        prefix.run(["msiexec", "/i", windows_path(package), "/qn"], seconds=240)
        require(sorted(_names(folder)) == sorted(_names(bench.program)), "other files are installed than packed")
        said = prefix.run([folder / f"{product.CONSOLE}.exe", "--version"]).text
        require(product.version() in said, f"the installed program calls itself {said!r}")
        prefix.run(["msiexec", "/x", windows_path(package), "/qn"], seconds=240)
        require(not _names(folder), f"removing left {_names(folder)[:5]}")
    return f"{package.stat().st_size:,} bytes, {len(files)} files; installed for all people of the PC and removed"


def _table(package: Path, name: str) -> str:
    command = ["msiinfo", "export", str(package), name]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def _extracted(package: Path, folder: Path) -> list[Path]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    subprocess.run(["msiextract", "-C", str(folder), str(package)], capture_output=True, timeout=120, check=True)
    return [path for path in folder.rglob("*") if path.is_file()]


def _sums(paths: Iterable[Path]) -> list[str]:
    """The contents of files, whatever their folders are called: msiextract names these by their ids."""
    return sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file())


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]
