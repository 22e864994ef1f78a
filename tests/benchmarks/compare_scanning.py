"""The log scan against ripgrep with the same literals, in one run: ratios of whole-process times, memory and counts.

    python -m tests.benchmarks.compare_scanning [--quick] [--rounds 3] [--only logs,growth,gzip,hostile]

The logs are made on first use (1 GB each, 50 MB with --quick) and kept in --folder; delete it to have them made anew.
Every round runs all candidates of a comparison one after the other, warm page cache, report written to a file.
Figures are medians [min-max] of the rounds' ratios. The bounds are the project's; nothing is asserted. Linux only.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import yaml

from app.core.catalog.model import Catalog, Entry
from tests.benchmarks.generated_log import ROOT, anchors, sized_catalog, texts_of, truth_path, write_log

SHARES = {"e01": 0.001, "e2": 0.02, "e50": 0.5}
"""The logs of the comparison and their shares of error lines."""
ONE_PROCESS = {"e01": 0.6, "e2": 0.6, "e50": 3.0}
TWO_PROCESSES = {"e01": 0.45, "e2": 0.45, "e50": 2.0}
"""Bounds: our time divided by ripgrep's."""
SIZES = (137, 1_000, 10_000)
AT_10_000, GZIP, PEAK_MB, PER_BYTE = 0.8, 1 / 3, 120.0, 1.0
SAMPLED_SECONDS = 0.05
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(\w+):(\w+)\??\}")
_EXAMPLES = {"email": "amy@school.example", "id": "4711", "date": "2026-03-02", "number": "7", "list": "firstName"}


@dataclass(slots=True)
class Runs:
    """All runs of one candidate: seconds a round, and the largest memory seen (MB of one process, of all at once)."""

    seconds: list[float] = field(default_factory=list)
    biggest: float = 0.0
    together: float = 0.0
    failure: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A command to measure; its standard output goes to `output`."""

    command: Sequence[str]
    output: Path
    cwd: Path = ROOT


class _MemoryOfTree(threading.Thread):
    """Looks now and then how much memory a process and its descendants hold (pages they share count in each).

    The kernel's own figure for an ended child will not do: it begins with the memory of whoever started the child.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._ended = threading.Event()
        self.biggest = 0.0
        self.together = 0.0

    def run(self) -> None:
        while not self._ended.wait(SAMPLED_SECONDS):
            held = list(map(_memory_mb, _tree(self._pid)))
            self.biggest = max(self.biggest, *(peak for _, peak in held))
            self.together = max(self.together, sum(now for now, _ in held))

    def end(self) -> None:
        self._ended.set()
        self.join()


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = children.read_text().split()
        except OSError:  # ended meanwhile
            continue
        for child in below:
            yield from _tree(int(child))


