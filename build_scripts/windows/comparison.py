"""Gate 10: how large the program is and how quickly its window comes, against a bare window frozen by the same spec."""

from __future__ import annotations

import shutil
from pathlib import Path
from statistics import median
from typing import Final

from windows.contents import size_of
from windows.freezing import Frozen
from windows.gate_window import start_and_close
from windows.gates import Bench, require
from windows.screen import Screen, open_screen
from windows.wine import Prefix, clean_prefix

AIM_SIZE: Final = 1.25
AIM_START: Final = 1.3
_MOST: Final = 2.0
"""Far beyond the aims, which noise may miss; then something is wrong."""

_STARTS: Final = 3


def check(bench: Bench) -> str:
    """Measure both in turns, so that what else the machine does falls on both alike."""
    with open_screen() as screen, clean_prefix(bench.template, bench.scratch / "race", screen.environment) as prefix:
        folders, files = [_starters(bench, prefix, one_file) for one_file in (False, True)]
        lines = [_line("start, folder", *_times(screen, prefix, folders), AIM_START, "s")]
        lines.append(_line("start, one file", *_times(screen, prefix, files), AIM_START, "s"))
    sizes = [size_of(frozen.folder) / 1e6 for frozen in (bench.frozen, bench.bare)]
    lines.append(_line("size, folder", sizes[0], sizes[1], AIM_SIZE, "MB"))
    sizes = [frozen.portable.stat().st_size / 1e6 for frozen in (bench.frozen, bench.bare)]
    lines.append(_line("size, one file", sizes[0], sizes[1], AIM_SIZE, "MB"))
    return "\n  ".join(["program against bare window", *lines])


def _starters(bench: Bench, prefix: Prefix, one_file: bool) -> list[Path]:
    """Lay the program and the bare window on the disk, and return their exes."""
    made = []
    for name, frozen in (("program", bench.frozen), ("bare", bench.bare)):
        target = prefix.drive / f"{name}-{one_file}"
        if one_file:
            target.mkdir()
            made.append(Path(shutil.copy2(frozen.portable, target / "start.exe")))
        else:
            shutil.copytree(frozen.folder, target)
            made.append(target / Frozen(target, target).window.name)
    return made


def _times(screen: Screen, prefix: Prefix, exes: list[Path]) -> tuple[float, float]:
    """The middle of several starts of each; the first of each, with a cold disk and no catalog yet, does not count."""
    taken: list[list[float]] = [[], []]
    for turn in range(_STARTS + 1):
        for times, exe in zip(taken, exes, strict=True):
            seconds = start_and_close(screen, prefix, exe)
            if turn:
                times.append(seconds)
    return median(taken[0]), median(taken[1])


def _line(what: str, own: float, bare: float, aim: float, unit: str) -> str:
    ratio = own / bare
    require(ratio < _MOST, f"{what}: {own:.2f} {unit} is {ratio:.2f} times the bare window's {bare:.2f} {unit}")
    verdict = "reached" if ratio <= aim else "MISSED"
    return f"{what}: {own:.2f} against {bare:.2f} {unit}, {ratio:.2f} times (aim {aim}: {verdict})"
