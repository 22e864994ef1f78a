"""The check that no test leaves something running, and the window's own soak, in small."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.benchmarks.soak_window import soak
from tests.benchmarks.window_rig import Rig
from tests.gui.desktop import Desktop
from tests.gui.left_over import left_over, running


def test_a_timer_that_goes_on_is_found(qapp: QApplication) -> None:
    before = running()
    timer = QTimer(qapp, interval=1234)
    timer.start()
    assert [text for text in left_over(before) if "every 1234 ms" in text]
    timer.stop()
    assert not left_over(before)
    timer.deleteLater()


def test_searches_and_drops_leave_nothing_behind(desktop: Desktop, qapp: QApplication, sync_log: Path) -> None:
    from tests.benchmarks import soak_window

    rig = Rig(qapp, desktop.window, desktop.session)
    searched = soak(rig, 40, lambda number: soak_window.search(rig, number), lambda _: None)
    assert searched["qt_objects"] <= 2
    assert searched["timers"] <= 0
    for _ in range(2):  # what is made once, with the first reports
        soak_window.drop(rig, sync_log)
    dropped = soak(rig, 10, lambda _: soak_window.drop(rig, sync_log), lambda _: None)
    assert dropped["qt_objects"] <= 0
    assert dropped["timers"] <= 0
    assert dropped["threads"] <= 0
    assert dropped["processes"] <= 0
    assert dropped["python_objects"] < 100 * 10, "no report of the ten is kept: each has thousands of objects"
