"""The gold messages: real pastes and real questions with the entries that they must find.

`accepted.json` holds the share that must be right. It only ever rises: when the answers have become better,
the last test says which number to write.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.core.catalog.model import Vocabulary
from app.core.matching.filters import Filters
from app.services.error_desk import Desk
from app.services.scanning.sources import TextSource
from tests.conftest import ROOT

GOLD = Path(__file__).with_name("gold")
ACCEPTED: dict[str, float] = json.loads((GOLD / "accepted.json").read_text(encoding="utf-8"))
ASKED_IN_WORDS = {
    "words": "words",
    "misspelled": "words",
    "everyday": "everyday",
    "nickname": "everyday",
    "spanish": "spanish",
}
"""The kinds of rows that are questions, and by which share of `accepted.json` each is judged."""
NOT_IN_THE_CATALOG = {"foreign", "unlisted"}
"""Questions about something else, and texts that other programs print: nothing but guesses may be found."""
SHOWN = 20


@dataclass(frozen=True)
class Row:
    """One row of the gold files: a text, what the person filtered by, and the entries that must come first."""

    place: str
    text: str
    vendor: str | None
    record_type: str | None
    kind: str
    expect: tuple[str, ...]

    def filters(self, vocabulary: Vocabulary) -> Filters:
        vendor = vocabulary.vendor_named(self.vendor) if self.vendor else None
        record_type = vocabulary.record_type_named(self.record_type) if self.record_type else None
        assert bool(vendor) == bool(self.vendor), f"{self.place}: unknown vendor"
        assert bool(record_type) == bool(self.record_type), f"{self.place}: unknown record type"
        return Filters(frozenset({vendor} - {None}), frozenset({record_type} - {None}))


def gold_rows() -> list[Row]:
    rows = []
    for path in sorted(GOLD.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            fields = json.loads(line)
            rows.append(Row(f"{path.name}:{number}", **fields | {"expect": tuple(fields["expect"])}))
    return rows


@pytest.fixture(scope="module")
def shares(desk: Desk) -> dict[str, tuple[float, list[str]]]:
    """For each threshold the share of rows that are right, and a line on each row that is not."""
    right: dict[str, list[bool]] = {name: [] for name in ACCEPTED}
    wrong: dict[str, list[str]] = {name: [] for name in ACCEPTED}
    for row in gold_rows():
        answer = desk.look_up(row.text, row.filters(desk.catalog.vocabulary))
        ids = [match.entry.id for match in answer.matches]
        if row.kind in NOT_IN_THE_CATALOG:
            verdicts = {"unknown": not answer.known}
        elif row.kind in ASKED_IN_WORDS:
            share = ASKED_IN_WORDS[row.kind]
            checks = {f"{share}_first": ids[:1], f"{share}_first_three": ids[:3]}
            verdicts = {name: not set(row.expect).isdisjoint(first) for name, first in checks.items()}
        else:
            together = set(ids[: len(row.expect)]) == set(row.expect)
            verdicts = {"messages": together and answer.ambiguous == (len(row.expect) > 1)}
        for name, verdict in verdicts.items():
            right[name].append(verdict)
            if not verdict:
                between = " or " if row.kind in ASKED_IN_WORDS else " and "
                expected = between.join(row.expect) or "nothing"
                got = f"{ids[:3]}{' (ambiguous)' if answer.ambiguous else ''}"
                wrong[name].append(f"{row.place} ({row.kind}) {row.text[:160]!r}: wants {expected}; got {got}")
    return {name: (sum(verdicts) / len(verdicts), wrong[name]) for name, verdicts in right.items()}


@pytest.mark.parametrize("name", ACCEPTED)
def test_the_accepted_share_is_right(name: str, shares: dict[str, tuple[float, list[str]]]) -> None:
    share, wrong = shares[name]
    more = f"\n... and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
    failures = "\n".join(wrong[:SHOWN])
    assert share >= ACCEPTED[name], f"{name}: {share:.4f} is below {ACCEPTED[name]}\n{failures}{more}"
    could_be = math.floor(share * 1000) / 1000
    if could_be > ACCEPTED[name]:
        print(f"tests/gold/accepted.json could be raised: {name} from {ACCEPTED[name]} to {could_be}")


def test_gold_rows_name_entries_that_exist(desk: Desk) -> None:
    missing = {f"{row.place}: {name}" for row in gold_rows() for name in row.expect if desk.entry(name) is None}
    assert not missing


def test_harmless_lines_match_nothing_exactly(desk: Desk) -> None:
    lines = (ROOT / "catalog" / "harmless.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 300
    claimed = [
        f"{number}: {line[:120]!r}: {answer.matches[0].entry.id}"
        for number, line in enumerate(lines, 1)
        if (answer := desk.look_up(line, limit=1)).matches and answer.matches[0].kind == "exact"
    ]
    assert not claimed, "\n".join(claimed[:SHOWN])


def test_harmless_lines_are_no_findings_of_a_scan(desk: Desk) -> None:
    text = (ROOT / "catalog" / "harmless.txt").read_text(encoding="utf-8")
    report = desk.scan([TextSource("harmless.txt", text)])
    assert report.lines >= len(text.splitlines())
    assert [(finding.ids, finding.samples[:3]) for finding in report.findings] == []


def core_entries() -> list[dict[str, object]]:
    path = Path(__file__).with_name("fixtures") / "core_entries.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_core_entry_is_there_as_the_documents_print_it(desk: Desk) -> None:
    facts = core_entries()
    assert len(facts) == 137
    wrong = []
    for fact in facts:
        entry = desk.entry(str(fact["id"]))
        if entry is None:
            wrong.append(f"{fact['id']} is missing")
            continue
        if entry.title != fact["title"]:
            wrong.append(f"{entry.id}: the title is {entry.title!r}, the document has {fact['title']!r}")
        printed = [message.printed for message in entry.messages]
        wrong += [f"{entry.id}: {text!r} is not printed" for text in fact["messages"] if text not in printed]
    assert not wrong, "\n".join(wrong)
