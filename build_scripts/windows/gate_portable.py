"""Gate 7: the zip keeps everything beside its exe, and the program in one file starts from anywhere."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Final

from windows import installers, product
from windows.gate_window import start_and_close
from windows.gates import Bench, require
from windows.screen import open_screen
from windows.wine import Prefix, clean_prefix

_QUERY: Final = ("lookup", "--json", "Email must be unique")


def check(bench: Bench) -> str:
    """Unpack the zip onto a stick, use it, and see that the person's profile stays as it was."""
    with open_screen() as screen, clean_prefix(bench.template, bench.scratch / "stick", screen.environment) as prefix:
        folder = prefix.drive / "USB Stick"
        with zipfile.ZipFile(bench.zip) as packed:
            packed.extractall(folder)
        prefix.run([folder / f"{product.CONSOLE}.exe", *_QUERY])
        start_and_close(screen, prefix, folder / f"{product.WINDOW}.exe")
        require((folder / "data" / "cache").is_dir(), "the portable program kept nothing beside its exe")
        require((folder / "data" / "settings" / "window.ini").is_file(), "the window's settings are not beside the exe")
        require(not _own(prefix).exists(), f"the portable program wrote to the profile: {_own(prefix)}")

        (folder / installers.PORTABLE_MARKER).unlink()
        prefix.run([folder / f"{product.CONSOLE}.exe", *_QUERY])
        require(_own(prefix).exists(), "without the marker the program keeps nothing in the profile")

        shutil.rmtree(_own(prefix))
        exe = prefix.drive / "Downloads" / bench.frozen.portable.name
        exe.parent.mkdir()
        shutil.copy2(bench.frozen.portable, exe)
        times = [start_and_close(screen, prefix, exe) for _ in range(2)]
        compiled = list(_own(prefix).rglob("catalog-*.compiled"))
        require(len(compiled) == 1, f"in one file, each start compiles the catalog anew: {compiled}")
    return (
        f"zip {bench.zip.stat().st_size:,} bytes, its settings stay beside it; in one file {exe.name}:"
        f" {bench.frozen.portable.stat().st_size:,} bytes, painted after {times[0]:.1f} and {times[1]:.1f} s"
    )


def _own(prefix: Prefix) -> Path:
    return prefix.profile / "AppData" / "Local" / product.NAME
