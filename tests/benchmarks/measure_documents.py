"""How quickly structured files are scanned, each beside a plain reading of the same file in the same run.

    python -m tests.benchmarks.measure_documents [--bytes 20000000] [--only json-2,csv-50] [--rounds 3]

Figures are seconds of processor time (a whole process; for ours that of a scan of an empty log is taken off), least of
the rounds, all candidates interleaved. The baseline only reads: `json.load`, every row of `csv.reader`, `html.parser`,
all rows by calamine, `email`. Files are kept in --folder; delete it to have them made anew. Linux only.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.generated_documents import SORTS, document
from tests.benchmarks.generated_log import ROOT, sized_catalog

BASELINES = {
    "json": ("json.load", "import json; json.load(open(P, encoding='utf-8'))"),
    "csv": ("csv.reader", "import csv\nfor row in csv.reader(open(P, encoding='utf-8', newline='')): pass"),
    "html": ("html.parser", "from html.parser import HTMLParser\nHTMLParser().feed(open(P, encoding='utf-8').read())"),
    "xlsx": (
        "calamine",
        "from python_calamine import CalamineWorkbook as Book\n"
        "for row in Book.from_path(P).get_sheet_by_index(0).iter_rows(): pass",
    ),
    "eml": ("email", "import email, email.policy\nemail.message_from_file(open(P), policy=email.policy.default)"),
}


def run(command: list[str], home: str) -> tuple[float, float]:
    """Processor seconds of a command, and the most memory it held (MB). Raises RuntimeError when it fails."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=output, env=os.environ | {"SIS_ERROR_DESK_HOME": home}
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in {0, 1}:
            output.seek(0)
            raise RuntimeError(output.read().decode(errors="replace")[-500:])
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def scan(path: Path) -> list[str]:
    """The command that scans a file in one process."""
    return [sys.executable, "-m", "app", "scan", "--processes", "1", "--json", str(path)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "bench-documents")
    parser.add_argument("--bytes", type=int, default=20_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(SORTS), help="sorts, with commas")
    options = parser.parse_args()
    catalog = sized_catalog(137)
    print(f"| {'file':18} | {'MB':>5} | {'ours s':>7} | {'MB/s':>6} | {'peak MB':>7} | baseline, and ours / its time |")
    print(f"|{'---|' * 6}")
    with tempfile.TemporaryDirectory(prefix="measure-documents-") as home:
        empty = Path(home) / "empty.log"
        empty.touch()
        run(scan(empty), home)
        for sort in options.only.split(","):
            path = document(options.folder, sort, options.bytes, catalog)
            name, code = BASELINES[SORTS[sort][0]]
            plain = [sys.executable, "-c", f"P = {str(path)!r}\n{code}"]
            rounds = [(run(scan(empty), home)[0], run(scan(path), home), run(plain, home)[0])
                      for _ in range(options.rounds)]  # fmt: skip
            ours = min(taken[0] for _, taken, _ in rounds) - min(start for start, _, _ in rounds)
            base = min(taken for _, _, taken in rounds)
            size = path.stat().st_size / 1e6
            peak = max(taken[1] for _, taken, _ in rounds)
            rate = f"{size / max(ours, 1e-3):6.1f}"
            print(
                f"| {sort:18} | {size:5.1f} | {ours:7.2f} | {rate} | {peak:7.0f} | {name}: {ours / base:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
