"""Gate 8: gates that cannot fail prove nothing, so here is a spoiled program for two of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from windows import bundle_check, product
from windows.freezing import Frozen
from windows.gate_window import start_and_close
from windows.gates import Bench, GateError, require
from windows.screen import ScreenError, open_screen
from windows.wine import WineError, clean_prefix

_RUNTIME: Final = "msvcp140.dll"


def check(bench: Bench) -> str:
    """See gate 2 fail without a DLL, and gate 3 without the platform plugin."""
    folder = bench.scratch / "spoiled"
    _spoil(bench.frozen.folder, folder, _RUNTIME)
    said = list(bundle_check.complaints(Frozen(folder, bench.frozen.portable)))
    about = [text for text in said if f"needs {_RUNTIME}" in text]
    require(about, f"without {_RUNTIME} gate 2 says only: {said}")

    with (
        open_screen() as screen,
        clean_prefix(bench.template, bench.scratch / "spoiled disk", screen.environment) as (prefix),
    ):
        exe = prefix.drive / "spoiled" / f"{product.WINDOW}.exe"
        _spoil(bench.frozen.folder, exe.parent, "qwindows.dll")
        try:
            start_and_close(screen, prefix, exe, patience=25)
        except (GateError, ScreenError, WineError) as error:
            return f"without {_RUNTIME}: {about[0]!r}; without qwindows.dll: {str(error)[:100]!r}"
    raise GateError("without qwindows.dll the window starts all the same: gate 3 proves nothing")


def _spoil(source: Path, target: Path, name: str) -> None:
    """Copy a program and take a DLL out of the copy, wherever it lies."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    found = [path for path in target.rglob("*") if path.name.casefold() == name]
    require(found, f"{name} is not in the program: the control no longer spoils anything")
    for path in found:
        path.unlink()
