"""A report as tables for people: the one place that decides what spreadsheets say, and in what order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.core.catalog.model import Entry, Step, Term, Vocabulary
from app.core.report.account import account_of, summary_of
from app.core.report.bottom_k import Affected, AffectedRecords
from app.core.report.cascades import Cascade, Follower, cascades, summary
from app.core.report.findings import Finding
from app.core.report.place import Place
from app.core.report.report import FileVerdict, Report
from app.core.report.unknown_groups import Unknown

Cell = str | int

FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes spreadsheet programs run a text as a formula, with the wide forms. A tab or line break, which some
programs look behind, is a space in our cells and passed over."""

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns (heading and width in letters) and its rows, made while they are read."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: Callable[[], Iterator[tuple[Cell, ...]]]


class ReportRows:
    """The tables of one report, in the words of the vocabulary."""

    def __init__(self, report: Report, vocabulary: Vocabulary) -> None:
        self._report = report
        self._vocabulary = vocabulary
        self.cascades = cascades(report)
        self._causes = _causes_of(self.cascades)

    def facts(self) -> list[tuple[str, Cell]]:
        """What the scan read and found, in a few numbers."""
        report = self._report
        facts: list[tuple[str, Cell]] = [
            ("Files", len(report.files)),
            ("Files that could not be read", sum(bool(file.error) for file in report.files)),
            ("Lines", sum(file.lines for file in report.files)),
            ("Known errors, different ones", len(report.findings)),
            ("Known errors, lines in all", report.occurrences),
            ("Unknown error lines, different ones", len(report.unknown)),
            ("What became of all that was read", summary_of(account_of(report.files))),
        ]
        if report.cancelled:
            facts.append(("The scan was stopped early", "yes"))
        if self.cascades:
            facts.append(("What to fix first", summary(self.cascades)))
        return facts

    def findings(self) -> Table:
        """One row for each error."""
        columns = (
            ("Error", 44), ("Vendor", 16), ("Record type", 18), ("Times", 8), ("Affected records", 10),
            ("Consequence", 30), ("At the next run", 44), ("Certainty", 28), ("First seen", 20), ("Last seen", 20),
            ("Id", 50),
        )  # fmt: skip
        return Table("Errors", columns, lambda: map(self._finding, self._report.findings))

    def work_list(self) -> Table:
        """One row for each error and each record it names; one row for an error that names none."""
        columns = (
            ("Error", 44), ("Vendor", 16), ("Record type", 18), ("Affected record", 32), ("Kind", 12),
            ("Named with", 24), ("Times", 8), ("Times in all", 8), ("Who acts first", 24), ("First step", 60),
            ("Where", 22), ("File", 34), ("First line", 10), ("First time", 20), ("Last time", 20),
            ("Follows from", 40), ("Done", 8),
        )  # fmt: skip
        return Table("Work list", columns, self._work)

    def causes(self) -> Table:
        """What follows from what: one row for each error that makes others fail, its followers indented below it."""
        columns = (
            ("Error", 60), ("Vendor", 16), ("Record type", 18), ("Records", 10), ("Times", 10), ("Fix first", 60),
        )  # fmt: skip
        return Table("Causes", columns, self._tree)

    def unknown(self) -> Table:
        """One row for each shape of line that looks like an error and matches nothing."""
        columns = (("Line", 90), ("Times", 8), ("File", 34), ("First line", 10), ("First time", 20), ("Perhaps", 60))
        return Table("Unknown lines", columns, self._unknown)

    def files(self) -> Table:
        """One row for each file."""
        columns = (
            ("File", 60), ("Format", 14), ("Encoding", 14), ("Bytes", 14), ("Lines", 12), ("Known errors", 12),
            ("Unknown errors", 12), ("Remark", 40), ("Problem", 60),
        )  # fmt: skip
        return Table("Files", columns, lambda: map(self._file, self._report.files))

    def _finding(self, finding: Finding) -> tuple[Cell, ...]:
        words, entries = self._vocabulary, finding.entries
        return (
            plain(finding.title),
            finding.vendor,
            self._record_types(finding),
            finding.count,
            finding.records.distinct,
            _joined(name_of(words.consequences, entry.consequence) for entry in entries),
            _joined(name_of(words.next_run, entry.next_run) for entry in entries),
            _joined(name_of(words.certainties, entry.certainty) for entry in entries),
            _time(finding.first),
            _time(finding.last),
            ", ".join(finding.ids),
        )

    def _work(self) -> Iterator[tuple[Cell, ...]]:
        for finding in self._report.findings:
            head = (plain(finding.title), finding.vendor, self._record_types(finding))
            steps = [step for entry in finding.entries if (step := first_step(entry))]
            first = finding.first or Place("", 0)
            tail = (
                finding.count,
                _joined(name_of(self._vocabulary.actors, step.who) for step in steps),
                _joined(step.do for step in steps),
                _joined(name_of(self._vocabulary.places, step.where) for step in steps),
                plain(first.path),
                first.line or "",
                plain(first.time),
                _time(finding.last),
                self._causes.get(finding.ids, ""),
                "",
            )
            for record, affected in finding.records.most_common() or [("", Affected(finding.count, ""))]:
                beside = plain(", ".join(affected.details))
                yield (*head, plain(record), plain(affected.kind), beside, affected.count, *tail)
            if more := more_than_kept(finding.records):
                yield (*head, more, "", "", "", *tail)

    def _record_types(self, finding: Finding) -> str:
        return _joined(name_of(self._vocabulary.record_types, entry.record_type) for entry in finding.entries)

    def _tree(self) -> Iterator[tuple[Cell, ...]]:
        for cascade in self.cascades:
            shown = ", ".join(plain(record) for record, _ in cascade.causes)
            more = f" and {cascade.records - len(cascade.causes):,} more"
            first = shown + (more if cascade.records > len(cascade.causes) else "")
            yield (*self._head(cascade.finding, 0), cascade.records, cascade.finding.count, first)
            yield from self._below(cascade.followers, 1)

    def _below(self, followers: Sequence[Follower], depth: int) -> Iterator[tuple[Cell, ...]]:
        for one in followers:
            yield (*self._head(one.finding, depth), one.records, one.count, "")
            yield from self._below(one.followers, depth + 1)

    def _head(self, finding: Finding, depth: int) -> tuple[Cell, ...]:
        title = plain(finding.title)
        text = f"{'    ' * depth}follows: {title}" if depth else title
        return (text, finding.vendor, self._record_types(finding))

    def _unknown(self) -> Iterator[tuple[Cell, ...]]:
        yield from map(self._unknown_line, self._report.unknown)
        if self._report.unknown_dropped:
            yield ("Lines of still other kinds", self._report.unknown_dropped, "", "", "", "")

    def _unknown_line(self, unknown: Unknown) -> tuple[Cell, ...]:
        place = unknown.place
        suggestions = _joined(f"{entry.title} ({entry.vendor})" for entry in unknown.suggestions)
        return (plain(unknown.sample), unknown.count, plain(place.path), place.line, plain(place.time), suggestions)

    @staticmethod
    def _file(file: FileVerdict) -> tuple[Cell, ...]:
        return (
            plain(file.path), file.format, file.encoding, file.bytes, file.lines, file.findings, file.unknown,
            plain(file.note), plain(file.error),
        )  # fmt: skip


