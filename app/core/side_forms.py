"""Sides alike: what stands beside a message is read once for each form, then only its facts are cut out.

Codes and HTTP statuses are words to a form of sides, so that all its sides give the same clues.
"""

from __future__ import annotations

from app.core.forms import CannotBeLearnedError, Form, Forms, Span
from app.core.sides import Side

Fact = int | str
"""What a form says of a fact: its group (from 0), or the text that it always is."""

_ISO_LETTERS = len("2026-03-02T06:15:00")


class SideForm:
    """One wording of sides.

    Attributes:
        groups: How many groups it has.
        time: The time, or "".
        names: The records named, with their kinds, in the order in which they were looked for.
        iso_time: Whether the time is written like 2026-03-02T06:15:00.
    """

    __slots__ = ("groups", "iso_time", "names", "time")

    def __init__(self, text: str, form: Form, time: Span | None, names: list[tuple[Span, str]]) -> None:
        self.groups = form.groups

        def fact(span: Span) -> Fact:
            return form.places.get(span, text[slice(*span)])

        self.time: Fact = fact(time) if time else ""
        written = text[slice(*time)] if time else ""
        self.iso_time = len(written) >= _ISO_LETTERS and written[4] == "-" and written[10] == "T"
        self.names: tuple[tuple[Fact, str], ...] = tuple((fact(span), kind) for span, kind in names)


def learn_side(forms: Forms[SideForm], text: str, side: Side) -> bool:
    """Learn the form of a side; False where it cannot be learned, or not yet."""
    if not forms.is_worth(text):
        return False
    plan = side.plan
    time = _in_line(side, *plan.time) if plan.time else None
    names = [(_in_line(side, start, end), kind) for start, end, kind in plan.names]
    numbers = [_in_line(side, start, end) for start, end, _ in plan.numbers]
    places = [span for span, _ in names] + ([time] if time else [])
    try:
        form = Form(text, forms.words, places, numbers)
    except CannotBeLearnedError:
        forms.give_up(text)
        return False
    return forms.learn(text, form, SideForm(text, form, time, names))


def _in_line(side: Side, start: int, end: int) -> Span:
    return side.place_in_line(start), side.place_in_line(end)
