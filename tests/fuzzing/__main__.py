"""Tries odd texts and damaged files of every format in child processes, with bounds on memory and time.

    python build_scripts/dev.py fuzz --minutes 60 [--seed 1] [--only files,look-up] [--folder DIR]

There are eight kinds of trials (`trials.KINDS`); all go on at the pace of their figures until the time is over. A
number gives the same input on every run. Damaged files have a good log next to them. Counted are inputs, deaths of the
child, inputs that take too long, errors that are no verdict, and wrong counts: of the good log, of damaged logs
against the slow scan in `reference_scanner`, of planted errors, of what is kept. Whatever is wrong is named with its
kind and number; damaged files are kept in the folder. Linux and macOS only.
"""

from __future__ import annotations

import argparse
import json
import select
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field

from tests.conftest import ROOT
from tests.fuzzing.inputs import DamagedFile, damaged_file, damaged_workbook, odd_text
from tests.fuzzing.trials import KINDS, READY, try_what_comes

SECONDS = 90.0
"""Some inputs at once, or one that is tried alone, that take longer count as a hang."""
_NUMBERS_OF_A_SEED = 10_000_000
_PROBLEMS = ("crash", "hang", "error", "wrong count", "lost")


class _Child:
    """A process that tries."""

    def __init__(self) -> None:
        self.peak = 0
        """The most memory it had, in KB."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzzing", "--child"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        if self._process.stdout.readline().strip() != READY:
            raise SystemExit("The process that tries does not start.")

    def problem(self, kind: str, numbers: Sequence[int]) -> str:
        """Try inputs; what is wrong about them, "" when nothing is."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(f"{json.dumps({'kind': kind, 'numbers': list(numbers)})}\n")
            process.stdin.flush()
        except OSError:
            return "crash"
        if not select.select([process.stdout], [], [], SECONDS)[0]:
            return "hang"
        line = process.stdout.readline()
        if not line:
            return "crash"
        answer = json.loads(line)
        self.peak = int(answer["peak"])
        return str(answer["problem"])

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.communicate()


class Tried(Struct):
    """What was tried of a kind, and what came of it."""

    inputs: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


class Fuzzing:
    """One run."""

    def __init__(self, kinds: Sequence[str], seed: int, folder: Path) -> None:
        """Nothing is tried yet; whatever goes wrong is to be kept in the folder."""
        self.tried = {kind: Tried() for kind in kinds}
        self.peak = 0
        self._first = seed * _NUMBERS_OF_A_SEED
        self._folder = folder

    def run(self, minutes: float) -> None:
        """Try inputs for so long, of each kind the same share of its figure."""
        until = time.monotonic() + 60 * minutes
        child = _Child()
        try:
            while time.monotonic() < until:
                kind = min(self.tried, key=lambda kind: self.tried[kind].inputs / KINDS[kind].goal)
                child = self._try_some(child, kind)
                self.peak = max(self.peak, child.peak)
        finally:
            child.end()

    def _try_some(self, child: _Child, kind: str) -> _Child:
        """Try the next inputs of a kind; the child that is at work afterwards."""
        tried = self.tried[kind]
        began = time.monotonic()
        first = self._first + tried.inputs
        some = range(first, first + KINDS[kind].at_once)
        tried.inputs += len(some)
        if problem := child.problem(kind, some):
            child.end()
            child = _Child()
            if kind == "planted errors" or len(some) == 1:
                self._keep(kind, some[0], problem)
            else:
                # One after the other, to see which it is.
                for number in some:
                    if problem := child.problem(kind, [number]):
                        self._keep(kind, number, problem)
                        child.end()
                        child = _Child()
        tried.seconds += time.monotonic() - began
        return child

    def _keep(self, kind: str, number: int, problem: str) -> None:
        sort = problem.partition(":")[0]
        self.tried[kind].problems[sort] += 1
        print(f"{kind}, number {number}: {problem}", flush=True)
        if made := _input(kind, number):
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / f"{sort.replace(' ', '-')}-{number}-{made.name}").write_bytes(made.content)


def _input(kind: str, number: int) -> DamagedFile | None:
    match kind:
        case "files":
            return damaged_file(number)
        case "workbooks":
            return damaged_workbook(number)
        case "look-up" | "redaction":
            return DamagedFile("text.txt", odd_text(number).text.encode("utf-8", "surrogatepass"))
        case _:
            return None


def summary(fuzzing: Fuzzing) -> str:
    """The figures, a kind of trial a line."""
    lines = [f"{'':18}{'inputs':>9}{'least':>9}{'seconds':>9}{''.join(f'{name:>13}' for name in _PROBLEMS)}"]
    for kind, tried in fuzzing.tried.items():
        problems = "".join(f"{tried.problems[name]:>13,}" for name in _PROBLEMS)
        lines.append(f"{kind:18}{tried.inputs:>9,}{KINDS[kind].goal:>9,}{tried.seconds:>9,.0f}{problems}")
    return "\n".join([*lines, f"Most memory of a child: {fuzzing.peak // 1024:,} MB."])


def main() -> int:
    """Fuzz, print the figures, and return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join(KINDS), help="kinds of trials, with commas between them")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "fuzzed")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        try_what_comes()
        return 0
    fuzzing = Fuzzing(options.only.split(","), options.seed, options.folder)
    fuzzing.run(options.minutes)
    print(summary(fuzzing))
    return 1 if any(tried.problems for tried in fuzzing.tried.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
