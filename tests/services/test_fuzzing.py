"""The trials of `dev.py fuzz`: a few of each kind find nothing wrong, and a number gives the same input again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.fuzzing.inputs import damaged_file, damaged_workbook, odd_text, samples

if sys.platform == "win32":
    pytest.skip("the run is for Linux and macOS", allow_module_level=True)

from tests.fuzzing.planted import ERRORS, FORMATS
from tests.fuzzing.trials import KINDS, Trials


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Trials:
    return Trials(tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize(
    ("kind", "numbers"), [("look-up", 30), ("redaction", 12), ("files", len(samples())), ("workbooks", 12)]
)
def test_nothing_goes_wrong(trials: Trials, tmp_path: Path, kind: str, numbers: int) -> None:
    assert trials.tried[kind](range(numbers), tmp_path) == ""


@pytest.mark.parametrize("number", range(len(FORMATS)))
def test_planted_errors_are_counted(trials: Trials, tmp_path: Path, number: int) -> None:
    assert trials.tried["planted errors"]([number * ERRORS], tmp_path) == ""


def test_a_number_gives_the_same_input() -> None:
    for number in range(20):
        assert damaged_file(number) == damaged_file(number)
        assert damaged_workbook(number) == damaged_workbook(number)
        assert odd_text(number) == odd_text(number)
    assert {"look-up", "files", "workbooks", "planted errors"} <= set(KINDS)
