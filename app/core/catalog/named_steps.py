"""Named steps: one wording that many entries use, with parameters filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from app.core.catalog.faults import Problem
from app.core.catalog.model import Cause, Entry, NamedStep, Step

_PARAMETER = re.compile(r"\{(\w+)\}")


def with_named_steps(entry: Entry, steps: Mapping[str, NamedStep]) -> Entry:
    """Return the entry with the texts of its named steps filled in. Steps of unknown names stay empty."""
    if not any(step.use for cause in entry.causes for step in cause.steps):
        return entry
    return replace(entry, causes=tuple(_filled_cause(cause, steps) for cause in entry.causes))


def without_names_of_steps(entry: Entry) -> Entry:
    """Return an entry that says the same with all its steps written out."""
    causes = (
        replace(cause, steps=tuple(replace(step, use="", values={}) for step in cause.steps)) for cause in entry.causes
    )
    return replace(entry, causes=tuple(causes))


def problems_of_steps(entry: Entry, steps: Mapping[str, NamedStep]) -> Iterator[Problem]:
    """Yield what keeps the named steps of an entry from being filled in."""
    for number, cause in enumerate(entry.causes):
        for index, step in enumerate(cause.steps):
            field = f"causes[{number}].steps[{index}]"
            if step.use and step.use not in steps:
                yield Problem(entry.id, field, f"there is no named step '{step.use}' in steps.yaml")
            elif step.use:
                for message in _wrong_values(step, parameters_of(steps[step.use])):
                    yield Problem(entry.id, field, message)


def parameters_of(named: NamedStep) -> set[str]:
    """Return the names of a named step's parameters."""
    return set(_PARAMETER.findall(f"{named.do} {named.who} {named.where}"))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its parameters replaced by values; one without a value stays as it is."""
    return _PARAMETER.sub(lambda found: values.get(found[1], found[0]), text)


def _filled_cause(cause: Cause, steps: Mapping[str, NamedStep]) -> Cause:
    return replace(cause, steps=tuple(_filled_step(step, steps) for step in cause.steps))


def _filled_step(step: Step, steps: Mapping[str, NamedStep]) -> Step:
    named = steps.get(step.use) if step.use else None
    if named is None:
        return step
    do, who, where = (filled(text, step.values) for text in (named.do, named.who, named.where))
    return replace(step, do=do, who=who, where=where)


def _wrong_values(step: Step, wanted: set[str]) -> Iterator[str]:
    for name in sorted(wanted - step.values.keys()):
        yield f"the named step '{step.use}' needs '{name}'; write {{use: {step.use}, {name}: ...}}"
    for name in sorted(step.values.keys() - wanted):
        yield f"the named step '{step.use}' has no '{name}'; remove it"