def _memory_mb(pid: int) -> tuple[float, float]:
    """What a process holds now, and the most it ever held."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0, 0.0
    sizes = {name: int(size) / 1024 for name, size in re.findall(r"(VmRSS|VmHWM):\s+(\d+)", status)}
    return sizes.get("VmRSS", 0.0), sizes.get("VmHWM", 0.0)


def run(candidate: Candidate, home: Path, runs: Runs) -> None:
    """Run a candidate once and note its time and memory."""
    # An installed program has its bytecode; without this variable so has a checkout, from its first run on.
    left_out = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
    environment = {key: value for key, value in os.environ.items() if key not in left_out}
    with candidate.output.open("wb") as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            candidate.command,
            cwd=candidate.cwd,
            stdout=output,
            stderr=errors,
            env=environment | {"SIS_ERROR_DESK_HOME": str(home)},
        )
        memory = _MemoryOfTree(process.pid)
        memory.start()
        _, status = os.waitpid(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        memory.end()
        if process.returncode not in {0, 1}:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines() or ["it says nothing"]
            runs.failure = f"exit status {process.returncode}: {said[-1]}"
    runs.seconds.append(seconds)
    runs.biggest = max(runs.biggest, memory.biggest)
    runs.together = max(runs.together, memory.together)


class Bench:
    """One run of the benchmark: where its files are, how ours is called, and the rows that it printed."""

    def __init__(self, folder: Path, size: int, rounds: int, work: Path) -> None:
        self.folder, self.size, self.rounds, self.work = folder, size, rounds, work
        self._home = work / "home"
        answer = subprocess.run(
            [sys.executable, "-m", "app", "scan", "--help"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if answer.returncode:
            sys.exit(f"The program does not start: {answer.stderr.strip().splitlines()[-1]}")
        self.has_processes = "--processes" in answer.stdout
        if not self.has_processes:
            print("This program has no --processes: measured as it is, without the rows for two.")
        folder.mkdir(parents=True, exist_ok=True)

    def measure(self, candidates: Mapping[str, Candidate]) -> dict[str, Runs]:
        """All rounds of some candidates, interleaved."""
        measured = {name: Runs() for name in candidates}
        for _ in range(self.rounds):
            for name, candidate in candidates.items():
                run(candidate, self._home, measured[name])
        for name, runs in measured.items():
            if runs.failure:
                print(f"  {name} failed: {runs.failure}")
        return measured

    def once(self, candidate: Candidate) -> float:
        """Run a candidate once, also to have its compiled catalog there; return the seconds."""
        runs = Runs()
        run(candidate, self._home, runs)
        if runs.failure:
            print(f"  a single run failed: {runs.failure}")
        return runs.median

    def ours(self, log: Path, processes: int = 1, cwd: Path = ROOT) -> Candidate:
        chosen = ["--processes", str(processes)] if self.has_processes else []
        command = [sys.executable, "-m", "app", "scan", *chosen, "--json", str(log)]
        return Candidate(command, self.work / f"ours-{processes}.json", cwd)

    def ripgrep(self, log: Path, entries: int, *options: str) -> Candidate:
        literals = self.work / f"anchors-{entries}.txt"
        if not literals.exists():
            literals.write_text("\n".join(anchors(sized_catalog(entries))) + "\n", encoding="utf-8")
        command = ["rg", "-j1", "-c", "-i", "-F", *options, "-f", str(literals), str(log)]
        return Candidate(command, self.work / "rg.txt")

    def empty(self) -> Path:
        """A log without lines: what a run costs before its first byte."""
        path = self.work / "empty.log"
        path.touch()
        return path

    def log(self, name: str, errors: float, entries: int = 137) -> Path:
        """A log of the folder, made when it is not there in this size."""
        path = self.folder / f"{name}.log"
        truth = truth_path(path)
        if not truth.exists() or not path.exists() or path.stat().st_size < self.size:
            print(f"  making {path} ...", flush=True)
            write_log(path, sized_catalog(entries), self.size, errors)
        warm(path)
        return path


def warm(path: Path) -> None:
    """Have a file in the page cache."""
    with path.open("rb", buffering=0) as file:
        while file.read(1 << 22):
            pass


def row(label: str, figure: str, ratios: Sequence[float] = (), bound: float | None = None) -> None:
    """Print one row: what, the seconds or other figure, the ratio with its spread, the bound and whether it is met."""
    middle = statistics.median(ratios) if ratios else None
    ratio = f"{middle:8.3f} [{min(ratios):.3f}-{max(ratios):.3f}]" if middle is not None else ""
    verdict = "" if middle is None or bound is None else "met" if middle <= bound else "NOT MET"
    limit = "" if bound is None else f"<= {bound:.3g}"
    print(f"| {label:42} | {figure:>24} | {ratio:26} | {limit:8} | {verdict:7} |", flush=True)


def heading(title: str, ratio: str) -> None:
    print(f"\n{title}\n| {'':42} | {'':24} | {ratio:26} | {'bound':8} | {'':7} |\n|{'---|' * 5}")


def ratios(runs: Runs, base: Runs) -> list[float]:
    """The ratios of the rounds."""
    return [own / other for own, other in zip(runs.seconds, base.seconds, strict=True)]


def compare_logs(bench: Bench, naive_bytes: int) -> None:
    """ripgrep, ours with one process and with two, and the obvious loop; memory; counts against the truth."""
    bench.once(bench.ours(bench.empty()))
    heading(f"Logs of {bench.size / 1e6:,.0f} MB, 137 entries", "time / ripgrep's")
    worst: dict[int, Runs] = {1: Runs(), 2: Runs()}
    checks: list[str] = []
    catalog = sized_catalog(137)
    for name, share in SHARES.items():
        log = bench.log(name, share)
        candidates = {"rg": bench.ripgrep(log, 137), "1": bench.ours(log)}
        if bench.has_processes:
            candidates["2"] = bench.ours(log, 2)
        measured = bench.measure(candidates)
        base = measured["rg"]
        row(f"{name} ({share:.1%} errors): rg -j1 -c -i -F -f", f"{base.median:.2f} s")
        for number, bounds in ((1, ONE_PROCESS), (2, TWO_PROCESSES)):
            if (runs := measured.get(str(number))) is None:
                continue
            row(f"{name}: ours, processes: {number}", f"{runs.median:.2f} s", ratios(runs, base), bounds[name])
            worst[number].biggest = max(worst[number].biggest, runs.biggest)
            worst[number].together = max(worst[number].together, runs.together)
            checks.append(f"{name}, processes: {number}: {counts(candidates[str(number)].output, log, catalog)}")
        part = min(naive_bytes, log.stat().st_size)
        seconds = naive(log, part, catalog) * log.stat().st_size / part
        row(f"{name}: regex loop, from {part / 1e6:.1f} MB extrapolated", f"{seconds:.0f} s", [seconds / base.median])
    for number, runs in worst.items():
        if runs.biggest:
            label = f"peak memory of the three, processes: {number}"
            row(f"{label}, one", f"{runs.biggest:.0f} MB", [runs.biggest / PEAK_MB], 1.0)
            row(f"{label}, sum", f"{runs.together:.0f} MB")
    print("(ratio of memory: to the bound of 120 MB for one process)\n\nCounts against what was written:")
    print("\n".join(checks))


def counts(output: Path, log: Path, catalog: Catalog) -> str:
    """In words: how much of the truth a report holds. Entries that share a text are judged by the findings that
    name them; too many is only told for the others.
    """
    try:
        report: dict[str, Any] = json.loads(output.read_bytes())
    except ValueError:
        return "there is no report"
    truth: dict[str, Any] = json.loads(truth_path(log).read_bytes())
    sharing = {entry.id for entry, _, shared in texts_of(catalog) if shared}
    naming: Counter[str] = Counter()
    for finding in report["findings"]:
        naming.update(dict.fromkeys(finding["ids"], finding["count"]))
    written = {name: own["alone"] + own["shared"] for name, own in truth["entries"].items()}
    wrong = [
        f"{name}: {naming[name]:,} of {number:,}"
        for name, number in written.items()
        if naming[name] < number or (name not in sharing and naming[name] != number)
    ]
    wrong += [f"{name}: {naming[name]:,} of 0" for name in naming.keys() - written.keys() - sharing]
    total, unknown = sum(written.values()), sum(truth["unknown"].values())
    counted = sum(finding["count"] for finding in report["findings"])
    shown = sum(group["count"] for group in report["unknown"])
    text = f"{counted:,} of {total:,} known ({counted / max(total, 1):.4%}), {shown:,} of {unknown:,} unknown, "
    text += f"{len(written) - len(wrong)} of {len(written)} entries right"
    return "; ".join([text, *wrong[:10], *(["..."] if len(wrong) > 10 else [])])


def naive(log: Path, size: int, catalog: Catalog) -> float:
    """Seconds of the obvious loop over the first bytes of a log: every message's regex tried on every line."""
    texts = dict.fromkeys(message.text for entry in catalog.entries for message in entry.messages)
    patterns = [
        re.compile(".+?".join(map(re.escape, re.split(r"\{\w+:\w+\??\}", text))), re.IGNORECASE) for text in texts
    ]
    found: Counter[str] = Counter()
    start = time.perf_counter()
    with log.open(encoding="utf-8") as lines:
        for line in lines:
            for pattern in patterns:
                if pattern.search(line):
                    found[pattern.pattern] += 1
                    break
            size -= len(line)
            if size <= 0:
                break
    return time.perf_counter() - start


