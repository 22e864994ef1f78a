"""An entry as plain text: its steps for a colleague, or all that a ticket needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from app.core.catalog.shown_text import error_text
from app.gui.detail.rendering import actor_name, certainty_name, step_setting
from app.gui.detail.subject import Subject, readable_name

if TYPE_CHECKING:
    from app.core.catalog.model import Entry, Vocabulary
    from app.core.report.findings import Finding

COMMAND: Final = "sis-error-desk lookup"


def command_text(entry: Entry) -> str:
    """What a colleague types in a terminal or pastes into the search box to see this entry."""
    return f"{COMMAND} {entry.id}"


def steps_text(entry: Entry, vocabulary: Vocabulary) -> str:
    """What a colleague needs: the error, the numbered steps of every cause, and whom to ask and what to send then."""
    lines = [f"{entry.title} ({entry.vendor})", "", *_steps_lines(entry, vocabulary), "", *_escalation_lines(entry)]
    return "\n".join(lines)


def ticket_text(subject: Subject, vocabulary: Vocabulary) -> str:
    """What a help desk needs: the error, its values here, meaning, steps, and what to send. Nobody is named."""
    entry = subject.entry
    types = ", ".join(vocabulary.record_types[key].name for key in entry.record_types)
    lines = [entry.title, f"{entry.vendor}, {types}", ""]
    lines += [f"Error text: {error_text(entry)}"]
    lines += [f"{readable_name(entry, name)}: {value}" for name, value in _redacted(subject).items() if value.strip()]
    if subject.finding is not None:
        lines += _log_lines(subject.finding)
    lines += ["", "What it means", entry.meaning, "", "Steps", *_steps_lines(entry, vocabulary), ""]
    lines += _escalation_lines(entry)
    lines += [f"Certainty: {vocabulary.certainties[entry.certainty].name}", f"Entry: {entry.id}"]
    return "\n".join(lines)


def _redacted(subject: Subject) -> Mapping[str, str]:
    """The values of the message with stand-ins for people: a ticket is read by many."""
    if not subject.values:
        return subject.values
    from app.core.sharing.catalog_terms import ErrorWords  # noqa: PLC0415 - the core loads after the first paint
    from app.core.sharing.redactor import Redactor  # noqa: PLC0415 - as above
    from app.storage.places import find_places  # noqa: PLC0415 - as above
    from app.storage.word_list import read_harmless_words  # noqa: PLC0415 - as above

    words = read_harmless_words(find_places().resources)
    return Redactor(ErrorWords((subject.entry,), harmless=words)).redact_values(subject.values)


def records_text(finding: Finding) -> str:
    """The affected records, one a line with its count and what stood beside it, ready for a spreadsheet."""
    return "\n".join(
        f"{name}\t{count}\t{', '.join(finding.record_details.get(name, ()))}".rstrip()
        for name, count in finding.records.most_common()
    )


def _steps_lines(entry: Entry, vocabulary: Vocabulary) -> Iterator[str]:
    for number, cause in enumerate(entry.causes, 1):
        if len(entry.causes) > 1:
            yield f"{'' if number == 1 else chr(10)}Cause {number}: {cause.title}"
            if cause.certainty:
                yield certainty_name(cause, vocabulary)
            if cause.tell:
                yield f"How to tell: {cause.tell}"
        for place, step in enumerate(cause.steps, 1):
            yield f"{place}. {step.do} ({actor_name(step, vocabulary)}, {step_setting(step, vocabulary)})"


def _escalation_lines(entry: Entry) -> Iterator[str]:
    yield f"Ask: {entry.escalate.to}"
    yield f"Send: {entry.escalate.send}"


def _log_lines(finding: Finding) -> Iterator[str]:
    yield f"Times: {finding.count:,}, affected records: {len(finding.records):,}"
    for label, place in (("First", finding.first), ("Last", finding.last)):
        if place is not None and place.time:
            yield f"{label}: {place.time}"
