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

MOST_SIZE: Final = 1.25
AIM_START: Final = 1.3
_MOST_START: Final = 2.0
"""Far beyond the aim, which noise may miss; then something is wrong."""

_STARTS: Final = 3


def check(bench: Bench) -> str:
    """Measure both in turns, so that what else the machine does falls on both alike."""
    with open_screen() as screen, clean_prefix(bench.template, bench.scratch / "race", screen.environment) as prefix:
        folders, files = [_starters(bench, prefix, one_file) for one_file in (False, True)]
        lines = [start_said("start, folder", *_times(screen, prefix, folders))]
        lines.append(start_said("start, one file", *_times(screen, prefix, files)))
    sizes = [size_of(frozen.folder) / 1e6 for frozen in (bench.frozen, bench.bare)]
    lines.append(size_said("size, folder", *sizes))
    sizes = [frozen.portable.stat().st_size / 1e6 for frozen in (bench.frozen, bench.bare)]
    lines.append(size_said("size, one file", *sizes))
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


def start_said(what: str, own: float, bare: float) -> str:
    """Say how a start compares with the bare window's; raises GateError only where no noise explains it."""
    ratio = own / bare
    said = f"{what}: {own:.2f} against {bare:.2f} s, {ratio:.2f} times (aim {AIM_START})"
    require(ratio < _MOST_START, said)
    return said if ratio <= AIM_START else f"{said}: MISSED"


def size_said(what: str, own: float, bare: float) -> str:
    """Say how a size compares with the bare window's. Raises GateError above the most: sizes know no noise."""
    ratio = own / bare
    said = f"{what}: {own:.2f} against {bare:.2f} MB, {ratio:.3f} times (at most {MOST_SIZE})"
    require(ratio <= MOST_SIZE, said)
    return said
