"""The generated log is what it says: the same for the same seed, mixed as asked, and counted as it was written."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.scanning.sources import PathSource
from tests.benchmarks.generated_log import anchors, texts_of, truth_path, write_log

BYTES, POOL = 200_000, 400
Written = tuple[Path, dict[str, Any]]


@pytest.fixture(scope="module")
def half(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A log of which half the lines tell of errors, and its truth."""
    path = tmp_path_factory.mktemp("log") / "e50.log"
    return path, write_log(path, desk.catalog, BYTES, 0.5, pool=POOL)


@pytest.fixture(scope="module")
def report(desk: Desk, half: Written) -> Report:
    return desk.scan([PathSource(half[0])])


def test_the_same_seed_gives_the_same_bytes(desk: Desk, half: Written, tmp_path: Path) -> None:
    path, truth = half
    again, other = tmp_path / "again.log", tmp_path / "other.log"
    assert write_log(again, desk.catalog, BYTES, 0.5, pool=POOL) == truth
    assert again.read_bytes() == path.read_bytes()
    write_log(other, desk.catalog, BYTES, 0.5, pool=POOL, seed=2)
    assert other.read_bytes() != path.read_bytes()


def test_size_and_truth_are_of_the_file(half: Written) -> None:
    path, truth = half
    lines = path.read_bytes().splitlines(keepends=True)
    assert truth["bytes"] == path.stat().st_size
    assert BYTES <= truth["bytes"] < BYTES + 2_000
    assert truth["lines"] == len(lines) == truth["benign"] + truth["errors"]
    assert lines[-1].endswith(b"\n")
    known = sum(own["alone"] + own["shared"] for own in truth["entries"].values())
    assert truth["errors"] == known + sum(truth["unknown"].values())
    assert json.loads(truth_path(path).read_text(encoding="utf-8")) == truth


@pytest.mark.parametrize("errors", [0.001, 0.02, 0.5])
def test_mix_and_shares(desk: Desk, tmp_path: Path, errors: float) -> None:
    path = tmp_path / "log.log"
    truth = write_log(path, desk.catalog, 2_000_000, errors, pool=POOL)
    lines = path.read_text(encoding="utf-8").splitlines()
    by_format = Counter("json" if line[0] == "{" else "csv" if line[24] == "," else "plain" for line in lines)
    assert by_format == truth["formats"]
    shares = {form: number / len(lines) for form, number in by_format.items()}
    assert shares == pytest.approx({"json": 0.45, "plain": 0.45, "csv": 0.10}, abs=0.02)
    # The small pool holds few lines of each text, so its mean strays a little from the 150 to 175 of a large one.
    assert 145 <= truth["bytes"] / truth["lines"] <= 180
    assert truth["errors"] / truth["lines"] == pytest.approx(errors, rel=0.5 if errors < 0.01 else 0.15)
    if errors == 0.5:
        assert sum(truth["unknown"].values()) / truth["errors"] == pytest.approx(0.1, abs=0.02)
        assert len(truth["unknown"]) == 30
        counts = sorted((sum(own.values()) for own in truth["entries"].values()), reverse=True)
        assert counts[0] > 10 * counts[len(counts) // 2], "a few messages are frequent, most are rare"


def test_json_lines_are_json_and_times_rise(half: Written) -> None:
    lines = half[0].read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines if line.startswith("{")]
    assert all(isinstance(value["message"], str) for value in read)
    times = [re.search(r"2026-03-\d\dT[\d:.]+Z", line).group() for line in lines]  # type: ignore[union-attr]
    assert times == sorted(times)
    assert len(set(times)) == len(times)


def test_lines_differ_in_digits_and_a_third_in_letters(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "log.log"
    write_log(path, desk.catalog, BYTES, 0.02, pool=10)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(set(lines)) == len(lines)
    timeless = {re.sub(r"2026-03-\d\dT[\d:.]+Z", "", line) for line in lines}
    assert len(timeless) > 0.8 * len(lines), "more than the time changes"
    lettered = {re.sub(r"\d|\b[0-9a-f]{4,12}\b", "", line) for line in lines}
    assert len(lettered) > 0.1 * len(lines), "names change, too"


def test_no_place_is_left_open(half: Written) -> None:
    text = half[0].read_text(encoding="utf-8")
    assert not re.search(r"[\ue000-\uf8ff]|\\ue0", text)
    assert not re.search(r"\{[A-Z]\}|\{(?:LEVEL|\w+:\w+\??)\}", text)


def test_a_scan_counts_what_was_written(desk: Desk, half: Written, report: Report) -> None:
    _, truth = half
    sharing = {entry.id for entry, _, shared in texts_of(desk.catalog) if shared}
    written = {name: own["alone"] + own["shared"] for name, own in truth["entries"].items()}
    alone = {name: number for name, number in written.items() if name not in sharing}
    counted = {finding.ids[0]: finding.count for finding in report.findings if not finding.shared}
    assert len(alone) > 40
    assert {name: number for name, number in counted.items() if name not in sharing} == alone
    assert report.occurrences == sum(written.values())
    assert sum(unknown.count for unknown in report.unknown) == sum(truth["unknown"].values())


def test_entries_that_share_a_text_are_among_those_named(half: Written, report: Report) -> None:
    naming: Counter[str] = Counter()
    for finding in report.findings:
        naming.update(dict.fromkeys(finding.ids, finding.count))
    shared = {name: own for name, own in half[1]["entries"].items() if own["shared"]}
    assert len(shared) > 10
    assert {name for name, own in shared.items() if naming[name] < own["alone"] + own["shared"]} == set()


def test_anchors_find_every_line_of_a_text_that_has_one(desk: Desk, half: Written) -> None:
    literals = anchors(desk.catalog)
    assert len(literals) == len(set(literals)) > 100
    assert all(8 <= len(literal) <= 24 and literal.isascii() for literal in literals)
    assert not any(set(literal) & set("\"'\\/<>&") for literal in literals)
    lines = half[0].read_text(encoding="utf-8").splitlines()
    hit = sum(any(literal in line for literal in literals) for line in lines)
    assert 0.95 * 0.9 * half[1]["errors"] <= hit <= 1.05 * half[1]["errors"]