def compare_growth(bench: Bench) -> None:
    """The same log searched with ever more templates."""
    heading(f"Growth, e2_10k ({bench.size / 1e6:,.0f} MB, 2 % errors of 10,000 entries)", "time / ripgrep's at N")
    log = bench.log("e2_10k", SHARES["e2"], SIZES[-1])
    candidates: dict[str, Candidate] = {}
    for entries in SIZES:
        program = program_with(sized_catalog(entries), bench.work / f"program-{entries}")
        bench.once(bench.ours(bench.empty(), cwd=program))
        # Ignoring case, ripgrep 13 falls to a third of a megabyte a second at thousands of literals: no match for us.
        candidates[f"rg {entries}"] = bench.ripgrep(log, entries, "-s")
        candidates[f"ours {entries}"] = bench.ours(log, cwd=program)
    measured = bench.measure(candidates)
    for entries in SIZES:
        own, base = measured[f"ours {entries}"], measured[f"rg {entries}"]
        bound = AT_10_000 if entries == SIZES[-1] else None
        row(f"{entries:,} entries: rg without -i", f"{base.median:.2f} s")
        row(f"{entries:,} entries: ours, {own.biggest:.0f} MB", f"{own.median:.2f} s", ratios(own, base), bound)
        folded = ignoring_case(bench, log, entries)
        row(f"{entries:,} entries: ours / rg -i, extrapolated", f"rg {folded:.1f} s", [own.median / folded], bound)
        if entries != SIZES[0]:
            row(f"{entries:,} entries: ours / ours at {SIZES[0]}", "", ratios(own, measured[f"ours {SIZES[0]}"]))
    print(f"10,000 entries: {counts(candidates[f'ours {SIZES[-1]}'].output, log, sized_catalog(SIZES[-1]))}")