def more_than_kept(records: AffectedRecords) -> str:
    """A remark on the records that came but are not in the report, "" where it has them all."""
    if records.complete:
        return ""
    more = max(records.distinct - len(records), 1)
    return f"and about {more:,} more; scan with --occurrences to list every one"


def _causes_of(found: Sequence[Cascade]) -> dict[tuple[str, ...], str]:
    """For each finding that follows from others what it follows from, in words."""
    causes: dict[tuple[str, ...], list[str]] = {}

    def walk(finding: Finding, followers: Sequence[Follower]) -> None:
        for one in followers:
            noun = "record" if one.records == 1 else "records"
            causes.setdefault(one.finding.ids, []).append(f"{plain(finding.title)} ({one.records:,} {noun})")
            walk(one.finding, one.followers)

    for cascade in found:
        walk(cascade.finding, cascade.followers)
    return {ids: "; ".join(texts) for ids, texts in causes.items()}


def first_step(entry: Entry) -> Step | None:
    """The step an entry begins with, or None."""
    return next((step for cause in entry.causes for step in cause.steps), None)


def name_of(terms: dict[str, Term], key: str) -> str:
    """What people read for a key of a closed list; the key itself where it has no name."""
    term = terms.get(key)
    return term.name or key if term else key


def plain(text: str) -> str:
    """The text on one line, without characters that break tables: line breaks, control codes, halves of characters."""
    return _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", _UNPRINTABLE.sub(" ", text))


def _joined(texts: Iterator[str]) -> str:
    """Each different text once: errors that share their text often share the rest too."""
    return " / ".join(dict.fromkeys(plain(text) for text in texts))


def _time(place: Place | None) -> str:
    return plain(place.time) if place else ""
