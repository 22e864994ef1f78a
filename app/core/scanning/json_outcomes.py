"""What an object of JSON says of its own outcome, by its fields: `status`, `success`, `errors`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.scanning.log_record import Outcome
from app.core.scanning.outcomes import Role, is_silent, outcome_in, role_of
from app.core.scanning.severity_numbers import outcome_by_number

_ORDER = (Outcome.FAILED, Outcome.WARNING, Outcome.FINE, Outcome.UNSAID)
_MOST_FIELDS = 12
_MOST_LETTERS = 120


def outcome_of(holder: object, texts: Sequence[str], around: Mapping[str, str], trouble: str) -> Outcome:
    """The outcome of a record with these texts.

    `holder` is what carries them; `around` what is said in and around it, {meaning: value}; `trouble` is "error" or
    "warning" where a field around it holds such, else "".
    """
    said, told = _said_by(holder) if isinstance(holder, Mapping) else (None, None)
    if said is Outcome.FAILED:
        return said
    if told is not None:
        return Outcome.WARNING if said is Outcome.WARNING else told
    speaks = not all(map(is_silent, texts))
    if trouble and speaks:
        return Outcome.WARNING if trouble == "warning" or said is Outcome.WARNING else Outcome.FAILED
    if said is not None:
        return said
    # Of what stands around it only trouble says something: a list of results may come with status 200.
    status = outcome_in(around.get("status", ""), Role.STATUS)
    severity = outcome_in(around.get("severity", ""), Role.SEVERITY)
    if speaks and Outcome.FAILED in {status, severity}:
        return Outcome.FAILED
    return Outcome.WARNING if speaks and severity is Outcome.WARNING else Outcome.UNSAID


def is_trouble(value: Mapping[str, object], fields: Mapping[str, str]) -> bool:
    """Whether an object without any message says that something failed. `fields`: what those below it say, too."""
    said, told = _said_by(value)
    if said is None:
        said = outcome_in(fields.get("status", ""), Role.STATUS)
    return any(outcome is not None and outcome.is_trouble for outcome in (said, told))


def described(value: Mapping[str, object]) -> str:
    """An object without a message in words: `id: S7, status: failed`."""
    scalars = [(name, held) for name, held in value.items() if isinstance(held, str | int | float) and held != ""]
    return ", ".join(f"{name}: {str(held)[:_MOST_LETTERS]}" for name, held in scalars[:_MOST_FIELDS])


def _said_by(value: Mapping[str, object]) -> tuple[Outcome | None, Outcome | None]:
    """What an object's own status fields say, and what its error fields do."""
    said: set[Outcome] = set()
    told: set[Outcome] = set()
    for name, held in value.items():
        if not isinstance(held, str | int | float):
            continue
        role = role_of(name)
        outcome = outcome_in(str(held), role) if role is not None else None
        if outcome is not None:
            (told if role in {Role.ERROR, Role.WARNING} else said).add(outcome)
    if (by_number := outcome_by_number(value)) is not None:
        said.add(by_number)
    return _gravest(said), _gravest(told)


def _gravest(outcomes: set[Outcome]) -> Outcome | None:
    return next((outcome for outcome in _ORDER if outcome in outcomes), None)
