"""Faults of a catalog: what is wrong, where, and what to write instead."""

from __future__ import annotations

from msgspec import Struct


class Problem(Struct, frozen=True):
    """What is wrong with an entry: the field as a path, and what to write instead."""

    entry_id: str
    field: str
    message: str


class Fault(Struct, frozen=True):
    """One fault. `field` is a path such as `messages[0].code`; `line` is 1-based, 0 where no line applies.

    A note is no fault: the entry counts, and what should be changed is said.
    """

    file: str
    line: int
    entry_id: str
    field: str
    message: str
    is_note: bool = False

    def __str__(self) -> str:
        """`catalog/x.yaml:12: some.entry.id: messages[0].code: …`, as `catalog check` prints it."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (where, self.entry_id, self.field, self.message) if part)
