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
_AT_ONCE: Final = 5
"""Bites that are always done at once: short work is over on return, also on a busy machine."""


def filtered(rows: Sequence[_T], keep: Callable[[_T], bool]) -> Bites[list[_T]]:
    """The rows to keep, in their order."""
    kept: list[_T] = []
    for start in range(0, len(rows), _BITE):
        kept += filter(keep, rows[start : start + _BITE])
        yield
    return kept


def found(rows: Sequence[_T], wanted: Callable[[_T], bool]) -> Bites[int]:
    """The place of the first row that is wanted, -1 for none."""
    for start in range(0, len(rows), _BITE):
        for place, row in enumerate(rows[start : start + _BITE], start):
            if wanted(row):
                return place
        yield
    return -1


def in_order(rows: Sequence[_T], key: Callable[[_T], Any], *, descending: bool = False) -> Bites[list[_T]]:
    """The rows by their keys; those with equal keys keep their order, also when descending."""
    keys: list[Any] = []
    for start in range(0, len(rows), _BITE):
        keys += map(key, rows[start : start + _BITE])
        yield
    if len(rows) <= _BUCKET:
        places = sorted(range(len(rows)), key=keys.__getitem__, reverse=descending)
        return [rows[place] for place in places]
    buckets = yield from _dealt(keys)
    ordered: list[_T] = []
    for number in range(len(buckets) - 1, -1, -1) if descending else range(len(buckets)):
        bucket = buckets[number]
        if number % 2 == 0:
            bucket.sort(key=keys.__getitem__, reverse=descending)
        for start in range(0, len(bucket), _BITE):
            for place in bucket[start : start + _BITE]:
                ordered.append(rows[place])
                keys[place] = None  # freed here, one by one: a million at the end would halt the window
            yield
        bucket.clear()
    return ordered


def _dealt(keys: Sequence[Any]) -> Bites[list[list[int]]]:
    """The places of the keys in buckets, each above the one before; every other one holds a single key only.

    Those need no sorting, however many rows have that key.
    """
    splitters = sorted(set(keys[:: max(1, _BUCKET // 4)]))
    buckets: list[list[int]] = [[] for _ in range(2 * len(splitters) + 1)]
    yield
    for start in range(0, len(keys), _BITE):
        for place in range(start, min(start + _BITE, len(keys))):
            key = keys[place]
            at = bisect_left(splitters, key)
            equal = at < len(splitters) and splitters[at] == key
            buckets[2 * at + equal].append(place)
        yield
    return buckets


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
        self._timer.timeout.connect(self._on_turn)

    @property
    def busy(self) -> bool:
        """Whether work waits for another turn."""
        return self._bites is not None

    def start(self, bites: Bites[Any], *, later: bool = False) -> None:
        """Do this work in place of any that waits; short work is finished on return, unless it is to come `later`."""
        self.stop()
        self._bites = bites
        if not later:
            self._slice(_AT_ONCE)
        if self._bites is bites:
            self._timer.start()
            self.working.emit(True)

    def stop(self) -> None:
        """Forget the work that waits."""
        if self._bites is not None:
            self._bites.close()
            self._end()

    def _on_turn(self) -> None:
        self._slice()

    def _slice(self, least: int = 1) -> None:
        bites = self._bites
        end = time.perf_counter() + _SLICE_SECONDS
        while bites is not None and (least > 0 or time.perf_counter() < end):
            least -= 1
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
