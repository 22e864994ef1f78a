"""Error lines that match no entry, by what they say: bounded, and merged in any order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from app.core.catalog.model import Entry
from app.core.report.bottom_k import Capped
from app.core.report.place import Place
from app.core.text.log_templates import templates_of
from app.core.text.record_message import message_of

MAX_SHAPES = 5_000
"""Shapes of unknown error lines kept; the lines of further ones are counted."""

MAX_UNKNOWN_SAMPLE = 700
"""Letters kept of an unknown line."""


class Unknown(Struct):
    """Lines that look like errors and match nothing, grouped by shape (numbers, ids and names masked).

    `place` is the first of them by file and line, `sample` the line there, `message` what it says.
    `warnings` are those of them that their file's structure calls no more than warnings.
    """

    shape: str
    count: int
    sample: str
    place: Place
    suggestions: tuple[Entry, ...] = ()
    message: str = ""
    warnings: int = 0

    @property
    def said(self) -> str:
        """What the sample says, on one line, without time stamps or JSON around it."""
        return self.message or message_of(self.sample)


class UnknownShapes(Capped[Unknown]):
    """Unknown lines by shape: see `Capped` for which are kept."""

    __slots__ = ()

    def __init__(self, limit: int = MAX_SHAPES) -> None:
        """Start empty."""
        super().__init__(limit)

    def add(self, shape: str, sample: str, place: Place, n: int = 1, warnings: int = 0) -> None:
        """Count a line of this shape `n` times; the sample at the first place stays."""
        self._count(Unknown(shape, n, sample, place, message=message_of(sample), warnings=warnings))

    def merge(self, unknown: Iterable[Unknown], dropped: int = 0) -> None:
        """Add the shapes of another part, and the number of its lines whose shape it did not keep."""
        self.total += dropped
        for one in unknown:
            self._count(one)

    @property
    def dropped(self) -> int:
        """How many lines are counted whose shape is not kept."""
        return self.total - sum(one.count for _, one in self.items())

    def listed(self) -> list[Unknown]:
        """The kept shapes, most frequent first."""
        return [one for _, one in self.most_common()]

    def some(self, n: int) -> UnknownShapes:
        """A small copy for showing, see `Capped.some`."""
        return self._fill_small(UnknownShapes(self.limit), {k: replace(v) for k, v in islice(self._kept.items(), n)})

    def _count(self, one: Unknown) -> None:
        self.total += one.count
        known = self._kept.get(one.shape)
        if known is None:
            if self._admits(one.shape):
                self._kept[one.shape] = replace(one, sample=one.sample[:MAX_UNKNOWN_SAMPLE])
                if len(self._kept) > self._most:
                    self._trim()
            return
        known.count += one.count
        known.warnings += one.warnings
        if _unknown_order(one) < _unknown_order(known):
            known.sample, known.place, known.suggestions = one.sample[:MAX_UNKNOWN_SAMPLE], one.place, one.suggestions
            known.message = one.message

    def _count_of(self, value: Unknown) -> int:
        return value.count


def grouped(unknown: Iterable[Unknown]) -> list[Unknown]:
    """Group unknown lines for showing, most frequent first; the given ones stay as they are.

    Which lines say the same is seen only in all of them together, so it is worked out when nothing is merged any more.
    """
    kept = list(unknown)
    templates = templates_of(one.shape for one in kept)
    groups = UnknownShapes()
    groups.merge(replace(one, shape=templates[one.shape]) for one in kept)
    return groups.listed()


def _unknown_order(unknown: Unknown) -> tuple[str, int, str, str, tuple[str, ...]]:
    place = unknown.place
    return place.path, place.line, place.time, unknown.sample, tuple(entry.id for entry in unknown.suggestions)
