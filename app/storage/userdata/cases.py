"""Which steps of a repair are done, entry by entry, for as long as its case is open.

Only ids of entries and numbers of steps are kept, nothing of a message or a student.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.storage.userdata.shared_json import SharedJson, Values

if TYPE_CHECKING:
    from app.core.catalog.model import Entry

_SHAPE, _DONE = "steps", "done"


def step_key(cause: int, step: int) -> str:
    """What a step is remembered by: the numbers of its cause and itself, the same in every language."""
    return f"{cause}.{step}"


def shape_of(entry: Entry) -> list[int]:
    """How many steps each cause has. Where a newer catalog has others, old marks say nothing."""
    return [len(cause.steps) for cause in entry.causes]


class Cases:
    """The open cases. Without a file they last as long as the program runs."""

    def __init__(self, file: SharedJson | None = None) -> None:
        """Nothing is read yet."""
        self._file = file
        self._own: dict[str, frozenset[str]] = {}

    def done(self, entry: Entry) -> frozenset[str]:
        """The keys of the steps done. Raises OSError when the file cannot be read."""
        if self._file is None:
            return self._own.get(entry.id, frozenset())
        return _steps(self._file.read(), entry)

    def tick(self, entry: Entry, step: str, *, done: bool) -> None:
        """Note a step as done, or as not done. Raises OSError when the file cannot be written."""
        self._change(entry, lambda steps: steps | {step} if done else steps - {step})

    def close(self, entry: Entry) -> None:
        """Begin anew: no step is done. Raises OSError when the file cannot be written."""
        self._change(entry, lambda _steps: frozenset())

    def _change(self, entry: Entry, change: Callable[[frozenset[str]], frozenset[str]]) -> None:
        if self._file is None:
            self._own[entry.id] = change(self._own.get(entry.id, frozenset()))
            return

        def write(values: Values) -> None:
            steps = change(_steps(values, entry))
            if steps:
                values[entry.id] = {_SHAPE: shape_of(entry), _DONE: sorted(steps)}
            else:
                values.pop(entry.id, None)

        self._file.update(write)


def _steps(values: Values, entry: Entry) -> frozenset[str]:
    case = values.get(entry.id)
    if not isinstance(case, dict) or case.get(_SHAPE) != shape_of(entry) or not isinstance(case.get(_DONE), list):
        return frozenset()
    return frozenset(step for step in case[_DONE] if isinstance(step, str))
