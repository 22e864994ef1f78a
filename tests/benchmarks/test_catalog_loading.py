"""Loading the compiled catalog against reading the same YAML with the quickest parser we have.

Only the ratio of one run is judged: absolute times say more about the machine. `pytest -s` prints the figures.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from app.storage.catalog.cache import load_catalog
from tests.benchmarks.generated_catalog import write_catalog

pytestmark = pytest.mark.slow


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    kept = action()
    end = time.perf_counter()
    del kept  # freeing is not part of the time
    return end - start


def parse(folder: Path) -> list[object]:
    """What a plain reader of YAML does, without any check."""
    return [yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) for path in sorted(folder.rglob("*.yaml"))]


@pytest.mark.parametrize(("entries", "rounds", "at_most"), [(137, 9, 0.20), (1_000, 5, 0.08), (10_000, 1, 0.05)])
def test_compiled_form_against_yaml(
    entries: int, rounds: int, at_most: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog = write_catalog(tmp_path, entries)
    cache = tmp_path / "cache"
    first = load_catalog(catalog, cache)
    assert (len(first.catalog.entries), first.faults) == (entries, ())
    megabytes = sum(path.stat().st_size for path in catalog.rglob("*.yaml")) / 1e6
    quick, slow = [], []
    for _ in range(rounds):  # interleaved, so that a busy moment hits both
        quick += [seconds(lambda: load_catalog(catalog, cache)) for _ in range(3)]
        slow.append(seconds(lambda: parse(catalog)))
    ratio = statistics.median(quick) / statistics.median(slow)
    with capsys.disabled():
        print(
            f"\n{entries:>6} entries, {megabytes:.1f} MB: compiled {statistics.median(quick) * 1e3:.1f} ms,"
            f" CSafeLoader {statistics.median(slow) * 1e3:.0f} ms, ratio {ratio:.3f}"
        )
    assert ratio <= at_most
