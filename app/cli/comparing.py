"""`scan --compare OLD.json`: reads the answer of an earlier scan and says what changed since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.cli.usage import UsageError
from app.core.report.comparison import Change, Comparison, Fate, Run, RunFinding

_MOST_RECORDS = 8
_HEADINGS = {Fate.NEW: "New since then", Fate.STILL: "Still there", Fate.GONE: "Gone"}


def read_run(name: str) -> Run:
    """The run that an earlier `scan --json` has written. Raises UsageError with a sentence."""
    try:
        text = Path(name).read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise UsageError(f"{name} cannot be read ({getattr(error, 'strerror', None) or 'it is no text'}).") from error
    try:
        answer = json.loads(text)
        findings = {tuple(map(str, one["ids"])): _finding(one) for one in answer["findings"]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(f"{name} is no answer of 'scan --json'; save that of the run to compare with.") from error
    return Run(findings)


def _finding(one: dict[str, Any]) -> RunFinding:
    known = frozenset(map(str, one["records"]))
    affected = frozenset(str(each["record"]) for each in one.get("affected", ()))
    complete = bool(one.get("records_complete", True))
    records = affected if len(affected) >= one.get("records_distinct", len(known)) else known
    return RunFinding(str(one["title"]), int(one["count"]), records, known, complete)


def comparison_json(comparison: Comparison) -> list[dict[str, Any]]:
    """The changes as JSON values."""
    return [
        {
            "ids": list(one.ids),
            "title": one.title,
            "fate": one.fate.value,
            "before": one.before,
            "after": one.after,
            "records_compared": one.compared,
            "new_records": list(one.new),
            "gone_records": list(one.gone),
            "still_records": one.still,
        }
        for one in comparison.changes
    ]


def comparison_text(comparison: Comparison, name: str) -> str:
    """The changes for a terminal."""
    counts = ", ".join(f"{comparison.count(fate):,} {fate.value}" for fate in Fate)
    lines = ["", f"Compared with {name}: errors {counts}."]
    for fate in Fate:
        changes = [one for one in comparison.changes if one.fate is fate]
        lines += ["", _HEADINGS[fate]] if changes else []
        for one in changes:
            lines += _change_lines(one)
    return "\n".join(lines)


def _change_lines(one: Change) -> list[str]:
    counted = f"{one.after:,} (before {one.before:,})" if one.fate is Fate.STILL else f"{one.after or one.before:,}"
    lines = [f"  {counted} x {one.title}"]
    if one.fate is not Fate.STILL:
        return lines
    if not one.compared:
        return [*lines, "      Too many records to compare them one by one."]
    for what, records in (("new", one.new), ("gone", one.gone)):
        if records:
            more = f" and {len(records) - _MOST_RECORDS:,} more" if len(records) > _MOST_RECORDS else ""
            lines.append(f"      {len(records):,} {what}: {', '.join(records[:_MOST_RECORDS])}{more}")
    if one.still:
        lines.append(f"      {one.still:,} still there")
    return lines
