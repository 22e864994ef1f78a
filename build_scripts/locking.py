"""Pins every package, with the hashes of all its files, for all systems we support."""

from __future__ import annotations

import tempfile
from pathlib import Path

import setup_venv
from console import run, say, stop

UV = "uv==0.13.9"
OLDEST_PYTHON = "3.11"
HEADER = "# Made by `python build_scripts/dev.py lock` from {source}. Do not edit.\n"
# No address of an index goes into the files: each installs from the index it is set up for.
OPTIONS = (
    "--universal",
    *("--python-version", OLDEST_PYTHON),
    "--generate-hashes",
    *("--only-binary", ":all:"),
    "--upgrade",
    "--no-config",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--no-annotate",
    "--quiet",
)


def lock() -> int:
    """Write the lock files anew from their lists; each holds the pins of the one before and more."""
    with tempfile.TemporaryDirectory(prefix="sis-error-desk-lock-") as folder:
        say("Fetching the resolver")
        venv = Path(folder, "venv")
        setup_venv.create_venv(venv)
        python = venv / setup_venv.PYTHON.relative_to(setup_venv.VENV)
        if run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV]) != 0:
            stop("The resolver could not be fetched; the lines above say why.")
        for name in ("runtime", "dev", "build"):
            _lock_one(python, name)
    return 0


def _lock_one(python: Path, name: str) -> None:
    """Resolve one list and put our own heading over the result."""
    source, target = (setup_venv.REQUIREMENTS / f"{name}.{ending}" for ending in ("in", "txt"))
    say(f"Locking {source.name} -> {target.name}")
    if run([python, "-m", "uv", "pip", "compile", *OPTIONS, "--output-file", target, source]) != 0:
        stop(f"{source.name} cannot be resolved; the lines above say why.")
    pins = target.read_text(encoding="utf-8")
    target.write_text(HEADER.format(source=source.name) + pins, encoding="utf-8", newline="\n")
