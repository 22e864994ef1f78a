"""The report's tables: findings, affected records, unknown lines and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject

from app.core.report.work_list import links_of, urgency
from app.gui.detail.subject import readable_name
from app.gui.report.rows_model import Column, RowsModel
from app.gui.report.texts import NOBODY, cause_words, number, owner_name, records_words, unknown_words, verdict
from app.gui.shared.gradual import Bites, in_order
from app.gui.shared.messages import told
from app.gui.shared.paths import short_path

if TYPE_CHECKING:
    from app.core.catalog.model import Vocabulary
    from app.core.report.cascades import Cascade
    from app.core.report.findings import Finding
    from app.core.report.place import Place
    from app.core.report.report import FileVerdict
    from app.core.report.triage import Standing, Triage
    from app.core.report.work_list import WorkRow

translate = QCoreApplication.translate
INDENT: Final = "      "
_TONES: Final = {
    "blocks-run": "danger",
    "blocks-course": "danger",
    "blocks-assignment": "caution",
    "blocks-record": "caution",
    "harmless": "good",
}
_RECORDS_AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with its place in the work; `count` is how often it occurred in the time chosen."""

    standing: Standing
    count: int

    @property
    def finding(self) -> Finding:
        """The finding itself."""
        return self.standing.finding


def findings_model(vocabulary: Vocabulary, parent: QObject) -> RowsModel:
    """What went wrong, one reason a row; unless sorted, those that follow from another are indented below it."""

    def what(row: FindingRow) -> str:
        return _what(row.finding) if model.is_sorted else _indented(row)

    def columns() -> tuple[Column, ...]:
        return (
            Column(translate("Report", "Count"), lambda row: number(row.count), lambda row: row.count, numeric=True),
            Column(translate("Report", "What"), what, lambda row: _what(row.finding).casefold(), spoken=_spoken),
            _owner_column(vocabulary),
            Column(
                translate("Report", "Records"),
                lambda row: records_words(row.finding),
                lambda row: row.finding.records.distinct,
                numeric=True,
            ),
            Column(translate("Report", "Causes"), lambda row: cause_words(row.standing)),
            Column(
                translate("Report", "Consequence"),
                lambda row: _consequence(row.finding, vocabulary),
                badge=lambda row: _TONES.get(row.finding.entries[0].consequence, "neutral"),
                hidden=True,
            ),
            Column(translate("Report", "Vendor"), lambda row: row.finding.vendor, hidden=True),
            Column(translate("Report", "Record type"), lambda row: _record_types(row.finding, vocabulary), hidden=True),
            Column(translate("Report", "First seen"), lambda row: _seen(row.finding.first), hidden=True),
            Column(translate("Report", "Last seen"), lambda row: _seen(row.finding.last), hidden=True),
        )

    model = RowsModel(columns, lambda row: row.finding.ids, parent)
    return model


def records_model(vocabulary: Vocabulary, parent: QObject) -> RowsModel:
    """Who and what failed: one row for each record and each reason."""
    kinds = {key: term.name for key, term in vocabulary.record_types.items()}

    def columns() -> tuple[Column, ...]:
        return (
            Column(translate("Report", "Record"), lambda row: row.record),
            Column(translate("Report", "Kind"), lambda row: _kind(row.affected.kind, kinds), hidden=True),
            Column(translate("Report", "Error"), lambda row: row.standing.finding.title),
            Column(translate("Report", "What is wrong"), value_words),
            Column(translate("Report", "Also known as"), lambda row: ", ".join(row.known_as)),
            Column(translate("Report", "Belongs to"), lambda row: ", ".join(row.belongs_to)),
            Column(translate("Report", "Follows from"), lambda row: str(row.follows_from or ""), hidden=True),
            Column(
                translate("Report", "Failures it causes"),
                lambda row: number(row.makes_fail) if row.makes_fail else "",
                lambda row: row.makes_fail,
                numeric=True,
                hidden=True,
            ),
            _owner_column(vocabulary, hidden=True),
            Column(translate("Report", "What to do first"), lambda row: _first_step(row.standing.finding), hidden=True),
            Column(
                translate("Report", "Times"),
                lambda row: number(row.affected.count),
                lambda row: row.affected.count,
                numeric=True,
                hidden=True,
            ),
            Column(
                translate("Report", "When"),
                lambda row: row.affected.place.time if row.affected.place else "",
                hidden=True,
            ),
            Column(
                translate("Report", "Where"),
                lambda row: _where(row.affected.place) if row.affected.place else "",
                lambda row: (row.affected.place.path, row.affected.place.line) if row.affected.place else ("", 0),
                hidden=True,
            ),
        )

    return RowsModel(columns, lambda row: (row.record, row.standing.finding.ids), parent)


