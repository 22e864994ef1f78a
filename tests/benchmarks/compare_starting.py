"""Start the program and bare PySide6 windows in turn, and print how long each takes to its first paint.

    xvfb-run -a python -m tests.benchmarks.compare_starting [--rounds 20]

Time runs from the start of the process to the first paint. All are started once before, so that the compiled catalog
and Python's bytecode are there, as they are in an installed program. Rounds are interleaved: what else the machine
does hits all alike.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROBE = Path(__file__).with_name("starting_probe.py")
WINDOWS = ("bare", "controls", "program")
BOUND = 1.3


def environment(home: Path) -> dict[str, str]:
    """The environment of a start: settings and cache in a folder of its own, bytecode written once."""
    own = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return own | {
        "SIS_ERROR_DESK_HOME": str(home),
        "PYTHONPYCACHEPREFIX": str(home / "bytecode"),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds to the first paint, processor seconds of these, seconds until ready, modules loaded."""

    painted: float
    computed: float
    ready: float | None
    loaded: list[str]


def start(what: str, home: Path) -> Start:
    """Start one window and end it again."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(PROBE), what],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode or not done.stdout:
        raise RuntimeError(f"The {what} window did not start: {done.stderr}")
    told = json.loads(done.stdout)
    ready = told["ready"] - begun if told["ready"] else None
    return Start(told["painted"] - begun, told["computed"], ready, told["loaded"])


def _row(name: str, seconds: Sequence[float], base: float) -> str:
    low, high = min(seconds), max(seconds)
    middle = statistics.median(seconds)
    return f"{name:40}{1000 * middle:8.0f} ms{1000 * low:8.0f} to {1000 * high:4.0f} ms{middle / base:8.2f}"


def measure(rounds: int, home: Path) -> dict[str, list[Start]]:
    """Start all windows so many times in turn, after one start each that is not counted."""
    starts: dict[str, list[Start]] = {what: [] for what in WINDOWS}
    for what in (*WINDOWS, "program"):
        start(what, home)
    for number in range(rounds):
        for place in range(len(WINDOWS)):
            what = WINDOWS[(place + number) % len(WINDOWS)]
            starts[what].append(start(what, home))
    return starts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        starts = measure(rounds, Path(folder))
    for kind, heading in (("painted", "time to the first paint"), ("computed", "processor time until then")):
        seconds = {what: [getattr(one, kind) for one in starts[what]] for what in WINDOWS}
        base = statistics.median(seconds["bare"])
        print(f"{heading:40}{'median':>11}{'range':>19}{'times bare':>12}   ({rounds} rounds)")
        print(_row("  bare window", seconds["bare"], base))
        print(_row("  bare window with controls", seconds["controls"], base))
        print(_row("  program", seconds["program"], base))
        if kind == "painted":
            ready = [one.ready for one in starts["program"] if one.ready]
            print(_row("  program, entries on the screen", ready, base))
    pairs = [ours.painted / its.painted for ours, its in zip(starts["program"], starts["bare"], strict=True)]
    print(f"first paint, round by round: median {statistics.median(pairs):.2f} times bare (bound {BOUND})")


if __name__ == "__main__":
    main()
