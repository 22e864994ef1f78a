"""A report as tables for people: the one place that decides what spreadsheets say, and in what order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.core.catalog.model import Entry, Step, Term, Vocabulary
from app.core.report.account import account_of, summary_of
from app.core.report.bottom_k import AffectedRecords
from app.core.report.cascades import Follower, cascades, summary
from app.core.report.findings import Finding
from app.core.report.place import Place
from app.core.report.report import FileVerdict, Report
from app.core.report.triage import NOBODY, Standing, triage
from app.core.report.unknown_groups import Unknown
from app.core.report.work_list import WorkRow, links_of
from app.core.text.statement import Statement

Cell = str | int

FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes spreadsheet programs run a text as a formula, with the wide forms. A tab or line break, which some
programs look behind, is a space in our cells and passed over."""

_SHOWN_CAUSES = 50
"""Causing records that one cell names."""

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
        self.triage = triage(report, vocabulary, self.cascades)
        self.links = links_of(self.cascades)

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
        return Table("Errors", columns, lambda: map(self._finding, self.in_order))

    def work_list(self) -> Table:
        """One row for each error and each record it names, in the order of the work, or one without a record."""
        columns = (
            ("Error", 44), ("Vendor", 16), ("Record type", 18), ("Affected record", 32), ("Kind", 12),
            ("Also known as", 28), ("What is wrong", 34), ("Belongs to", 28), ("Follows from", 28),
            ("Who acts first", 24), ("First step", 60), ("Where", 22), ("Times", 8), ("File", 34), ("Line", 10),
            ("Time", 20), ("Done", 8),
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

    def files(self, say: Callable[[Statement], str]) -> Table:
        """One row for each file; `say` puts in words why one was not read."""
        columns = (
            ("File", 60), ("Format", 14), ("Encoding", 14), ("Bytes", 14), ("Lines", 12), ("Known errors", 12),
            ("Unknown errors", 12), ("Remark", 40), ("Problem", 60),
        )  # fmt: skip
        return Table("Files", columns, lambda: (self._file(file, say) for file in self._report.files))

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

    @property
    def in_order(self) -> list[Finding]:
        """The errors in the order of the work: what makes others fail comes first."""
        return [standing.finding for standing in self.triage.standings]

    def _work(self) -> Iterator[tuple[Cell, ...]]:
        for standing in self.triage.standings:
            finding = standing.finding
            head = (plain(finding.title), finding.vendor, self._record_types(finding))
            to_do = self._to_do(standing)
            for row in self.links.rows(standing):
                affected, place = row.affected, row.affected.place or Place("", 0)
                yield (
                    *head,
                    plain(row.record),
                    plain(affected.kind),
                    plain(", ".join(row.known_as)),
                    value_words(row),
                    plain(", ".join(row.belongs_to)),
                    plain(str(row.follows_from or "")),
                    *to_do,
                    affected.count,
                    plain(place.path),
                    place.line or "",
                    plain(place.time),
                    "",
                )
            rest = more_than_kept(finding.records)
            if rest or not finding.records:
                first = finding.first or Place("", 0)
                place_cells = ("", "", "") if rest else (plain(first.path), first.line or "", plain(first.time))
                count = "" if rest else finding.count
                yield (*head, rest, "", "", "", "", "", *to_do, count, *place_cells, "")

    def _to_do(self, standing: Standing) -> tuple[str, str, str]:
        """Who acts first, what the first step is, and where."""
        words = self._vocabulary
        steps = [step for entry in standing.finding.entries if (step := first_step(entry))]
        return (
            "Repairs itself" if standing.owner == NOBODY else name_of(words.actors, standing.owner),
            _joined(step.do for step in steps),
            _joined(name_of(words.places, step.where) for step in steps),
        )

    def _record_types(self, finding: Finding) -> str:
        return _joined(name_of(self._vocabulary.record_types, entry.record_type) for entry in finding.entries)

    def _tree(self) -> Iterator[tuple[Cell, ...]]:
        for cascade in self.cascades:
            shown = ", ".join(plain(record) for record, _ in cascade.causes[:_SHOWN_CAUSES])
            more = cascade.records - _SHOWN_CAUSES
            first = f"{shown} and {more:,} more" if more > 0 else shown
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
    def _file(file: FileVerdict, say: Callable[[Statement], str]) -> tuple[Cell, ...]:
        return (
            plain(file.path), file.format, file.encoding, file.bytes, file.lines, file.findings, file.unknown,
            plain(file.note), plain(say(file.error)) if file.error else "",
        )  # fmt: skip


def more_than_kept(records: AffectedRecords) -> str:
    """A remark on the records that came but are not in the report, "" where it has them all."""
    if records.complete:
        return ""
    more = max(records.distinct - len(records), 1)
    return f"and about {more:,} more; scan with --occurrences to list every one"


def value_words(row: WorkRow) -> str:
    """What a record's own message says: `Missing: lastName`."""
    missing = any("missing" in message.text.casefold() for message in row.standing.finding.entries[0].messages)
    names = {name: "Missing" if name == "fields" and missing else name.replace("_", " ") for name in row.values}
    return plain("; ".join(f"{names[name].capitalize()}: {value}" for name, value in row.values.items()))


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
