"""What a catalog must prove beyond its shape: closed lists, sound templates, samples that match and rank first."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.core.catalog.faults import Problem
from app.core.catalog.model import Catalog, Entry, Message, Sample, Vocabulary
from app.core.catalog.named_steps import problems_of_steps
from app.core.catalog.template import TemplateError, parse_template
from app.core.matching.exact_match import ExactMatcher
from app.core.matching.filters import Filters
from app.core.matching.relation_check import like, relation_problems
from app.core.text.unwrapping import unwrap

_WORDINGS = ("certain", "cut", "inferred")


def check_catalog(catalog: Catalog, drafts: Iterable[Entry] = ()) -> list[Problem]:
    """Return all problems of a catalog, in the order of its entries. Samples are judged among the sound entries.

    `drafts` are entries that are at fault already; others may name them.
    """
    known = {entry.id: entry for entry in (*drafts, *catalog.entries)}
    problems: list[Problem] = []
    sound: list[Entry] = []
    for entry in catalog.entries:
        own = list(check_entry(entry, catalog.vocabulary, known))
        problems += own
        if not own:
            sound.append(entry)
    matcher = ExactMatcher(Catalog(catalog.vocabulary, tuple(sound)))
    for entry in sound:
        problems += _check_samples(entry, matcher)
    return problems


def check_harmless(catalog: Catalog, lines: Iterable[str]) -> list[Problem]:
    """Entries that claim a harmless line: one whose text is too common to stand alone."""
    matcher = ExactMatcher(catalog)
    return [
        Problem(
            owner.entry.id,
            "messages",
            f"matches a harmless line: {line.strip()[:120]!r}; make the text longer or generic",
        )
        for line in lines
        for found in matcher.find(unwrap(line))
        for owner in found.decision.chosen
    ]


def check_entry(entry: Entry, vocabulary: Vocabulary, known: Mapping[str, Entry]) -> Iterator[Problem]:
    """Yield what is wrong with one entry by itself, and with what it names of others; `known` are all, by id."""
    for field, value, allowed in _choices(entry, vocabulary):
        if value not in allowed:
            close = difflib.get_close_matches(value, allowed, n=1, cutoff=0.5)
            hint = f"did you mean '{close[0]}'?" if close else f"choose one of: {', '.join(allowed)}"
            add = ", or add it to vocabulary.yaml" if field in {"vendor", "system"} else ""
            yield Problem(entry.id, field, f"'{value}' is not in the vocabulary; {hint}{add}")
    for field, hint in _blanks(entry):
        yield Problem(entry.id, field, f"is empty; {hint}")
    for index, message in enumerate(entry.messages):
        yield from _check_message(entry, message, f"messages[{index}]")
    if len(entry.causes) > 1:
        for index, cause in enumerate(entry.causes):
            if not cause.tell:
                hint = "has no 'tell'; with several causes each says how to recognize it"
                yield Problem(entry.id, f"causes[{index}]", hint)
    yield from problems_of_steps(entry, vocabulary.steps)
    yield from relation_problems(entry, vocabulary, known)


def _blanks(entry: Entry) -> Iterator[tuple[str, str]]:
    """(field, what to write) of every field that must hold something and does not."""
    needed: dict[str, Sequence[object]] = {
        "messages": entry.messages,
        "causes": entry.causes,
        "samples.match": entry.samples.match,
        **{f"causes[{index}].steps": cause.steps for index, cause in enumerate(entry.causes)},
    }
    yield from ((field, "write at least one") for field, items in needed.items() if not items)
    told = {"title": entry.title, "meaning": entry.meaning, "escalate.send": entry.escalate.send}
    yield from ((field, "write a sentence") for field, text in told.items() if not text.strip())


def _choices(entry: Entry, vocabulary: Vocabulary) -> Iterator[tuple[str, str, Sequence[str]]]:
    """(field, value, allowed values) of every field that draws on a closed list."""
    places = (*vocabulary.places, *vocabulary.systems, *vocabulary.vendors)
    yield "system", entry.system, tuple(vocabulary.systems)
    yield "vendor", entry.vendor, tuple(vocabulary.vendors)
    for index, kind in enumerate(entry.record_types):
        yield f"record_types[{index}]", kind, tuple(vocabulary.record_types)
    if not entry.record_types:
        yield "record_types", "", tuple(vocabulary.record_types)
    yield "consequence", entry.consequence, tuple(vocabulary.consequences)
    yield "next_run", entry.next_run, tuple(vocabulary.next_run)
    yield "certainty", entry.certainty, tuple(vocabulary.certainties)
    yield "source.document", entry.source.document, tuple(vocabulary.sources)
    for number, cause in enumerate(entry.causes):
        if cause.certainty:
            yield f"causes[{number}].certainty", cause.certainty, tuple(vocabulary.certainties)
        for index, step in enumerate(cause.steps):
            if step.certainty:
                yield f"causes[{number}].steps[{index}].certainty", step.certainty, tuple(vocabulary.certainties)
            if step.use and not step.who:
                continue  # of a name that there is none of, which is said
            yield f"causes[{number}].steps[{index}].who", step.who, tuple(vocabulary.actors)
            yield f"causes[{number}].steps[{index}].where", step.where, places


def _check_message(entry: Entry, message: Message, field: str) -> Iterator[Problem]:
    try:
        template = parse_template(message.text)
    except TemplateError as error:
        yield Problem(entry.id, f"{field}.text", str(error))
        return
    if message.wording not in _WORDINGS:
        yield Problem(entry.id, f"{field}.wording", f"'{message.wording}' is none of: {', '.join(_WORDINGS)}")
    if message.wording == "cut" and not template.rest:
        hint = "is cut, but its text does not say where; end it with a placeholder of kind 'rest', as {detail:rest?}"
        yield Problem(entry.id, f"{field}.wording", hint)
    if message.status and not (message.status.isdigit() and len(message.status) == 3):
        yield Problem(
            entry.id, f"{field}.status", f"'{message.status}' is not an HTTP status; write three digits, as '400'"
        )
    names = {placeholder.name for placeholder in template.placeholders}
    for condition, wanted in (("when", message.when), ("decides", message.decides)):
        for name in wanted.keys() - names:
            yield Problem(entry.id, f"{field}.{condition}", f"the text has no placeholder '{name}'{like(name, names)}")


def _check_samples(entry: Entry, matcher: ExactMatcher) -> Iterator[Problem]:
    filters = Filters(frozenset({entry.vendor}), frozenset(entry.record_types))
    for index, sample in enumerate(entry.samples.match):
        yield from _check_sample(entry, sample, f"samples.match[{index}]", matcher, filters)
    for index, text in enumerate(entry.samples.no_match):
        found = matcher.find(unwrap(text), filters)
        if found and any(owner.entry.id == entry.id for owner in found[0].decision.chosen):
            message = f"{text[:80]!r} matches, though it must not; make the template's text more exact"
            yield Problem(entry.id, f"samples.no_match[{index}]", message)


def _check_sample(
    entry: Entry, sample: Sample, field: str, matcher: ExactMatcher, filters: Filters
) -> Iterator[Problem]:
    found = matcher.find(unwrap(sample.text), filters)
    if not found:
        yield Problem(entry.id, field, f"{sample.text[:80]!r} does not match; write it as the message's text has it")
        return
    first = found[0]
    chosen = [owner.entry.id for owner in first.decision.chosen]
    if entry.id not in chosen:
        yield Problem(
            entry.id, field, f"{sample.text[:80]!r} matches {chosen[0]} before this entry; tell the two apart"
        )
        return
    for name, value in sample.values.items():
        read = first.values.get(name)
        if read != value:
            yield Problem(entry.id, f"{field}.values.{name}", f"reads {read!r}, where the sample says {value!r}")