def unknown_model(parent: QObject) -> RowsModel:
    """Lines that look like errors and match nothing, one shape a row."""

    def columns() -> tuple[Column, ...]:
        return (
            Column(translate("Report", "Count"), lambda row: number(row.count), lambda row: row.count, numeric=True),
            Column(translate("Report", "Line, for example"), unknown_words),
            Column(
                translate("Report", "Nearest known error (a guess)"),
                lambda row: row.suggestions[0].title if row.suggestions else "",
            ),
            Column(translate("Report", "First seen"), lambda row: _where(row.place)),
        )

    return RowsModel(columns, lambda unknown: unknown.shape, parent)


def files_model(parent: QObject) -> RowsModel:
    """The files read, each with its verdict."""

    def columns() -> tuple[Column, ...]:
        return (
            Column(translate("Report", "File"), lambda file: short_path(file.path), lambda file: file.path),
            Column(translate("Report", "Verdict"), verdict, badge=_verdict_tone),
            Column(translate("Report", "Lines"), lambda row: number(row.lines), lambda row: row.lines, numeric=True),
            Column(
                translate("Report", "Errors"), lambda row: number(row.findings), lambda row: row.findings, numeric=True
            ),
            Column(
                translate("Report", "Unknown"), lambda row: number(row.unknown), lambda row: row.unknown, numeric=True
            ),
            Column(
                translate("Report", "Read as"),
                lambda file: ", ".join(part for part in (file.format, file.encoding) if part),
            ),
            Column(translate("Report", "Remark"), lambda file: told(file.note)),
        )

    return RowsModel(columns, lambda file: file.path, parent)


def record_rows(triage: Triage, cascades: Sequence[Cascade]) -> Bites[list[WorkRow]]:
    """All affected records in the order of the work list, made in bites."""
    links = links_of(cascades)
    rows: list[WorkRow] = []
    paused = 0
    for standing in triage.standings:
        of_finding: list[WorkRow] = []
        for record, affected in standing.finding.records.items():
            of_finding.append(links.row(record, affected, standing))
            if len(rows) + len(of_finding) - paused >= _RECORDS_AT_ONCE:
                paused = len(rows) + len(of_finding)
                yield
        if len(of_finding) > _RECORDS_AT_ONCE:
            of_finding = yield from in_order(of_finding, urgency)
        else:
            of_finding.sort(key=urgency)
        rows += of_finding
    return rows


def value_words(row: WorkRow) -> str:
    """What the record's own message says: `Missing: lastName`."""
    entry = row.standing.finding.entries[0]
    return "; ".join(f"{readable_name(entry, name)}: {value}" for name, value in row.values.items())


def _owner_column(vocabulary: Vocabulary, *, hidden: bool = False) -> Column:
    ranks = {key: place for place, key in enumerate((*vocabulary.actors, NOBODY))}
    return Column(
        translate("Report", "Who acts first"),
        lambda row: owner_name(row.standing.owner, vocabulary),
        lambda row: ranks.get(row.standing.owner, len(ranks)),
        badge=lambda row: owner_tone(row.standing.owner),
        hidden=hidden,
    )


def owner_tone(owner: str) -> str:
    """The theme's role for the badge of who must act."""
    return {"registrar": "info", NOBODY: "good"}.get(owner, "neutral")


def _indented(row: FindingRow) -> str:
    return INDENT * row.standing.depth + _what(row.finding)


def _spoken(row: FindingRow) -> str:
    """The indent in words."""
    what = _what(row.finding)
    if not row.standing.depth:
        return what
    return translate("Report", "{what}, follows from {cause}").format(what=what, cause=row.standing.causes[0])


def _what(finding: Finding) -> str:
    if not finding.shared:
        return finding.title
    meanings = translate("Report", "%Ln meaning(s)", "", len(finding.entries))
    return f"{finding.title} ({meanings})"


def _consequence(finding: Finding, vocabulary: Vocabulary) -> str:
    return ", ".join(_names(vocabulary.consequences[entry.consequence].name for entry in finding.entries))


def _record_types(finding: Finding, vocabulary: Vocabulary) -> str:
    return ", ".join(_names(vocabulary.record_types[entry.record_type].name for entry in finding.entries))


def _names(names: Iterator[str]) -> Iterator[str]:
    return iter(dict.fromkeys(names))


def _first_step(finding: Finding) -> str:
    return next((step.do for cause in finding.entries[0].causes for step in cause.steps), "")


def _kind(kind: str, names: Mapping[str, str]) -> str:
    if kind == "email":
        return translate("Report", "E-mail")
    if kind == "id":
        return "ID"
    return names.get(kind) or kind[:1].upper() + kind[1:]


def _verdict_tone(file: FileVerdict) -> str:
    if file.error:
        return "danger"
    return "caution" if file.findings else "neutral" if file.unknown else "good"


def _where(place: Place) -> str:
    return translate("Report", "{file}, line {n}").format(file=short_path(place.path), n=number(place.line))


def _seen(place: Place | None) -> str:
    if place is None:
        return ""
    return place.time or translate("Report", "line {n}").format(n=number(place.line))
