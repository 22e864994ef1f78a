"""Gate 4: the console exe answers byte for byte as the program in the checkout does."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

from windows import product
from windows.from_source import answer
from windows.gates import Bench, require
from windows.wine import Prefix, clean_prefix, windows_path

_QUERIES: Final = (
    "User missing the following fields: lastName, email",
    '400 {"error":{"code":10005,"message":"Course does not exist.","info":{}}}',
    "clas list is emty",
    "Zoë says: nothing of the kind",
)
_SAMPLE: Final = product.ROOT / "resources" / "samples" / "nightly-sync.log"
_SECONDS: Final = re.compile(rb'"seconds": [0-9.e-]+')
"""The one value that may differ: how long the scan took."""

_PARALLEL_COPIES: Final = 6000
"""The sample log so many times over is a file that several processes share (twice 32 MB and more)."""


def check(bench: Bench) -> str:
    """Ask both the same questions, of logs in awkward places and encodings."""
    folder = bench.scratch / "console"
    shutil.rmtree(folder, ignore_errors=True)
    logs = _make_logs(folder / "Büro der Schule")
    with clean_prefix(bench.template, bench.scratch / "console disk") as prefix:
        exe = prefix.drive / "Büro der Schule" / bench.frozen.console.name
        shutil.copytree(bench.frozen.folder, exe.parent)
        for query in _QUERIES:
            _compare(prefix, exe, logs[0].parent, "lookup", "--json", query)
        for log in logs:
            _compare(prefix, exe, log.parent, "scan", "--json", log.name)
        size = _compare_large(prefix, exe, folder / "Großes")
        _check_usage(prefix, exe)
    longest = max(len(windows_path(log)) for log in logs)
    return (
        f"{len(_QUERIES)} look-ups and {len(logs)} scans gave the same bytes, the longest path {longest} characters;"
        f" so did 2 processes on {size / 1e6:.0f} MB"
    )


def _make_logs(folder: Path) -> list[Path]:
    """Write the sample with other names, line ends and encodings, the last deeper than 260 characters."""
    text = _SAMPLE.read_text("utf-8")
    deep = folder.joinpath(*["sehr langer Ordnername " + "x" * 60] * 4)
    made = {
        folder / "letzte Nacht.log": text.encode(),
        folder / "Schüler CRLF.log": text.replace("\n", "\r\n").encode(),
        folder / "utf-16.log": text.encode("utf-16"),
        deep / "tief unten.log": text.encode(),
    }
    for path, content in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return list(made)


def _compare(prefix: Prefix, exe: Path, folder: Path, *words: str) -> bytes:
    wanted = _SECONDS.sub(b"", answer(*words, cwd=str(folder)))
    if len(windows_path(folder)) > 200:
        # Wine, like Windows, starts no program in a folder with so long a name; its files can be named all the same.
        words = (*words[:-1], windows_path(folder / words[-1]))
        wanted = _SECONDS.sub(b"", answer(*words[:-1], str(folder / words[-1].rsplit("\\", 1)[1])))
        posix, windows = (str(folder), windows_path(folder).replace("\\", "\\\\"))
        wanted = wanted.replace(f"{posix}/".encode(), f"{windows}\\\\".encode())
        folder = exe.parent
    done = prefix.run([exe, *words], cwd=folder, seconds=180, check=False)
    given = _SECONDS.sub(b"", done.output.replace(b"\r\n", b"\n"))
    require(done.status in (0, 1), f"{' '.join(words)} ended with status {done.status}: {done.errors[-1000:]!r}")
    require(given == wanted, f"{' '.join(words)} answers differently:\n{_difference(wanted, given)}")
    return given


def _difference(wanted: bytes, given: bytes) -> str:
    at = next((i for i, pair in enumerate(zip(wanted, given, strict=False)) if pair[0] != pair[1]), len(given))
    start = max(at - 100, 0)
    return f"from source: …{wanted[start : at + 200]!r}\nfrom the exe: …{given[start : at + 200]!r}"


def _compare_large(prefix: Prefix, exe: Path, folder: Path) -> int:
    """Scan a log that is shared by two processes; its name has an umlaut, and the answer must be the same."""
    folder.mkdir()
    log = folder / "groß.log"
    log.write_bytes(_SAMPLE.read_bytes() * _PARALLEL_COPIES)
    try:
        _compare(prefix, exe, folder, "scan", "--json", "--processes", "2", log.name)
        return log.stat().st_size
    finally:
        log.unlink()


def _check_usage(prefix: Prefix, exe: Path) -> None:
    done = prefix.run([exe, "scan", "no such file.log"], cwd=exe.parent, check=False)
    require(done.status == 2 and b"no such file.log" in done.errors, f"a wrong call says {done.errors!r}")
    require(b"Traceback" not in done.errors, f"a wrong call ends in a traceback: {done.errors!r}")
    done = prefix.run([exe], cwd=exe.parent, check=False)
    require(b"lookup" in done.output, "without a command the console exe does not say what there is")
