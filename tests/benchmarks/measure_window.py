"""How the real window fares, in one run: keys, first groups, Cancel, standstills and memory, each beside a baseline.

    xvfb-run -a python -m tests.benchmarks.measure_window LOG... [--rounds 5] [--whole]

LOG are large logs, such as `generated_log` makes. For each: dropped and cancelled --rounds times, then, with --whole,
dropped and read to its end. A standstill is the time between two turns of the event loop, seen by a timer that fires
every 2 ms; its baseline is a bare window's loop while the command line scans the same log in another process.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.benchmarks.window_rig import (
    BareWindow,
    Paints,
    Rig,
    Turns,
    children,
    let_pass,
    memory_mb,
    opened_window,
    press_key,
    wait,
)  # fmt: skip

TYPED = (
    "email must be unique", "studnet not in section", "10005", "missing required parameter firstName",
    "grade was not passed back", "user does not exist", "two students have the same address", "tiem out",
)  # fmt: skip
MINUTES = 20


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f}"


def _spread(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    middle = 1000 * statistics.median(ordered)
    return f"median {middle:6.1f}, p99 {1000 * p99:6.1f}, longest {1000 * ordered[-1]:6.1f} ms  ({len(ordered)})"


def _range(seconds: Sequence[float]) -> str:
    return f"median {_ms(statistics.median(seconds))}, {_ms(min(seconds))} to {_ms(max(seconds))} ms  ({len(seconds)})"


def keys(rig: Rig) -> None:
    """Each key of some queries, until its answer is painted; beside a bare window that fills a list."""
    bare = BareWindow()
    bare.show()
    let_pass(0.3)
    bare_paints = Paints(bare.list.viewport())
    paints = Paints(rig.window.lookup.results.viewport())
    rig.window.show_lookup()
    ours: list[float] = []
    its: list[float] = []
    for query in TYPED:
        rig.window.search.clear()
        bare.box.clear()
        let_pass(0.2)
        for letter in query:
            ours.append(press_key(rig.window.search, letter, paints))
            its.append(press_key(bare.box, letter, bare_paints))
            let_pass(0.03)
    bare.close()
    bare.deleteLater()
    rig.window.search.clear()
    print(f"key to painted results      {_spread(ours)}")
    print(f"  bare box and list         {_spread(its)}")
    print(f"  ratio of medians          {statistics.median(ours) / statistics.median(its):.2f}")


def idle(turns: Turns) -> None:
    """The loop with nothing to do: what this machine does at best."""
    let_pass(0.2)
    turns.start()
    let_pass(2.0)
    print(f"standstills, idle           {_spread(turns.stop())}")


def beside_command_line(turns: Turns, log: Path) -> None:
    """The loop while another process scans the log: the baseline of a scan in the window."""
    scan = subprocess.Popen(
        [sys.executable, "-m", "app", "scan", "--json", str(log)], stdout=subprocess.DEVNULL, env=dict(os.environ)
    )
    turns.start()
    wait(lambda: scan.poll() is not None, 60 * MINUTES)
    print(f"  beside a scan elsewhere   {_spread(turns.stop())}")


def drops(rig: Rig, turns: Turns, log: Path, rounds: int) -> None:
    """Drop, see the first groups, cancel a moment later; again and again."""
    first: list[float] = []
    seen: list[float] = []
    complete: list[float] = []
    gaps: list[float] = []
    for number in range(rounds):
        turns.start()
        first.append(rig.first_groups([log]))
        let_pass(0.5 + 0.7 * number)
        for seconds, kept in zip(rig.cancel(), (seen, complete), strict=True):
            kept.append(seconds)
        let_pass(0.6)
        gaps += turns.stop()
        report = rig.session.report.report
        if report is None or not report.findings:
            print("  NOTHING KEPT after Cancel")
        rig.close_report()
    print(f"drop to first groups        {_range(first)}; first time {_ms(first[0])}")
    print(f"Cancel to all that is found {_range(seen)}")
    print(f"  and the complete report   {_range(complete)}")
    print(f"standstills, cancelled      {_spread(gaps)}")


def whole(rig: Rig, turns: Turns, log: Path) -> None:
    """Drop and wait for the end."""
    peaks: dict[str, float] = {}

    def over() -> bool:
        return not rig.scanning

    turns.start()
    begun = time.perf_counter()
    rig.drop([log])
    while not wait(over, 0.25):
        for pid in children():
            peaks[pid] = max(peaks.get(pid, 0.0), memory_mb(pid, "VmHWM"))
        if time.perf_counter() - begun > 60 * MINUTES:
            print("NOT FINISHED")
            break
    took = time.perf_counter() - begun
    let_pass(1.0)
    longest = ", ".join(f"{_ms(gap)} at {at - begun:.1f} s" for gap, at in sorted(turns.gaps)[-8:])
    rig.close_report()
    print(f"standstills, whole scan     {_spread(turns.stop())}")
    print(f"  longest                   {longest}")
    print(f"  read                      {log.stat().st_size / 1e6:.0f} MB in {took:.1f} s")
    workers = ", ".join(f"{peak:.0f}" for peak in peaks.values()) or "none"
    print(f"  memory peaks              window {memory_mb(what='VmHWM'):.0f} MB, worker processes {workers} MB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("logs", type=Path, nargs="*", metavar="LOG")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--whole", action="store_true", help="read each log to its end, too")
    options = parser.parse_args()
    with opened_window() as rig:
        turns = Turns()
        print(f"load of the machine         {os.getloadavg()[0]:.1f}")
        keys(rig)
        idle(turns)
        for log in options.logs:
            print(f"== {log.name}, {log.stat().st_size / 1e6:.0f} MB")
            drops(rig, turns, log, options.rounds)
            if options.whole:
                whole(rig, turns, log)
                beside_command_line(turns, log)
        QApplication.processEvents()


if __name__ == "__main__":
    main()
