"""Answers as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from app.cli.sentences import sentence_of
from app.core.catalog.model import Entry, Vocabulary
from app.core.lookup.lookup import GUESS, Answer, Match
from app.core.report.account import Upshot, account_of, summary_of, upshot_of
from app.core.report.bottom_k import Affected, AffectedRecords
from app.core.report.cascades import Cascade, Follower, cascades, summary
from app.core.report.findings import Finding
from app.core.report.report import FileVerdict, Report
from app.core.report.unknown_groups import Unknown

_WIDTH = 100
_MAX_RECORDS = 8
_MAX_UNKNOWN = 20


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{count:,} {one if count == 1 else many}"


def answer_text(answer: Answer, vocabulary: Vocabulary) -> str:
    """A look-up's answer: the best entry in full where one is certain, the others by title."""
    if not answer.known:
        return _unknown_text(answer)
    if answer.ambiguous:
        lines = [f"This text has {answer.sharing} meanings. What was being synced?"]
        lines += [_line(match) for match in answer.matches[: answer.sharing]]
        return "\n".join([*lines, "Add --record-type or --vendor to choose one."])
    best, *others = answer.matches
    lines = [entry_text(best.entry, vocabulary)]
    if best.values:
        lines += [
            "",
            "In this message",
            *(f"  {name.replace('_', ' ')}: {value}" for name, value in best.values.items()),
        ]
    if best.why is not None:
        lines += ["", f"Why this entry: {sentence_of(best.why)}"]
    if others:
        lines += ["", "Others", *(_line(match) for match in others[:5])]
    return "\n".join(lines)


def _unknown_text(answer: Answer) -> str:
    """What is said first where nothing fits: that it is not in the catalog; the nearest entries are no answer."""
    lines = [f"There are no entries on {' and '.join(answer.outside)}."] if answer.outside else []
    if answer.unlisted:
        lines.append("This text is not in the catalog.")
    elif not answer.outside:
        lines.append("No known error matches.")
    if answer.matches:
        lines[-1] += " Nearest:"
        lines += [_line(match) for match in answer.matches[:3]]
    return "\n".join(lines)


def entry_text(entry: Entry, vocabulary: Vocabulary) -> str:
    """An entry as a help desk would read it out."""
    kinds = ", ".join(vocabulary.record_types[kind].name for kind in entry.record_types)
    lines = [entry.title, f"{entry.vendor} - {kinds} - {entry.id}", "", "What it means", *_wrapped(entry.meaning)]
    first = [other for other in entry.follows_from if "." in other]
    if first:
        lines += ["", "If you have one of these errors, fix it first", *(f"  {other}" for other in first)]
    for number, cause in enumerate(entry.causes, 1):
        lines += ["", f"How to fix it{f' ({number}): ' if len(entry.causes) > 1 else ': '}{cause.title}"]
        if cause.certainty:
            lines += _wrapped(f"{vocabulary.certainties[cause.certainty].name}.")
        if cause.tell:
            lines += _wrapped(f"How to tell: {cause.tell}")
        for index, step in enumerate(cause.steps, 1):
            who = vocabulary.actors[step.who].name
            where = vocabulary.places[step.where].name if step.where in vocabulary.places else step.where
            sure = f"; {vocabulary.certainties[step.certainty].name}" if step.certainty else ""
            lines += _wrapped(f"{index}. {step.do} [{who}, {'by' if step.where == 'Message' else 'in'} {where}{sure}]")
    lines += [
        "",
        "If nothing is done",
        *_wrapped(f"{vocabulary.consequences[entry.consequence].name}. {entry.consequence_note}"),
    ]
    lines += _wrapped(f"{vocabulary.next_run[entry.next_run].name}. {entry.next_run_note}")
    lines += ["", "Whom to ask", *_wrapped(f"{entry.escalate.to}. Send: {entry.escalate.send}")]
    if entry.note:
        lines += ["", "Note", *_wrapped(entry.note)]
    source = vocabulary.sources[entry.source.document].name
    lines += ["", f"Source: {source}, {entry.source.section}. {vocabulary.certainties[entry.certainty].name}."]
    for link in entry.links:
        kind = vocabulary.kind_of_page(link)
        lines.append(f"{kind}: {link}" if kind else link)
    return "\n".join(lines)


