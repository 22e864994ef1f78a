"""Answers as JSON values. Other programs lean on these shapes; keys are only ever added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from app.cli.sentences import sentence_of
from app.core.catalog.model import Entry
from app.core.report.account import Account, account_of, upshot_of
from app.core.report.cascades import Cascade, Follower, cascades
from app.core.report.findings import Finding
from app.core.report.place import Place
from app.core.report.report import Report

if TYPE_CHECKING:
    from app.core.lookup.lookup import Answer

Json = dict[str, Any]

MAX_AFFECTED = 1_000
"""Affected records told with their counts; `records` names them all."""

MAX_CAUSES = 50
"""Causing records told for each cascade, those with the most followers."""


def answer_json(answer: Answer) -> Json:
    """A look-up's answer, best match first."""
    return {
        "query": answer.query,
        "ambiguous": answer.ambiguous,
        "matches": [
            {
                "id": match.entry.id,
                "title": match.entry.title,
                "vendor": match.entry.vendor,
                "record_type": match.entry.record_type,
                "kind": match.kind,
                "score": match.score,
                "values": match.values,
                "why": sentence_of(match.why) if match.why else "",
            }
            for match in answer.matches
        ],
        "unlisted": answer.unlisted,
        "outside_products": list(answer.outside),
    }


def report_json(report: Report) -> Json:
    """A scan's report."""
    return {
        "files": [
            {
                "path": file.path,
                "format": file.format,
                "encoding": file.encoding,
                "bytes": file.bytes,
                "lines": file.lines,
                "error": sentence_of(file.error) if file.error else None,
                "code": file.error.code if file.error else None,
                "note": file.note or None,
                "findings": file.findings,
                "unknown": file.unknown,
                "account": account_json(account_of([file])),
                "is_partly_read": file.is_partly_read,
            }
            for file in report.files
        ],
        "findings": [_finding(finding) for finding in report.findings],
        "unknown": [
            {
                "shape": unknown.shape,
                "count": unknown.count,
                "sample": unknown.sample,
                "path": unknown.place.path,
                "line": unknown.place.line,
                "suggestions": [entry.id for entry in unknown.suggestions],
                "warnings": unknown.warnings,
            }
            for unknown in report.unknown
        ],
        "lines": report.lines,
        "bytes": report.bytes,
        "seconds": report.seconds,
        "unknown_dropped": report.unknown_dropped,
        "cascades": [_cascade(one) for one in cascades(report)],
        "account": account_json(account_of(report.files)),
        "upshot": upshot_of(report).name.casefold().replace("_", " "),
    }


def account_json(account: Account) -> Json:
    """What became of every record: `known`, `unknown` and `fine` add up to `read`."""
    return {**account._asdict(), "fine": account.fine}


def entry_json(entry: Entry) -> Json:
    """An entry with all its fields."""
    value: Json = msgspec.to_builtins(entry)
    return value | {"record_type": entry.record_type}


def _finding(finding: Finding) -> Json:
    return {
        "ids": list(finding.ids),
        "vendor": finding.vendor,
        "record_type": finding.record_type,
        "title": finding.title,
        "count": finding.count,
        "files": dict(finding.files),
        "records": list(dict.fromkeys(_records(finding))),
        "first": _place(finding.first),
        "last": _place(finding.last),
        "values": {name: dict(counted.most_common()) for name, counted in finding.values.items()},
        "affected": [
            {
                "record": record,
                "kind": affected.kind,
                "count": affected.count,
                "details": affected.details,
                "first": _place(affected.place),
                "values": affected.values,
            }
            for record, affected in finding.records.most_common(MAX_AFFECTED)
        ],
        "records_complete": finding.records.complete,
        "records_distinct": finding.records.distinct,
        "times": _by_hour(finding.times),
    }


def _by_hour(times: Mapping[str, int]) -> dict[str, int]:
    """Occurrences by hour, or what is coarser: a report may know their minutes."""
    hours: Counter[str] = Counter()
    for moment, count in times.items():
        hours[moment[: len("2026-03-02T06")]] += count
    return dict(sorted(hours.items()))


def _records(finding: Finding) -> Iterator[str]:
    for record, affected in finding.records.most_common():
        yield record
        yield from affected.own_details


def _cascade(cascade: Cascade) -> Json:
    return {
        "ids": list(cascade.finding.ids),
        "records": cascade.records,
        "count": cascade.count,
        "bound": cascade.bound,
        "causes": [{"record": record, "count": count} for record, count in cascade.causes[:MAX_CAUSES]],
        "followers": [_follower(follower) for follower in cascade.followers],
    }


def _follower(follower: Follower) -> Json:
    return {
        "ids": list(follower.finding.ids),
        "records": follower.records,
        "count": follower.count,
        "followers": [_follower(below) for below in follower.followers],
    }


def _place(place: Place | None) -> Json | None:
    return None if place is None else {"path": place.path, "line": place.line, "time": place.time or None}
