"""Deciding between entries that share one text, by what is known beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from app.core.matching.certainty import values_speak_for
from app.core.matching.clues import Clues
from app.core.matching.pattern import Owner
from app.core.text.statement import MatchCode


class Decision(Struct, frozen=True):
    """The entries that remain, those set aside, and what told them apart (in the order it was used)."""

    chosen: tuple[Owner, ...]
    others: tuple[Owner, ...]
    reasons: tuple[MatchCode, ...]


def decide(
    owners: Iterable[Owner], clues: Clues, values: Mapping[str, str], excluded: Iterable[Owner] = ()
) -> Decision:
    """Choose among owners of one text by code, endpoint, HTTP status, values, vendor and record type.

    A clue decides only where some owners agree with it and others do not; where nothing
    decides, all owners remain, in catalog order. Those `excluded` by a code or status are never chosen.
    """
    owners = tuple(owners)
    excluded = tuple(excluded)
    out = {(owner.order, owner.message.text) for owner in excluded}
    everyone = sorted((*owners, *excluded), key=lambda owner: owner.order)
    remaining = everyone
    reasons: list[MatchCode] = []
    for reason, agrees in _tests(clues, values):
        narrowed = _narrow(remaining, agrees)
        if len(_ids(narrowed)) < len(_ids(remaining)):
            reasons.append(reason)
        remaining = narrowed
    chosen = _one_per_entry(owner for owner in remaining if (owner.order, owner.message.text) not in out)
    if not chosen:
        chosen = _one_per_entry(owners)
    ids = _ids(chosen)
    return Decision(chosen, _one_per_entry(owner for owner in everyone if owner.entry.id not in ids), tuple(reasons))


Test = tuple[MatchCode, Callable[[Owner], bool | None]]


def _tests(clues: Clues, values: Mapping[str, str]) -> Sequence[Test]:
    """Each test answers True (agrees), False (contradicts) or None (says nothing)."""
    return (
        ("by-code", lambda owner: _in(owner.message.code, clues.codes)),
        (
            "by-record-type",
            lambda owner: not clues.endpoints.isdisjoint(owner.entry.record_types) if clues.endpoints else None,
        ),
        ("by-status", lambda owner: _in(owner.message.status, clues.statuses)),
        ("by-values", lambda owner: values_speak_for(owner.message, values)),
        ("by-vendor", lambda owner: _in(owner.entry.vendor, clues.vendors)),
        (
            "by-record-type",
            lambda owner: not clues.record_types.isdisjoint(owner.entry.record_types) if clues.record_types else None,
        ),
    )


def _narrow(owners: list[Owner], agrees: Callable[[Owner], bool | None]) -> list[Owner]:
    answers = [(owner, agrees(owner)) for owner in owners]
    agreeing = [owner for owner, answer in answers if answer]
    if agreeing:
        return agreeing
    neutral = [owner for owner, answer in answers if answer is None]
    return neutral or owners


def _in(own: str, known: frozenset[str]) -> bool | None:
    return own in known if own and known else None


def _ids(owners: Iterable[Owner]) -> set[str]:
    return {owner.entry.id for owner in owners}


def _one_per_entry(owners: Iterable[Owner]) -> tuple[Owner, ...]:
    by_id: dict[str, Owner] = {}
    for owner in owners:
        by_id.setdefault(owner.entry.id, owner)
    return tuple(by_id.values())
