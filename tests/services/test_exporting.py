"""A report is saved in the format that its name says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.sentences import sentence_of
from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.report_export import export
from app.storage.catalog.reader import read_catalog

ROOT = Path(__file__).resolve().parents[2]
STARTS = {".csv": b"\xef\xbb\xbf", ".xlsx": b"PK", ".html": b"<!DOCTYPE html>"}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(read_catalog(ROOT / "catalog").catalog)


@pytest.mark.parametrize("suffix", [*STARTS, ".HTML"])
def test_suffix_chooses_the_format(suffix: str, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / f"report{suffix}"
    export(Report(), path, desk, sentence_of)
    assert path.read_bytes().startswith(STARTS[suffix.casefold()])


def test_kind_wins_over_the_suffix(desk: Desk, tmp_path: Path) -> None:
    export(Report(), tmp_path / "report.tmp", desk, sentence_of, "xlsx")
    assert (tmp_path / "report.tmp").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("name", ["report.pdf", "report", "report.xls"])
def test_another_suffix_is_refused_with_a_sentence(name: str, desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=rf"cannot be saved as {name}: choose a name that ends with one of \.xlsx"):
        export(Report(), tmp_path / name, desk, sentence_of)
    assert list(tmp_path.iterdir()) == []


def test_writers_load_when_first_needed() -> None:
    script = "import sys, app.services.report_export; print('jinja2' in sys.modules, 'xlsxwriter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
