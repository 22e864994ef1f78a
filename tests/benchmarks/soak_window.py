"""Use the window for hours in minutes, and print what it holds before, between and after: nothing may grow.

    xvfb-run -a python -m tests.benchmarks.soak_window [--searches 10000] [--drops 200] [--log LOG]

Searches are typed as a person types them; each drop is read to its end, looked at and closed. Counted are Qt objects
below the window and the application, Python's own objects, timers, threads, child processes and resident memory. The
first tenth of the work warms up; what counts is the growth after it.
"""

from __future__ import annotations

import argparse
import gc
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.benchmarks.window_rig import Rig, children, let_pass, memory_mb, opened_window, wait

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "nightly-sync.log"
WORDS = (
    "email must be unique", "student not in section", "10005", "missing required parameter firstName", "tiem out",
    "grade was not passed back", "user does not exist", "two students same address", "sourcedId", "line item",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the program holds at one moment."""

    qt_objects: int
    timers: int
    python_objects: int
    threads: int
    processes: int
    megabytes: float

    def __str__(self) -> str:
        return (
            f"Qt objects {self.qt_objects:6,}  timers {self.timers:4}  Python objects {self.python_objects:9,}  "
            f"threads {self.threads}  processes {self.processes}  memory {self.megabytes:6.1f} MB"
        )

    def growth(self, before: Holdings) -> dict[str, float]:
        """What is more than before, by name."""
        return {field.name: getattr(self, field.name) - getattr(before, field.name) for field in fields(self)}


def holdings(rig: Rig) -> Holdings:
    """Count, when all that waits to be deleted is gone."""
    for _ in range(3):
        let_pass(0.05)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    roots: list[QObject] = [rig.application, *QApplication.topLevelWidgets()]
    objects = {id(one): one for root in roots for one in (root, *root.findChildren(QObject))}
    timers = sum(isinstance(one, QTimer) for one in objects.values())
    return Holdings(len(objects), timers, len(gc.get_objects()), threading.active_count(), len(children()), memory_mb())


def kinds(rig: Rig) -> Counter[str]:
    """The Qt objects by class, to see what grows."""
    roots: list[QObject] = [rig.application, *QApplication.topLevelWidgets()]
    return Counter(type(one).__name__ for root in roots for one in root.findChildren(QObject))


def search(rig: Rig, number: int) -> None:
    """Type a query, letter by letter, and look at another result."""
    text = WORDS[number % len(WORDS)]
    box = rig.window.search
    for end in range(1, len(text) + 1, 4):
        box.setText(text[:end])
    box.setText(f"{text} {number % 97}" if number % 3 else text)
    rig.window.lookup.step("down")
    QApplication.processEvents()
    if number % 10 == 0:
        let_pass(0.08)  # the counts of the filters follow


def drop(rig: Rig, log: Path) -> None:
    """Drop a log, wait for its report, look at another finding, close it."""
    rig.drop([log])
    wait(lambda: not rig.scanning)
    table = rig.window.report.findings
    if table.model().rowCount() > 1:
        table.selectRow(1)
    QApplication.processEvents()
    rig.close_report()
    QApplication.processEvents()


def soak(rig: Rig, times: int, work: Callable[[int], None], told: Callable[[str], None]) -> dict[str, float]:
    """Do the work so many times; the growth from the first tenth on."""
    warm = max(1, times // 10)
    for number in range(warm):
        work(number)
    before, middle = holdings(rig), warm + (times - warm) // 2
    told(f"  after {warm:6,}: {before}")
    for number in range(warm, times):
        work(number)
        if number == middle:
            told(f"  after {number:6,}: {holdings(rig)}")
    after = holdings(rig)
    told(f"  after {times:6,}: {after}")
    return after.growth(before)


def main() -> None:
    """Soak and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--searches", type=int, default=10_000)
    parser.add_argument("--drops", type=int, default=200)
    parser.add_argument("--log", type=Path, default=SAMPLE)
    options = parser.parse_args()
    with opened_window() as rig:
        print(f"searches, {options.searches:,}")
        growth = soak(rig, options.searches, lambda number: search(rig, number), print)
        print(f"  growth: { {name: round(more, 1) for name, more in growth.items() if more} or 'none' }")
        print(f"drops, {options.drops:,}")
        seen = kinds(rig)
        growth = soak(rig, options.drops, lambda _: drop(rig, options.log), print)
        print(f"  growth: { {name: round(more, 1) for name, more in growth.items() if more} or 'none' }")
        more = kinds(rig) - seen
        print(f"  more Qt objects than before the first drop: {dict(more) or 'none'}")


if __name__ == "__main__":
    main()
