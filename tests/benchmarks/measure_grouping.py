"""How well unknown lines are grouped: python -m tests.benchmarks.measure_grouping FOLDER.

FOLDER holds loghub_2k with its corrected truth: a folder for each of 16 systems with `NAME_2k.log` and
`NAME_2k.log_structured_corrected.csv` (github.com/logpai/logparser, data/loghub_2k_corrected).

GA is the share of lines in groups that are exactly those of the truth, FGA the F1 score of such groups (Khan et al.,
ICSE 2022; Jiang et al., ISSTA 2024). "Mixed" is the share of lines that stand in a group of lines of
another template. The masks were tuned on every other system by name; the others are held out.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from app.core.scanning.error_lines import outcome_of
from app.core.text.fingerprint import fingerprint_of, mask
from app.core.text.log_templates import templates_of
from app.core.text.unwrapping import unwrap


class Scores(NamedTuple):
    """How well the lines of one system, or of several, are grouped."""

    ga: float
    fga: float
    mixed: float


class Lines(NamedTuple):
    """The lines of a system: whole, their messages as the truth has them, their levels and templates."""

    whole: list[str]
    messages: list[str]
    levels: list[str]
    templates: list[str]


def main() -> None:
    """Print the scores of each system and of both halves, and INFO lines that are called errors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    systems = sorted((path.name for path in folder.iterdir() if path.is_dir()), key=str.casefold)
    lines = {name: lines_of(folder / name) for name in systems}
    for title, whole in (("messages as the truth has them", False), ("whole lines, headers taken off", True)):
        print(f"\n{title:36}    GA    FGA  mixed")
        scores = {name: scores_of(lines[name].templates, groups_of(lines[name], whole=whole)) for name in systems}
        for name in systems:
            print_scores(f"  {name} ({half_of(systems, name)})", scores[name])
        for half in ("tuned", "held out"):
            print_scores(half, mean_of([scores[name] for name in systems if half_of(systems, name) == half]))
        print_scores("all", mean_of(list(scores.values())))
    fine = [line for each in lines.values() for line in info_lines(each)]
    print(f"\n{sum(outcome_of(line).is_trouble for line in fine)} of {len(fine)} INFO lines are called errors")


def half_of(systems: Sequence[str], name: str) -> str:
    """Say whether a system was looked at while tuning: every other one was."""
    return "held out" if systems.index(name) % 2 else "tuned"


def lines_of(folder: Path) -> Lines:
    """Read the lines of a system with their truth."""
    whole = (folder / f"{folder.name}_2k.log").read_text("utf-8", "replace").split("\n")
    with (folder / f"{folder.name}_2k.log_structured_corrected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Lines(
        [whole[int(row["LineId"]) - 1] for row in rows],
        [row["Content"] for row in rows],
        [row.get("Level") or "" for row in rows],
        [row["EventTemplate"] for row in rows],
    )


def info_lines(lines: Lines) -> list[str]:
    """The lines whose level says that nothing failed."""
    return [line for line, level in zip(lines.whole, lines.levels, strict=True) if level.casefold() == "info"]


def groups_of(lines: Lines, *, whole: bool) -> list[str]:
    """Group lines as a report does."""
    if whole:
        fingerprints = [fingerprint_of(line) for line in lines.whole]
    else:
        fingerprints = [mask(unwrap(message)) for message in lines.messages]
    templates = templates_of(fingerprints)
    return [templates[each] for each in fingerprints]


def scores_of(truth: Sequence[str], groups: Sequence[str]) -> Scores:
    """Compare groups with the truth."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    true_places: defaultdict[str, list[int]] = defaultdict(list)
    for number, (template, group) in enumerate(zip(truth, groups, strict=True)):
        true_places[template].append(number)
        places[group].append(number)
    right = set(map(tuple, places.values())) & set(map(tuple, true_places.values()))
    mixed = sum(len(lines) - max(Counter(truth[line] for line in lines).values()) for lines in places.values())
    fga = 2 * len(right) / (len(places) + len(true_places))
    return Scores(sum(map(len, right)) / len(truth), fga, mixed / len(truth))


def mean_of(scores: Sequence[Scores]) -> Scores:
    """The mean of several systems' scores, each counting the same."""
    return Scores(*map(mean, zip(*scores, strict=True)))


def print_scores(name: str, scores: Scores) -> None:
    """Print one row."""
    print(f"{name:36} {scores.ga:5.3f}  {scores.fga:5.3f}  {scores.mixed:5.3f}")


if __name__ == "__main__":
    main()
