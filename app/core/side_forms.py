"""Sides alike: what stands beside a message is read once for each form, then only its facts are cut out.

Codes and HTTP statuses are words to a form of sides, so that all its sides give the same clues.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from operator import itemgetter

from app.core.forms import CannotBeLearnedError, Form, Forms, Span
from app.core.sides import Side

Facts = tuple[str, ...]
"""What a side says of its record: the time or "", then the records named."""

MAX_SORTS = 4_000
"""Sorts kept; beyond, all are dropped: a log may name another code in each line."""

_ISO_LETTERS = len("2026-03-02T06:15:00")


class SideSort:
    """What sides have in common that give the same clues and name records of the same kinds.

    Attributes:
        kinds: The kinds of the records named, in the order in which they were looked for.
        has_time: Whether there is a time.
        iso_time: Whether it is written like 2026-03-02T06:15:00.
    """

    __slots__ = ("has_time", "iso_time", "kinds")

    def __init__(self, kinds: tuple[str, ...], has_time: bool, iso_time: bool) -> None:
        self.kinds = kinds
        self.has_time = has_time
        self.iso_time = iso_time


class SideSorts:
    """The sorts of sides met."""

    def __init__(self) -> None:
        """Start empty."""
        self._sorts: dict[Hashable, SideSort] = {}

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._sorts)

    def of(self, side: Side) -> SideSort:
        """The sort of a side."""
        plan, time = side.plan, side.time
        kinds = tuple([kind for _, _, kind in plan.names])
        iso_time = len(time) >= _ISO_LETTERS and time[4] == "-" and time[10] == "T"
        numbers = side.numbers
        key = (kinds, bool(time), iso_time, plan.vendors, plan.kinds, numbers.codes, numbers.statuses)
        sort = self._sorts.get(key)
        if sort is None:
            if len(self._sorts) >= MAX_SORTS:
                self._sorts.clear()
            sort = self._sorts[key] = SideSort(kinds, bool(time), iso_time)
        return sort


class SideForm:
    """One wording of sides, all of one sort."""

    __slots__ = ("_constants", "_pick", "sort")

    def __init__(self, text: str, form: Form, places: list[Span], sort: SideSort) -> None:
        """`places` are those of the time and of the records named; without a time the first is None."""
        self.sort = sort
        constants: list[str] = []
        numbers: list[int] = []
        for place in places:
            number = form.places.get(place)
            if number is None:
                number = form.groups + len(constants)
                constants.append(text[slice(*place)])
            numbers.append(number)
        self._constants = tuple(constants)
        self._pick = _picker(numbers)

    def facts(self, groups: tuple[str, ...]) -> Facts:
        """The facts of a side, from the groups of its form."""
        return self._pick(groups + self._constants)


def _picker(numbers: list[int]) -> Callable[[tuple[str, ...]], Facts]:
    """Picks some items of a tuple; of one only, itemgetter would give the bare item."""
    return itemgetter(*numbers) if len(numbers) > 1 else itemgetter(slice(numbers[0], numbers[0] + 1))


def facts_of(side: Side) -> Facts:
    """The facts of a side that was read by itself."""
    return side.time, *[name for name, _ in side.names()]


def learn_side(forms: Forms[SideForm], text: str, side: Side, sort: SideSort, urgency: int) -> bool:
    """Learn the form of a side; False where it cannot be learned, or not yet. `urgency`: see `Forms.is_worth`."""
    if not forms.is_worth(text, urgency):
        return False
    plan = side.plan
    # Without a time, an empty place stands for it.
    time = _in_line(side, *plan.time) if plan.time else (0, 0)
    names = [_in_line(side, start, end) for start, end, _ in plan.names]
    numbers = [_in_line(side, start, end) for start, end, _ in plan.numbers]
    try:
        form = Form(text, forms.words, names + ([time] if plan.time else []), numbers)
    except CannotBeLearnedError:
        forms.give_up(text)
        return False
    return forms.learn(text, form, SideForm(text, form, [time, *names], sort))


def _in_line(side: Side, start: int, end: int) -> Span:
    return side.place_in_line(start), side.place_in_line(end)
