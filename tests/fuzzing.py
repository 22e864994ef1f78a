"""Scans damaged files of every format in child processes, with bounds on memory and time.

    python build_scripts/dev.py fuzz --minutes 60 [--seed 1] [--folder DIR]

Each input is a sample of `tests/fixtures/formats`, or a hostile file, changed by a random number that its seed gives;
beside it lies a good log. Counted are inputs, deaths of the child, inputs that take too long, errors that are no
verdict, and wrong counts: of the good log, and of damaged logs against the slow scan in `reference_scanner`.
Whatever is wrong is kept in the folder with its name and seed. Linux and macOS only.
"""

from __future__ import annotations

import argparse
import json
import random
import select
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from msgspec import Struct

from app.core.matching.exact_match import ExactMatcher
from app.core.report.report import Report
from app.services.error_desk import Desk
from tests.conftest import ROOT
from tests.fixtures.hostile import NOTHING, STALLING, WORKBOOKS
from tests.fixtures.make_formats import FOLDER, LOG

SECONDS = 60.0
"""Some inputs, or one that is tried alone, that take longer count as a hang."""
START_SECONDS = 30.0
AT_ONCE = 25
MEMORY = 3 * 1024**3
_STALLING_SIZE = 20_000
_WORDS = (b"\x00", b"\xff", b"<", b'"', b"{", b"[", b"\n", b"\r", b",", b"<!--", b"PK\x03\x04", b"\x1b[", b"=?", b"--b")


def samples() -> list[str]:
    """The names of all samples."""
    formats = sorted(path.name for path in FOLDER.iterdir() if path.is_file())
    return [*formats, *WORKBOOKS, *STALLING, *NOTHING]


def sample(name: str) -> bytes:
    """A sample as it is."""
    if name in STALLING:
        return STALLING[name](_STALLING_SIZE)
    made = {**WORKBOOKS, **NOTHING}.get(name)
    return made() if made is not None else (FOLDER / name).read_bytes()


def damaged(content: bytes, seed: int) -> bytes:
    """A sample with one to eight changes: bits, bytes, words, pieces cut out, doubled, moved, or the end cut off."""
    chance = random.Random(seed)
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(data) + 1)
        size = min(chance.choice((1, 2, 4, 64, 1024)), len(data) - at)
        match chance.randrange(8):
            case 0 if size:
                data[at] ^= 1 << chance.randrange(8)
            case 1 if size:
                data[at : at + size] = chance.randbytes(size)
            case 2:
                data[at:at] = chance.choice(_WORDS) * chance.choice((1, 1, 3, 500))
            case 3:
                del data[at : at + size]
            case 4:
                data[at:at] = data[at : at + size] * chance.choice((1, 2, 100))
            case 5:
                del data[chance.randrange(len(data) + 1) :]
            case 6:
                data[at : at + size] = bytes(size)
            case _:
                piece = data[at : at + size]
                del data[at : at + size]
                data[chance.randrange(len(data) + 1) :][:0] = piece
    return bytes(data)


# In the child.


def scan_what_comes() -> None:
    """Scan the inputs named on standard input, some at once, and say on standard output what came of them."""
    import resource

    from app.services.open_catalog import open_desk
    from app.storage.places import Places

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        desk = open_desk(Places(ROOT / "catalog", ROOT / "resources", folder / "cache", folder / "settings"))
        for line in sys.stdin:
            with tempfile.TemporaryDirectory(dir=home) as dropped:
                try:
                    problem = _scanned(desk, json.loads(line), Path(dropped))
                except BaseException as error:
                    problem = f"error: {type(error).__name__}: {error}"
            print(json.dumps({"problem": problem}), flush=True)


def _scanned(desk: Desk, inputs: list[list[object]], folder: Path) -> str:
    """What is wrong about the report on some inputs beside a good log; "" when nothing is."""
    from app.services.scanning.sources import PathSource, TextSource

    problem = ""
    for number, (name, seed) in enumerate(inputs):
        content = damaged(sample(str(name)), int(str(seed)))
        path = folder / f"{number}-{name}"
        path.write_bytes(content)
        if name == "report.log":
            problem = problem or _compared(desk.matcher.exact, content, desk.scan([PathSource(path)]))
    report = desk.scan([PathSource(folder), TextSource("good.log", LOG)])
    good = sum(finding.files["good.log"] for finding in report.findings)
    return problem if good == LOG.count("\n") else f"wrong count: the good log has {good} errors"


def _compared(exact: ExactMatcher, content: bytes, quick: Report) -> str:
    """How the counts differ from those of the slow scan, of a log of plain lines without colors."""
    from tests.reference_scanner import reference_report

    odd = b"\x00" in content or b"\x1b" in content or not content
    if odd or quick.files[0].format != "text" or quick.files[0].error:
        return ""
    slow = reference_report(exact, content, quick.files[0].path)
    found, wanted = ({finding.ids: finding.count for finding in report.findings} for report in (quick, slow))
    return f"wrong count: {found} instead of {wanted}" if found != wanted else ""


# In the parent.


class _Child:
    """A process that scans."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzzing", "--child"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def try_some(self, inputs: list[tuple[str, int]]) -> str:
        """Scan inputs; what is wrong about them, "" when nothing is."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(f"{json.dumps(inputs)}\n")
            process.stdin.flush()
        except OSError:
            return "crash"
        if not select.select([process.stdout], [], [], START_SECONDS + SECONDS)[0]:
            return "hang"
        line = process.stdout.readline()
        return str(json.loads(line)["problem"]) if line else "crash"

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.communicate()


class Tried(Struct):
    """What was tried, and what came of it."""

    inputs: int
    problems: Counter[str]


def fuzz(minutes: float, seed: int, folder: Path) -> Tried:
    """Try inputs for so long, some at once; the same seed gives the same inputs in the same order."""
    tried = Tried(0, Counter())
    names = samples()
    until = time.monotonic() + 60 * minutes
    child = _Child()
    try:
        while time.monotonic() < until:
            some = [
                (names[number % len(names)], seed * 10_000_000 + number)
                for number in range(tried.inputs, tried.inputs + AT_ONCE)
            ]
            tried.inputs += len(some)
            if child.try_some(some):
                # One after the other, to see which it is.
                child.end()
                child = _Child()
                for one in some:
                    if problem := child.try_some([one]):
                        _keep(folder, *one, problem, tried)
                        child.end()
                        child = _Child()
    finally:
        child.end()
    return tried


def _keep(folder: Path, name: str, number: int, problem: str, tried: Tried) -> None:
    kind = problem.partition(":")[0]
    tried.problems[kind] += 1
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{kind.replace(' ', '-')}-{number}-{name}").write_bytes(damaged(sample(name), number))
    print(f"{name}, seed {number}: {problem}", flush=True)


def main() -> int:
    """Fuzz, print the figures, and return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "fuzzed")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        scan_what_comes()
        return 0
    tried = fuzz(options.minutes, options.seed, options.folder)
    counts = ", ".join(f"{tried.problems[kind]:,} {kind}" for kind in ("crash", "hang", "error", "wrong count"))
    print(f"{tried.inputs:,} inputs of {len(samples())} samples: {counts}.")
    return 1 if tried.problems.total() else 0


if __name__ == "__main__":
    sys.exit(main())