def report_text(report: Report, vocabulary: Vocabulary) -> str:
    """A scan's report: a sentence, what to fix first, the findings, unknown lines, and the files."""
    read = [file for file in report.files if not file.error]
    lines = [_headline(report, len(read))]
    account = account_of(report.files)
    if account.read:
        lines.append(summary_of(account))
    lines += _cascade_lines(cascades(report))
    for finding in report.findings:
        lines += _finding_lines(finding, vocabulary)
    if report.unknown:
        lines += ["", "Lines that look like errors and match no entry"]
        lines += [f"{unknown.count:>7,}  {_unknown(unknown)}" for unknown in report.unknown[:_MAX_UNKNOWN]]
        rest = sum(unknown.count for unknown in report.unknown[_MAX_UNKNOWN:]) + report.unknown_dropped
        lines += [f"{rest:>7,}  more, of other kinds"] if rest else []
    if len(read) > 1 or any(file.note for file in read):
        lines += ["", "Files", *(_file_line(file) for file in read)]
    refused = [file for file in report.files if file.error]
    if refused:
        lines += ["", "Not read", *(f"  {file.path}: {sentence_of(file.error)}" for file in refused if file.error)]
    return "\n".join(lines)


def _headline(report: Report, read: int) -> str:
    seconds = f"{report.seconds:.1f} s."
    size = f"{counted(read, 'file', 'files')}, {counted(report.lines, 'line', 'lines')}, {seconds}"
    if report.findings:
        errors = counted(report.occurrences, "error", "errors")
        return f"{errors} of {counted(len(report.findings), 'kind', 'kinds')} in {size}"
    said = {
        Upshot.UNKNOWN: "No known error, but some that match no entry",
        Upshot.CLEAN: "Nothing is wrong. All was read",
        Upshot.PARTLY_READ: "No error in what was read, but not all could be read",
        Upshot.UNREAD: "Nothing could be read",
        Upshot.EMPTY: "There is nothing to read: no file holds any text",
    }[upshot_of(report)]
    return f"{said}: {size}"


def _finding_lines(finding: Finding, vocabulary: Vocabulary) -> list[str]:
    first = finding.entries[0]
    lines = ["", f"{finding.count:>7,}  {finding.title}  ({finding.vendor}, {finding.record_type})"]
    if finding.shared:
        lines.append(f"         This text has {len(finding.entries)} meanings: {', '.join(finding.ids)}")
    else:
        step = first.causes[0].steps[0]
        lines.append(f"         {vocabulary.consequences[first.consequence].name}. First: {step.do}")
    if finding.records:
        named = [_named(finding, *item) for item in finding.records.most_common(_MAX_RECORDS)]
        lines.append(f"         Affected: {', '.join(named)}{more_records(finding.records, len(named))}")
    return lines


def more_records(records: AffectedRecords, shown: int) -> str:
    """` and 12 more`, ` and about 4,000 more`, or nothing."""
    more = records.distinct - shown
    return f" and {'' if records.complete else 'about '}{more:,} more" if more > 0 else ""


def _named(finding: Finding, record: str, affected: Affected) -> str:
    times = f" {affected.count:,} times" if affected.count > 1 else ""
    return f"{finding.described(record)}{times}"


def _cascade_lines(found: Sequence[Cascade]) -> list[str]:
    if not found:
        return []
    lines = ["", summary(found)]
    for cascade in found:
        first = ", ".join(record for record, _ in cascade.causes[:_MAX_RECORDS])
        more = f" and {cascade.records - _MAX_RECORDS:,} more" if cascade.records > _MAX_RECORDS else ""
        lines += [f"  {cascade.finding.title} ({cascade.finding.record_type}): {first}{more}"]
        lines += _follower_lines(cascade.followers, 4)
    return lines


def _follower_lines(followers: Sequence[Follower], indent: int) -> list[str]:
    lines: list[str] = []
    for one in followers:
        lines.append(f"{' ' * indent}then {one.count:,} x {one.finding.title} ({one.finding.record_type})")
        lines += _follower_lines(one.followers, indent + 2)
    return lines


def _unknown(unknown: Unknown) -> str:
    marked = "Warning: " if unknown.warnings == unknown.count else ""
    said = unknown.said
    return f"{'' if said.casefold().startswith('warn') else marked}{said[:_WIDTH]}"


def _file_line(file: FileVerdict) -> str:
    found = f"{file.findings:,} known errors, {file.unknown:,} unknown"
    return f"  {file.path}: {found}{f'. {file.note}' if file.note else ''}"


def _line(match: Match) -> str:
    guess = "guess: " if match.kind == GUESS else ""
    return f"  {guess}{match.entry.title} ({match.entry.vendor}, {match.entry.record_type}) {match.entry.id}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text.strip(), _WIDTH, initial_indent="  ", subsequent_indent="  ") if text.strip() else []
