"""Gate 5: the installer puts the program there, upgrades it, and takes away all that it brought and nothing else."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from windows import installers, product
from windows.contents import size_of
from windows.gate_window import inside, start_and_close
from windows.gates import Bench, require
from windows.screen import open_screen, wait_until
from windows.wine import Prefix, clean_prefix, settle

_OLD_VERSION: Final = "0.0.9"
_KEY: Final = rf"HKCU\{installers.UNINSTALL_KEY}"
_OPEN_WITH: Final = r"HKCU\Software\Classes\.log\OpenWithProgids"


def check(bench: Bench) -> str:
    """Install an older version, upgrade it, run it, uninstall it with and without the person's notes."""
    setup = bench.setup
    old = installers.make_setup(_old_program(bench.scratch / "old"), bench.scratch / "old-setup.exe", _OLD_VERSION)
    with open_screen() as screen, clean_prefix(bench.template, bench.scratch / "setup", screen.environment) as prefix:
        before = _all_files(prefix)
        folder = prefix.profile / "AppData" / "Local" / "Programs" / product.NAME
        notes = prefix.profile / "AppData" / "Local" / product.NAME / "notes.txt"
        notes.parent.mkdir(parents=True)
        notes.write_text("mine", encoding="utf-8")

        prefix.run([old, "/S"], seconds=120)
        require(_OLD_VERSION in prefix.registry(_KEY), "the older version did not register")
        begun = time.monotonic()
        prefix.run([setup, "/S", "/OPENWITH"], seconds=180)
        took = time.monotonic() - begun
        _check_installed(prefix, folder, bench)
        started = start_and_close(screen, prefix, folder / f"{product.WINDOW}.exe")

        _uninstall(prefix, folder, "/S")
        require(notes.read_text("utf-8") == "mine", "the uninstaller took the person's notes")
        left = _all_files(prefix) - before - _all_files(prefix, notes.parent)
        require(not left, f"the uninstaller left {sorted(left)[:5]}")
        require(product.IDENTIFIER not in prefix.registry(r"HKCU\Software\Classes"), "the uninstaller left file types")
        prefix.run([setup, "/S"], seconds=180)
        require(product.IDENTIFIER not in prefix.registry(_OPEN_WITH), "file types are taken without being asked")
        _uninstall(prefix, folder, "/S", "/FORGET")
        require(not notes.parent.exists(), "told to forget, the uninstaller kept the person's notes")
    return f"{setup.stat().st_size:,} bytes; installed in {took:.0f} s, window after {started:.1f} s, removed"


def _old_program(folder: Path) -> Path:
    """A program of an older version, with files that the new one has no more."""
    for name in (f"{product.WINDOW}.exe", "_internal/left over.dll", "catalog/gone.yaml"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"old")
    return folder


def _check_installed(prefix: Prefix, folder: Path, bench: Bench) -> None:
    installed = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    source = bench.program
    wanted = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    require(installed == wanted | {"uninstall.exe"}, f"other files are installed: {sorted(installed ^ wanted)[:5]}")
    uninstaller = (folder / "uninstall.exe").stat().st_size
    require(size_of(folder) - uninstaller == size_of(source), "the installed files have other sizes")
    registered = prefix.registry(_KEY)
    for words in (f"DisplayVersion    REG_SZ    {product.version()}", "QuietUninstallString", product.PUBLISHER):
        require(words in registered, f"the list of programs lacks {words!r}:\n{registered}")
    require(_start_menu(prefix).is_file(), "the Start menu lacks the program")
    require(f"{product.IDENTIFIER}.log" in prefix.registry(_OPEN_WITH), '"Open with" was asked for and is missing')
    said = prefix.run([inside(prefix, folder / f"{product.CONSOLE}.exe"), "--version"]).text
    require(product.version() in said, f"the installed program calls itself {said!r}")


def _start_menu(prefix: Prefix) -> Path:
    programs = prefix.profile / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"
    return programs / f"{product.NAME}.lnk"


def _uninstall(prefix: Prefix, folder: Path, *options: str) -> None:
    # The uninstaller goes on as a copy of itself, so that it can remove itself.
    prefix.run([folder / "uninstall.exe", *options], seconds=120)
    wait_until(lambda: not folder.exists(), 60, "the program's folder to go")
    settle(prefix)
    require(not _start_menu(prefix).exists(), "the Start menu still shows the program")
    require("DisplayName" not in prefix.registry(_KEY), "the list of programs still shows the program")


def _all_files(prefix: Prefix, folder: Path | None = None) -> set[str]:
    """All files of the person, except the temporary ones."""
    files = (path for path in (folder or prefix.profile).rglob("*") if path.is_file())
    return {str(path) for path in files if "Temp" not in path.parts}
