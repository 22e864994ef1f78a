"""Answers as plain text for a terminal."""

from __future__ import annotations

import textwrap

from app.core.matcher import GUESS, Answer, Match
from app.core.model import Entry, Vocabulary
from app.core.report import Finding, Report

_WIDTH = 100
_MAX_RECORDS = 8


def answer_text(answer: Answer, vocabulary: Vocabulary) -> str:
    """A look-up's answer: the best entry in full where one is certain, the others by title."""
    if not answer.known:
        lines = ["No known error matches."]
        if answer.matches:
            lines += ["The nearest entries, as guesses:", *(_line(match) for match in answer.matches[:3])]
        return "\n".join(lines)
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
    lines += ["", f"Why this entry: {best.why}"]
    if others:
        lines += ["", "Others", *(_line(match) for match in others[:5])]
    return "\n".join(lines)


def entry_text(entry: Entry, vocabulary: Vocabulary) -> str:
    """An entry as a help desk would read it out."""
    kinds = ", ".join(vocabulary.record_types[kind].name for kind in entry.record_types)
    lines = [entry.title, f"{entry.vendor} - {kinds} - {entry.id}", "", "What it means", *_wrapped(entry.meaning)]
    for number, cause in enumerate(entry.causes, 1):
        lines += ["", f"How to fix it{f' ({number}): ' if len(entry.causes) > 1 else ': '}{cause.title}"]
        if cause.tell:
            lines += _wrapped(f"How to tell: {cause.tell}")
        for index, step in enumerate(cause.steps, 1):
            who = vocabulary.actors[step.who].name
            where = vocabulary.places[step.where].name if step.where in vocabulary.places else step.where
            lines += _wrapped(f"{index}. {step.do} [{who}, in {where}]")
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
    return "\n".join(lines)


def report_text(report: Report, vocabulary: Vocabulary) -> str:
    """A scan's report: a sentence, the findings, unknown lines, files that could not be read."""
    read = [file for file in report.files if not file.error]
    lines = [
        f"{report.occurrences:,} errors of {len(report.findings)} kinds in {len(read)} files, "
        f"{report.lines:,} lines, {report.seconds:.1f} s."
    ]
    for finding in report.findings:
        lines += _finding_lines(finding, vocabulary)
    if report.unknown:
        lines += ["", "Lines that look like errors and match no entry"]
        lines += [f"{unknown.count:>7,}  {unknown.sample[:_WIDTH]}" for unknown in report.unknown[:20]]
    refused = [file for file in report.files if file.error]
    if refused:
        lines += ["", "Not read", *(f"  {file.path}: {file.error}" for file in refused)]
    return "\n".join(lines)


def _finding_lines(finding: Finding, vocabulary: Vocabulary) -> list[str]:
    first = finding.entries[0]
    lines = ["", f"{finding.count:>7,}  {finding.title}  ({finding.vendor}, {finding.record_type})"]
    if finding.shared:
        lines.append(f"         This text has {len(finding.entries)} meanings: {', '.join(finding.ids)}")
    else:
        step = first.causes[0].steps[0]
        lines.append(f"         {vocabulary.consequences[first.consequence].name}. First: {step.do}")
    if finding.records:
        named = [finding.described(name) for name, _ in finding.records.most_common(_MAX_RECORDS)]
        more = f" and {len(finding.records) - len(named)} more" if len(finding.records) > len(named) else ""
        lines.append(f"         Affected: {', '.join(named)}{more}")
    return lines


def _line(match: Match) -> str:
    guess = "guess: " if match.kind == GUESS else ""
    return f"  {guess}{match.entry.title} ({match.entry.vendor}, {match.entry.record_type}) {match.entry.id}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text.strip(), _WIDTH, initial_indent="  ", subsequent_indent="  ") if text.strip() else []