def ignoring_case(bench: Bench, log: Path, entries: int) -> float:
    """Seconds that ripgrep would take with -i, from one run on a part of the log, its start counted once."""
    part = min(5_000_000, bench.size // 10)
    piece = bench.work / "piece.log"
    with log.open("rb") as file:
        piece.write_bytes(file.read(part))
    start, taken = bench.once(bench.ripgrep(bench.empty(), entries)), bench.once(bench.ripgrep(piece, entries))
    return start + max(taken - start, 0.0) * log.stat().st_size / part


def program_with(catalog: Catalog, folder: Path) -> Path:
    """A copy of the program beside a catalog of its own; a checkout finds its catalog there, in every process."""
    if folder.exists():
        return folder
    shutil.copytree(ROOT / "app", folder / "app", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "resources").symlink_to(ROOT / "resources")
    (folder / "catalog").mkdir()
    shutil.copy(ROOT / "catalog" / "vocabulary.yaml", folder / "catalog")
    by_file: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for entry in catalog.entries:
        value = msgspec.to_builtins(entry)
        own = by_file.setdefault((value.pop("system"), value.pop("vendor")), [])
        # Variations come without samples, and samples of the real entries may fit a variation better.
        own.append(value | {"samples": {"match": [{"text": example(entry)}]}})
    for (system, vendor), entries in by_file.items():
        head = {"system": system, "vendor": vendor, "entries": entries}
        path = folder / "catalog" / f"{vendor.casefold().replace(' ', '-')}.yaml"
        path.write_text(yaml.dump(head, Dumper=_WithoutAliases, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return folder


class _WithoutAliases(yaml.CSafeDumper):
    """The catalog's reader refuses anchors and aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def example(entry: Entry) -> str:
    """A message that matches an entry: its first text with plain values."""
    message = entry.messages[0]

    def value(found: re.Match[str]) -> str:
        if found.group(1) is None:
            return found.group()[0]
        asked = message.when.get(found.group(1))
        return asked[0] if asked else _EXAMPLES.get(found.group(2), "Algebra")

    text = _PLACEHOLDER.sub(value, message.text)
    status, code = (f"status={message.status} " if message.status else ""), message.code and f"code: {message.code} "
    return f"{entry.vendor}: {status}{code}{text}"


def compare_gzip(bench: Bench) -> None:
    """The e2 log compressed, against ripgrep's -z."""
    heading("gzip (level 6) of e2", "time / rg -z's")
    log = bench.log("e2", SHARES["e2"])
    packed = log.with_name("e2.log.gz")
    if not packed.exists() or packed.stat().st_mtime < log.stat().st_mtime:
        print(f"  making {packed} ...", flush=True)
        with log.open("rb") as plain, gzip.open(packed, "wb", compresslevel=6) as file:
            shutil.copyfileobj(plain, file, 1 << 20)
    warm(packed)
    bench.once(bench.ours(bench.empty()))
    candidate = bench.ours(packed)
    measured = bench.measure({"rg": bench.ripgrep(packed, 137, "-z"), "ours": candidate})
    own, base = measured["ours"], measured["rg"]
    row("rg -z", f"{base.median:.2f} s")
    row(f"ours, {own.biggest:.0f} MB", f"{own.median:.2f} s", ratios(own, base), GZIP)
    print(f"{packed.name}: {counts(candidate.output, log, sized_catalog(137))}")


def compare_hostile(bench: Bench) -> None:
    """What a byte costs in logs made to hurt, against a byte of e2; the start of the program is taken off."""
    heading("Hostile logs (start of the program taken off)", "time per byte / that of e2")
    log = bench.log("e2", SHARES["e2"])
    bench.once(bench.ours(bench.empty()))
    logs = {"empty": bench.empty(), "e2": log} | hostile_logs(bench, log)
    measured = bench.measure({name: bench.ours(path) for name, path in logs.items()})
    start = measured["empty"].seconds

    def per_byte(name: str) -> list[float]:
        # A log that takes no longer than none at all costs next to nothing, not less.
        taken = [max(own - none, 1e-3) for own, none in zip(measured[name].seconds, start, strict=True)]
        return [seconds / logs[name].stat().st_size for seconds in taken]

    usual = per_byte("e2")
    for name, runs in measured.items():
        megabytes = logs[name].stat().st_size / 1e6
        compared = [own / other for own, other in zip(per_byte(name), usual, strict=True)] if megabytes else []
        bound = None if name in {"empty", "e2"} else PER_BYTE
        row(f"{name}: {megabytes:.0f} MB, peak {runs.biggest:.0f} MB", f"{runs.median:.2f} s", compared, bound)


def hostile_logs(bench: Bench, log: Path) -> dict[str, Path]:
    """One line of 200 MB; one of 5 MB of texts that nearly match; a million lines of opening brackets."""
    long, almost, brackets = (bench.work / f"{name}.log" for name in ("long", "almost", "brackets"))
    part = min(200_000_000, bench.size // 5)
    with log.open("rb") as plain, long.open("wb") as file:
        for _ in range(0, part, 1_000_000):
            file.write(plain.read(1_000_000).replace(b"\n", b" "))
    texts = [example(entry)[:-3] for entry in sized_catalog(137).entries]
    letters = sum(len(text) + 2 for text in texts)
    almost.write_text("; ".join(texts * (5_000_000 // letters + 1)), encoding="utf-8")
    brackets.write_bytes(b"[[[[{{{{\n" * 1_000_000)
    return {"one line": long, "almost matching": almost, "brackets": brackets}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "bench", help="where logs are kept"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="logs of 50 MB")
    parser.add_argument("--bytes", type=int, help="logs of another size")
    parser.add_argument("--only", default="logs,growth,gzip,hostile", help="comparisons to run, with commas")
    options = parser.parse_args()
    size = options.bytes or (50_000_000 if options.quick else 1_000_000_000)
    folder = options.folder if size == 1_000_000_000 else options.folder / f"{size // 1_000_000}MB"
    with tempfile.TemporaryDirectory(prefix="compare-scanning-") as work:
        bench = Bench(folder, size, options.rounds, Path(work))
        for name in options.only.split(","):
            if name == "logs":
                compare_logs(bench, naive_bytes=min(20_000_000, size // 25))
            else:
                {"growth": compare_growth, "gzip": compare_gzip, "hostile": compare_hostile}[name](bench)


if __name__ == "__main__":
    main()
