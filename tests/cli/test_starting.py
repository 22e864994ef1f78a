"""The start of a scan: what a plain log does not need is not loaded for it, neither by the command nor by a worker."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.conftest import ROOT

# Each of these takes a millisecond or more to load, and is for other commands, other files or lines nobody knows.
HEAVY = (
    "PySide6", "app.gui", "asyncio", "backports.zstd", "concurrent", "email", "html", "importlib.metadata", "isal",
    "jinja2", "python_calamine", "rapidfuzz", "snowballstemmer", "sqlite3", "tarfile", "tomllib", "xlsxwriter", "yaml",
    "zipfile",
    "app.core.lookup.fuzzy_match", "app.core.lookup.query_expansion", "app.core.sharing.redactor",
    "app.core.lookup.word_index",
    "app.storage.inputs.formats", "app.storage.inputs.walk", "app.storage.catalog.reader",
    "app.storage.documents.json_text", "app.storage.inputs.tar",
)  # fmt: skip
FOR_OTHER_CALLS = (
    "multiprocessing", "app.cli.catalog_command", "app.cli.comparing", "app.cli.lookup_command",
    "app.cli.redact_command", "app.cli.text_answers", "app.core.report.comparison", "app.services.scanning.worker_pool",
    "app.services.support_mail", "app.services.scanning.parallel_scan",
    "app.storage.catalog.folders", "app.storage.catalog.merged",
)  # fmt: skip
LINE = "2026-11-03 02:14:05 ERROR User missing the following fields: email, lastName\n"
SCAN = "from app.__main__ import main; main(['scan', '--processes', '1', '--json', sys.argv[1]])"
WORK = (
    "from multiprocessing import Pipe; from app.core.matching.filters import NO_FILTERS; from app.storage.places import"
    " find_places; from app.services.scanning.worker import work; tasks, end = Pipe(duplex=False); end.close();"
    " told, results = Pipe(duplex=False); work(tasks, results, find_places(), None, NO_FILTERS, stand_back=False);"
    " assert told.poll(), 'it was ready'"
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "nightly.log"
    path.write_text(LINE * 20, encoding="utf-8")
    return path


def test_a_scan_of_a_plain_log_loads_only_what_it_needs(program: Program, log: Path) -> None:
    assert program.run("scan", "--json", str(log)).json["findings"][0]["count"] == 20
    assert _among(HEAVY + FOR_OTHER_CALLS, _loaded(program, SCAN, log)) == []


def test_a_worker_loads_only_what_it_needs(program: Program, log: Path) -> None:
    loaded = _loaded(program, WORK, log)
    assert "app.core.scanning.line_reader" in loaded
    assert (
        _among(
            (*HEAVY, "app.cli", "app.core.lookup.lookup", "app.services.error_desk", "app.storage.userdata.settings"),
            loaded,
        )
        == []
    )


def _loaded(program: Program, script: str, log: Path) -> list[str]:
    """The modules loaded when a script has run, with everything in the cache that an earlier run leaves there."""
    program.run("scan", str(log))
    script = f"import sys; {script}; print(' '.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script, str(log)],
        cwd=ROOT,
        env=dict(program.environment),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stderr.split()


def _among(heavy: Iterable[str], loaded: Iterable[str]) -> list[str]:
    return [name for name in loaded if any(name == one or name.startswith(f"{one}.") for one in heavy)]
