"""Fill the report page with as much as there can be, and print how the window fares.

    xvfb-run -a python -m tests.benchmarks.measure_tables [--rows 1000000]

Each line says how long the window stood still at most, as a share of the 50 ms that are allowed: first by what its
thread computed between two turns of the event loop, then, in brackets, by the clock, which also counts what others do
on a busy machine. Then how long the whole took, as a share of what plain Python takes for it in one go, standing still.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.core.report.bottom_k import Affected
from app.core.report.cascades import cascades
from app.core.report.findings import Finding
from app.core.report.place import Place
from app.core.report.report import FileVerdict, Report
from app.core.report.triage import Standing
from app.core.report.unknown_groups import Unknown
from app.core.report.work_list import WorkRow
from app.gui.report.page import ReportPage
from app.gui.report.row_details import Explainer
from app.gui.shared.appearance import Appearance
from app.gui.shared.preferences import Preferences
from app.services.error_desk import Desk
from app.services.open_catalog import open_desk
from app.storage.places import find_places

ALLOWED = 0.050


class Turns(QObject):
    """Notes how long the event loop takes from one turn to the next, by the thread's own time and by the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.computed = self.waited = 0.0
        self._last = (time.thread_time(), time.perf_counter())
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=1)
        self._timer.timeout.connect(self.turn)
        self._timer.start()

    def turn(self) -> None:
        now = (time.thread_time(), time.perf_counter())
        self.computed = max(self.computed, now[0] - self._last[0])
        self.waited = max(self.waited, now[1] - self._last[1])
        self._last = now


def in_one_go(work: Callable[[], object]) -> float:
    """How long something takes, in seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measure(what: str, do: Callable[[], object], over: Callable[[], bool], plain: float | None = None) -> None:
    """Do something, wait until it is over and painted, and print how the window fared."""
    loop = QEventLoop()
    QTimer.singleShot(100, loop.quit)
    loop.exec()
    turns = Turns()
    begun = time.perf_counter()
    do()
    turns.turn()
    ended: list[float] = []

    def look() -> None:
        if over():
            ended.append(time.perf_counter() - begun)
            loop.quit()

    timer = QTimer(interval=1)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
    QTimer.singleShot(150, loop.quit)  # what is painted and laid out afterwards counts too
    loop.exec()
    computed, waited = turns.computed / ALLOWED, turns.waited / ALLOWED
    turns.deleteLater()
    took = f"{ended[0] / plain:5.1f} times plain Python" if plain else f"{ended[0]:5.2f} s"
    verdict = "" if computed <= 1 else "   TOO LONG"
    print(f"{what:40} longest standstill {computed:5.2f} ({waited:5.2f}) of what is allowed, took {took}{verdict}")


def full_report(desk: Desk) -> Report:
    """A report that holds as much as a report can hold."""
    entries = desk.catalog.entries
    chance = random.Random(7)
    findings = []
    for number, entry in enumerate(entries):
        finding = Finding((entry,))
        for record in range(20_000 if number == 0 else 300):
            finding.records.add(f"kid{number}-{record}@north.example", "email", {f"U{record}": "user"})
            finding.count += 1
        for hour in range(700):
            finding.count_times({f"2026-{1 + hour // 672:02}-{1 + hour // 24 % 28:02}T{hour % 24:02}:00:00": 1})
        finding.first = finding.last = Place("night.log", number + 1, "2026-01-01T00:00:00Z")
        findings.append(finding)
    unknown = [
        Unknown(f"shape {n}", chance.randrange(9), f"ERROR the gizmo {n} cannot frobnicate", Place("night.log", n))
        for n in range(5_000)
    ]
    files = [FileVerdict(f"/logs/week/{n}.log", "text", "utf-8", 10, 10, n % 3, n % 2) for n in range(10_000)]
    return Report(files, sorted(findings, key=lambda one: -one.count), unknown, 10_000_000, 2_000_000_000)


def measure_report(page: ReportPage, desk: Desk) -> None:
    """The end of a scan: the report is there and must be shown."""
    report = full_report(desk)
    found = cascades(report)
    page.begin()
    page.show_report(report.merged(), final=False)
    filled: list[bool] = []
    page.filled.connect(partial(filled.append, True))
    measure("a full report is shown", partial(page.show_report, report, found, final=True), lambda: bool(filled))
    for widget, name in ((page.records, "records"), (page.unknown, "unknown lines"), (page.files, "files")):
        measure(f"its {name} come to the front", partial(page.tabs.setCurrentWidget, widget), lambda: True)
    measure("only mine", page.owners.toggle_mine, lambda: not page.records.model.busy)
    measure("all again", page.owners.toggle_mine, lambda: not page.records.model.busy)
    page.tabs.setCurrentWidget(page.findings)
    measure("a stretch of time", partial(page.time_line._choose, (3, 9)), lambda: not page.records.model.busy)
    measure("the whole time again", page.time_line.clear, lambda: not page.records.model.busy)


def measure_rows(page: ReportPage, desk: Desk, count: int) -> None:
    """Very many records: shown, found, sorted, selected."""
    standings = [Standing(Finding((entry,)), "registrar") for entry in desk.catalog.entries]
    chance = random.Random(7)
    rows = [
        WorkRow(
            f"kid{chance.randrange(10**7):07}@north.example",
            Affected(n % 9, "email", {f"U{n}": "user"}),
            standings[n % len(standings)],
        )
        for n in range(count)
    ]
    # A report never holds so many objects; to look through them for rings now and then would be measured here too.
    gc.freeze()
    panel = page.records
    model = panel.model
    page.tabs.setCurrentWidget(panel)
    idle = lambda: not model.busy  # noqa: E731 - short and only here
    measure(f"{count:,} rows are shown", partial(panel.show_records, rows, tuple(standings), 0), idle)
    texts = [" ".join(cells).casefold() for cells in (map(str, row) for row in model.cells(rows[: count // 10]))]
    plain = 10 * in_one_go(lambda: [" ".join(map(str, row)).casefold() for row in model.cells(rows[: count // 10])])
    del texts
    for text in ("kid12", "kid123", "kid123 u5", ""):
        measure(f"find {text!r}", partial(model.find, text), idle, plain)
    for column, name in ((0, "record"), (3, "times"), (2, "error")):
        key = model.columns[column].key
        plain = in_one_go(partial(sorted, rows, key=key))
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            measure(f"sort by {name}, {order.name}", partial(model.sort, column, order), idle, plain)
    measure("select all", panel.table.selectAll, lambda: True)
    measure("go to the end", partial(panel.table._go_to, count - 1), lambda: True)
    measure("as many rows as before, but others", partial(model.show, rows[::-1]), idle)


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    application = QApplication(sys.argv[:1])
    places = find_places()
    desk = open_desk(places)
    with tempfile.TemporaryDirectory() as folder:
        page = ReportPage(Appearance(application, places.resources, Preferences(Path(folder, "window.ini"))))
        Explainer(page, desk)
        page.resize(1180, 760)
        page.show()
        measure_report(page, desk)
        measure_rows(page, desk, options.rows)
        page.close()


if __name__ == "__main__":
    main()
