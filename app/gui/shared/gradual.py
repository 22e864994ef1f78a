"""Sorting and filtering of very long lists in small bites, so that a window answers in between.

`list.sort` on a million rows holds the interpreter for a second, in whatever thread it runs. Here no bite takes more
than some milliseconds: rows are dealt into buckets by samples of their keys, and each small bucket is sorted alone.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable, Generator, Sequence
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

_T = TypeVar("_T")
Bites = Generator[None, None, _T]
"""Work that pauses now and then and returns its result at the end."""

_BITE: Final = 2_000
_BUCKET: Final = 4_000
_SLICE_SECONDS: Final = 0.006


def filtered(rows: Sequence[_T], keep: Callable[[_T], bool]) -> Bites[list[_T]]:
    """The rows to keep, in their order."""
    kept: list[_T] = []
    for start in range(0, len(rows), _BITE):
        kept += filter(keep, rows[start : start + _BITE])
        yield
    return kept


def in_order(rows: Sequence[_T], key: Callable[[_T], Any], *, descending: bool = False) -> Bites[list[_T]]:
    """The rows by their keys; those with equal keys keep their order, also when descending."""
    keys: list[Any] = []
    for start in range(0, len(rows), _BITE):
        keys += map(key, rows[start : start + _BITE])
        yield
    if len(rows) <= _BUCKET:
        places = sorted(range(len(rows)), key=keys.__getitem__, reverse=descending)
        return [rows[place] for place in places]
    splitters = sorted(set(keys[:: max(1, len(keys) // (4 * len(keys) // _BUCKET))]))
    yield
    # Between two splitters is a bucket, and so is every splitter: rows that all have one key need no sorting.
    buckets: list[list[int]] = [[] for _ in range(2 * len(splitters) + 1)]
    for start in range(0, len(keys), _BITE):
        for place in range(start, min(start + _BITE, len(keys))):
            key_here = keys[place]
            at = bisect_left(splitters, key_here)
            equal = at < len(splitters) and splitters[at] == key_here
            buckets[2 * at + equal].append(place)
        yield
    ordered: list[_T] = []
    for number in range(len(buckets) - 1, -1, -1) if descending else range(len(buckets)):
        bucket = buckets[number]
        if number % 2 == 0:
            bucket.sort(key=keys.__getitem__, reverse=descending)
        for start in range(0, len(bucket), _BITE):
            ordered += [rows[place] for place in bucket[start : start + _BITE]]
            if len(bucket) > _BITE:
                yield
        if number % 64 == 0:
            yield
    return ordered


class Slices(QObject):
    """Runs bites between two turns of the event loop, some milliseconds at a time; the first slice at once.

    Signals:
        finished: The result of the last bite.
        working: Whether work waits for another turn.
    """

    finished = Signal(object)
    working = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        """Wait for work."""
        super().__init__(parent)
        self._bites: Bites[Any] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._slice)

    @property
    def busy(self) -> bool:
        """Whether work waits for another turn."""
        return self._bites is not None

    def start(self, bites: Bites[Any]) -> None:
        """Do this work in place of any that waits; short work is finished on return."""
        self.stop()
        self._bites = bites
        self._slice()
        if self._bites is bites:
            self._timer.start()
            self.working.emit(True)

    def stop(self) -> None:
        """Forget the work that waits."""
        if self._bites is not None:
            self._bites.close()
            self._end()

    def _slice(self) -> None:
        bites = self._bites
        end = time.perf_counter() + _SLICE_SECONDS
        while bites is not None and time.perf_counter() < end:
            try:
                next(bites)
            except StopIteration as result:
                self._end()
                self.finished.emit(result.value)
                return

    def _end(self) -> None:
        self._bites = None
        if self._timer.isActive():
            self._timer.stop()
            self.working.emit(False)
